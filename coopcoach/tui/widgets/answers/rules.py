"""The control of ``rules``: proposed ground rules, each with how we would notice that it holds."""

from __future__ import annotations

from coopcoach.domain.answers import (
    Cell,
    ProposedRule,
    Row,
    RulesValue,
    TableValue,
    TextValue,
    Value,
)
from coopcoach.domain.exercise import Kind, Prompt, Question
from coopcoach.i18n import Translator
from coopcoach.tui.widgets.answers.table import TableControl

_RULE, _SIGN = "rule", "sign"


class RulesControl(TableControl):
    """A table of two columns: the rule, and its sign."""

    def __init__(self, prompt: Prompt, t: Translator) -> None:
        columns = (
            Question(id=_RULE, kind=Kind.TEXT, label=t("Ground rule")),
            Question(id=_SIGN, kind=Kind.TEXT, label=t("How we notice that it holds")),
        )
        limit = int(prompt.maximum) if prompt.maximum is not None else None
        update = {"kind": Kind.TABLE, "columns": columns, "max_rows": limit}
        super().__init__(prompt.model_copy(update=update), t)

    @property
    def value(self) -> RulesValue | None:
        """The rules as they stand."""
        rows = self.rows.value.rows if self.rows.value else ()
        rules = tuple(ProposedRule(rule=_text(row, _RULE), sign=_text(row, _SIGN)) for row in rows)
        return RulesValue(rules=rules) if rules else None

    def show(self, value: Value | Cell | None, unread: str = "") -> None:
        """Show rules."""
        rules = value.rules if isinstance(value, RulesValue) else ()
        super().show(TableValue(rows=tuple(_row(rule) for rule in rules)))


def _row(proposed: ProposedRule) -> Row:
    pairs = ((_RULE, proposed.rule), (_SIGN, proposed.sign))
    return Row(cells={key: TextValue(text=text) for key, text in pairs if text})


def _text(row: Row, column_id: str) -> str:
    cell = row.cells.get(column_id)
    return cell.text if isinstance(cell, TextValue) else ""
