"""Random histories of two programs on one session: every word is in the file or in the history.

Two stages, ``prepare``, hand edits, imports, conflict copies, kills, states that are brought back, and clocks that jump.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopcoach.domain.answers import TextValue
from coopcoach.domain.exercise import Phase
from coopcoach.i18n import translator
from coopcoach.services.partners.import_answers import Change, carry_out, plan_import
from coopcoach.services.partners.prepare import Prepare
from coopcoach.services.session.bring_back import bring_back
from coopcoach.services.session.history import SessionHistory
from coopcoach.services.session.stage import Stage
from coopcoach.services.workspace.check import check_content
from coopcoach.storage.copies import find_copies, merge_conflict_copy
from coopcoach.storage.files import read_text
from coopcoach.storage.history import earlier_states, read_state
from coopcoach.storage.sessions import answers_path, open_session
from coopcoach.storage.workspace import Workspace
from tests.builders.answers import text
from tests.builders.examples import is_deep
from tests.builders.sessions import NOW, new_session

GOAL, WHY = "goal.sentence", "goal.why"
SECTION = re.compile(r"(\{#goal\.(?:sentence|why)[^}\n]*\}\n\n)(?:[^\n#][^\n]*\n\n?)?")
PARKED = re.compile(r"\{#parked\}\n\n?")


class Killed(BaseException):
    """The program was killed: no handler of an OSError or of an Exception sees it."""


@dataclass
class Office:
    """One session, the programs that have it open, and what was written."""

    folder: Path
    slug: str
    now: datetime = NOW
    # The file that has to have each word: a folder where none does.
    words: dict[str, Path] = field(default_factory=dict)
    stages: list[Stage] = field(default_factory=list)
    prepare: Prepare | None = None

    def __post_init__(self) -> None:
        self.workspace = Workspace(self.folder)
        self.session = self.workspace.sessions / self.slug / "session.md"
        self.answers = answers_path(self.workspace, self.slug, "anna-meier")
        self.restart(0)

    def clock(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def restart(self, which: int) -> None:
        """Open a program anew, as after a kill."""
        if which == 2:
            self.prepare = Prepare(self.answers, self.clock)
            return
        stage = Stage(self.workspace, self.slug, translator("de"), self.clock)
        self.stages = [stage, stage] if not self.stages else self.stages
        self.stages[which] = stage
        if self.stages[0] is self.stages[1]:
            self.restart(1 - which)

    def word(self, path: Path) -> str:
        """Return a word that is nowhere yet; from now on it must be found."""
        word = f"w{len(self.words):03}x"
        self.words[word] = path
        return word

    # What happens

    def type(self, which: int, number: int) -> None:
        """Write a joint answer on one of the stages, or one partner's answer."""
        if which == 2:
            prepare = self.prepare or Prepare(self.answers, self.clock)
            self.prepare = prepare
            prompt = next(each.prompt for each in prepare.asked if each.prompt.id == WHY)
            prepare.set_answer(
                prompt, text(self._goes_on(prepare.answer(WHY).value, number, self.answers))
            )
            return
        stage = self.stages[which]
        prompt = stage.workbook.find_prompt(GOAL, Phase.SESSION)
        assert prompt is not None
        before = stage.session.joint_answer(GOAL).value
        stage.set_joint(prompt, text(self._goes_on(before, number, self.session)))

    def _goes_on(self, before: object, number: int, path: Path) -> str:
        """Return the text before with one more word, or another text."""
        kept = before.text.split()[-3:] if isinstance(before, TextValue) and number % 3 else []
        return " ".join([*kept, self.word(path)])

    def park(self, which: int, _: int) -> None:
        """Park a topic on one of the stages."""
        self.stages[which % 2].board.park_topic(self.word(self.session))

    def look(self, which: int, _: int) -> None:
        """Read what the others wrote."""
        if which == 2 and self.prepare:
            self.prepare.refresh()
        self.stages[which % 2].live_session.refresh()

    def hand_edit(self, which: int, number: int) -> None:
        """Change an answer in an editor that writes in place, or add a topic."""
        path = self.answers if which == 2 else self.session
        source = path.read_text(encoding="utf-8")
        pattern, new = (
            (SECTION, r"\g<1>{}\n\n") if number % 2 else (PARKED, r"{{#parked}}\n\n- {}\n")
        )
        found = pattern.search(source)
        if found is None:
            return
        # What nobody read before it was replaced by hand is nobody's to keep.
        kept = "".join(map(read_state, earlier_states(path)))
        gone = [w for w in self.words if w in found[0] and w not in kept]
        for word in gone if number % 2 else ():
            self.words[word] = self.folder
        changed = found.expand(new.format(self.word(path)))
        path.write_text(source[: found.start()] + changed + source[found.end() :], "utf-8")

    def import_file(self, _: int, number: int) -> None:
        """Take in a workbook that was filled in from the present state, or from an earlier one."""
        states = [read_state(state) for state in earlier_states(self.answers)]
        source = [*states, self.answers.read_text(encoding="utf-8")][
            -1 - number % (len(states) + 1)
        ]
        if not SECTION.search(source):
            return
        returned = self.folder / "returned.md"
        word = self.word(returned)
        returned.write_text(SECTION.sub(rf"\g<1>{word}\n\n", source, count=1), encoding="utf-8")
        plans = plan_import(self.workspace, self.slug, [returned], now=self.clock())
        changes = [c.change for plan in plans for f in plan.files for c in f.changes]
        # What it keeps back it says; that is no word of the file.
        if carry_out(plans, self.clock()) and {Change.NEW, Change.CHANGED} & set(changes):
            self.words[word] = self.answers

    def sync(self, which: int, number: int) -> None:
        """Join a conflict copy that another machine wrote from an earlier state."""
        path = self.answers if which == 2 else self.session
        states = earlier_states(path)
        source = read_state(states[number % len(states)]) if states else read_text(path).text
        copy = path.with_name(f"{path.stem}.sync-conflict-20270115-100000-ABCDEFG.md")
        copy.write_text(
            SECTION.sub(rf"\g<1>{self.word(path)}\n\n", source, count=1), encoding="utf-8"
        )
        if not SECTION.search(source):
            self.words.popitem()
        (found,) = find_copies(self.session.parent)
        merge_conflict_copy(found, self.clock())

    def bring_back(self, which: int, number: int) -> None:
        """Bring an earlier state back."""
        history = SessionHistory(self.workspace, self.slug)
        file = history.files[which % len(history.files)]
        entries = [entry for entry in history.entries(file, every=True) if entry.id]
        if entries:
            bring_back(history, entries[number % len(entries)], self.clock)

    def kill(self, which: int, number: int) -> None:
        """Kill a program in a write, at one of its calls, and start it again."""
        before = dict(self.words)
        with suppress(Killed), _dying_at(number % 11):
            self.type(which, number)
            # It was over before the call.
            before = self.words
        self.words = before
        self.restart(which)

    def jump(self, _: int, number: int) -> None:
        """Set the clock, up to thirty years off."""
        self.now = NOW + timedelta(days=(number - 500) * 22)

    # What must be

    def check(self) -> None:
        """Check that nothing is torn, and that every word is in its file or in the history of it."""
        open_session(self.workspace, self.slug)
        faulty = check_content(None, (self.session.parent,)).faulty
        faults = [fault.what for error in faulty for fault in error.faults]
        assert [what for what in faults if "both versions are kept" not in what] == []
        found = {path: self._all_text(path) for path in (self.session, self.answers)}
        missing = [w for w, path in self.words.items() if path in found and w not in found[path]]
        assert missing == []

    def _all_text(self, path: Path) -> str:
        return "\n".join([read_text(path).text, *map(read_state, earlier_states(path))])


def _dying_at(number: int):
    """Kill at the n-th of the calls that change files; from then on nothing is written, nor removed."""
    left = [number]

    def dying(call: Callable[..., object]) -> Callable[..., object]:
        def instead(*args: object, **kwargs: object) -> object:
            left[0] -= 1
            if left[0] < 0:
                raise Killed
            return call(*args, **kwargs)

        return instead

    names = ("fsync", "replace", "link", "unlink", "chmod")
    return patch.multiple(os, **{name: dying(getattr(os, name)) for name in names})


ACTIONS = (
    *[Office.type] * 6,
    Office.park,
    *[Office.look] * 2,
    *[Office.hand_edit] * 2,
    Office.import_file,
    Office.sync,
    Office.bring_back,
    *[Office.kill] * 2,
    Office.jump,
)
STEPS = st.tuples(st.sampled_from(ACTIONS), st.integers(0, 2), st.integers(0, 999))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    workspace, slug = new_session(tmp_path_factory.mktemp("made"))
    return workspace.root, slug


@settings(max_examples=1000 if is_deep() else 12)
@given(st.lists(STEPS, min_size=5, max_size=40 if is_deep() else 15))
def test_two_programs_lose_no_word(
    tmp_path_factory: pytest.TempPathFactory, made: tuple[Path, str], steps: list
) -> None:
    folder = tmp_path_factory.mktemp("office") / "o"
    shutil.copytree(made[0], folder)
    office = Office(folder, made[1])
    for action, which, number in steps:
        action(office, which, number)
    office.check()
    shutil.rmtree(folder)
