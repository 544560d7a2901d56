"""The revealed answers of an exercise: all pairs, or in big mode one part at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from coopcoach.domain.answers import PartnerAnswers
from coopcoach.domain.exercise import Exercise
from coopcoach.i18n import Translator
from coopcoach.services.session.stage import Pair
from coopcoach.tui.commands import PAIRS, STAGE
from coopcoach.tui.messages import ShowMessage
from coopcoach.tui.widgets.frame.big import is_big
from coopcoach.tui.widgets.frame.keys import key_of
from coopcoach.tui.widgets.frame.sanitize import content
from coopcoach.tui.widgets.pairs.pair_view import PairView


class PairsView(VerticalScroll):
    """The revealed answers of an exercise.

    Args:
        exercise: The exercise.
        pairs: Both answers to each of its prompts.
        answers: The same answers, for the comparison.
        revealed_at: The time of the reveal.
        t: The language of the screen.
        seals: A line for each partner: when they handed in, and whether their answers are unchanged.
        openings: A line for each private opening by the coach before the reveal.
    """

    DEFAULT_CSS: ClassVar[str] = """
    PairsView > PairView { max-width: 170; }
    PairsView > .pair--when { color: $text-muted; margin: 0 0 1 0; }
    PairsView > .pair--turns { dock: top; height: 2; color: $text-muted; background: $background; }
    PairsView > .pair--turns Static { width: 1fr; }
    PairsView > .pair--turns Button { margin: 0 0 0 2; height: 1; border: none; }
    """
    BINDINGS = PAIRS.bindings()

    def __init__(
        self,
        exercise: Exercise,
        pairs: Sequence[Pair],
        answers: tuple[PartnerAnswers, ...],
        revealed_at: datetime | None,
        t: Translator,
        seals: Sequence[str] = (),
        openings: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self._exercise = exercise
        self._seals = tuple(seals)
        self._openings = tuple(openings)
        self._pairs = tuple(pairs)
        self._answers = answers
        self._revealed_at = revealed_at
        self._at = 0
        self.t = t

    def compose(self) -> ComposeResult:
        """Lay out all pairs, or the open part."""
        if is_big(self.app):
            yield from self._one()
            return
        if self._revealed_at is not None:
            when = self.t("Revealed on {moment}", moment=self.t.moment(self._revealed_at))
            yield Static(
                Content("\n").join(map(content, (when, *self._seals, *self._openings))),
                classes="pair--when",
            )
        for pair in self._pairs:
            yield self._view(pair)

    def _one(self) -> ComposeResult:
        t, faces = self.t, self._faces
        self._at = min(self._at, len(faces) - 1)
        if not faces:
            return
        place, face = faces[self._at]
        question = t("Question {n} of {all}", n=place + 1, all=len(self._pairs))
        with Horizontal(classes="pair--turns"):
            yield Static(Content(question))
            yield Button(Content("◀ " + t("Previous")), id="previous")
            yield Button(Content(t("Next") + " ▶"), id="next")
        if self._openings:
            yield Static(Content("\n").join(map(content, self._openings)), classes="pair--when")
        yield self._view(self._pairs[place], face)

    @property
    def _faces(self) -> list[tuple[int, int]]:
        """The place of the pair and the number of the part, for each step in big mode."""
        return [
            (place, face)
            for place, pair in enumerate(self._pairs)
            for face in range(self._view(pair).faces)
        ]

    def _view(self, pair: Pair, face: int | None = None) -> PairView:
        return PairView(self._exercise, pair, self._pairs, self._answers, self.t, face)

    @on(Button.Pressed)
    async def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        await self.action_turn(1 if event.button.id == "next" else -1)

    async def action_turn(self, by: int) -> None:
        """Show the next part, or the previous one; if all pairs are shown, scroll to the pair."""
        if not is_big(self.app):
            self._scroll_to_pair(by)
            return
        at = self._at + by
        if not 0 <= at < len(self._faces):
            last = self.t(
                "That was the last answer here; {key} goes on.", key=key_of(self.t, STAGE["onward"])
            )
            first = self.t("This is the first answer here.")
            self.post_message(ShowMessage(last if by > 0 else first))
            return
        self._at = at
        await self.show_anew()

    async def show_anew(self) -> None:
        """Lay out the content anew, and scroll to its beginning."""
        await self.recompose()
        self.scroll_home(animate=False)
        self.focus()

    def _scroll_to_pair(self, by: int) -> None:
        tops = [view.virtual_region.y for view in self.query(PairView)]
        now = round(self.scroll_y)
        wanted = [top for top in tops if (top > now if by > 0 else top < now)]
        if wanted:
            self.scroll_to(y=wanted[0] if by > 0 else wanted[-1], animate=False)
        elif by > 0:
            self.scroll_end(animate=False)
        else:
            self.scroll_home(animate=False)
