"""Where things stand at each point: how much was settled, and where both partners see themselves."""

from __future__ import annotations

from coopcoach.domain.answers import Answer
from coopcoach.domain.exercise import Frozen, Kind, Point, Prompt
from coopcoach.domain.ground_rules import RuleState
from coopcoach.export.charts import DumbbellChart, SettledChart
from coopcoach.export.figures.model import Figure
from coopcoach.export.figures.scales import scale_figure
from coopcoach.export.release import Released
from coopcoach.i18n import Translator


class Standing(Frozen):
    """Where both stand, and the question that they answered."""

    question: str
    chart: DumbbellChart


def settled(point: Point, released: Released, t: Translator) -> SettledChart:
    """Return how much was settled at a point."""
    of_point = [e for e in released.exercises if e.exercise.point == point]
    joint = sum(len(e.joint) + (e.note is not None) for e in of_point)
    agreed = sum(agreed.rule.point == point for agreed in released.rules)
    left = sum(
        o.count
        for o in released.open_rules
        if o.point == point and o.state is not RuleState.DROPPED
    )
    said = [
        t.plural("{n} joint answer", "{n} joint answers", joint),
        t.plural("{n} agreed ground rule", "{n} agreed ground rules", agreed),
        t.plural("{n} open proposal", "{n} open proposals", left),
    ]
    return SettledChart(title=t.and_list(said), joint=joint, agreed=agreed, open=left)


def where_both_stand(point: Point, released: Released, t: Translator) -> Standing | None:
    """Return the first scale of a point on which both partners stand and may be seen."""
    for exercise in released.exercises:
        if exercise.exercise.point != point:
            continue
        for own in exercise.own:
            found = _standing(own.prompt, own.answers, released, t)
            if found:
                return found
    if point == "team" and released.commitment_prompt:
        return _standing(released.commitment_prompt, dict(released.commitment), released, t)
    return None


def firmness(released: Released, t: Translator) -> Figure | None:
    """Return how firmly both stand behind it, where both said so."""
    prompt = released.commitment_prompt
    if prompt is None:
        return None
    return _on_scale(prompt, dict(released.commitment), released, t)


def _standing(
    prompt: Prompt, answers: dict[str, Answer | None], released: Released, t: Translator
) -> Standing | None:
    found = _on_scale(prompt, answers, released, t)
    chart = found.rows[0].charts[0] if found else None
    return (
        Standing(question=prompt.label, chart=chart) if isinstance(chart, DumbbellChart) else None
    )


def _on_scale(
    prompt: Prompt, answers: dict[str, Answer | None], released: Released, t: Translator
) -> Figure | None:
    if prompt.kind is not Kind.SCALE or len(released.partners) != 2:
        return None
    first, second = (answers.get(partner.id) for partner in released.partners)
    names = (released.partners[0].name, released.partners[1].name)
    values = (first.value if first else None, second.value if second else None)
    return scale_figure(prompt, values, names, t)
