"""The command that exports documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from coopcoach.cli.clock import clock
from coopcoach.cli.localised import OneOf, command, option, translator_of
from coopcoach.cli.output import say
from coopcoach.cli.program import workspace_of
from coopcoach.cli.session_names import SESSION
from coopcoach.cli.status_line import StatusLine
from coopcoach.errors import CoopcoachError
from coopcoach.i18n import N_, Translator

if TYPE_CHECKING:
    from coopcoach.domain.settings import Paper
    from coopcoach.services.documents.catalogue import Exported, RenderProgress


class SomeOptions(TypedDict):
    """The options of some documents only."""

    partner: str | None
    blank: bool
    archive: bool
    large: bool


def _papers() -> tuple[str, ...]:
    from coopcoach.domain.settings import PAPERS

    return PAPERS


@command("export")
@click.argument("session", type=SESSION, metavar="SESSION")
@click.argument(
    "document",
    default="summary",
    metavar="[summary|rules|agreement|workbook|review|calendar|script|all]",
)
@option(
    "--format",
    "form",
    metavar="pdf|html|md|docx|ics",
    help=N_("The format of the document; not every document comes in every format"),
)
@option("--paper", type=OneOf(_papers), metavar="a4|letter", help=N_("The size of the pages"))
@option("--partner", metavar="NAME", help=N_("Only for this partner"))
@option("--blank", is_flag=True, help=N_("The workbook without answers, to fill in by hand"))
@option("--large", is_flag=True, help=N_("The sheet of ground rules for the wall, in A3"))
@option("--archive", is_flag=True, help=N_("As PDF/A, with the session in it, to keep for years"))
@click.pass_context
def export(
    ctx: click.Context,
    session: str,
    document: str,
    form: str | None,
    paper: Paper | None,
    **some: Unpack[SomeOptions],
) -> int:
    """Write documents and print their paths."""
    from coopcoach.services.documents import catalogue as exporting

    t, workspace, now = translator_of(ctx), workspace_of(ctx), clock()
    line = ProgressLine(t)
    options: exporting.ExportOptions = {
        "language": ctx.find_root().params.get("lang"),
        "paper": paper,
        "progress": line.show,
        "partner": some["partner"],
        "blank": some["blank"],
        "archive": some["archive"],
        "large": some["large"],
    }
    if document != "all":
        line.begin(document, form or "")
        try:
            done = exporting.export_document(workspace, session, document, form, now=now, **options)
        finally:
            line.clear()
        _say_paths(done, t)
        _say_withdrawn([done])
        return 0

    def show(exported: Exported) -> None:
        line.clear()
        _say_paths(exported, t)
        if exported.fault is not None:
            name = f"{exported.document} ({exported.form})"
            say(f"{name}: {exported.fault.sentence(t)}", error=True)

    try:
        made = exporting.export_documents(
            workspace, session, form, now=now, begin=line.begin, done=show, **options
        )
    finally:
        line.clear()
    _say_withdrawn(made)
    return max((_exit_code(exported.fault) for exported in made), default=0)


def _say_paths(exported: Exported, t: Translator) -> None:
    from coopcoach.installation import command_to_add
    from coopcoach.wording.characters import missing_sentences

    for path in exported.paths:
        say(str(path))
    for remark in exported.remarks:
        say(remark, error=True)
    missing = [(m.character, m.places) for m in exported.missing]
    for sentence in missing_sentences(missing, t):
        say(sentence, error=True)
    if any(m.is_east_asian for m in exported.missing):
        add = command_to_add("manimgx-fonts-cjk")
        say(
            t("“{command}” adds Chinese, Japanese and Korean characters.", command=add),
            error=True,
        )


def _say_withdrawn(made: Sequence[Exported]) -> None:
    """Say what withdrawn consents leave out, once: the last document names what is left after all."""
    for remark in next((each.withdrawn for each in reversed(made) if each.withdrawn), ()):
        say(remark, error=True)


def _exit_code(fault: CoopcoachError | None) -> int:
    """Return the exit code of a fault; 0 where there is nothing to print yet."""
    from coopcoach.services.documents.catalogue import NothingToPrint

    return 0 if fault is None or isinstance(fault, NothingToPrint) else fault.exit_code


class ProgressLine:
    """Show the progress of a document on one line of the terminal; nothing without a terminal."""

    def __init__(self, t: Translator) -> None:
        self._t = t
        self._what = ""
        self._line = StatusLine()

    def begin(self, document: str, form: str) -> None:
        """Name the document that is made now."""
        self._what = f"{document} ({form})" if form else document

    def show(self, progress: RenderProgress) -> None:
        """Show the number of its pages."""
        pages = self._t.plural("{n} page", "{n} pages", progress.pages) if progress.pages else ""
        self._line.show(f"{self._what} … {pages}")

    def clear(self) -> None:
        """Clear the line."""
        self._line.clear()
