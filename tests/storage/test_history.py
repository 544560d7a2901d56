"""Every text that was overwritten is found in the history, whatever the clock, the disk and other programs do."""

from __future__ import annotations

import gzip
import itertools
import os
import stat
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopcoach.errors import BadFile
from coopcoach.markup.changes import is_contained, words_of
from coopcoach.storage.files import LoadedText, read_text
from coopcoach.storage.history import (
    LEAST,
    THIN_EVERY,
    EarlierState,
    earlier_states,
    is_kept,
    keep_state,
    read_state,
    thin,
    thinned,
)
from coopcoach.storage.leftovers import clear_leftovers, has_news, leftovers
from coopcoach.storage.merged import write_merged
from tests.builders.strategies import ANY_TEXT

NOW = datetime(2027, 1, 15, 10, 0, tzinfo=UTC)
SECTIONS = "## A {{#a}}\n\n{}\n\n## B {{#b}}\n\n{}\n"


def texts(path: Path) -> list[str]:
    return [read_state(state) for state in earlier_states(path)]


def saved(path: Path, text: str, now: datetime = NOW, base: LoadedText | None = None) -> LoadedText:
    """Write a text over what stands in the file, or over what the program believes to stand there."""
    there = read_text(path) if base is None and path.exists() else base
    return write_merged(path, there, text, now).loaded


def by_hand(path: Path, text: str) -> str:
    """Write a text as an editor would."""
    path.write_text(text, encoding="utf-8")
    return text


# What is kept


ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["save", "save late", "edit by hand", "restore"]),
        st.text("abc \n", max_size=6),
        st.datetimes(timezones=st.just(UTC)),
    ),
    max_size=12,
)


@given(ACTIONS)
def test_every_overwritten_text_is_found(
    tmp_path_factory: pytest.TempPathFactory,
    actions: list[tuple[str, str, datetime]],
) -> None:
    path = tmp_path_factory.mktemp("history") / "session.md"
    known = saved(path, SECTIONS.format("begin", "begin"))
    seen = {known.text}
    for kind, words, now in actions:
        text = SECTIONS.format(words, "begin")
        match kind:
            case "edit by hand":
                seen.add(by_hand(path, SECTIONS.format("begin", words)))
                known = saved(path, f"{known.text}\nmore", now)
            case "restore":
                text = texts(path)[len(words) % len(texts(path))]
                known = saved(path, text, now)
            case "save late":
                seen.add(by_hand(path, SECTIONS.format("begin", f"hand {words}")))
                known = saved(path, text, now, base=known)
            case _:
                known = saved(path, text, now)
        seen.add(known.text)
        assert read_text(path).text == known.text
        kept = {words_of(each) for each in texts(path)}
        assert {words_of(each) for each in seen} <= kept


@given(ANY_TEXT)
def test_a_state_is_read_as_it_was(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("history") / "file.md"
    state = keep_state(path, text, NOW)
    assert state is not None
    assert read_state(state) == text
    assert [read_state(each) for each in earlier_states(path)] == [text]
    assert stat.S_IMODE(state.path.stat().st_mode) == 0o600
    assert gzip.decompress(state.path.read_bytes()).decode() == text


def test_a_text_that_stood_there_for_a_second_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "session.md"
    for number, text in enumerate(["typed for an hour", "", "typed again"]):
        saved(path, text, NOW + timedelta(seconds=number))
    assert texts(path) == ["typed for an hour", "", "typed again"]


@pytest.mark.parametrize("jump", [timedelta(days=30_000), -timedelta(days=30_000)])
def test_a_clock_that_jumps_stops_nothing(tmp_path: Path, jump: timedelta) -> None:
    path = tmp_path / "session.md"
    clocks = [NOW, NOW + jump, NOW, NOW + jump, NOW]
    for number, now in enumerate(clocks):
        saved(path, f"text {number}", now)
    thin(path)
    assert texts(path) == [f"text {number}" for number in range(5)]
    assert [state.at for state in earlier_states(path)] == clocks


def test_only_words_make_a_state(tmp_path: Path) -> None:
    path = tmp_path / "coach-notes.md"
    note = "---\ncoopcoach: notes/1\nstage:\n  at: '{}'\n  go: {}\n---\n\n## A {{#a at={}}}\n\n{}\n"
    saved(path, note.format(1, "goal", 1, "stage at=1"))
    saved(path, note.format(2, "talk", 2, "stage at=1"))
    saved(path, note.format(2, "talk", 2, "stage at=2"))
    assert len(texts(path)) == 2


def test_states_of_the_first_version_are_read(tmp_path: Path) -> None:
    path = tmp_path / "session.md"
    old = tmp_path / ".history" / "session.md" / "20270115T100000000000.md"
    old.parent.mkdir(parents=True)
    old.write_text("old", encoding="utf-8")
    (old.parent / "other").touch()
    saved(path, "new")
    assert texts(path) == ["old", "new"]


def test_a_damaged_state_is_said_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "session.md"
    for text in ("one", "two", "three"):
        saved(path, text)
    first, second, third = earlier_states(path)
    second.path.write_bytes(first.path.read_bytes())
    with pytest.raises(BadFile, match="damaged"):
        read_state(second)
    assert read_state(third) == "three"


def test_a_history_that_cannot_be_written_stops_no_save_and_is_said(tmp_path: Path) -> None:
    path = tmp_path / "session.md"
    first = saved(path, "first")
    (tmp_path / ".history" / "session.md").rename(tmp_path / "moved")
    # A file in the place of the folder: nothing can be written there, not even by root.
    (tmp_path / ".history" / "session.md").touch()
    written = write_merged(path, first, "second", NOW)
    assert written.unkept
    assert read_text(path).text == "second"
    (tmp_path / ".history" / "session.md").unlink()
    again = write_merged(path, written.loaded, "third", NOW)
    assert not again.unkept
    assert texts(path) == ["second", "third"]


# Thinning


def states_of(gaps: Sequence[timedelta], contained: bool) -> list[EarlierState]:
    """Return states that lie apart; each contains the one before, or none does."""
    found, at = [], NOW
    for number, gap in enumerate([timedelta(0), *gaps], 1):
        at += gap
        before = f"{number - 1:020x}" if contained and number > 1 else ""
        found.append(EarlierState(Path(), str(number), number, at, True, f"{number:020x}", before))
    return found


GAPS = st.lists(st.sampled_from([0, 1, 40, 3000, 10**5, 10**7, -(10**9), 3 * 10**9]), max_size=200)


@given(GAPS, st.booleans())
def test_thinning_leaves_the_newest_and_no_gap(gaps: list[int], contained: bool) -> None:
    states = states_of([timedelta(seconds=gap) for gap in gaps], contained)
    kept = thinned(states)
    assert set(states[-LEAST:]) <= set(kept)
    # What was removed is contained in the next that stayed.
    if contained:
        chain = sorted(kept, key=lambda state: state.number)
        for older, newer in itertools.pairwise(chain):
            assert kept[newer] in {"", older.digest}


def test_old_typing_is_thinned_and_old_losses_stay() -> None:
    an_hour = [timedelta(seconds=1)] * 3600
    later = [timedelta(days=2)]
    typed = thinned(states_of([*an_hour, *later], contained=True))
    assert LEAST < len(typed) < LEAST + 10
    lost = thinned(states_of([*an_hour, *later], contained=False))
    assert len(lost) == 3602


def test_losses_are_thinned_after_a_year_of_sessions() -> None:
    gaps = [*[timedelta(minutes=1)] * 600, *[timedelta(days=7)] * 60]
    kept = thinned(states_of(gaps, contained=False))
    assert 60 < len(kept) < 80


def test_thinning_removes_no_word(tmp_path: Path) -> None:
    path = tmp_path / "session.md"
    now, text, seen = NOW, "", []
    for number in range(4 * THIN_EVERY):
        now += timedelta(seconds=1)
        text = "" if number % 50 == 49 else f"{text} word{number}"
        seen.append(text)
        saved(path, text, now)
    for number in range(2 * THIN_EVERY):
        now += timedelta(days=1)
        saved(path, f"later {number}", now)
    kept = texts(path)
    assert len(kept) < 250
    assert all(any(is_contained(text, each) for each in kept) for text in seen)


# 10,000 states


def test_ten_thousand_states_are_found(tmp_path: Path) -> None:
    path = tmp_path / "session.md"
    saved(path, "first")
    (state,) = earlier_states(path)
    _, _, rest = state.path.name.partition("-")
    for number in range(2, 10_001):
        (state.path.parent / f"{number:08d}-{rest}").hardlink_to(state.path)
    states = earlier_states(path)
    assert [s.number for s in states] == list(range(1, 10_001))
    newest = keep_state(path, "next", NOW)
    assert newest is not None
    assert newest.number == 10_001


# Temporary files of writes that were cut off


def left_over(path: Path, text: str, age: int = 3600) -> Path:
    found = path.with_name(f".{path.name}.a1b2c3d4.tmp")
    found.write_text(text, encoding="utf-8")
    os.utime(found, (time.time() - age,) * 2)
    return found


@pytest.mark.parametrize("text", ["", "now", "now it stands", "before"])
def test_a_left_over_file_with_nothing_new_is_removed(tmp_path: Path, text: str) -> None:
    path = tmp_path / "session.md"
    saved(path, "before")
    saved(path, "now it stands")
    found = left_over(path, text)
    saved(path, "and more")
    assert not found.exists()


def test_a_left_over_file_with_new_words_stays_and_is_named(tmp_path: Path) -> None:
    path = tmp_path / "session.md"
    saved(path, "before")
    found = left_over(path, "never seen")
    saved(path, "after")
    assert list(leftovers(tmp_path)) == [found]
    assert has_news(found)


def test_the_file_of_a_running_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "session.md"
    saved(path, "before")
    found = left_over(path, "", age=1)
    clear_leftovers(path)
    assert found.exists()
    assert list(leftovers(tmp_path)) == []


def test_a_state_is_known_by_its_words(tmp_path: Path) -> None:
    path = tmp_path / "session.md"
    keep_state(path, "one", NOW)
    assert is_kept(path, "one")
    assert not is_kept(path, "two")
