"""The trend over the reviews of a session: the course of each topic and ground rule, and questions that follow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content

from coopcoach.domain.trend.warnings import WarningSign
from coopcoach.services.session.stage import Stage
from coopcoach.services.session.trend import Trend, trend_of
from coopcoach.tui.widgets.drawings.course import course
from coopcoach.tui.widgets.drawings.lines import hanging, wrapped
from coopcoach.tui.widgets.frame.page import Page
from coopcoach.tui.widgets.frame.sanitize import one_line
from coopcoach.tui.widgets.frame.width_aware import WidthAware
from coopcoach.wording.currencies import currency_of
from coopcoach.wording.labels import PARTNER_SIGNS, WARNING_LABELS
from coopcoach.wording.person_names import first_name
from coopcoach.wording.shortening import shortened
from coopcoach.wording.trend import TrendRow, topic_label, trend_rows

_LONGEST_RULE = 200
_LONGEST_NAME = 20


class TrendView(Page):
    """The trend over the reviews; it is read anew when it is opened.

    Args:
        stage: The session or the review.
    """

    DEFAULT_CSS: ClassVar[str] = """
    TrendView { padding: 1 1 0 1; }
    TrendView:focus { background-tint: $foreground 0%; }
    """

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.t = stage.t
        self._money = currency_of(stage.workbook.currency).sign
        self._trend = trend_of(stage.workspace, stage.slug)

    def compose(self) -> ComposeResult:
        """Lay out the lines, as wide as there is room."""
        yield WidthAware(self._lines)

    def _lines(self, width: int) -> list[Content]:
        return list(self._all_lines(self._trend, width))

    def _all_lines(self, trend: Trend, width: int) -> Iterator[Content]:
        t = self.t
        if not trend.reviews:
            yield from wrapped(t("The trend begins with the first review that is revealed."), width)
            return
        days = " → ".join(t.short_date(review.on) for review in trend.reviews)
        yield from wrapped(Content.styled(t("Trend over the reviews: {days}", days=days), "bold"), width)  # fmt: skip
        yield Content("")
        topics = [
            (topic_label(row.topic, t, self._money), row) for row in trend_rows(trend.topics, t)
        ]
        yield from self._table(trend, topics, width)
        rules = [(self._rule(trend, row), row) for row in trend_rows(trend.rules, t)]
        if rules:
            yield Content("")
            yield from self._table(trend, rules, width, t("How well the rules were kept"))
        yield Content("")
        yield from wrapped(t("Bars from the first review to the last; in brackets what was planned. Scales from 1 to 5, where 3 is even in giving and taking."), width)  # fmt: skip
        if trend.signs:
            yield Content("")
            yield Content.styled(t("What to talk about"), "bold")
        for sign in trend.signs:
            yield from hanging("•", wrapped(self._question(trend, sign), width - 2), indent=2)

    def _table(
        self, trend: Trend, rows: list[tuple[str, TrendRow]], width: int, heading: str = ""
    ) -> Iterator[Content]:
        names = [
            f"{sign} {shortened(first_name(one_line(partner.name)), _LONGEST_NAME)}"
            for sign, partner in zip(PARTNER_SIGNS, trend.partners, strict=True)
        ]
        head, *lines = course(names, rows, width, heading) or [""]
        yield Content.styled(head, "bold")
        for line in lines:
            yield Content(line)
        if lines:
            return
        # Too narrow for columns: each partner on a line.
        for label, row in rows:
            yield from wrapped(label, width)
            for name, cell in zip(names, row.cells, strict=True):
                yield from wrapped(f"  {name}: {' → '.join(cell.values)}", width)

    def _rule(self, trend: Trend, row: TrendRow) -> str:
        return shortened(one_line(trend.sentence(row.topic)), _LONGEST_RULE)

    def _question(self, trend: Trend, sign: WarningSign) -> str:
        t = self.t
        name = next((p.name for p in trend.partners if p.id == sign.partner), "")
        return one_line(
            t(
                WARNING_LABELS[sign.kind],
                name=name,
                rule=t.quoted(shortened(trend.sentence(sign.rule), _LONGEST_RULE)),
                now=t.number(sign.now) if sign.now is not None else "",
                before=t.number(sign.before) if sign.before is not None else "",
            )
        )
