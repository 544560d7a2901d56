"""The controls of ``number`` and ``date``: typed as people write them, read at once, never refused."""

from __future__ import annotations

from datetime import date as Date
from decimal import Decimal

from textual import on
from textual.app import ComposeResult
from textual.containers import HorizontalGroup
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static, TextArea

from coopcoach.domain.answers import Cell, DateValue, NumberValue, Value
from coopcoach.domain.exercise import DateQuestion, NumberQuestion
from coopcoach.i18n import Translator
from coopcoach.markup.numbers import read_number, read_typed_date, write_number
from coopcoach.tui.widgets.answers.control import HintLine, ValueControl
from coopcoach.tui.widgets.answers.written import LineField
from coopcoach.wording.units import unit_words


class NumberControl(ValueControl[NumberQuestion]):
    """A number with its unit beside it, and a hint where it lies outside of what is usual."""

    DEFAULT_CSS = """
    NumberControl LineField { width: 24; }
    NumberControl .number--unit { width: 1fr; height: auto; padding-left: 1; }
    """

    def __init__(self, question: NumberQuestion, t: Translator) -> None:
        super().__init__(question, t)
        self.field = LineField()
        self.hint = HintLine()

    def compose(self) -> ComposeResult:
        """Lay out the field, its unit and the hint."""
        with HorizontalGroup():
            yield self.field
            yield Static(Content(unit_words(self.question.unit, self.t)), classes="number--unit")
        yield self.hint

    @property
    def value(self) -> NumberValue | None:
        """The number, where what is typed can be read as one."""
        number = read_number(self.field.words, self.question.unit, self.t.lang)
        return NumberValue(value=number) if number is not None else None

    @property
    def unread(self) -> str:
        """What is typed and is no number."""
        return "" if self.value is not None else self.field.words.strip()

    def show(self, value: Value | Cell | None, unread: str = "") -> None:
        """Show a number, or the words that are none."""
        number = value.value if isinstance(value, NumberValue) else None
        self.field.show(write_number(number, None, self.t.lang) if number is not None else unread)
        self._advise()

    def first_field(self) -> Widget:
        """Return the field."""
        return self.field

    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._advise()
        self.edited()

    def _advise(self) -> None:
        value = self.value
        if value is None:
            self.hint.say(
                self.t("Not a number; it is kept as you wrote it.") if self.unread else ""
            )
        else:
            self.hint.say("" if self._usual(value.value) else self._bounds())

    def _usual(self, number: Decimal) -> bool:
        low, high = self.question.minimum, self.question.maximum
        return (low is None or number >= low) and (high is None or number <= high)

    def _bounds(self) -> str:
        low, high = self.question.minimum, self.question.maximum
        shown = [self.t.number(bound) for bound in (low, high) if bound is not None]
        if len(shown) == 2:
            return self.t(
                "Expected: {low} to {high}. Is your number right?", low=shown[0], high=shown[1]
            )
        if low is not None:
            return self.t("Expected: {low} or more. Is your number right?", low=shown[0])
        return self.t("Expected: {high} at most. Is your number right?", high=shown[0])


class DateControl(ValueControl[DateQuestion]):
    """A date, repeated in words so that a slip is seen."""

    DEFAULT_CSS = """
    DateControl LineField { width: 24; }
    DateControl .date--form { width: 1fr; height: auto; padding-left: 1; }
    """

    def __init__(self, question: DateQuestion, t: Translator) -> None:
        super().__init__(question, t)
        self.field = LineField()
        self.hint = HintLine()

    def compose(self) -> ComposeResult:
        """Lay out the field, how to write a date, and the date in words."""
        with HorizontalGroup():
            yield self.field
            example = self.t("such as {date}", date=self.t.short_date(Date(2027, 1, 15)))
            yield Static(Content(example), classes="date--form")
        yield self.hint

    @property
    def value(self) -> DateValue | None:
        """The date, where what is typed can be read as one."""
        day = read_typed_date(self.field.words)
        return DateValue(value=day) if day is not None else None

    @property
    def unread(self) -> str:
        """What is typed and is no date."""
        return "" if self.value is not None else self.field.words.strip()

    def show(self, value: Value | Cell | None, unread: str = "") -> None:
        """Show a date, or the words that are none."""
        day = value.value if isinstance(value, DateValue) else None
        self.field.show(self.t.short_date(day) if day is not None else unread)
        self._advise()

    def first_field(self) -> Widget:
        """Return the field."""
        return self.field

    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._advise()
        self.edited()

    def _advise(self) -> None:
        value = self.value
        if value is not None:
            self.hint.say(self.t.weekday_date(value.value))
        else:
            self.hint.say(self.t("Not a date; it is kept as you wrote it.") if self.unread else "")
