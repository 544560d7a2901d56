"""Both answers to one prompt: what they are to each other in words, their picture, and each in full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalGroup
from textual.widgets import Static

from coopcoach.domain.alignment import EffortComparison, GuessComparison, Match, compare
from coopcoach.domain.answers import PartnerAnswers
from coopcoach.domain.exercise import Compare, Exercise
from coopcoach.i18n import Translator
from coopcoach.services.session.stage import Pair, Side
from coopcoach.tui.widgets.frame.sanitize import content, one_line
from coopcoach.tui.widgets.frame.width_aware import WidthAware
from coopcoach.tui.widgets.pairs.answer_view import AnswerView
from coopcoach.tui.widgets.pairs.pictures import Picture, picture
from coopcoach.wording.comparisons import comparison_words, match_words
from coopcoach.wording.shortening import shortened

_LONGEST_NAME = 40
_ANY_WIDTH = 60


def short_name(name: str) -> str:
    """Return a name as it stands in the middle of a sentence."""
    return shortened(one_line(name), _LONGEST_NAME)


@dataclass(frozen=True)
class Column:
    """One of the two columns: what stands above an answer, and whose it is to which question."""

    title: str
    pair: Pair
    side: Side


@dataclass(frozen=True)
class Row:
    """Two columns side by side, and what they are to each other where the whole pair does not say it."""

    columns: tuple[Column, Column]
    said: str = ""


class PairView(VerticalGroup):
    """Both answers to one prompt.

    Args:
        exercise: The exercise.
        pair: The two answers.
        pairs: All pairs of the exercise; a guess finds there what was guessed.
        answers: The same, as the comparisons take them.
        t: The language of the screen.
        face: Where only a part is shown at a time: which one; None shows all.
    """

    DEFAULT_CSS: ClassVar[str] = """
    PairView { height: auto; }
    PairView .pair--label { text-style: bold; }
    PairView .pair--match { color: $text-muted; margin: 0 0 1 0; }
    PairView .pair--picture { margin: 0 0 1 0; }
    PairView .pair--sides { height: auto; margin: 0 0 1 0; }
    PairView .pair--side {
        width: 1fr; height: auto; margin: 0 2 0 0; padding: 0 0 0 1; border-left: outer $border;
    }
    PairView .pair--name { text-style: bold; color: $primary; }
    """

    def __init__(
        self,
        exercise: Exercise,
        pair: Pair,
        pairs: Sequence[Pair],
        answers: tuple[PartnerAnswers, ...],
        t: Translator,
        face: int | None = None,
    ) -> None:
        super().__init__()
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
        """How many parts there are to be shown one at a time; the picture is the last."""
        return 2 * len(self._rows) + self._has_picture

    @property
    def _has_picture(self) -> bool:
        return self._picture is not None and bool(self._picture.lines(_ANY_WIDTH))

    def compose(self) -> ComposeResult:
        """The question, what the two answers are to each other, the picture, the answers."""
        yield Static(content(self._pair.prompt.label), classes="pair--label")
        if self._shows(self.faces - 1):
            yield from self._said(self._match())
        if self._picture is not None and self._has_picture and self._shows(2 * len(self._rows)):
            yield WidthAware(self._picture.lines, classes="pair--picture")
        for at, row in enumerate(self._rows):
            shown = [c for n, c in enumerate(row.columns, 2 * at) if self._shows(n)]
            if shown:
                yield from self._said(row.said)
                with Horizontal(classes="pair--sides"):
                    for column in shown:
                        yield self._side(column)

    def _shows(self, face: int) -> bool:
        return self._face is None or self._face == face

    def _side(self, column: Column) -> VerticalGroup:
        # One at a time, an answer stands alone: what the picture says has to be said with it.
        drawn = self._says_all and column.pair is self._pair and self._face is None
        name = Static(content(column.title), classes="pair--name")
        answer = AnswerView(
            column.pair.prompt,
            column.side.answer,
            self.t,
            withheld=column.side.withheld,
            is_drawn=drawn,
        )
        return VerticalGroup(name, answer, classes="pair--side")

    def _said(self, words: str) -> ComposeResult:
        if words:
            yield Static(content(words), classes="pair--match")

    def _match(self) -> str:
        if any(side.withheld for side in (self._pair.first, self._pair.second)):
            return self.t("not shown side by side: one of you keeps the answer for now")
        if self._real is not None:
            return ""
        # Whether the water stands ready is no gap between two firms. And two sums that never pay are
        # the same to a machine, not to their owners.
        if not self._compared or (isinstance(self._found, EffortComparison) and self._has_picture):
            return ""
        return comparison_words(self._found, self.t)

    @cached_property
    def _rows(self) -> tuple[Row, ...]:
        """What stands side by side: both answers, or for each guess the real answer beside it."""
        t, pair, real = self.t, self._pair, self._real
        if real is None:
            sides = (pair.first, pair.second)
            one, other = (Column(one_line(side.partner.name), pair, side) for side in sides)
            return (Row((one, other)),) if self._to_read else ()
        guesses = ((pair.first, real.second), (pair.second, real.first))
        rows = []
        for number, (guess, truth) in enumerate(guesses):
            supposes = t("{name} supposes", name=short_name(guess.partner.name))
            wrote = t("{name} wrote", name=short_name(truth.partner.name))
            said = ""
            if isinstance(self._found, GuessComparison) and not (guess.withheld or truth.withheld):
                said = match_words((self._found.first, self._found.second)[number].match, t)
            columns = (Column(supposes, pair, guess), Column(wrote, real, truth))
            rows.append(Row(columns, said))
        return tuple(rows)

    @property
    def _says_all(self) -> bool:
        return self._picture is not None and self._picture.says_all

    @property
    def _to_read(self) -> bool:
        """Whether anything is left to be read beside the picture."""
        if not self._says_all:
            return True
        answers = (self._pair.first.answer, self._pair.second.answer)
        return any(answer.remark or answer.stance for answer in answers)


def _guessed(pair: Pair, pairs: Sequence[Pair]) -> Pair | None:
    """Return the pair that was guessed, if this one is a guess."""
    if pair.prompt.compare is not Compare.GUESS:
        return None
    return next((p for p in pairs if p.prompt.id == pair.prompt.of), None)
