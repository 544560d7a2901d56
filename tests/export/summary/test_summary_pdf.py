"""Real PDFs, read back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from coopcoach.domain.session import Session
from coopcoach.i18n import translator
from coopcoach.services.documents.catalogue import Renderer, export_summary
from tests.builders import exported_sessions
from tests.builders.exported_sessions import NOW
from tests.builders.pdf.accessibility import lone_headings
from tests.builders.pdf.text import letter_sizes, letters, outside_page, pages_of, words_of

SESSIONS = {
    "rich": exported_sessions.rich(),
    "english": exported_sessions.rich("en"),
    "private": exported_sessions.rich(consent=exported_sessions.NO_CONSENT),
    "bare": exported_sessions.bare(),
    "planned": exported_sessions.planned(),
    "many": exported_sessions.many_rules(),
    "hostile": exported_sessions.hostile(),
}


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory, renderer: Renderer) -> dict[str, Path]:
    made = {}
    for name, session in SESSIONS.items():
        workspace = exported_sessions.written(
            tmp_path_factory.mktemp(name), session, own=name != "bare"
        )
        made[name] = export_summary(workspace, session.slug, now=NOW, renderer=renderer)
    return made


@pytest.mark.parametrize("name", SESSIONS)
def test_it_is_tagged_titled_and_names_its_language(pdfs: dict[str, Path], name: str) -> None:
    pdf = PdfReader(pdfs[name])
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]
    assert root["/Lang"] == SESSIONS[name].language
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata is not None
    assert pdf.metadata.title is not None
    assert set(pdf.metadata) <= {"/Title", "/Producer", "/CreationDate"}
    assert b"pdfuaid" in root["/Metadata"].get_data()


@pytest.mark.parametrize("name", SESSIONS)
def test_its_fonts_are_all_its_own(pdfs: dict[str, Path], name: str) -> None:
    fonts = set()
    for page in PdfReader(pdfs[name]).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            inner = font["/DescendantFonts"][0]
            assert "/FontFile2" in inner["/FontDescriptor"]
            fonts.add(inner["/BaseFont"].partition("+")[2])
    assert {name.partition("-")[0] for name in fonts} == {"Coopcoach"}


@pytest.mark.parametrize("name", SESSIONS)
def test_no_word_leaves_the_page(pdfs: dict[str, Path], name: str) -> None:
    assert outside_page(pdfs[name]) == []


@pytest.mark.parametrize("name", SESSIONS)
def test_every_page_but_the_cover_says_which_it_is(pdfs: dict[str, Path], name: str) -> None:
    pages = pages_of(pdfs[name])
    for number, page in enumerate(pages, 1):
        assert bool(re.search(rf"\b{number} ?/ ?{len(pages)}\b", page)) is (number > 1)


def test_the_lengths_are_those_of_a_summary(pdfs: dict[str, Path]) -> None:
    counts = {name: len(PdfReader(path).pages) for name, path in pdfs.items()}
    assert counts["bare"] == 3
    for name in ("private", "rich", "english"):
        assert 4 <= counts[name] <= 10, name


def test_each_agreed_rule_stands_there_and_no_other(pdfs: dict[str, Path]) -> None:
    text = words_of(pdfs["rich"])
    for rule in SESSIONS["rich"].agreed_rules():
        assert rule.sentence in text
    assert "VORSCHLAG" not in text
    assert "Über 2 Vorschläge für Spielregeln wird noch gesprochen." in text
    assert "Ein Vorschlag für eine Spielregel ist geparkt." in text
    assert "Ich kann damit leben: „nur nicht in der Heizperiode“" in text
    assert "auf Probe bis 31. Juli 2027" in text


def test_what_only_one_shows_is_in_no_pdf(pdfs: dict[str, Path]) -> None:
    assert "sauber bleibt" in words_of(pdfs["rich"])
    assert "sauber bleibt" not in words_of(pdfs["private"])
    for path in pdfs.values():
        assert "GEHEIM" not in words_of(path)


def test_each_language_has_its_own_dates_numbers_and_quotes(pdfs: dict[str, Path]) -> None:
    german, english = words_of(pdfs["rich"]), words_of(pdfs["english"])
    assert "15. Januar 2027" in german
    assert "1,5 Stunden im Monat" in german
    assert "15 January 2027" in english
    assert "1.5 hours a month" in english
    assert "“nur nicht in der Heizperiode”" in english
    assert "Our ground rules" in english


def test_empty_states_are_told_and_nothing_is_signed(pdfs: dict[str, Path]) -> None:
    text = words_of(pdfs["bare"])
    assert "„Noch nicht“ ist ein ehrliches Ergebnis" in text
    assert "Das Gespräch selbst steht noch bevor." in text
    assert "Ort, Datum" not in text


def test_signature_lines_follow_agreed_rules(pdfs: dict[str, Path]) -> None:
    text = words_of(pdfs["rich"])
    assert text.count("Ort, Datum") == 2
    assert "dass wir die Spielregeln 1 bis 4 in diesem Wortlaut kennen" in text
    assert "weder einen Vertrag schließen noch eine Gesellschaft gründen" in text


@pytest.mark.parametrize("name", ["rich", "english", "many"])
def test_rules_and_signatures_have_pages_of_their_own(pdfs: dict[str, Path], name: str) -> None:
    t, session = translator(SESSIONS[name].language), SESSIONS[name]
    head, initials, place = t("Our ground rules"), t("Initials of both:"), t("Place, date:")
    pages = pages_of(pdfs[name])
    charter = [n for n, page in enumerate(pages) if initials in page]
    assert charter == list(range(charter[0], charter[-1] + 1))
    rules = [rule.sentence.strip() for rule in session.agreed_rules()]
    assert len(charter) == 1 if len(rules) <= 4 else len(charter) <= 7
    words = [" ".join(pages[n].split()) for n in charter]
    for rule in rules:
        assert sum(" ".join(rule.split()) in page for page in words) == 1
    # The last rule stands on the page of the signatures, with all that is signed.
    last = words[-1]
    assert " ".join(rules[-1].split()) in last
    for what in (place, t("Legal form:"), t("Firm:"), t("Signature {name}", name="Ben Huber")):
        assert last.count(what) == (1 if "Ben" in what else 2)
    outside = " ".join(page for n, page in enumerate(pages) if n not in charter)
    assert place not in outside
    assert t("What we do next") not in " ".join(words)
    assert head in words[0]


@pytest.mark.parametrize("name", SESSIONS)
def test_letters_are_large_enough_and_no_heading_stands_alone(
    pdfs: dict[str, Path], name: str
) -> None:
    assert min(letter_sizes(pdfs[name])) >= 9
    assert lone_headings(pdfs[name]) == []


@pytest.mark.parametrize("name", SESSIONS)
def test_where_own_answers_stand_is_told_on_the_page_of_the_chapter(
    pdfs: dict[str, Path], name: str
) -> None:
    told = translator(SESSIONS[name].language)("What each of us wrote alone:")
    pages = [" ".join(page.split()) for page in pages_of(pdfs[name])]
    assert any(told in page for page in pages) is (name in {"rich", "english", "hostile"})
    for page in pages:
        # The running head is the shortened title and the chapter.
        assert told not in page[: 130 + len(told)] or "1 " in page[:130]


def test_most_letters_are_larger_than_nine_points(pdfs: dict[str, Path]) -> None:
    sizes = letter_sizes(pdfs["rich"])
    small = sum(count for size, count in sizes.items() if size < 9.5)
    assert small / sizes.total() < 0.35


def test_what_each_wrote_alone_is_an_appendix(pdfs: dict[str, Path]) -> None:
    pages = pages_of(pdfs["rich"])
    begin = next(n for n, page in enumerate(pages) if "Diese Fragen haben wir beide" in page)
    front, appendix = " ".join(pages[:begin]), " ".join(pages[begin:])
    assert "sauber bleibt" in appendix
    assert "sauber bleibt" not in front
    assert "Was beide für sich geschrieben haben: Seite" in front
    assert "Anhang" not in words_of(pdfs["private"])


def test_hostile_text_is_text(pdfs: dict[str, Path]) -> None:
    text = letters(words_of(pdfs["hostile"]))
    assert letters("<script>alert(1)</script> [klick](javascript:alert(1))") in text
    assert "{{7*7}}" in text
    assert "49" not in text.replace("2049", "")
    assert "\u202e" not in text
    targets = [
        str(annotation.get_object().get("/A", {}).get("/URI", ""))
        for page in PdfReader(pdfs["hostile"]).pages
        for annotation in page.get("/Annots", [])
    ]
    assert set(targets) <= {"", "http://evil.example/x.png"}


def test_the_same_session_at_the_same_time_gives_the_same_bytes(
    pdfs: dict[str, Path], tmp_path: Path, anew: Renderer
) -> None:
    session = SESSIONS["rich"]
    workspace = exported_sessions.written(tmp_path, session)
    again = export_summary(workspace, session.slug, now=NOW, renderer=anew)
    assert again.read_bytes() == pdfs["rich"].read_bytes()


def test_the_file_has_a_neutral_name_and_is_for_its_owner(
    tmp_path: Path, renderer: Renderer
) -> None:
    session: Session = exported_sessions.bare()
    workspace = exported_sessions.written(tmp_path, session, own=False)
    german = export_summary(workspace, session.slug, now=NOW, renderer=renderer)
    english = export_summary(workspace, session.slug, now=NOW, language="en", renderer=renderer)
    assert german == tmp_path / "exports" / session.slug / "zusammenfassung.pdf"
    assert english == tmp_path / "exports" / session.slug / "summary.pdf"
    assert german.stat().st_mode & 0o077 == 0


def test_answers_are_not_even_read_without_consent(tmp_path: Path) -> None:
    session = exported_sessions.rich(consent=exported_sessions.NO_CONSENT)
    workspace = exported_sessions.written(tmp_path, session)
    for path in (workspace.sessions / session.slug / "answers").glob("*.md"):
        path.write_bytes(b"\xff not a file that can be read")
    assert 'lang="de"' in exported_sessions.summary_page_of(workspace, session.slug)


def test_a_partner_without_a_file_is_left_blank(tmp_path: Path) -> None:
    session = exported_sessions.rich()
    workspace = exported_sessions.written(tmp_path, session)
    (workspace.sessions / session.slug / "answers" / "ben.md").unlink()
    assert "Kanten." in exported_sessions.summary_page_of(workspace, session.slug)
