"""The file of the notes: made with the first note, for its owner's eyes only, never over another's change."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest

from coopcoach.domain.coach_notes import StageRequest
from coopcoach.i18n import translator
from coopcoach.markup.formats.notes_file import with_note, with_request
from coopcoach.storage.history import earlier_states, read_state
from coopcoach.storage.notes import notes_path, open_notes, save_notes, stage_request
from coopcoach.storage.sessions import open_session
from coopcoach.storage.workspace import Workspace
from tests.builders.sessions import START, new_session

T = translator("de")


@pytest.fixture
def made(tmp_path) -> tuple[Workspace, str]:
    return new_session(tmp_path)


def test_the_first_note_makes_the_file_and_a_second_keeps_what_was(made):
    workspace, slug = made
    session = open_session(workspace, slug).session
    opened = open_notes(workspace, session)
    assert not opened.path.exists()
    first = with_note(opened.document, "arrive", "Ankommen", "eins")
    opened = save_notes(opened, first, session, START)
    assert opened.path.stat().st_mode & 0o777 == 0o600
    second = with_note(opened.document, "arrive", "Ankommen", "zwei")
    save_notes(opened, second, session, START + timedelta(minutes=2))
    assert open_notes(workspace, session).notes.notes == {"arrive": "zwei"}
    before, after = map(read_state, earlier_states(opened.path))
    assert "eins" in before
    assert "zwei" in after


def test_a_change_by_another_program_is_joined(made):
    workspace, slug = made
    session = open_session(workspace, slug).session
    empty = open_notes(workspace, session)
    base = save_notes(empty, with_note(empty.document, "arrive", "Ankommen", "da"), session, START)
    theirs = with_note(base.document, "goal-why", "Ziel", "im Editor")
    base.path.write_text(theirs.source)
    ours = with_note(base.document, "arrive", "Ankommen", "hier")
    saved = save_notes(base, ours, session, START)
    assert saved.notes.notes == {"arrive": "hier", "goal-why": "im Editor"}
    assert saved.conflicts == ()


def test_where_both_changed_the_same_both_stay(made):
    workspace, slug = made
    session = open_session(workspace, slug).session
    empty = open_notes(workspace, session)
    base = save_notes(empty, with_note(empty.document, "arrive", "Ankommen", "da"), session, START)
    base.path.write_text(with_note(base.document, "arrive", "Ankommen", "dort").source)
    ours = with_note(base.document, "arrive", "Ankommen", "hier")
    saved = save_notes(base, ours, session, START)
    assert saved.conflicts == ("arrive",)
    assert {"hier", "dort"} <= set(saved.notes.notes.values())


def test_a_file_that_came_meanwhile_is_joined(made):
    workspace, slug = made
    session = open_session(workspace, slug).session
    opened = open_notes(workspace, session)
    other = with_note(opened.document, "goal-why", "Ziel", "auf dem anderen Rechner")
    opened.path.write_text(other.source)
    saved = save_notes(
        opened, with_note(opened.document, "arrive", "Ankommen", "hier"), session, START
    )
    notes = {"arrive": "hier", "goal-why": "auf dem anderen Rechner"}
    assert saved.notes.notes == notes


CANARY = "GEHEIMENOTIZ"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_the_stage_reads_the_request_and_not_a_byte_more(made):
    workspace, slug = made
    session = open_session(workspace, slug).session
    opened = open_notes(workspace, session)
    document = with_note(opened.document, "arrive", "Ankommen", CANARY)
    document = with_request(document, StageRequest(at=START, go="goal-why"))
    front, notes = document.source[: document.front.end], document.source[document.front.end :]
    assert CANARY in notes
    pipe = notes_path(workspace, slug)
    os.mkfifo(pipe)
    left = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    writer = os.open(pipe, os.O_WRONLY)
    os.write(writer, document.source.encode())
    assert stage_request(pipe) == StageRequest(at=START, go="goal-why")
    assert os.read(left, 1_000_000).decode() == notes, front
    os.close(writer)
    os.close(left)


@pytest.mark.parametrize("text", ["", "frei", "---\n", "---\nstage: {", "--- kein\n---\n" * 500])
def test_whatever_lies_there_the_stage_goes_on(tmp_path, text):
    path = tmp_path / "coach-notes.md"
    path.write_text(text)
    assert stage_request(path) is None
    assert stage_request(tmp_path / "none.md") is None
    assert stage_request(tmp_path) is None
