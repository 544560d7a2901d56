"""Answers to every prompt of a workbook, with whatever characters are hard to carry."""

from __future__ import annotations

from datetime import date as Date
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
)
from coopcoach.domain.exercise import Kind, Prompt, Question, Workbook

HARD = (
    "Größe (ä ö ü ß €) „so“ “so” \"so\" 'so' ’so’ 👍🏽 \\ \\\\server\\x\\ – 50 % & <b> | #1 * _x_"
)
LONG_TEXT = (
    f'{HARD}\n\n- eins\n- zwei (2)\n\n    Code = "x"\n\n> Zitat\n\nLetzte Zeile: [ja] {{so}}'
)


def from_date() -> DateValue:
    return DateValue(value=Date(2027, 3, 31))


def answers_for(workbook: Workbook) -> dict[str, Answer]:
    """Return an answer to each prompt that is answered alone."""
    prompts = [p for e in workbook.exercises for p in e.prompts if p.phase.value == "prepare"]
    return {p.id: Answer(value=value_for(p, i), remark=_remark(p)) for i, p in enumerate(prompts)}


def value_for(prompt: Prompt, number: int = 0) -> Value:  # noqa: PLR0911  (one for each kind)
    """Return a fitting value."""
    match prompt.kind:
        case Kind.TEXT:
            return TextValue(text=f"{number}. {HARD}")
        case Kind.LONG:
            return TextValue(text=f"{number}. {LONG_TEXT}")
        case Kind.CHOICE:
            if prompt.other:
                return ChoiceValue(other="je nachdem: (wer zuerst da ist) – ß")
            return ChoiceValue(option=prompt.options[-1].id)
        case Kind.MULTI | Kind.CHECK:
            other = "Schlüssel & Alarm" if prompt.other else None
            return OptionsValue(options=tuple(o.id for o in prompt.options[::2]), other=other)
        case Kind.SCALE:
            return ScaleValue(value=int(prompt.maximum or 5) - 1)
        case Kind.RANKING:
            chosen = prompt.options[1 : (prompt.top or len(prompt.options)) + 1]
            return RankingValue(order=tuple(o.id for o in reversed(chosen)))
        case Kind.NUMBER:
            return NumberValue(value=Decimal("2.5"))
        case Kind.DATE:
            return from_date()
        case Kind.TABLE:
            return TableValue(rows=tuple(_rows(prompt)))
        case Kind.RULES:
            return RulesValue(
                rules=(
                    ProposedRule(
                        rule="Wir antworten in 2 Tagen – „immer“.", sign="Keiner fragt (2×)."
                    ),
                    ProposedRule(rule="Wer absagt, ruft an & sagt, wann.", sign=""),
                    ProposedRule(rule="Größe: \\ ß € 👍", sign="Man sieht's."),
                )
            )


def _rows(prompt: Prompt) -> list[Row]:
    count = min(prompt.max_rows or 3, 3)
    ids: list[str | None] = [r.id for r in prompt.rows] if prompt.rows else [None] * count
    return [
        Row(row=row_id, cells={c.id: _cell(c, place) for c in prompt.columns})
        for place, row_id in enumerate(ids)
    ]


def _cell(column: Question, place: int) -> Cell:
    match column.kind:
        case Kind.CHOICE:
            return ChoiceValue(option=column.options[place % len(column.options)].id)
        case Kind.SCALE:
            return ScaleValue(value=int(column.minimum or 1) + place % 5)
        case Kind.NUMBER:
            return NumberValue(value=Decimal(place + 10))
        case Kind.DATE:
            return from_date()
        case Kind.CHECK:
            return CheckValue(value=True)
    return TextValue(text=f"{HARD} {place}\nzweite Zeile (\\)")


def _remark(prompt: Prompt) -> str:
    return "Weil: ich hab’s so erlebt (2×) – ß." if prompt.kind is Kind.SCALE else ""
