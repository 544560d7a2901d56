"""The charts of the summary: results and positions at each point."""

from __future__ import annotations

from collections.abc import Mapping

from coopcoach.domain.answers import Answer
from coopcoach.domain.exercise import Point, Prompt, ScaleQuestion
from coopcoach.domain.ground_rules import RuleState
from coopcoach.export.charts import DumbbellChart, SettledChart
from coopcoach.export.figures.model import Figure
from coopcoach.export.figures.scales import scale_figure
from coopcoach.export.release import Released
from coopcoach.i18n import Translator


def settled_chart(point: Point, released: Released, t: Translator) -> SettledChart:
    """Return the chart of the results at a point."""
    of_point = [e for e in released.exercises if e.exercise.point == point]
    joint = sum(len(e.joint) + (e.note is not None) for e in of_point)
    agreed = sum(agreed.rule.point == point for agreed in released.rules)
    left = sum(
        o.count
        for o in released.open_rules
        if o.point == point and o.state is not RuleState.DROPPED
    )
    words = [
        t.plural("{n} joint answer", "{n} joint answers", joint),
        t.plural("{n} agreed ground rule", "{n} agreed ground rules", agreed),
        t.plural("{n} open proposal", "{n} open proposals", left),
    ]
    return SettledChart(title=t.and_list(words), joint=joint, agreed=agreed, open=left)


def scale_chart(
    point: Point, released: Released, t: Translator
) -> tuple[str, DumbbellChart | None]:
    """Return the first scale of a point with released positions of both partners, and its label."""
    scales: list[tuple[Prompt, Mapping[str, Answer | None]]] = [
        (own.prompt, own.answers)
        for exercise in released.exercises
        if exercise.exercise.point == point
        for own in exercise.own
    ]
    if point == "team" and released.commitment_prompt:
        scales.append((released.commitment_prompt, released.commitment))
    for prompt, answers in scales:
        figure = _figure(prompt, answers, released, t)
        chart = figure.rows[0].charts[0] if figure else None
        if isinstance(chart, DumbbellChart):
            return prompt.label, chart
    return "", None


def commitment_figure(released: Released, t: Translator) -> Figure | None:
    """Return the figure of both partners' commitment; None where one of them did not answer."""
    prompt = released.commitment_prompt
    return _figure(prompt, released.commitment, released, t) if prompt else None


def _figure(
    prompt: Prompt, answers: Mapping[str, Answer | None], released: Released, t: Translator
) -> Figure | None:
    if not isinstance(prompt.question, ScaleQuestion) or len(released.partners) != 2:
        return None
    first, second = (answers.get(partner.id) for partner in released.partners)
    names = (released.partners[0].name, released.partners[1].name)
    values = (first.value if first else None, second.value if second else None)
    return scale_figure(prompt.question, values, names, t)
