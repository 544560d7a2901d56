"""Copies that sync programs leave are recognised by name and content, and joined without losing a word."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from coopcoach.markup.document import Document
from coopcoach.storage.copies import (
    ConflictCopy,
    find_copies,
    is_copy_by_name,
    may_be_copy,
    merge_conflict_copy,
)
from coopcoach.storage.workspace import Workspace
from tests.builders.calls import call, files_of
from tests.builders.sessions import START, answer_as, new_session

# The program, and how it names a copy of “anna-meier.md”.
NAMED = (
    ("Syncthing", "anna-meier.sync-conflict-20270115-101500-ABCDEF7.md"),
    ("Nextcloud", "anna-meier (conflicted copy 2027-01-15 101500).md"),
    ("Nextcloud, a user", "anna-meier (conflicted copy anna 2027-01-15 101500).md"),
    ("ownCloud to 2.4", "anna-meier_conflict-20270115-101500.md"),
    ("Dropbox", "anna-meier (Anna's conflicted copy 2027-01-15).md"),
    ("Dropbox, again", "anna-meier (Annas-PC's conflicted copy 2027-01-15 (1)).md"),
    ("Dropbox, German", "anna-meier (In Konflikt stehende Kopie von Anna 2027-01-15).md"),
    ("Dropbox, case", "anna-meier (Case Conflict).md"),
    ("Google Drive, older", "anna-meier_conf(1).md"),
    ("Google Drive, mark", "[Conflict] anna-meier.md"),
    ("Seafile", "anna-meier (SFConflict anna@example.org 2027-01-15-10-15-00).md"),
    ("Synology Drive", "anna-meier_ANNA-PC_Jan-15-101500-2027_Conflict.md"),
    ("Resilio Sync", "anna-meier.Conflict.md"),
)
DOUBTFUL = (
    ("Google Drive", "anna-meier (1).md"),
    ("OneDrive", "anna-meier-LAPTOP-7F3K.md"),
    ("OneDrive, again", "anna-meier-ANNAS-PC-2.md"),
    ("iCloud", "anna-meier 2.md"),
    ("macOS", "anna-meier Kopie.md"),
    ("git", "anna-meier.md.orig"),
)


@pytest.mark.parametrize(("program", "name"), NAMED, ids=[program for program, _ in NAMED])
def test_a_name_that_says_conflict_is_a_copy(program: str, name: str) -> None:
    assert is_copy_by_name(name, "anna-meier.md"), program


@pytest.mark.parametrize(("program", "name"), DOUBTFUL, ids=[program for program, _ in DOUBTFUL])
def test_a_doubtful_name_needs_its_content(program: str, name: str) -> None:
    assert not is_copy_by_name(name, "anna-meier.md"), program
    assert may_be_copy(name, "anna-meier.md"), program


@pytest.mark.parametrize(
    "name", ["anna-meier.md", "ben-weiss.md", "anna-meiers.md", "anna-meier.pdf"]
)
def test_another_file_is_none(name: str) -> None:
    assert not may_be_copy(name, "anna-meier.md")


@pytest.fixture
def session(tmp_path: Path) -> tuple[Workspace, str]:
    workspace, slug = new_session(tmp_path)
    answer_as(workspace, slug, "anna-meier", "de", {"goal.why": "ours"})
    return workspace, slug


def test_copies_of_every_program_are_found_by_name_and_content(
    session: tuple[Workspace, str],
) -> None:
    workspace, slug = session
    answers = workspace.sessions / slug / "answers"
    text = (answers / "anna-meier.md").read_bytes()
    for _, name in (*NAMED, *DOUBTFUL):
        (answers / name).write_bytes(text)
    found = find_copies(workspace.sessions / slug)
    assert {copy.path.name for copy in found} == {name for _, name in (*NAMED, *DOUBTFUL)}
    assert {copy.original.name for copy in found} == {"anna-meier.md"}


def test_the_file_of_a_partner_with_a_like_name_is_no_copy(session: tuple[Workspace, str]) -> None:
    workspace, slug = session
    answers = workspace.sessions / slug / "answers"
    text = (answers / "anna-meier.md").read_text("utf-8")
    (answers / "anna-meier-2.md").write_text(
        text.replace("partner: anna-meier", "partner: anna-meier-2"), "utf-8"
    )
    (answers / "anna-meier notes.md").write_text("# my own\n", "utf-8")
    assert find_copies(workspace.sessions / slug) == ()


def test_copies_of_the_session_and_of_the_notes_are_found(session: tuple[Workspace, str]) -> None:
    workspace, slug = session
    folder = workspace.sessions / slug
    (folder / "session 2.md").write_bytes((folder / "session.md").read_bytes())
    (folder / "coach-notes.md").write_text("---\ncoopcoach: notes/1\n---\n", "utf-8")
    (folder / "coach-notes (1).md").write_text("---\ncoopcoach: notes/1\n---\nSECRET\n", "utf-8")
    (folder / "session plan.md").write_text("# what I plan\n", "utf-8")
    assert {(c.path.name, c.original.name) for c in find_copies(folder)} == {
        ("session 2.md", "session.md"),
        ("coach-notes (1).md", "coach-notes.md"),
    }


def test_a_copy_is_joined_and_goes_to_the_history(session: tuple[Workspace, str]) -> None:
    workspace, slug = session
    path = workspace.sessions / slug / "answers" / "anna-meier.md"
    copy = path.with_name(NAMED[0][1])
    other = path.read_text("utf-8").replace("ours", "theirs")
    copy.write_text(other, "utf-8")
    (found,) = find_copies(workspace.sessions / slug)
    assert merge_conflict_copy(found, START).conflicts == ("goal.why",)
    text = path.read_text("utf-8")
    assert "\nours\n" in text
    assert "{#conflict of=goal.why}\n\ntheirs\n" in text
    assert not copy.exists()
    assert other.encode() in files_of(path.parent / ".history").values()
    assert find_copies(workspace.sessions / slug) == ()


def test_marks_of_git_are_joined_also_in_the_front_matter(session: tuple[Workspace, str]) -> None:
    workspace, slug = session
    path = workspace.sessions / slug / "session.md"
    lines = path.read_text("utf-8").split("\n")
    place = next(i for i, line in enumerate(lines) if line.startswith("coach:"))
    lines[place : place + 1] = [
        "<<<<<<< HEAD",
        "coach: Carla",
        "=======",
        "coach: ''",
        ">>>>>>> laptop",
    ]
    path.write_text("\n".join(lines), "utf-8")
    done = call("check", folder=workspace.root)
    assert done.returncode == 1
    assert "git has left both versions" in done.stdout
    (found,) = find_copies(path.parent)
    assert found == ConflictCopy(path, path)
    merge_conflict_copy(found, START)
    assert Document(path.read_text("utf-8")).front_value("coach") == "Carla"
    assert call("check", folder=workspace.root).returncode == 0


def test_check_and_list_name_copies_without_a_word_of_them(session: tuple[Workspace, str]) -> None:
    workspace, slug = session
    answers = workspace.sessions / slug / "answers"
    text = (answers / "anna-meier.md").read_text("utf-8")
    (answers / NAMED[0][1]).write_text(text.replace("ours", "CANARY"), "utf-8")
    before = call("check", folder=workspace.root).stdout
    assert NAMED[0][1] in before
    assert "1 fault" in before
    listed = call("list", folder=workspace.root).stdout
    assert "1 copy of a sync program" in listed
    assert "CANARY" not in before + listed
    joined = call("conflicts", slug, "--join", folder=workspace.root).stdout
    assert "1 answer of Anna Meier has two versions" in joined
    after = call("check", folder=workspace.root).stdout
    assert "two programs changed the same" in after
    assert "CANARY" not in joined + after + call("list", folder=workspace.root).stdout


def test_a_title_that_only_the_copy_has_is_told(session: tuple[Workspace, str]) -> None:
    workspace, slug = session
    path = workspace.session_folder(slug) / "session.md"
    text = path.read_text(encoding="utf-8")
    other = re.sub("(?m)^title: .*$", "title: Neuer Name", text)
    path.with_name("session (conflicted copy).md").write_text(other, encoding="utf-8")
    said = call("conflicts", slug, "--join", folder=workspace.root).stdout
    assert "title: Neuer Name" in said
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("alone", [1, 3])
def test_words_of_another_machine_are_asked_about_where_the_history_came_along(
    tmp_path: Path, alone: int
) -> None:
    """The history is synchronised with the files: the text of the copy is in it, and is no earlier state of ours."""
    workspace, slug = new_session(tmp_path / "here")
    answer_as(workspace, slug, "anna-meier", "de", {"goal.why": "common", "talk.quiet": "old risk"})
    shutil.copytree(workspace.root, tmp_path / "there")
    there = Workspace(tmp_path / "there")
    for number in range(alone):
        answer_as(workspace, slug, "anna-meier", "de", {"goal.why": f"ours {number}"})
    answer_as(there, slug, "anna-meier", "de", {"goal.why": "theirs"})
    answer_as(there, slug, "anna-meier", "de", {"goal.benefit": "theirs alone"})
    answers, others = (w.sessions / slug / "answers" for w in (workspace, there))
    name = "anna-meier.sync-conflict-20270115-101500-ABCDEF7.md"
    shutil.copy2(others / "anna-meier.md", answers / name)
    shutil.copytree(others / ".history", answers / ".history", dirs_exist_ok=True)
    (copy,) = find_copies(answers.parent)
    merged = merge_conflict_copy(copy, START)
    assert merged.conflicts == ("goal.why",)
    text = (answers / "anna-meier.md").read_text("utf-8")
    assert text.count("theirs alone") == text.count("old risk") == 1
    assert f"ours {alone - 1}" in text
    assert "\ntheirs\n" in text
