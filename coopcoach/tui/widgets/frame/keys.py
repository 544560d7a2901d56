"""Names of keys as they are printed on a keyboard, active commands, and the key bar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from textual.binding import ActiveBinding
from textual.content import Content
from textual.dom import DOMNode
from textual.keys import format_key
from textual.screen import Screen
from textual.style import Style
from textual.widgets import Static

from coopcoach.i18n import N_, Translator
from coopcoach.tui.commands import Command

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
    """Return the name of a key on a keyboard in the reader's language: Strg+E, Esc, F4."""
    *modifiers, last = key.split("+") if key != "+" else ["+"]
    name = t(_NAMES[last]) if last in _NAMES else format_key(last)
    if (modifiers and len(name) == 1) or (last[0] == "f" and last[1:].isdecimal()):
        name = name.upper()
    return "+".join([*(t(_NAMES.get(m, m)) for m in modifiers), name])


def key_of(t: Translator, command: Command) -> str:
    """Return the name of a command's first key."""
    return key_name(t, command.all_keys[0])


@dataclass(frozen=True)
class ActiveCommand:
    """A command as it can be given on a screen now.

    Attributes:
        label: Its name in the key bar.
        help: Its name in the list of keys.
        keys: Its keys, the one that the bar shows first.
        action: Its action, with the node that carries it out.
        node: The screen or widget that has it.
        in_bar: Whether the key bar names it.
        is_possible: Whether it can be carried out now.
    """

    label: str
    help: str
    keys: tuple[str, ...]
    action: str
    node: DOMNode
    in_bar: bool
    is_possible: bool


def active_commands(screen: Screen[object]) -> list[ActiveCommand]:
    """Return the commands that have a key on this screen now; Textual's own bindings have no id."""
    found: dict[tuple[DOMNode, str], list[ActiveBinding]] = {}
    for active in screen.active_bindings.values():
        if active.binding.id and active.binding.description:
            found.setdefault((active.node, active.binding.action), []).append(active)
    return [_active_command(same) for same in found.values()]


def _active_command(same: list[ActiveBinding]) -> ActiveCommand:
    first = next((a for a in same if a.binding.show), same[0])
    keys = dict.fromkeys([first.binding.key, *(a.binding.key for a in same)])
    return ActiveCommand(
        label=first.binding.description,
        help=first.binding.tooltip or first.binding.description,
        keys=tuple(keys),
        action=first.binding.action,
        node=first.node,
        in_bar=first.binding.show,
        is_possible=first.enabled,
    )


class KeyBar(Static):
    """The main commands of the screen with their keys; a click on one gives it."""

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
        self._commands: list[ActiveCommand] = []
        self._shown = Content("")

    def on_mount(self) -> None:
        """Show the keys anew when the focus moves: inside a text field others work than outside."""
        self.screen.bindings_updated_signal.subscribe(self, self._show)
        self._show(self.screen)

    def on_resize(self) -> None:
        """Break the lines anew."""
        self._arrange()

    def _show(self, screen: Screen[object]) -> None:
        self._commands = [command for command in active_commands(screen) if command.in_bar]
        self._arrange()

    def _arrange(self) -> None:
        # Not wrapped by Textual: that would part a key from its label.
        lines: list[list[Content]] = [[]]
        room = self.content_size.width
        for number, command in enumerate(self._commands):
            entry = self._entry(number, command)
            used = sum(e.cell_length + len(_GAP) for e in lines[-1])
            if lines[-1] and used + entry.cell_length > room > 0:
                lines.append([])
            lines[-1].append(entry)
        shown = Content("\n").join(Content(_GAP).join(line) for line in lines)
        if shown.is_same(self._shown):
            return
        # The keys change with each focus: the whole screen is laid out anew only where the bar needs another line.
        is_higher = shown.plain.count("\n") != self._shown.plain.count("\n")
        self._shown = shown
        self.update(shown, layout=is_higher)

    def _entry(self, number: int, command: ActiveCommand) -> Content:
        key = key_name(self.t, command.keys[0])
        click = Style.from_meta({"@click": f"press({number})"})
        # The labels of dialogs are untranslated; a translated one has no translation of its own and stays.
        entry = Content.assemble((key, "bold"), " ", self.t(command.label))
        if not command.is_possible:
            entry = Content.assemble("(", entry, ")")
        return entry.stylize(click)

    async def action_press(self, number: int) -> None:
        """Give the command that was clicked; its key would be typed into a focused text field."""
        if number < len(self._commands):
            command = self._commands[number]
            await self.app.run_action(command.action, command.node)
