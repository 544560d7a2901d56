"""Faults of the disk, of odd files and of the program itself: one sentence each, and no traceback."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from coopcoach.cli import main
from coopcoach.cli.faults import disk_fault, own_fault
from coopcoach.errors import MachineLacks
from coopcoach.i18n import translator
from coopcoach.storage.files import write_bytes
from tests.builders.calls import call
from tests.builders.sessions import prepared, workspace_with

LANGUAGES = ("de", "en")


def one_sentence(text: str) -> bool:
    return "Traceback" not in text and len(text.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("init", "/dev/null/x"), 5),
        (("--workspace", "{office}", "show", "x" * 300), 5),
        (("--workspace", "{office}", "export", "x" * 300), 5),
        (("--workspace", "{office}", "invite", "x" * 300), 5),
    ],
)
def test_a_fault_of_the_disk_is_one_sentence(tmp_path, capsys, arguments, code):
    workspace, _ = prepared(tmp_path)
    call = [a.format(office=workspace.root) for a in arguments]
    assert main(call) in {code, 2}
    said = capsys.readouterr()
    assert one_sentence(said.err), said.err


def test_a_full_disk_behind_the_output_is_one_sentence(tmp_path):
    workspace, _ = prepared(tmp_path)
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "coopcoach", "--workspace", str(workspace.root), "list"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "number", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES, errno.EMFILE]
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_fault_says_what_where_and_what_to_do(number, lang):
    error = disk_fault(OSError(number, "raw words", "/office/session.md"))
    assert isinstance(error, MachineLacks)
    said = error.sentence(translator(lang))
    assert one_sentence(said)
    assert ": " in said
    assert "raw words" not in said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_temporary_file_stands_for_the_one_that_it_replaces(lang):
    error = OSError(errno.EROFS, "raw", "/office/answers/.jens-krog.md.ma87vf0m.tmp")
    said = disk_fault(error).sentence(translator(lang))
    assert said.startswith(f"{Path('/office/answers/jens-krog.md')} ")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_full_disk_is_said_also_where_no_file_is_known(lang):
    said = disk_fault(OSError(errno.ENOSPC, "raw")).sentence(translator(lang))
    assert one_sentence(said)
    assert not said.startswith("-")


@pytest.mark.parametrize(("lang", "open_elsewhere"), [("de", "geöffnet"), ("en", "open in")])
def test_a_file_that_is_open_elsewhere_is_named_and_not_its_temporary_file(
    tmp_path, monkeypatch, lang, open_elsewhere
):
    def refuse(temporary, target):
        # As Windows does for a PDF that Acrobat shows.
        raise PermissionError(errno.EACCES, "in use", str(temporary), 32, str(target))

    target = tmp_path / "summary.pdf"
    target.write_bytes(b"earlier")
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(PermissionError) as caught:
        write_bytes(target, b"new")
    said = disk_fault(caught.value).sentence(translator(lang))
    assert str(target) in said
    assert open_elsewhere in said
    assert [each.name for each in tmp_path.iterdir()] == ["summary.pdf"]


def test_a_fault_of_our_own_leaves_a_report_without_content(tmp_path):
    try:
        raise ValueError("a secret answer")
    except ValueError as caught:
        error = own_fault(caught)
    report = Path(str(error.values["report"]))
    text = report.read_text(encoding="utf-8")
    report.unlink()
    assert "test_faults.py" in text
    assert "secret" not in text
    for lang in LANGUAGES:
        assert one_sentence(error.sentence(translator(lang)))


@pytest.mark.parametrize(
    "front",
    ["x: " + "[" * 5000, "a: &j [x]\nb: *j", "x: [" * 30 + "]" * 30],
    ids=["deep", "aliases", "nested"],
)
@pytest.mark.parametrize("file", ["sessions/{slug}/session.md", "settings.yaml"])
def test_front_matter_that_would_take_all_memory_is_named(tmp_path, capsys, front, file):
    workspace, slug = prepared(tmp_path)
    path = workspace.root / file.format(slug=slug)
    text = f"---\n{front}\n---\n" if path.suffix == ".md" else front
    path.write_text(text, encoding="utf-8")
    code = main(["--workspace", str(workspace.root), "check"])
    said = capsys.readouterr()
    assert code != 0
    assert "Traceback" not in said.err
    assert path.name in said.out + said.err


# Odd files


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes in folders")
@pytest.mark.parametrize(
    "odd",
    [
        "sessions/bad/session.md",
        "sessions/bad/answers/anna-meier.md",
        "sessions/bad/coach-notes.md",
        "exercises/de/zz.md",
    ],
)
@pytest.mark.parametrize("arguments", [["check"], ["list"], ["show", "bad"], ["show", "good"]])
def test_a_pipe_in_the_place_of_a_file_stops_no_command(tmp_path, odd, arguments):
    workspace = workspace_with(tmp_path, "Bad", "Good")
    path = workspace.root / odd
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    done = call(*arguments, folder=workspace.root)
    assert done.returncode in {0, 1, 3}
    if arguments == ["check"] and "notes" not in odd:
        assert f"{odd}:1: this is a folder, a pipe or a device, not a file" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_check_names_what_a_write_that_was_cut_off_left_over(tmp_path):
    workspace = workspace_with(tmp_path, "Bad")
    path = workspace.sessions / "bad" / ".session.md.a1b2c3d4.tmp"
    path.write_text("words that are nowhere else", encoding="utf-8")
    os.utime(path, (0, 0))
    done = call("check", folder=workspace.root)
    assert done.returncode == 1
    assert (
        ".session.md.a1b2c3d4.tmp:1: left over from an interrupted save of “session.md”"
        in done.stdout
    )
    path.write_text("---", encoding="utf-8")
    os.utime(path, (0, 0))
    assert call("check", folder=workspace.root).returncode == 0


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("session.md", "## Aufgedeckt {#reveals}\n", "", ":1: the section {#reveals} is missing"),
        ("session.md", "{#parked}\n", "{#parked}\n\0\0", ": there are zero bytes here"),
        ("session.md", "\ntitle: ", "\ntitle: A\ntitle: ", ":4: “title” appears twice"),
        (
            "answers/anna-meier.md",
            "\npartner: ",
            "\npartner: x\npartner: ",
            "“partner” appears twice",
        ),
    ],
)
def test_check_names_what_was_lost_or_doubled(tmp_path, file, old, new, fault):
    workspace = workspace_with(tmp_path, "Bad")
    path = workspace.sessions / "bad" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    assert call("check", folder=workspace.root).returncode == 0
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    done = call("check", folder=workspace.root)
    assert done.returncode == 1
    (line,) = (line for line in done.stdout.splitlines() if fault in line)
    assert line.startswith(f"sessions/bad/{file}:")
