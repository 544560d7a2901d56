"""The base of the controls of all kinds."""

from __future__ import annotations

from typing import ClassVar, Generic, Protocol, TypeVar, runtime_checkable

from textual.containers import VerticalGroup
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from coopcoach.domain.answers import Cell, Value
from coopcoach.domain.exercise import BaseQuestion
from coopcoach.i18n import Translator
from coopcoach.tui.widgets.frame.sanitize import sanitize

Q = TypeVar("Q", bound=BaseQuestion)


@runtime_checkable
class StepsDown(Protocol):
    """A table, in which Enter goes to the cell below."""

    def step_down(self) -> bool:
        """Focus the cell below the focused one; return whether there is one."""


def leave_field(field: Widget) -> None:
    """Focus what is below a field: in a table the cell of the next row, else the next field."""
    table = next((a for a in field.ancestors if isinstance(a, StepsDown)), None)
    if table is None or not table.step_down():
        field.screen.focus_next()


class HintLine(Static):
    """A sentence below a control; hidden while it is empty."""

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


class ValueControl(VerticalGroup, Generic[Q]):
    """The control of one kind of question.

    Args:
        question: What is asked: a prompt or a table's column.
        t: The language of the screen.

    Attributes:
        is_tall: Whether the control is below its label in a table's row, not beside it.
    """

    is_tall: ClassVar[bool] = False

    class Edited(Message):
        """The person changed something; not sent while the program shows a value."""

    def __init__(self, question: Q, t: Translator) -> None:
        super().__init__()
        self.question = question
        self.t = t

    @property
    def value(self) -> Value | Cell | None:
        """The value as it stands; None where there is none."""
        raise NotImplementedError

    @property
    def unread(self) -> str:
        """The typed text that cannot be read as a value of this kind."""
        return ""

    def show(self, value: Value | Cell | None, unread: str = "") -> None:
        """Show a value, or a text that could not be read as one."""
        raise NotImplementedError

    def first_field(self) -> Widget:
        """Return the widget that takes the focus first."""
        raise NotImplementedError

    def edited(self) -> None:
        """Post that the person changed something."""
        self.post_message(self.Edited())
