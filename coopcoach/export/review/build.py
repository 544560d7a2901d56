"""Build the review report: warning signs, trends, numbers, ground rules and the decision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date as Date
from datetime import datetime
from decimal import Decimal

from coopcoach.domain.agreement import JointAnswer
from coopcoach.domain.answers import Answer
from coopcoach.domain.exercise import OptionsQuestion, Phase, Prompt, ScaleQuestion, Workbook
from coopcoach.domain.ground_rules import GroundRule
from coopcoach.domain.review import (
    BALANCE,
    CHASING,
    EXIT,
    GAIN,
    HOURS,
    NEXT,
    Outcome,
    Review,
    ReviewAnswers,
    ReviewedRule,
)
from coopcoach.domain.rule_history import RuleEventKind, rule_history
from coopcoach.domain.trend.keeping import keeping
from coopcoach.domain.trend.plan import EffortPlan
from coopcoach.domain.trend.series import ReviewSeries, rule_trend, trend
from coopcoach.domain.trend.warnings import WarningSign, warnings
from coopcoach.export.answers import answer_view
from coopcoach.export.charts import TrendChart, TrendLine
from coopcoach.export.charts.drawing import letters_of
from coopcoach.export.document import PromptView, common_fields, own_answer_views
from coopcoach.export.figures.build import build_figure
from coopcoach.export.release import Released
from coopcoach.export.review.model import (
    EndingView,
    HistoryView,
    KeptRow,
    NumberRow,
    ReviewReport,
    TrendView,
)
from coopcoach.i18n import Translator
from coopcoach.markup.answer_view import AnswerView
from coopcoach.markup.formats.session_file import NOTE
from coopcoach.wording.currencies import currency_of
from coopcoach.wording.labels import (
    OUTCOME_LABELS,
    RULE_STATE_LABELS,
    WARNING_LABELS,
)
from coopcoach.wording.rule_events import event_words
from coopcoach.wording.trend import topic_label

_END = "end."

# The most reviews that fit in a chart and in a table.
_LAST_IN_CHARTS, _LAST_IN_TABLE = 6, 4


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
    last = reviews[-1]
    answers = [given for review in reviews for given in review.answers]
    return ReviewReport(
        **common_fields(released, t, now, answers_language),
        letters=builder.letters,
        on=last.on,
        table_days=tuple(t.short_date(r.on) for r in reviews[-_LAST_IN_TABLE:]),
        warnings=tuple(builder.warning(sign) for sign in warnings(reviews, plans)),
        trends=builder.trends(),
        numbers=builder.numbers(),
        has_plan=any(p.hours is not None or p.gain is not None for p in plans),
        shows_answers=any(given != ReviewAnswers(partner=given.partner) for given in answers),
        balance_ends=_ends(workbook.find_prompt(BALANCE, Phase.REVIEW)),
        ledger=builder.ledger(workbook),
        kept=builder.kept(),
        new_rules=builder.new_rules(),
        decision=_label(workbook.find_prompt(NEXT, Phase.SESSION), last.decision),
        exit=_exit(released, t),
        next=last.next,
        histories=builder.histories(),
        notes=builder.notes(workbook),
        ending=builder.ending(),
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
    joint = (j for e in released.exercises for j in e.joint if j.prompt.id == EXIT)
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
        self._released = released
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

    def ledger(self, workbook: Workbook) -> PromptView | None:
        """Return what each gives and takes, one list below the other; None where the last review has none."""
        own = self._reviews[-1].ledger
        asking = next((e for e in workbook.exercises if e.prompt(BALANCE, Phase.REVIEW)), None)
        if own is None or asking is None:
            return None
        partners = self._released.partners
        return PromptView(
            label=own.prompt.label,
            answers=own_answer_views(own, self._released, self._t),
            is_whole=False,
            is_wide=True,
            figure=build_figure(asking, own.prompt, own.answers, partners, self._t),
        )

    def kept(self) -> tuple[KeptRow, ...]:
        """Return each ground rule that the last review asked about."""
        shown = self._reviews[-_LAST_IN_TABLE:]
        now = self._reviews[-1]
        values = {
            (series.topic, series.partner): series.values
            for series in rule_trend(shown, tuple(self._names))
        }
        asked = {rule.id: rule for rule in now.rules}
        # A review file that was written by hand may name no rules.
        named = dict.fromkeys([*asked, *(k.rule for a in now.answers for k in a.rules)])
        return tuple(
            self._kept(number, rule_id, values, now) for number, rule_id in enumerate(named, 1)
        )

    def _kept(
        self,
        number: int,
        rule_id: str,
        values: Mapping[tuple[str, str], tuple[Decimal | None, ...]],
        now: Review,
    ) -> KeptRow:
        asked = now.rule(rule_id)
        days = len(self._reviews[-_LAST_IN_TABLE:])
        blank = (None,) * days
        said = [
            (name, kept.remark)
            for who, name in self._names.items()
            for kept in now.of(who).rules
            if kept.rule == rule_id and kept.remark
        ]
        return KeptRow(
            number=asked.number if asked else number,
            rule=now.sentence(rule_id),
            cells=tuple(
                tuple(self._number(values.get((rule_id, who), blank)[place]) for who in self._names)
                for place in range(days)
            ),
            remarks=tuple(said),
            outcome=self._t(OUTCOME_LABELS[asked.outcome].word) if asked else "",
            beside=self._beside(asked) if asked else (),
        )

    def _beside(self, asked: ReviewedRule) -> tuple[tuple[str, str], ...]:
        """Return the new wording of a rule, or each reason for retiring it, with whose it is."""
        if asked.outcome is not Outcome.RETIRED:
            return (("", asked.amended),) if asked.amended else ()
        rule = next((r for r in self._released.rule_lives if r.id == asked.id), None)
        voices = (rule.voice_of(who) if rule else None for who in self._names)
        said = tuple((self._names[v.partner], v.reason.strip()) for v in voices if v)
        named = tuple((name, reason) for name, reason in said if reason)
        return named or ((("", asked.reason),) if asked.reason else ())

    def new_rules(self) -> tuple[str, ...]:
        """Return the sentences of the rules that were agreed in the last review for the first time."""
        agreed = {rule.rule.id: rule.rule.sentence for rule in self._released.rules}
        return tuple(agreed[r] for r in self._reviews[-1].new_rules if r in agreed)

    def histories(self) -> tuple[HistoryView, ...]:
        """Return the lives of the rules that both agreed to, the retired ones last."""
        partners = tuple(self._names)
        lives = sorted(self._released.rule_lives, key=lambda rule: not rule.is_agreed(partners))
        return tuple(self._history(rule, partners) for rule in lives)

    def _history(self, rule: GroundRule, partners: tuple[str, ...]) -> HistoryView:
        t = self._t
        events = rule_history(rule, partners, keeping(self._reviews, rule.id))
        lines: list[tuple[str, str]] = []
        day: Date | None = None
        for event in events:
            # The only sentence stands above its history.
            sentences = {w.sentence for w in rule.earlier} | {rule.sentence}
            is_only = event.kind is RuleEventKind.PROPOSED and len(sentences) == 1
            told = event.model_copy(update={"sentence": ""}) if is_only else event
            if event.on is not None:
                words = event_words(told, lambda who: self._names.get(who, who), t)
                # A day with several events is named once.
                lines.append(("" if event.on == day else t.date(event.on), words))
                day = event.on
        state = RULE_STATE_LABELS[rule.state(partners)]
        return HistoryView(
            sentence=rule.sentence.strip(),
            state=f"{state.sign} {t(state.word)}",
            events=tuple(lines),
        )

    def notes(self, workbook: Workbook) -> tuple[tuple[str, AnswerView], ...]:
        """Return what both noted on each exercise of the last review, with its title."""
        found = []
        for joint in self._reviews[-1].joint:
            exercise = workbook.exercise(joint.prompt.id.removeprefix(NOTE))
            if joint.prompt.id.startswith(NOTE) and exercise is not None:
                view = answer_view(joint.prompt, joint.answer, self._t)
                if view.words.strip() or view.prose or view.beside:
                    found.append((exercise.title, view))
        return tuple(found)

    def ending(self) -> tuple[EndingView, ...]:
        """Return what was settled for a good end in the last review."""
        by_prompt: dict[str, list[JointAnswer]] = {}
        for joint in self._reviews[-1].joint:
            if joint.prompt.id.startswith(_END):
                by_prompt.setdefault(joint.prompt.id, []).append(joint)
        return tuple(
            EndingView(
                label=given[0].prompt.label,
                answers=tuple(
                    (
                        self._names.get(joint.partner, ""),
                        answer_view(joint.prompt, joint.answer, self._t),
                    )
                    for joint in given
                ),
            )
            for given in by_prompt.values()
        )

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
        return topic_label(asked, self._t, self._money)

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
