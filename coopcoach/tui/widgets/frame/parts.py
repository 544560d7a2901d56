"""Parts of a screen, side by side by name, one of them open: those of an exercise, for one."""

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


class Part(StrEnum):
    """One part of an exercise."""

    EACH = N_("Each alone")
    JOINT = N_("Together")
    RULES = N_("Ground rules")


class _Tab(Static):
    def __init__(self, part: StrEnum) -> None:
        super().__init__("", markup=False)
        self.part = part

    def on_click(self, event: Click) -> None:
        event.stop()
        self.post_message(PartBar.Chosen(self.part))


class PartBar(Horizontal):
    """The names of the parts; the open one is marked.

    Args:
        t: The language of the screen.
        parts: The parts that there are: those of an exercise, or another enumeration.
    """

    DEFAULT_CSS: ClassVar[str] = """
    PartBar { height: 1; padding: 0 1; }
    PartBar > _Tab { width: auto; margin: 0 1 0 0; padding: 0 1; color: $text-muted; }
    PartBar > _Tab.-open { color: $text; background: $panel; text-style: bold; }
    PartBar > _Tab:hover { text-style: underline; }
    """

    class Chosen(Message):
        """Somebody clicked on a part."""

        def __init__(self, part: StrEnum) -> None:
            super().__init__()
            self.part = part

    def __init__(self, t: Translator, parts: type[StrEnum] = Part) -> None:
        super().__init__()
        self.t = t
        self._tabs = {part: _Tab(part) for part in parts}

    def compose(self) -> ComposeResult:
        """One tab for each part."""
        yield from self._tabs.values()

    def show(self, parts: Mapping[P, str], present: P | None) -> None:
        """Show these parts, each with a word on how it stands; ``present`` is open."""
        for number, part in enumerate(parts, 1):
            name, state = self.t(part), parts[part]
            words = f"{number} {name}: {state}" if state else f"{number} {name}"
            self._tabs[part].update(Content(f"▸{words}" if part is present else f" {words}"))
        for each, tab in self._tabs.items():
            tab.display = each in parts
            tab.set_class(each is present, "-open")
