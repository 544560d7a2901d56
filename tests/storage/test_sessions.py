"""The files of a session: one program makes them, and takes away only its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from coopcoach.errors import Conflict
from coopcoach.storage.sessions import create_session, open_session
from tests.builders.sessions import workspace_with


def test_a_session_that_another_program_makes_at_the_same_time_stays_as_it_is(
    tmp_path: Path,
) -> None:
    workspace = workspace_with(tmp_path, "One")
    one = open_session(workspace, "one")
    theirs = workspace.sessions / "two"
    theirs.mkdir()
    (theirs / "session.md").write_text("theirs")
    with pytest.raises(Conflict, match="has just made"):
        create_session(workspace, one.session.model_copy(update={"slug": "two"}), one.workbooks)
    assert [(p.name, p.read_text()) for p in theirs.iterdir()] == [("session.md", "theirs")]
