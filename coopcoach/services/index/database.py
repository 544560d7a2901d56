"""The file of the index: SQLite in the user's cache folder, never the only place of anything."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

from coopcoach.storage.files import make_folder
from coopcoach.storage.workspace import Workspace

VARIABLE: Final = "COOPCOACH_CACHE"
# Raised when the content of the rows changes: an index of another version is built anew.
_VERSION: Final = 4
# Seconds to wait for another program that writes the index.
_PATIENCE: Final = 2.0
_TABLES: Final = ("summaries", "passages")
_BUSY: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})

_Found = TypeVar("_Found")


class Row(NamedTuple):
    """Two texts of a session; in ``summaries`` stamps and summary, in ``passages`` the words and the passages."""

    first: str
    second: str

    @property
    def sum(self) -> int:
        """A checksum: SQLite does not notice a changed byte in a text."""
        return zlib.crc32("\0".join(self).encode("utf-8", "surrogatepass"))


Rows = dict[str, Row]


def index_path(workspace: Workspace, env: Mapping[str, str]) -> Path:
    """Return the path of a workspace's index; ``COOPCOACH_CACHE`` names another folder for it."""
    if env.get(VARIABLE):
        cache = Path(env[VARIABLE])
    else:
        from platformdirs import user_cache_path

        cache = user_cache_path("coopcoach", appauthor=False)
    place = hashlib.sha256(os.fsencode(workspace.root.resolve())).hexdigest()[:20]
    return cache / "index" / f"{place}.sqlite"


class Database:
    """The rows of an index. A damaged file is replaced; where none can be written, rows are kept in memory.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._in_memory = False
        self._connection = self._opened()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def summaries(self) -> Rows:
        """Return stamps and summary of each session, by its name."""
        return self._safely(lambda: self._rows("summaries"), {})

    def passages(self) -> Rows:
        """Return the words and passages of each session, by its name."""
        return self._safely(lambda: self._rows("passages"), {})

    def names_with(self, words: Sequence[str]) -> frozenset[str]:
        """Return the names of the sessions that hold all words."""
        asked = " AND ".join("instr(first, ?) > 0" for _ in words) or "TRUE"
        query = f"SELECT slug FROM passages WHERE {asked}"  # noqa: S608  # holds no word
        return self._safely(
            lambda: frozenset(slug for (slug,) in self._connection.execute(query, tuple(words))),
            frozenset(),
        )

    def put(self, summaries: Rows, passages: Rows, gone: Iterable[str]) -> bool:
        """Add or replace sessions, and take out those that are gone; return whether they are kept in the file."""
        is_written = self._safely(lambda: self._write(summaries, passages, list(gone)), False)
        return is_written and not self._in_memory

    def _rows(self, table: str) -> Rows:
        # A row whose text something else has changed is left out.
        found = self._connection.execute(f"SELECT * FROM {table}")  # noqa: S608  # one of two names
        rows = ((slug, Row(first, second), total) for slug, first, second, total in found)
        return {slug: row for slug, row, total in rows if row.sum == total}

    def _write(self, summaries: Rows, passages: Rows, gone: list[str]) -> bool:
        with self._connection:
            for table, rows in zip(_TABLES, (summaries, passages), strict=True):
                self._connection.executemany(
                    f"DELETE FROM {table} WHERE slug = ?",  # noqa: S608  # one of two names
                    [(slug,) for slug in gone],
                )
                self._connection.executemany(
                    f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?, ?)",  # noqa: S608  # likewise
                    [(slug, *row, row.sum) for slug, row in rows.items()],
                )
        return True

    def _safely(self, do: Callable[[], _Found], otherwise: _Found) -> _Found:
        """Return what a function returns; replace the file where it is damaged."""
        try:
            return do()
        except (sqlite3.Error, ValueError, TypeError, AttributeError) as error:
            # Another program that writes at the moment: what is not kept now is read again later.
            if getattr(error, "sqlite_errorcode", None) not in _BUSY:
                self._connection.close()
                with suppress(OSError):
                    self._path.unlink()
                self._connection = self._opened()
            return otherwise

    def _opened(self) -> sqlite3.Connection:
        """Open the file, a new one where it is damaged or of another version, or rows in memory."""
        for _ in range(2):
            try:
                return _connected(self._path)
            except sqlite3.Error as error:
                if getattr(error, "sqlite_errorcode", None) in _BUSY:
                    break
                with suppress(OSError):
                    self._path.unlink()
            except OSError:
                break
        self._in_memory = True
        return _with_tables(sqlite3.connect(":memory:"))


def _connected(path: Path) -> sqlite3.Connection:
    make_folder(path.parent)
    if not path.exists():
        path.touch(mode=0o600)
    connection = sqlite3.connect(path, timeout=_PATIENCE)
    try:
        return _with_tables(connection)
    except BaseException:
        connection.close()
        raise


def _with_tables(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Return a connection whose file has the tables of this version.

    Raises:
        sqlite3.Error: It has other tables, or is damaged.
    """
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    # What is taken out must not stay in the file; what is lost with the machine's power is read again.
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA synchronous = OFF")
    if version == _VERSION:
        return connection
    with connection:
        for table in _TABLES:
            connection.execute(f"DROP TABLE IF EXISTS {table}")
            connection.execute(
                f"CREATE TABLE {table}"
                " (slug TEXT PRIMARY KEY, first TEXT, second TEXT, sum INTEGER)"
            )
        connection.execute(f"PRAGMA user_version = {_VERSION}")
    return connection
