"""Feed damaged files to each parser: `python -m tools.fuzz --minutes 5 answers`.

Real files are changed at random: bytes, lines and pieces of others, numbers, names of fields. A parser may refuse a file
with one of the program's own errors. All else is a fault, as is taking longer than some seconds; the file is then kept.
"""

from __future__ import annotations

import argparse
import io
import logging
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Final

from coopcoach.cli import main as coopcoach
from coopcoach.domain.review_names import review_name
from coopcoach.errors import CoopcoachError
from coopcoach.exchange.incoming.expected import expected_of
from coopcoach.i18n import translator
from coopcoach.services.index.index import SessionIndex
from coopcoach.services.partners.import_answers import plan_import
from coopcoach.services.session.conflicts import count_conflicts
from coopcoach.services.session.history import SessionHistory
from coopcoach.services.workspace.backup import bring_back
from coopcoach.services.workspace.check import check_content
from coopcoach.storage.history import keep_state
from coopcoach.storage.notes import open_notes
from coopcoach.storage.reviews import open_review, review_days
from coopcoach.storage.sessions import OpenSession, answers_path, open_answers, open_session
from coopcoach.storage.settings import read_settings, settings_path
from coopcoach.storage.stage_lock import LOCK_FILE, read_holder
from coopcoach.storage.workspace import Workspace, make_workspace
from tools.fuzz_returns import read_here, returns

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


def damaged(data: bytes, others: tuple[bytes, ...], chance: random.Random) -> bytes:
    """Return real data with some random damage, at times in one file of an archive, which is whole else."""
    if not data.startswith(b"PK") or chance.random() < 0.2:
        return mutated(data, others, chance)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as there, zipfile.ZipFile(out, "w") as archive:
        members = [each for each in there.infolist() if not each.is_dir()]
        changed = chance.choice(members)
        contents = tuple(there.read(each) for each in members)
        for member, content in zip(members, contents, strict=True):
            new = mutated(content, contents, chance) if member is changed else content
            archive.writestr(member.filename, new, member.compress_type)
    return out.getvalue()


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
                low = chance.randrange(len(lines))
                lines[low : low + 9] = chance.sample(
                    lines[low : low + 9], len(lines[low : low + 9])
                )
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
    arrived = inbox / "returned"
    imported = at(arrived, lambda: plan_import(workspace, slug, [arrived], now=NOW))
    found |= _sent(workspace, opened, folder, imported, restored)
    index = _index_of(workspace)
    found["index"] = Parser(
        (index.read_bytes(),), at(index, lambda: SessionIndex(workspace).summaries())
    )
    return found


_SETTINGS: Final = b"""\
theme: light
coach: Vogt
colour: '#2a6f97'
languages: [de, en]
keys:
  reveal: f7
packs:
  short:
    questions: compact
    agenda:
      - arrive: 5
      - goal-why: 15
"""


def _index_of(workspace: Workspace) -> Path:
    SessionIndex(workspace).summaries()
    cache = Path(os.environ["COOPCOACH_CACHE"])
    return next(path for path in cache.rglob("*") if path.is_file())


def _sent(
    workspace: Workspace,
    opened: OpenSession,
    folder: Path,
    imported: Callable[[bytes], object],
    restored: Callable[[bytes], object],
) -> dict[str, Parser]:
    """Return the parsers of what comes back, with what is sent as their seeds."""
    import pyrage

    session, slug = opened.session, opened.path.parent.name
    office = ["--workspace", str(workspace.root)]
    coopcoach([*office, "invite", slug])
    backup = folder / "backup.zip"
    coopcoach([*office, "backup", str(backup)])
    identity = pyrage.x25519.Identity.generate()
    answers = answers_path(workspace, slug, session.partners[0].id).read_text(encoding="utf-8")
    seeds = returns(workspace.exports / slug, answers)
    workbooks = {language: opened.workbooks[language] for language in ("de", "en")}
    read = read_here(workbooks, expected_of(session), str(identity))
    found = {name: Parser(each, read) for name, each in seeds.items()}
    keys = [identity.to_public()]
    encrypted = bytes(pyrage.encrypt(seeds["md"][0], keys))
    armoured = bytes(pyrage.encrypt(seeds["md"][0], keys, armored=True))
    found["age"] = Parser((encrypted, armoured), read)
    found["import"] = Parser(tuple(each[0] for each in seeds.values()), imported)
    found["backup"] = Parser((backup.read_bytes(),), restored)
    return found


def fuzz(name: str, parser: Parser, seconds: float, chance: random.Random, keep: Path) -> int:
    """Feed damaged files to a parser for some time; return how many distinct faults there were."""
    until, count, refused = time.monotonic() + seconds, 0, 0
    faults: set[str] = set()
    for number, seed in enumerate(parser.seeds, 1):
        # The first reading also loads libraries, and makes caches.
        try:
            parser.read(seed)
        except CoopcoachError as error:
            why = error.sentence(translator("en"))
            print(f"{name}: seed {number} is refused as it is: {why}", flush=True)
    while time.monotonic() < until:
        data = damaged(chance.choice(parser.seeds), parser.seeds, chance)
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
    parser.add_argument("names", nargs="*", metavar="name", help="parsers; all, if left out")
    parser.add_argument("--minutes", type=float, default=1.0, help="for each parser")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument(
        "--keep", type=Path, default=Path("crashers"), help="folder for files with a fault"
    )
    given = parser.parse_args()
    signal.signal(signal.SIGALRM, _ring)
    # As in the child that reads.
    logging.disable()
    with tempfile.TemporaryDirectory(prefix="coopcoach-fuzz-") as folder:
        os.environ["COOPCOACH_CACHE"] = str(Path(folder) / "cache")
        found = parsers(Path(folder).resolve())
        if unknown := set(given.names) - set(found):
            parser.error(f"no {', '.join(sorted(unknown))}; there are {', '.join(found)}")
        print(f"seed {given.seed}; {len(found)} parsers: {', '.join(found)}", flush=True)
        chance = random.Random(given.seed)
        faults = sum(
            fuzz(name, found[name], given.minutes * 60, chance, given.keep)
            for name in (given.names or found)
        )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
