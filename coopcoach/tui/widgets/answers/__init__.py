"""Editors for answers: one fitting control for each of the eleven kinds of prompt."""

from coopcoach.tui.widgets.answers.editor import AnswerEditor

__all__ = ["AnswerEditor"]
