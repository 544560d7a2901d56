"""Build the review report: warning signs, trends, numbers, ground rules and the decision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal

from coopcoach.domain.answers import Answer
from coopcoach.domain.exercise import OptionsQuestion, Phase, Prompt, ScaleQuestion, Workbook
from coopcoach.domain.review import (
    BALANCE,
    CHASING,
    GAIN,
    HOURS,
    EffortPlan,
    Review,
    ReviewSeries,
    WarningSign,
    trend,
    warnings,
)
from coopcoach.export.answers import answer_view
from coopcoach.export.charts import TrendChart, TrendLine
from coopcoach.export.charts.drawing import letters_of
from coopcoach.export.document import common_fields
from coopcoach.export.release import Released
from coopcoach.export.review.model import KeptRow, NumberRow, ReviewReport, TrendView
from coopcoach.i18n import N_, Translator
from coopcoach.markup.answer_view import AnswerView
from coopcoach.wording.currencies import currency_of
from coopcoach.wording.labels import POINT_LABELS, WARNING_LABELS, point_title

NEXT_PROMPT = "review.next"
EXIT_PROMPT = "team.exit"

# The most reviews that fit in a chart and in a table.
_LAST_IN_CHARTS, _LAST_IN_TABLE = 6, 4

_ASKED: dict[str, str] = {
    BALANCE: N_("Giving and taking"),
    CHASING: N_("Chased (times in 30 days)"),
    HOURS: N_("Hours of coordination a month"),
    GAIN: N_("Gain a month, in {money}"),
}


def review_report(
    released: Released,
    reviews: Sequence[Review],
    plans: Sequence[EffortPlan],
    workbook: Workbook,
    t: Translator,
    now: datetime,
    answers_language: str,
) -> ReviewReport:
    """Return the report on the last of some reviews.

    Args:
        released: The printable part of the session.
        reviews: The printable part of at least one review, by day.
        plans: The printable planned values of each partner.
        workbook: The exercises in the language of the report.
        t: The language of the report.
        now: The time of making.
        answers_language: The language of joint answers and ground rules.
    """
    builder = _Builder(released, reviews, plans, t, currency_of(workbook.currency).sign)
    return ReviewReport(
        **common_fields(released, t, now, answers_language),
        letters=builder.letters,
        on=reviews[-1].on,
        table_days=tuple(t.date(r.on) for r in reviews[-_LAST_IN_TABLE:]),
        warnings=tuple(builder.warning(sign) for sign in warnings(reviews, plans)),
        trends=builder.trends(),
        numbers=builder.numbers(),
        has_plan=any(p.hours is not None or p.gain is not None for p in plans),
        balance_ends=_ends(workbook.find_prompt(BALANCE, Phase.REVIEW)),
        kept=builder.kept(),
        decision=_label(workbook.find_prompt(NEXT_PROMPT, Phase.SESSION), reviews[-1].decision),
        exit=_exit(released, t),
    )


def _label(prompt: Prompt | None, option: str) -> str:
    if prompt is None or not isinstance(prompt.question, OptionsQuestion):
        return option
    return prompt.question.option_label(option)


def _ends(prompt: Prompt | None) -> tuple[str, str]:
    if prompt is None or not isinstance(prompt.question, ScaleQuestion):
        return "", ""
    return prompt.question.low, prompt.question.high


def _exit(released: Released, t: Translator) -> AnswerView | None:
    """Return the joint answer on ending the cooperation, if there is one."""
    joint = (j for e in released.exercises for j in e.joint if j.prompt.id == EXIT_PROMPT)
    found = next(joint, None)
    if found is None or Answer(value=found.answer.value).is_blank:
        return None
    return answer_view(found.prompt, found.answer, t)


class _Builder:
    """Builds the parts of a report in one language."""

    def __init__(
        self,
        released: Released,
        reviews: Sequence[Review],
        plans: Sequence[EffortPlan],
        t: Translator,
        money: str,
    ) -> None:
        self._t = t
        self._money = money
        self._reviews = reviews
        self._plans = plans
        self._names = {p.id: p.name for p in released.partners}
        names = tuple(self._names.values())
        self.letters = letters_of((names[0], names[1])) if len(names) == 2 else ("1", "2")

    def warning(self, sign: WarningSign) -> str:
        """Return a warning sign as a sentence."""
        t = self._t
        return t(
            WARNING_LABELS[sign.kind],
            name=self._names.get(sign.partner, sign.partner),
            rule=t.quoted(self._reviews[-1].sentence(sign.rule)),
            now=t.number(sign.now) if sign.now is not None else "",
            before=t.number(sign.before) if sign.before is not None else "",
        )

    def trends(self) -> tuple[TrendView, ...]:
        """Return a chart for each question with an answer."""
        reviews = self._reviews[-_LAST_IN_CHARTS:]
        return tuple(
            TrendView(
                caption=self._caption(asked),
                chart=TrendChart(
                    title=self._in_words(asked, both, reviews),
                    days=tuple(f"{review.on:%m}/{review.on:%y}" for review in reviews),
                    lines=tuple(
                        TrendLine(letter=letter, values=series.values, plan=series.plan)
                        for letter, series in zip(self.letters, both, strict=True)
                    ),
                    top=None if asked in {CHASING, HOURS, GAIN} else 5,
                    group_sign=self._t.language.group_sign,
                    decimal_sign=self._t.language.decimal_sign,
                ),
            )
            for asked, both in self._answered(reviews)
        )

    def numbers(self) -> tuple[NumberRow, ...]:
        """Return a row of the table for each question with an answer."""
        return tuple(
            NumberRow(
                label=self._caption(asked),
                cells=tuple(
                    tuple(self._number(series.values[place]) for series in both)
                    for place in range(len(both[0].values))
                ),
                plan=tuple(self._number(series.plan) for series in both),
                is_planned=any(series.plan is not None for series in both),
            )
            for asked, both in self._answered(self._reviews[-_LAST_IN_TABLE:])
        )

    def kept(self) -> tuple[KeptRow, ...]:
        """Return each ground rule of the last review, in the order of its first mention."""
        now = self._reviews[-1]
        before = self._reviews[-2] if len(self._reviews) > 1 else None
        rules = dict.fromkeys(k.rule for who in self._names for k in now.of(who).rules)
        return tuple(self._kept(rule, now, before) for rule in rules)

    def _kept(self, rule: str, now: Review, before: Review | None) -> KeptRow:
        t = self._t
        kept, remarks = [], []
        for who, name in self._names.items():
            given = next((k for k in now.of(who).rules if k.rule == rule), None)
            earlier = (
                next((k for k in before.of(who).rules if k.rule == rule), None) if before else None
            )
            words = t("{value} of {maximum}", value=given.kept, maximum=5) if given else "–"
            if given and earlier:
                words = t("{now} (before: {before})", now=words, before=earlier.kept)
            kept.append(words)
            if given and given.remark:
                remarks.append((name, given.remark))
        return KeptRow(rule=now.sentence(rule), kept=tuple(kept), remarks=tuple(remarks))

    def _answered(
        self, reviews: Sequence[Review]
    ) -> Iterator[tuple[str, tuple[ReviewSeries, ...]]]:
        """Yield each question with an answer and the series of both partners."""
        by_question: dict[str, list[ReviewSeries]] = {}
        for series in trend(reviews, tuple(self._names), self._plans):
            by_question.setdefault(series.topic, []).append(series)
        for asked, both in by_question.items():
            if any(value is not None for series in both for value in series.values):
                yield asked, tuple(both)

    def _caption(self, asked: str) -> str:
        point = next((p for p in POINT_LABELS if p == asked), None)
        return point_title(point, self._t) if point else self._t(_ASKED[asked], money=self._money)

    def _in_words(self, asked: str, both: Sequence[ReviewSeries], reviews: Sequence[Review]) -> str:
        """Return the content of a chart as a sentence."""
        t = self._t
        days = []
        for place, review in enumerate(reviews):
            values = [
                f"{self._names[s.partner]} {self._number(s.values[place])}"
                for s in both
                if s.values[place] is not None
            ]
            if values:
                days.append(f"{t.date(review.on)}: {', '.join(values)}")
        plans = [
            f"{self._names[s.partner]} {self._number(s.plan)}" for s in both if s.plan is not None
        ]
        if plans:
            days.append(t("planned: {plans}", plans=", ".join(plans)))
        return f"{self._caption(asked)}. {'; '.join(days)}"

    def _number(self, value: Decimal | None) -> str:
        return "–" if value is None else self._t.number(value)
