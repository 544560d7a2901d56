"""A widget whose lines depend on its width; its text can be selected and copied."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

Lines = Callable[[int], Sequence[Content]]


class WidthAware(Widget):
    """Lines for the width that the widget gets.

    Args:
        lines: Returns the lines for a width in cells, none of them wider.
        classes: Style classes.
    """

    DEFAULT_CSS: ClassVar[str] = "WidthAware { width: 1fr; height: auto; }"

    def __init__(self, lines: Lines, *, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self._lines = lines
        self._made: tuple[int, Content, int] | None = None

    def _make(self, width: int) -> tuple[Content, int]:
        if self._made is None or self._made[0] != width:
            lines = list(self._lines(max(width, 1)))
            self._made = (width, Content("\n").join(lines), len(lines))
        return self._made[1:]

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Return the width of the container."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines for a width."""
        return self._make(width)[1]

    def render(self) -> Content:
        """Return the lines."""
        return self._make(self.content_size.width)[0]
