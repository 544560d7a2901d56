"""The line of the stage about other programs: who has the session open, and what two of them changed."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.widgets import Static

from coopcoach.errors import CoopcoachError
from coopcoach.services.session.conflicts import ConflictKeeper, count_conflicts
from coopcoach.services.session.stage import Stage
from coopcoach.storage.reviews import OpenReview
from coopcoach.tui.commands import STAGE
from coopcoach.tui.screens.base import BaseScreen
from coopcoach.tui.screens.conflicts import ConflictsScreen
from coopcoach.tui.widgets.frame.keys import key_of
from coopcoach.tui.widgets.frame.sanitize import content
from coopcoach.wording.conflicts import conflict_words


class OpenVersionsLine(Static):
    """Why the stage only looks, and what of the session is not settled, in numbers; hidden where there is neither.

    Args:
        stage: The session.
    """

    DEFAULT_CSS: ClassVar[str] = """
    OpenVersionsLine { height: auto; padding: 0 1; text-style: bold; display: none; }
    OpenVersionsLine.-open { display: block; }
    """

    def __init__(self, stage: Stage) -> None:
        super().__init__("", markup=False)
        self._stage = stage

    def redraw(self) -> None:
        """Show the numbers as they are now."""
        stage, t = self._stage, self._stage.t
        try:
            opened = stage.live_session.opened
            counts = [count_conflicts(opened.path.parent, opened.document)]
            if isinstance(opened, OpenReview):
                counts.append(count_conflicts(opened.base.path.parent, opened.base.document))
        except (OSError, CoopcoachError):
            # The saver says what is wrong with the folder.
            return
        lines = []
        if stage.live_session.refusal is not None:
            why = stage.live_session.refusal.sentence(t)
            why = why[:1].upper() + why[1:]
            lines.append(t("! {words} ({key})", words=why, key=key_of(t, STAGE["take_over"])))
        versions, copies = sum(c.versions for c in counts), sum(c.copies for c in counts)
        words = conflict_words(versions, copies, t)
        if words:
            key = key_of(t, STAGE["conflicts"])
            lines.append(t("! {words}: {key} shows them", words=words, key=key))
        self.set_class(bool(lines), "-open")
        self.update(content("\n".join(lines)))


def open_conflicts(screen: BaseScreen[Any], stage: Stage) -> None:
    """Open the screen that settles conflicts, and show the session as it is afterwards."""

    def closed(_result: None) -> None:
        stage.live_session.refresh()
        screen.redraw()

    screen.flush()
    screen.app.push_screen(ConflictsScreen(keeper_of(stage)), closed)


def keeper_of(stage: Stage) -> ConflictKeeper:
    """Return what keeps the conflicts of a stage: of a review its own come first, then those of its session."""
    clock = stage.live_session.clock
    own = ConflictKeeper(stage.workspace, stage.slug, stage.t, clock)
    if stage.slug == stage.document_slug or not own.is_empty:
        return own
    return ConflictKeeper(stage.workspace, stage.document_slug, stage.t, clock)
