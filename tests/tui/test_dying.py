"""The real program in a real terminal: however it ends, what was typed is in the file.

And nothing of it stays on a screen that may be shared.
"""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pexpect
import pytest

from coopcoach.i18n import translator
from coopcoach.services.session.stage import Stage
from coopcoach.storage.workspace import Workspace
from tests.builders.paths import ROOT
from tests.builders.sessions import workspace_with

LEAVE_ALTERNATE_SCREEN = "\x1b[?1049l"
SHOW_CURSOR = "\x1b[?25h"
# Its last character is unlike any other on the screen: when it is drawn, all of it has arrived.
TYPED = "Wir bauen Bäder aus einer Hand, und zwar bis Ostern §"

CRASHING = """
import sys
from textual.binding import Binding
from textual.widgets import Input
from coopcoach.i18n import translator
from coopcoach.tui.app import CoopcoachApp
from coopcoach.tui.screens.base import BaseScreen

class Room(BaseScreen[None]):
    BINDINGS = [Binding("f4", "crash", "Crash", id="crash", priority=True)]

    def compose_body(self):
        yield Input()

    def flush(self):
        open(sys.argv[1], "w").write(self.query_one(Input).value)

    def action_crash(self):
        answer = self.query_one(Input).value
        raise ValueError(answer)

app = CoopcoachApp(translator("de"), Room(translator("de")))
app.run()
sys.exit(app.return_code or 0)
"""


@pytest.fixture
def workspace(tmp_path) -> Workspace:
    """One session that stands where a joint answer is written."""
    made = workspace_with(tmp_path, "Bad")
    Stage(made, "bad", translator("de"), lambda: datetime.now(UTC)).go_to("goal-sentence")
    return made


@pytest.fixture
def spawned() -> Iterator[list[pexpect.spawn]]:
    children: list[pexpect.spawn] = []
    yield children
    for child in children:
        if not child.closed:
            child.close(force=True)


def start(spawned, *arguments: str) -> pexpect.spawn:
    # With a fresh environment instead, LINES and COLUMNS of the caller would rule the size.
    env = {**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT)}
    child = pexpect.spawn(
        sys.executable, list(arguments), env=env, dimensions=(24, 80), encoding="utf-8", timeout=20
    )
    spawned.append(child)
    return child


def stage_with_typing(spawned, workspace: Workspace) -> pexpect.spawn:
    run = ["-m", "coopcoach", "--lang=de", "--workspace", str(workspace.root), "run", "bad"]
    child = start(spawned, *run)
    child.expect("Fertig spätestens am")
    child.expect("F8")  # the keys of a text field: the focus has arrived in it
    child.send(TYPED)
    child.expect("§")
    return child


def ended(child: pexpect.spawn) -> tuple[str, int | None]:
    """What was written after the last of the screens, and the exit code."""
    child.expect(pexpect.EOF)
    child.wait()
    return child.before, child.exitstatus


def file_of(workspace: Workspace) -> str:
    return (workspace.sessions / "bad" / "session.md").read_text(encoding="utf-8")


def assert_clean(output: str) -> None:
    drawn, _, left = output.rpartition(LEAVE_ALTERNATE_SCREEN)
    assert drawn, "the alternate screen was not left"
    assert SHOW_CURSOR in left
    words = re.sub(r"\x1b\[[0-9;?<>=]*[a-zA-Z]|\x1b\].*?(?:\x07|\x1b\\)", "", left)
    for private in ("Bad", "Anna", "Jonas", "Wir bauen", "Ostern"):
        assert private not in words
    assert "Traceback" not in output


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)]
)
def test_a_signal_ends_it_with_everything_written(spawned, workspace, number, code):
    child = stage_with_typing(spawned, workspace)
    child.kill(number)
    output, status = ended(child)
    assert TYPED in file_of(workspace)
    assert status == code
    assert_clean(output)


def test_a_closed_terminal_ends_it_with_everything_written(spawned, workspace):
    child = stage_with_typing(spawned, workspace)
    child.ptyproc.fileobj.close()
    child.ptyproc.closed = child.closed = True
    deadline = time.monotonic() + 20
    pid = status = 0
    while not pid and time.monotonic() < deadline:
        pid, status = os.waitpid(child.pid, os.WNOHANG)
        time.sleep(0.02)
    child.ptyproc.terminated = True
    assert TYPED in file_of(workspace)
    assert os.waitstatus_to_exitcode(status) == 128 + signal.SIGHUP


def test_quitting_ends_it_with_everything_written(spawned, workspace):
    child = stage_with_typing(spawned, workspace)
    child.send("\x11")
    output, status = ended(child)
    assert TYPED in file_of(workspace)
    assert status == 0
    assert_clean(output)


def test_a_fault_of_the_program_shows_no_traceback_and_no_answer(spawned, tmp_path):
    saved = tmp_path / "saved"
    child = start(spawned, "-c", CRASHING, str(saved))
    child.expect("F4")
    child.send(TYPED)
    child.expect("§")
    child.send("\x1bOS")
    output, status = ended(child)
    assert saved.read_text(encoding="utf-8") == TYPED
    assert status == 1
    assert_clean(output)
    sentence = "coopcoach musste wegen eines eigenen Fehlers anhalten (ValueError, <string>:"
    words = " ".join(output.rpartition(LEAVE_ALTERNATE_SCREEN)[2].split())
    assert sentence in words
    assert "Was Sie geschrieben haben, ist gespeichert." in words


def test_the_window_never_names_the_session(spawned, workspace):
    child = stage_with_typing(spawned, workspace)
    child.send("\x11")
    before = child.before
    output, _ = ended(child)
    titles = re.findall(r"\x1b\][012];(.*?)(?:\x07|\x1b\\)", before + output)
    assert set(titles) <= {"coopcoach"}
