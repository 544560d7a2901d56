"""Options side by side in one widget, chosen by arrow keys or a click; a digit only moves the mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len, chop_cells
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.style import Style
from textual.widget import Widget

from coopcoach.tui.commands import CHIPS
from coopcoach.tui.widgets.answers.control import leave_field
from coopcoach.tui.widgets.frame.sanitize import sanitize

_GAP = "  "
_DIGITS = "0123456789"


@dataclass(frozen=True)
class ChipPiece:
    """The part of a chip on one line: its text, the number of the chip, and its first column."""

    text: str
    chip: int
    x: int


class ChipRow(Widget, can_focus=True):
    """Chips of which one at most is chosen, on as many lines as they need.

    A digit marks a chip, and Space or Enter chooses the marked one: what is typed by mistake changes nothing.

    Args:
        labels: The texts of the chips.
        quiet: Whether the chosen chip is not drawn in reverse.
    """

    takes_digits = True
    DEFAULT_CSS = """
    ChipRow {
        height: auto; width: 1fr; border-left: blank; padding: 0 1;
        &:focus { border-left: thick $border; background: $surface; }
    }
    """

    BINDINGS = CHIPS.bindings()

    @dataclass
    class Chosen(Message):
        """A chip was chosen; None for no choice."""

        row: ChipRow
        chosen: int | None

    def __init__(self, labels: Sequence[str], *, quiet: bool = False) -> None:
        super().__init__()
        self.quiet = quiet
        self.labels = [" ".join(sanitize(label).split()) for label in labels]
        self.chosen: int | None = None
        # The chip that a digit marked and that is not chosen yet.
        self.marked: int | None = None

    def show(self, chosen: int | None) -> None:
        """Show a chip as chosen."""
        self.chosen = chosen
        self.refresh()

    def mark(self, place: int | None) -> None:
        """Mark a chip, or none."""
        self.marked = None if place == self.chosen else place
        self.refresh()

    def watch_has_focus(self, has_focus: bool) -> None:
        """Drop the mark when the focus leaves."""
        super().watch_has_focus(has_focus)
        if not has_focus:
            self.mark(None)

    def choose(self, chosen: int | None) -> None:
        """Choose a chip, and post it."""
        self.mark(None)
        if chosen == self.chosen:
            return
        self.show(chosen)
        self.post_message(self.Chosen(self, chosen))

    def chip(self, place: int) -> str:
        """Return the text of a chip; its mark shows the choice without colours."""
        mark = "›" if place == self.marked else "●" if place == self.chosen else "○"
        return f"{mark} {self.labels[place]}"

    def action_step(self, step: int) -> None:
        """Choose the chip before or after the marked or chosen one; with neither, the nearest end."""
        last = len(self.labels) - 1
        start = self.marked if self.marked is not None else self.chosen
        start = start if start is not None else (-1 if step > 0 else last + 1)
        self.choose(max(0, min(start + step, last)))

    def action_next(self) -> None:
        """Choose the marked chip; without a mark the next one, and after the last the first."""
        if self.marked is not None:
            self.choose(self.marked)
            return
        start = -1 if self.chosen is None else self.chosen
        self.choose((start + 1) % len(self.labels))

    def action_clear(self) -> None:
        """Clear the choice."""
        self.choose(None)

    def action_enter(self) -> None:
        """Choose the marked chip; without a mark, focus the field below, in a table the cell."""
        if self.marked is not None:
            self.choose(self.marked)
        else:
            leave_field(self)

    def action_leave(self, step: int) -> None:
        """Focus the field above or below."""
        if step < 0:
            self.screen.focus_previous()
        else:
            self.screen.focus_next()

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Return whether the key is a digit, which the screen must not take."""
        return character is not None and character in _DIGITS

    def on_key(self, event: events.Key) -> None:
        """Mark a chip by a digit."""
        if event.character and event.character in _DIGITS:
            event.stop()
            self.by_digit(int(event.character))

    def by_digit(self, digit: int) -> None:
        """Mark the chip with this number."""
        if 1 <= digit <= len(self.labels):
            self.mark(digit - 1)

    def on_click(self, event: events.Click) -> None:
        """Choose the chip that was clicked; clear the choice where it was chosen."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        event.stop()
        lines = self._laid_out(self.content_size.width)
        for piece in lines[offset.y] if offset.y < len(lines) else ():
            if piece.x <= offset.x < piece.x + cell_len(piece.text):
                self.choose(None if piece.chip == self.chosen else piece.chip)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines."""
        return len(self._laid_out(width))

    def render(self) -> Content:
        """Return the lines of chips."""
        lines = []
        for line in self._laid_out(self.content_size.width):
            parts: list[Content] = []
            at = 0
            for piece in line:
                chosen = piece.chip == self.chosen
                style = Style(bold=True, reverse=not self.quiet) if chosen else Style()
                if piece.chip == self.marked:
                    style = Style(bold=True, underline=True)
                parts += [Content(" " * (piece.x - at)), Content.styled(piece.text, style)]
                at = piece.x + cell_len(piece.text)
            lines.append(Content("").join(parts))
        return Content("\n").join(lines)

    def _laid_out(self, width: int) -> list[list[ChipPiece]]:
        """Return the chips line by line; a chip that is wider than the widget takes several."""
        lines: list[list[ChipPiece]] = [[]]
        x = 0
        for place in range(len(self.labels)):
            text = self.chip(place)
            if x and x + cell_len(text) > width:
                lines.append([])
                x = 0
            for part in chop_cells(text, max(width, 4)) if x == 0 else [text]:
                if lines[-1] and x == 0:
                    lines.append([])
                lines[-1].append(ChipPiece(part, place, x))
            x += cell_len(lines[-1][-1].text) + len(_GAP)
        return lines


class ScaleRow(ChipRow):
    """The numbers of a scale."""

    def __init__(self, minimum: int, maximum: int) -> None:
        super().__init__([str(number) for number in range(minimum, maximum + 1)])
        self.minimum = minimum
        self._ten_may_follow = False

    def chip(self, place: int) -> str:
        """Return a number, in brackets if it is chosen."""
        label = self.labels[place]
        if place == self.marked:
            return f"›{label} "
        return f"[{label}]" if place == self.chosen else f" {label} "

    def by_digit(self, digit: int) -> None:
        """Mark a number; 1 and then 0 give 10."""
        number = 10 if digit == 0 and self._ten_may_follow else digit
        self._ten_may_follow = digit == 1
        if str(number) in self.labels:
            self.mark(number - self.minimum)
