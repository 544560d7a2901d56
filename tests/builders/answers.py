"""An answer to a prompt of each kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from coopcoach.domain.answers import (
    Answer,
    Cell,
    CheckValue,
    ChoiceValue,
    DateValue,
    NumberValue,
    OptionsValue,
    ProposedRule,
    RankingValue,
    Row,
    RulesValue,
    ScaleValue,
    TableValue,
    TextValue,
    Value,
    Visibility,
)
from coopcoach.domain.exercise import (
    BaseQuestion,
    CellQuestion,
    Kind,
    NumberQuestion,
    Prompt,
    ScaleQuestion,
    TableQuestion,
)
from tests.builders.prompts import options_of

Words = Callable[[BaseQuestion, int], str]
"""The text of a question's answer; the number tells rows and cells of one answer apart."""


def text(words: str, visibility: Visibility = Visibility.BOTH) -> Answer:
    """Return an answer in words."""
    return Answer(value=TextValue(text=words), visibility=visibility)


def value_for(  # noqa: PLR0911  (one for each kind)
    prompt: Prompt, words: Words, seed: int = 0, *, other: str = "", rows: int = 3
) -> Value:
    """Return a value of the prompt's kind.

    Args:
        prompt: The prompt that is answered.
        words: Returns the texts.
        seed: Chooses options, steps, numbers and dates; two seeds in a row answer differently.
        other: Written as an option of one's own where the prompt allows one.
        rows: Of a table without fixed rows, at most.
    """
    question = prompt.question
    ids = tuple(option.id for option in options_of(question))
    own = other if other and getattr(question, "other", False) else None
    match prompt.kind:
        case Kind.TEXT | Kind.LONG:
            return TextValue(text=words(question, seed))
        case Kind.CHOICE:
            return ChoiceValue(other=own) if own else ChoiceValue(option=ids[seed % len(ids)])
        case Kind.MULTI | Kind.CHECK:
            return OptionsValue(options=ids[seed % 2 :], other=own)
        case Kind.SCALE:
            return _scale(question, seed)
        case Kind.RANKING:
            turned = ids[seed % len(ids) :] + ids[: seed % len(ids)]
            return RankingValue(order=turned[: question.top or len(ids)])
        case Kind.NUMBER:
            return _number(question, seed)
        case Kind.DATE:
            return _date(seed)
        case Kind.TABLE:
            return TableValue(rows=_rows(question, words, seed, rows))
        case Kind.RULES:
            proposed = (words(question, seed + n) for n in range(3))
            return RulesValue(rules=tuple(ProposedRule(rule=rule, sign=rule) for rule in proposed))


def _rows(table: TableQuestion, words: Words, seed: int, rows: int) -> tuple[Row, ...]:
    fixed = [row.id for row in table.rows] or [None] * min(table.max_rows or rows, rows)
    return tuple(
        Row(
            row=head,
            cells={c.id: _cell(c, words, seed + n * 7 + k) for k, c in enumerate(table.columns)},
        )
        for n, head in enumerate(fixed)
    )


def _cell(column: CellQuestion, words: Words, seed: int) -> Cell:
    match column.kind:
        case Kind.CHOICE:
            return ChoiceValue(option=column.options[seed % len(column.options)].id)
        case Kind.SCALE:
            return _scale(column, seed)
        case Kind.NUMBER:
            return _number(column, seed)
        case Kind.DATE:
            return _date(seed)
        case Kind.CHECK:
            return CheckValue(value=bool(seed % 2))
    return TextValue(text=words(column, seed))


def _scale(question: ScaleQuestion, seed: int) -> ScaleValue:
    return ScaleValue(value=question.steps[(seed + 1) % len(question.steps)])


def _number(question: NumberQuestion, seed: int) -> NumberValue:
    low = question.minimum or Decimal(0)
    value = low + 1 + (seed * 37) % 90 + Decimal("0.5") * (seed % 2)
    return NumberValue(value=value if question.maximum is None else min(question.maximum, value))


def _date(seed: int) -> DateValue:
    return DateValue(value=date(2027, 1 + seed % 12, 1 + seed % 28))
