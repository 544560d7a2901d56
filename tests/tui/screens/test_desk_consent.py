"""Consent and the day until which a session is kept, at the desk, by keys alone."""

from __future__ import annotations

from datetime import date

from coopcoach.domain.session import CONSENT_STORE
from coopcoach.services.session.consent import set_consent
from coopcoach.storage.sessions import open_session
from coopcoach.tui.widgets.boards.session_list import SessionList
from coopcoach.tui.widgets.forms.choose import ChoiceDialog
from coopcoach.tui.widgets.forms.dialogs import ConfirmDialog, FormDialog
from tests.builders import screens as drawn
from tests.builders.screens import desk_of, until
from tests.builders.sessions import NOW, new_session


async def test_a_withdrawal_and_a_day_are_written_and_the_desk_asks_for_the_deletion(tmp_path):
    workspace, slug = new_session(tmp_path)
    set_consent(workspace, slug, "anna-meier", CONSENT_STORE, gives=True, now=NOW)
    app = desk_of(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: bool(app.screen.query_one(SessionList).summaries))
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, ChoiceDialog))
        assert "☑ My coach may keep" in drawn.text(app)
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, ConfirmDialog))
        assert "Consent withdrawn by Anna Meier?" in drawn.text(app)
        await pilot.press("left", "enter")
        await until(pilot, lambda: "To be deleted" in drawn.text(app))
        shown = " ".join(drawn.text(app).split())
        assert (
            -1
            < shown.index("Anna Meier withdrew the consent")
            < shown.index("Anna Meier: not begun yet")
        )
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, ChoiceDialog))
        assert "(withdrawn" in drawn.text(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        await pilot.press(*"15.1.2029", "f2")
        await until(pilot, lambda: "Kept until" in app.screen.message_line.text)
        assert open_session(workspace, slug).without_joint.keep_until == date(2029, 1, 15)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: open_session(workspace, slug).without_joint.keep_until is None)
