"""What the stage has at hand from anywhere: the boards, and the two questions that it asks."""

from __future__ import annotations

from enum import Enum, auto

from textual.widget import Widget

from coopcoach.domain.exercise import Exercise, Point
from coopcoach.i18n import Translator
from coopcoach.services.session.stage import Stage
from coopcoach.tui.widgets.boards.action_list import ActionList, ParkedList
from coopcoach.tui.widgets.boards.overview import Overview
from coopcoach.tui.widgets.boards.session_close import ClosingView
from coopcoach.tui.widgets.forms.dialogs import ConfirmDialog
from coopcoach.tui.widgets.frame.sanitize import one_line
from coopcoach.tui.widgets.rules.list import RuleList
from coopcoach.tui.widgets.rules.page import RulePage


class View(Enum):
    """What the body of the stage shows."""

    EXERCISE = auto()
    RULES = auto()
    RULE = auto()
    ACTIONS = auto()
    PARKED = auto()
    OVERVIEW = auto()
    CLOSE = auto()


def board_view(view: View, stage: Stage, t: Translator, point: Point, rule: str) -> Widget:
    """Return a board.

    Args:
        view: Which one.
        stage: The session.
        t: The language of the screen.
        point: The point to which what is new belongs.
        rule: The ground rule that is open.
    """
    match view:
        case View.RULES:
            return RuleList(stage, t, None, point)
        case View.RULE:
            return RulePage(stage, rule, t)
        case View.ACTIONS:
            return ActionList(stage, t)
        case View.PARKED:
            return ParkedList(stage, t, point)
        case View.CLOSE:
            return ClosingView(stage, t)
    return Overview(stage, t)


def reveal_dialog(stage: Stage, exercise: Exercise, t: Translator) -> ConfirmDialog:
    """Return the one question before a reveal."""
    names = t.and_list([one_line(partner.name) for partner in stage.session.partners])
    return ConfirmDialog(
        t("Reveal {title}?", title=t.quoted(one_line(exercise.title))),
        t("Reveal"),
        t("Not yet"),
        details=t("{names} then see each other’s answers. It cannot be taken back.", names=names),
        yes_first=True,
    )


def leave_dialog(is_written: bool, t: Translator) -> ConfirmDialog:
    """Return the question before the stage is left: what comes next may show other sessions."""
    if is_written:
        details = t(
            "Everything is saved, and you come back to this place. Are you still sharing the window? Other sessions may be seen next."
        )
    else:
        details = t("Something could not be saved yet. If you leave now, it is lost.")
    return ConfirmDialog(
        t("Leave the session?"), t("Leave"), t("Stay"), details=details, yes_first=is_written
    )
