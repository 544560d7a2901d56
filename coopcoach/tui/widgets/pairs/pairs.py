"""The revealed answers of an exercise: all pairs, or in big mode one part at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
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
from coopcoach.tui.widgets.frame.page import Page
from coopcoach.tui.widgets.frame.sanitize import content
from coopcoach.tui.widgets.pairs.pair_view import PairView

_SEAL: Final = "✓ …"
# Columns from which all pairs of an exercise are shown.
_ROOM_FOR_ALL: Final = 100


class PairsView(Page):
    """The revealed answers of an exercise.

    Args:
        exercise: The exercise.
        pairs: Both answers to each of its prompts.
        answers: The same answers, for the comparison.
        revealed_at: The time of the reveal.
        t: The language of the screen.
        seals: A line for each partner: when they handed in, and whether their answers are unchanged.
        openings: A line for each private opening by the coach before the reveal.
        is_intact: Whether both handed in and changed nothing since; the seals are then folded to a sign.
    """

    DEFAULT_CSS: ClassVar[str] = """
    PairsView { overflow-y: scroll; scrollbar-background: $background; }
    PairsView > PairView { max-width: 170; }
    PairsView > .pair--when { color: $text-muted; }
    PairsView > .pair--turns { height: auto; color: $text-muted; background: $background; }
    PairsView > .pair--turns.-single { dock: top; }
    PairsView > .pair--turns Static { width: 1fr; }
    PairsView > .pair--turns Button { margin: 0 0 0 2; height: 1; border: none; min-width: 0; }
    PairsView > .pair--turns Button.pair--seal { min-width: 5; background: $background; }
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
        *,
        is_intact: bool = True,
    ) -> None:
        super().__init__()
        self._exercise = exercise
        self._seals = tuple(seals)
        self._openings = tuple(openings)
        self._pairs = tuple(pairs)
        self._answers = answers
        self._revealed_at = revealed_at
        # A seal that is not intact is never folded.
        self._shows_seals = not is_intact
        self._at = 0
        self._is_single = False
        self.t = t

    def compose(self) -> ComposeResult:
        """Lay out all pairs, or one at a time, or in big mode one part of one."""
        self._is_single = self._wants_single
        faces = self._faces if self._is_single else []
        if self._is_single and not faces:
            return
        place, face = faces[min(self._at, len(faces) - 1)] if faces else (0, None)
        # Beyond the last part, such as after big mode, is the last one.
        self._at = faces.index((place, face)) if faces else min(self._at, len(self._pairs) - 1)
        yield from self._turns(place)
        told = [*(self._seal_lines if self._shows_seals else ()), *self._openings]
        if told:
            yield Static(Content("\n").join(map(content, told)), classes="pair--when")
        if self._is_single:
            yield self._view(self._pairs[place], face)
            return
        for pair in self._pairs:
            yield self._view(pair)

    def _turns(self, place: int) -> ComposeResult:
        """Lay out the line above the answers: which question, its match, and the buttons."""
        t = self.t
        n, count = place + 1, len(self._pairs)
        if is_big(self.app):
            words = [t("Question {n} of {all}", n=n, all=count) if count > 1 else ""]
        else:
            # Longer words would leave no room for the match in a narrow window.
            words = [f"{n}/{count}" if count > 1 else ""]
            words += [self._view(self._pairs[place]).match_words] if self._is_single else []
        with Horizontal(classes="pair--turns" + " -single" * self._is_single):
            yield Static(content(" · ".join(filter(None, words)) if self._is_single else ""))
            if self._seal_lines and not is_big(self.app):
                yield Button(Content(_SEAL), id="seal", classes="pair--seal")
            if self._is_single and len(self._faces) > 1:
                yield Button(Content("◀ " + t("Previous")), id="previous")
                yield Button(Content(t("Next") + " ▶"), id="next")

    @property
    def _seal_lines(self) -> list[str]:
        if self._revealed_at is None:
            return []
        when = self.t("Revealed on {moment}", moment=self.t.moment(self._revealed_at))
        return [when, *self._seals]

    @property
    def _wants_single(self) -> bool:
        return is_big(self.app) or self.app.size.width < _ROOM_FOR_ALL

    async def on_resize(self) -> None:
        """Show one pair at a time in a narrow window, and all in a wide one."""
        if self.is_mounted and self._is_single != self._wants_single:
            self._at = 0
            await self.recompose()

    @property
    def _faces(self) -> list[tuple[int, int | None]]:
        """The place of the pair and, in big mode, the number of the part, for each step."""
        if not is_big(self.app):
            return [(place, None) for place in range(len(self._pairs))]
        return [
            (place, face)
            for place, pair in enumerate(self._pairs)
            for face in range(self._view(pair).faces)
        ]

    def _view(self, pair: Pair, face: int | None = None) -> PairView:
        says_match = not self._is_single or is_big(self.app)
        args = (self._exercise, pair, self._pairs, self._answers, self.t, face)
        return PairView(*args, says_match=says_match)

    @on(Button.Pressed)
    async def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        if event.button.id == "seal":
            await self.action_seals()
        else:
            await self.action_turn(1 if event.button.id == "next" else -1)

    async def action_seals(self) -> None:
        """Show when the answers were handed in and revealed, or fold it again."""
        self._shows_seals = not self._shows_seals
        await self.recompose()
        self.focus()

    async def action_turn(self, by: int) -> None:
        """Show the next pair or part, or the previous one; if all pairs are shown, go to it."""
        steps = len(self._faces) if self._is_single else len(self._pairs)
        at = self._at + by
        if not 0 <= at < steps:
            last = self.t(
                "That was the last answer here; {key} goes on.", key=key_of(self.t, STAGE["onward"])
            )
            first = self.t("This is the first answer here.")
            self.post_message(ShowMessage(last if by > 0 else first))
            return
        self._at = at
        if self._is_single:
            await self.show_anew()
        else:
            self._mark_pair()

    async def show_anew(self) -> None:
        """Lay out the content anew, and scroll to its beginning."""
        await self.recompose()
        self.scroll_home(animate=False)
        self.focus()

    def _mark_pair(self) -> None:
        """Mark the present pair, and scroll to it."""
        for place, view in enumerate(self.query(PairView)):
            view.set_class(place == self._at, "-here")
            if place == self._at:
                self.scroll_to(y=view.virtual_region.y, animate=False)
