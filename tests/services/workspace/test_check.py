"""What `check` names in a session's folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from coopcoach.i18n import translator
from coopcoach.services.workspace.check import check_content
from tests.builders.sessions import workspace_with

NOTES = b"---\ncoopcoach: notes/1\n---\n\n## Why {#goal-why}\n\nMine\n"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe", "not UTF-8"),
        (NOTES + b"\0\0", "zero bytes"),
        (b"---\nx: [\n---\n", "front matter cannot be read"),
    ],
)
def test_damaged_notes_are_named(tmp_path: Path, content: bytes, words: str) -> None:
    folder = workspace_with(tmp_path, "Bad").session_folder("bad")
    assert check_content(None, (folder,)).faulty == []
    (folder / "coach-notes.md").write_bytes(NOTES)
    assert check_content(None, (folder,)).faulty == []
    (folder / "coach-notes.md").write_bytes(content)
    (error,) = check_content(None, (folder,)).faulty
    assert words in error.sentence(translator("en"))


def test_the_marks_of_git_are_named_with_their_line(tmp_path: Path) -> None:
    folder = workspace_with(tmp_path, "Bad").session_folder("bad")
    path = folder / "session.md"
    source = path.read_text(encoding="utf-8")
    marks = "<<<<<<< HEAD\none\n=======\ntwo\n>>>>>>> laptop\n"
    path.write_text(f"{source}\n{marks}", encoding="utf-8")
    error = next(e for e in check_content(None, (folder,)).faulty if "git" in e.faults[0].what)
    assert error.faults[0].line == source.count("\n") + 2
