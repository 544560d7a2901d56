"""The command of the review: make one, write what each partner gets, open its stage."""

from __future__ import annotations

import os
from datetime import date as Date
from datetime import datetime

import click

from coopcoach.cli.clock import clock
from coopcoach.cli.localised import command, option, translator_of
from coopcoach.cli.output import say
from coopcoach.cli.partners import say_invitations
from coopcoach.cli.program import need_terminal, workspace_of
from coopcoach.cli.session_names import SESSION
from coopcoach.errors import WrongCall
from coopcoach.i18n import N_


@command("review")
@click.argument("session", type=SESSION, metavar="SESSION")
@option(
    "--date",
    "when",
    metavar="2027-04-16T10:00",
    help=N_("Its day, with the time of the call if you know it; else the day that was agreed"),
)
@option("--partner", metavar="NAME", help=N_("Only for this partner"))
@option("--encrypt", is_flag=True, help=N_("Ask for answers that only your key opens"))
@option("--run", "runs", is_flag=True, help=N_("Open the stage of the review instead"))
@option(
    "--take-over", is_flag=True, help=N_("Take the review from another window that has it open")
)
@click.pass_context
def review(
    ctx: click.Context,
    session: str,
    when: str | None,
    partner: str | None,
    encrypt: bool,
    runs: bool,
    take_over: bool,
) -> int:
    """Make a review where there is none of this day; write the invitations and print their paths."""
    day, date = _parted(when)
    if runs:
        return _run(ctx, session, day, take_over=take_over)
    from coopcoach.services.partners.invite import named_partner, write_invitations
    from coopcoach.services.session.review import hold_review
    from coopcoach.services.workspace.coach_key import needed_key
    from coopcoach.storage.sessions import open_session

    workspace, t, now = workspace_of(ctx), translator_of(ctx), clock()
    public = needed_key(os.environ).public if encrypt else ""
    if partner:
        # Before anything is written.
        named_partner(open_session(workspace, session).without_joint, partner)
    opened = hold_review(workspace, session, day=day, date=date, now=now)
    count = len(opened.record.rules)
    asked = t.plural("{n} agreed ground rule", "{n} agreed ground rules", count)
    say(t("Review of {day}, {rules}", day=t.date(opened.day), rules=asked))
    say_invitations(
        t,
        write_invitations(
            workspace, opened.session.slug, now=now, partner=partner, encrypt_to=public
        ),
    )
    return 0


def _run(ctx: click.Context, session: str, day: Date | None, *, take_over: bool) -> int:
    from coopcoach.services.session.review import open_stage

    # Opened before the screen, so that faults of the files are printed on the command line.
    stage = open_stage(workspace_of(ctx), session, day, translator_of(ctx), clock)
    need_terminal()
    from coopcoach.tui.app import run_stage

    return run_stage(stage, take_over=take_over)


def _parted(text: str | None) -> tuple[Date | None, datetime | None]:
    """Return the day, and the moment where a time is given."""
    if not text:
        return None, None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise WrongCall(
            N_("“{text}” is not a date"),
            N_("write it as 2027-04-16, or with the time as 2027-04-16T10:00"),
            text=text,
        ) from None
    has_time = len(text.strip()) > len("2027-04-16")
    return moment.date(), moment if has_time else None
