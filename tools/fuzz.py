"""Feed damaged files to each parser: `python -m tools.fuzz --minutes 5 answers`.

Real files are changed at random: bytes, lines and pieces of others, numbers, names of fields. A parser may refuse a file
with one of the program's own errors. All else is a fault, as is taking longer than some seconds; the file is then kept.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Final

from coopcoach.cli import main as coopcoach
from coopcoach.domain.review_names import review_name
from coopcoach.errors import CoopcoachError
from coopcoach.exchange.encryption import decrypted
from coopcoach.services.index.index import SessionIndex
from coopcoach.services.partners.import_answers import plan_import
from coopcoach.services.session.conflicts import count_conflicts
from coopcoach.services.session.history import SessionHistory
from coopcoach.services.workspace.backup import bring_back
from coopcoach.services.workspace.check import check_content
from coopcoach.storage.history import keep_state
from coopcoach.storage.notes import open_notes
from coopcoach.storage.reviews import open_review, review_days
from coopcoach.storage.sessions import answers_path, open_answers, open_session
from coopcoach.storage.settings import read_settings, settings_path
from coopcoach.storage.stage_lock import LOCK_FILE, read_holder
from coopcoach.storage.workspace import Workspace, make_workspace

ROOT: Final = Path(__file__).resolve().parent.parent
NOW: Final = datetime(2027, 1, 15, 10, 0, tzinfo=UTC)
# Seconds.
SLOW: Final = 20
_WORDS: Final = (
        "---\n", "```\n", "<!--", "-->", "{#", "}", "{#x at=}", "\n## ", "\n\n", "\0", "\r", "\x1b[2J", "&a *a",
        "[" * 200, " " * 500, "- [x] ", "| a | b |\n|---|\n", "<<<<<<< a\n=======\n>>>>>>> b\n", "{#conflict of=",
        "99999999999999999999", "-1", "1e999", "0000-99-99T99:99", "ß\u202e", "\ud7ff", "%PDF-", "PK\x03\x04", "../../x",
)  # fmt: skip
_PIECES: Final = (*(word.encode() for word in _WORDS), b"\xff\xfe", b"\xc3", b"\xf0\x9f")


@dataclass(frozen=True)
class Parser:
    """A parser: the real files that are damaged, and what reads a damaged one."""

    seeds: tuple[bytes, ...]
    read: Callable[[bytes], object]


class Slow(Exception):
    """A parser took too long."""


def mutated(data: bytes, others: tuple[bytes, ...], chance: random.Random) -> bytes:
    """Return real data with some random damage."""
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at = chance.randrange(len(data) + 1)
        end = min(len(data), at + chance.choice((1, 2, 8, 64, 1024)))
        match chance.randrange(9):
            case 0:
                data = data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
            case 1:
                data = data[:at] + data[end:]
            case 2:
                data = data[:at] + chance.choice(_PIECES) + data[at:]
            case 3:
                data = data[:at] + data[at:end] * chance.choice((2, 3, 50)) + data[end:]
            case 4:
                other = chance.choice(others)
                begin = chance.randrange(len(other) + 1)
                data = data[:at] + other[begin : begin + chance.choice((8, 200, 4000))] + data[end:]
            case 5:
                lines = data.split(b"\n")
                chance.shuffle(lines[(low := chance.randrange(len(lines))) : low + 9])
                lines.insert(chance.randrange(len(lines)), chance.choice(lines))
                data = b"\n".join(lines)
            case 6:
                data = data[:at]
            case 7:
                numbers = list(re.finditer(rb"\d+", data))
                if numbers:
                    found = chance.choice(numbers)
                    new = chance.choice((b"0", b"-1", b"99999999999", b"", b"x"))
                    data = data[: found.start()] + new + data[found.end() :]
            case _:
                words = list(re.finditer(rb"[\w.-]{3,}", data))
                if len(words) > 1:
                    one, two = chance.choice(words), chance.choice(words)
                    data = data[: one.start()] + two[0] + data[one.end() :]
    return data


def parsers(folder: Path) -> dict[str, Parser]:
    """Return all parsers by name.

    Args:
        folder: A folder for a workspace.
    """
    workspace = make_workspace(folder / "office")
    shutil.copytree(ROOT / "sessions", workspace.sessions, dirs_exist_ok=True)
    slug = workspace.session_slugs()[0]
    opened = open_session(workspace, slug)
    partner = opened.session.partners[0]
    workbook = opened.workbooks[partner.language]
    session_path = opened.path
    answers = answers_path(workspace, slug, partner.id)
    day = review_days(session_path.parent)[0]
    review_path = open_review(workspace, review_name(slug, day)).path
    notes = open_notes(workspace, opened.session).path
    settings = settings_path(workspace)
    inbox = folder / "inbox"
    inbox.mkdir()
    first = {
        path: path.read_bytes() if path.exists() else b""
        for path in (session_path, answers, review_path, notes)
    }

    def at(path: Path, read: Callable[[], object]) -> Callable[[bytes], object]:
        """Return what writes data to a file, reads it, and puts the first content back."""

        def instead(data: bytes) -> object:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            try:
                return read()
            finally:
                if first.get(path):
                    path.write_bytes(first[path])
                else:
                    path.unlink(missing_ok=True)

        return instead

    def read_session() -> object:
        count_conflicts(session_path.parent)
        SessionIndex(workspace).summaries()
        check_content(None, (session_path.parent,))
        return open_session(workspace, slug).session

    def read_history(data: bytes) -> object:
        keep_state(session_path, data.decode("utf-8", "surrogateescape"), NOW)
        history = SessionHistory(workspace, slug)
        return [history.changes(entry) for entry in history.entries(history.files[0])[:2]]

    def returned(name: str) -> Callable[[bytes], object]:
        path = inbox / name
        return at(path, lambda: plan_import(workspace, slug, [path], now=NOW))

    def restored(data: bytes) -> object:
        target = Path(tempfile.mkdtemp(dir=folder))
        try:
            (target / "b.zip").write_bytes(data)
            return bring_back(target / "w", target / "b.zip")
        finally:
            shutil.rmtree(target)

    found = {
        "session": Parser((first[session_path],), at(session_path, read_session)),
        "answers": Parser(
            (first[answers],), at(answers, lambda: open_answers(answers, workbook).answers)
        ),
        "review": Parser(
            (first[review_path],),
            at(review_path, lambda: open_review(workspace, review_name(slug, day)).session),
        ),
        "notes": Parser(
            (first[notes] or b"---\ncoopcoach: notes/1\n---\n\n## N {#goal-why}\n\nnote\n",),
            at(notes, lambda: open_notes(workspace, opened.session)),
        ),
        "settings": Parser((_SETTINGS,), at(settings, lambda: read_settings(workspace))),
        "exercise": Parser(
            tuple(p.read_bytes() for p in sorted((ROOT / "exercises/de").glob("*.md"))[:12]),
            at(folder / "own/de/one.md", lambda: check_content(None, (folder / "own",))),
        ),
        "history": Parser((first[session_path],), read_history),
        "lock": Parser(
            (
                b'{"host": "a", "pid": 1, "started": 1.5, "since": "2027-01-15T10:00:00+00:00", "seen": "2027-01-15T10:00:00+00:00", "token": "x"}',
            ),
            at(
                session_path.parent / LOCK_FILE,
                lambda: read_holder(session_path.parent / LOCK_FILE),
            ),
        ),
    }
    found |= _sent(workspace, slug, folder, returned, restored)
    index = _index_of(workspace)
    found["index"] = Parser(
        (index.read_bytes(),), at(index, lambda: SessionIndex(workspace).summaries())
    )
    return found


_SETTINGS: Final = (
    b"theme: coopcoach-light\npacks:\n  short:\n    title: {de: Kurz, en: Short}\n"
    b"    exercises: [arrive, goal-why]\ncolour: '#2a6f97'\nname: Praxis\n"
)


def _index_of(workspace: Workspace) -> Path:
    SessionIndex(workspace).summaries()
    cache = Path(os.environ["COOPCOACH_CACHE"])
    return next(path for path in cache.rglob("*") if path.is_file())


def _sent(
    workspace: Workspace,
    slug: str,
    folder: Path,
    returned: Callable[[str], Callable[[bytes], object]],
    restored: Callable[[bytes], object],
) -> dict[str, Parser]:
    """Return the parsers of what comes back, with what is sent as their seeds."""
    import pyrage

    office = ["--workspace", str(workspace.root)]
    coopcoach([*office, "invite", slug])
    backup = folder / "backup.zip"
    coopcoach([*office, "backup", str(backup)])
    identity = pyrage.x25519.Identity.generate()
    sent: dict[str, list[bytes]] = {}
    for path in sorted((workspace.exports / slug).rglob("*")):
        if path.is_file():
            sent.setdefault(path.suffix, []).append(path.read_bytes())
    encrypted = bytes(pyrage.encrypt(sent[".md"][0], [identity.to_public()]))
    armoured = bytes(pyrage.encrypt(sent[".md"][0], [identity.to_public()], armored=True))
    found = {
        name: Parser(tuple(sent[f".{name}"]), returned(f"returned.{name}"))
        for name in ("md", "pdf", "eml", "html", "docx")
        if f".{name}" in sent
    }
    found["zip"] = Parser((backup.read_bytes(),), returned("returned.zip"))
    found["backup"] = Parser((backup.read_bytes(),), restored)
    found["age"] = Parser((encrypted, armoured), lambda data: decrypted(data, str(identity)))
    return found


def fuzz(name: str, parser: Parser, seconds: float, chance: random.Random, keep: Path) -> int:
    """Feed damaged files to a parser for some time; return how many distinct faults there were."""
    until, count, refused = time.monotonic() + seconds, 0, 0
    faults: set[str] = set()
    with contextlib.suppress(CoopcoachError):
        # The first reading loads libraries, and makes caches.
        parser.read(parser.seeds[0])
    while time.monotonic() < until:
        data = mutated(chance.choice(parser.seeds), parser.seeds, chance)
        count += 1
        signal.alarm(SLOW)
        try:
            parser.read(data)
        except CoopcoachError:
            refused += 1
        except Exception as error:
            place = _place(error)
            if place not in faults:
                faults.add(place)
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"{name}-{len(faults)}").write_bytes(data)
                print(f"{name}: {place}, kept as {keep / f'{name}-{len(faults)}'}", flush=True)
        finally:
            signal.alarm(0)
    print(f"{name:9} {count:6} files, {refused} refused, {len(faults)} faults", flush=True)
    return len(faults)


def _place(error: BaseException) -> str:
    """Return the kind of an error, and the line of the program where it was raised."""
    trace, place = error.__traceback__, ""
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if "coopcoach" in Path(file).parts or not place:
            place = f"{Path(file).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__} at {place}"


def _ring(_: int, __: FrameType | None) -> None:
    raise Slow


def main() -> int:
    """Fuzz some or all parsers; return 1 where there was a fault."""
    parser = argparse.ArgumentParser(prog="tools.fuzz", description=__doc__)
    parser.add_argument("names", nargs="*", help="parsers; all, if left out")
    parser.add_argument("--minutes", type=float, default=1.0, help="for each parser")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument(
        "--keep", type=Path, default=Path("crashers"), help="folder for files with a fault"
    )
    given = parser.parse_args()
    signal.signal(signal.SIGALRM, _ring)
    with tempfile.TemporaryDirectory(prefix="coopcoach-fuzz-") as folder:
        os.environ["COOPCOACH_CACHE"] = str(Path(folder) / "cache")
        found = parsers(Path(folder).resolve())
        print(f"seed {given.seed}")
        chance = random.Random(given.seed)
        faults = sum(
            fuzz(name, found[name], given.minutes * 60, chance, given.keep)
            for name in (given.names or found)
        )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
