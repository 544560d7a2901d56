"""The coach's script: each point on a page of its own, with times, three sentences and a rule."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from coopcoach.domain.exercise import POINTS
from coopcoach.domain.packs.agenda import agenda_of_sittings, built_in_items
from coopcoach.domain.session import AgendaItem, Partner, Session
from coopcoach.export.html.markdown import markdown_of
from coopcoach.export.pdf.rendering import Renderer
from coopcoach.export.script.build import SENTENCES, session_script
from coopcoach.export.script.html import script_html
from coopcoach.i18n import translator
from coopcoach.services.documents.printers import FOR_THE_COACH, PRINTERS
from tests.builders.workbooks import built_in_workbook

NOW = datetime(2027, 1, 10, 18, 4, tzinfo=UTC)


def session_of(lang: str, date: datetime | None) -> Session:
    workbook = built_in_workbook(lang)
    agenda = [
        AgendaItem(exercise=e.id, minutes=e.talk_minutes["compact"])
        for e in workbook.for_pack("compact")
    ]
    agenda.insert(3, AgendaItem(exercise="own-1", minutes=5, title="Kaffee & <b>Kuchen</b>"))
    return Session(
        slug="s",
        title="Maler & Tischler",
        created=NOW,
        partners=(Partner(id="a", name="Anna"), Partner(id="b", name="Ben")),
        date=date,
        agenda=tuple(agenda),
    )


@pytest.mark.parametrize("lang", ["de", "en"])
def test_each_point_has_one_page_in_the_order_of_the_agenda(lang: str) -> None:
    session = session_of(lang, datetime(2027, 1, 15, 10))
    workbook, t = built_in_workbook(lang), translator(lang)
    script = session_script(session, workbook, t, NOW)
    points = list(dict.fromkeys(e.point for e in workbook.for_pack("compact")))
    assert points == [p for p in POINTS if p in points]
    assert len(script.pages) == len(points)
    assert all(1 <= len(page.say) <= SENTENCES for page in script.pages)
    assert [i.title for p in script.pages for i in p.items].count("Kaffee & <b>Kuchen</b>") == 1
    assert script.pages[0].begin == "10:00"
    ends = [page.end for page in script.pages]
    assert [page.begin for page in script.pages[1:]] == ends[:-1]
    minutes = sum(item.minutes for item in session.agenda)
    assert ends[-1] == f"{10 + minutes // 60}:{minutes % 60:02}"
    html = script_html(script, t)
    assert "<b>Kuchen" not in html
    assert html.count('<section class="point">') == len(points)
    assert markdown_of(html).count("\n## ") == len(points)


def test_each_point_of_the_full_pack_has_one_sheet(renderer: Renderer) -> None:
    workbook, t = built_in_workbook("de"), translator("de")
    agenda = agenda_of_sittings(built_in_items(workbook, "full"), t)
    session = session_of("de", datetime(2027, 1, 15, 10)).model_copy(update={"agenda": agenda})
    script = session_script(session, workbook, t, NOW)
    pdf = renderer.render(script_html(script, t))
    assert len(PdfReader(BytesIO(pdf)).pages) == len(script.pages)


def test_without_a_time_minutes_are_counted() -> None:
    script = session_script(session_of("de", None), built_in_workbook("de"), translator("de"), NOW)
    assert not script.has_clock
    assert script.pages[0].begin == "0"
    assert "Minute 0 bis" in script_html(script, translator("de"))


def test_no_rule_to_aim_at_has_an_empty_blank() -> None:
    script = session_script(session_of("de", None), built_in_workbook("de"), translator("de"), NOW)
    assert not [page.example for page in script.pages if "…" in page.example]


def test_the_script_is_for_the_coach_alone() -> None:
    assert {document for document, _ in PRINTERS} & FOR_THE_COACH == {"script"}
