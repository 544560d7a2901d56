"""Workbooks that came back, filled in, and their import."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from coopcoach.domain.answers import Answer, PartnerAnswers
from coopcoach.exchange.outgoing.markdown_workbook import workbook_markdown
from coopcoach.i18n import translator
from coopcoach.services.partners.import_answers import ImportPlan, carry_out, plan_import
from coopcoach.storage.reviews import open_any
from coopcoach.storage.sessions import (
    OpenAnswers,
    answers_path,
    open_answers,
    open_session,
)
from coopcoach.storage.workspace import Workspace
from coopcoach.wording.labels import FINISHED
from tests.builders.answers import text
from tests.builders.markdown_filling import filled_in
from tests.builders.sessions import START

Given = dict[str, Answer | str]
Office = tuple[Workspace, str]


def filled_workbook(
    workspace: Workspace,
    slug: str,
    partner: str,
    given: Given,
    *,
    made: datetime = START,
    done: bool = False,
) -> str:
    """Return a partner's Markdown workbook, filled in."""
    opened = open_any(workspace, slug)
    session = opened.session
    owner = session.partner(partner)
    assert owner is not None
    workbook = opened.workbooks[owner.language]
    t = translator(owner.language)
    blank = workbook_markdown(session, owner, workbook, made=made, t=t)
    answers = {name: text(a) if isinstance(a, str) else a for name, a in given.items()}
    filled = filled_in(blank, answers, workbook)
    return filled.replace(f"- [ ] {t(FINISHED)}", f"- [x] {t(FINISHED)}") if done else filled


def returned(
    office: Office, name: str, given: Given, partner: str = "anna-meier", **more: Any
) -> Path:
    """Write a workbook that came back, outside of the workspace."""
    workspace, slug = office
    folder = workspace.root.parent / "inbox"
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(filled_workbook(workspace, slug, partner, given, **more), encoding="utf-8")
    return path


def planned_import(office: Office, *paths: Path, **more: Any) -> ImportPlan:
    """Plan the import of files of one partner."""
    (plan,) = plan_import(*office, paths, now=START, **more)
    return plan


def taken_in(office: Office, *paths: Path, **more: Any) -> ImportPlan:
    """Import files of one partner."""
    plan = planned_import(office, *paths, **more)
    carry_out([plan], START)
    return plan


def stored_file(office: Office, partner: str = "anna-meier") -> OpenAnswers:
    """Return a partner's answers file."""
    workspace, slug = office
    path = answers_path(workspace, slug, partner)
    return open_answers(path, open_session(workspace, slug).workbooks["de"])


def stored(office: Office, partner: str = "anna-meier") -> PartnerAnswers:
    """Return a partner's answers."""
    return stored_file(office, partner).answers
