"""Fail at every call of one save, in every way: commands, the stage, the private window and ``prepare``."""

from __future__ import annotations

import errno
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from coopcoach.cli import main
from coopcoach.markup.changes import words_of
from coopcoach.services.session.history import SessionHistory
from coopcoach.storage.files import TEMPORARY
from coopcoach.storage.history import HISTORY
from coopcoach.storage.sessions import answers_path
from coopcoach.storage.workspace import Workspace
from tools.crash.disk import WAYS, Disk, Way
from tools.crash.office import NEW, OLD, PARTNER, SLUG
from tools.crash.targets import TARGETS, Offices, Target, damage, left_over, mark_of
from tools.crash.windows import Window

_KILLED: Final = -9
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT[\d:+.]+|\d{1,2}:\d\d\b")
# Exit codes of a call that could not write: the program, a bad file, a conflict, the machine.
_FAILED: Final = frozenset({3, 4, 5})


@dataclass(frozen=True)
class Command:
    """A call that writes.

    Attributes:
        name: Its name in tables.
        arguments: Returns its arguments, after what it needs was made.
        is_whole: Whether nothing of it may be left where it fails.
    """

    name: str
    arguments: Callable[[Path], tuple[str, ...]]
    is_whole: bool = False


def _import(office: Path) -> tuple[str, ...]:
    returned = office / "returned.md"
    path = answers_path(Workspace(office), SLUG, PARTNER)
    returned.write_text(path.read_text(encoding="utf-8").replace(OLD, NEW), encoding="utf-8")
    return "import", SLUG, str(returned), "--yes"


def _back(office: Path) -> tuple[str, ...]:
    history = SessionHistory(Workspace(office), SLUG)
    entries = history.entries(history.files[0], every=True)
    first = next(e for e in reversed(entries) if OLD not in history.text_of(e))
    return "history", SLUG, "--back", first.id


def _new(_: Path) -> tuple[str, ...]:
    return "new", "Two", "--partner", "Cara Kern, Kern GmbH", "--partner", "Dan Dorn, Dorn GmbH"


def _export(_: Path) -> tuple[str, ...]:
    return "export", SLUG, "summary", "--format", "md"


def _backup(office: Path) -> tuple[str, ...]:
    return "backup", str(office / "backup.zip")


COMMANDS: Final = (
    Command("import", _import),
    Command("history --back", _back),
    Command("export", _export),
    Command("backup", _backup, is_whole=True),
    Command("new", _new, is_whole=True),
)


@dataclass
class Table:
    """What happened, a row for each target and way."""

    cases: Counter[tuple[str, str]] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def add(self, target: str, way: Way, at: int, call: str, faults: Iterator[str]) -> None:
        """Count a case, and note what was wrong."""
        self.cases[target, way.name] += 1
        for fault in faults:
            line = f"{target}, {way.name}, call {at} ({call}): {fault}"
            self.faults.append(line)
            print(line, flush=True)

    def show(self) -> None:
        """Print the rows and the sum."""
        for (target, way), count in self.cases.items():
            print(f"{target:16} {way:20} {count:5}")
        print(f"{self.cases.total()} cases, {len(self.faults)} faults")


def crash_saves(folder: Path, only: str, every: int, *, windows: bool) -> int:
    """Run all cases; return 1 where one was wrong.

    Args:
        folder: A folder for the workspaces.
        only: Part of the names of the targets.
        every: Take each so many cases.
        windows: Whether the screens are crashed too.
    """
    offices, table = Offices(folder), Table()
    disk = Disk(folder / "office")
    for command in COMMANDS:
        if only in command.name:
            _crash_command(command, offices, disk, table, every)
    for target in TARGETS if windows else ():
        if only in target.name:
            _crash_window(target, offices, disk, table, every)
    table.show()
    return 1 if table.faults else 0


def _cases(calls: str, every: int) -> Iterator[tuple[int, Way]]:
    cases = [(at, way) for at in range(1, len(calls) + 1) for way in WAYS]
    wanted = (case for number, case in enumerate(cases) if number % every == 0)
    # Half a write is no other case for calls that write nothing.
    return (
        case for case in wanted if case[1].name != "killed half way" or calls[case[0] - 1] == "w"
    )


# Commands


def _crash_command(
    command: Command, offices: Offices, disk: Disk, table: Table, every: int
) -> None:
    office = offices.fresh()
    # The first call imports what the forks use.
    _call(office, command)
    office = offices.fresh()
    before = _files(office)
    arguments = command.arguments(office)
    disk.arm()
    code, said = _run(office, arguments)
    disk.disarm()
    calls, after = disk.calls, _files(office)
    if code != 0 or not calls:
        table.faults.append(f"{command.name}: exit {code} on a good disk: {said}")
        return
    for at, way in _cases(calls, every):
        office = offices.fresh()
        arguments = command.arguments(office)
        disk.arm(at, way)
        code, said = _run(office, arguments)
        disk.disarm()
        faults = _command_faults(command, office, way, code, said, before, after)
        table.add(command.name, way, at, calls[at - 1], faults)


def _call(office: Path, command: Command) -> None:
    arguments = ["--workspace", str(office), *command.arguments(office)]
    with Path(os.devnull).open("w", encoding="utf-8") as null, redirect_stdout(null):
        main(["--lang=en", *arguments])


def _run(office: Path, arguments: tuple[str, ...]) -> tuple[int, str]:
    """Run a call in a fork; return its exit code, of a signal less than 0, and what it printed."""
    sys.stdout.flush()
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.dup2(writer, 1)
        os.dup2(writer, 2)
        os.close(reader)
        code = 70
        try:
            code = main(["--lang=en", "--workspace", str(office), *arguments])
            sys.stdout.flush()
        finally:
            os._exit(code)
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8", errors="replace") as stream:
        said = stream.read()
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status), said


def _command_faults(
    command: Command,
    office: Path,
    way: Way,
    code: int,
    said: str,
    before: dict[str, str],
    after: dict[str, str],
) -> Iterator[str]:
    now = _files(office)
    now.pop("returned.md", None)
    wanted = {k: v for k, v in after.items() if k != "returned.md"}
    if "Traceback" in said:
        yield f"a traceback: {said[-200:]}"
    yield from damage(office)
    if way.kills:
        if code not in {_KILLED, 0}:
            yield f"exit {code} instead of the kill"
        for name, words in now.items():
            if words not in {before.get(name), wanted.get(name)}:
                yield f"{name} is torn"
        return
    if code == 0:
        if now != wanted:
            yield f"exit 0, but not written: {_unlike(now, wanted)}"
    elif code not in _FAILED:
        yield f"exit {code}: {said[-200:]}"
    elif len(said.strip().splitlines()) > 1 and not command.is_whole and command.name != "import":
        yield f"more than one sentence: {said[-300:]}"
    # A disk that refuses everything also refuses to remove a file.
    removes = not (way.lasting and way.error == errno.EIO)
    if code in _FAILED and command.is_whole and now != before:
        sessions = [name for name in now if name.endswith("session.md") and name not in before]
        if removes or sessions:
            left = sessions or _unlike(now, before)
            yield f"exit {code}, but something is left: {left}"
    if removes and left_over(office)[1]:
        yield "a temporary file with words that are nowhere else is left"


def _unlike(first: dict[str, str], second: dict[str, str]) -> list[str]:
    return sorted(n for n in {*first, *second} if first.get(n) != second.get(n))[:4]


def _files(office: Path) -> dict[str, str]:
    """Return the words of all files by name, without moments, history and temporary files."""
    found = {}
    for path in sorted(office.rglob("*")):
        if path.is_file() and HISTORY not in path.parts and not path.name.endswith(TEMPORARY):
            data = path.read_bytes()
            text = data.decode("utf-8", "surrogateescape") if path.suffix == ".md" else ""
            name = path.relative_to(office).as_posix()
            found[name] = _MOMENT.sub("T", words_of(text)) if text else str(bool(data))
    return found


# Windows


def _crash_window(target: Target, offices: Offices, disk: Disk, table: Table, every: int) -> None:
    calls = _window_calls(target, offices.fresh(), disk)
    for at, way in _cases(calls, every):
        faults = _window_faults(target, offices.fresh(), disk, at, way)
        table.add(target.name, way, at, calls[at - 1], faults)


def _window_calls(target: Target, office: Path, disk: Disk) -> str:
    """Return the calls of one save on a good disk."""
    disk.disarm()
    window = target.open(office)
    try:
        _type(target, office, window, "first ")
        disk.arm()
        _type(target, office, window, f"{NEW} ")
        disk.disarm()
        return disk.calls
    finally:
        window.close()


def _type(target: Target, office: Path, window: Window, words: str) -> None:
    window.press(words)
    window.wait(lambda _: words.strip() in target.text(office))
    # The history is written after the file.
    window.wait(words.strip(), lambda _: mark_of(window) == "saved")
    window.pump(0.1)


def _window_faults(target: Target, office: Path, disk: Disk, at: int, way: Way) -> Iterator[str]:
    disk.disarm()
    window = target.open(office)
    try:
        _type(target, office, window, "first ")
        disk.arm(at, way)
        window.press(f"{NEW} ")
        if way.kills:
            yield from _killed(target, office, window)
        else:
            yield from _failed(target, office, window, disk, way)
    except Exception as error:
        yield f"{type(error).__name__}: {error}"
    finally:
        window.close()
        disk.disarm()
    yield from damage(office)
    if b"Traceback" in window.raw:
        yield "a traceback"


def _killed(target: Target, office: Path, window: Window) -> Iterator[str]:
    acknowledged = False
    until = time.monotonic() + 5
    while window.pump(0.02) and time.monotonic() < until:
        # Under load the typed word may be saved in two parts: the second part has no call of this number.
        acknowledged = NEW in window.shown and mark_of(window) == "saved"
    if window.code is None:
        window.kill()
    text = target.text(office)
    if "first" not in text:
        yield "an acknowledged word is lost"
    if acknowledged and NEW not in text:
        yield "“saved” stood over a word that is not in the file"


def _failed(target: Target, office: Path, window: Window, disk: Disk, way: Way) -> Iterator[str]:
    if way.lasting:
        window.wait(lambda _: disk.hits > 0)
        window.pump(0.4)
        if mark_of(window) == "saved" and NEW not in target.text(office):
            yield "“saved” stood over a word that is not in the file"
        disk.disarm()
    window.wait(lambda _: NEW in target.text(office))
    window.wait(lambda _: mark_of(window) == "saved")
    disk.disarm()
    if (code := window.quit()) != 0:
        yield f"exit {code}"
    if not all(word in target.text(office) for word in ("first", NEW)):
        yield "a word is lost"
