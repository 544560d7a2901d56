"""The plan that reviews are compared with."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from coopcoach.domain.answers import Answer, NumberValue, TableValue
from coopcoach.domain.exercise import Frozen, NumberQuestion, Phase, TableQuestion, Workbook
from coopcoach.domain.review import GAIN, HOURS
from coopcoach.domain.trend.monthly import monthly, monthly_answer

# The prompts that ask for a plan, by what they ask for, the best known first; a column of a table behind the dot.
_PLANNED: Final = {
    HOURS: (("goal.effort", "hours"), ("goal.numbers", "hours"), ("tools.time", "")),
    GAIN: (("goal.effort", "gain"), ("goal.numbers", "gain")),
}


class EffortPlan(Frozen):
    """The hours and the gain a month that a partner planned; None where that is not known."""

    partner: str
    hours: Decimal | None = None
    gain: Decimal | None = None


def plan_of(partner: str, answers: Mapping[str, Answer], workbook: Workbook) -> EffortPlan:
    """Return what a partner planned, from whatever was asked for it in the first session.

    Args:
        partner: The id of the partner.
        answers: The partner's own answers by prompt id.
        workbook: The exercises of the session, with the units of its questions.
    """
    found = {}
    for topic, asked in _PLANNED.items():
        known = (_planned(prompt, column, answers, workbook) for prompt, column in asked)
        found[topic] = next((value for value in known if value is not None), None)
    return EffortPlan(partner=partner, hours=found[HOURS], gain=found[GAIN])


def _planned(
    prompt_id: str, column: str, answers: Mapping[str, Answer], workbook: Workbook
) -> Decimal | None:
    prompt = workbook.find_prompt(prompt_id, Phase.PREPARE)
    answer = answers.get(prompt_id)
    if prompt is None or answer is None:
        return None
    if not column:
        return monthly_answer(prompt.question, answer)
    question, value = prompt.question, answer.value
    if not isinstance(question, TableQuestion) or not isinstance(value, TableValue):
        return None
    cell = value.rows[0].cells.get(column) if value.rows else None
    asked = question.column(column)
    if not isinstance(asked, NumberQuestion) or not isinstance(cell, NumberValue):
        return None
    return monthly(cell.value, asked.unit)
