"""Two stages, each a process of its own, write 40 words in turn into one field: all 80 must be in the file."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path
from typing import Final

from coopcoach.domain.answers import Answer, TextValue
from coopcoach.domain.exercise import Phase
from coopcoach.i18n import translator
from coopcoach.services.session.conflicts import count_conflicts
from coopcoach.services.session.stage import Stage
from coopcoach.storage.files import ChangedMeanwhile
from coopcoach.storage.workspace import Workspace
from tools.crash.disk import Disk
from tools.crash.office import SLUG, now
from tools.crash.targets import Offices, damage

WORDS: Final = 40
# Seconds that each fsync takes: on a good disk, and on a slow one as in a network folder.
_FSYNCS: Final = (0.0, 0.02, 0.1)


def write_in_turn(folder: Path, runs: int, seed: int) -> int:
    """Write so many times with two stages at once; return 1 where a word was lost.

    Args:
        folder: A folder for the workspaces.
        runs: How many times.
        seed: Of the pauses between two words.
    """
    offices, disk = Offices(folder), Disk(folder / "office")
    faults = 0
    for run in range(runs):
        office, delay = offices.fresh(), _FSYNCS[run % len(_FSYNCS)]
        disk.arm(delay=delay)
        writers = [_fork(office, mark, seed + run) for mark in ("a", "b")]
        codes = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in writers]
        disk.disarm()
        text = (office / "sessions" / SLUG / "session.md").read_text(encoding="utf-8")
        lost = [word for mark in ("a", "b") for word in _words(mark) if word not in text]
        shown = count_conflicts(office / "sessions" / SLUG).session
        torn = list(damage_but_conflicts(office))
        print(
            f"run {run + 1}: {2 * WORDS - len(lost)} of {2 * WORDS} words in the file, "
            f"{shown} conflicts shown, fsync {delay:.2f} s, exit {codes}",
            *torn,
            flush=True,
        )
        faults += bool(lost or torn or any(codes))
    return 1 if faults else 0


def damage_but_conflicts(office: Path) -> list[str]:
    """Return what is not whole; that there are two versions of an answer is as it should be."""
    return [each for each in damage(office) if "both versions are kept" not in each]


def _words(mark: str) -> list[str]:
    return [f"{mark}{number:03}q" for number in range(WORDS)]


def _fork(office: Path, mark: str, seed: int) -> int:
    """Start a process that writes its words; return its id."""
    pid = os.fork()
    if pid:
        return pid
    code = 70
    try:
        _write(office, mark, random.Random(f"{mark}{seed}"))
        code = 0
    finally:
        os._exit(code)


def _write(office: Path, mark: str, chance: random.Random) -> None:
    stage = Stage(Workspace(office), SLUG, translator("en"), now)
    prompt = stage.workbook.find_prompt("goal.sentence", Phase.SESSION)
    assert prompt is not None
    for word in _words(mark):
        # As the screen does: it reads what others wrote once a second, and while nobody types.
        if chance.random() < 0.3:
            stage.live_session.refresh()
        value = stage.session.joint_answer("goal.sentence").value
        before = value.text if isinstance(value, TextValue) else ""
        while True:
            try:
                stage.set_joint(prompt, Answer(value=TextValue(text=f"{before} {word}")))
                break
            except ChangedMeanwhile:
                # The screen says “Not saved”, keeps the text, and tries again.
                time.sleep(chance.uniform(0.05, 0.2))
        time.sleep(chance.uniform(0, 0.02))
