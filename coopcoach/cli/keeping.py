"""The commands that keep and forget: backup, restore, consent, forget."""

from __future__ import annotations

import os
from datetime import date as Date
from pathlib import Path

import click

from coopcoach.cli.clock import clock
from coopcoach.cli.localised import command, option, translator_of
from coopcoach.cli.output import require_words, say
from coopcoach.cli.program import FILE_PATH, FOLDER_PATH, workspace_of
from coopcoach.cli.session_names import SESSION
from coopcoach.errors import BadFile, Fault, WrongCall
from coopcoach.i18n import N_, Translator
from coopcoach.services.workspace.forget import (
    BEYOND,
    Forgotten,
    forget_partner,
    forget_session,
    partner_of,
    session_targets,
)
from coopcoach.storage.workspace import Workspace, make_workspace

_HEAD = 1024
_MOST_LINES = 10


@command("backup")
@click.argument("file", type=FILE_PATH, metavar="FILE.zip")
@option("--encrypt", is_flag=True, help=N_("Encrypt it to your key"))
@click.pass_context
def backup(ctx: click.Context, file: Path, encrypt: bool) -> int:
    """Write a backup, read it again, and name what was left out."""
    from coopcoach.services.workspace.backup import back_up

    t, public = translator_of(ctx), ""
    if encrypt:
        from coopcoach.services.workspace.coach_key import needed_key

        public = needed_key(os.environ).public
    done = back_up(workspace_of(ctx), file, clock(), public)
    count = t.plural("{n} file", "{n} files", len(done.files))
    say(t("Backed up and read again: {count}, {path}", count=count, path=done.path))
    for name in done.left_out:
        say(t("Left out, as it is not a file: {name}", name=name), error=True)
    return 0


@command("restore")
@click.argument("file", type=FILE_PATH, metavar="FILE")
@click.argument("folder", type=FOLDER_PATH, required=False, metavar="[DIR]")
@click.pass_context
def restore(ctx: click.Context, file: Path, folder: Path | None) -> int:
    """Tell by the content of a file which of both it is, and bring it back."""
    from coopcoach.services.workspace.backup import bring_back, is_backup
    from coopcoach.services.workspace.coach_key import private_key

    head = _head(file)
    if b"%PDF-" in head:
        say_restored(ctx, make_workspace(folder.resolve()) if folder else workspace_of(ctx), file)
        return 0
    if not is_backup(head):
        what = N_("this is neither a backup nor an archive PDF")
        raise BadFile(file, [Fault(1, what, N_("give the path of a backup or of an archive PDF"))])
    t = translator_of(ctx)
    root = folder.resolve() if folder else workspace_of(ctx).root
    done = bring_back(root, file, private_key(os.environ))
    count = t.plural("{n} file", "{n} files", done.written)
    say(t("Brought back: {count}, to {path}", count=count, path=done.root))
    if done.there:
        say(t.plural("{n} file was there already.", "{n} files were there already.", done.there))
    return 0


def _head(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(_HEAD)
    except FileNotFoundError:
        raise WrongCall(
            N_("there is no file {path}"), N_("check whether the path is right"), path=file
        ) from None
    except OSError:
        todo = N_("check the path, and whether you may read the file")
        raise BadFile(file, [Fault(1, N_("the file cannot be read"), todo)]) from None


def say_restored(ctx: click.Context, workspace: Workspace, path: Path) -> None:
    """Restore a session from a PDF of the archive, and print its files."""
    from coopcoach.services.workspace.restore import restore as restore_session

    t = translator_of(ctx)
    restored = restore_session(workspace, path)
    say(t("Restored: {title}, session {slug}", title=restored.title, slug=restored.slug))
    for file in restored.paths:
        say(f"  {file}")


@command("consent")
@click.argument("session", type=SESSION, metavar="SESSION")
@option("--partner", metavar="NAME", help=N_("Whose consent is given or withdrawn"))
@option(
    "--withdraw",
    metavar="WHAT",
    help=N_(
        "Withdraw a consent, by its name in brackets; withdrawing “store” withdraws “individual”"
        " too"
    ),
)
@option("--give", metavar="WHAT", help=N_("Record a consent, by its name in brackets"))
@option(
    "--keep-until",
    metavar="2029-01-15|none",
    help=N_("The day after which “list --due”, “check” and the desk ask you to delete it"),
)
@click.pass_context
def consent(
    ctx: click.Context,
    session: str,
    partner: str | None,
    withdraw: str | None,
    give: str | None,
    keep_until: str | None,
) -> int:
    """Record what is asked for, and print the consents."""
    from coopcoach.services.session.consent import consents, set_consent, set_keep_until
    from coopcoach.storage.sessions import open_session
    from coopcoach.wording.needs import with_withdrawal

    t, workspace, now = translator_of(ctx), workspace_of(ctx), clock()
    if (withdraw and give) or bool(partner) != bool(withdraw or give):
        raise WrongCall(
            N_("a consent is given or withdrawn by one partner"),
            N_("write --partner NAME with --withdraw WHAT, or with --give WHAT"),
        )
    day = _day(keep_until)
    if partner and (item := withdraw or give):
        set_consent(workspace, session, partner, item, gives=bool(give), now=now)
    if keep_until:
        set_keep_until(workspace, session, day, now)
    opened = open_session(workspace, session)
    kept = opened.without_joint.keep_until
    say(t("Kept until {day}", day=t.date(kept)) if kept else t("Kept without a date"))
    for view in consents(opened, t.lang):
        sign = "☑" if view.gives else "☐"
        line = f"{sign} {view.name}: {view.label} [{view.item}]"
        say(with_withdrawal(line, view.withdrawn, t))
    return 0


def _day(text: str | None) -> Date | None:
    if not text or text == "none":
        return None
    try:
        return Date.fromisoformat(text)
    except ValueError:
        raise WrongCall(
            N_("“{text}” is not a day"), N_("write it as 2029-01-15"), text=text
        ) from None


@command("forget")
# The whole name: it cannot be undone, and goes on with what an interrupted call has left.
@click.argument("session", metavar="SESSION")
@option("--partner", metavar="NAME", help=N_("Only this partner; what was settled together stays"))
@option("--yes", is_flag=True, help=N_("Do it without asking"))
@click.pass_context
def forget(ctx: click.Context, session: str, partner: str | None, yes: bool) -> int:
    """Name what is forgotten, ask for the name, do it, and name what is left and what is out of reach."""
    t, workspace = translator_of(ctx), workspace_of(ctx)
    if partner is None:
        name = session
        for path in session_targets(workspace, session):
            say(t("To be removed: {path}", path=path.relative_to(workspace.root).as_posix()))
    else:
        name = partner_of(workspace, session, partner).name
        said = N_(
            "The answers of {name}, the history and the documents of the session are removed, and the name is replaced."
        )
        say(t(said, name=name))
    if not yes:
        require_words(t("Type “{name}” to forget it for good:", name=name), name)
    if partner is None:
        done = forget_session(workspace, session)
    else:
        done = forget_partner(workspace, session, partner)
    _say_forgotten(done, t)
    return 0


def _say_forgotten(done: Forgotten, t: Translator) -> None:
    for path in done.removed:
        say(t("Removed: {path}", path=path))
    for path in done.changed:
        say(t("The name was replaced in: {path}", path=path))
    for mention in done.mentions:
        lines = ", ".join(map(str, mention.lines[:_MOST_LINES]))
        words = t("The name is still in: {path}", path=mention.path)
        say(t("{words}, line {lines}", words=words, lines=lines) if lines else words)
    for path in done.backups:
        say(
            t(
                "A zip file that may contain what was forgotten; it was left as it is: {path}",
                path=path,
            )
        )
    if done.has_git:
        say(t("Git keeps earlier states of this folder."))
    say(t("Out of reach from here:"))
    for beyond in BEYOND:
        say(f"  {t(beyond)}")
