"""The commands of a session: new, run, review, notes, conflicts."""

from __future__ import annotations

import gc
import os
from datetime import date as Date
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from coopcoach.cli.clock import clock
from coopcoach.cli.localised import (
    LANGUAGE,
    OneOf,
    command,
    option,
    translator_of,
)
from coopcoach.cli.output import say
from coopcoach.cli.program import need_terminal, on_terminal, screen_translator, workspace_of
from coopcoach.cli.session_names import SESSION
from coopcoach.errors import WrongCall
from coopcoach.i18n import N_, SPOKEN
from coopcoach.markup.reading import time_in

if TYPE_CHECKING:
    from coopcoach.domain.session import Partner
    from coopcoach.services.session.stage import Stage


@command("new")
@click.argument("title", metavar="TITLE")
@option(
    "--partner",
    "partners",
    multiple=True,
    metavar="PARTNER",
    help=N_("Give this option twice, such as “Anna Meier, Malerei Meier <anna@example.org>”"),
)
@option(
    "--partner-lang",
    "languages",
    multiple=True,
    metavar="NAME=LANG",
    help=N_("A partner's own language, such as “Anna Meier=en”"),
)
@option("--coach", default="", metavar="NAME", help=N_("The coach's name"))
@option(
    "--pack",
    default="compact",
    metavar="compact|full|NAME",
    help=N_("How much: compact (90 minutes), full (three hours), or a pack from your settings"),
)
@option(
    "--sittings",
    type=OneOf(lambda: ("1", "3")),
    default="1",
    metavar="1|3",
    help=N_("In how many sessions: 3 plans the full pack as three of 75 minutes"),
)
@option(
    "--lang",
    "session_lang",
    type=LANGUAGE,
    metavar="|".join(SPOKEN),
    help=N_("Language of the session; de-du says “du”, de-CH writes ss for ß"),
)
@option(
    "--currency",
    default="",
    metavar="EUR|CHF|GBP|USD|…",
    help=N_("The currency of all amounts; if left out, euros"),
)
@option("--date", "when", metavar="2027-01-15T10:00", help=N_("Day and time of the call"))
@option(
    "--time-zone",
    default="",
    metavar="Europe/Berlin",
    help=N_("The time zone of all times; if left out, that of this machine"),
)
@option(
    "--location",
    default="",
    metavar="PLACE",
    help=N_("Where you meet, or the address of the video call; for the calendars"),
)
@click.pass_context
def new(
    ctx: click.Context,
    /,
    title: str,
    partners: tuple[str, ...],
    languages: tuple[str, ...],
    coach: str,
    session_lang: str | None,
    when: str | None,
    **rest: Any,
) -> int:
    """Make a session."""
    from coopcoach.services.workspace.desk import create, partner_from

    language = session_lang or translator_of(ctx).lang
    own = _partner_languages(languages)
    made: list[Partner] = []
    for text in partners:
        partner = partner_from(text, language, [p.id for p in made])
        made.append(partner.model_copy(update={"language": own.pop(partner.name, language)}))
    if own:
        raise WrongCall(
            N_("--partner-lang names “{name}”, who is not a partner"),
            N_("write the name as in --partner"),
            name=next(iter(own)),
        )
    slug = create(
        workspace_of(ctx),
        title=title,
        partners=made,
        now=clock(),
        coach=coach,
        pack=rest["pack"],
        sittings=int(rest["sittings"]),
        language=language,
        date=_moment(when),
        time_zone=rest["time_zone"],
        location=rest["location"],
        currency=rest["currency"],
    )
    say(slug)
    _say_zone(ctx, slug, _moment(when))
    _say_past(ctx, _moment(when))
    from coopcoach.exchange.outgoing.mail import unwritable_addresses

    for address in (a for partner in made for a in unwritable_addresses(partner)):
        words = N_("“{address}” cannot be written into an e-mail: enter the address by hand")
        say(translator_of(ctx)(words, address=address), error=True)
    return 0


@command("run")
@click.argument("session", type=SESSION, metavar="SESSION")
@option(
    "--take-over",
    is_flag=True,
    help=N_("Take over the session from another window that has it open"),
)
@click.pass_context
def run(ctx: click.Context, session: str, take_over: bool) -> int:
    """Open the stage."""
    # Until the first frame of the stage: what is imported and read for it stays.
    gc.disable()
    from coopcoach.storage.session_glance import glance_at_session

    workspace, t = workspace_of(ctx), screen_translator(ctx)

    def opening() -> Stage:
        from coopcoach.services.session.stage import Stage

        return Stage(workspace, session, t, clock)

    glance = glance_at_session(workspace, session)
    if on_terminal() and glance.title:
        from coopcoach.tui.app import run_session

        return run_session(opening, glance, workspace, t, take_over=take_over)
    # The file is damaged, or there is no screen: the fault is told at once.
    stage = opening()
    need_terminal()
    from coopcoach.tui.app import run_stage

    return run_stage(stage, take_over=take_over)


@command("review")
@click.argument("session", type=SESSION, metavar="SESSION")
@option(
    "--date",
    "when",
    metavar="2027-04-16T10:00",
    help=N_(
        "The day of the review, with the time if you know it; if left out, the day that was agreed"
    ),
)
@option("--partner", metavar="NAME", help=N_("Only for this partner"))
@option("--encrypt", is_flag=True, help=N_("Ask for answers that only your key can open"))
@option("--mail-only", is_flag=True, help=N_("Put the essential questions into the e-mail itself"))
@option("--run", "runs", is_flag=True, help=N_("Open the stage of the review instead"))
@option(
    "--take-over",
    is_flag=True,
    help=N_("Take over the review from another window that has it open"),
)
@click.pass_context
def review(
    ctx: click.Context,
    session: str,
    when: str | None,
    partner: str | None,
    encrypt: bool,
    mail_only: bool,
    runs: bool,
    take_over: bool,
) -> int:
    """Make a review where there is none of this day; write the invitations and print their paths."""
    day, date = _parted(when)
    if runs:
        return _run_review(ctx, session, day, take_over=take_over)
    from coopcoach.cli.partners import encrypted_reply, say_invitations
    from coopcoach.services.partners.invite import named_partner, write_invitations
    from coopcoach.services.session.review import hold_review
    from coopcoach.services.workspace.coach_key import needed_key
    from coopcoach.storage.sessions import open_session

    workspace, t, now = workspace_of(ctx), translator_of(ctx), clock()
    if encrypt and mail_only:
        raise encrypted_reply()
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
            workspace,
            opened.session.slug,
            now=now,
            partner=partner,
            encrypt_to=public,
            mail_only=mail_only,
        ),
    )
    return 0


@command("notes")
@click.argument("session", type=SESSION, metavar="SESSION")
@click.pass_context
def notes(ctx: click.Context, session: str) -> int:
    """Open the private window."""
    from coopcoach.services.session.private_window import PrivateWindow

    # Opened before the screen, so that faults of the files are printed on the command line.
    window = PrivateWindow(workspace_of(ctx), session, screen_translator(ctx), clock)
    need_terminal()
    from coopcoach.tui.app import run_notes

    return run_notes(window)


@command("conflicts")
@click.argument("session", type=SESSION, metavar="SESSION")
@option("--join", is_flag=True, help=N_("Join the copies that sync programs left"))
@click.pass_context
def conflicts(ctx: click.Context, session: str, join: bool) -> int:
    """Open the screen that settles conflicts; without a terminal, print them."""
    from coopcoach.services.session.conflicts import ConflictKeeper

    t = translator_of(ctx)
    keeper = ConflictKeeper(workspace_of(ctx), session, t, clock)
    if join:
        for copy in keeper.copies():
            left_out = keeper.merge(copy)
            say(t("Joined into {name}: {copy}", name=copy.original.name, copy=copy.path.name))
            if left_out:
                say(f"  {left_out}")
    elif on_terminal():
        from coopcoach.tui.app import run_conflicts

        return run_conflicts(keeper)
    copies, views = keeper.copies(), keeper.views()
    for copy in copies:
        say(t("A copy of {name}: {copy}", name=copy.original.name, copy=copy.path.name))
    for view in views:
        say(view.title)
        for number, lines in enumerate(keeper.words(view), 1):
            for line in lines:
                say(f"  {number}: {line}")
    twice = list(keeper.answers_twice())
    for name, count in twice:
        say(
            t.plural(
                "{n} answer of {name} has two versions: {name} can choose with “coopcoach"
                " prepare”.",
                "{n} answers of {name} have two versions: {name} can choose with “coopcoach"
                " prepare”.",
                count,
                name=name,
            )
        )
    if not (copies or views or twice):
        say(t("Nothing in this session has two versions."))
    return 0


def _say_zone(ctx: click.Context, slug: str, when: datetime | None) -> None:
    """Say what is not known or odd about the time of the call."""
    from coopcoach.services.documents.times import time_remarks
    from coopcoach.storage.sessions import open_session

    session = open_session(workspace_of(ctx), slug).without_joint
    for remark in time_remarks(session.time_zone, [when], translator_of(ctx)):
        say(remark, error=True)


def _say_past(ctx: click.Context, when: datetime | None) -> None:
    """Say that the call would be over already: a year or month was mistyped."""
    if when is not None and when.date() < clock().date():
        words = N_(
            "The call is on {day}, which is in the past: if that is a slip, change it at the desk."
        )
        t = translator_of(ctx)
        say(t(words, day=t.date(when.date())), error=True)


def _partner_languages(given: tuple[str, ...]) -> dict[str, str]:
    languages = {}
    for text in given:
        name, _, language = text.rpartition("=")
        languages[" ".join(name.split())] = LANGUAGE.convert(language, None, None)
    return languages


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    moment = time_in(text)
    if moment is None:
        raise WrongCall(
            N_("“{text}” is not a date and time"),
            N_("write it as 2027-01-15T10:00"),
            text=text,
        )
    return moment


def _run_review(ctx: click.Context, session: str, day: Date | None, *, take_over: bool) -> int:
    from coopcoach.services.session.review import open_stage

    # Opened before the screen, so that faults of the files are printed on the command line.
    stage = open_stage(workspace_of(ctx), session, day, screen_translator(ctx), clock)
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
