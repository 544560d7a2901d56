"""How much room answers take, and what follows from it for the pages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from coopcoach.domain.ground_rules import GroundRule
from coopcoach.export.answer_view import AnswerView, TableRow, TableView
from coopcoach.export.pdf.rendering import Renderer
from coopcoach.export.release import release
from coopcoach.export.summary.build import summarise
from coopcoach.export.summary.model import Summary
from coopcoach.export.summary.room import FULL, HALF, fits_beside, is_short, lines
from coopcoach.i18n import translator
from coopcoach.services.documents.catalogue import export_summary
from tests.builders import exported_sessions
from tests.builders.exported_sessions import NOW
from tests.builders.pdf.text import pages_of
from tests.builders.workbooks import built_in_workbook


def prose(*paragraphs: str) -> AnswerView:
    return AnswerView(shape="prose", prose="".join(f"<p>{p}</p>\n" for p in paragraphs))


def table(*rows: tuple[str, ...]) -> TableView:
    return TableView(
        columns=tuple("Spalte" for _ in rows[0]),
        rows=tuple(TableRow(head="", cells=row) for row in rows),
        has_heads=False,
        is_form=False,
    )


def summary(**changes: object) -> Summary:
    session = exported_sessions.rich().model_copy(update=changes)
    workbook = built_in_workbook("de")
    return summarise(release(session, {}, workbook), translator("de"), NOW, "de")


def test_each_paragraph_begins_a_line_and_tags_take_none() -> None:
    assert lines(prose("kurz", "auch <strong>kurz</strong> &amp; gut"), HALF) == 2
    assert lines(prose("x" * (HALF + 1)), HALF) == 2
    assert lines(None, HALF) == 1


def test_long_answers_stand_below_each_other() -> None:
    short, long = prose("kurz"), prose(*["Wort " * 20] * 12)
    assert fits_beside([short, None])
    assert not fits_beside([short, long])
    assert is_short(short, FULL)
    assert not is_short(long, FULL)


def test_tables_stand_side_by_side_where_their_words_fit() -> None:
    narrow = AnswerView(shape="table", table=table(("Aufmaß", "ich", "5 von 5")))
    wide = AnswerView(shape="table", table=table(tuple("Gewerbeschau" for _ in range(5))))
    assert fits_beside([narrow, narrow])
    assert not fits_beside([narrow, wide])


@pytest.mark.parametrize("cells", [("", ""), ("x", "y" * 400), ("eins zwei", "3")])
def test_the_columns_fill_the_width_and_none_vanishes(cells: tuple[str, ...]) -> None:
    shares = table(cells).shares
    assert 98 <= sum(shares) <= 100
    assert min(shares) >= 15


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


def test_pages_begin_and_end_with_what_belongs_together(tmp_path: Path, renderer: Renderer) -> None:
    session = exported_sessions.rich()
    workspace = exported_sessions.written(tmp_path, session)
    path = export_summary(workspace, session.slug, now=NOW, renderer=renderer)
    pages = pages_of(path)
    actions = next(page for page in pages if "Was wir als Nächstes tun" in page)
    assert all(action.what in " ".join(actions.split()) for action in session.actions)
    last = pages[-1]
    assert "Erstellt am" in last
    assert "Wie fest wir dahinterstehen" in last
    assert len(PdfReader(path).pages) <= 10
