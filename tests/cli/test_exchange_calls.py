"""`invite` and `import` as they are called: what is shown, asked and written, and the exit codes."""

from __future__ import annotations

import os
import shutil
import sys
import zipfile
from pathlib import Path

import pexpect
import pytest

from coopcoach.storage.workspace import Workspace
from tests.builders.calls import call, files_of
from tests.builders.short_packs import short_pack

PARTNERS = ("--partner", "Anna Meier <anna@example.org>", "--partner", "Jörg Weiß")
SLUG = "maler-tischler"
PLACE = "**Ihre Antwort:**"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which Anna is invited, for copies alone."""
    folder = tmp_path_factory.mktemp("exchange") / "office"
    assert call("init", str(folder), folder=folder.parent).returncode == 0
    made = call(
        "new",
        "Maler & Tischler",
        *PARTNERS,
        "--pack",
        short_pack(Workspace(folder), exercises=("arrive",)),
        "--lang",
        "de",
        "--date",
        "2027-01-15T10:00",
        folder=folder,
    )
    assert made.returncode == 0
    # Nothing that comes back below is Jörg's own.
    written = call("invite", SLUG, "--partner", "Anna", folder=folder)
    assert written.returncode == 0
    assert len([line for line in written.stdout.splitlines() if line.startswith("  ")]) == 6
    return folder


@pytest.fixture
def invited(office: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(office, tmp_path / "office"))


def filled(invited: Path, name: str, words: str, *, old: str = "", new: str = "") -> Path:
    """Write a workbook that came back, with these words below “What would make this session worth…”."""
    blank = invited / "exports" / SLUG / "invitation" / "anna-meier" / "arbeitsheft-anna-meier.md"
    text = blank.read_text(encoding="utf-8")
    start = text.index(PLACE, text.index("{#arrive.wish}")) + len(PLACE)
    path = invited.parent / name
    text = f"{text[:start]}\n\n{words}{text[start:]}"
    path.write_text(text.replace(old, new) if old else text, encoding="utf-8")
    return path


def imported(invited: Path) -> str:
    return (invited / "sessions" / SLUG / "answers" / "anna-meier.md").read_text(encoding="utf-8")


def test_without_yes_and_without_a_terminal_nothing_is_written(invited: Path) -> None:
    path = filled(invited, "a.md", "ALPHA")
    before = files_of(invited)
    answer = call("import", SLUG, str(path), folder=invited)
    assert answer.returncode == 4
    assert "1 new" in answer.stdout
    assert "Anna Meier" in answer.stdout
    assert "ALPHA" not in answer.stdout + answer.stderr
    assert "--yes" in answer.stderr
    assert files_of(invited) == before


def test_with_yes_it_is_written_and_a_second_time_changes_nothing(invited: Path) -> None:
    path = filled(invited, "b.md", "BRAVO")
    assert call("import", SLUG, str(path), "--yes", folder=invited).returncode == 0
    assert "BRAVO" in imported(invited)
    before = files_of(invited)
    again = call("import", SLUG, str(path), folder=invited)
    assert again.returncode == 0
    assert "nothing was written" in again.stdout
    assert files_of(invited) == before


def test_on_a_terminal_it_asks(invited: Path) -> None:
    path = filled(invited, "c.md", "CHARLIE")
    env = {**os.environ, "LANGUAGE": "de"}
    for answer, code, there in (("n", 4, False), ("j", 0, True)):
        child = pexpect.spawn(
            sys.executable,
            ["-m", "coopcoach", "import", SLUG, str(path)],
            cwd=str(invited),
            env=env,
            encoding="utf-8",
            timeout=60,
        )
        child.expect(r"\[j/N\]")
        child.sendline(answer)
        child.expect(pexpect.EOF)
        child.close()
        assert child.exitstatus == code
        assert ("CHARLIE" in imported(invited)) == there


def test_an_older_state_is_asked_about(invited: Path) -> None:
    newer = filled(invited, "d.md", "DELTA")
    assert call("import", SLUG, str(newer), "--yes", folder=invited).returncode == 0
    text = newer.read_text(encoding="utf-8").replace("DELTA", "ALT")
    made = text[text.index("made: '") + 7 :][:10]
    older = invited.parent / "older.md"
    older.write_text(text.replace(made, "2020-01-01"), encoding="utf-8")
    refused = call("import", SLUG, str(older), folder=invited)
    assert refused.returncode == 4
    assert "older" in refused.stderr
    assert call("import", SLUG, str(older), "--yes", folder=invited).returncode == 0
    assert "DELTA" in imported(invited)


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("session.md", f"session: {SLUG}", "session: other", 4),
        ("partner.md", "partner: anna-meier", "partner: eva", 4),
        ("wrong.md", "anna-meier", "joerg-weiss", 0),
    ],
)
def test_the_file_itself_says_whose_it_is(
    invited: Path, name: str, old: str, new: str, code: int
) -> None:
    path = filled(invited, name, f"ECHO {name}", old=old, new=new)
    before = files_of(invited)
    answer = call("import", SLUG, str(path), "--yes", folder=invited)
    assert answer.returncode == code, answer.stderr
    if code:
        assert len(answer.stderr.splitlines()) == 1
        assert files_of(invited) == before
    else:
        assert "Jörg Weiß" in answer.stdout


def test_a_bad_file_among_good_ones_stops_all(invited: Path) -> None:
    good = filled(invited, "good.md", "FOXTROT")
    bad = invited.parent / "bad.zip"
    with zipfile.ZipFile(bad, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../heft.md", b"\0" * 200_000_000)
    before = files_of(invited)
    answer = call("import", SLUG, str(good), str(bad), "--yes", folder=invited)
    assert answer.returncode == 3
    assert len(answer.stderr.splitlines()) == 1
    assert "bad.zip" in answer.stderr
    assert files_of(invited) == before


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("import", SLUG), 2),
        (("import", "nobody", "x.md"), 2),
        (("import", SLUG, "missing.md"), 3),
        (("import", SLUG, "."), 3),
        (("import", SLUG, "x.md", "--partner", "Eva"), 2),
        (("invite", "nobody"), 2),
        (("invite", SLUG, "--partner", "Eva"), 2),
    ],
)
def test_a_wrong_call_is_one_sentence(invited: Path, arguments: tuple[str, ...], code: int) -> None:
    before = files_of(invited)
    answer = call(*arguments, folder=invited)
    assert answer.returncode == code
    assert len(answer.stderr.splitlines()) == 1
    assert files_of(invited) == before
