"""Care of the sessions of a workspace: edit, archive, bin.

Archived and deleted sessions carry the day in their front matter and stay where they are: a stage that is open elsewhere
goes on writing into the same file, and nothing is lost. The bin is emptied after thirty days.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date as Date
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from coopcoach.domain.schedule import answer_by
from coopcoach.errors import Conflict, WrongCall
from coopcoach.i18n import N_, Translator
from coopcoach.services.index.summary import SessionSummary
from coopcoach.services.workspace.forget import session_targets
from coopcoach.storage.sessions import OpenSession, open_session, save_session
from coopcoach.storage.workspace import Workspace

BIN_DAYS: Final = 30


@dataclass(frozen=True)
class PartnerEdit:
    """The name, firm and mail address of a partner."""

    name: str
    firm: str
    email: str


def edit_session(
    workspace: Workspace,
    slug: str,
    *,
    title: str,
    date: datetime | None,
    coach: str,
    partners: Sequence[PartnerEdit],
    t: Translator,
    now: datetime,
) -> None:
    """Write title, date and names of a session. Its folder and the partners' ids stay as they are.

    Raises:
        WrongCall: A title or a name is empty.
        BadFile: The session cannot be read.
    """
    if not title.strip() or not all(partner.name.strip() for partner in partners):
        raise WrongCall(N_("a title and both names are needed"), N_("fill them in"))
    opened = open_session(workspace, slug)
    session = opened.session
    changed = tuple(
        partner.model_copy(update={"name": new.name, "firm": new.firm, "email": new.email})
        for partner, new in zip(session.partners, partners, strict=True)
    )
    update = {"title": title, "date": date, "coach": coach, "partners": changed}
    save_session(opened, session.model_copy(update=update), t, now)


def archive(
    workspace: Workspace, slug: str, day: Date | None, t: Translator, now: datetime
) -> None:
    """Put a session into the archive; bring it back where there is no day."""
    _mark(open_session(workspace, slug), {"archived": day}, t, now)


def put_into_bin(
    workspace: Workspace, slug: str, day: Date | None, t: Translator, now: datetime
) -> None:
    """Put a session into the bin; bring it back where there is no day."""
    _mark(open_session(workspace, slug), {"binned": day}, t, now)


def set_answer_by(
    workspace: Workspace, slug: str, day: Date | None, t: Translator, now: datetime
) -> None:
    """Write the day by which the partners answer; the usual one, and none, take it out of the file."""
    opened = open_session(workspace, slug)
    session = opened.without_joint
    usual = answer_by(session.model_copy(update={"answer_by": None}))
    wanted = None if day == usual else day
    if wanted != session.answer_by:
        _mark(opened, {"answer_by": wanted}, t, now)


def empty_bin(
    workspace: Workspace, summaries: Iterable[SessionSummary], today: Date
) -> tuple[str, ...]:
    """Delete the sessions that have been in the bin for thirty days, with their documents; return their names.

    A session of which a file was written since stays: somebody works with it.
    """
    last = today - timedelta(days=BIN_DAYS)
    gone = []
    for summary in summaries:
        if summary.binned is None or summary.binned > last:
            continue
        folder = workspace.session_folder(summary.slug)
        if _last_written(folder) > last:
            continue
        # A stage has it open.
        with contextlib.suppress(Conflict):
            for path in session_targets(workspace, summary.slug):
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path)
                else:
                    path.unlink()
            gone.append(summary.slug)
    return tuple(gone)


def _mark(
    opened: OpenSession, update: dict[str, Date | None], t: Translator, now: datetime
) -> None:
    save_session(opened, opened.session.model_copy(update=update), t, now)


def _last_written(folder: Path) -> Date:
    times = (path.stat().st_mtime for path in folder.rglob("*") if path.is_file())
    return datetime.fromtimestamp(max(times)).astimezone().date()
