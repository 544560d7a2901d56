"""Both answers to one prompt: their match in words, their picture, and each answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalGroup
from textual.events import Resize
from textual.widgets import Static

from coopcoach.domain.alignment import EffortComparison, GuessComparison, Match, compare
from coopcoach.domain.answers import PartnerAnswers
from coopcoach.domain.exercise import Compare, Exercise
from coopcoach.i18n import Translator
from coopcoach.services.session.stage import Pair, Side
from coopcoach.tui.widgets.drawings.wide import widened
from coopcoach.tui.widgets.frame.partners import PARTNER_CLASSES, partner_name
from coopcoach.tui.widgets.frame.sanitize import content, one_line
from coopcoach.tui.widgets.frame.width_aware import WidthAware
from coopcoach.tui.widgets.pairs.answer_display import AnswerDisplay
from coopcoach.tui.widgets.pairs.pictures import Picture, picture
from coopcoach.wording.comparisons import comparison_words, match_words
from coopcoach.wording.shortening import shortened

_LONGEST_NAME = 40
_ANY_WIDTH = 60
# Columns from which both sides stand beside each other.
_ROOM_FOR_TWO = 60


def short_name(name: str) -> str:
    """Return a name that is short enough for a sentence."""
    return shortened(one_line(name), _LONGEST_NAME)


@dataclass(frozen=True)
class PairColumn:
    """One of two columns: its heading, the side of a pair that it shows, and the place of its partner."""

    title: str
    pair: Pair
    side: Side
    partner: int


@dataclass(frozen=True)
class PairRow:
    """Two columns side by side, and their match in words if the whole pair has none."""

    columns: tuple[PairColumn, PairColumn]
    match: str = ""


class PairView(VerticalGroup):
    """Both answers to one prompt.

    Args:
        exercise: The exercise.
        pair: The two answers.
        pairs: All pairs of the exercise, among them the one that a guess is about.
        answers: The same answers, for the comparison.
        t: The language of the screen.
        face: The number of the part to show; None shows all.
        says_match: Whether the match stands below the prompt.
    """

    DEFAULT_CSS: ClassVar[str] = """
    PairView { height: auto; }
    PairView .pair--label { text-style: bold; }
    PairView .pair--match { color: $text-muted; margin: 0 0 1 0; }
    PairView .pair--picture { margin: 0 0 1 0; }
    PairView .pair--sides { height: auto; margin: 0 0 1 0; }
    PairView .pair--side {
        width: 1fr; height: auto; margin: 0 2 0 0; padding: 0 1; border-left: outer $primary;
    }
    PairView .pair--side.-second { border-left: outer $warning; }
    PairView.-tiny .pair--sides { layout: vertical; }
    PairView.-tiny .pair--side { width: 100%; margin: 0 0 1 0; }
    PairView.-here > .pair--label { text-style: bold underline; color: $primary; }
    """

    def __init__(
        self,
        exercise: Exercise,
        pair: Pair,
        pairs: Sequence[Pair],
        answers: tuple[PartnerAnswers, ...],
        t: Translator,
        face: int | None = None,
        *,
        says_match: bool = True,
    ) -> None:
        super().__init__()
        self._says_match = says_match
        self._pair = pair
        self._face = face
        self.t = t
        sides = (pair.first, pair.second)
        self._names = (short_name(pair.first.partner.name), short_name(pair.second.partner.name))
        self._compared = not any(side.withheld for side in sides) and exercise.point != "arrive"
        self._real = _guessed(pair, pairs)
        found = compare(exercise, pair.prompt, *answers)
        self._found = found
        self._picture: Picture | None = None
        if self._compared and found.match not in {Match.ONE_BLANK, Match.BOTH_BLANK}:
            given = (pair.first.answer, pair.second.answer)
            self._picture = picture(pair.prompt, found, given, self._names, t)

    @property
    def faces(self) -> int:
        """The number of parts that can be shown one at a time; the picture is the last."""
        return 2 * len(self._rows) + self._has_picture

    @property
    def _has_picture(self) -> bool:
        return self._picture is not None and bool(self._picture.lines(_ANY_WIDTH))

    def on_resize(self, event: Resize) -> None:
        """Lay the sides below each other where there is no room beside."""
        self.set_class(event.size.width < _ROOM_FOR_TWO, "-tiny")

    def compose(self) -> ComposeResult:
        """Lay out the prompt, the match, the picture and the answers."""
        yield Static(content(self._pair.prompt.label), classes="pair--label")
        if self._says_match and self._shows(self.faces - 1):
            yield from self._match_line(self.match_words)
        if self._picture is not None and self._has_picture and self._shows(2 * len(self._rows)):
            yield WidthAware(self._picture.lines, classes="pair--picture")
        for at, row in enumerate(self._rows):
            shown = [c for n, c in enumerate(row.columns, 2 * at) if self._shows(n)]
            if shown:
                yield from self._match_line(row.match)
                with Horizontal(classes="pair--sides"):
                    for column in shown:
                        yield self._side(column)

    def _shows(self, face: int) -> bool:
        return self._face is None or self._face == face

    def _side(self, column: PairColumn) -> AnswerDisplay:
        # An answer that is shown alone has no picture beside it.
        drawn = self._says_all and column.pair is self._pair and self._face is None
        title = column.title if self._face is None else widened(one_line(column.title))
        return AnswerDisplay(
            column.pair.prompt,
            column.side.answer,
            self.t,
            heading=partner_name(title, column.partner),
            withheld=column.side.withheld,
            is_drawn=drawn,
            is_wide=self._face is not None,
            classes=f"pair--side {PARTNER_CLASSES[column.partner]}",
        )

    def _match_line(self, words: str) -> ComposeResult:
        if words:
            yield Static(content(words), classes="pair--match")

    @property
    def match_words(self) -> str:
        """The match in words; "" where it needs none."""
        if any(side.withheld for side in (self._pair.first, self._pair.second)):
            return self.t("not shown side by side: one of you keeps the answer private for now")
        if self._real is not None:
            return ""
        # Room-setup prompts are not compared. Two efforts that never pay are equal as values, not to the partners.
        if not self._compared or (isinstance(self._found, EffortComparison) and self._has_picture):
            return ""
        return comparison_words(self._found, self.t)

    @cached_property
    def _rows(self) -> tuple[PairRow, ...]:
        """The rows: both answers, or each guess beside the real answer."""
        t, pair, real = self.t, self._pair, self._real
        if real is None:
            sides = (pair.first, pair.second)
            one, other = (
                PairColumn(side.partner.name, pair, side, place) for place, side in enumerate(sides)
            )
            return (PairRow((one, other)),) if self._to_read else ()
        guesses = ((pair.first, real.second), (pair.second, real.first))
        rows = []
        for number, (guess, truth) in enumerate(guesses):
            guesser = t("guess by {name}", name=short_name(guess.partner.name))
            wrote = t("{name} wrote", name=short_name(truth.partner.name))
            match = ""
            if isinstance(self._found, GuessComparison) and not (guess.withheld or truth.withheld):
                match = match_words((self._found.first, self._found.second)[number].match, t)
            columns = (
                PairColumn(guesser, pair, guess, number),
                PairColumn(wrote, real, truth, 1 - number),
            )
            rows.append(PairRow(columns, match))
        return tuple(rows)

    @property
    def _says_all(self) -> bool:
        return self._picture is not None and self._picture.says_all

    @property
    def _to_read(self) -> bool:
        """Whether an answer says more than the picture shows."""
        if not self._says_all:
            return True
        answers = (self._pair.first.answer, self._pair.second.answer)
        return any(answer.remark or answer.stance for answer in answers)


def _guessed(pair: Pair, pairs: Sequence[Pair]) -> Pair | None:
    """Return the pair that a guess is about; None if the pair is no guess."""
    if pair.prompt.compare is not Compare.GUESS:
        return None
    return next((p for p in pairs if p.prompt.id == pair.prompt.of), None)
