"""The controls of ``choice``, ``multi`` and ``check``: a list of options, and a field for other words."""

from __future__ import annotations

from collections.abc import Mapping

from textual import on
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import TextArea

from coopcoach.domain.answers import Cell, ChoiceValue, OptionsValue, Value
from coopcoach.domain.exercise import CheckQuestion, ChoiceQuestion, MultiQuestion
from coopcoach.i18n import Translator
from coopcoach.markup.kinds.options import takes_other
from coopcoach.tui.widgets.answers.control import HintLine, ValueControl
from coopcoach.tui.widgets.answers.item_list import ItemList, Line
from coopcoach.tui.widgets.answers.written import LineField

_MARKS = {True: ("( )", "(•)"), False: ("[ ]", "[x]")}


class OptionsControl(ValueControl[ChoiceQuestion | MultiQuestion | CheckQuestion]):
    """Options of which several can be chosen; the last line takes the person's own words."""

    DEFAULT_CSS = """
    OptionsControl LineField { margin-left: 6; }
    """

    is_single = False

    def __init__(
        self, question: ChoiceQuestion | MultiQuestion | CheckQuestion, t: Translator
    ) -> None:
        super().__init__(question, t)
        self.takes_other = takes_other(question)
        self.list = ItemList()
        self.hint = HintLine()
        self.own_words = LineField()
        self._chosen: list[str] = []
        self._other = False
        # Who chose an option alone, by its id; shown behind it.
        self.choosers: Mapping[str, str] = {}

    def compose(self) -> ComposeResult:
        """Lay out the list, the field for other words if the question has one, and the hint."""
        yield self.list
        if self.takes_other:
            yield self.own_words
        yield self.hint

    @property
    def value(self) -> ChoiceValue | OptionsValue | None:
        """The chosen options; None for no choice."""
        other = self.own_words.words if self._other else None
        order = [o.id for o in self.question.options if o.id in self._chosen]
        if not order and other is None:
            return None
        return self.value_of(order, other)

    def value_of(self, options: list[str], other: str | None) -> ChoiceValue | OptionsValue:
        """Return the value of chosen options."""
        return OptionsValue(options=tuple(options), other=other)

    def chosen_in(self, value: Value | Cell | None) -> tuple[list[str], str | None]:
        """Return the options that a value has chosen, and the person's own words."""
        return (list(value.options), value.other) if isinstance(value, OptionsValue) else ([], None)

    def show(self, value: Value | Cell | None, unread: str = "") -> None:
        """Show what is chosen."""
        self._chosen, other = self.chosen_in(value)
        self._other = other is not None
        self.own_words.show(other or "")
        self._draw()

    def first_field(self) -> Widget:
        """Return the list."""
        return self.list

    @on(ItemList.Pressed)
    def _pressed(self, event: ItemList.Pressed) -> None:
        event.stop()
        options = self.question.options
        if event.place < len(options):
            self._toggle(options[event.place].id)
        else:
            self._toggle_other()
        self._after_edit()

    @on(ItemList.Cleared)
    def _cleared(self, event: ItemList.Cleared) -> None:
        event.stop()
        if event.place >= len(self.question.options):
            self._other = False
        elif self.is_single:
            self._chosen, self._other = [], False
        else:
            option_id = self.question.options[event.place].id
            self._chosen = [each for each in self._chosen if each != option_id]
        self._after_edit()

    @on(ItemList.Moved)
    def _moved(self, event: ItemList.Moved) -> None:
        event.stop()

    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._other = bool(self.own_words.words)
        if self._other and self.is_single:
            self._chosen = []
        self._after_edit()

    def _toggle(self, option_id: str) -> None:
        if option_id in self._chosen:
            self._chosen.remove(option_id)
        elif self.is_single:
            self._chosen, self._other = [option_id], False
        else:
            self._chosen.append(option_id)

    def _toggle_other(self) -> None:
        self._other = not self._other
        if self._other:
            self._chosen = [] if self.is_single else self._chosen
            self.own_words.focus()

    def _after_edit(self) -> None:
        self._draw()
        self.edited()

    def _draw(self) -> None:
        marks = _MARKS[self.is_single]
        lines = [
            Line(marks[chosen], option.label, strong=chosen, note=self.choosers.get(option.id, ""))
            for option in self.question.options
            for chosen in [option.id in self._chosen]
        ]
        if self.takes_other:
            words = self.t("Other, in your own words:")
            lines.append(Line(marks[self._other], words, strong=self._other))
        self.list.show(lines)
        self.hint.say(self._advice())

    def _advice(self) -> str:
        count = len(self._chosen) + self._other
        if not isinstance(self.question, MultiQuestion) or not count:
            return ""
        low, high = self.question.minimum, self.question.maximum
        if high is not None and count > high:
            return self.t(
                "You have ticked {count}; please tick {limit} at most.", count=count, limit=high
            )
        if low is not None and count < low:
            return self.t(
                "You have ticked {count}; please tick at least {limit}.", count=count, limit=low
            )
        return ""


class ChoiceControl(OptionsControl):
    """Options of which one can be chosen."""

    is_single = True

    def value_of(self, options: list[str], other: str | None) -> ChoiceValue:
        """Return the value of the chosen option."""
        return ChoiceValue(option=options[0] if options else None, other=other)

    def chosen_in(self, value: Value | Cell | None) -> tuple[list[str], str | None]:
        """Return the option that a value has chosen, and the person's own words."""
        if not isinstance(value, ChoiceValue):
            return [], None
        return [value.option] if value.option else [], value.other
