"""The control of ``rules``: proposed ground rules, each with the sign that it holds."""

from __future__ import annotations

from coopcoach.domain.answers import Cell, RulesValue, TableValue, Value
from coopcoach.domain.exercise import RulesQuestion, TableQuestion, TextQuestion
from coopcoach.i18n import Translator
from coopcoach.markup.kinds.rules import RULE, SIGN, RulesCodec
from coopcoach.tui.widgets.answers.table import TableControl


class RulesControl(TableControl):
    """A table of two columns: the rule and its sign."""

    def __init__(self, question: RulesQuestion, t: Translator) -> None:
        columns = (
            TextQuestion(id=RULE, label=t("Ground rule")),
            TextQuestion(id=SIGN, label=t("How we notice that it holds")),
        )
        table = TableQuestion(
            id=question.id, label=question.label, columns=columns, max_rows=question.maximum
        )
        super().__init__(table, t)
        self.codec = RulesCodec(question, t)

    @property
    def value(self) -> RulesValue | None:
        """The rules that are filled in."""
        return self.codec.from_rows(self.rows.value.rows) if self.rows.value else None

    def show(self, value: Value | Cell | None, unread: str = "") -> None:
        """Show rules."""
        rows = self.codec.rows_of(value) if isinstance(value, RulesValue) else ()
        super().show(TableValue(rows=rows))
