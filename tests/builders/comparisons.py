"""Short ways to write down answers, and the workbook's own exercises to compare them in."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from coopcoach.domain import answers as a
from coopcoach.domain.alignment import Comparison, compare
from coopcoach.domain.exercise import Exercise, Phase, Prompt, Workbook
from tests.builders.prompts import exercise_of
from tests.builders.workbooks import built_in_workbook

BLANK = a.BLANK


@cache
def workbook(language: str = "en") -> Workbook:
    return built_in_workbook(language)


def exercise(exercise_id: str, language: str = "en") -> Exercise:
    found = workbook(language).exercise(exercise_id)
    assert found is not None
    return found


def partner(name: str, **answers: a.Answer) -> a.PartnerAnswers:
    """Answers by prompt id; ``goal__plus`` stands for ``goal.plus``."""
    by_id = {key.replace("__", "."): answer for key, answer in answers.items()}
    return a.PartnerAnswers(partner=name, answers=by_id)


def compared(
    exercise_id: str,
    prompt_id: str,
    first: a.Answer,
    second: a.Answer,
    phase: Phase = Phase.PREPARE,
) -> Comparison:
    found = exercise(exercise_id)
    prompt = found.prompt(prompt_id, phase)
    assert prompt is not None
    return compare(
        found,
        prompt,
        a.PartnerAnswers(partner="anna", answers={prompt_id: first}),
        a.PartnerAnswers(partner="ben", answers={prompt_id: second}),
    )


def compared_in(prompt: Prompt, first: a.Answer, second: a.Answer) -> Comparison:
    """Compare the answers to a prompt that is in no exercise of the workbook."""
    return compare(
        exercise_of(prompt),
        prompt,
        a.PartnerAnswers(partner="anna", answers={prompt.id: first}),
        a.PartnerAnswers(partner="ben", answers={prompt.id: second}),
    )


def scale(value: int, because: str = "") -> a.Answer:
    return a.Answer(value=a.ScaleValue(value=value), remark=because)


def number(value: str) -> a.Answer:
    return a.Answer(value=a.NumberValue(value=Decimal(value)))


def chose(option: str | None = None, other: str | None = None) -> a.Answer:
    return a.Answer(value=a.ChoiceValue(option=option, other=other))


def ticked(*options: str, other: str | None = None) -> a.Answer:
    return a.Answer(value=a.OptionsValue(options=options, other=other))


def ranked(*order: str) -> a.Answer:
    return a.Answer(value=a.RankingValue(order=order))


def words(instead: str) -> a.Answer:
    """An answer in words where the kind asks for a structure."""
    return a.Answer(remark=instead)


def stance(value: a.Stance) -> a.Answer:
    return a.Answer(stance=value)


DONT_KNOW = stance(a.Stance.DONT_KNOW)
TALK_LIVE = stance(a.Stance.TALK_LIVE)
RATHER_NOT = stance(a.Stance.RATHER_NOT)


def cell(value: object) -> a.Cell:
    """An option id as ``str``, a scale as ``int``, a number as ``Decimal``; else a cell as it is."""
    match value:
        case str(option):
            return a.ChoiceValue(option=option)
        case bool(yes):
            return a.CheckValue(value=yes)
        case int(point):
            return a.ScaleValue(value=point)
        case Decimal() as amount:
            return a.NumberValue(value=amount)
    return value  # type: ignore[return-value]


def word(written: str) -> a.TextValue:
    return a.TextValue(text=written)


def table(*rows: dict[str, object], **by_id: dict[str, object]) -> a.Answer:
    """A table's answer: rows of its own in order, fixed rows by their id (``eye_level`` for a hyphen)."""
    own = [a.Row(cells={c: cell(v) for c, v in row.items()}) for row in rows]
    fixed = [
        a.Row(row=row_id.replace("_", "-"), cells={c: cell(v) for c, v in row.items()})
        for row_id, row in by_id.items()
    ]
    return a.Answer(value=a.TableValue(rows=(*own, *fixed)))
