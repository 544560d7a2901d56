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
        beside: Whether the answers beside a joint answer, or the votes on a rule, have the focus, with keys of
            their own: the bar must not grow by a line, or a click would miss the button that moves with it.
    """
    in_exercise, closes = view is StageView.EXERCISE, view is StageView.CLOSE
    writes = in_exercise and part is ExercisePart.JOINT
    return {
        "reveal": is_sealed and in_exercise,
        # It takes the place of the reveal: the bar has room for five.
        "close": in_exercise and not (is_sealed or writes),
        "next_field": writes and not beside,
        "answers": writes and not is_sealed,
        "leave": not in_exercise,
        "onward": not closes,
        "rules": not (closes or beside),
        "actions": not (closes or writes or beside),
        "draft": closes,
        "export": closes,
    }
