"""Both answers to each prompt of a revealed exercise, side by side where the window is wide."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalGroup
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from coopcoach.domain.alignment import EffortComparison, compare
from coopcoach.domain.answers import PartnerAnswers
from coopcoach.domain.exercise import Compare, Exercise
from coopcoach.export.wording import shortened
from coopcoach.i18n import Translator
from coopcoach.services.stage import Pair, Side
from coopcoach.tui.widgets.answer_view import AnswerView
from coopcoach.tui.widgets.comparison import comparison_lines, match_words
from coopcoach.tui.widgets.plain import content, one_line

_LONGEST_NAME = 40


def short_name(name: str) -> str:
    """Return a name as it stands in the middle of a sentence."""
    return shortened(one_line(name), _LONGEST_NAME)


class PairsView(VerticalGroup):
    """The revealed answers of an exercise.

    Args:
        exercise: The exercise.
        pairs: Both answers to each of its prompts.
        answers: The same, as the comparisons take them.
        revealed_at: When it was revealed.
        t: The language of the screen.
    """

    DEFAULT_CSS: ClassVar[str] = """
    PairsView { height: auto; max-width: 170; }
    PairsView .pair--label { text-style: bold; }
    PairsView .pair--match { color: $text-muted; margin: 0 0 1 0; }
    PairsView .pair--sides { height: auto; margin: 0 0 1 0; }
    PairsView .pair--side {
        width: 1fr; height: auto; margin: 0 2 0 0; padding: 0 0 0 1; border-left: outer $border;
    }
    PairsView .pair--name { text-style: bold; color: $primary; }
    PairsView .pair--real { margin: 1 0 0 0; }
    PairsView .pair--when { color: $text-muted; margin: 0 0 1 0; }
    """

    def __init__(
        self,
        exercise: Exercise,
        pairs: Sequence[Pair],
        answers: tuple[PartnerAnswers, ...],
        revealed_at: datetime | None,
        t: Translator,
    ) -> None:
        super().__init__()
        self._exercise = exercise
        self._pairs = tuple(pairs)
        self._answers = answers
        self._revealed_at = revealed_at
        self.t = t

    def compose(self) -> ComposeResult:
        """When it was revealed, then pair by pair."""
        t = self.t
        if self._revealed_at is not None:
            when = t("Revealed on {moment}", moment=t.moment(self._revealed_at))
            yield Static(Content(when), classes="pair--when")
        for pair in self._pairs:
            yield Static(content(pair.prompt.label), classes="pair--label")
            words = "\n".join(self._found(pair))
            yield Static(content(words), classes="pair--match")
            sides = (pair.first, pair.second)
            with Horizontal(classes="pair--sides"):
                for side, other in (sides, sides[::-1]):
                    yield self._side(pair, side, other)

    def _found(self, pair: Pair) -> list[str]:
        if pair.first.withheld or pair.second.withheld:
            return [self.t("not shown side by side: one of you keeps the answer for now")]
        if self._exercise.point == "arrive":
            # Whether the water stands ready is no gap between two firms.
            return []
        found = compare(self._exercise, pair.prompt, *self._answers)
        names = (short_name(pair.first.partner.name), short_name(pair.second.partner.name))
        lines = comparison_lines(pair.prompt, found, names, self.t)
        if isinstance(found, EffortComparison) and lines:
            # Two sums that never pay are the same to a machine, and not to their owners.
            return lines
        return [match_words(found.match, self.t), *lines]

    def _side(self, pair: Pair, side: Side, other: Side) -> Widget:
        t = self.t
        own = AnswerView(pair.prompt, side.answer, t, withheld=side.withheld)
        name = one_line(side.partner.name)
        real = self._guessed(pair)
        if real is None:
            return VerticalGroup(_named(name), own, classes="pair--side")
        truth = real.second if other is pair.second else real.first
        return VerticalGroup(
            _named(t("{name} supposes", name=name)),
            own,
            _named(t("{name} wrote", name=one_line(other.partner.name)), "pair--real"),
            AnswerView(real.prompt, truth.answer, t, withheld=truth.withheld),
            classes="pair--side",
        )

    def _guessed(self, pair: Pair) -> Pair | None:
        """Return the pair that was guessed, if this one is a guess."""
        if pair.prompt.compare is not Compare.GUESS:
            return None
        return next((p for p in self._pairs if p.prompt.id == pair.prompt.of), None)


def _named(name: str, *classes: str) -> Static:
    return Static(content(name), classes=" ".join(("pair--name", *classes)))
