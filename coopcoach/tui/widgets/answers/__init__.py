"""Editors of answers: one control for each kind of prompt."""

from coopcoach.tui.widgets.answers.editor import AnswerEditor

__all__ = ["AnswerEditor"]
