"""Every action of a session can be done by keys that nobody else takes, by the mouse, and by keys of one's own."""

from __future__ import annotations

import importlib
import pkgutil

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

import coopcoach.tui
from coopcoach.i18n import translator
from coopcoach.services.session.stage import Stage
from coopcoach.storage.settings import settings_path
from coopcoach.tui.app import CoopcoachApp
from coopcoach.tui.commands import COMMAND_IDS
from coopcoach.tui.screens.help import HelpScreen
from coopcoach.tui.screens.stage.stage import StageScreen
from coopcoach.tui.widgets.frame.keys import active_commands
from tests.builders.screens import SMALL, app_of, drawn, keys, text, typed
from tests.builders.sessions import prepared, stage_of

# What takes a key before the program sees it, while the terminal has the focus, with the settings that it
# comes with. The sources stand in docs/in-the-call.md.
TAKEN = {
    "tmux": {"ctrl+b"},
    "VS Code": {
        "f1",
        "f3",
        "f5",
        "f6",
        "f10",
        "f11",
        "ctrl+c",
        "ctrl+e",
        "ctrl+f",
        "ctrl+g",
        "ctrl+i",
        "ctrl+j",
        "ctrl+k",
        "ctrl+m",
        "ctrl+p",
        "ctrl+q",
        "ctrl+v",
        "ctrl+space",
        "ctrl+tab",
        "ctrl+pageup",
        "ctrl+pagedown",
        *(f"ctrl+{digit}" for digit in range(10)),
    },
    "Windows Terminal": {
        "f11",
        "alt+enter",
        "alt+f4",
        "ctrl+c",
        "ctrl+v",
        "ctrl+0",
        "ctrl+comma",
        "ctrl+plus",
        "ctrl+minus",
        "ctrl+tab",
    },
    # Both hear their keys only in their own window, but for those that one can make global.
    "Zoom": {"alt+a", "alt+v", "alt+s", "alt+m", "alt+r", "alt+y", "ctrl+alt+shift"},
    "Teams": {"ctrl+space", "ctrl+shift+m", "ctrl+shift+o", "ctrl+shift+e"},
}
ALL_TAKEN = frozenset().union(*TAKEN.values())
# What is the end of a program, or a way to read on, may be taken: Esc and the list of keys lead there, too.
ANYWHERE = {
    "onward",
    "back",
    "reveal",
    "rules",
    "actions",
    "parked",
    "agenda",
    "close",
    "export",
    "curtain",
}


def all_bindings() -> list[tuple[type[DOMNode], Binding]]:
    """The bindings of every screen and widget of the program."""
    for module in pkgutil.walk_packages(coopcoach.tui.__path__, "coopcoach.tui."):
        importlib.import_module(module.name)
    found, classes = [], [DOMNode]
    while classes:
        cls = classes.pop()
        classes.extend(cls.__subclasses__())
        if cls.__module__.startswith("coopcoach."):
            declared = Binding.make_bindings(cls.__dict__.get("BINDINGS", ()))
            found.extend((cls, binding) for binding in declared)
    return found


# Screens that are not open in the call.
ELSEWHERE = {"notes", "prepare", "help", "new_session", "curtain"}


def keys_of_the_session() -> dict[str, set[str]]:
    """The keys of each action that the stage and its boards know by name."""
    found: dict[str, set[str]] = {}
    for cls, binding in all_bindings():
        if cls.__module__.partition("coopcoach.tui.screens.")[2].split(".")[0] not in ELSEWHERE:
            found.setdefault(binding.id, set()).add(binding.key)
    return found


def test_every_binding_has_an_id_of_the_table():
    found = all_bindings()
    assert [(cls.__name__, binding.key) for cls, binding in found if not binding.id] == []
    assert {binding.id for _, binding in found} == set(COMMAND_IDS)


@pytest.mark.parametrize("action", sorted(keys_of_the_session()))
def test_every_action_has_a_key_that_nobody_else_takes(action):
    if action != "quit":
        assert keys_of_the_session()[action] - ALL_TAKEN


@pytest.mark.parametrize("action", sorted(ANYWHERE))
def test_what_is_needed_while_somebody_types_has_a_free_key_there_too(action):
    in_fields = {key for key in keys_of_the_session()[action] if len(key) > 1}
    assert in_fields - ALL_TAKEN


@pytest.mark.parametrize("lang", ["de", "en"])
async def test_the_list_has_every_command_and_does_what_is_searched_for(tmp_path, lang):
    stage = stage_of(*prepared(tmp_path, lang), lang=lang)
    async with app_of(stage).run_test(size=SMALL) as pilot:
        known = {command.help for command in active_commands(pilot.app.screen)}
        await keys(pilot, "ctrl+p")
        screen = pilot.app.screen
        assert isinstance(screen, HelpScreen)
        listed = {command.help for command in screen._all}
        assert listed >= known - {translator(lang)("All keys")}
        await typed(pilot, "them" if lang == "de" else "park")
        await keys(pilot, "enter")
        assert ("Themen" if lang == "de" else "Parked topics") in drawn(pilot)


async def test_the_footer_names_five_keys_and_each_can_be_clicked(tmp_path):
    stage = stage_of(*prepared(tmp_path))
    async with app_of(stage).run_test(size=SMALL) as pilot:
        for way in (
            [],
            ["f8"],
            ["f4"],
            ["escape", "ctrl+n"],
            ["escape", "ctrl+o"],
            ["escape", "f2"],
        ):
            await keys(pilot, *way)
            shown = [command for command in active_commands(pilot.app.screen) if command.in_bar]
            assert 3 <= len(shown) <= 6, [command.label for command in shown]


async def test_keys_of_ones_own_take_the_place_of_those_that_were_set(tmp_path):
    stage = stage_of(*prepared(tmp_path))
    own = {"onward": ("f6", "f9"), "export": ("y",), "help": ("f2",)}
    app = CoopcoachApp(stage.t, StageScreen(stage), own)
    async with app.run_test(size=SMALL) as pilot:
        first = stage.place
        await keys(pilot, "f8")
        assert "▸1" in drawn(pilot)
        await keys(pilot, "f9")
        assert stage.place == first
        assert "▸Together" in drawn(pilot)
        assert "F6 Go on" in drawn(pilot)
        await keys(pilot, "f6", "f6")
        assert stage.place == first + 1
        await keys(pilot, "f2")
        assert "What you can do here" in text(pilot.app)
        await keys(pilot, "escape")


async def test_a_wrong_setting_is_said_before_a_screen_is_opened(tmp_path):
    from coopcoach.errors import BadFile
    from coopcoach.tui.app import run_stage

    workspace, slug = prepared(tmp_path)
    settings_path(workspace).write_text("keys:\n  rewheel: r\n")
    with pytest.raises(BadFile) as caught:
        run_stage(Stage(workspace, slug, translator("en"), lambda: None))
    assert "did you mean “reveal”?" in caught.value.sentence(translator("en"))
