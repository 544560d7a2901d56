"""Show answers as lines of text."""

from __future__ import annotations

from coopcoach.domain.answers import Answer, RulesValue, TextValue
from coopcoach.domain.exercise import Prompt
from coopcoach.export.answer_view import TableView, view
from coopcoach.i18n import Translator
from coopcoach.wording.labels import STANCE_LABELS


def answer_lines(prompt: Prompt, answer: Answer, t: Translator) -> list[str]:
    """Return an answer as lines; none where it is blank."""
    lines = _value_lines(prompt, answer, t)
    lines += answer.remark.splitlines()
    if answer.stance is not None:
        lines.append(t(STANCE_LABELS[answer.stance].own))
    return lines


def _value_lines(prompt: Prompt, answer: Answer, t: Translator) -> list[str]:
    value = answer.value
    if isinstance(value, TextValue):
        return value.text.splitlines()
    if isinstance(value, RulesValue):
        pairs = ((rule.rule, rule.sign) for rule in value.rules)
        return [f"- {rule}" + (f" ({sign})" if sign else "") for rule, sign in pairs]
    seen = view(prompt, answer, t)
    match seen.shape:
        case "words":
            return [seen.words]
        case "items":
            return [f"- {item}" for item in seen.items]
        case "ranking":
            return [f"{place}. {item}" for place, item in enumerate(seen.items, 1)]
        case "scale" if seen.scale is not None:
            of = t("{value} of {maximum}", value=seen.scale.value, maximum=seen.scale.maximum)
            return [of]
        case "table" if seen.table is not None:
            return _table_lines(seen.table)
    return []


def _table_lines(table: TableView) -> list[str]:
    lines = []
    for row in table.rows:
        pairs = zip(table.columns, row.cells, strict=True)
        cells = ", ".join(f"{label}: {words}" for label, words in pairs if words)
        lines.append(f"- {row.head}: {cells}" if row.head else f"- {cells}")
    return lines
