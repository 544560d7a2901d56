"""All sessions of a workspace, from the index where their files have not changed.

The index holds nothing that the files do not hold, and nothing that is sealed. Each use compares the stamps of all
files first: it answers as a fresh reading of the files does.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence, Set
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from coopcoach.domain.finding import Passage, comparable, search_words, with_words
from coopcoach.services.index.database import Database, Row, Rows, index_path
from coopcoach.services.index.stamps import is_current, shared_state, stamps_as_text, stamps_from
from coopcoach.services.index.summary import (
    SessionSummary,
    dumped,
    dumped_passages,
    in_order,
    loaded,
    loaded_passages,
)
from coopcoach.storage.workspace import Workspace

if TYPE_CHECKING:
    from coopcoach.services.index.reading import Entry

ShowProgress = Callable[[int, int], None]
# Sessions that are read before they are written to the index: a build that is interrupted goes on from there.
_AT_ONCE: Final = 100


@dataclass(frozen=True)
class Hit:
    """A session that holds all words of a search, and the passages with at least one of them."""

    summary: SessionSummary
    passages: tuple[Passage, ...]


class SessionIndex:
    """The index of a workspace; may be used from any thread.

    Args:
        workspace: The workspace.
        env: The environment, which may name another folder for the index.
    """

    def __init__(self, workspace: Workspace, env: Mapping[str, str] = os.environ) -> None:
        self._workspace = workspace
        self._path = index_path(workspace, env)
        # The passages that could not be kept in the file.
        self._unkept: Rows = {}

    def as_last_read(self) -> list[SessionSummary]:
        """Return the sessions as they were read last, by their dates; no file is looked at."""
        with closing(Database(self._path)) as database:
            rows = database.summaries()
        return in_order([loaded(slug, row.second) for slug, row in rows.items()])

    def summaries(self, progress: ShowProgress | None = None) -> list[SessionSummary]:
        """Return all sessions by their dates; one that cannot be read holds its fault.

        Args:
            progress: Called with the number of sessions read so far, and of those that have to be read.
        """
        with closing(Database(self._path)) as database:
            reading = _Reading(self._workspace, database, database.summaries())
            summaries = in_order(reading.run(progress))
        self._unkept = reading.unkept
        return summaries

    def search(self, text: str, progress: ShowProgress | None = None) -> list[Hit]:
        """Return the sessions that hold all words of a text, in the order of `summaries`."""
        words = search_words(text)
        if not words:
            return []
        with closing(Database(self._path)) as database:
            rows = database.passages()
            kept = database.summaries()
            both = {slug: kept[slug] for slug in kept.keys() & rows.keys()}
            reading = _Reading(self._workspace, database, both)
            summaries = in_order(reading.run(progress))
        rows |= reading.passages
        found = [
            (summary, rows[summary.slug])
            for summary in summaries
            if summary.fault is None and all(word in rows[summary.slug].first for word in words)
        ]
        return [
            Hit(summary, with_words(loaded_passages(row.second), words)) for summary, row in found
        ]

    def forget(self, slug: str) -> None:
        """Take a session out; it is read again where its files are still there."""
        with closing(Database(self._path)) as database:
            database.put({}, {}, [slug])

    def names_with(self, text: str) -> frozenset[str]:
        """Return the names of the sessions that hold all words of a text, as they were read last.

        For a filter that follows each key: no file is looked at.
        """
        words = search_words(text)
        with closing(Database(self._path)) as database:
            found = database.names_with(words)
        unkept = {s for s, row in self._unkept.items() if all(w in row.first for w in words)}
        return (found - self._unkept.keys()) | unkept


class _Reading:
    """Takes the sessions that have not changed from the index, and reads the others into it."""

    def __init__(self, workspace: Workspace, database: Database, kept: Rows) -> None:
        self._workspace = workspace
        self._database = database
        self._kept = kept
        self._now_ns = time.time_ns()
        self._summaries: Rows = {}
        self.passages: Rows = {}
        """The passages of the sessions that were read."""
        self.unkept: Rows = {}
        """Those of them that could not be written to the index."""

    def run(self, progress: ShowProgress | None) -> list[SessionSummary]:
        """Return all sessions, in no order."""
        slugs = self._workspace.session_slugs()
        found = [loaded(s, self._kept[s].second) for s in slugs if self._is_current(s)]
        missing = list(set(slugs).difference(summary.slug for summary in found))
        gone = self._kept.keys() - set(slugs)
        return found + self._read(sorted(missing), gone, progress)

    def _is_current(self, slug: str) -> bool:
        if slug not in self._kept:
            return False
        root = f"{self._workspace.sessions}/{slug}"
        return all(
            is_current(f"{root}/{path}", stamp) if path else stamp.state == self._shared
            for path, stamp in stamps_from(self._kept[slug].first)
        )

    @cached_property
    def _shared(self) -> str:
        return shared_state(self._workspace, self._now_ns)

    def _read(
        self, slugs: Sequence[str], gone: Set[str], progress: ShowProgress | None
    ) -> list[SessionSummary]:
        if not slugs and not gone:
            return []
        # Imported late: a list of sessions that have not changed needs no parser.
        from coopcoach.services.index.reading import EntryReader

        reader = EntryReader(self._workspace, self._shared, self._now_ns)
        summaries: list[SessionSummary] = []
        unwritten: Rows = {}
        faulty: set[str] = set()
        for count, slug in enumerate(slugs, 1):
            entry = reader.read(slug)
            summaries.append(entry.summary)
            if entry.summary.fault is None:
                unwritten[slug] = Row(stamps_as_text(entry.stamps), dumped(entry.summary))
                self.passages[slug] = _passages_row(entry)
            else:
                faulty.add(slug)
            if count % _AT_ONCE == 0 or count == len(slugs):
                self._write(unwritten, faulty)
                unwritten, faulty = {}, set()
            if progress is not None:
                progress(count, len(slugs))
        self._write({}, gone)
        return summaries

    def _write(self, summaries: Rows, gone: Set[str]) -> None:
        passages = {slug: self.passages[slug] for slug in summaries}
        if not self._database.put(summaries, passages, gone):
            self.unkept.update(passages)


def _passages_row(entry: Entry) -> Row:
    words = "\n".join(comparable(passage.text) for passage in entry.passages)
    return Row(words, dumped_passages(entry.passages))
