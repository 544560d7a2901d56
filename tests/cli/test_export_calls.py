"""`coopcoach export` as it is called: documents, formats, and what each call prints."""

from __future__ import annotations

from pathlib import Path

import pytest

from coopcoach.cli.program import program
from coopcoach.i18n import LANGUAGES
from coopcoach.services.documents import catalogue as exporting
from tests.builders import exported_sessions
from tests.builders.calls import call

SESSION = exported_sessions.SLUG


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A workspace with a session of which nothing is there but a title and two names."""
    return exported_sessions.written(tmp_path / "office", exported_sessions.bare(), own=False).root


def test_the_help_page_lists_the_commands_in_the_order_of_the_work(tmp_path: Path) -> None:
    listed = call("--help", folder=tmp_path).stdout.partition("Commands")[2]
    names = [
        line.split()[0] for line in listed.splitlines() if line.startswith("  ") and line[2] != " "
    ]
    assert names == list(program.commands)
    assert [names.index(name) for name in ("new", "invite", "import", "run", "export")] == sorted(
        names.index(name) for name in ("new", "invite", "import", "run", "export")
    )


def test_the_help_page_names_every_document(tmp_path: Path) -> None:
    page = "".join(call("export", "--help", folder=tmp_path).stdout.split())
    assert [name for name in exporting.documents() if name not in page] == []


def test_every_document_has_a_neutral_name_in_each_language() -> None:
    for language in LANGUAGES.values():
        names = language.files.documents
        assert sorted(names) == sorted(exporting.documents())
        assert all(names.values())
        assert len(set(names.values())) == len(names)


def test_the_summary_is_what_is_meant_where_nothing_is_named(bare: Path) -> None:
    answer = call("export", SESSION, folder=bare)
    path = bare / "exports" / SESSION / "zusammenfassung.pdf"
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, f"{path}\n", "")
    assert path.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("arguments", "known"),
    [
        (("nothing",), ["summary", "all"]),
        (("summary", "--format", "docx"), ["pdf"]),
        (("summary", "--format", "exe"), ["pdf"]),
        (("all", "--format", "exe"), ["pdf"]),
        (("summary", "--paper", "a3"), ["a4", "letter"]),
    ],
)
def test_what_does_not_exist_names_what_does(
    bare: Path, arguments: tuple[str, ...], known: list[str]
) -> None:
    answer = call("export", SESSION, *arguments, folder=bare)
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert len(answer.stderr.splitlines()) == 1
    assert [name for name in known if name not in answer.stderr.partition("take one of")[2]] == []
    assert not (bare / "exports" / SESSION).exists()


def test_all_writes_what_can_be_made_and_says_what_not(tmp_path: Path) -> None:
    # The workbooks ask little: the time of a drawing grows with the questions.
    session = exported_sessions.bare(pack="compact", asks=("goal-why",))
    bare = exported_sessions.written(tmp_path / "office", session, own=False).root
    answer = call("export", SESSION, "all", folder=bare)
    assert answer.returncode == 0
    written = [Path(line) for line in answer.stdout.splitlines()]
    assert all(path.is_file() for path in written)
    assert {"zusammenfassung.pdf", "eckpunkte.pdf", "eckpunkte.docx"} <= {p.name for p in written}
    said = dict(line.split(": ", 1) for line in answer.stderr.splitlines())
    assert said["rules (pdf)"].startswith("no ground rule has both votes yet")
    assert said["review (pdf)"].startswith("there is no review of this session yet")
    assert "spielregeln.pdf" not in {path.name for path in written}


def test_all_in_one_format_is_only_that(bare: Path) -> None:
    answer = call("--lang", "en", "export", SESSION, "all", "--format", "docx", folder=bare)
    assert answer.returncode == 0
    assert [Path(line).name for line in answer.stdout.splitlines()] == ["agreement-outline.docx"]


def test_a_session_that_cannot_be_read_is_said_once(bare: Path) -> None:
    (bare / "sessions" / SESSION / "session.md").write_bytes(b"---\ncoopcoach: session/1\n")
    answer = call("export", SESSION, "all", folder=bare)
    assert answer.returncode == 3
    assert answer.stdout == ""
    assert answer.stderr.count("session.md") <= 2
    assert not (bare / "exports" / SESSION).exists()


def test_what_there_is_nothing_of_is_one_sentence(bare: Path) -> None:
    answer = call("export", SESSION, "rules", folder=bare, lang="de")
    assert answer.returncode == 2
    assert answer.stderr.startswith("noch keine Spielregel hat beide Stimmen")
