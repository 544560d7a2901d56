"""The command line as it is called: what it prints, where, and with which exit code."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from coopcoach.cli.program import program
from tests.builders.calls import call, call_program, files_of
from tests.builders.examples import is_deep
from tests.builders.paths import ROOT
from tests.builders.workbooks import built_in_workbook

PARTNERS = (
    "--partner",
    "Anna Meier, Malerei Meier <anna@example.org>",
    "--partner",
    "Jörg Weiß <joerg@example.org>",
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one session, for copies alone."""
    folder = tmp_path_factory.mktemp("calls") / "office"
    assert call("init", str(folder), folder=folder.parent).returncode == 0
    made = call("new", "Maler & Tischler", *PARTNERS, "--lang", "de", folder=folder)
    assert (made.returncode, made.stdout) == (0, "maler-tischler\n")
    return folder


@pytest.fixture
def workspace(office: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(office, tmp_path / "office"))


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("name", ["", *program.commands])
def test_every_command_has_a_help_page_in_both_languages(
    tmp_path: Path, lang: str, name: str
) -> None:
    page = call(*([name] if name else []), "--help", folder=tmp_path, lang=lang)
    assert page.returncode == 0
    assert page.stdout.startswith("Aufruf: " if lang == "de" else "Usage: ")
    assert lang != "de" or not {"SESSION", "FILE", "DIR"} & set(page.stdout.split())
    assert ("Diese Seite anzeigen" in page.stdout) == (lang == "de")


def test_every_command_is_in_the_changelog_or_readme() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    text += "".join(p.read_text(encoding="utf-8") for p in (ROOT / "docs").glob("*.md"))
    missing = [name for name in program.commands if f"coopcoach {name}" not in text]
    assert missing == []


def test_a_new_session_is_listed_and_shown(workspace: Path) -> None:
    listed = json.loads(call("list", "--json", folder=workspace).stdout)
    assert [s["slug"] for s in listed] == ["maler-tischler"]
    assert listed[0]["partners"] == ["Anna Meier", "Jörg Weiß"]
    shown = json.loads(call("show", "maler-tischler", "--json", folder=workspace).stdout)
    assert shown["pack"] == "compact"
    assert sum(item["minutes"] for item in shown["agenda"]) == 90
    assert "Anna Meier" in call("show", "maler-tischler", folder=workspace).stdout


def test_a_call_in_the_past_is_made_and_said(workspace: Path) -> None:
    made = call("new", "Alt", *PARTNERS, "--date", "2019-03-01T10:00", folder=workspace, lang="en")
    assert (made.returncode, made.stdout) == (0, "alt\n")
    assert "1 March 2019, which is in the past" in made.stderr


def test_umlauts_in_names_are_written_out(workspace: Path) -> None:
    given = ("--partner", "Änne Groß", "--partner", "Jörg Übel")
    made = call("new", "Bürogemeinschaft Süd", *given, folder=workspace)
    assert made.stdout == "buerogemeinschaft-sued\n"
    answers = workspace / "sessions" / "buerogemeinschaft-sued" / "answers"
    assert {path.stem for path in answers.iterdir()} == {"aenne-gross", "joerg-uebel"}


def test_a_workspace_is_found_from_a_folder_inside_it(workspace: Path) -> None:
    inside = workspace / "sessions" / "maler-tischler"
    assert "maler-tischler" in call("list", folder=inside).stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("lst",),
        ("list", "--foo"),
        ("run",),
        ("run", "nobody"),
        ("run", "../../etc"),
        ("show", "../maler-tischler"),
        ("new", "Title", "--partner", "Anna"),
        ("new", "Title", "--partner", "Anna", "--partner", "Ben", "--pack", "big"),
        ("new", " ", "--partner", "Anna", "--partner", "Ben"),
        ("new", "Title", "--partner", "Hans Maier", "--partner", "hans maier <h@example.org>"),
        ("backup", "nowhere/backup.zip"),
        ("restore", "nowhere.zip"),
        ("history", "maler-tischler", "--prompt", "nope"),
        ("forget", "maler", "--yes"),
        ("new", "Title", "--partner", "<a@example.org>", "--partner", "Ben"),
        ("new", "Title", "--partner", "Anna", "--partner", "Ben", "--date", "tomorrow"),
        ("new", "T", "--partner", "Anna", "--partner", "Ben", "--partner-lang", "Eva=de"),
        ("new", "T", "--partner", "Anna", "--partner", "Ben", "--partner-lang", "Anna=fr"),
        ("check", "nowhere"),
    ],
)
def test_a_wrong_call_is_one_sentence_and_writes_nothing(
    workspace: Path, arguments: tuple[str, ...]
) -> None:
    before = files_of(workspace)
    answer = call(*arguments, folder=workspace)
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert len(answer.stderr.splitlines()) == 1
    assert "Traceback" not in answer.stderr
    assert files_of(workspace) == before


@pytest.mark.parametrize(
    "options",
    [
        ("--workspace", "office", "--lang", "de"),
        ("--lang", "de", "--workspace", "office"),
        ("--workspace=office", "--lang=de"),
        ("--workspace", "de", "--lang", "de"),
        ("--wrong", "--lang", "de"),
    ],
    ids=" ".join,
)
def test_the_language_of_a_call_is_found_wherever_it_stands(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    answer = call(*options, "lst", folder=tmp_path, lang="en")
    assert answer.returncode == 2
    assert answer.stderr.startswith("es gibt kein")


def test_a_language_that_is_an_options_value_is_none(tmp_path: Path) -> None:
    answer = call("--workspace", "--lang", "de", folder=tmp_path, lang="en")
    assert answer.stderr.startswith("there is no command")


def test_outside_a_workspace_the_next_step_is_named(tmp_path: Path) -> None:
    answer = call("list", folder=tmp_path)
    assert answer.returncode == 2
    assert "coopcoach init" in answer.stderr


OWN_EXERCISE = """---
exercise: my-own
point: team
order: 900
talk_minutes: {full: 5}
---
# My own

## What else? {#team.else kind=long phase=prepare packs=full minutes=1}
"""


@pytest.mark.parametrize(
    ("planted", "line", "what"),
    [
        (OWN_EXERCISE.replace("kind=long", "kind=longer"), 9, "unknown kind “longer”"),
        (OWN_EXERCISE + OWN_EXERCISE.splitlines()[-1] + "\n", 10, "is used twice"),
        (OWN_EXERCISE, 1, "missing in the other language (de)"),
    ],
)
@pytest.mark.parametrize("command", ["run", "export"])
def test_a_faulty_exercise_names_file_line_and_next_step(
    workspace: Path, planted: str, line: int, what: str, command: str
) -> None:
    path = workspace / "exercises" / "en" / "my-own.md"
    path.parent.mkdir(parents=True)
    path.write_text(planted, encoding="utf-8")
    before = files_of(workspace)
    answer = call(command, "maler-tischler", folder=workspace)
    assert answer.returncode == 3
    assert f"my-own.md:{line}: " in answer.stderr
    assert what in answer.stderr
    assert "Traceback" not in answer.stderr
    assert files_of(workspace) == before


@pytest.mark.parametrize("command", ["run", "show", "export", "list"])
def test_broken_front_matter_names_file_line_and_next_step(workspace: Path, command: str) -> None:
    path = workspace / "sessions" / "maler-tischler" / "session.md"
    text = path.read_text(encoding="utf-8").replace("pack: compact", "pack: [compact", 1)
    path.write_text(text, encoding="utf-8")
    before = files_of(workspace)
    arguments = [command] if command == "list" else [command, "maler-tischler"]
    answer = call(*arguments, folder=workspace)
    assert answer.returncode == 3
    where = answer.stdout if command == "list" else answer.stderr
    assert "session.md:" in where
    assert "front matter" in where
    assert "Traceback" not in answer.stderr
    assert files_of(workspace) == before


@pytest.mark.parametrize("elsewhere", ["../../../elsewhere", "/elsewhere", "..", ""])
def test_a_partner_whose_id_leads_elsewhere_is_a_fault(workspace: Path, elsewhere: str) -> None:
    path = workspace / "sessions" / "maler-tischler" / "session.md"
    text = path.read_text(encoding="utf-8").replace("id: anna-meier", f"id: '{elsewhere}'", 1)
    path.write_text(text, encoding="utf-8")
    before = files_of(workspace.parent)
    answer = call("invite", "maler-tischler", folder=workspace)
    assert answer.returncode == 3
    assert "session.md:" in answer.stderr
    assert files_of(workspace.parent) == before


def test_check_says_how_much_there_is(tmp_path: Path) -> None:
    answer = call("check", folder=tmp_path)
    assert answer.returncode == 0
    exercises = built_in_workbook("en").for_pack("compact")
    assert f"compact: {len(exercises)} exercises" in answer.stdout
    assert "83 minutes + 0 for breaks + 7 to spare" in answer.stdout
    assert "0 faults" in answer.stdout


def test_titles_from_files_do_not_steer_the_terminal(workspace: Path) -> None:
    path = workspace / "sessions" / "maler-tischler" / "session.md"
    text = path.read_text(encoding="utf-8")
    text = text.replace("title: Maler & Tischler", 'title: "Maler \\e[31m\\u202e & \\a"', 1)
    path.write_text(text, encoding="utf-8")
    answer = call("list", folder=workspace)
    assert answer.returncode == 0
    assert "\x1b" not in answer.stdout
    assert "\u202e" not in answer.stdout
    assert "\a" not in answer.stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--help",), 0),
        (("list", "--json"), 0),
        (("show", "maler-tischler"), 0),
        (("lst",), 2),
        (("show", "nobody"), 2),
        (("import", "maler-tischler", "missing.md"), 3),
    ],
)
def test_the_program_prints_and_exits_as_the_call_in_this_process(
    workspace: Path, arguments: tuple[str, ...], code: int
) -> None:
    # By default each call in one language, and both come.
    for lang in ("de", "en") if is_deep() else (("de", "en")[len(arguments) % 2],):
        program = call_program(*arguments, folder=workspace, lang=lang)
        here = call(*arguments, folder=workspace, lang=lang)
        assert program.returncode == code
        assert (program.returncode, program.stdout, program.stderr) == (
            here.returncode,
            here.stdout,
            here.stderr,
        )
