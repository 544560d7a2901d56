"""The table of commands is the one source: of bindings, of the docs' key tables, of the names in the settings."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from coopcoach.i18n import translator
from coopcoach.storage.settings import read_settings, settings_path
from coopcoach.storage.workspace import make_workspace
from coopcoach.tui.commands import COMMAND_IDS, GROUPS, Command
from coopcoach.tui.widgets.frame.keys import key_name
from tests.builders.paths import ROOT

T = translator("en")
# A page, the heading above its tables, and the groups whose commands are in them.
DESK = (
    "DESK",
    "SESSION_FILTER",
    "SESSION_LIST",
    "HISTORY",
    "NEW_SESSION",
    "FORM_CHOICE",
    "MAILS",
    "WELCOME",
)
WORKBOOK = ("PREPARE", "PREPARE_OVERVIEW", "WORKBOOK_PAGE")
NO_KEYS_OF_THE_CALL = (*DESK, *WORKBOOK, "NOTES", "CURTAIN", "HELP")
CALL = tuple(name for name in GROUPS if name not in NO_KEYS_OF_THE_CALL)
PAGES = [
    ("in-the-call.md", "## The keys", "At the desk:", CALL),
    ("in-the-call.md", "At the desk:", "## The reveal", DESK),
    ("private-window.md", "# The private window", "**Guide.**", ("NOTES",)),
]
# Not named in the settings: without a label, or on every screen under the same keys.
NOT_IN_DOCS = {"stay"}


def tables(page: str, begin: str, end: str) -> Iterator[list[str]]:
    """The rows of all tables between two lines of a page, without their heads."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    for line in text[text.index(begin) : text.index(end)].splitlines():
        cells = [cell.strip() for cell in re.split(r"(?<!`)\|(?!`)", line)[1:-1]]
        if cells and cells[0] not in {"what", "---"}:
            yield cells


def quoted(cell: str) -> list[str]:
    return re.findall("`([^`]+)`", cell)


def documented(page: str, begin: str, end: str) -> dict[str, tuple[list[str], list[str]]]:
    """The keys of each command outside of text fields and in them, by the command's name."""
    found = {}
    for _what, outside, inside, names in tables(page, begin, end):
        keys, more, ids = quoted(outside), quoted(inside), quoted(names)
        if len(ids) == 1:
            found[ids[0]] = (keys, more)
        for number, name in enumerate(ids if len(ids) > 1 else []):
            found[name] = (keys[number : number + 1], more[number : number + 1])
    return found


def works_in_text_fields(key: str) -> bool:
    return key in {"escape", "tab", "shift+tab"} or re.match(r"ctrl\+|f\d", key) is not None


def expected(groups: tuple[str, ...]) -> dict[str, tuple[list[str], list[str]]]:
    """The same as the table has it."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    for command in (command for name in groups for command in GROUPS[name].commands):
        outside, inside = found.setdefault(command.id, ([], []))
        for key in command.all_keys:
            keys = inside if works_in_text_fields(key) else outside
            if key_name(T, key) not in keys:
                keys.append(key_name(T, key))
    return found


def without_repetition(keys: tuple[list[str], list[str]]) -> tuple[set[str], set[str]]:
    """A key that works everywhere may stand in both columns."""
    outside, inside = (set(each) for each in keys)
    return outside - inside, inside


@pytest.mark.parametrize(("page", "begin", "end", "groups"), PAGES)
def test_the_key_tables_of_the_docs_have_every_command_with_its_keys(page, begin, end, groups):
    written = documented(page, begin, end)
    wanted = {k: v for k, v in expected(groups).items() if k not in NOT_IN_DOCS}
    if groups == DESK:
        del wanted["leave"]
    assert {k: without_repetition(v) for k, v in written.items()} == {
        k: without_repetition(v) for k, v in wanted.items()
    }


def test_the_key_table_of_the_workbook_has_its_commands_in_their_order():
    rows = list(tables("before-the-call.md", "opens the text workbook", "A workbook with"))
    wanted = expected(("PREPARE",)).values()
    assert [(quoted(row[1]), quoted(row[2])) for row in rows] == list(wanted)


def test_a_missing_and_a_wrong_key_in_the_docs_are_found():
    page, begin, end, groups = PAGES[2]
    written = documented(page, begin, end)
    wanted = expected(groups)
    assert written == wanted
    assert {**written, "mark": (["m"], [])} != wanted
    assert {k: v for k, v in written.items() if k != "mark"} != wanted


@pytest.mark.parametrize("name", sorted(GROUPS))
def test_no_two_commands_of_a_screen_have_the_same_words_in_the_list_of_keys(name):
    words: dict[str, str] = {}
    for command in here(name):
        label = command.help or command.label
        if label:
            assert words.setdefault(label, command.id) == command.id, label


def here(name: str) -> list[Command]:
    """The commands that work at the same time as those of a group."""
    group = GROUPS[name]
    found = list(group.commands)
    while group.within:
        group = group.within[0]
        own = {command.id for command in found}
        found.extend(command for command in group.commands if command.id not in own)
    return found


def test_each_command_can_get_a_key_in_the_settings(tmp_path):
    workspace = make_workspace(tmp_path)
    lines = [f"  {name}: alt+{chr(0x4E00 + number)}" for number, name in enumerate(COMMAND_IDS)]
    settings_path(workspace).write_text("\n".join(["keys:", *lines]), encoding="utf-8")
    assert tuple(read_settings(workspace, COMMAND_IDS).keys) == COMMAND_IDS
