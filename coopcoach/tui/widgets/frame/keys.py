"""Keys, by the names that are printed on them, and the bar at the bottom that names them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from textual.binding import ActiveBinding, Binding
from textual.content import Content
from textual.dom import DOMNode
from textual.keys import format_key
from textual.screen import Screen
from textual.style import Style
from textual.widgets import Static

from coopcoach.i18n import N_, Translator

_NAMES: Final = {
    "enter": N_("Enter"),
    "escape": N_("Esc"),
    "space": N_("Space"),
    "tab": N_("Tab"),
    "shift": N_("Shift"),
    "ctrl": N_("Ctrl"),
    "alt": N_("Alt"),
    "pageup": N_("PgUp"),
    "pagedown": N_("PgDn"),
    "home": N_("Home"),
    "end": N_("End"),
    "delete": N_("Del"),
    "backspace": N_("Backspace"),
}
_GAP: Final = "   "


def key_name(t: Translator, key: str) -> str:
    """Return a key as the reader's keyboard names it: Strg+E, Esc, F4."""
    *modifiers, last = key.split("+") if key != "+" else ["+"]
    name = t(_NAMES[last]) if last in _NAMES else format_key(last)
    if (modifiers and len(name) == 1) or (last[0] == "f" and last[1:].isdecimal()):
        name = name.upper()
    return "+".join([*(t(_NAMES.get(m, m)) for m in modifiers), name])


@dataclass(frozen=True)
class Deed:
    """Something that can be done on a screen, and the keys that do it."""

    description: str
    keys: tuple[str, ...]
    binding: Binding
    node: DOMNode
    shown: bool
    possible: bool


def deeds(screen: Screen[object]) -> list[Deed]:
    """Return what can be done here by our own keys, one entry for each action."""
    found: dict[tuple[DOMNode, str], list[ActiveBinding]] = {}
    for active in screen.active_bindings.values():
        if active.binding.description and _is_ours(active.node, active.binding):
            found.setdefault((active.node, active.binding.action), []).append(active)
    return [_deed(same) for same in found.values()]


def _deed(same: list[ActiveBinding]) -> Deed:
    first = next((a for a in same if a.binding.show), same[0])
    keys = dict.fromkeys([first.binding.key, *(a.binding.key for a in same)])
    return Deed(
        description=first.binding.description,
        keys=tuple(keys),
        binding=first.binding,
        node=first.node,
        shown=first.binding.show,
        possible=first.enabled,
    )


def _is_ours(node: DOMNode, binding: Binding) -> bool:
    # Textual's own widgets bring keys for the cursor, described in English; everybody knows those.
    own = (
        declared
        for cls in type(node).__mro__
        if not cls.__module__.startswith("textual.")
        for declared in Binding.make_bindings(cls.__dict__.get("BINDINGS", ()))
    )
    return any(binding.action == declared.action for declared in own)


class KeyBar(Static):
    """The keys that matter here. A click does what the key does, also inside a text field."""

    DEFAULT_CSS: ClassVar[str] = """
    KeyBar {
        height: auto;
        max-height: 2;
        padding: 0 1;
        background: $footer-background;
        color: $footer-foreground;
        link-color: $footer-foreground;
        link-style: none;
        link-color-hover: $block-cursor-foreground;
        link-background-hover: $block-cursor-background;
    }
    """
    ALLOW_SELECT = False

    def __init__(self, t: Translator) -> None:
        super().__init__("", markup=False)
        self.t = t
        self._deeds: list[Deed] = []

    def on_mount(self) -> None:
        """Follow the focus: inside a text field other keys work than outside."""
        self.screen.bindings_updated_signal.subscribe(self, self._show)
        self._show(self.screen)

    def on_resize(self) -> None:
        """Break the line anew."""
        self._arrange()

    def _show(self, screen: Screen[object]) -> None:
        self._deeds = [deed for deed in deeds(screen) if deed.shown]
        self._arrange()

    def _arrange(self) -> None:
        # Broken by hand: a key must not be torn from what it does.
        lines: list[list[Content]] = [[]]
        room = self.content_size.width
        for number, deed in enumerate(self._deeds):
            entry = self._entry(number, deed)
            used = sum(e.cell_length + len(_GAP) for e in lines[-1])
            if lines[-1] and used + entry.cell_length > room > 0:
                lines.append([])
            lines[-1].append(entry)
        self.update(Content("\n").join(Content(_GAP).join(line) for line in lines))

    def _entry(self, number: int, deed: Deed) -> Content:
        key = key_name(self.t, deed.keys[0])
        click = Style.from_meta({"@click": f"press({number})"})
        entry = Content.assemble((key, "bold"), " ", deed.description)
        if not deed.possible:
            entry = Content.assemble("(", entry, ")")
        return entry.stylize(click)

    async def action_press(self, number: int) -> None:
        """Do what was clicked on; a key that was pressed for it would land in a text field."""
        if number < len(self._deeds):
            deed = self._deeds[number]
            await self.app.run_action(deed.binding.action, deed.node)
