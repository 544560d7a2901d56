"""Type in answers that a partner wrote on paper, from a picture of the pages.

They are typed into a file of their own below the session, so that the coach sees none of the partner's sealed
answers; handed in, they are imported and sealed, with the name of the person who typed.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

from coopcoach.domain.review_names import parted_name
from coopcoach.domain.session import Partner
from coopcoach.errors import BadFile, Fault
from coopcoach.i18n import N_, translator
from coopcoach.markup.document import Document
from coopcoach.markup.formats.answers_file import new_answers_file
from coopcoach.services.clock import Clock
from coopcoach.services.partners.import_answers import ImportPlan, carry_out, plan_import
from coopcoach.services.partners.invite import named_partner
from coopcoach.services.partners.prepare import Prepare
from coopcoach.storage.files import make_folder, read_text, write_text
from coopcoach.storage.history import remove_states
from coopcoach.storage.reviews import open_any
from coopcoach.storage.sessions import OpenSession
from coopcoach.storage.workspace import Workspace

FOLDER: Final = "from-paper"
# Front matter of an answers file: the typist, and the name of the picture.
TYPED_BY: Final = "typed_by"
TYPED_FROM: Final = "typed_from"


def open_from_paper(
    workspace: Workspace, slug: str, partner: str, picture: Path, clock: Clock
) -> Prepare:
    """Open the answers that are typed in for a partner: as far as they have come, or blank.

    Args:
        workspace: The workspace of the session.
        slug: The name of the session or review.
        partner: The partner, by name or id.
        picture: The picture or the scan of the paper.
        clock: Returns the local time.

    Raises:
        WrongCall: There is no such session or partner.
        BadFile: There is no such picture, or a file of the session cannot be read.
    """
    opened = open_any(workspace, slug)
    owner = named_partner(opened.session, partner)
    if not picture.is_file():
        raise BadFile(picture, [Fault(1, N_("there is no such file"), N_("check its name"))])
    path = workspace.session_folder(slug) / FOLDER / f"{owner.id}.md"
    if not path.exists():
        make_folder(path.parent)
        write_text(path, _blank(opened, owner, picture).source, None)
    return Prepare(path, clock, paper=picture.resolve())


def take_in(prepare: Prepare, workspace: Workspace, slug: str, now: datetime) -> ImportPlan | None:
    """Import typed answers that were handed in, and delete their own file and its history; None where they were not.

    Raises:
        ChangedMeanwhile: The partner's answers file has changed; nothing was written or deleted.
    """
    if prepare.handed_in is None:
        return None
    session, *_ = parted_name(slug) or (slug,)
    (plan,) = plan_import(workspace, session, [prepare.path], now=now)
    front = Document(read_text(prepare.path).text).front_value
    for key in (TYPED_BY, TYPED_FROM):
        plan.after = plan.after.with_front(key, front(key))
    carry_out([plan], now)
    prepare.path.unlink()
    remove_states(prepare.path)
    return plan


def _blank(opened: OpenSession, owner: Partner, picture: Path) -> Document:
    session, t = opened.session, translator(owner.language)
    workbook = opened.workbooks.of_partner(session, owner)
    document = Document(new_answers_file(session.slug, owner, workbook, session.pack, t))
    document = document.with_front(TYPED_BY, session.coach or t("the coach"))
    return document.with_front(TYPED_FROM, picture.name)
