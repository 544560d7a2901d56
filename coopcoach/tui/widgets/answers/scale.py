"""The controls of a scale, and of a choice or a yes-or-no in a table's cell: one row each."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static, TextArea

from coopcoach.domain.answers import Cell, CheckValue, ChoiceValue, ScaleValue, Value
from coopcoach.domain.exercise import CheckQuestion, ChoiceQuestion, ScaleQuestion
from coopcoach.i18n import Translator
from coopcoach.tui.widgets.answers.chips import ChipRow, ScaleRow
from coopcoach.tui.widgets.answers.control import ValueControl
from coopcoach.tui.widgets.answers.written import LineField
from coopcoach.tui.widgets.frame.sanitize import sanitize
from coopcoach.wording.scale_ends import ends_words


class ScaleControl(ValueControl[ScaleQuestion]):
    """The numbers of a scale, and what its two ends mean."""

    DEFAULT_CSS = """
    ScaleControl .scale--ends { height: auto; padding-left: 3; }
    """

    def __init__(self, question: ScaleQuestion, t: Translator, *, ends: bool = True) -> None:
        super().__init__(question, t)
        self.minimum, self.maximum = question.steps[0], question.steps[-1]
        self.row = ScaleRow(self.minimum, self.maximum)
        self.has_ends = ends and bool(question.low or question.high)

    def compose(self) -> ComposeResult:
        """Lay out the row, and the names of its ends."""
        yield self.row
        if self.has_ends:
            yield Static(
                Content(sanitize(ends_words(self.question, "   ·   "))), classes="scale--ends"
            )

    @property
    def value(self) -> ScaleValue | None:
        """The number chosen."""
        chosen = self.row.chosen
        return None if chosen is None else ScaleValue(value=self.minimum + chosen)

    def show(self, value: Value | Cell | None, unread: str = "") -> None:
        """Show the number chosen."""
        inside = isinstance(value, ScaleValue) and self.minimum <= value.value <= self.maximum
        self.row.show(
            value.value - self.minimum if isinstance(value, ScaleValue) and inside else None
        )

    def first_field(self) -> Widget:
        """Return the row."""
        return self.row

    @on(ChipRow.Chosen)
    def _chosen(self, event: ChipRow.Chosen) -> None:
        event.stop()
        self.edited()


class ChoiceCell(ValueControl[ChoiceQuestion]):
    """A choice in a table's cell."""

    def __init__(self, question: ChoiceQuestion, t: Translator) -> None:
        super().__init__(question, t)
        labels = [option.label for option in question.options]
        self.row = ChipRow([*labels, t("Other")] if question.other else labels)
        self.own_words = LineField()

    def compose(self) -> ComposeResult:
        """Lay out the chips, and a line for one's own words where the column has one."""
        yield self.row
        if self.question.other:
            yield self.own_words

    @property
    def value(self) -> ChoiceValue | None:
        """What is chosen."""
        chosen, options = self.row.chosen, self.question.options
        if chosen is None:
            return None
        if chosen < len(options):
            return ChoiceValue(option=options[chosen].id)
        return ChoiceValue(other=self.own_words.words) if self.own_words.words else None

    def show(self, value: Value | Cell | None, unread: str = "") -> None:
        """Show what is chosen."""
        ids = [option.id for option in self.question.options]
        self.own_words.show("")
        chosen: int | None = None
        match value:
            case ChoiceValue(option=str() as option) if option in ids:
                chosen = ids.index(option)
            case ChoiceValue(other=str() as other) if self.question.other:
                chosen = len(ids)
                self.own_words.show(other)
        self.row.show(chosen)

    def first_field(self) -> Widget:
        """Return the chips."""
        return self.row

    @on(ChipRow.Chosen)
    def _chosen(self, event: ChipRow.Chosen) -> None:
        event.stop()
        self.edited()

    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.row.show(len(self.question.options) if self.own_words.words else None)
        self.edited()


class CheckCell(ValueControl[CheckQuestion]):
    """Yes or no in a table's cell."""

    def __init__(self, question: CheckQuestion, t: Translator) -> None:
        super().__init__(question, t)
        self.row = ChipRow([t.context("cell", "yes"), t.context("cell", "no")])

    def compose(self) -> ComposeResult:
        """Lay out the two chips."""
        yield self.row

    @property
    def value(self) -> CheckValue | None:
        """Yes, no, or nothing yet."""
        return None if self.row.chosen is None else CheckValue(value=self.row.chosen == 0)

    def show(self, value: Value | Cell | None, unread: str = "") -> None:
        """Show yes, no, or nothing yet."""
        self.row.show((0 if value.value else 1) if isinstance(value, CheckValue) else None)

    def first_field(self) -> Widget:
        """Return the chips."""
        return self.row

    @on(ChipRow.Chosen)
    def _chosen(self, event: ChipRow.Chosen) -> None:
        event.stop()
        self.edited()
