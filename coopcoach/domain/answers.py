"""Answers: typed values, the three ways not to answer, visibility, and whether one is blank.

A value is as typed as its prompt's kind allows. Whatever a person wrote beside the structure (the
reason of a scale, a note under a task list, a number written in words) is the answer's ``remark``,
so that nothing a person wrote is ever dropped.
"""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from coopcoach.domain.exercise import Exercise, Frozen, Pack, Phase, Prompt


class Stance(StrEnum):
    """The three ways not to answer; none of them is blank."""

    DONT_KNOW = "dont-know"
    TALK_LIVE = "talk-live"
    RATHER_NOT = "rather-not"


class Visibility(StrEnum):
    """Who sees an answer after the reveal; its owner decides until then."""

    BOTH = "both"
    COACH = "coach"
    ME = "me"


class TextValue(Frozen):
    """The value of ``text`` and ``long``: exactly what was typed."""

    kind: Literal["text"] = "text"
    text: str


class ChoiceValue(Frozen):
    """One option by id, or the person's own words in ``other``."""

    kind: Literal["choice"] = "choice"
    option: str | None = None
    other: str | None = None


class OptionsValue(Frozen):
    """The ticked options by id, in the prompt's order, of ``multi`` and ``check``."""

    kind: Literal["options"] = "options"
    options: tuple[str, ...] = ()
    other: str | None = None


class ScaleValue(Frozen):
    """A point on a scale; the reason is the answer's remark."""

    kind: Literal["scale"] = "scale"
    value: int


class RankingValue(Frozen):
    """Option ids, the first the most important."""

    kind: Literal["ranking"] = "ranking"
    order: tuple[str, ...]


class NumberValue(Frozen):
    """A number in the unit that the prompt names."""

    kind: Literal["number"] = "number"
    value: Decimal


class DateValue(Frozen):
    """A calendar day."""

    kind: Literal["date"] = "date"
    value: Date


class CheckValue(Frozen):
    """Yes or no, in a table's cell."""

    kind: Literal["yes-no"] = "yes-no"
    value: bool


class UnreadValue(Frozen):
    """A table's cell that holds something else than its column's kind: kept as it was written."""

    kind: Literal["unread"] = "unread"
    text: str


Cell = Annotated[
    TextValue | ChoiceValue | ScaleValue | NumberValue | DateValue | CheckValue | UnreadValue,
    Field(discriminator="kind"),
]


class Row(Frozen):
    """One row of a table: ``row`` is the id of a fixed row or None; empty cells are left out."""

    row: str | None = None
    cells: dict[str, Cell] = Field(default_factory=dict)


class TableValue(Frozen):
    """The rows of a table that hold anything."""

    kind: Literal["table"] = "table"
    rows: tuple[Row, ...]

    def cell(self, row_id: str, column_id: str) -> Cell | None:
        """Return the cell of a fixed row, if it is filled in."""
        found = next((row for row in self.rows if row.row == row_id), None)
        return found.cells.get(column_id) if found else None


class ProposedRule(Frozen):
    """A ground rule that a partner proposes alone, and how we would notice that it holds."""

    rule: str
    sign: str = ""


class RulesValue(Frozen):
    """Up to five proposed ground rules."""

    kind: Literal["rules"] = "rules"
    rules: tuple[ProposedRule, ...]


Value = Annotated[
    TextValue
    | ChoiceValue
    | OptionsValue
    | ScaleValue
    | RankingValue
    | NumberValue
    | DateValue
    | TableValue
    | RulesValue,
    Field(discriminator="kind"),
]


class Answer(Frozen):
    """What one partner, or both together, answered to one prompt."""

    value: Value | None = None
    remark: str = ""
    stance: Stance | None = None
    visibility: Visibility = Visibility.BOTH

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all was said: no value, no remark, and no way not to answer."""
        if self.stance is not None or self.remark:
            return False
        match self.value:
            case None:
                return True
            case TextValue(text=text):
                return not text
            case ChoiceValue(option=None, other=None):
                return True
            case OptionsValue(options=(), other=None):
                return True
            case RankingValue(order=()) | TableValue(rows=()) | RulesValue(rules=()):
                return True
        return False


BLANK = Answer()


class Progress(StrEnum):
    """All that anyone may know of sealed answers."""

    NOT_BEGUN = "not-begun"
    IN_PROGRESS = "in-progress"
    DONE = "done"


class PartnerAnswers(Frozen):
    """All answers of one partner, by prompt id, and whether they were handed in."""

    partner: str
    answers: dict[str, Answer] = Field(default_factory=dict)
    handed_in: datetime | None = None
    seal: str | None = None

    def answer(self, prompt_id: str) -> Answer:
        """Return the answer to a prompt; a blank one where there is none."""
        return self.answers.get(prompt_id, BLANK)

    def progress(self, exercise: Exercise, pack: Pack) -> Progress:
        """Return how far an exercise has come, without telling anything that was said."""
        prompts = exercise.prompts_in(Phase.PREPARE, pack)
        filled = [p for p in prompts if not self.answer(p.id).is_blank]
        if self.handed_in is not None and (filled or not prompts):
            return Progress.DONE
        if not filled:
            return Progress.NOT_BEGUN
        return Progress.DONE if len(filled) == len(prompts) else Progress.IN_PROGRESS


def shown_to_both(answers: PartnerAnswers, prompt: Prompt) -> Answer | None:
    """Return an answer as the shared screen may show it after the reveal.

    Returns:
        The answer; None where its owner keeps it from the partner.
    """
    answer = answers.answer(prompt.id)
    return answer if answer.visibility is Visibility.BOTH else None
