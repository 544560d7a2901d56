"""Reviews to print: three in a row, one alone, and one full of hostile words."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from coopcoach.domain.review import KeptRule, Outcome, Review, ReviewAnswers, ReviewedRule
from coopcoach.domain.trend.plan import EffortPlan
from tests.builders.exported_sessions import HOSTILE, LONG

NOON = datetime(2027, 4, 16, 12, 0, tzinfo=UTC)
RULES = (
    "Wir antworten innerhalb von zwei Arbeitstagen, und sei es nur, um zu sagen, wann die Antwort kommt.",
    "Schlechte Nachrichten sagen wir am Telefon und nicht per Nachricht.",
    "Die Rechnung an die Kundschaft stellt, wer den Auftrag gebracht hat.",
)
PLANS = (
    EffortPlan(partner="anna", hours=Decimal(6), gain=Decimal(600)),
    EffortPlan(partner="ben", hours=Decimal(4), gain=Decimal(1200)),
)


def kept(*values: int, remark: str = "") -> tuple[KeptRule, ...]:
    return tuple(
        KeptRule(rule=f"rule-{place}", kept=value, remark=remark if place == 1 else "")
        for place, value in enumerate(values, 1)
    )


def asked(*outcomes: Outcome, **beside: str) -> tuple[ReviewedRule, ...]:
    """Return the rules of a review; ``beside`` holds the new wording or the reason of its last one."""
    found = []
    for number, (sentence, outcome) in enumerate(zip(RULES, outcomes, strict=True), 1):
        more = beside if number == len(RULES) else {}
        rule = ReviewedRule(id=f"rule-{number}", number=number, sentence=sentence, outcome=outcome)
        found.append(rule.model_copy(update=more))
    return tuple(found)


def said(
    partner: str, numbers: str, balance: int, five: str, rules: tuple[KeptRule, ...]
) -> ReviewAnswers:
    chasing, hours, gain = (Decimal(n) for n in numbers.split())
    points = ("goal", "talk", "value", "tools", "team")
    return ReviewAnswers.model_validate(
        {
            "partner": partner,
            "rules": rules,
            "chasing": chasing,
            "hours": hours,
            "gain": gain,
            "balance": balance,
            "five": dict(zip(points, map(int, five), strict=True)),
        }
    )


FIRST = Review(
    on=date(2027, 4, 16),
    since=date(2027, 1, 15),
    answers=(
        said("anna", "3 5 200", 3, "43443", kept(4, 4, 5)),
        said("ben", "6 4 0", 4, "44343", kept(5, 3, 4)),
    ),
    decision="carry-on",
    rules=asked(*[Outcome.RENEWED] * 3),
    revealed=NOON,
)
SECOND = Review(
    on=date(2027, 7, 16),
    since=FIRST.on,
    answers=(
        said("anna", "5 7.5 450", 2, "43533", kept(3, 4, 5, remark="Im Juni hat es gehakt.")),
        said("ben", "4 4 900", 3, "44543", kept(4, 3, 5)),
    ),
    rules=asked(*[Outcome.OPEN] * 3),
    revealed=NOON,
)
THIRD = Review(
    on=date(2027, 10, 15),
    since=SECOND.on,
    answers=(
        said("anna", "12 8 700", 1, "42323", kept(2, 4, 5, remark="Zweimal drei Wochen gewartet.")),
        said("ben", "4 5 1500", 4, "53443", kept(4, 2, 5)),
    ),
    decision="adjust",
    rules=asked(
        Outcome.RENEWED, Outcome.OPEN, Outcome.RETIRED, reason="Das geht inzwischen von selbst."
    ),
    next=date(2028, 1, 14),
    revealed=NOON,
)
THREE = (FIRST, SECOND, THIRD)


def hostile() -> Review:
    rules = (KeptRule(rule="rule-1", kept=1, remark=LONG * 3), KeptRule(rule="rule-2", kept=5))
    sentences = (HOSTILE, "x" * 300)
    return Review(
        rules=tuple(
            ReviewedRule(
                id=f"rule-{n}", number=n, sentence=words, outcome=Outcome.AMENDED, amended=HOSTILE
            )
            for n, words in enumerate(sentences, 1)
        ),
        on=date(2027, 4, 16),
        since=date(2027, 1, 15),
        answers=(ReviewAnswers(partner="anna", rules=rules, hours=Decimal("123456789.123")),),
        decision=HOSTILE,
    )


def many(count: int = 12) -> tuple[Review, ...]:
    found = []
    for n in range(count):
        before = date(2027 + n // 4, 1 + 3 * (n % 4), 15)
        after = date(2027 + (n + 1) // 4, 1 + 3 * ((n + 1) % 4), 15)
        found.append(THREE[n % 3].model_copy(update={"since": before, "on": after}))
    return tuple(found)
