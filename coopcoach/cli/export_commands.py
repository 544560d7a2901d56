"""The command for what leaves the house."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from coopcoach.cli.commands import clock, program, workspace_of
from coopcoach.cli.localised import OneOf, Option, words
from coopcoach.cli.output import say
from coopcoach.domain.settings import PAPERS, Paper
from coopcoach.errors import CoopcoachError
from coopcoach.i18n import N_, Translator


class Only(TypedDict):
    """What is asked of some documents alone."""

    partner: str | None
    blank: bool
    archive: bool


if TYPE_CHECKING:
    from coopcoach.services.documents.catalogue import Exported, RenderProgress


@program.command(help=N_("Write what leaves the house: as PDF, Word or text"))
@click.argument("session", metavar="SESSION")
@click.argument(
    "document", default="summary", metavar="[summary|rules|agreement|workbook|review|calendar|all]"
)
@click.option(
    "--format",
    "form",
    metavar="pdf|html|md|docx|ics",
    cls=Option,
    help=N_("The form of the document; not each can be had in every one"),
)
@click.option(
    "--paper",
    type=OneOf(PAPERS),
    metavar="a4|letter",
    cls=Option,
    help=N_("The size of the pages"),
)
@click.option("--partner", metavar="NAME", cls=Option, help=N_("Only for this partner"))
@click.option(
    "--blank", is_flag=True, cls=Option, help=N_("The workbook without answers, for a pen")
)
@click.option(
    "--archive",
    is_flag=True,
    cls=Option,
    help=N_("As PDF/A, with the session in it, to keep for years"),
)
@click.pass_context
def export(
    ctx: click.Context,
    session: str,
    document: str,
    form: str | None,
    paper: Paper | None,
    **only: Unpack[Only],
) -> int:
    """Write documents and print their paths."""
    from coopcoach.services.documents import catalogue as exporting

    t, workspace, now = words(ctx), workspace_of(ctx), clock()
    line = ProgressLine(t)
    options: exporting.ExportOptions = {
        "language": ctx.find_root().params.get("lang"),
        "paper": paper,
        "progress": line.show,
        "partner": only["partner"],
        "blank": only["blank"],
        "archive": only["archive"],
    }
    if document != "all":
        line.begin(document, form or "")
        try:
            done = exporting.export_document(workspace, session, document, form, now=now, **options)
        finally:
            line.clear()
        _say_paths(done)
        return 0

    def tell(exported: Exported) -> None:
        line.clear()
        _say_paths(exported)
        if exported.fault is not None:
            name = f"{exported.document} ({exported.form})"
            say(f"{name}: {exported.fault.sentence(t)}", error=True)

    try:
        made = exporting.export_documents(
            workspace, session, form, now=now, begin=line.begin, done=tell, **options
        )
    finally:
        line.clear()
    return max((_exit_code(exported.fault) for exported in made), default=0)


def _say_paths(exported: Exported) -> None:
    for path in exported.paths:
        say(str(path))


def _exit_code(fault: CoopcoachError | None) -> int:
    """Return the exit code of a fault; that there is nothing to print yet is none."""
    from coopcoach.services.documents.catalogue import NothingToPrint

    return 0 if fault is None or isinstance(fault, NothingToPrint) else fault.exit_code


class ProgressLine:
    """One line on the terminal that says how far a document has come; nothing where there is no terminal."""

    def __init__(self, t: Translator) -> None:
        self._t = t
        self._what = ""
        self._shown = False

    def begin(self, document: str, form: str) -> None:
        """A document is begun."""
        self._what = f"{document} ({form})" if form else document

    def show(self, progress: RenderProgress) -> None:
        """Show how far it has come."""
        if not sys.stderr.isatty():
            return
        pages = self._t.plural("{n} page", "{n} pages", progress.pages) if progress.pages else ""
        click.echo(f"\r\x1b[K{self._what} … {pages}", err=True, nl=False)
        self._shown = True

    def clear(self) -> None:
        """Leave nothing of it behind."""
        if self._shown:
            click.echo("\r\x1b[K", err=True, nl=False)
            self._shown = False
