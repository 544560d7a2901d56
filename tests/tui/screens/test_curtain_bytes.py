"""The real program in a real terminal: after the curtain, none of its bytes is of the session."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime

import pexpect

from coopcoach.i18n import translator
from coopcoach.services.session.stage import Stage
from tests.builders.paths import ROOT
from tests.builders.sessions import workspace_with

PRIVATE = ("Malerbad", "Anna", "Jonas", "Huber", "Wir bauen", "Osterferien")


def test_after_the_curtain_no_byte_is_of_the_session(tmp_path):
    workspace = workspace_with(tmp_path, "Malerbad")
    stage = Stage(workspace, "malerbad", translator("de"), lambda: datetime.now(UTC))
    stage.go_to("goal-sentence")
    call = ["-m", "coopcoach", "--lang=de", "--workspace", str(tmp_path), "run", "malerbad"]
    env = {**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT)}
    child = pexpect.spawn(
        sys.executable, call, env=env, dimensions=(24, 80), encoding="utf-8", timeout=30
    )
    try:
        child.expect("Fertig spätestens am")
        child.expect("F8")
        child.send("Wir bauen bis zu den Osterferien §")
        child.expect("§")
        child.send("\x0c")
        child.expect("Einen Moment, bitte")
        # Keys of every kind, another size, and a change by another program: all of it stays below.
        child.send("ngaw\x1b[B\t\x1b")
        child.setwinsize(40, 120)
        stage.live_session.refresh()
        stage.board.park_topic("Huber und Anna")
        child.expect("Einen Moment, bitte")
        child.send("\x11")
        child.expect(pexpect.EOF)
        output = child.before
    finally:
        child.close(force=True)
    assert [word for word in PRIVATE if word in output] == []
    # What was typed before it fell is in the file.
    written = (tmp_path / "sessions" / "malerbad" / "session.md").read_text(encoding="utf-8")
    assert "Wir bauen bis zu den Osterferien §" in written
