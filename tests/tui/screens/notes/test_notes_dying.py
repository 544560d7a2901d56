"""However the private window ends, the note is in its file, and the terminal's title names nobody."""

from __future__ import annotations

import re
import signal

import pytest

from coopcoach.i18n import translator
from coopcoach.services.session.private_window import PrivateWindow
from tests.builders.sessions import clock, prepared
from tests.builders.terminals import Terminal, terminals

NOTE = "he hesitates at the word alone §"


@pytest.fixture
def made(tmp_path):
    return prepared(tmp_path)


def typed_in(made) -> Terminal:
    workspace, slug = made
    window = Terminal("--lang=en", "--workspace", str(workspace.root), "notes", slug, size=(60, 20))
    window.wait("To open with")
    window.press("2")
    window.wait("Write freely")
    window.press(NOTE)
    window.wait("§")
    return window


def note_of(made) -> str:
    return PrivateWindow(*made, translator("en"), clock).notes.note("arrive")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_loses_nothing(made, number):
    with terminals(typed_in(made)) as (window,):
        window.child.kill(number)
        window.child.wait()
        assert window.child.exitstatus == 128 + number
    assert note_of(made) == NOTE


def test_a_closed_terminal_loses_nothing(made):
    with terminals(typed_in(made)) as (window,):
        assert window.hang_up() == 128 + signal.SIGHUP
    assert note_of(made) == NOTE


def test_the_title_is_neutral_and_quitting_saves(made):
    with terminals(typed_in(made)) as (window,):
        assert window.quit() == 0
        titles = set(re.findall(rb"\x1b\][012];(.*?)(?:\x07|\x1b\\)", bytes(window.raw)))
    assert titles <= {b"coopcoach"}
    assert note_of(made) == NOTE
