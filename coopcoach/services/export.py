"""Documents of a session, for the command line and the screens alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from coopcoach.domain.answers import PartnerAnswers
from coopcoach.domain.session import CONSENT_INDIVIDUAL, Session
from coopcoach.export.pages import summary_html
from coopcoach.export.release import release
from coopcoach.export.rendering import Cancelled, Progress, Renderer, RenderingFailed, Stage
from coopcoach.export.summarise import summarise
from coopcoach.i18n import translator
from coopcoach.storage.files import make_folder, write_bytes
from coopcoach.storage.sessions import (
    answers_path,
    open_answers,
    open_session,
    session_workbook,
)
from coopcoach.storage.workspace import Workspace

__all__ = [
    "Cancelled",
    "Progress",
    "Renderer",
    "RenderingFailed",
    "Stage",
    "export_summary",
    "summary_page",
    "summary_path",
]

_SUMMARY_NAMES = {"de": "zusammenfassung.pdf", "en": "summary.pdf"}


def summary_path(workspace: Workspace, slug: str, language: str) -> Path:
    """Return where the summary of a session is put in a language."""
    return workspace.exports / slug / _SUMMARY_NAMES[translator(language).lang]


def export_summary(
    workspace: Workspace,
    slug: str,
    *,
    now: datetime,
    language: str | None = None,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    renderer: Renderer | None = None,
) -> Path:
    """Write the summary of a session as a PDF; until it is whole, an earlier one stays.

    Args:
        workspace: Where the session lies.
        slug: Its name.
        now: When the document is made; it says so.
        language: The document's language; the session's own where none is named.
        progress: Called, in this thread, whenever it has come further.
        cancelled: Asked twenty times a second whether to stop.
        renderer: A warm one, where several documents are made; else one is started and ended.

    Returns:
        The file.

    Raises:
        WrongCall: There is no such session.
        BadFile: A file of the session cannot be read.
        Cancelled: It was told to stop.
        MachineLacks: The libraries that write PDFs are missing.
        RenderingFailed: It took too long, or failed.
    """
    if progress:
        progress(Progress(Stage.READING))
    html, lang = summary_page(workspace, slug, now=now, language=language)
    if renderer is not None:
        data = renderer.render(html, progress, cancelled)
    else:
        with Renderer() as own:
            data = own.render(html, progress, cancelled)
    path = summary_path(workspace, slug, lang)
    make_folder(path.parent)
    write_bytes(path, data)
    return path


def summary_page(
    workspace: Workspace, slug: str, *, now: datetime, language: str | None = None
) -> tuple[str, str]:
    """Return the summary as the HTML that is printed, and its language."""
    own_language = open_session(workspace, slug).session.language
    written_in = session_workbook(workspace, slug, own_language)
    session = open_session(workspace, slug, written_in).session
    t = translator(language or own_language)
    workbook = written_in if t.lang == own_language else session_workbook(workspace, slug, t.lang)
    released = release(session, _answers(workspace, session), workbook)
    return summary_html(summarise(released, t, now, own_language), t), t.lang


def _answers(workspace: Workspace, session: Session) -> dict[str, PartnerAnswers]:
    """The partners' answers, read only where both consented to see them printed."""
    if not session.both_consent(CONSENT_INDIVIDUAL):
        return {}
    found = {}
    for partner in session.partners:
        path = answers_path(workspace, session.slug, partner.id)
        if path.is_file():
            workbook = session_workbook(workspace, session.slug, partner.language)
            found[partner.id] = open_answers(path, workbook).answers
    return found
