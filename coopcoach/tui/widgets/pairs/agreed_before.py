"""What both settled before, in sight on the joint pages of a review: the plan, and the rules for an end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from textual.content import Content

from coopcoach.domain.exercise import Exercise
from coopcoach.domain.review import HOURS, NEXT_EXERCISE, Outcome
from coopcoach.markup.kinds import value_view
from coopcoach.markup.passages import passages
from coopcoach.services.session.stage import Stage
from coopcoach.tui.widgets.drawings.prose import prose_lines
from coopcoach.tui.widgets.frame.sanitize import content, one_line
from coopcoach.wording.currencies import unit_in
from coopcoach.wording.units import number_words

# Cells of the lines: they fit into the narrowest screen, beside its margins.
_WIDTH: Final = 74


def agreed_before(stage: Stage, exercise: Exercise) -> Content | None:
    """Return what both settled before about an exercise of a review; None where there is nothing."""
    if not stage.is_review:
        return None
    lines: list[Content] = []
    if exercise.id == NEXT_EXERCISE:
        lines = [*_open_rules(stage), *_exit(stage)]
    elif any(prompt.id == HOURS for prompt in exercise.prompts):
        lines = list(_plans(stage))
    return Content("\n").join([*lines, Content("")]) if lines else None


def _open_rules(stage: Stage) -> Iterator[Content]:
    still = sum(rule.outcome is Outcome.OPEN for rule in stage.reviewed)
    if still:
        words = stage.t.plural(
            "{n} ground rule is not settled in this review yet.",
            "{n} ground rules are not settled in this review yet.",
            still,
        )
        yield content(words)
        yield Content("")


def _exit(stage: Stage) -> Iterator[Content]:
    t = stage.t
    yield Content.styled(t("What you agreed in peacetime about an end"), "bold")
    found = stage.agreed_exit
    if found is not None:
        prompt, answer = found
        view = value_view(prompt.question, answer.value, t)
        for passage in passages(view, answer.remark):
            yield from prose_lines("\n\n".join(passage), _WIDTH)
    for rule in stage.exit_rules:
        yield content(f"● {one_line(rule.sentence)}")
    if found is None and not stage.exit_rules:
        yield content(t("Nothing yet. You can still settle it now, whatever you decide."))


def _plans(stage: Stage) -> Iterator[Content]:
    t = stage.t
    plans = [plan for plan in stage.plans if plan.hours is not None or plan.gain is not None]
    gained_in = unit_in("eur/month", stage.workbook.currency)
    if plans:
        yield Content.styled(t("What you planned at the beginning"), "bold")
    for plan in plans:
        parts = [
            number_words(value, unit, t)
            for value, unit in ((plan.hours, "h/month"), (plan.gain, gained_in))
            if value is not None
        ]
        name = one_line(stage.session.name_of(plan.partner))
        yield content(f"{name}: {', '.join(parts)}")
