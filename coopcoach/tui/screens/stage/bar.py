"""The commands that the stage's key bar names, view by view."""

from __future__ import annotations

from typing import Any

from coopcoach.tui.screens.base import BaseScreen
from coopcoach.tui.screens.stage.views import StageView
from coopcoach.tui.widgets.frame.parts import ExercisePart
from coopcoach.tui.widgets.pairs.beside import AnswersBeside
from coopcoach.tui.widgets.rules.voices import VoiceField


def in_bar(
    screen: BaseScreen[Any], view: StageView, part: ExercisePart | None, *, only_looks: bool
) -> dict[str, bool]:
    """Return whether the bar names a command, by its id; other commands decide for themselves.

    Args:
        screen: The stage.
        view: The open view.
        part: The open part of the exercise.
        only_looks: Whether the stage changes nothing, as another has the session open.
    """
    # The answers beside a joint answer and the votes on a rule have keys of their own: the bar must not grow
    # by a line, or a click would miss the button that moves with it.
    beside = isinstance(screen.focused, AnswersBeside | VoiceField)
    is_sealed = not screen.why_not("reveal")
    in_exercise, closes = view is StageView.EXERCISE, view is StageView.CLOSE
    writes = in_exercise and part is ExercisePart.JOINT
    return {
        "reveal": is_sealed and in_exercise,
        # It takes the place of the reveal: the bar has room for five.
        "close": in_exercise and not (is_sealed or writes or only_looks),
        "next_field": writes and not (beside or only_looks),
        "answers": writes and not is_sealed and bool(screen.query("AnswersBeside")),
        "leave": not in_exercise,
        "onward": not closes,
        "rules": not (closes or beside),
        "actions": not (closes or writes or beside),
        "draft": closes and not only_looks,
        "export": closes,
        "take_over": only_looks,
    }
