"""A change is told however the file came to change, and also where the system says nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from coopcoach.storage.files import write_bytes
from coopcoach.storage.watching import changes


@asynccontextmanager
async def watched(
    folder: Path, *files: Path, by_system: bool
) -> AsyncIterator[Callable[[], object]]:
    """Give a function that waits for the next change."""
    told = asyncio.Queue[None]()
    begun = asyncio.Event()

    def named() -> tuple[Path, ...]:
        begun.set()
        return files

    async def watch() -> None:
        async for _ in changes(folder, named, by_system=by_system):
            told.put_nowait(None)

    task = asyncio.create_task(watch())
    await begun.wait()
    try:
        yield told.get
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@pytest.mark.parametrize("by_system", [True, False])
async def test_written_replaced_made_and_removed(tmp_path, by_system):
    file, later = tmp_path / "session.md", tmp_path / "answers" / "anna.md"
    file.write_text("eins")
    async with asyncio.timeout(60), watched(tmp_path, file, later, by_system=by_system) as change:
        file.write_text("zwei!")
        await change()
        write_bytes(file, b"drei")  # beside it, then in its place
        await change()
        later.parent.mkdir()
        later.write_text("neu")
        await change()
        file.unlink()
        await change()


async def test_a_folder_that_was_replaced_as_a_whole(tmp_path):
    folder = tmp_path / "meier-roth"
    folder.mkdir()
    file = folder / "session.md"
    file.write_text("eins")
    async with asyncio.timeout(60), watched(folder, file, by_system=True) as change:
        folder.rename(tmp_path / "old")
        await change()
        folder.mkdir()
        file.write_text("zwei!")
        await change()
        file.write_text("drei und mehr")
        await change()


async def test_a_folder_that_cannot_be_watched_is_looked_at(tmp_path):
    folder = tmp_path / "not yet there"
    file = folder / "session.md"
    async with asyncio.timeout(60), watched(folder, file, by_system=True) as change:
        folder.mkdir()
        file.write_text("da")
        await change()


async def test_what_is_written_beside_the_files_is_no_change(tmp_path):
    file, beside = tmp_path / "session.md", tmp_path / "beside"
    file.write_text("eins")
    looked = asyncio.Event()

    def named() -> list[Path]:
        if beside.exists():
            looked.set()
        return [file]

    async with asyncio.timeout(60):
        watching = changes(tmp_path, named)
        told = asyncio.ensure_future(anext(watching))
        await asyncio.to_thread(beside.write_text, "x")
        await looked.wait()
        assert not told.done()
        write_bytes(file, b"zwei!")
        await told
        await watching.aclose()
