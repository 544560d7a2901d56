"""Answers: typed values, stances, visibility and progress.

Text beside a value's structure (the reason of a scale, a note under a task list, a number in words) is the
answer's ``remark``; no text is dropped.
"""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from coopcoach.domain.exercise import Exercise, Frozen, Pack, Phase, Prompt
from coopcoach.domain.progress import Progress


class Stance(StrEnum):
    """The three ways not to answer; an answer with one is not blank."""

    DONT_KNOW = "dont-know"
    TALK_LIVE = "talk-live"
    RATHER_NOT = "rather-not"


class Visibility(StrEnum):
    """Who sees an answer after the reveal; its owner decides until then."""

    BOTH = "both"
    COACH = "coach"
    ME = "me"


_NARROWING = (Visibility.BOTH, Visibility.COACH, Visibility.ME)


def narrowest(*visibilities: Visibility) -> Visibility:
    """Return the visibility that fewest people have."""
    return max(visibilities, key=_NARROWING.index)


class BaseValue(Frozen):
    """A value of any kind."""

    @property
    def is_blank(self) -> bool:
        """Whether the value holds nothing: each of its fields has its default."""
        fields = type(self).model_fields
        return all(value == fields[name].default for name, value in self)


class TextValue(BaseValue):
    """The value of ``text`` and ``long``, as it was typed."""

    kind: Literal["text"] = "text"
    text: str = ""


class ChoiceValue(BaseValue):
    """One option by id, or the person's own words in ``other``."""

    kind: Literal["choice"] = "choice"
    option: str | None = None
    other: str | None = None


class OptionsValue(BaseValue):
    """The ticked options of ``multi`` and ``check`` by id, in the question's order."""

    kind: Literal["options"] = "options"
    options: tuple[str, ...] = ()
    other: str | None = None


class ScaleValue(BaseValue):
    """A step of a scale; the reason is the answer's remark."""

    kind: Literal["scale"] = "scale"
    value: int


class RankingValue(BaseValue):
    """Option ids, the most important first."""

    kind: Literal["ranking"] = "ranking"
    order: tuple[str, ...] = ()


class NumberValue(BaseValue):
    """A number in the question's unit."""

    kind: Literal["number"] = "number"
    value: Decimal


class DateValue(BaseValue):
    """A calendar day."""

    kind: Literal["date"] = "date"
    value: Date


class CheckValue(BaseValue):
    """Yes or no in a table's cell."""

    kind: Literal["yes-no"] = "yes-no"
    value: bool


class UnreadValue(BaseValue):
    """A table's cell that its column's kind cannot read, as it was written."""

    kind: Literal["unread"] = "unread"
    text: str = ""


Cell = Annotated[
    TextValue | ChoiceValue | ScaleValue | NumberValue | DateValue | CheckValue | UnreadValue,
    Field(discriminator="kind"),
]


class Row(Frozen):
    """One row of a table: ``row`` is the id of a fixed row or None; empty cells are left out."""

    row: str | None = None
    cells: dict[str, Cell] = Field(default_factory=dict)


class TableValue(BaseValue):
    """The rows of a table that hold anything."""

    kind: Literal["table"] = "table"
    rows: tuple[Row, ...] = ()

    def cell(self, row_id: str, column_id: str) -> Cell | None:
        """Return the cell of a fixed row, if it is filled in."""
        found = next((row for row in self.rows if row.row == row_id), None)
        return found.cells.get(column_id) if found else None


class ProposedRule(Frozen):
    """A ground rule that a partner proposes alone, and the sign that it holds."""

    rule: str
    sign: str = ""


class RulesValue(BaseValue):
    """Proposed ground rules."""

    kind: Literal["rules"] = "rules"
    rules: tuple[ProposedRule, ...] = ()


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
    """The answer of one partner, or of both together, to one prompt."""

    value: Value | None = None
    remark: str = ""
    stance: Stance | None = None
    visibility: Visibility = Visibility.BOTH

    @property
    def is_blank(self) -> bool:
        """Whether there is no value, no remark and no stance."""
        if self.stance is not None or self.remark:
            return False
        return self.value is None or self.value.is_blank


BLANK = Answer()


def for_audience(answer: Answer, who: Visibility) -> Answer:
    """Return an answer for this audience; without its words where that is its owner alone."""
    if who is Visibility.ME:
        return Answer(visibility=who)
    return answer.model_copy(update={"visibility": who})


def default_visibility(prompt: Prompt) -> Visibility:
    """Return who sees an answer whose owner has not said so."""
    return Visibility.COACH if prompt.for_coach else Visibility.BOTH


def blank_answer(prompt: Prompt) -> Answer:
    """Return the blank answer of a prompt, from which its owner begins."""
    return Answer(visibility=default_visibility(prompt))


class PartnerAnswers(Frozen):
    """The answers of one partner by prompt id, and when they were handed in.

    Attributes:
        partner: The partner's id.
        answers: By prompt id. One that stands twice has the narrower visibility of both versions.
        second: The second versions of answers that two programs changed, by prompt id.
        handed_in: When they were handed in.
        seal: The seal over what was handed in.
    """

    partner: str
    answers: dict[str, Answer] = Field(default_factory=dict)
    second: dict[str, tuple[Answer, ...]] = Field(default_factory=dict)
    handed_in: datetime | None = None
    seal: str | None = None

    def answer(self, prompt_id: str) -> Answer:
        """Return the answer to a prompt; a blank one where there is none."""
        return self.answers.get(prompt_id, BLANK)

    def answer_to(self, prompt: Prompt) -> Answer:
        """Return the answer to a prompt; where there is none, the blank one that its owner begins from."""
        return self.answers.get(prompt.id, blank_answer(prompt))

    def progress(self, exercise: Exercise, pack: Pack) -> Progress:
        """Return how far an exercise has come."""
        prompts = exercise.prompts_in(Phase.PREPARE, pack)
        filled = [p for p in prompts if not self.answer(p.id).is_blank]
        if self.handed_in is not None and (filled or not prompts):
            return Progress.DONE
        if not filled:
            return Progress.NOT_BEGUN
        return Progress.DONE if len(filled) == len(prompts) else Progress.IN_PROGRESS


def shown_to_both(answers: PartnerAnswers, prompt: Prompt) -> Answer | None:
    """Return an answer that may be shown to both after the reveal; None where its owner keeps it back."""
    answer = answers.answer(prompt.id)
    return answer if answer.visibility is Visibility.BOTH else None
