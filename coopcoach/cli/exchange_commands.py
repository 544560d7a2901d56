"""The commands for what goes to the partners and comes back."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coopcoach.cli.commands import clock, program, workspace_of
from coopcoach.cli.localised import Option, words
from coopcoach.cli.output import say, say_json
from coopcoach.errors import Conflict, WrongCall
from coopcoach.i18n import N_, Translator
from coopcoach.wording.typed_words import YES, YES_LETTERS

if TYPE_CHECKING:
    from coopcoach.services.partners.import_answers import FilePlan, ImportPlan

# By the values of import_answers.Change, which most commands never load.
CHANGES = {
    "new": N_("new"),
    "changed": N_("changed"),
    "unreadable": N_("unreadable"),
    "kept-back": N_("kept by its owner"),
}


@program.command(help=N_("Write what each partner gets: workbook, mail draft, calendar entry"))
@click.argument("session", metavar="SESSION")
@click.option("--partner", metavar="NAME", cls=Option, help=N_("Only for this partner"))
@click.option(
    "--encrypt", is_flag=True, cls=Option, help=N_("Ask for answers that only your key opens")
)
@click.pass_context
def invite(ctx: click.Context, session: str, partner: str | None, encrypt: bool) -> int:
    """Write the packages and print their paths."""
    from coopcoach.services.partners.invite import write_invitations
    from coopcoach.services.workspace.coach_key import needed_key

    t = words(ctx)
    public = needed_key(os.environ).public if encrypt else ""
    for package in write_invitations(
        workspace_of(ctx), session, now=clock(), partner=partner, encrypt_to=public
    ):
        say(t("For {name}:", name=package.partner.name))
        for path in package.files:
            say(f"  {path}")
    return 0


@program.command(name="import", help=N_("Take in what a partner sent back"))
@click.argument("session", metavar="SESSION")
@click.argument("files", nargs=-1, metavar="FILE…", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, cls=Option, help=N_("Write without asking"))
@click.option(
    "--handed-in", is_flag=True, cls=Option, help=N_("The partner has handed in: seal the answers")
)
@click.option(
    "--partner",
    metavar="NAME",
    cls=Option,
    help=N_("Whose the file is, where it no longer says so"),
)
@click.pass_context
def import_(
    ctx: click.Context,
    session: str,
    files: tuple[Path, ...],
    yes: bool,
    handed_in: bool,
    partner: str | None,
) -> int:
    """Show what would change, ask, and write it."""
    from coopcoach.services.partners.import_answers import carry_out, plan_import
    from coopcoach.services.workspace.coach_key import private_key

    if not files:
        return _restore(ctx, Path(session))
    t, now = words(ctx), clock()
    plans = plan_import(
        workspace_of(ctx),
        session,
        files,
        now=now,
        partner=partner,
        hand_in=handed_in,
        key=private_key(os.environ),
    )
    for plan in plans:
        _say_plan(plan, session, t)
    if not any(plan.changes_anything for plan in plans):
        say(t("Nothing is new; nothing was written."))
        return 0
    if not yes:
        _ask(plans, t)
    carry_out(plans, now)
    for plan in plans:
        if plan.changes_anything:
            say(t("Written: {path}", path=plan.path))
    return 0


@program.command(help=N_("Make the key that opens encrypted answers, or show where it is"))
@click.option("--yes", is_flag=True, cls=Option, help=N_("Write without asking"))
@click.pass_context
def key(ctx: click.Context, yes: bool) -> int:
    """Say what losing the key means, make it, and print its public half."""
    from coopcoach.services.workspace.coach_key import WARNING, coach_key, make_key

    t, found = words(ctx), coach_key(os.environ)
    for text in WARNING:
        say(t(text))
    if found is None:
        if not yes:
            _ask_for(t("Make the key now? [y/N]"), N_("nothing was written"))
        found = make_key(os.environ, clock(), t)
    say(t("Your key lies in {path}, readable for you alone.", path=found.path))
    say(
        t(
            "Its public half, which “coopcoach invite --encrypt” sends along: {key}",
            key=found.public,
        )
    )
    return 0


@program.command(help=N_("Show what came back and belongs to no question, once it is revealed"))
@click.argument("session", metavar="SESSION")
@click.option("--json", "as_json", is_flag=True, cls=Option, help=N_("For programs"))
@click.pass_context
def found(ctx: click.Context, session: str, as_json: bool) -> int:
    """Print what was found in the files, for the coach alone; what is sealed is only counted."""
    from coopcoach.services.session.unmatched import unmatched_passages

    t, all_of_it = words(ctx), unmatched_passages(workspace_of(ctx), session)
    if as_json:
        passages = [
            {"partner": p.partner.id, "prompt": p.prompt.id if p.prompt else None, "text": p.text}
            for p in all_of_it.passages
        ]
        say_json({"passages": passages, "sealed": all_of_it.sealed})
        return 0
    for each in all_of_it.passages:
        label = each.prompt.label if each.prompt else t("belongs to no question")
        say(f"{each.partner.name}: {label}")
        for line in each.text.splitlines():
            say(f"  {line}")
    if all_of_it.sealed:
        say(
            t.plural(
                "{n} passage is still sealed; it is shown once everything it may answer is revealed.",
                "{n} passages are still sealed; each is shown once everything it may answer is revealed.",
                all_of_it.sealed,
            )
        )
    elif not all_of_it.passages:
        say(t("Nothing was found beside the answers."))
    return 0


def _restore(ctx: click.Context, path: Path) -> int:
    """Make a session anew from the one file that was named: a PDF of the archive."""
    from coopcoach.services.workspace.restore import restore

    if path.suffix.lower() != ".pdf":
        raise WrongCall(
            N_("there is no file to import"),
            N_("call “coopcoach import SESSION FILE”, or name a PDF of the archive"),
        )
    t = words(ctx)
    restored = restore(workspace_of(ctx), path)
    say(t("Restored: {title}, session {slug}", title=restored.title, slug=restored.slug))
    for file in restored.paths:
        say(f"  {file}")
    return 0


def _say_plan(plan: ImportPlan, session: str, t: Translator) -> None:
    for file in plan.files:
        say(
            t(
                "{file}: {name}, session {session}",
                file=file.path.name,
                name=plan.partner.name,
                session=session,
            )
        )
        for line in _file_lines(file, t):
            say(f"  {line}")
    if plan.hands_in:
        say(t("The answers of {name} will be handed in and sealed.", name=plan.partner.name))


def _file_lines(file: FilePlan, t: Translator) -> list[str]:
    if file.known:
        return [t("imported before; nothing changes")]
    counts = Counter(each.change.value for each in file.changes)
    said = [f"{counts[name]} {t(label)}" for name, label in CHANGES.items() if counts[name]]
    lines = [", ".join(said) or t("no answer is new")]
    lines.extend(f"  {t(CHANGES[each.change.value])}: {each.prompt.label}" for each in file.changes)
    if counts["changed"]:
        lines.append(
            t("What stood there before is kept below the answers, under “Found in the file”.")
        )
    if file.found:
        lines.append(
            t.plural(
                "{n} passage belongs to no question: it is kept under “Found in the file”.",
                "{n} passages belong to no question: they are kept under “Found in the file”.",
                file.found,
            )
        )
    revealed = sum(each.revealed for each in file.changes)
    if revealed:
        lines.append(
            t.plural(
                "{n} of them is revealed already.", "{n} of them are revealed already.", revealed
            )
        )
    if file.older:
        lines.append(t("This is an older workbook than the one imported before."))
    return lines


def _ask(plans: Sequence[ImportPlan], t: Translator) -> None:
    what = N_("nothing was written")
    if any(plan.older for plan in plans):
        what = N_("the file is an older state, and nothing was written")
    _ask_for(t("Write this? [y/N]"), what)


def _ask_for(question: str, what: str) -> None:
    """Ask for a yes, or raise the conflict that says what did not happen."""
    if not sys.stdin.isatty():
        raise Conflict(what, N_("call it again with --yes if this is what you want"))
    click.echo(f"{question} ", nl=False)
    if sys.stdin.readline().strip().casefold() not in YES | YES_LETTERS:
        raise Conflict(N_("nothing was written"), N_("call it again whenever you like"))
