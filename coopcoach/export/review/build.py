"""The review report as a report model: warning signs, trend, numbers, rules, and how it goes on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date
from datetime import datetime
from decimal import Decimal

from coopcoach.domain.answers import Answer
from coopcoach.domain.exercise import Frozen, Phase, Prompt, Workbook
from coopcoach.domain.review import (
    BALANCE,
    CHASING,
    GAIN,
    HOURS,
    Plan,
    Review,
    Series,
    WarningSign,
    trend,
    warnings,
)
from coopcoach.domain.session import Partner
from coopcoach.export.answer_view import AnswerView, view
from coopcoach.export.charts import TrendChart, TrendLine
from coopcoach.export.charts.drawing import letters_of
from coopcoach.export.release import Released
from coopcoach.i18n import N_, Translator
from coopcoach.wording.labels import POINT_LABELS, SIGN_LABELS, point_title

NEXT_PROMPT = "review.next"
EXIT_PROMPT = "team.exit"

# More reviews than this are too many for a small picture, and so many for a table.
_LAST_IN_PICTURES, _LAST_IN_TABLE = 6, 4

_ASKED: dict[str, str] = {
    BALANCE: N_("Giving and taking"),
    CHASING: N_("Had to ask again, times in 30 days"),
    HOURS: N_("Hours of coordination a month"),
    GAIN: N_("Gain a month, in €"),
}


class TrendView(Frozen):
    """One small picture and what stands above it."""

    caption: str
    chart: TrendChart


class NumberRow(Frozen):
    """One thing that was asked: what each said in the last reviews, and what was planned."""

    label: str
    cells: tuple[tuple[str, ...], ...]
    plan: tuple[str, ...]
    is_planned: bool


class KeptRow(Frozen):
    """One ground rule: how well it was kept, as each says, now and before; and their remarks."""

    rule: str
    kept: tuple[str, ...]
    remarks: tuple[tuple[str, str], ...]


class ReviewReport(Frozen):
    """Everything that the report says."""

    title: str
    language: str
    answers_language: str
    partners: tuple[Partner, ...]
    letters: tuple[str, str]
    coach: str
    on: Date
    days: tuple[str, ...]
    table_days: tuple[str, ...]
    made: datetime
    warnings: tuple[str, ...]
    trends: tuple[TrendView, ...]
    numbers: tuple[NumberRow, ...]
    has_plan: bool
    balance_ends: tuple[str, str]
    kept: tuple[KeptRow, ...]
    decision: str
    exit: AnswerView | None

    @property
    def names(self) -> tuple[str, ...]:
        """The partners' names."""
        return tuple(partner.name for partner in self.partners)


def review_report(
    released: Released,
    reviews: Sequence[Review],
    plans: Sequence[Plan],
    workbook: Workbook,
    t: Translator,
    now: datetime,
    answers_language: str,
) -> ReviewReport:
    """Return the report on the last of some reviews.

    Args:
        released: What of the session may be printed.
        reviews: At least one, in the order of their days; only what may be printed.
        plans: What each planned, as far as it may be printed.
        workbook: The exercises, in the language of the report.
        t: The language of the report.
        now: When it is made.
        answers_language: The language that joint answers and rules were written in.
    """
    writer = _Writer(released, reviews, plans, t)
    balance = workbook.find_prompt(BALANCE, Phase.REVIEW)
    return ReviewReport(
        title=released.title,
        language=t.lang,
        answers_language=answers_language,
        partners=released.partners,
        letters=writer.letters,
        coach=released.coach,
        on=reviews[-1].on,
        days=tuple(t.date(r.on) for r in reviews),
        table_days=tuple(t.date(r.on) for r in reviews[-_LAST_IN_TABLE:]),
        made=now,
        warnings=tuple(writer.warning(w) for w in warnings(reviews, plans)),
        trends=writer.trends(),
        numbers=writer.numbers(),
        has_plan=any(p.hours is not None or p.gain is not None for p in plans),
        balance_ends=(balance.low, balance.high) if balance else ("", ""),
        kept=writer.kept(),
        decision=_label(workbook.find_prompt(NEXT_PROMPT, Phase.SESSION), reviews[-1].decision),
        exit=_exit(released, t),
    )


def _label(prompt: Prompt | None, option: str) -> str:
    return prompt.option_label(option) if prompt and option else option


def _exit(released: Released, t: Translator) -> AnswerView | None:
    """What was settled in peacetime about the end."""
    joint = (j for e in released.exercises for j in e.joint if j.prompt.id == EXIT_PROMPT)
    found = next(joint, None)
    if found is None or Answer(value=found.answer.value).is_blank:
        return None
    return view(found.prompt, found.answer, t)


class _Writer:
    """Puts reviews into words of one language."""

    def __init__(
        self,
        released: Released,
        reviews: Sequence[Review],
        plans: Sequence[Plan],
        t: Translator,
    ) -> None:
        self._t = t
        self._reviews = reviews
        self._plans = plans
        self._names = {p.id: p.name for p in released.partners}
        names = tuple(self._names.values())
        self.letters = letters_of((names[0], names[1])) if len(names) == 2 else ("1", "2")

    def warning(self, found: WarningSign) -> str:
        """Return one warning sign as a sentence."""
        t = self._t
        name = self._names.get(found.partner, found.partner)
        return t(
            SIGN_LABELS[found.sign],
            name=name,
            rule=t.quoted(found.rule),
            now=t.number(found.now) if found.now is not None else "",
            before=t.number(found.before) if found.before is not None else "",
        )

    def trends(self) -> tuple[TrendView, ...]:
        """Return a picture for each thing that anybody said anything about."""
        reviews = self._reviews[-_LAST_IN_PICTURES:]
        found = []
        for asked, both in self._asked(reviews):
            if not any(value is not None for series in both for value in series.values):
                continue
            top = None if asked in {CHASING, HOURS, GAIN} else 5
            found.append(
                TrendView(
                    caption=self._caption(asked),
                    chart=TrendChart(
                        title=self._told(asked, both, reviews),
                        days=tuple(self._short(review.on) for review in reviews),
                        lines=tuple(
                            TrendLine(letter=letter, values=series.values, plan=series.plan)
                            for letter, series in zip(self.letters, both, strict=True)
                        ),
                        top=top,
                        group_sign=self._t.language.group_sign,
                        decimal_sign=self._t.language.decimal_sign,
                    ),
                )
            )
        return tuple(found)

    def numbers(self) -> tuple[NumberRow, ...]:
        """Return what was said in numbers, row by row."""
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
            for asked, both in self._asked(self._reviews[-_LAST_IN_TABLE:])
            if any(value is not None for series in both for value in series.values)
        )

    def kept(self) -> tuple[KeptRow, ...]:
        """Return each rule of the last review, in the order in which it was first named."""
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
        return KeptRow(rule=rule, kept=tuple(kept), remarks=tuple(remarks))

    def _asked(self, reviews: Sequence[Review]) -> list[tuple[str, tuple[Series, ...]]]:
        found: dict[str, list[Series]] = {}
        for series in trend(reviews, tuple(self._names), self._plans):
            found.setdefault(series.asked, []).append(series)
        return [(asked, tuple(both)) for asked, both in found.items()]

    def _caption(self, asked: str) -> str:
        point = next((p for p in POINT_LABELS if p == asked), None)
        return point_title(point, self._t) if point else self._t(_ASKED[asked])

    def _told(self, asked: str, both: Sequence[Series], reviews: Sequence[Review]) -> str:
        """The whole picture in words."""
        t = self._t
        days = []
        for place, review in enumerate(reviews):
            said = [
                f"{self._names[s.partner]} {self._number(s.values[place])}"
                for s in both
                if s.values[place] is not None
            ]
            if said:
                days.append(f"{t.date(review.on)}: {', '.join(said)}")
        plans = [
            f"{self._names[s.partner]} {self._number(s.plan)}" for s in both if s.plan is not None
        ]
        if plans:
            days.append(t("planned: {plans}", plans=", ".join(plans)))
        return f"{self._caption(asked)}. {'; '.join(days)}"

    def _number(self, value: Decimal | None) -> str:
        return "–" if value is None else self._t.number(value)

    def _short(self, day: Date) -> str:
        return f"{day:%m}/{day:%y}"
