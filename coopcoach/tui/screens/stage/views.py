"""The views of the stage: parts of an exercise, boards, and dialogs."""

from __future__ import annotations

from enum import Enum, auto
from typing import Any

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from coopcoach.domain.exercise import FIVE_POINTS, POINTS, Exercise, Point, own_point
from coopcoach.domain.ground_rules import RuleState
from coopcoach.domain.review import RULES_EXERCISE, Outcome
from coopcoach.i18n import Translator
from coopcoach.services.session.stage import Stage
from coopcoach.tui.commands import CLOSING, STAGE
from coopcoach.tui.screens.base import BaseScreen
from coopcoach.tui.widgets.answers.editor import AnswerEditor
from coopcoach.tui.widgets.boards.action_list import ActionList, ParkedList
from coopcoach.tui.widgets.boards.board_list import BoardList
from coopcoach.tui.widgets.boards.overview import Overview
from coopcoach.tui.widgets.boards.session_close import ClosingView
from coopcoach.tui.widgets.boards.trend_view import TrendView
from coopcoach.tui.widgets.forms.dialogs import ConfirmDialog
from coopcoach.tui.widgets.frame.big import is_big, set_big
from coopcoach.tui.widgets.frame.keys import key_of
from coopcoach.tui.widgets.frame.parts import ExercisePart
from coopcoach.tui.widgets.frame.path import Stop
from coopcoach.tui.widgets.frame.sanitize import one_line
from coopcoach.tui.widgets.pairs.joint_page import JointPage
from coopcoach.tui.widgets.pairs.pairs import PairsView
from coopcoach.tui.widgets.pairs.sealed import SealedView, opening_lines, seal_line
from coopcoach.tui.widgets.rules.list import RuleList
from coopcoach.tui.widgets.rules.page import RulePage
from coopcoach.tui.widgets.rules.reviewed import ReviewedRules


class StageView(Enum):
    """The content of the stage's body: the exercise, or a board."""

    EXERCISE = auto()
    RULES = auto()
    RULE = auto()
    ACTIONS = auto()
    PARKED = auto()
    OVERVIEW = auto()
    TREND = auto()
    CLOSE = auto()


def make_view(
    view: StageView,
    stage: Stage,
    exercise: Exercise | None,
    part: ExercisePart | None,
    rule_id: str,
) -> Widget:
    """Return the widget of a view.

    Args:
        view: The exercise, or a board.
        stage: The session.
        exercise: The present exercise; None where the agenda is empty.
        part: The part of it that is open.
        rule_id: The ground rule that is open.
    """
    if view is not StageView.EXERCISE:
        point = own_point(exercise) if exercise is not None else FIVE_POINTS[-1]
        return _board_view(view, stage, point, rule_id)
    if exercise is None:
        key = key_of(stage.t, STAGE["agenda"])
        none = stage.t("There is no exercise on the agenda: {key} adds one.", key=key)
        return Static(Content(none))
    return part_view(stage, exercise, part)


def _board_view(view: StageView, stage: Stage, point: Point, rule_id: str) -> Widget:
    """Return the widget of a board; ``point`` is that of a new rule or parked topic."""
    match view:
        case StageView.RULES:
            return RuleList(stage, None, point)
        case StageView.RULE:
            return RulePage(stage, rule_id)
        case StageView.ACTIONS:
            return ActionList(stage)
        case StageView.PARKED:
            return ParkedList(stage, point)
        case StageView.CLOSE:
            return ClosingView(stage)
        case StageView.TREND:
            return TrendView(stage)
    return Overview(stage)


def parts_of(stage: Stage, exercise: Exercise) -> list[ExercisePart]:
    """Return the parts of an exercise, in the order of the walk."""
    each = [ExercisePart.EACH] if stage.prepared_prompts(exercise) else []
    rules = [ExercisePart.RULES] if exercise.point in FIVE_POINTS else []
    return [*each, ExercisePart.JOINT, *rules]


def part_state(stage: Stage, exercise: Exercise, part: ExercisePart) -> str:
    """Return the state of a part in a word or two; "" where it has none."""
    t, session = stage.t, stage.session
    if part is ExercisePart.EACH:
        return t("revealed") if session.is_revealed(exercise.id) else t("sealed")
    if part is ExercisePart.RULES and _is_about_rules(stage, exercise):
        reviewed = stage.reviewed
        settled = sum(rule.outcome is not Outcome.OPEN for rule in reviewed)
        return t("{n} of {all} settled", n=settled, all=len(reviewed)) if reviewed else ""
    if part is ExercisePart.RULES:
        states = [r.state(session.partner_ids) for r in session.rules if r.point == exercise.point]
        rules = [state for state in states if state is not RuleState.RETIRED]
        agreed = rules.count(RuleState.AGREED)
        return t("{n} of {all} agreed", n=agreed, all=len(rules)) if rules else ""
    return ""


def _is_about_rules(stage: Stage, exercise: Exercise) -> bool:
    """Whether an exercise of a review asks about the ground rules one by one."""
    return stage.is_review and exercise.id == RULES_EXERCISE


def part_view(stage: Stage, exercise: Exercise, part: ExercisePart | None) -> Widget:
    """Return the widget of a part; sealed answers are not read."""
    if part is ExercisePart.RULES:
        if _is_about_rules(stage, exercise):
            return ReviewedRules(stage)
        return RuleList(stage, exercise.point, exercise.point)
    if part is ExercisePart.JOINT:
        return JointPage(stage, exercise)
    states = stage.seal_states(exercise)
    when = stage.session.revealed_at(exercise.id)
    if when is None:
        return VerticalScroll(
            SealedView(exercise, stage.prepared_prompts(exercise), states, stage.t)
        )
    seals = [seal_line(state, stage.t) for state in states]
    pairs, answers = stage.pairs(exercise), stage.revealed_answers(exercise)
    openings = opening_lines(stage.session.reveal(exercise.id), stage.t)
    is_intact = all(state.handed_in is not None and state.unchanged for state in states)
    return PairsView(exercise, pairs, answers, when, stage.t, seals, openings, is_intact=is_intact)


def focus_first(view: Widget) -> None:
    """Focus what is used first in a view; the page stays at its top, where the question is."""
    if isinstance(view, BoardList | RulePage):
        view.focus_first()
    elif view.query("#reveal"):
        view.query_one("#reveal").focus()
    elif not isinstance(view, ClosingView) and (editors := view.query(AnswerEditor)):
        editors.first().focus_first(scroll_visible=False)
    elif view.can_focus:
        view.focus()


def go_to_answers(screen: BaseScreen[Any], stage: Stage, exercise: Exercise | None) -> str:
    """Go from the joint answer to both answers, and back; return what is said where they are not beside it."""
    t = stage.t
    if any(page.turn() for page in screen.query(JointPage)):
        return ""
    for pairs in screen.query(PairsView):
        pairs.focus()
        return t("Both answers are on this page; → and ← page through them.")
    is_on_page = bool(screen.query(SealedView)) or bool(screen.query(JointPage))
    if is_on_page and exercise and stage.prepared_prompts(exercise):
        return t(
            "The answers are still sealed; {key} reveals them.", key=key_of(t, STAGE["reveal"])
        )
    return t("No revealed answers are shown beside this page.")


def last_words(t: Translator) -> str:
    """Return what is said after the last exercise."""
    key = key_of(t, CLOSING["draft"])
    return t(
        "That was the last exercise. {key} puts the PDF into an e-mail to both of you.", key=key
    )


def stops_of(stage: Stage) -> tuple[Stop, ...]:
    """Return the points on the agenda, each with whether it is done and whether the session is there."""
    done = _done(stage)
    here = stage.here.point if stage.here else None
    stops = []
    for point in POINTS:
        exercises = [e for e in stage.exercises if e.point == point]
        if exercises:
            stops.append(Stop(point, point == here, all(e.id in done for e in exercises)))
    return tuple(stops)


def first_of(stage: Stage, point: Point) -> str:
    """Return the id of a point's first exercise that is not done, or of its first."""
    done = _done(stage)
    exercises = [exercise.id for exercise in stage.exercises if exercise.point == point]
    return next((e for e in exercises if e not in done), exercises[0])


def _done(stage: Stage) -> set[str]:
    return {item.exercise for item in stage.session.agenda if item.done}


def why_not(stage: Stage, action: str, exercise: Exercise | None, *, is_all_written: bool) -> str:
    """Return why there is nothing to reveal, to undo or to do again; "" where there is something."""
    t, live_session = stage.t, stage.live_session
    if action == "reveal" and exercise is not None:
        if not stage.prepared_prompts(exercise):
            return t("Nothing is sealed here: this exercise is answered together.")
        when = stage.session.revealed_at(exercise.id)
        return t("It was revealed on {moment}.", moment=t.moment(when)) if when else ""
    if action == "redo" and not live_session.can_redo:
        return t("There is nothing to redo.")
    if action == "undo" and live_session.undo_label is None and is_all_written:
        return t("There is nothing to undo. A reveal cannot be undone: both have seen it.")
    return ""


async def turn_big(screen: BaseScreen[Any]) -> str:
    """Turn big mode on or off, and return what is said about it."""
    turned_on = not is_big(screen.app)
    set_big(screen.app, turned_on)
    for pairs in screen.query(PairsView):
        await pairs.show_anew()
    for board in (*screen.query(BoardList), *screen.query(RulePage)):
        board.redraw()
    t, key = screen.t, key_of(screen.t, STAGE["big"])
    on = t(
        "Big mode: → and ← page through the answers, {key} goes back, ? shows every key.", key=key
    )
    return on if turned_on else t("Everything is shown again.")


def reveal_dialog(stage: Stage, exercise: Exercise) -> ConfirmDialog:
    """Return the question before a reveal."""
    t = stage.t
    names = t.and_list([one_line(partner.name) for partner in stage.session.partners])
    return ConfirmDialog(
        t("Reveal {title}?", title=t.quoted(one_line(exercise.title))),
        t("Reveal"),
        t("Not yet"),
        details="\n".join(
            (
                t(
                    "{names} will then see each other’s answers. This cannot be undone.",
                    names=names,
                ),
                *opening_lines(stage.planned_reveal(exercise), t),
            )
        ),
    )


def restart_dialog(stage: Stage) -> ConfirmDialog:
    """Return the question before the time is counted anew."""
    t = stage.t
    return ConfirmDialog(
        t("Restart the time?"),
        t("Restart"),
        t("Leave it"),
        details=t("The time measured so far is discarded; undo brings it back."),
    )


def leave_dialog(screen: BaseScreen[Any], *, is_all_written: bool) -> ConfirmDialog:
    """Return the question before leaving the stage; only a desk below it shows other sessions."""
    t = screen.t
    saved = t("Everything is saved, and you will come back to this place.")
    if any(isinstance(below, BaseScreen) for below in screen.app.screen_stack[:-1]):
        saved = t(
            "Everything is saved, and you will come back to this place. Are you still sharing the"
            " window? Other sessions may be visible next."
        )
    unsaved = t("Something could not be saved yet. If you leave now, it is lost.")
    return ConfirmDialog(
        t("Leave the session?"),
        t("Leave"),
        t("Stay"),
        details=saved if is_all_written else unsaved,
    )
