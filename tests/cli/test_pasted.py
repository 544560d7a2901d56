"""`import --paste`: a mail's text from standard input, the clipboard, or the terminal."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pexpect
import pyperclip
import pytest

from coopcoach import cli
from coopcoach.cli.pasted import pasted_text
from coopcoach.domain.answers import Answer, TextValue
from coopcoach.domain.exercise import Phase
from coopcoach.errors import WrongCall
from coopcoach.i18n import translator
from coopcoach.markup.document import Document
from coopcoach.markup.formats.answers_file import handed_in, write_answer_into
from coopcoach.storage.sessions import open_session
from coopcoach.storage.workspace import Workspace
from tests.builders.copied import copied
from tests.builders.sessions import START
from tests.builders.short_packs import short_session

T = translator("en")


@pytest.fixture
def office(tmp_path: Path) -> tuple[Workspace, str]:
    return short_session(tmp_path, languages=("en", "en"))


@pytest.fixture
def mail(office: tuple[Workspace, str]) -> str:
    """What Anna copied, with a greeting."""
    workspace, slug = office
    source = (workspace.sessions / slug / "answers" / "anna-meier.md").read_text(encoding="utf-8")
    prompt = open_session(workspace, slug).workbooks["en"].find_prompt("arrive.wish", Phase.PREPARE)
    assert prompt is not None
    answer = Answer(value=TextValue(text="Klarheit 👍"))
    file = handed_in(write_answer_into(Document(source), prompt, answer, T), START).source
    return f"Hello Katrin,\n\n{copied(file, 'Answers of Anna Meier')}"


def answers(office: tuple[Workspace, str]) -> str:
    workspace, slug = office
    return (workspace.sessions / slug / "answers" / "anna-meier.md").read_text(encoding="utf-8")


def piped(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))


def test_what_is_piped_in_is_imported(
    office: tuple[Workspace, str],
    mail: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(office[0].root)
    piped(monkeypatch, mail.encode())
    assert cli.main(["--lang", "en", "import", office[1], "--paste", "--yes"]) == 0
    out = capsys.readouterr().out
    assert "pasted text: Anna Meier" in out
    assert "Klarheit 👍" in answers(office)
    assert "handed_in:" in answers(office)
    piped(monkeypatch, mail.encode())
    assert cli.main(["--lang", "en", "import", office[1], "--paste", "--yes"]) == 0
    assert "imported before" in capsys.readouterr().out


def test_nothing_in_it_is_refused_in_one_sentence(
    office: tuple[Workspace, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(office[0].root)
    piped(monkeypatch, b" \n")
    assert cli.main(["--lang", "en", "import", office[1], "--paste"]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_the_clipboard_counts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # A clipboard of the system: the program that pyperclip asks for the text.
    tool = tmp_path / "wl-paste"
    tool.write_text("#!/bin/sh\nprintf 'Grüße 👍'\n", encoding="utf-8")
    (tmp_path / "wl-copy").write_text("#!/bin/sh\n", encoding="utf-8")
    for each in ("wl-paste", "wl-copy"):
        (tmp_path / each).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(pyperclip, "paste", pyperclip.lazy_load_stub_paste)
    if sys.platform != "linux":
        pytest.skip("the clipboard of this system is not a program")
    assert pasted_text(T).decode() == "Grüße 👍"


def test_without_a_clipboard_the_text_is_pasted_into_the_terminal(
    office: tuple[Workspace, str], mail: str
) -> None:
    workspace, slug = office
    bare = {k: v for k, v in os.environ.items() if k not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    child = pexpect.spawn(
        sys.executable,
        ["-m", "coopcoach", "--lang", "en", "import", slug, "--paste"],
        cwd=str(workspace.root),
        env={**bare, "TERM": "xterm"},
        encoding="utf-8",
        timeout=30,
    )
    child.expect("press Enter and Ctrl")
    for line in mail.split("\n"):
        child.sendline(line)
    child.sendeof()
    child.expect("Write this")
    child.sendline("y")
    child.expect("Written")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert "Klarheit 👍" in answers(office)


def test_an_empty_paste_is_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    piped(monkeypatch, b"")
    with pytest.raises(WrongCall):
        pasted_text(T)
