"""A session during the call: its present state, each change written at once, undo."""

from __future__ import annotations

from dataclasses import dataclass

from coopcoach.domain.session import Session
from coopcoach.i18n import translator
from coopcoach.services.clock import Clock
from coopcoach.storage.sessions import OpenSession, open_session, refreshed, save_session
from coopcoach.storage.workspace import Workspace


@dataclass
class _Change:
    label: str
    before: Session
    after: Session
    key: str = ""


class LiveSession:
    """``session.md`` during the call.

    Raises:
        WrongCall: There is no such session.
        BadFile: Its file, or one of its exercises, cannot be read.
    """

    def __init__(self, workspace: Workspace, slug: str, clock: Clock) -> None:
        self.workspace = workspace
        self.clock = clock
        self.opened: OpenSession = open_session(workspace, slug)
        # Read now, so that a faulty exercise is reported before a screen opens.
        _ = self.opened.session
        self._changes: list[_Change] = []

    @property
    def session(self) -> Session:
        """The present state of the session."""
        return self.opened.session

    @property
    def conflicts(self) -> tuple[str, ...]:
        """The ids of the sections that another program had changed as well at the last save."""
        return self.opened.conflicts

    @property
    def undo_label(self) -> str | None:
        """The message id of the change that undo would take back; None where there is none."""
        return self._changes[-1].label if self._changes else None

    def undo(self) -> str | None:
        """Take back the last change that is no reveal; return its message id, or None."""
        if not self._changes:
            return None
        change = self._changes.pop()
        self.save(self.session.model_copy(update=_taken_back(change, self.session)))
        return change.label

    def refresh(self) -> bool:
        """Read the session again if another program changed it; return whether it did."""
        opened = refreshed(self.opened)
        if opened is self.opened:
            return False
        _ = opened.session
        self.opened = opened
        self._changes.clear()
        return True

    def change(self, label: str, session: Session, key: str = "") -> None:
        """Write a change that undo can take back.

        Args:
            label: The message id of the change.
            session: The new state of the session.
            key: Successive changes with the same key, such as typing, are taken back together.
        """
        before = self.session
        is_alone = self.save(session)
        continues = bool(key and self._changes and self._changes[-1].key == key)
        if is_alone and continues:
            self._changes[-1].after = session
        elif is_alone:
            self._changes.append(_Change(label, before, session, key))

    def save(self, session: Session) -> bool:
        """Write a change that undo cannot take back, such as a reveal.

        Returns:
            Whether nothing of another program was merged.
        """
        t = translator(self.session.language)
        self.opened = save_session(self.opened, session, t, self.clock())
        merged = self.session != session
        if merged:
            # Undo would remove the changes of the other program with ours.
            self._changes.clear()
        return not merged


def _taken_back(change: _Change, now: Session) -> dict[str, object]:
    """Return the fields that a change touched, as before it; later ticks on the agenda stay."""
    found = {
        name: getattr(change.before, name)
        for name in Session.model_fields
        if getattr(change.before, name) != getattr(change.after, name)
    }
    if "agenda" in found:
        done = {item.exercise for item in now.agenda if item.done}
        found["agenda"] = tuple(
            item.model_copy(update={"done": item.done or item.exercise in done})
            for item in change.before.agenda
        )
    return found
