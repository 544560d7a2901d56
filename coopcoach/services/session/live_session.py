"""A session while it is run: what it is now, every change written at once, undo."""

from __future__ import annotations

from dataclasses import dataclass

from coopcoach.domain.session import Session
from coopcoach.i18n import translator
from coopcoach.services.clock import Clock
from coopcoach.storage.exercises import Workbooks
from coopcoach.storage.sessions import OpenSession, open_session, refreshed, save_session
from coopcoach.storage.workspace import Workspace


@dataclass
class _Change:
    label: str
    before: Session
    after: Session
    key: str = ""


class LiveSession:
    """``session.md`` while it is worked on.

    Args:
        workspace: Where the session lies.
        slug: Its name.
        clock: Tells the local time, with its zone.

    Raises:
        WrongCall: There is no such session.
        BadFile: Its file, or one of its exercises, cannot be read.
    """

    def __init__(self, workspace: Workspace, slug: str, clock: Clock) -> None:
        self.workspace = workspace
        self.clock = clock
        self._opened: OpenSession = open_session(workspace, slug)
        # Read now, so that a faulty exercise is reported before a screen opens.
        _ = self._opened.session
        self._changes: list[_Change] = []

    @property
    def session(self) -> Session:
        """The session as it stands."""
        return self._opened.session

    @property
    def workbooks(self) -> Workbooks:
        """The exercises of the session by language."""
        return self._opened.workbooks

    @property
    def conflicts(self) -> tuple[str, ...]:
        """The ids of the sections that another program had changed as well at the last save."""
        return self._opened.conflicts

    @property
    def undo_label(self) -> str | None:
        """The message id that names what undo would take back; None where there is nothing."""
        return self._changes[-1].label if self._changes else None

    def undo(self) -> str | None:
        """Take back the last change of any kind but a reveal; returns what it was, if anything."""
        if not self._changes:
            return None
        change = self._changes.pop()
        self.save(self.session.model_copy(update=_taken_back(change, self.session)))
        return change.label

    def refresh(self) -> bool:
        """Read the session again if another program changed it; returns whether it did."""
        opened = refreshed(self._opened)
        if opened is self._opened:
            return False
        _ = opened.session
        self._opened = opened
        self._changes.clear()
        return True

    def change(self, label: str, session: Session, key: str = "") -> None:
        """Write a change that undo can take back.

        Args:
            label: Message id that names it.
            session: The session as it shall be.
            key: Changes with the same key in a row, such as typing, are taken back together.
        """
        before = self.session
        as_meant = self.save(session)
        goes_on = bool(key and self._changes and self._changes[-1].key == key)
        if as_meant and goes_on:
            self._changes[-1].after = session
        elif as_meant:
            self._changes.append(_Change(label, before, session, key))

    def save(self, session: Session) -> bool:
        """Write the session without a way back, as for a step of the walk or a reveal.

        Returns:
            Whether it was written as it was meant, without merging another program's changes.
        """
        t = translator(self.session.language)
        self._opened = save_session(self._opened, session, t, self.clock())
        merged = self.session != session
        if merged:
            # An earlier state knows nothing of what the other program wrote: undo would remove it.
            self._changes.clear()
        return not merged


def _taken_back(change: _Change, now: Session) -> dict[str, object]:
    """Return what a change had touched, as it was before; steps and time since then stay."""
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
