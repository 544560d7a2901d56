"""Show answers as lines of text."""

from __future__ import annotations

from typing import assert_never

from coopcoach.domain.answers import Answer
from coopcoach.domain.exercise import Prompt
from coopcoach.i18n import Translator
from coopcoach.markup.answer_view import AnswerView, ScaleView, TableView
from coopcoach.markup.kinds import value_view
from coopcoach.wording.labels import STANCE_LABELS


def answer_lines(prompt: Prompt, answer: Answer, t: Translator) -> list[str]:
    """Return an answer as lines; none where it is blank."""
    lines = _value_lines(value_view(prompt.question, answer.value, t), t)
    lines += answer.remark.splitlines()
    if answer.stance is not None:
        lines.append(t(STANCE_LABELS[answer.stance].own))
    return lines


def _value_lines(view: AnswerView, t: Translator) -> list[str]:
    match view.shape:
        case "words" | "prose":
            return (view.words or view.prose).splitlines()
        case "items":
            return [f"- {item}" for item in view.items]
        case "ranking":
            return [f"{place}. {item}" for place, item in enumerate(view.items, 1)]
        case "scale":
            return [_scale_line(view.scale, t)] if view.scale else []
        case "table":
            return _table_lines(view.table) if view.table else []
        case "rules":
            return [f"- {rule}" + (f" ({sign})" if sign else "") for rule, sign in view.rules]
        case "none":
            return []
        case _:
            assert_never(view.shape)


def _scale_line(scale: ScaleView, t: Translator) -> str:
    return t("{value} of {maximum}", value=scale.value, maximum=scale.maximum)


def _table_lines(table: TableView) -> list[str]:
    lines = []
    for row in table.rows:
        pairs = zip(table.columns, row.cells, strict=True)
        cells = ", ".join(f"{label}: {words}" for label, words in pairs if words)
        lines.append(f"- {row.head}: {cells}" if row.head else f"- {cells}")
    return lines
