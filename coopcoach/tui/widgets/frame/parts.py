"""A bar of tabs: the parts of an exercise, or the contents of the private window."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

from coopcoach.i18n import N_, Translator

P = TypeVar("P", bound=StrEnum)


class ExercisePart(StrEnum):
    """The parts of an exercise."""

    EACH = N_("Each alone")
    JOINT = N_("Together")
    RULES = N_("Ground rules")


class _PartTab(Static):
    def __init__(self, part: StrEnum) -> None:
        super().__init__("", markup=False)
        self.part = part

    def on_click(self, event: Click) -> None:
        event.stop()
        self.post_message(PartBar.Chosen(self.part))


class PartBar(Horizontal):
    """Tabs, of which one is open.

    Args:
        t: The language of the screen.
        parts: The enumeration of the tabs.
    """

    DEFAULT_CSS: ClassVar[str] = """
    PartBar { height: 1; padding: 0 1; }
    PartBar > _PartTab { width: auto; margin: 0 1 0 0; padding: 0 1; color: $text-muted; }
    PartBar > _PartTab.-open { color: $text; background: $panel; text-style: bold; }
    PartBar > _PartTab:hover { text-style: underline; }
    """

    class Chosen(Message):
        """A tab was clicked."""

        def __init__(self, part: StrEnum) -> None:
            super().__init__()
            self.part = part

    def __init__(self, t: Translator, parts: type[StrEnum] = ExercisePart) -> None:
        super().__init__()
        self.t = t
        self._tabs = {part: _PartTab(part) for part in parts}

    def compose(self) -> ComposeResult:
        """Lay out a tab for each part."""
        yield from self._tabs.values()

    def show(self, parts: Mapping[P, str], present: P | None, *, numbered: bool = True) -> None:
        """Show the tabs of these parts.

        Args:
            parts: The parts, each with its state.
            present: The open one.
            numbered: Whether the digits open them; on a page with a text field these are typed.
        """
        for number, part in enumerate(parts, 1):
            name, state = self.t(part), parts[part]
            lead = f"{number} " if numbered else ""
            words = f"{lead}{name}: {state}" if state else f"{lead}{name}"
            self._tabs[part].update(Content(f"▸{words}" if part is present else f" {words}"))
        for each, tab in self._tabs.items():
            tab.display = each in parts
            tab.set_class(each is present, "-open")
