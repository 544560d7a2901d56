"""The agreement outline as a PDF, read back."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from coopcoach.domain.agreement_sections import PLAN
from coopcoach.export.agreement.build import agreement_outline
from coopcoach.export.agreement.html import agreement_html
from coopcoach.export.release import release
from coopcoach.i18n import translator
from coopcoach.services.documents.catalogue import Renderer, export_document
from tests.builders import exported_sessions
from tests.builders import full_sessions as made
from tests.builders.examples import deep, is_deep
from tests.builders.exported_sessions import NOW, SLUG
from tests.builders.pdf.accessibility import lone_headings, outloud, pdfua, tags
from tests.builders.pdf.contents import everything_in, squeezed
from tests.builders.pdf.text import letter_sizes, letters, outside_page, pages_of, words_of
from tests.builders.workbooks import built_in_workbook

NOTICE = {
    "de": "Keine Rechtsberatung: anwaltlich prüfen lassen, bevor jemand unterschreibt.",
    "en": "Not legal advice: have a lawyer check it before anybody signs.",
}
SESSIONS = {
    "rich": exported_sessions.rich(),
    "private": exported_sessions.rich(consent=exported_sessions.NO_CONSENT),
    "hostile": exported_sessions.hostile(),
}
DEEP = ("mixed",)
DRAWN = ("minimal", "english", *SESSIONS, *(DEEP if is_deep() else ()))
ALL = ("minimal", "english", *SESSIONS, *map(deep, DEEP))


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory, renderer: Renderer) -> dict[str, Path]:
    found = {}
    for name in DRAWN:
        folder = tmp_path_factory.mktemp(name)
        if name in SESSIONS:
            workspace = exported_sessions.written(folder, SESSIONS[name])
        else:
            workspace = made.made("mixed" if name == "english" else name, folder)
        language = "en" if name == "english" else None
        done = export_document(
            workspace, SLUG, "agreement", now=NOW, renderer=renderer, language=language
        )
        found[name] = done.paths[0]
    return found


@pytest.mark.parametrize("name", ALL)
def test_every_page_says_that_it_is_no_legal_advice(pdfs: dict[str, Path], name: str) -> None:
    notice = NOTICE["en" if name == "english" else "de"]
    pages = pages_of(pdfs[name])
    assert [page for page in pages if notice not in page] == []
    assert outside_page(pdfs[name]) == []


@pytest.mark.parametrize("name", [deep("minimal"), "rich", "english"])
def test_two_checkers_find_no_fault(pdfs: dict[str, Path], name: str) -> None:
    assert outloud(pdfs[name]) == set()
    assert pdfua(pdfs[name]) == 0
    levels = [int(tag["/S"][2]) for tag in tags(pdfs[name]) if tag["/S"] in {"/H1", "/H2", "/H3"}]
    assert levels[:2] == [1, 2]
    assert PdfReader(pdfs[name]).trailer["/Root"]["/Lang"] == ("en" if name == "english" else "de")


@pytest.mark.parametrize("name", ALL)
def test_letters_are_large_enough_and_no_heading_stands_alone(
    pdfs: dict[str, Path], name: str
) -> None:
    assert min(letter_sizes(pdfs[name])) >= 9
    assert lone_headings(pdfs[name]) == []


def test_what_is_empty_says_so_plainly(pdfs: dict[str, Path]) -> None:
    text = words_of(pdfs["minimal"])
    # All sections but the parties, and the open questions, which say it in their own way.
    assert text.count("Dazu wurde in der Sitzung nichts festgehalten.") == len(PLAN) - 2
    assert "Nichts wurde geparkt, und kein Vorschlag für eine Spielregel wartet." in text
    assert "Eigene oder gemeinsame Aufträge: was geht vor" in text


def test_only_rules_with_both_voices_are_called_agreed(pdfs: dict[str, Path]) -> None:
    t, text = translator("de"), words_of(pdfs["rich"])
    workbook = built_in_workbook("de")
    outline = agreement_outline(release(SESSIONS["rich"], {}, workbook), t, NOW, "de")
    # The four rules, the end of one's trial, and the legend.
    assert agreement_html(outline, t).count('class="standing agreed"') == 4 + 1 + 1
    # Three proposals in discussion, a parked one, and two parked topics.
    assert outline.sections[-1].counts == (0, 0, 6, 0)
    assert "VORSCHLAG" not in text
    assert "Ich kann damit leben: „nur nicht in der Heizperiode“" in text
    for rule in SESSIONS["rich"].agreed_rules():
        assert rule.sentence in text


def test_own_views_stand_there_with_names_where_both_let_them_out(pdfs: dict[str, Path]) -> None:
    assert "Zwei Empfehlungen im Monat" in words_of(pdfs["rich"])
    assert "Sicht der beiden, jeweils allein geschrieben" in words_of(pdfs["rich"])
    assert squeezed("Zwei Empfehlungen im Monat") not in everything_in(pdfs["private"])
    assert "Sicht der beiden" not in words_of(pdfs["private"])
    for name in SESSIONS:
        for secret in ("GEHEIM", "VORSCHLAG", "anna@x.org"):
            assert secret not in everything_in(pdfs[name])


def test_hostile_words_are_words(pdfs: dict[str, Path]) -> None:
    text = letters(words_of(pdfs["hostile"]))
    assert letters("<script>alert(1)</script> [klick](javascript:alert(1))") in text


def test_its_name_and_its_file_tell_nothing(pdfs: dict[str, Path]) -> None:
    assert pdfs["rich"].name == "eckpunkte.pdf"
    assert pdfs["english"].name == "agreement-outline.pdf"
    assert pdfs["rich"].stat().st_mode & 0o077 == 0


def test_open_points_are_one_numbered_list_with_room_and_blanks(pdfs: dict[str, Path]) -> None:
    session = exported_sessions.rich()
    released = release(session, {}, built_in_workbook("de"))
    made = agreement_outline(released, translator("de"), NOW, "de")
    asked = sum(len(s.to_settle) + len(s.lawyer) for s in made.sections)
    assert len(made.open_points) >= asked > 25
    assert [p.number for p in made.open_points] == list(range(1, len(made.open_points) + 1))
    homes = {item.rule.number: s.id for s in made.sections for item in s.items if item.rule}
    assert set(homes.values()) <= {"conduct", "invoicing", "protection", "processes", "sharing"}
    words = words_of(pdfs["rich"])
    for blank in ("Rechtsform", "Anschrift", "Register und Nummer", "Vertreten durch"):
        assert blank in words
    for point in made.open_points:
        assert squeezed(point.text) in squeezed(words)
    for question in ("§ 13b UStG", "§§ 48 und 48b EStG", "eine GbR", "keine Steuerberatung"):
        assert question in words
    for clause in ("Schriftform", "zuständig", "salvatorische", "im Namen beider", "Frist"):
        assert clause in words
