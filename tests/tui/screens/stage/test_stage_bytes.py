"""What the real program sends to a real terminal, on a session full of hostile texts.

Every place that a person can write in holds them: names, title, answers, joint answers, rules, the
reasons of voices, actions and parked topics. The keys walk through every view of the stage.
"""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from pathlib import Path

import pexpect
import pytest

from coopcoach.domain.answers import (
    Answer,
    ChoiceValue,
    ProposedRule,
    RulesValue,
    TextValue,
)
from coopcoach.domain.exercise import Kind, Phase
from coopcoach.domain.ground_rules import Says
from coopcoach.services.session.stage import Stage
from coopcoach.storage.sessions import answers_path, open_answers, open_session
from coopcoach.storage.workspace import Workspace
from tests.builders.answers import value_for
from tests.builders.paths import ROOT
from tests.builders.sessions import NOW, prepared, save_together, stage_of

# Each would do something if it reached the terminal: print red, make a link, fill the clipboard, …
ATTACKS = (
    "\x1b[31mEVIL",
    "\x1b]8;;http://evil.example\x1b\\",
    "\x1b]52;c;RVZJTA==\x07",
    "\x1b]0;EVIL\x07",
    "\x1b[2J",
    "\x9b31m",
    "\x9d0;EVIL\x9c",
    "\u202eEVIL\u202c",
    "\u2066EVIL\u2069",
    "\u200bEVIL\ufeff",
    "\x00\x07\x08\x7f\x85",
)
MARKUP = "[@click=app.quit]stay[/] [/x] [link=http://evil.example]x[/link]"
HOSTILE = f"{MARKUP} {' '.join(ATTACKS)} ZWJ\u200d"
DEEP = "\n".join("  " * level + f"- level {level} {HOSTILE}" for level in range(49))
ROWS = "| a | b |\n|---|---|\n" + f"| cell | {HOSTILE.replace('|', '')} |\n" * 200
LONG_WORD = "W" * 10_000

SEQUENCE = re.compile(
    r"\x1b\[[0-9;:?<>=]*[ -/]*[@-~]"  # move, colour, modes
    r"|\x1b\]2;coopcoach\x1b\\"  # the title, which names nobody
    r"|\x1b\]22;[a-z]*\x07"  # the shape of the mouse pointer
    r"|\x1b[()][0-9A-B]|\x1b[=>78]"
)


def long_texts(number: int) -> list[str]:
    return [HOSTILE, DEEP, ROWS, LONG_WORD, f"# {HOSTILE}\n\n> {HOSTILE}\n\n```\n{HOSTILE}\n```"][
        number:
    ] + [HOSTILE] * number


def hostile_session(folder: Path) -> tuple[Workspace, Stage]:
    name = f"{HOSTILE} {'N' * 300}".replace(",", "")
    workspace, slug = prepared(
        folder, names=(f"Anna {name}, Firm {name}", f"Ben {name}, Firm {name}")
    )
    workbook = open_session(workspace, slug).workbooks["en"]
    stage = stage_of(workspace, slug)
    for number, partner in enumerate(stage.session.partners):
        texts = long_texts(number)
        opened = open_answers(answers_path(workspace, slug, partner.id), workbook)
        answers: dict[str, Answer] = {}
        for exercise in workbook.for_pack("compact"):
            for at, prompt in enumerate(exercise.prompts_in(Phase.PREPARE, "compact")):
                value = value_for(prompt, lambda *_: HOSTILE, number)
                if prompt.kind is Kind.LONG:
                    value = TextValue(text=texts[at % len(texts)])
                elif prompt.kind is Kind.RULES:
                    value = RulesValue(rules=(ProposedRule(rule=HOSTILE, sign=HOSTILE),))
                elif prompt.kind is Kind.CHOICE and prompt.question.other:
                    value = ChoiceValue(other=HOSTILE)
                answers[prompt.id] = Answer(value=value, remark=HOSTILE)
        save_together(opened, answers, NOW)
    board = stage.board
    rule = board.propose_rule(
        "goal", HOSTILE, sign=DEEP, consequence=ROWS, sources=("goal.why", "goal.sentence")
    )
    board.describe_rule(rule.id, why=HOSTILE, looks_after=HOSTILE)
    for partner, says in zip(stage.session.partners, (Says.LIVE_WITH, Says.NO), strict=True):
        board.give_voice(rule.id, partner.id, says, HOSTILE)
    board.put_action(HOSTILE, who=HOSTILE)
    board.park_topic(f"{HOSTILE}\n{LONG_WORD}", "goal")
    for exercise in stage.exercises:
        if stage.prepared_prompts(exercise):
            stage.reveal(exercise)
        for prompt in stage.joint_prompts(exercise):
            if prompt.kind in {Kind.TEXT, Kind.LONG}:
                stage.set_joint(prompt, Answer(value=TextValue(text=HOSTILE)))
    titled = stage.session.model_copy(update={"title": HOSTILE, "coach": HOSTILE})
    stage.live_session.save(titled)
    stage.go_to(stage.exercises[0].id)
    return workspace, stage


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> str:
    """All bytes of a walk through every view, as text."""
    workspace, stage = hostile_session(tmp_path_factory.mktemp("hostile"))
    run = ["-m", "coopcoach", "--lang=en", "--workspace", str(workspace.root), "run", stage.slug]
    env = {
        **os.environ,
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "PYTHONPATH": str(ROOT),
    }
    log = []
    child = pexpect.spawn(
        sys.executable, run, env=env, dimensions=(24, 80), encoding="utf-8", timeout=120
    )

    class Keep:
        def write(self, text: str) -> None:
            log.append(text)

        def flush(self) -> None:
            pass

    child.logfile_read = Keep()
    child.expect("All keys")
    count = len(stage.exercises)
    for number, exercise in enumerate(stage.exercises, 1):
        child.expect(f"Exercise {number} of {count}") if number > 1 else None
        together = 1 + bool(stage.prepared_prompts(exercise))
        parts = together + (exercise.point not in {"arrive", "close"})
        for part in range(1, parts + 1):
            if part > 1:
                child.send(F8)
            if parts > 1:
                # Without its digit where that would go into a field. Another part that is drawn once more is not it:
                # a key that comes before this part is open can be lost.
                child.expect(f"▸(?:{part} )?Together" if part == together else f"▸{part} ")
            child.send("\x1b[6~" * 3)
        if number < count:
            child.send(F8)
    for keys, seen in VIEWS:
        child.send(keys)
        child.expect(seen)
    child.send("\x11")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    return "".join(log)


F4, F8 = "\x1bOS", "\x1b[19~"
VIEWS = (
    ("\x0f", "Agenda: "),
    ("\x0e", "Actions: who"),
    (F4, "All ground rules"),
    ("\r", "Where it comes from"),
    ("\x14", "Parked topics: worth talking about"),
    ("\r", "Change the parked topic"),
)
"""Keys, and what is on the screen when they have done their work."""


def test_only_the_programs_own_sequences_reach_the_terminal(written):
    for attack in ATTACKS:
        assert attack not in written, repr(attack)
    rest = SEQUENCE.sub("", written)
    assert "\x1b" not in rest, repr(rest[rest.index("\x1b") :][:60])
    bad = {
        f"U+{ord(c):04X}"
        for c in rest
        if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co"} and c not in "\r\n\t\u200d\x0e\x0f"
    }
    assert not bad


def test_the_texts_are_drawn_as_they_were_written(written):
    # The positive control: what was taken from them is what a terminal obeys, and nothing else.
    rest = SEQUENCE.sub("", written)
    for words in ("[@click=app.quit]stay", "[/x]", "[31mEVIL", "]52;c;RVZJTA==", "WWWWWWWWWWWWWWW"):
        assert words in rest, words
    assert "]8;;http://evil.example" in rest
