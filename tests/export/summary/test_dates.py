"""The dates of a summary, and which parts of its pages stay together."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pypdf import PdfReader

from coopcoach.domain.ground_rules import GroundRule
from coopcoach.domain.session import Action
from coopcoach.export.pdf.rendering import Renderer
from coopcoach.export.release import release
from coopcoach.export.summary.build import summarise
from coopcoach.export.summary.model import Summary
from coopcoach.i18n import translator
from coopcoach.services.documents.catalogue import export_summary
from tests.builders import exported_sessions
from tests.builders.exported_sessions import NOW
from tests.builders.pdf.text import pages_of
from tests.builders.workbooks import built_in_workbook


def summary(**changes: object) -> Summary:
    session = exported_sessions.rich().model_copy(update=changes)
    workbook = built_in_workbook("de")
    return summarise(release(session, {}, workbook), translator("de"), NOW, "de")


def test_what_is_due_on_one_day_is_told_once() -> None:
    days = {day.on: [due.kind for due in day.dues] for day in summary().days}
    assert days[date(2027, 4, 15)] == ["first-win", "look-again"]
    assert days[date(2027, 7, 31)] == ["trial"]
    assert list(days) == sorted(days)


def test_days_that_find_no_room_are_counted() -> None:
    rules: tuple[GroundRule, ...] = exported_sessions.many_rules().rules
    told = summary(rules=rules, actions=())
    days = {rule.look_again for rule in rules}
    assert len(told.days) == 8
    assert told.more_dates + sum(len(day.dues) for day in told.days) == len(days) + 1


def test_long_dates_find_room_on_the_first_page_or_are_counted(
    tmp_path: Path, renderer: Renderer
) -> None:
    session = exported_sessions.rich()
    actions = tuple(
        Action(id=f"action-{n}", what="Kataloge, Muster und Farben besorgen " * 3, who="beide", until=date(2027, 5, n))
        for n in range(1, 13)
    )  # fmt: skip
    long = session.model_copy(update={"actions": actions})
    workspace = exported_sessions.written(tmp_path, long)
    pages = pages_of(export_summary(workspace, session.slug, now=NOW, renderer=renderer))
    glance = next(n for n, page in enumerate(pages) if "die fünf punkte" in page.casefold())
    assert "weitere Termine" in pages[glance]
    assert "Auf einen Blick" not in pages[glance + 1]


def test_pages_begin_and_end_with_what_belongs_together(tmp_path: Path, renderer: Renderer) -> None:
    session = exported_sessions.rich()
    workspace = exported_sessions.written(tmp_path, session)
    path = export_summary(workspace, session.slug, now=NOW, renderer=renderer)
    pages = pages_of(path)
    actions = next(page for page in pages if "Was wir als Nächstes tun" in page)
    assert all(action.what in " ".join(actions.split()) for action in session.actions)
    assert "Wie fest wir dahinterstehen" in actions
    appendix = next(n for n, page in enumerate(pages) if "Diese Fragen haben wir beide" in page)
    # The front, without what each wrote alone.
    assert appendix <= 8
    assert "Erstellt am" in pages[-1]
    assert len(PdfReader(path).pages) <= 10
