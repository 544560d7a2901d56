"""What the controls of all kinds have in common: show a value, give it back, say when it was edited."""

from __future__ import annotations

from textual.containers import VerticalGroup
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from coopcoach.domain.answers import Cell, Value
from coopcoach.domain.exercise import Question
from coopcoach.i18n import Translator
from coopcoach.tui.widgets.frame.sanitize import sanitize


class HintLine(Static):
    """A sentence under a control; it takes no room while there is nothing to say."""

    DEFAULT_CSS = """
    HintLine { height: auto; padding-left: 1; text-style: italic; }
    HintLine.-empty { display: none; }
    """

    def __init__(self) -> None:
        super().__init__(classes="-empty")

    def say(self, sentence: str) -> None:
        """Show a sentence, or nothing."""
        self.set_class(not sentence, "-empty")
        self.update(Content(sanitize(sentence)))


class ValueControl(VerticalGroup):
    """The control of one kind of question.

    Args:
        question: What is asked: a prompt or a table's column.
        t: The language of the screen.
    """

    class Edited(Message):
        """The person changed something; never sent while a value is shown by the program."""

    def __init__(self, question: Question, t: Translator) -> None:
        super().__init__()
        self.question = question
        self.t = t

    @property
    def value(self) -> Value | Cell | None:
        """The value as it stands; None where there is none."""
        raise NotImplementedError

    @property
    def unread(self) -> str:
        """What was typed and cannot be read as a value of this kind."""
        return ""

    def show(self, value: Value | Cell | None, unread: str = "") -> None:
        """Show a value, or words that could not be read as one."""
        raise NotImplementedError

    def first_field(self) -> Widget:
        """Return what takes the focus first."""
        raise NotImplementedError

    def edited(self) -> None:
        """Tell the editor around this control that the person changed something."""
        self.post_message(self.Edited())
