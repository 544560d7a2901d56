"""The stage and the private window, open together on one session in two terminals.

For how long both write at random is set by ``COOPCOACH_BOTH_WRITE``, in seconds; what came of it is logged:
``COOPCOACH_BOTH_WRITE=60 python -m pytest --log-cli-level=INFO tests/tui/screens/notes/test_notes_beside_stage.py``.
"""

from __future__ import annotations

import logging
import os
import random
import re
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from coopcoach.i18n import translator
from coopcoach.services.session.private_window import PrivateWindow
from coopcoach.services.session.stage import Stage
from coopcoach.storage.workspace import Workspace
from tests.builders.sessions import clock, prepared
from tests.builders.terminals import Terminal, terminals

LOG = logging.getLogger(__name__)
SECONDS = float(os.environ.get("COOPCOACH_BOTH_WRITE", "2"))
# Words of each window, however long they take.
LEAST = 6
F2, F3, F5, F8, F10 = "\x1bOQ", "\x1bOR", "\x1b[15~", "\x1b[19~", "\x1b[21~"
SHIFT_TAB = "\x1b[Z"
# No key of the program, so that a word that missed its field would only be lost, and be missed.
LETTERS = "QXYZVJKW"


@pytest.fixture
def made(tmp_path: Path) -> tuple[Workspace, str]:
    return prepared(tmp_path)


def both(made: tuple[Workspace, str]) -> tuple[Terminal, Terminal]:
    workspace, slug = made
    call = ("--lang=en", "--workspace", str(workspace.root))
    return Terminal(*call, "run", slug), Terminal(*call, "notes", slug, size=(60, 20))


def ready(*windows: Terminal) -> None:
    """Wait for what is drawn last: from then on keys count."""
    for window in windows:
        window.wait("Exercise 1 of")
        window.wait("All keys")


def at(number: int) -> str:
    return f"Exercise {number} of"


def test_a_step_on_either_shows_on_the_other(made):
    with terminals(*both(made)) as (stage, notes):
        ready(stage, notes)
        notes.press(F8)
        stage.wait(at(2))
        notes.wait(at(2))
        stage.press("\x0f")  # a board is open: the step forward leads out of it
        stage.wait("Meier")
        notes.press(F8)
        stage.wait(at(3))
        notes.wait(at(3))
        notes.press(F3)
        stage.wait(at(2))
        notes.wait(at(2))
        for part in ("▸Together", "▸3 Ground rules", at(3)):
            stage.press(F8)
            stage.wait(part)
        notes.wait(at(3))
        stage.wait(at(3))
        notes.press(F5)
        stage.wait("One moment, please.")
        assert "Meier" not in stage.shown
        notes.press(F10)
        stage.wait(at(3))
        assert (stage.quit(), notes.quit()) == (0, 0)
    session = Stage(*made, translator("en"), clock).session
    assert [item.done for item in session.agenda[:3]] == [True, True, False]


@dataclass
class Writer:
    """Types words at random into one window, each only when the one before is on the screen."""

    window: Terminal
    mark: str
    chance: random.Random
    typed: list[str] = field(default_factory=list)

    def word(self) -> str:
        return self.mark + "".join(self.chance.choices(LETTERS, k=7)) + self.mark

    def type(self) -> None:
        word = self.word()
        self.window.press(word, " ")
        self.window.wait(word)
        self.typed.append(word)


def into_the_note_of_both(stage: Terminal) -> None:
    """Go into the last field of what both answer together."""
    stage.press(F8)
    stage.wait("▸Together")
    stage.press(SHIFT_TAB)
    stage.wait("F8 Go on")


def test_both_write_at_random_and_nothing_is_lost(made):
    chance = random.Random(5)
    with terminals(*both(made)) as (stage, notes):
        ready(stage, notes)
        notes.press(F8)
        stage.wait(at(2))
        into_the_note_of_both(stage)
        notes.press("2")
        notes.wait("Write freely")
        ours = Writer(stage, "A", random.Random(chance.random()))
        mine = Writer(notes, "B", random.Random(chance.random()))
        in_the_field = threading.Lock()
        until = time.monotonic() + SECONDS
        faults: list[BaseException] = []

        def write_on_the_stage() -> None:
            try:
                while time.monotonic() < until or len(ours.typed) < LEAST:
                    with in_the_field:
                        ours.type()
            except BaseException as error:
                faults.append(error)

        thread = threading.Thread(target=write_on_the_stage)
        thread.start()
        steps = 0
        while (time.monotonic() < until or len(mine.typed) < LEAST) and not faults:
            mine.type()
            what = chance.random()
            if what < 0.05:
                notes.press(F2)
            elif what < 0.15:
                with in_the_field:
                    place = 5 - int(re.search(r"Exercise (\d+)", stage.shown)[1])  # 2 or 3
                    notes.press(F8 if place == 3 else F3)
                    stage.wait(at(place))
                    notes.wait(at(place))
                    into_the_note_of_both(stage)
                steps += 1
        thread.join()
        assert faults == []
        assert (stage.quit(), notes.quit()) == (0, 0)
    written = all_words(made)
    LOG.info("%d + %d words, %d steps of the stage", len(ours.typed), len(mine.typed), steps)
    lost = [word for word in [*ours.typed, *mine.typed] if written.count(word) != 1]
    assert lost == []
    assert len(written) == len(ours.typed) + len(mine.typed)


def all_words(made: tuple[Workspace, str]) -> list[str]:
    """Every word in what both agreed on, and in the coach's notes."""
    workspace, slug = made
    t = translator("en")
    joint = Stage(workspace, slug, t, clock).session.joint.values()
    notes = PrivateWindow(workspace, slug, t, clock).notes.notes.values()
    texts = [answer.value.text for answer in joint if answer.value is not None]
    return re.findall(rf"[AB][{LETTERS}]{{7}}[AB]", " ".join([*texts, *notes]))
