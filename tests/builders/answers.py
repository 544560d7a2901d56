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
from coopcoach.domain.exercise import Kind, Prompt, Question

Words = Callable[[Question, int], str]
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
    ids = tuple(option.id for option in prompt.options)
    own = other if other and prompt.other else None
    match prompt.kind:
        case Kind.TEXT | Kind.LONG:
            return TextValue(text=words(prompt, seed))
        case Kind.CHOICE:
            return ChoiceValue(other=own) if own else ChoiceValue(option=ids[seed % len(ids)])
        case Kind.MULTI | Kind.CHECK:
            return OptionsValue(options=ids[seed % 2 :], other=own)
        case Kind.SCALE:
            return _scale(prompt, seed)
        case Kind.RANKING:
            turned = ids[seed % len(ids) :] + ids[: seed % len(ids)]
            return RankingValue(order=turned[: prompt.top or len(ids)])
        case Kind.NUMBER:
            return _number(prompt, seed)
        case Kind.DATE:
            return _date(seed)
        case Kind.TABLE:
            return TableValue(rows=_rows(prompt, words, seed, rows))
        case Kind.RULES:
            proposed = (words(prompt, seed + n) for n in range(3))
            return RulesValue(rules=tuple(ProposedRule(rule=rule, sign=rule) for rule in proposed))


def _rows(prompt: Prompt, words: Words, seed: int, rows: int) -> tuple[Row, ...]:
    fixed = [row.id for row in prompt.rows] or [None] * min(prompt.max_rows or rows, rows)
    return tuple(
        Row(
            row=head,
            cells={c.id: _cell(c, words, seed + n * 7 + k) for k, c in enumerate(prompt.columns)},
        )
        for n, head in enumerate(fixed)
    )


def _cell(column: Question, words: Words, seed: int) -> Cell:
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


def _scale(question: Question, seed: int) -> ScaleValue:
    low, high = int(question.minimum or 0), int(question.maximum or 5)
    return ScaleValue(value=low + (seed + 1) % (high - low + 1))


def _number(question: Question, seed: int) -> NumberValue:
    low = question.minimum or Decimal(0)
    value = low + 1 + (seed * 37) % 90 + Decimal("0.5") * (seed % 2)
    return NumberValue(value=value if question.maximum is None else min(question.maximum, value))


def _date(seed: int) -> DateValue:
    return DateValue(value=date(2027, 1 + seed % 12, 1 + seed % 28))
