"""The summary is made while nothing changes, so that an export only writes it."""

from __future__ import annotations

from coopcoach.export.pdf.rendering import kept_renderer
from tests.builders.screens import SMALL, app_of, keys, until
from tests.builders.sessions import prepared, stage_of


async def test_an_export_after_a_pause_only_writes_the_file(tmp_path, anew):
    workspace, slug = prepared(tmp_path)
    stage = stage_of(workspace, slug)
    async with app_of(stage).run_test(size=SMALL) as pilot:
        await pilot.pause()
        documents = pilot.app.screen.documents
        renderer = documents.exporter.renderer

        def made() -> list[bytes]:
            return list(renderer._kept.values())

        documents.ahead.look(idle=0)
        await until(pilot, lambda: made() and not documents.ahead._is_busy)
        assert not list(workspace.exports.rglob("*.pdf"))
        # Nothing is made twice, and the export needs no process.
        renderer.close()
        documents.ahead.look(idle=0)
        await keys(pilot, "f9")
        await until(pilot, lambda: list(workspace.exports.rglob("*.pdf")))
        assert [path.read_bytes() for path in workspace.exports.rglob("*.pdf")] == made()
        assert renderer.child_pid is None

        # A change makes it stale: it is made again, with the change.
        stage.board.put_action("Call the bank")
        stale = documents.ahead._seen
        documents.ahead.look(idle=0)
        assert documents.ahead._seen is not stale
        await until(pilot, lambda: not documents.ahead._is_busy)
        assert len(made()) == 2
        # All screens and services share one process.
        assert renderer is kept_renderer()


async def test_nothing_is_made_ahead_of_what_is_not_written(tmp_path):
    stage = stage_of(*prepared(tmp_path))
    async with app_of(stage).run_test(size=SMALL) as pilot:
        await pilot.pause()
        screen = pilot.app.screen
        screen.saver.put("slot", "typed")
        assert screen.documents._to_make() is None
        screen.saver._pending.clear()
        assert screen.documents._to_make() is stage.live_session.opened
        before = set(screen.documents.exporter.renderer._kept)
        screen.documents.close()
        screen.documents.ahead.look(idle=0)
        await until(pilot, lambda: not screen.documents.ahead._is_busy)
        assert set(screen.documents.exporter.renderer._kept) == before
