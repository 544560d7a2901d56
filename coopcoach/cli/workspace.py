"""The commands of a workspace: demo, init, list, search, show, check, site, key, doctor."""

from __future__ import annotations

import os
from itertools import chain
from pathlib import Path

import click

from coopcoach.cli.clock import clock
from coopcoach.cli.localised import command, option, translator_of
from coopcoach.cli.output import (
    hit_as_json,
    require_yes,
    say,
    say_check,
    say_hits,
    say_json,
    say_session,
    say_sessions,
    session_as_json,
    summary_as_json,
)
from coopcoach.cli.program import FOLDER_PATH, on_terminal, workspace_if_any, workspace_of
from coopcoach.cli.session_names import SESSION
from coopcoach.cli.status_line import StatusLine
from coopcoach.domain.needs import DUE
from coopcoach.errors import MachineLacks, WrongCall
from coopcoach.i18n import N_


@command("demo")
@click.argument("folder", type=FOLDER_PATH, required=False, metavar="[DIR]")
@click.pass_context
def demo(ctx: click.Context, folder: Path | None) -> int:
    """Open the sample on a terminal; without one, walk it and print each step."""
    from coopcoach.services.demo.sample import make_demo, walk_demo, walk_reviews
    from coopcoach.services.workspace.doctor import check_pdf_libraries

    t = translator_of(ctx)
    draws = on_terminal()
    if not draws:
        check_pdf_libraries()
    made = make_demo(folder, t, clock)
    if draws:
        from coopcoach.tui.app import run_desk

        say(t("The sample is in {path}", path=made.workspace.root))
        return run_desk(made.workspace, t, clock)
    for line in chain(walk_demo(made, t, clock), walk_reviews(made, t, clock)):
        say(line)
    return 0


@command("init")
@click.argument("folder", type=FOLDER_PATH, metavar="DIR")
@click.pass_context
def init(ctx: click.Context, folder: Path) -> int:
    """Make the folders that are missing."""
    from coopcoach.storage.workspace import make_workspace

    made = make_workspace(folder.resolve())
    t = translator_of(ctx)
    say(t("The workspace is ready: {path}", path=made.root))
    say(t("Go there and type “coopcoach new” with a title and two partners."))
    return 0


@command("list")
@option("--due", is_flag=True, help=N_("Only sessions that need something now"))
@option("--json", "as_json", is_flag=True, help=N_("Print JSON, for other programs"))
@click.pass_context
def list_(ctx: click.Context, due: bool, as_json: bool) -> int:
    """Print all sessions; exit code 3 where one cannot be read."""
    from coopcoach.services.index.index import SessionIndex

    t, today = translator_of(ctx), clock().date()
    with StatusLine() as line:
        summaries = SessionIndex(workspace_of(ctx)).summaries(line.sessions(t))
    # The bin is shown at the desk alone.
    summaries = [s for s in summaries if s.binned is None]
    if due:
        summaries = [s for s in summaries if s.need(today) in DUE]
    if as_json:
        say_json([summary_as_json(summary, today, t) for summary in summaries])
    elif due and not summaries:
        say(t("No session needs anything now."))
    else:
        say_sessions(summaries, today, t)
    return max((s.fault.exit_code for s in summaries if s.fault), default=0)


@command("search")
@click.argument("words", metavar="WORDS", nargs=-1, required=True)
@option("--json", "as_json", is_flag=True, help=N_("Print JSON, for other programs"))
@click.pass_context
def search(ctx: click.Context, words: tuple[str, ...], as_json: bool) -> int:
    """Print the sessions that hold all words, with the places; nothing sealed is searched."""
    from coopcoach.services.index.index import SessionIndex

    t = translator_of(ctx)
    with StatusLine() as line:
        found = SessionIndex(workspace_of(ctx)).search(" ".join(words), line.sessions(t))
    hits = [hit for hit in found if hit.summary.binned is None]
    if as_json:
        say_json([hit_as_json(hit) for hit in hits])
    else:
        say_hits(hits, words, t)
    return 0


@command("show")
@click.argument("session", type=SESSION, metavar="SESSION")
@option("--json", "as_json", is_flag=True, help=N_("Print JSON, for other programs"))
@click.pass_context
def show(ctx: click.Context, session: str, as_json: bool) -> int:
    """Print one session."""
    from coopcoach.services.index.reading import summary_of
    from coopcoach.storage.sessions import open_session

    opened = open_session(workspace_of(ctx), session)
    if as_json:
        say_json(session_as_json(opened.without_joint))
    else:
        today = clock().date()
        say_session(opened.without_joint, summary_of(opened), today, translator_of(ctx))
    return 0


@command("check")
@click.argument("paths", type=click.Path(path_type=Path, exists=False), nargs=-1, metavar="[PATH…]")
@click.pass_context
def check(ctx: click.Context, paths: tuple[Path, ...]) -> int:
    """Print every fault; exit code 1 where there is one."""
    from coopcoach.services.workspace.check import check_content
    from coopcoach.tui.commands import COMMAND_IDS

    report = check_content(workspace_if_any(ctx), paths, COMMAND_IDS, clock().date())
    say_check(report, translator_of(ctx))
    return 1 if report.faults else 0


@command("site")
@click.argument("folder", type=FOLDER_PATH, required=False, metavar="[DIR]")
@option("--check", "address", metavar="URL", help=N_("Check the site at this https address"))
@click.pass_context
def site(ctx: click.Context, folder: Path | None, address: str | None) -> int:
    """Write the site or compare it; exit code 1 where it is not current."""
    from coopcoach.services.workspace.site import compare_site, write_site

    t, workspace = translator_of(ctx), workspace_of(ctx)
    if (folder is None) == (address is None):
        raise WrongCall(
            N_("name a folder to write the site to, or an address to check"),
            N_("run “coopcoach site DIR”, or “coopcoach site --check https://…”"),
        )
    if folder is not None:
        written = write_site(workspace, folder)
        kilobytes = t.number(round(written.size / 1000))
        say(t("The site is in {path}: {size} kB.", path=written.folder, size=kilobytes))
        say(
            t(
                "Put all of it on your web space, and write its address into settings.yaml: site: https://…"
            )
        )
        return 0
    assert address is not None
    found = compare_site(workspace, address)
    for each in found:
        state = t("missing") if each.missing else t("out of date")
        say(f"{state}: {each.name}")
    if not found:
        say(t("The site is up to date: {address}", address=address))
        return 0
    say(t("Write it again with “coopcoach site DIR”, and put all of it on your web space."))
    return 1


@command("key")
@option("--yes", is_flag=True, help=N_("Write without asking"))
@click.pass_context
def key(ctx: click.Context, yes: bool) -> int:
    """Warn of losing the key, make it, and print its public half."""
    from coopcoach.services.workspace.coach_key import WARNING, coach_key, make_key

    t, found = translator_of(ctx), coach_key(os.environ)
    for text in WARNING:
        say(t(text))
    if found is None:
        if not yes:
            require_yes(t("Make the key now? [y/N]"), N_("nothing was written"))
        found = make_key(os.environ, clock(), t)
    say(t("Your key is in {path}, readable only by you.", path=found.path))
    say(
        t(
            "Its public half, which “coopcoach invite --encrypt” sends along: {key}",
            key=found.public,
        )
    )
    return 0


@command("doctor")
@click.pass_context
def doctor(ctx: click.Context) -> int:
    """Print what was examined; exit code 5 where something is missing."""
    from coopcoach.services.workspace.doctor import examine

    t = translator_of(ctx)
    findings = examine(workspace_if_any(ctx))
    for finding in findings:
        state = t("OK") if finding.well else t("missing")
        what = f"{t(finding.what)} {finding.name}".rstrip()
        say(f"{state}: {what}" + (f" → {finding.remedy}" if finding.remedy else ""))
    return 0 if all(finding.well for finding in findings) else MachineLacks.exit_code
