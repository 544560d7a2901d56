"""What the stage shows of an exercise: which parts it has, how they stand, and the view of each."""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from coopcoach.domain.exercise import FIVE_POINTS, POINTS, Exercise, Point
from coopcoach.i18n import Translator
from coopcoach.services.session.stage import Stage
from coopcoach.tui.widgets.frame.parts import Part
from coopcoach.tui.widgets.frame.path import Stop
from coopcoach.tui.widgets.frame.sanitize import one_line
from coopcoach.tui.widgets.pairs.joint import JointView
from coopcoach.tui.widgets.pairs.pairs import PairsView
from coopcoach.tui.widgets.pairs.sealed import SealedView, seal_line
from coopcoach.tui.widgets.rules.list import RuleList


def parts_of(stage: Stage, exercise: Exercise) -> list[Part]:
    """Return the parts of an exercise, in the order of the walk."""
    each = [Part.EACH] if stage.prepared_prompts(exercise) else []
    rules = [Part.RULES] if exercise.point in FIVE_POINTS else []
    return [*each, Part.JOINT, *rules]


def head_words(exercise: Exercise) -> Content:
    """Return the title of an exercise."""
    return Content.assemble((one_line(exercise.title), "bold"))


def first_of(stage: Stage, point: Point) -> str:
    """Return the exercise with which a point goes on: the first that is not done, else the first."""
    done = {item.exercise for item in stage.session.agenda if item.done}
    here = [exercise.id for exercise in stage.exercises if exercise.point == point]
    return next((e for e in here if e not in done), here[0])


def part_state(stage: Stage, t: Translator, exercise: Exercise, part: Part) -> str:
    """Return how a part stands, in a word or two; "" where there is nothing to say."""
    session = stage.session
    if part is Part.EACH:
        return t("revealed") if session.is_revealed(exercise.id) else t("sealed")
    if part is Part.RULES:
        rules = [rule for rule in session.rules if rule.point == exercise.point]
        agreed = sum(rule.is_agreed(session.partner_ids) for rule in rules)
        return t("{n} of {all} agreed", n=agreed, all=len(rules)) if rules else ""
    return ""


def part_view(stage: Stage, t: Translator, exercise: Exercise, part: Part | None) -> Widget:
    """Return the view of a part. What is sealed is not read for it, let alone mounted."""
    if part is Part.RULES:
        return RuleList(stage, t, exercise.point, exercise.point)
    if part is Part.JOINT:
        return VerticalScroll(JointView(stage.joint_prompts(exercise), stage.session, t))
    if stage.session.is_revealed(exercise.id):
        when = stage.session.revealed_at(exercise.id)
        answers = stage.revealed_answers(exercise)
        seals = [seal_line(state, t) for state in stage.seal_states(exercise)]
        return PairsView(exercise, stage.pairs(exercise), answers, when, t, seals)
    prompts, states = stage.prepared_prompts(exercise), stage.seal_states(exercise)
    return VerticalScroll(SealedView(exercise, prompts, states, t))


def stops_of(stage: Stage) -> tuple[Stop, ...]:
    """Return the points on the agenda, which are done, and where the session is."""
    done = {item.exercise for item in stage.session.agenda if item.done}
    here = stage.here.point if stage.here else None
    stops = []
    for point in POINTS:
        exercises = [e for e in stage.exercises if e.point == point]
        if exercises:
            stops.append(Stop(point, point == here, all(e.id in done for e in exercises)))
    return tuple(stops)
