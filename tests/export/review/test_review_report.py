"""The review report: what it says, that its pictures say it in words, and that it is a proper PDF."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from pypdf import PdfReader

from coopcoach.domain.review import EffortPlan, Review
from coopcoach.domain.session import Session
from coopcoach.export.pdf.rendering import Renderer
from coopcoach.export.release import release
from coopcoach.export.review.build import review_report
from coopcoach.export.review.html import review_html
from coopcoach.export.review.model import ReviewReport
from coopcoach.i18n import translator
from coopcoach.services.documents.catalogue import NothingToPrint, export_document
from tests.builders import exported_sessions
from tests.builders.exported_sessions import NOW
from tests.builders.pdf.text import letters, outside_page, pages_of, words_of
from tests.builders.reviews import FIRST, PLANS, THREE, hostile, many
from tests.builders.workbooks import built_in_workbook

WORKBOOKS = {lang: built_in_workbook(lang) for lang in ("de", "en")}


def report(
    reviews: Sequence[Review],
    lang: str = "de",
    plans: Sequence[EffortPlan] = PLANS,
    session: Session | None = None,
) -> ReviewReport:
    released = release(session or exported_sessions.rich(), {}, WORKBOOKS[lang])
    t = translator(lang)
    return review_report(released, reviews, plans, WORKBOOKS[lang], t, NOW, "de")


def html(made: ReviewReport) -> str:
    return review_html(made, translator(made.language))


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory, renderer: Renderer) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("reviews")
    reports = {
        "three": report(THREE),
        "english": report(THREE, "en"),
        "one": report((FIRST,), plans=()),
        "many": report(many()),
        "hostile": report((hostile(),), session=exported_sessions.hostile()),
    }
    made = {}
    for name, each in reports.items():
        made[name] = folder / f"{name}.pdf"
        made[name].write_bytes(renderer.render(html(each)))
    return made


def test_warning_signs_are_told_with_their_numbers() -> None:
    assert report(THREE).warnings == (
        # 12 times in 91 days after 5 in 91: 4.0 in 30 after 1.6.
        "Anna Meier musste öfter nachfragen als zuvor: 4-mal in 30 Tagen, davor 1,6-mal.",
        "Eine Spielregel wurde kaum gehalten (2 von 5, sagt Anna Meier): „Wir antworten innerhalb von zwei Arbeitstagen, und sei es nur, um zu sagen, wann die Antwort kommt.“",
        "Eine Spielregel wurde kaum gehalten (2 von 5, sagt Ben Huber): „Schlechte Nachrichten sagen wir am Telefon und nicht per Nachricht.“",
        "Die Absprachen kosten Anna Meier 8 Stunden im Monat; geplant waren 6.",
        "Die Absprachen kosten Ben Huber 5 Stunden im Monat; geplant waren 4.",
        "Anna Meier sagt: Ich gebe viel mehr, als ich bekomme.",
    )
    assert report((FIRST,), plans=()).warnings == ()


def test_each_picture_says_in_words_what_it_shows() -> None:
    titles = re.findall(r"<title>(.*?)</title>", html(report(THREE)))
    assert len(titles) == 1 + 9
    assert (
        "Stunden für Absprachen im Monat. 16. April 2027: Anna Meier 5, Ben Huber 4; "
        "16. Juli 2027: Anna Meier 7,5, Ben Huber 4; 15. Oktober 2027: Anna Meier 8, Ben Huber 5; "
        "geplant: Anna Meier 6, Ben Huber 4"
    ) in titles


def test_rules_stand_beside_what_they_were_before() -> None:
    first = report(THREE).kept[0]
    assert first.kept == ("2 von 5 (davor: 3)", "4 von 5 (davor: 4)")
    assert first.remarks == (("Anna Meier", "Zweimal drei Wochen gewartet."),)
    assert report((FIRST,)).kept[0].kept == ("4 von 5", "5 von 5")


def test_the_end_that_was_settled_stands_beside_the_decision(pdfs: dict[str, Path]) -> None:
    assert "Wir machen weiter und ändern etwas" in words_of(pdfs["three"])
    joint = {("team.exit", ""): exported_sessions.text("Drei Monate zum Monatsende.")}
    session = exported_sessions.planned(joint=joint)
    assert "Drei Monate zum Monatsende." in html(report(THREE, session=session))


@pytest.mark.parametrize("name", ["three", "english", "one", "many", "hostile"])
def test_it_is_a_proper_pdf(pdfs: dict[str, Path], name: str) -> None:
    pdf = PdfReader(pdfs[name])
    root = pdf.trailer["/Root"]
    assert root["/Lang"] == ("en" if name == "english" else "de")
    assert b"pdfuaid" in root["/Metadata"].get_data()
    pages = pages_of(pdfs[name])
    assert len(pages) <= 3
    assert outside_page(pdfs[name]) == []
    assert re.search(rf"\b{len(pages)} ?/ ?{len(pages)}\b", pages[-1])


def test_hostile_words_are_words(pdfs: dict[str, Path]) -> None:
    text = letters(words_of(pdfs["hostile"]))
    assert letters("<script>alert(1)</script> [klick](javascript:alert(1))") in text


def test_each_language_has_its_own_numbers(pdfs: dict[str, Path]) -> None:
    assert "15 October 2027" in words_of(pdfs["english"])
    assert "1,500" in words_of(pdfs["english"])
    assert "1.500" in words_of(pdfs["three"])


def test_without_a_review_it_says_so(tmp_path: Path) -> None:
    workspace = exported_sessions.written(tmp_path, exported_sessions.rich(), own=False)
    with pytest.raises(NothingToPrint, match="there is no review of this session yet"):
        export_document(workspace, exported_sessions.SLUG, "review", now=NOW)
