"""A partner in a real terminal: the whole workbook line by line, and bytes that are no letters."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

from coopcoach.domain.exercise import Kind, Prompt, Question
from coopcoach.i18n import translator
from coopcoach.services.partners.prepare import Prepare
from coopcoach.storage.files import read_text
from coopcoach.storage.sessions import answers_path, open_answers
from tests.builders.paths import ROOT
from tests.builders.sessions import new_session, ticking

TYPED = "Grüße: „größer“ – 5 € & ß"


@pytest.fixture
def copies(tmp_path) -> dict[str, Path]:
    """A blank answers file in each language, outside of any session."""
    workspace, slug = new_session(tmp_path, languages=("de", "en"))
    made = {}
    for lang, name in (("de", "anna-meier"), ("en", "ben-weiss")):
        made[lang] = tmp_path / f"{lang}.md"
        made[lang].write_bytes(answers_path(workspace, slug, name).read_bytes())
    return made


@pytest.fixture
def started() -> Iterator[list[pexpect.spawn]]:
    children: list[pexpect.spawn] = []
    yield children
    for child in children:
        if not child.closed:
            child.close(force=True)


def start(started, path: Path, *options: str, term: str = "xterm-256color") -> pexpect.spawn:
    env = {**os.environ, "TERM": term, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    arguments = ["-m", "coopcoach", "prepare", str(path), *options]
    child = pexpect.spawn(sys.executable, arguments, env=env, dimensions=(24, 80), timeout=20)
    started.append(child)
    return child


def cell(column: Question, lang: str) -> str:
    return {Kind.CHOICE: "1", Kind.SCALE: "3", Kind.NUMBER: "5", Kind.DATE: "15.1.2027"}.get(
        column.kind, ("ja" if lang == "de" else "yes") if column.kind is Kind.CHECK else TYPED
    )


def lines_for(prompt: Prompt, lang: str) -> list[str]:
    """What a person types to fill in a question."""
    if prompt.kind is Kind.TABLE:
        table = prompt.question
        row = [cell(column, lang) for column in table.columns]
        if table.rows:
            return row * len(table.rows)
        return row if table.is_form else [*row, *[""] * len(row)]
    return {
        Kind.LONG: [TYPED, "Zweite Zeile", ""],
        Kind.CHOICE: ["2"],
        Kind.MULTI: ["1 2"],
        Kind.CHECK: ["1 2"],
        Kind.SCALE: ["4", TYPED],
        Kind.RANKING: ["3 1 2"],
        Kind.RULES: [TYPED, "Zeichen", ""],
    }.get(prompt.kind, [cell(prompt.question, lang)])


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_whole_workbook_line_by_line_in_a_terminal_that_can_nothing(started, copies, lang):
    path, t = copies[lang], translator(lang)
    prepare = Prepare(path, ticking())
    # A terminal that can nothing gets no screens, without being asked for it.
    child = start(started, path, term="dumb")
    for number, place in enumerate(prepare.asked, 1):
        child.expect_exact(t("{place} of {count}", place=number, count=len(prepare.asked)))
        for asked, line in enumerate(lines_for(place.prompt, lang)):
            is_reason = place.prompt.kind is Kind.SCALE and asked == 1
            child.expect_exact(f"{t('Why?')} " if is_reason else "> ")
            child.sendline(line)
    asked = t("{question} (yes/no)", question=t("Hand in now?"))
    child.expect_exact(f"{asked} ")
    child.sendline("ja" if lang == "de" else "yes")
    child.expect_exact(t("Now send your coach this file: {file}", file=path))
    child.expect(pexpect.EOF)
    child.wait()
    assert child.exitstatus == 0
    filled = Prepare(path, ticking())
    assert filled.blanks == ()
    assert filled.handed_in
    assert filled.answer("arrive.wish").value.text == TYPED
    assert filled.answer("goal.why").value.text == f"{TYPED}\nZweite Zeile"
    opened = open_answers(path, filled.workbook)
    assert opened.unchanged_since_sealed


@pytest.mark.parametrize("options", [("--plain",), ()], ids=["line by line", "screen"])
def test_a_byte_that_is_no_utf_8_loses_nothing(started, copies, options):
    path = copies["de"]
    child = start(started, path, *options)
    if options:
        child.expect_exact("> ")
        child.sendline("1")
        child.expect_exact("> ")
    else:
        child.expect("arrive|Gut ankommen")
        # Past the list, its remark, the ways not to answer and who sees it: into the next answer.
        child.send("\t\t\t\t\t")
        child.expect("F8")
    # A line editor in a UTF-8 locale swallows a byte that begins a letter and does not end it.
    odd = b"\xff" if options else b"\xff\xe4"
    child.send("Größe ".encode() + odd + " und ß§".encode())
    child.expect_exact("§".encode())
    child.send(b"\r" if options else b"\x11")
    if options:
        child.expect_exact("> ")
        child.send(b"\x04")
    child.expect(pexpect.EOF)
    child.wait()
    assert child.exitstatus == 0
    assert f"Größe {odd.decode('latin-1')} und ß§" in read_text(path).text


def test_a_paste_of_several_lines_is_one_answer(started, copies):
    path = copies["de"]
    child = start(started, path, "--plain", term="dumb")
    child.expect_exact("> ")
    child.sendline("Ruhe")
    child.expect_exact("> ")
    child.send("Erstens.\n\nZweitens:\n- Möbel\n")
    child.expect_exact("> ")
    child.sendline("")
    child.expect_exact("> ")
    child.send(b"\x04")
    child.expect(pexpect.EOF)
    answer = Prepare(path, ticking()).answer("goal.why")
    assert answer.value.text == "Erstens.\n\nZweitens:\n- Möbel"


def test_a_pipe_fills_in_too(copies, tmp_path):
    path = copies["en"]
    done = subprocess.run(
        [sys.executable, "-m", "coopcoach", "prepare", str(path), "--plain"],
        input=f"{TYPED}\n".encode(),
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert Prepare(path, ticking()).answer("arrive.wish").value.text == TYPED
    without = subprocess.run(
        [sys.executable, "-m", "coopcoach", "--lang", "en", "prepare", str(path)],
        stdin=subprocess.DEVNULL,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (without.returncode, b"--plain" in without.stderr) == (2, True)
