"""A comment in a session's files is in no document, wherever it stands, and changes none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopcoach.i18n import translator
from coopcoach.markup.comments import without_comments
from coopcoach.markup.document import Document
from coopcoach.services.workspace.check import CheckReport, check_content
from coopcoach.storage.workspace import Workspace
from tests.builders import exported_sessions
from tests.builders.exported_sessions import SLUG
from tests.export.test_nothing_private import printed

CANARY = "KANARIE"


def files(workspace: Workspace) -> list[Path]:
    folder = workspace.sessions / SLUG
    return [folder / "session.md", *sorted((folder / "answers").glob("*.md"))]


def change(path: Path, before: str, after: str) -> None:
    source = path.read_text(encoding="utf-8")
    assert before in source, before
    path.write_text(source.replace(before, after, 1), encoding="utf-8")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return exported_sessions.written(tmp_path, exported_sessions.rich())


def commented(source: str, comment: str) -> str:
    """The file with a comment behind each line below the front matter, and on a line of its own."""
    end = source.index("\n---\n", 3) + 5
    lines = source[end:].split("\n")
    # A line of its own inside a table would end the table for any reader, so it stands before headings.
    return source[:end] + "\n".join(
        (f"{comment}\n" if line.startswith("#") else "") + (f"{line} {comment}" if line else line)
        for line in lines
    )


def test_comments_on_every_line_change_no_document(workspace: Workspace) -> None:
    before = printed(workspace, archive=True)
    for number, path in enumerate(files(workspace)):
        source = path.read_text(encoding="utf-8")
        path.write_text(commented(source, f"<!-- {CANARY}{number} -->"), encoding="utf-8")
    after = printed(workspace, archive=True)
    assert before.keys() == after.keys()
    for key, data in after.items():
        assert CANARY.encode() not in data, key
        if key[1] != "docx":
            assert data == before[key], key


PLACES = [
    # Before the joint goal, after it, over two lines, and around an action, a vote and a whole answer.
    [
        ("{#goal.sentence}\n", "{#goal.sentence}\n\n<!-- KANARIE -->\n"),
        ("einem Ansprechpartner.\n", "einem Ansprechpartner.\n\n<!-- KANARIE\n\nKANARIE -->\n"),
        ("- [ ] Versicherung", "<!--\n- [ ] KANARIE {#action-9 who=anna}\n-->\n- [ ] Versicherung"),
        ("> Schlechte", "> <!-- KANARIE -->Schlechte"),
    ],
    [
        ("einem Ansprechpartner.\n", "einem<!-- KANARIE --> Ansprechpartner.\n"),
        ("{#actions}\n", "{#actions}\n\n<!--\n### F {#goal.not}\n\nKANARIE\n\n-->\n"),
        ("title: ", "title: <!-- KANARIE --> "),
    ],
    # It does not end: all that follows is left out.
    [("einem Ansprechpartner.\n", "einem Ansprechpartner.\n\n<!-- KANARIE\n")],
]


@pytest.mark.parametrize("changes", PLACES)
def test_a_comment_is_printed_nowhere(workspace: Workspace, changes: list[tuple[str, str]]) -> None:
    session = files(workspace)[0]
    for before, after in changes:
        change(session, before, after)
    assert session.read_text(encoding="utf-8").count(CANARY) >= len(changes)
    for key, data in printed(workspace, archive=True).items():
        assert CANARY.encode() not in data, key


def test_a_vote_in_a_comment_does_not_count(workspace: Workspace) -> None:
    session = files(workspace)[0]
    source = session.read_text(encoding="utf-8")
    below = source[source.index("> Schlechte") :].split("\n")
    voice = next(line for line in below if "{#voice partner=ben" in line)
    change(session, voice, f"<!-- {voice} -->")
    pages = printed(workspace, archive=False)
    assert b"Schlechte Nachrichten sagen wir am Telefon" not in pages["rules", "pdf"]


def test_check_asks_and_finds_no_fault(workspace: Workspace) -> None:
    session, anna, _ = files(workspace)
    assert check_content(workspace).questions == []
    change(session, "{#actions}\n", "{#actions}\n\n<!--\n### F {#note.x}\n\nGEHEIM\n\n-->\n")
    source = anna.read_text(encoding="utf-8")
    why = source.index("{#goal.why}")
    added = "\n\nWeil es passt.\n\n```\n# kein Titel\n```\n\n## Notiz\n\nGEHEIM\n\n<!-- GEHEIM\n\n"
    anna.write_text(source[: why + 11] + added + source[why + 11 :], encoding="utf-8")
    scale = source.index("{#talk.openness")
    end = source.index("\n", scale)
    source = anna.read_text(encoding="utf-8").replace(source[scale:end], source[scale:end] + "\n\nsieben", 1)  # fmt: skip
    anna.write_text(source, encoding="utf-8")
    report = check_content(workspace)
    assert report.faults == 0
    asked = said(report)
    assert [(path, words) for path, words, _ in asked] == [
        ("session.md", "a comment runs across a heading"),
        ("anna.md", "an answer contains a heading without an id"),
        ("anna.md", "a comment begins here and does not end"),
        ("anna.md", "this answer does not fit its question"),
    ]
    lines = {path.name: path.read_text(encoding="utf-8").split("\n") for path in (session, anna)}
    assert [lines[path][line - 1].strip()[:8] for path, _, line in asked] == [
        "<!--",
        "## Notiz",
        "<!-- GEH",
        "### Wie ",
    ]
    sentences = [question.sentence(translator("de")) for _, question in report.questions]
    assert not any("GEHEIM" in sentence for sentence in sentences)


def said(report: CheckReport) -> list[tuple[str, str, int]]:
    return [
        (path.name, question.what.partition(";")[0].removesuffix(" and"), question.line)
        for path, question in report.questions
    ]


@given(st.lists(st.sampled_from(["<!--", "-->", "\n", "a", "### X {#x}", " ", "\r\n"])))
def test_nothing_but_comments_is_left_out(parts: list[str]) -> None:
    source = "".join(parts)
    shorter = without_comments(Document(source)).source
    assert "<!--" not in shorter
    if "<!--" not in source:
        assert shorter == source
    before = source.partition("<!--")[0].rstrip()
    assert shorter.startswith(before)
    rest = iter(source)
    assert all(letter in rest for letter in shorter)
