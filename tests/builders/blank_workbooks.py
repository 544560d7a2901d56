"""Blank workbooks for tests."""

from __future__ import annotations

from datetime import UTC, datetime

from coopcoach.domain.exercise import Workbook
from coopcoach.domain.session import AgendaItem, Partner, Session
from coopcoach.exchange.outgoing.markdown_workbook import workbook_markdown
from coopcoach.i18n import translator

MADE = datetime(2027, 1, 10, 18, 4, tzinfo=UTC)


def blank_of(workbook: Workbook) -> str:
    """Return the blank workbook of Anna, with every exercise of a workbook."""
    anna = Partner(id="anna-meier", name="Anna Meier", language=workbook.language)
    ben = Partner(id="ben-weiss", name="Ben Weiß")
    session = Session(
        slug="maler-tischler",
        title="Maler & Tischler",
        created=MADE,
        date=datetime(2027, 1, 15, 10, 0),
        partners=(anna, ben),
        pack="full",
        agenda=tuple(AgendaItem(exercise=e.id, minutes=5) for e in workbook.exercises),
    )
    return workbook_markdown(session, anna, workbook, made=MADE, t=translator(workbook.language))
