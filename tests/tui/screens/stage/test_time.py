"""The stage's time: shown calmly, kept over an end and days, a night with the lid closed left out."""

from __future__ import annotations

from datetime import datetime, timedelta

from coopcoach.i18n import translator
from coopcoach.services.session.stage import Stage
from coopcoach.tui.widgets.frame.pace import PaceLine
from tests.builders.screens import SMALL, app_of, drawn, keys
from tests.builders.sessions import NOW, prepared


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def go(self, **span: int) -> None:
        self.now += timedelta(**span)


def minutes(n: int) -> timedelta:
    return timedelta(minutes=n)


async def test_time_is_kept_over_an_end_and_days(tmp_path):
    workspace, slug = prepared(tmp_path)
    clock = Clock()
    stage = Stage(workspace, slug, translator("en"), clock)
    async with app_of(stage).run_test(size=SMALL) as pilot:
        clock.go(minutes=12)
        pilot.app.screen.timer.tick()
        await pilot.pause()
        planned = stage.session.agenda[0].minutes
        assert f"12 of {planned} min · {12 - planned} min behind" in drawn(pilot)
        # Behind is told by words alone, and nothing else happens.
        assert len(pilot.app.screen_stack) == 2
    clock.go(days=9, hours=3)
    again = Stage(workspace, slug, translator("en"), clock)
    assert again.session.time_entries[-1].end is not None
    async with app_of(again).run_test(size=(120, 40)) as pilot:
        clock.go(minutes=3)
        pilot.app.screen.timer.tick()
        await pilot.pause()
        told = f"15 of {planned} min here · 15 of 90 min in all · {15 - planned} min behind"
        assert told in drawn(pilot)
        await keys(pilot, "f8", "f8")
        assert f"0 of {stage.session.agenda[1].minutes} min here" in drawn(pilot)
    assert again.pace.spent == minutes(15)


async def test_a_night_with_the_lid_closed_does_not_count(tmp_path):
    clock = Clock()
    workspace, slug = prepared(tmp_path)
    stage = Stage(workspace, slug, translator("en"), clock)
    async with app_of(stage).run_test(size=SMALL) as pilot:
        for _ in range(3):
            clock.go(minutes=2)
            pilot.app.screen.timer.tick()
        clock.go(hours=14)
        pilot.app.screen.timer.tick()
        clock.go(minutes=1)
        pilot.app.screen.timer.tick()
        assert stage.pace.spent == minutes(7)
        await keys(pilot, "0", "left", "enter")
        assert stage.pace.spent == minutes(0)
        assert "counts from now on" in drawn(pilot)
        await keys(pilot, "f10")
        assert stage.pace.spent == minutes(7)
        assert pilot.app.screen.query_one(PaceLine).content
