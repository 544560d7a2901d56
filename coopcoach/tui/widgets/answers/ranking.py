"""The control of ``ranking``: the ranked options above, the others below."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.widget import Widget

from coopcoach.domain.answers import Cell, RankingValue, Value
from coopcoach.domain.exercise import RankingQuestion
from coopcoach.i18n import Translator
from coopcoach.tui.widgets.answers.control import HintLine, ValueControl
from coopcoach.tui.widgets.answers.item_list import ItemList, Line, SortableList

_RANKED = "▲ ▼ ✕"
_LEFT_OUT = "+"
_UP, _DOWN, _OUT = "▲", "▼", "✕"


class RankingControl(ValueControl[RankingQuestion]):
    """A list whose upper part is the ranking; the options below are not ranked."""

    def __init__(self, question: RankingQuestion, t: Translator) -> None:
        super().__init__(question, t)
        self.list = SortableList()
        self.hint = HintLine()
        self._order: list[str] = []
        self._unknown: list[str] = []

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        yield self.list
        yield self.hint

    @property
    def value(self) -> RankingValue | None:
        """The ranking; None if nothing is ranked."""
        order = (*self._order, *self._unknown)
        return RankingValue(order=order) if order else None

    def show(self, value: Value | Cell | None, unread: str = "") -> None:
        """Show a ranking."""
        order = value.order if isinstance(value, RankingValue) else ()
        self._order = [each for each in order if self.question.option(each)]
        # Options that this workbook does not know are kept at the end.
        self._unknown = [each for each in order if not self.question.option(each)]
        self._draw(self.list.place)

    def first_field(self) -> Widget:
        """Return the list."""
        return self.list

    def _shown(self) -> list[str]:
        rest = [o.id for o in self.question.options if o.id not in self._order]
        return [*self._order, *rest]

    @on(ItemList.Pressed)
    def _pressed(self, event: ItemList.Pressed) -> None:
        event.stop()
        ranked = event.place < len(self._order)
        if event.sign in (_UP, _DOWN):
            self._move(event.place, -1 if event.sign == _UP else 1)
        elif not ranked:
            self._put(event.place, len(self._order))
        elif event.sign == _OUT or not event.by_mouse:
            self._take_out(event.place)

    @on(ItemList.Moved)
    def _moved(self, event: ItemList.Moved) -> None:
        event.stop()
        self._move(event.place, event.step)

    @on(ItemList.Cleared)
    def _cleared(self, event: ItemList.Cleared) -> None:
        event.stop()
        self._take_out(event.place)

    def _move(self, place: int, step: int) -> None:
        if place >= len(self._order):
            # An option that is not ranked is ranked last, in whichever direction it is moved.
            self._put(place, len(self._order))
            return
        if place + step == len(self._order):
            self._take_out(place, follow=True)
        elif place + step >= 0:
            self._put(place, place + step)

    def _put(self, place: int, target: int) -> None:
        chosen = self._shown()[place]
        self._order = [each for each in self._order if each != chosen]
        target = min(target, len(self._order))
        self._order.insert(target, chosen)
        self._draw(target)
        self.edited()

    def _take_out(self, place: int, *, follow: bool = False) -> None:
        if place >= len(self._order):
            return
        gone = self._order.pop(place)
        self._draw(self._shown().index(gone) if follow else place)
        self.edited()

    def _draw(self, place: int) -> None:
        shown = self._shown()
        self.list.show([self._line(at, option_id) for at, option_id in enumerate(shown)], place)
        top = self.question.top
        if top is not None and len(self._order) > top:
            self.hint.say(self.t("The first {count} count; the others stay noted.", count=top))
        else:
            self.hint.say("")

    def _line(self, place: int, option_id: str) -> Line:
        label = self.question.option_label(option_id)
        if place >= len(self._order):
            return Line("   –", label, _LEFT_OUT)
        top = self.question.top
        counts = top is None or place < top
        number = f"{place + 1}." if counts else f"({place + 1}.)"
        return Line(f"{number:>4}", label, _RANKED, strong=counts)
