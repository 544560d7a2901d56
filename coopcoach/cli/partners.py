"""The commands for partners: invite, prepare, import."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coopcoach.cli.clock import clock
from coopcoach.cli.keeping import say_restored
from coopcoach.cli.localised import command, option, translator_of
from coopcoach.cli.output import require_yes, say, say_json
from coopcoach.cli.program import FILE_PATH, on_terminal, workspace_of
from coopcoach.cli.session_names import SESSION, SESSION_OR_FILE
from coopcoach.errors import WrongCall
from coopcoach.i18n import N_, Translator

if TYPE_CHECKING:
    from coopcoach.services.partners.import_answers import ImportPlan
    from coopcoach.services.partners.invite import Invitation


@command("invite")
@click.argument("session", type=SESSION, metavar="SESSION")
@option("--partner", metavar="NAME", help=N_("Only for this partner"))
@option("--encrypt", is_flag=True, help=N_("Ask for answers that only your key can open"))
@option("--mail-only", is_flag=True, help=N_("Put the essential questions into the e-mail itself"))
@click.pass_context
def invite(
    ctx: click.Context, session: str, partner: str | None, encrypt: bool, mail_only: bool
) -> int:
    """Write the invitations and print their paths."""
    from coopcoach.services.partners.invite import write_invitations
    from coopcoach.services.workspace.coach_key import needed_key

    t = translator_of(ctx)
    if encrypt and mail_only:
        raise encrypted_reply()
    public = needed_key(os.environ).public if encrypt else ""
    written = write_invitations(
        workspace_of(ctx),
        session,
        now=clock(),
        partner=partner,
        encrypt_to=public,
        mail_only=mail_only,
    )
    say_invitations(t, written)
    return 0


def encrypted_reply() -> WrongCall:
    """Return the fault of a call that asks for questions in a mail and for encrypted answers."""
    return WrongCall(
        N_("a reply to questions in an e-mail cannot be encrypted"),
        N_("leave out --encrypt or --mail-only"),
    )


def say_invitations(t: Translator, written: Sequence[Invitation]) -> None:
    """Print the paths of the invitations, and the addresses that their mails cannot name."""
    for invitation in written:
        say(t("For {name}:", name=invitation.partner.name))
        for path in invitation.files:
            say(f"  {path}")
        for address in invitation.unwritable:
            words = t(
                "“{address}” cannot be written into an e-mail: enter the address by hand",
                address=address,
            )
            say(f"  {words}")
        if invitation.unlinked:
            words = t(
                "no link: the exercises of this session differ from those of the workspace, which"
                " are the ones on your site"
            )
            say(f"  {words}")


@command("prepare")
@click.argument("file", type=FILE_PATH, metavar="FILE")
@option("--plain", is_flag=True, help=N_("Line by line: for screen readers and simple terminals"))
@option("--print", "on_paper", is_flag=True, help=N_("Print what you have written as a PDF"))
@option(
    "--from-paper",
    "picture",
    type=FILE_PATH,
    metavar="PICTURE",
    help=N_("The coach types in what is on paper; FILE is then the session"),
)
@option("--partner", metavar="NAME", help=N_("Whose answers are on paper"))
@click.pass_context
def prepare(
    ctx: click.Context,
    file: Path,
    plain: bool,
    on_paper: bool,
    picture: Path | None,
    partner: str | None,
) -> int:
    """Open a partner's workbook."""
    if on_paper:
        from coopcoach.services.partners.mailed_workbook import open_workbook
        from coopcoach.services.partners.print_own import print_own

        say(str(print_own(open_workbook(file, clock), clock())))
        return 0
    if picture is not None:
        return _from_paper(ctx, str(file), partner or "", picture, plain=plain)
    if _is_plain(plain):
        from coopcoach.cli.plain.input import pasted_lines, read_line
        from coopcoach.cli.plain.workbook import run_prepare_plain

        return run_prepare_plain(file, clock, read_line, say, pasted_lines)
    from coopcoach.services.partners.mailed_workbook import open_workbook
    from coopcoach.services.partners.prepare_words import farewell
    from coopcoach.tui.app import run_prepare

    _need_screen()
    opened = open_workbook(file, clock)
    code = run_prepare(opened)
    if code == 0:
        for line in farewell(opened):
            say(line)
    return code


def _is_plain(plain: bool) -> bool:
    return plain or os.environ.get("TERM") == "dumb"


def _need_screen() -> None:
    if not on_terminal():
        raise WrongCall(
            N_("the workbook needs a terminal, and there is none"),
            N_("run it in a terminal window, or line by line with --plain"),
        )


def _from_paper(
    ctx: click.Context, session: str, partner: str, picture: Path, *, plain: bool
) -> int:
    """Let the coach type in what a partner wrote on paper, then import and seal it."""
    from coopcoach.services.partners.from_paper import open_from_paper, take_in

    if not partner:
        raise WrongCall(
            N_("--from-paper needs to know whose answers they are"),
            N_("run it as: coopcoach prepare SESSION --partner NAME --from-paper PICTURE"),
        )
    if not _is_plain(plain):
        _need_screen()
    workspace, t = workspace_of(ctx), translator_of(ctx)
    session = workspace.slug_of(session)
    opened = open_from_paper(workspace, session, partner, picture, clock)
    if _is_plain(plain):
        from coopcoach.cli.plain.input import pasted_lines, read_line
        from coopcoach.cli.plain.workbook import PlainWorkbook

        code = PlainWorkbook(opened, read_line, say, pasted_lines).run()
    else:
        from coopcoach.tui.app import run_prepare

        code = run_prepare(opened)
    if code != 0:
        return code
    plan = take_in(opened, workspace, session, clock())
    if plan is None:
        say(t("Not handed in yet: run the same command again to go on."))
        return 0
    _say_plan(plan, session, t)
    say(t("Written: {path}", path=plan.path))
    return 0


@command("import")
@click.argument("session", type=SESSION_OR_FILE, metavar="SESSION")
@click.argument("files", nargs=-1, metavar="FILE…", type=click.Path(path_type=Path))
@option("--yes", is_flag=True, help=N_("Write without asking"))
@option("--handed-in", is_flag=True, help=N_("The partner has handed in: seal the answers"))
@option("--partner", metavar="NAME", help=N_("Whose file it is, if it no longer says so"))
@option("--paste", is_flag=True, help=N_("Read the clipboard, or what is piped in, as an e-mail"))
@click.pass_context
def import_(
    ctx: click.Context,
    session: str,
    files: tuple[Path, ...],
    yes: bool,
    handed_in: bool,
    partner: str | None,
    paste: bool,
) -> int:
    """Show the changes, ask, and write them."""
    from coopcoach.services.partners.import_answers import Pasted, carry_out, plan_import
    from coopcoach.services.partners.watched_folder import mark_imported, watched_folder
    from coopcoach.services.workspace.coach_key import private_key
    from coopcoach.storage.merged import UNKEPT

    t, now = translator_of(ctx), clock()
    pasted = None
    if paste:
        from coopcoach.cli.pasted import pasted_text

        pasted = Pasted(t("pasted text"), pasted_text(t))
    elif not files:
        return _restore(ctx, Path(session))
    plans = plan_import(
        workspace_of(ctx),
        session,
        files,
        now=now,
        partner=partner,
        hand_in=handed_in,
        key=private_key(os.environ),
        pasted=pasted,
    )
    for plan in plans:
        _say_plan(plan, session, t)
    if not any(plan.changes_anything for plan in plans):
        say(t("Nothing is new; nothing was written."))
        return 0
    if not yes:
        _ask(plans, t)
    is_kept = carry_out(plans, now)
    folder = watched_folder(workspace_of(ctx))
    if folder is not None:
        mark_imported(
            workspace_of(ctx), [p for p in files if p.resolve().parent == folder.resolve()]
        )
    for plan in plans:
        if plan.changes_anything:
            say(t("Written: {path}", path=plan.path))
    if not is_kept:
        say(t(UNKEPT), error=True)
    return 0


@command("found")
@click.argument("session", type=SESSION, metavar="SESSION")
@option("--json", "as_json", is_flag=True, help=N_("Print JSON, for other programs"))
@click.pass_context
def found(ctx: click.Context, session: str, as_json: bool) -> int:
    """Print passages of returned files that belong to no prompt; sealed ones are only counted."""
    from coopcoach.services.session.unmatched import unmatched_passages

    t, unmatched = translator_of(ctx), unmatched_passages(workspace_of(ctx), session)
    if as_json:
        passages = [
            {"partner": p.partner.id, "prompt": p.prompt.id if p.prompt else None, "text": p.text}
            for p in unmatched.passages
        ]
        say_json({"passages": passages, "sealed": unmatched.sealed})
        return 0
    for each in unmatched.passages:
        label = each.prompt.label if each.prompt else t("belongs to no question")
        say(f"{each.partner.name}: {label}")
        for line in each.text.splitlines():
            say(f"  {line}")
    if unmatched.sealed:
        say(
            t.plural(
                "{n} passage is still sealed; it is shown once everything it may answer is revealed.",
                "{n} passages are still sealed; each is shown once everything it may answer is revealed.",
                unmatched.sealed,
            )
        )
    elif not unmatched.passages:
        say(t("Nothing was found besides the answers."))
    return 0


def _restore(ctx: click.Context, path: Path) -> int:
    """Restore a session from a PDF of the archive."""
    if path.suffix.lower() != ".pdf":
        raise WrongCall(
            N_("there is no file to import"),
            N_("run “coopcoach import SESSION FILE”, or name an archive PDF"),
        )
    say_restored(ctx, workspace_of(ctx), path)
    return 0


def _say_plan(plan: ImportPlan, session: str, t: Translator) -> None:
    from coopcoach.services.partners.import_words import plan_lines

    for line in plan_lines(plan, session, t):
        say(line)


def _ask(plans: Sequence[ImportPlan], t: Translator) -> None:
    what = N_("nothing was written")
    if any(plan.older for plan in plans):
        what = N_("the file is an older version, and nothing was written")
    require_yes(t("Write this? [y/N]"), what)
