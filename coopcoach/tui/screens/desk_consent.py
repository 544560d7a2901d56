"""The desk: what the partners of a session consent to, and until when it is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date as Date
from datetime import datetime

from coopcoach.errors import CoopcoachError
from coopcoach.services.index.summary import SessionSummary
from coopcoach.services.session.consent import (
    ConsentView,
    consents,
    set_consent,
    set_keep_until,
)
from coopcoach.storage.sessions import open_session
from coopcoach.storage.workspace import Workspace
from coopcoach.tui.screens.desk_base import Desk
from coopcoach.tui.widgets.forms.choose import Choice, ChoiceDialog
from coopcoach.tui.widgets.forms.dialogs import ConfirmDialog, FormDialog
from coopcoach.tui.widgets.forms.form_inputs import day_field, day_input
from coopcoach.tui.widgets.frame.sanitize import one_line
from coopcoach.wording.days import read_day
from coopcoach.wording.needs import with_withdrawal

_KEEP = "keep"


async def change_consent(
    desk: Desk,
    workspace: Workspace,
    summary: SessionSummary,
    clock: Callable[[], datetime],
) -> None:
    """Show the consents of both partners and the day until which the session is kept; change one of them.

    Args:
        desk: Shows dialogs and outcomes.
        workspace: The workspace.
        summary: The session.
        clock: Returns the local time, with its zone.
    """
    t = desk.t
    try:
        opened = open_session(workspace, summary.slug)
        views = consents(opened, t.lang)
        keep_until = opened.session.keep_until
        await _change(desk, workspace, summary, clock, views, keep_until)
    except (CoopcoachError, OSError) as error:
        desk.failed(error)


async def _change(
    desk: Desk,
    workspace: Workspace,
    summary: SessionSummary,
    clock: Callable[[], datetime],
    views: tuple[ConsentView, ...],
    keep_until: Date | None,
) -> None:
    t = desk.t
    day = t.date(keep_until) if keep_until else t("no date")
    choices = [Choice(_KEEP, t("Kept until"), day)]
    name = ""
    for number, view in enumerate(views):
        if view.name != name:
            name = view.name
            choices.append(Choice("", one_line(name)))
        choices.append(Choice(str(number), _line(view, desk)))
    title = t("Consent and deletion: {title}", title=t.quoted(one_line(summary.title)))
    chosen = await desk.app.push_screen_wait(ChoiceDialog(title, choices, t("Close")))
    if chosen is None:
        return
    if chosen == _KEEP:
        await _change_day(desk, workspace, summary, clock, keep_until)
        return
    view = views[int(chosen)]
    shown = one_line(view.name)
    question = (
        t("Consent withdrawn by {name}?", name=shown)
        if view.gives
        else t("Consent from {name}?", name=shown)
    )
    ask = ConfirmDialog(question, t("Yes"), t("No"), details=view.label)
    if not await desk.app.push_screen_wait(ask):
        return
    set_consent(workspace, summary.slug, view.partner, view.item, gives=not view.gives, now=clock())
    desk.done(t("Written down for {name}.", name=shown))


def _line(view: ConsentView, desk: Desk) -> str:
    sign = "☑" if view.gives else "☐"
    return with_withdrawal(f"{sign} {one_line(view.label)}", view.withdrawn, desk.t)


async def _change_day(
    desk: Desk,
    workspace: Workspace,
    summary: SessionSummary,
    clock: Callable[[], datetime],
    before: Date | None,
) -> None:
    t, today = desk.t, clock().date()
    field = day_field("day", t("Kept until"), day_input(before, t), today, t)
    form = FormDialog(t("How long is this session kept?"), [field], t)
    values = await desk.app.push_screen_wait(form)
    if values is None:
        return
    typed = values["day"]
    day = before if typed == day_input(before, t) else read_day(typed, today)
    set_keep_until(workspace, summary.slug, day, clock())

    def undo() -> str:
        set_keep_until(workspace, summary.slug, before, clock())
        return t("{title} is as it was.", title=t.quoted(one_line(summary.title)))

    if day is None:
        desk.done(t("Kept without a date; Ctrl+Z undoes it."), undo)
    else:
        words = t("Kept until {day}; then the desk asks you to delete it.", day=t.date(day))
        desk.done(words, undo)
