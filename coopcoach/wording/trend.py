"""The trend over reviews as rows of text: a small picture, the numbers and the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from coopcoach.domain.review import CHASING, GAIN, HOURS
from coopcoach.domain.trend.series import ReviewSeries
from coopcoach.i18n import Translator
from coopcoach.wording.labels import POINT_LABELS, TOPIC_LABELS, point_title

_BARS: Final = "▁▂▃▄▅▆▇█"
_NONE: Final = "–"
# Scales go from 1 to 5.
_SCALE: Final = (Decimal(1), Decimal(5))


@dataclass(frozen=True)
class TrendCell:
    """One partner's course: a bar for each review, the numbers, and the planned one; "" where there is none."""

    bars: str
    values: tuple[str, ...]
    plan: str


@dataclass(frozen=True)
class TrendRow:
    """One topic, or one ground rule by its id, with the course of each partner."""

    topic: str
    cells: tuple[TrendCell, ...]


def topic_label(topic: str, t: Translator, money: str) -> str:
    """Return the label of a point or of a question; another topic unchanged.

    Args:
        topic: The point, or the id of the question.
        t: The language.
        money: The sign of the currency.
    """
    point = next((p for p in POINT_LABELS if p == topic), None)
    if point is not None:
        return point_title(point, t)
    return t(TOPIC_LABELS[topic], money=money) if topic in TOPIC_LABELS else topic


def trend_rows(series: Sequence[ReviewSeries], t: Translator) -> tuple[TrendRow, ...]:
    """Return a row for each topic that anybody answered."""
    by_topic: dict[str, list[ReviewSeries]] = {}
    for each in series:
        by_topic.setdefault(each.topic, []).append(each)
    return tuple(
        TrendRow(topic, tuple(_cell(each, _range(topic, both), t) for each in both))
        for topic, both in by_topic.items()
        if any(value is not None for each in both for value in each.values)
    )


def _range(topic: str, both: Sequence[ReviewSeries]) -> tuple[Decimal, Decimal]:
    if topic not in {CHASING, HOURS, GAIN}:
        return _SCALE
    known = [v for each in both for v in (*each.values, each.plan) if v is not None]
    return Decimal(0), max([*known, Decimal(1)])


def _cell(each: ReviewSeries, bounds: tuple[Decimal, Decimal], t: Translator) -> TrendCell:
    return TrendCell(
        bars="".join(_bar(value, *bounds) for value in each.values),
        values=tuple(_NONE if value is None else t.number(value) for value in each.values),
        plan="" if each.plan is None else t.number(each.plan),
    )


def _bar(value: Decimal | None, low: Decimal, high: Decimal) -> str:
    if value is None:
        return "·"
    part = (min(max(value, low), high) - low) / (high - low)
    return _BARS[int((part * (len(_BARS) - 1)).to_integral_value())]
