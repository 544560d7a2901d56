"""The index answers as a fresh reading of the files does, whatever happened to them."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopcoach.domain.progress import Progress
from coopcoach.domain.session import Action
from coopcoach.i18n import translator
from coopcoach.markup.formats.answers_file import new_answers_file
from coopcoach.services.index import database, stamps
from coopcoach.services.index import index as index_module
from coopcoach.services.index.database import VARIABLE, index_path
from coopcoach.services.index.index import SessionIndex
from coopcoach.services.index.reading import EntryReader
from coopcoach.services.index.stamps import shared_state
from coopcoach.services.index.summary import SessionSummary, in_order
from coopcoach.storage.sessions import answers_path, open_session, save_session
from coopcoach.storage.workspace import Workspace
from tests.builders.examples import examples
from tests.builders.sessions import NOW, prepared, workspace_with

T = translator("en")
SLUGS = ("alpha", "beta", "meier-roth")
EXERCISE = "exercises/de/goal-why.md"
Act = Callable[[Workspace, str, Path], None]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two sessions in preparation, and one that is prepared."""
    folder = tmp_path_factory.mktemp("model")
    workspace_with(folder, "Alpha", "Beta")
    prepared(folder)
    return folder


@pytest.fixture(scope="module", autouse=True)
def first_reading(model: Path) -> None:
    """Parse the exercises once before the examples."""
    fresh(Workspace(model))


def told(summary: SessionSummary) -> object:
    """Return a summary as it can be compared."""
    return summary.fault.sentence(T) if summary.fault else summary


def fresh(workspace: Workspace) -> tuple[list[object], dict[str, object]]:
    """Return what a reading without an index finds: the summaries, and the passages by session."""
    reader = EntryReader(workspace, shared_state(workspace, 0), 0)
    entries = [reader.read(slug) for slug in workspace.session_slugs()]
    passages = {e.summary.slug: e.passages for e in entries if e.summary.fault is None}
    return [told(s) for s in in_order([e.summary for e in entries])], passages


def kept(workspace: Workspace, cache: Path) -> tuple[list[object], dict[str, object]]:
    """Return the same from the index; every title and sentence has an e."""
    index = SessionIndex(workspace, {VARIABLE: str(cache)})
    hits = index.search("e")
    return [told(s) for s in index.summaries()], {h.summary.slug: h.passages for h in hits}


def compare(workspace: Workspace, cache: Path) -> None:
    summaries, passages = fresh(workspace)
    found, hits = kept(workspace, cache)
    assert found == summaries
    with_e = {
        slug: tuple(p for p in texts if "e" in p.text.casefold())
        for slug, texts in passages.items()
    }
    assert hits == {slug: texts for slug, texts in with_e.items() if texts}


# What happens to the files. Each act may find that another has taken its file away.


def in_file(slug: str, name: str, old: str, new: str, *, same_time: bool) -> Act:
    def act(workspace: Workspace, _slug: str, _cache: Path) -> None:
        path = workspace.sessions / slug / name
        if path.is_file():
            before = path.stat()
            path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
            if same_time:
                os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    return act


def saved_here(workspace: Workspace, slug: str, _cache: Path) -> None:
    if (workspace.sessions / slug / "session.md").is_file():
        try:
            opened = open_session(workspace, slug)
            number = len(opened.session.actions) + 1
        except Exception:  # a file that another act has damaged
            return
        action = Action(id=f"action-{number}", what="call", until=NOW.date())
        save_session(opened, opened.session.with_action(action), T, NOW)


def renamed(workspace: Workspace, slug: str, _cache: Path) -> None:
    folder, new = workspace.sessions / slug, workspace.sessions / f"{slug}-new"
    if folder.is_dir() and not new.exists():
        folder.rename(new)


def swapped(workspace: Workspace, slug: str, _cache: Path) -> None:
    other = next((s for s in workspace.session_slugs() if s != slug), None)
    if other and (workspace.sessions / slug).is_dir():
        (workspace.sessions / slug).rename(workspace.root / "away")
        (workspace.sessions / other).rename(workspace.sessions / slug)
        (workspace.root / "away").rename(workspace.sessions / other)


def deleted(workspace: Workspace, slug: str, _cache: Path) -> None:
    shutil.rmtree(workspace.sessions / slug, ignore_errors=True)


def without(name: str) -> Act:
    def act(workspace: Workspace, slug: str, _cache: Path) -> None:
        (workspace.sessions / slug / name).unlink(missing_ok=True)

    return act


def copied(workspace: Workspace, slug: str, _cache: Path) -> None:
    if (workspace.sessions / slug).is_dir():
        target = workspace.sessions / f"{slug}-copy"
        shutil.copytree(workspace.sessions / slug, target, dirs_exist_ok=True)


def clock_off_by(days: int) -> Act:
    def act(workspace: Workspace, slug: str, _cache: Path) -> None:
        for path in (workspace.sessions / slug).rglob("*.md"):
            then = time.time() + days * 86_400
            os.utime(path, (then, then))

    return act


def shared_exercise(text: str) -> Act:
    def act(workspace: Workspace, _slug: str, _cache: Path) -> None:
        folder = workspace.exercises / "de"
        folder.mkdir(exist_ok=True)
        (folder / "own.md").write_text(text, encoding="utf-8")

    return act


def index_gone(workspace: Workspace, _slug: str, cache: Path) -> None:
    shutil.rmtree(cache, ignore_errors=True)


def index_damaged(at: float) -> Act:
    def act(workspace: Workspace, _slug: str, cache: Path) -> None:
        path = index_path(workspace, {VARIABLE: str(cache)})
        if path.exists():
            data = bytearray(path.read_bytes())
            place = int(at * (len(data) - 1))
            data[place] ^= 0x55
            path.write_bytes(data)

    return act


def killed_after(steps: int) -> Act:
    def act(workspace: Workspace, slug: str, cache: Path) -> None:
        """Kill a process after so many steps of the database, while it writes what has changed."""
        saved_here(workspace, slug, cache)
        child = os.fork()
        if child == 0:
            original = database._connected

            def connected(path: Path) -> sqlite3.Connection:
                connection = original(path)
                # Changed pages go into the file at once, before the transaction has ended.
                connection.execute("PRAGMA cache_size = 1")
                connection.set_progress_handler(lambda: os.kill(os.getpid(), 9), steps)
                return connection

            try:
                database._connected = connected
                kept(workspace, cache)
            finally:
                os._exit(0)
        os.waitpid(child, 0)

    return act


def looked_at_with_clock_off_by(days: int) -> Act:
    def act(workspace: Workspace, _slug: str, cache: Path) -> None:
        off = days * 86_400 * 10**9
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(index_module.time, "time_ns", lambda now=time.time_ns: now() + off)
            kept(workspace, cache)

    return act


def looked_at(workspace: Workspace, _slug: str, cache: Path) -> None:
    kept(workspace, cache)


ACTS = st.one_of(
    st.sampled_from(
        [
            looked_at,
            saved_here,
            renamed,
            swapped,
            deleted,
            copied,
            index_gone,
            without("session.md"),
            without("answers/anna-meier.md"),
            without(EXERCISE),
            clock_off_by(-400),
            clock_off_by(400),
            shared_exercise("---\nfaulty"),
        ]
    ),
    st.builds(
        in_file,
        st.sampled_from(SLUGS),
        st.just("session.md"),
        st.sampled_from(["title: ", "- [ ]", "coopcoach: session/1"]),
        st.sampled_from(["title: E", "- [x]", "coopcoach: session/2"]),
        same_time=st.booleans(),
    ),
    st.builds(
        in_file,
        st.sampled_from(SLUGS),
        st.sampled_from(["answers/anna-meier.md", EXERCISE]),
        st.sampled_from(["handed_in", "\n\n", "- [ ]"]),
        st.sampled_from(["handed_on", "\n\nJa\n\n", "- [x]"]),
        same_time=st.booleans(),
    ),
    st.builds(index_damaged, st.floats(0, 1)),
    st.builds(looked_at_with_clock_off_by, st.sampled_from([-400, -1, 1, 400])),
    *([st.builds(killed_after, st.integers(1, 400))] if hasattr(os, "fork") else []),
)


@examples(50)
@given(st.lists(st.tuples(ACTS, st.sampled_from(SLUGS), st.booleans()), max_size=6))
def test_the_index_answers_as_a_fresh_reading(
    model: Path, acts: list[tuple[Act, str, bool]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        workspace, cache = Workspace(Path(folder) / "office"), Path(folder) / "cache"
        shutil.copytree(model, workspace.root)
        for act, slug, is_compared in acts:
            act(workspace, slug, cache)
            if is_compared:
                compare(workspace, cache)
        compare(workspace, cache)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no fork")
@pytest.mark.parametrize("steps", [1, 20, 60, 100, 200])
def test_a_process_that_is_killed_while_it_writes_leaves_an_index_that_is_right(
    model: Path, tmp_path: Path, steps: int
) -> None:
    workspace, cache = Workspace(tmp_path / "office"), tmp_path / "cache"
    shutil.copytree(model, workspace.root)
    for slug in ("alpha", "beta"):
        killed_after(steps)(workspace, slug, cache)
        compare(workspace, cache)


@pytest.fixture
def office(model: Path, tmp_path: Path) -> tuple[Workspace, Path]:
    return Workspace(Path(shutil.copytree(model, tmp_path / "office"))), tmp_path / "cache"


@pytest.fixture
def read_from_files(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The sessions that were read from their files."""
    read: list[str] = []
    original = EntryReader.read

    def noted(self: EntryReader, slug: str) -> object:
        read.append(slug)
        return original(self, slug)

    monkeypatch.setattr(EntryReader, "read", noted)
    return read


def settle(workspace: Workspace, cache: Path) -> None:
    """Build an index of files that are old, so that their stamps alone tell every change."""
    for path in workspace.root.rglob("*"):
        os.utime(path, (1_000_000, 1_000_000))
    kept(workspace, cache)


def test_only_what_has_changed_is_read_again(
    office: tuple[Workspace, Path], read_from_files: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamps, "_ROUNDING_NS", 0)
    settle(*office)
    assert read_from_files == list(SLUGS)
    kept(*office)
    assert read_from_files == list(SLUGS)
    in_file("beta", "session.md", "title: ", "title: E", same_time=True)(
        *(office[0], "", office[1])
    )
    compare(*office)
    assert read_from_files.count("alpha") == 1 + 1  # once by the comparison


def test_progress_is_told_for_each_session_that_is_read(
    office: tuple[Workspace, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamps, "_ROUNDING_NS", 0)
    told_of: list[tuple[int, int]] = []
    SessionIndex(office[0], {VARIABLE: str(office[1])}).summaries(lambda *p: told_of.append(p))
    assert told_of == [(1, 3), (2, 3), (3, 3)]
    SessionIndex(office[0], {VARIABLE: str(office[1])}).summaries(lambda *p: told_of.append(p))
    assert len(told_of) == 3


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" * 40])
def test_a_damaged_file_is_replaced(office: tuple[Workspace, Path], content: bytes) -> None:
    kept(*office)
    path = index_path(office[0], {VARIABLE: str(office[1])})
    path.write_bytes(content)
    compare(*office)
    compare(*office)


def test_an_index_of_another_version_is_built_anew(office: tuple[Workspace, Path]) -> None:
    kept(*office)
    path = index_path(office[0], {VARIABLE: str(office[1])})
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 999")
        connection.execute("ALTER TABLE summaries RENAME COLUMN first TO other")
    connection.close()
    compare(*office)


def test_without_a_folder_for_the_index_everything_is_read(office: tuple[Workspace, Path]) -> None:
    office[1].write_text("a file where the folder should be", encoding="utf-8")
    compare(*office)


def test_while_another_program_writes_everything_is_read(
    office: tuple[Workspace, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(*office)
    path = index_path(office[0], {VARIABLE: str(office[1])})
    monkeypatch.setattr(database, "_PATIENCE", 0.01)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        compare(*office)
    finally:
        other.execute("ROLLBACK")
        other.close()
    compare(*office)


def test_nothing_sealed_is_in_the_index(office: tuple[Workspace, Path]) -> None:
    path = index_path(office[0], {VARIABLE: str(office[1])})
    kept(*office)
    data = path.read_bytes()
    assert b"Meier & Roth" in data
    assert b"SECRET" not in data
    assert path.stat().st_mode & 0o077 == 0


def test_what_was_deleted_is_not_left_in_the_index(office: tuple[Workspace, Path]) -> None:
    kept(*office)
    deleted(office[0], "meier-roth", office[1])
    kept(*office)
    path = index_path(office[0], {VARIABLE: str(office[1])})
    assert b"Meier & Roth" not in path.read_bytes()


def test_a_session_without_an_agenda_asks_its_whole_pack(model: Path, tmp_path: Path) -> None:
    workspace = Workspace(shutil.copytree(model, tmp_path / "copy"))
    opened = open_session(workspace, "alpha")
    anna = opened.session.partners[0]
    workbook = opened.workbooks.of_partner(opened.session, anna)
    blank = new_answers_file("alpha", anna, workbook, "compact", translator("de"))
    path = answers_path(workspace, "alpha", anna.id)
    path.parent.mkdir(exist_ok=True)
    path.write_text(blank, encoding="utf-8")
    save_session(opened, opened.session.model_copy(update={"agenda": ()}), T, NOW)
    summary = EntryReader(workspace, shared_state(workspace, 0), 0).read("alpha").summary
    assert summary.prepared[0] is Progress.NOT_BEGUN
