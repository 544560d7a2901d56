"""The one stage that may change a session; a second one only looks, until it takes over."""

from __future__ import annotations

from coopcoach.errors import WrongCall
from coopcoach.i18n import N_
from coopcoach.services.session.stage import Stage
from coopcoach.storage.stage_lock import Holder, StageLock


class OnlyLooks(WrongCall):
    """The stage is open elsewhere, and this one changes nothing."""


class StageHold:
    """Whether a stage may change its session.

    Args:
        stage: The stage.
    """

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._lock = StageLock(stage.live_session.opened.path.parent)

    @property
    def only_looks(self) -> OnlyLooks | None:
        """Why this stage changes nothing; None where it may."""
        refusal = self._stage.live_session.refusal
        return refusal if isinstance(refusal, OnlyLooks) else None

    def take(self, *, force: bool = False) -> None:
        """Take the session, or only look where another stage has it.

        Args:
            force: Take it over.
        """
        other = self._lock.take(self._stage.now(), force=force)
        self._stage.live_session.refusal = self._refusal(other) if other else None
        if other is None:
            self._stage.look_at("")

    def lost(self) -> Holder | None:
        """Return who took the session over since the last call; what is typed can still be written then."""
        return self._lock.lost_to(self._stage.now())

    def look(self, other: Holder) -> None:
        """Change nothing from now on."""
        self._stage.live_session.refusal = self._refusal(other)

    def release(self) -> None:
        """Leave the session to others."""
        self._lock.release()

    def _refusal(self, other: Holder) -> OnlyLooks:
        since = self._stage.t.moment(other.since)
        todo = N_("this window is only watching until you take over")
        if other.is_here:
            here = N_("another window on this machine has had the session open since {since}")
            return OnlyLooks(here, todo, since=since)
        there = N_("the machine “{host}” has had the session open since {since}")
        return OnlyLooks(there, todo, host=other.host, since=since)
