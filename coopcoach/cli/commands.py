"""The commands: each reads its arguments, calls a service, and prints what came of it."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from coopcoach import __version__
from coopcoach.cli.localised import LANGUAGE, Group, OneOf, Option, words
from coopcoach.cli.output import (
    say,
    say_check,
    say_json,
    say_session,
    say_sessions,
    session_as_json,
    summary_as_json,
)
from coopcoach.domain.exercise import PACKS
from coopcoach.domain.session import Partner
from coopcoach.errors import CoopcoachError, MachineLacks, WrongCall
from coopcoach.i18n import LANGUAGES, N_
from coopcoach.services.session.stage import Stage
from coopcoach.services.workspace import check as checking
from coopcoach.services.workspace import desk
from coopcoach.storage.sessions import open_session
from coopcoach.storage.workspace import Workspace, find_workspace, make_workspace

FOLDER = click.Path(path_type=Path, file_okay=False)
FILE = click.Path(path_type=Path, dir_okay=False)


def clock() -> datetime:
    """Return the local time with its zone, to the second."""
    return datetime.now().astimezone().replace(microsecond=0)


def workspace_of(ctx: click.Context) -> Workspace:
    """Return the workspace that a call is about."""
    return find_workspace(ctx.find_root().params.get("workspace"), Path.cwd(), os.environ)


@click.group(
    cls=Group,
    invoke_without_command=True,
    help=N_(
        "A workbook and session toolkit for coaches of business partnerships."
        " Without a command: the coach's desk."
    ),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--workspace", type=FOLDER, metavar="DIR", cls=Option, help=N_("The workspace to work in")
)
@click.option(
    "--lang",
    type=LANGUAGE,
    metavar="|".join(LANGUAGES),
    cls=Option,
    help=N_("Language of the program"),
)
@click.version_option(
    __version__,
    "--version",
    message="coopcoach %(version)s",
    cls=Option,
    help=N_("Show the version"),
)
@click.pass_context
def program(ctx: click.Context, workspace: Path | None, lang: str | None) -> int | None:
    """Open the desk where no command is named."""
    if ctx.invoked_subcommand is not None:
        return None
    from coopcoach.tui.app import run_desk

    return run_desk(workspace_of(ctx), words(ctx), clock)


@program.command(help=N_("Try it: a worked sample session, up to the PDF"))
@click.argument("folder", type=FOLDER, required=False, metavar="[DIR]")
@click.pass_context
def demo(ctx: click.Context, folder: Path | None) -> int:
    """Open the sample on a terminal; without one, walk it and print each step."""
    from coopcoach.services.demo.sample import make_demo, walk_demo
    from coopcoach.services.workspace.doctor import check_pdf_libraries

    t = words(ctx)
    on_terminal = _on_terminal()
    if not on_terminal:
        check_pdf_libraries()
    made = make_demo(folder, t, clock)
    if on_terminal:
        from coopcoach.tui.app import run_desk

        say(t("The sample lies in {path}", path=made.workspace.root))
        return run_desk(made.workspace, t, clock)
    for line in walk_demo(made, t, clock):
        say(line)
    return 0


@program.command(help=N_("Make a workspace: a folder for your sessions"))
@click.argument("folder", type=FOLDER, metavar="DIR")
@click.pass_context
def init(ctx: click.Context, folder: Path) -> int:
    """Make the folders that are missing."""
    made = make_workspace(folder.resolve())
    t = words(ctx)
    say(t("The workspace is ready: {path}", path=made.root))
    say(t("Go there and type “coopcoach new” with a title and two partners."))
    return 0


@program.command(help=N_("Make a session with two partners; prints its name"))
@click.argument("title", metavar="TITLE")
@click.option(
    "--partner",
    "partners",
    multiple=True,
    metavar="PARTNER",
    cls=Option,
    help=N_("Twice: “Anna Meier, Malerei Meier <anna@example.org>”"),
)
@click.option(
    "--partner-lang",
    "languages",
    multiple=True,
    metavar="NAME=LANG",
    cls=Option,
    help=N_("A partner's own language, such as “Anna Meier=en”"),
)
@click.option("--coach", default="", metavar="NAME", cls=Option, help=N_("The coach's name"))
@click.option(
    "--pack",
    type=OneOf(PACKS),
    default="compact",
    metavar="compact|full",
    cls=Option,
    help=N_("How much: compact (90 minutes) or full (three hours)"),
)
@click.option(
    "--lang",
    "session_lang",
    type=LANGUAGE,
    metavar="|".join(LANGUAGES),
    cls=Option,
    help=N_("Language of the session"),
)
@click.option(
    "--date", "when", metavar="2027-01-15T10:00", cls=Option, help=N_("Day and time of the call")
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
    language = session_lang or words(ctx).lang
    own = _partner_languages(languages)
    made: list[Partner] = []
    for text in partners:
        partner = desk.partner_from(text, language, [p.id for p in made])
        made.append(partner.model_copy(update={"language": own.pop(partner.name, language)}))
    if own:
        raise WrongCall(
            N_("--partner-lang names “{name}”, who is no partner"),
            N_("write the name as in --partner"),
            name=next(iter(own)),
        )
    slug = desk.create(
        workspace_of(ctx),
        title=title,
        partners=made,
        now=clock(),
        coach=coach,
        pack=rest["pack"],
        language=language,
        date=_moment(when),
    )
    say(slug)
    return 0


@program.command(help=N_("A partner fills in the workbook on the terminal"))
@click.argument("file", type=FILE, metavar="FILE")
@click.option(
    "--plain",
    is_flag=True,
    cls=Option,
    help=N_("Line by line: for screen readers and simple terminals"),
)
@click.option(
    "--print", "on_paper", is_flag=True, cls=Option, help=N_("Print what you have written as a PDF")
)
@click.pass_context
def prepare(ctx: click.Context, file: Path, plain: bool, on_paper: bool) -> int:
    """Open a partner's workbook."""
    if on_paper:
        from coopcoach.services.partners.mailed_workbook import open_workbook
        from coopcoach.services.partners.print_own import print_own

        say(str(print_own(open_workbook(file, clock), clock())))
        return 0
    if plain or os.environ.get("TERM") == "dumb":
        from coopcoach.cli.lines import pasted_lines, read_line
        from coopcoach.cli.plain.workbook import run_prepare_plain

        return run_prepare_plain(file, clock, read_line, say, pasted_lines)
    if not _on_terminal():
        raise WrongCall(
            N_("the workbook draws on a terminal, and there is none"),
            N_("call it in a terminal window, or line by line with --plain"),
        )
    from coopcoach.services.partners.mailed_workbook import open_workbook
    from coopcoach.services.partners.prepare_words import farewell
    from coopcoach.tui.prepare_app import run_prepare

    opened = open_workbook(file, clock)
    code = run_prepare(opened)
    if code == 0:
        for line in farewell(opened):
            say(line)
    return code


@program.command(help=N_("Run a session: the window that is shared in the call"))
@click.argument("session", metavar="SESSION")
@click.pass_context
def run(ctx: click.Context, session: str) -> int:
    """Open the stage."""
    workspace = workspace_of(ctx)
    # Opened before the screen, so that faults of the files are printed on the command line.
    stage = Stage(workspace, session, words(ctx), clock)
    need_terminal()
    from coopcoach.tui.app import run_stage

    return run_stage(stage)


@program.command(name="list", help=N_("List the sessions of the workspace"))
@click.option("--json", "as_json", is_flag=True, cls=Option, help=N_("For programs"))
@click.pass_context
def list_(ctx: click.Context, as_json: bool) -> int:
    """Print all sessions; one that cannot be read says why and makes the exit code 3."""
    t = words(ctx)
    summaries = desk.list_sessions(workspace_of(ctx))
    if as_json:
        say_json([summary_as_json(summary, t) for summary in summaries])
    else:
        say_sessions(summaries, t)
    return max((s.fault.exit_code for s in summaries if s.fault), default=0)


@program.command(help=N_("Show what of a session is not sealed"))
@click.argument("session", metavar="SESSION")
@click.option("--json", "as_json", is_flag=True, cls=Option, help=N_("For programs"))
@click.pass_context
def show(ctx: click.Context, session: str, as_json: bool) -> int:
    """Print one session."""
    opened = open_session(workspace_of(ctx), session)
    if as_json:
        say_json(session_as_json(opened.without_joint))
    else:
        say_session(opened.without_joint, desk.summary_of(opened), words(ctx))
    return 0


@program.command(help=N_("Check exercises and sessions: every fault with file and line"))
@click.argument("paths", type=click.Path(path_type=Path, exists=False), nargs=-1, metavar="[PATH…]")
@click.pass_context
def check(ctx: click.Context, paths: tuple[Path, ...]) -> int:
    """Print every fault; exit code 1 where there is one."""
    report = checking.check_content(_workspace_if_any(ctx), paths)
    say_check(report, words(ctx))
    return 1 if report.faults else 0


@program.command(help=N_("Say what this machine lacks, and the command that mends it"))
@click.pass_context
def doctor(ctx: click.Context) -> int:
    """Print what was looked at; exit code 5 where something is missing."""
    from coopcoach.services.workspace.doctor import examine

    t = words(ctx)
    findings = examine(_workspace_if_any(ctx))
    for finding in findings:
        state = t("well") if finding.well else t("missing")
        what = f"{t(finding.what)} {finding.name}".rstrip()
        say(f"{state}: {what}" + (f" → {finding.remedy}" if finding.remedy else ""))
    return 0 if all(finding.well for finding in findings) else MachineLacks.exit_code


def _workspace_if_any(ctx: click.Context) -> Workspace | None:
    try:
        return workspace_of(ctx)
    except CoopcoachError:
        return None


def _on_terminal() -> bool:
    return os.isatty(0) and os.isatty(1)


def need_terminal() -> None:
    """Refuse a call that would draw into a pipe."""
    if not _on_terminal():
        raise WrongCall(
            N_("this command draws on a terminal, and there is none"),
            N_("call it in a terminal window, without a pipe"),
        )


def _partner_languages(given: tuple[str, ...]) -> dict[str, str]:
    languages = {}
    for text in given:
        name, _, language = text.rpartition("=")
        languages[" ".join(name.split())] = LANGUAGE.convert(language, None, None)
    return languages


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise WrongCall(
            N_("“{text}” is no date and time"),
            N_("write it as 2027-01-15T10:00"),
            text=text,
        ) from None
