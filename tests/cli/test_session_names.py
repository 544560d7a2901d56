"""The beginning of a session's name, search, what is due, completion, and the shape of JSON."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from coopcoach.cli.commands import COMMANDS
from coopcoach.cli.program import program
from coopcoach.i18n import LANGUAGES, translator
from coopcoach.storage.workspace import Workspace
from tests.builders.calls import call, call_program
from tests.builders.paths import ROOT
from tests.builders.sessions import CANARIES, prepared, workspace_with
from tests.builders.workbooks import built_in_workbook

STEPS = len(built_in_workbook("en").for_pack("compact"))

T = translator("en")
JOINT = "### What we want {#goal.sentence at=2027-01-15T10:33:30+01:00}\n\nSix old *Häuser* in Gifhorn\n\n"
PRIVATE = (
    "### Firmly? {#team.commit partner=anna-meier at=2027-01-15T11:00:00+01:00}\n\n**9** of 10\n\nAlone\n\n"
    "### Note {#note.close visibility=coach}\n\nFor the coach\n\n"
)
RULE = "### Ground rule 1 {#rule-1 point=talk}\n\n> We answer within two days.\n\n"
ACTION = "- [ ] Call the tax adviser {#action-1 until=2027-01-02}\n"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which one session is prepared, and holds a joint answer, a rule and an action."""
    folder = tmp_path_factory.mktemp("names")
    workspace_with(folder, "Mela", "Melanie")
    prepared(folder)
    path = folder / "sessions" / "meier-roth" / "session.md"
    text = path.read_text(encoding="utf-8")
    for section, added in (("rules", JOINT + PRIVATE), ("actions", RULE)):
        at = next(re.finditer(rf"^## .* \{{#{section}\}}$", text, re.MULTILINE)).start()
        text = text[:at] + added + text[at:]
    at = next(re.finditer(r"^## .* \{#parked\}$", text, re.MULTILINE)).start()
    path.write_text(f"{text[:at]}{ACTION}\n{text[at:]}", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("given", "slug"), [("mei", "meier-roth"), ("MEIER", "meier-roth"), ("mela", "mela")]
)
def test_a_beginning_that_no_other_session_has_is_enough(
    office: Path, given: str, slug: str
) -> None:
    assert Workspace(office).slug_of(given) == slug
    assert call("show", given, folder=office).stdout.startswith(f"{slug}\n")


@pytest.mark.parametrize("command", ["show", "run", "notes", "invite", "export", "found", "import"])
def test_several_sessions_of_a_beginning_are_listed(office: Path, command: str) -> None:
    more = ("answers.md",) if command == "import" else ()
    done = call(command, "me", *more, folder=office)
    assert done.returncode == 2
    assert "“me” is the beginning of 3 sessions" in done.stderr
    assert done.stderr.endswith("meier-roth, mela, melanie\n")


@pytest.mark.parametrize("given", ["", "x", "../office", ".", "meier-roth/"])
def test_a_beginning_that_no_session_has_is_an_error(office: Path, given: str) -> None:
    done = call("show", given, folder=office)
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no session" in done.stderr


def test_every_command_about_a_session_takes_a_beginning() -> None:
    about = {n: p for n, c in program.commands.items() for p in c.params if p.name == "session"}
    # It cannot be undone.
    assert type(about.pop("forget").type).__name__ == "StringParamType"
    assert {type(param.type).__name__ for param in about.values()} == {"SessionName"}
    assert {"run", "notes", "export", "show", "invite", "import", "found"} <= about.keys()


# Search


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("häuser GIFHORN", ["Joint answer: Six old *Häuser* in Gifhorn"]),
        ("two days", ["Ground rule: We answer within two days."]),
        ("roth", ["Title: Meier & Roth", "Partner: Ben Roth, Elektro Roth"]),
    ],
)
def test_a_search_names_the_places(office: Path, words: str, lines: list[str]) -> None:
    found = call("search", words, folder=office).stdout.splitlines()
    assert found[0] == "meier-roth"
    assert [line.strip() for line in found[2:]] == lines


def test_a_session_holds_all_words_of_a_search(office: Path) -> None:
    found = json.loads(call("search", "meier", "--json", folder=office).stdout)
    assert [each["slug"] for each in found] == ["meier-roth", "mela", "melanie"]
    assert call("search", "melanie", "Gifhorn", folder=office).stdout == (
        "No session contains “melanie” and “Gifhorn”.\n"
    )


@pytest.mark.parametrize("word", [*CANARIES, "Alone", "coach", "tax"])
def test_what_is_sealed_or_private_is_not_found(office: Path, word: str) -> None:
    assert call("search", word, "--json", folder=office).stdout == "[]\n"


# What is due


def test_only_what_is_due_is_listed(office: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(office, tmp_path / "office"))
    path = folder / "sessions" / "mela" / "session.md"
    source = path.read_text(encoding="utf-8")

    def due(date: str) -> dict[str, str]:
        path.write_text(source.replace("\ndate: ''", f"\ndate: {date}"), encoding="utf-8")
        listed = json.loads(call("list", "--due", "--json", folder=folder).stdout)
        return {each["slug"]: each["need"] for each in listed}

    now = datetime.now().astimezone()
    others = {"meier-roth": "action-overdue"} if now.year > 2026 else {}
    day = timedelta(days=1)
    assert due(f"{now - 2 * day:%Y-%m-%dT10:00}") == {"mela": "unfinished", **others}
    assert due(f"{now:%Y-%m-%dT10:00}") == {"mela": "today", **others}
    assert f"Today · 0 of {STEPS} exercises" in call("list", "--due", folder=folder).stdout
    assert due(f"{now + 2 * day:%Y-%m-%dT10:00}") == others


# JSON as documented


def documented(command: str) -> set[str]:
    """Return the keys that the documentation lists for a command."""
    text = (ROOT / "docs" / "for-programs.md").read_text(encoding="utf-8")
    part = text.partition(f"### `coopcoach {command} ")[2].partition("\n#")[0]
    cells = re.findall(r"^\| (`.*?) \|", part, re.MULTILINE)
    return {key for cell in cells for key in re.findall(r"`([a-z_.]+)`", cell)}


def keys_of(value: Any, above: str = "") -> set[str]:
    """Return the keys of a JSON value, those of values in it with the key above."""
    if isinstance(value, list):
        return set().union(*(keys_of(each, above) for each in value))
    if not isinstance(value, dict):
        return set()
    own = {f"{above}{key}" for key in value}
    return own.union(*(keys_of(each, f"{above}{key}.") for key, each in value.items()))


@pytest.mark.parametrize("arguments", ["list --json", "search roth --json", "show mei --json"])
def test_the_shape_of_json_is_documented(office: Path, arguments: str) -> None:
    done = call(*arguments.split(), folder=office)
    assert keys_of(json.loads(done.stdout)) == documented(arguments.split(maxsplit=1)[0])


# Completion


def completed(line: str, folder: Path) -> list[str]:
    """Return what bash is offered at the end of a line."""
    words = line.split(" ")
    env = {"_COOPCOACH_COMPLETE": "bash_complete", "COMP_WORDS": line}
    env["COMP_CWORD"] = str(len(words) - 1)
    # Click writes bytes, for which a replaced standard output has no place.
    done = call_program(folder=folder, **env)
    assert (done.returncode, done.stderr) == (0, "")
    return [each.partition(",")[2] for each in done.stdout.split()]


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("coopcoach sea", ["search"]),
        ("coopcoach ", list(COMMANDS)),
        ("coopcoach run m", ["meier-roth", "mela", "melanie"]),
        ("coopcoach --lang de notes mel", ["mela", "melanie"]),
        ("coopcoach run x", []),
        ("coopcoach list --d", ["--due"]),
    ],
)
def test_commands_options_and_sessions_are_completed(
    office: Path, line: str, offered: list[str]
) -> None:
    assert completed(line, office) == offered


@pytest.mark.parametrize("lang", LANGUAGES)
def test_fish_shows_purposes_in_the_language_of_the_reader(office: Path, lang: str) -> None:
    env = {"_COOPCOACH_COMPLETE": "fish_complete", "COMP_WORDS": "coopcoach", "COMP_CWORD": "ini"}
    done = call_program(folder=office, lang=lang, **env)
    assert done.stdout == f"plain,init\t{translator(lang)(COMMANDS['init'].purpose)}\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell_is_printed(tmp_path: Path, shell: str) -> None:
    script = call("completion", shell, folder=tmp_path).stdout
    assert f"_COOPCOACH_COMPLETE={shell}_complete" in script
    if path := shutil.which(shell):
        done = subprocess.run(
            [path, "-n"], input=script, text=True, capture_output=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")


def test_the_shell_of_the_environment_is_taken(tmp_path: Path) -> None:
    assert "zsh_complete" in call("completion", folder=tmp_path, SHELL="/usr/bin/zsh").stdout
    done = call("completion", folder=tmp_path, SHELL="/bin/tcsh")
    assert done.returncode == 2
    assert "name one of: bash, zsh, fish" in done.stderr


def test_answers_in_two_versions_are_not_said_to_be_none(tmp_path: Path) -> None:
    workspace, slug = prepared(tmp_path)
    path = workspace.sessions / slug / "answers" / "anna-meier.md"
    text = path.read_text(encoding="utf-8")
    at = re.search(r"^### .*\{#goal\.benefit", text, re.MULTILINE)
    assert at is not None
    second = "### Why? {#conflict of=goal.why}\n\nAnother reason\n\n"
    path.write_text(text[: at.start()] + second + text[at.start() :], encoding="utf-8")
    said = call("conflicts", slug, folder=tmp_path).stdout
    assert "1 answer of Anna Meier has two versions" in said
    assert "Nothing in this session" not in said
