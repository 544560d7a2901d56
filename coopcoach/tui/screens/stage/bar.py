"""The commands that the stage's key bar names, view by view."""

from __future__ import annotations

from coopcoach.tui.screens.stage.views import StageView
from coopcoach.tui.widgets.frame.parts import ExercisePart


def in_bar(
    view: StageView, part: ExercisePart | None, *, is_sealed: bool, beside: bool
) -> dict[str, bool]:
    """Return whether the bar names a command, by its id; other commands decide for themselves.

    Args:
        view: The open view.
        part: The open part of the exercise.
        is_sealed: Whether there is something to reveal.
        beside: Whether the answers beside a joint answer have the focus.
    """
    in_exercise, closes = view is StageView.EXERCISE, view is StageView.CLOSE
    writes = in_exercise and part is ExercisePart.JOINT
    return {
        "reveal": is_sealed,
        # It takes the place of the reveal: the bar has room for five.
        "close": in_exercise and not (is_sealed or writes),
        "next_field": writes and not beside,
        "answers": writes and not is_sealed,
        "leave": not in_exercise,
        "onward": not closes,
        "rules": not (closes or beside),
        "actions": not (closes or writes),
        "draft": closes,
        "export": closes,
    }
