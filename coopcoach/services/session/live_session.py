"""A session during the call: its present state, each change written at once, undo."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from coopcoach.domain.pace import with_time_moved_on
from coopcoach.domain.session import Session
from coopcoach.errors import WrongCall
from coopcoach.i18n import translator
from coopcoach.services.clock import Clock
from coopcoach.storage.reviews import open_any, refreshed_any, save_any
from coopcoach.storage.sessions import OpenSession
from coopcoach.storage.workspace import Workspace


@dataclass
class Change:
    """A change of the session.

    Attributes:
        label: Its message id.
        before: The session before it.
        after: The session after it.
        key: Successive changes with the same key are one.
        at: The time of the last of them.
    """

    label: str
    before: Session
    after: Session
    key: str = ""
    at: datetime | None = None

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of the session that it touched."""
        names = Session.model_fields
        return tuple(n for n in names if getattr(self.before, n) != getattr(self.after, n))

    @property
    def prompt_id(self) -> str:
        """The prompt whose joint answer it touched; "" for other changes."""
        answers = (self.before.joint, self.after.joint)
        touched = [k for k in {*answers[0], *answers[1]} if answers[0].get(k) != answers[1].get(k)]
        return touched[0][0] if touched else ""


class LiveSession:
    """``session.md`` during the call, or a review of it.

    Raises:
        WrongCall: There is no such session.
        BadFile: Its file, or one of its exercises, cannot be read.
    """

    def __init__(self, workspace: Workspace, slug: str, clock: Clock) -> None:
        self.workspace = workspace
        self.clock = clock
        # Why nothing may be written: another stage has the session.
        self.refusal: WrongCall | None = None
        self.opened: OpenSession = open_any(workspace, slug)
        # Read now, so that a faulty exercise is reported before a screen opens.
        _ = self.opened.session
        self._changes: list[Change] = []
        self._undone: list[Change] = []

    @property
    def session(self) -> Session:
        """The present state of the session."""
        return self.opened.session

    @property
    def conflicts(self) -> tuple[str, ...]:
        """The ids of the sections that another program had changed as well at the last save."""
        return self.opened.conflicts

    @property
    def unkept(self) -> bool:
        """Whether the text before the last write could not be kept in the history."""
        return self.opened.unkept

    @property
    def undo_label(self) -> str | None:
        """The message id of the change that undo would take back; None where there is none."""
        return self._changes[-1].label if self._changes else None

    @property
    def can_redo(self) -> bool:
        """Whether a change was taken back, and nothing changed since."""
        return bool(self._undone)

    def undo(self) -> Change | None:
        """Take back the last change that is no reveal, and return it."""
        if not self._changes or self.refusal:
            return None
        change = self._changes.pop()
        if self.save(self._restored(change, change.after, change.before)):
            self._undone.append(change)
        return change

    def redo(self) -> Change | None:
        """Do the change again that was taken back last, and return it."""
        if not self._undone or self.refusal:
            return None
        change = self._undone.pop()
        if self.save(self._restored(change, change.before, change.after)):
            self._changes.append(change)
        return change

    def refresh(self) -> bool:
        """Read the session again if another program changed it; return whether it did."""
        opened = refreshed_any(self.opened)
        if opened is self.opened:
            return False
        _ = opened.session
        self.opened = opened
        self._forget_changes()
        return True

    def change(self, label: str, session: Session, key: str = "") -> None:
        """Write a change that undo can take back.

        Args:
            label: The message id of the change.
            session: The new state of the session.
            key: Successive changes with the same key, such as typing, are taken back together.
        """
        before, now = self.session, self.clock()
        self._undone.clear()
        is_alone = self.save(session)
        continues = bool(key and self._changes and self._changes[-1].key == key)
        if is_alone and continues:
            self._changes[-1].after = session
            self._changes[-1].at = now
        elif is_alone:
            self._changes.append(Change(label, before, session, key, now))

    def save(self, session: Session) -> bool:
        """Write a change that undo cannot take back, such as a reveal.

        Returns:
            Whether nothing of another program was merged.

        Raises:
            WrongCall: Another stage has the session; nothing was written.
        """
        if self.refusal is not None:
            raise self.refusal
        t = translator(self.session.language)
        self.opened = save_any(self.opened, session, t, self.clock())
        merged = self.session != session
        if merged:
            # Undo would remove the changes of the other program with ours.
            self._forget_changes()
        return not merged

    def _restored(self, change: Change, state: Session, wanted: Session) -> Session:
        """Return the session with the fields that a change touched as in ``wanted``.

        Steps since then stay: ticks on the agenda, and the place where the session has gone since ``state``.
        """
        now = self.session
        found: dict[str, object] = {name: getattr(wanted, name) for name in change.fields}
        if "agenda" in found:
            done = {item.exercise for item in now.agenda if item.done}
            found["agenda"] = tuple(
                item.model_copy(update={"done": item.done or item.exercise in done})
                for item in wanted.agenda
            )
        if "place" in found:
            found |= self._restored_place(state, wanted)
        return now.model_copy(update=found)

    def _restored_place(self, state: Session, wanted: Session) -> dict[str, object]:
        """Return the place as in ``wanted`` and the time spent there, or both as now where they changed since."""
        now = self.session
        if now.place != state.place:
            return {"place": now.place, "time_entries": now.time_entries}
        if now.time_entries == state.time_entries:
            return {"place": wanted.place, "time_entries": wanted.time_entries}
        moved = with_time_moved_on(now, wanted.present, self.clock())
        return {"place": wanted.place, "time_entries": moved.time_entries}

    def _forget_changes(self) -> None:
        self._changes.clear()
        self._undone.clear()
