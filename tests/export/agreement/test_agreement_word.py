"""The agreement outline as a Word document, read back."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from hypothesis import given
from hypothesis import strategies as st

from coopcoach.domain.session import Session
from coopcoach.export.agreement.build import agreement_outline
from coopcoach.export.agreement.word import agreement_docx
from coopcoach.export.release import release
from coopcoach.export.word.document import clean
from coopcoach.i18n import translator
from coopcoach.services.documents.catalogue import export_document
from tests.builders import exported_sessions
from tests.builders.examples import examples
from tests.builders.exported_sessions import NOW, text
from tests.builders.pdf.text import letters
from tests.builders.workbooks import built_in_workbook

WORKBOOKS = {lang: built_in_workbook(lang) for lang in ("de", "en")}
MARKDOWN = """Ein **fetter** Satz und ein *schräger*.

1. eins
2. zwei
   - tief
     - tiefer

| Was | Wann |
| --- | --- |
| Angebot | sofort |

> gesagt ist gesagt

[Seite](https://example.org/x) und [böse](javascript:alert(1))

```
<b>kein HTML</b>
```
"""


def data_of(session: Session, lang: str = "de") -> bytes:
    t = translator(lang)
    outline = agreement_outline(release(session, {}, WORKBOOKS[lang]), t, NOW, session.language)
    return agreement_docx(outline, t)


def read(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def blocks(document: Document) -> Iterator[Paragraph | Table]:
    yield from document.iter_inner_content()


def words(document: Document) -> str:
    found = []
    for block in blocks(document):
        if isinstance(block, Paragraph):
            found.append(block.text)
        else:
            found.extend(cell.text for row in block.rows for cell in row.cells)
    return "\n".join(found)


def with_answer(words: str) -> Session:
    return exported_sessions.planned(joint={("team.protect", ""): text(words)})


def part(data: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode("utf-8")


@pytest.fixture(scope="module")
def rich() -> Document:
    return read(data_of(exported_sessions.rich()))


def test_its_headings_are_headings_that_word_numbers(rich: Document) -> None:
    sections = [p.text for p in rich.paragraphs if p.style and p.style.name == "Heading 1"]
    assert len(sections) == 22
    assert sections[0] == "Beteiligte"
    assert sections[-3:] == ["Offene Fragen", "Alle offenen Punkte", "Für die Steuerberatung"]
    items = [p.text for p in rich.paragraphs if p.style and p.style.name == "Heading 2"]
    assert "Spielregel 1" in items
    assert "Wer schreibt bei gemeinsamen Aufträgen die Rechnung?" in items
    for level in (1, 2):
        assert rich.styles[f"Heading {level}"].element.find(f".//{qn('w:numPr')}") is not None


def test_every_page_says_that_it_is_no_legal_advice(rich: Document) -> None:
    (section,) = rich.sections
    assert not section.different_first_page_header_footer
    assert section.footer.paragraphs[0].text.startswith("Keine Rechtsberatung")
    fields = [f.get(qn("w:instr")) for f in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_only_agreed_rules_are_called_agreed(rich: Document) -> None:
    labels = [
        run.text.strip()
        for p in rich.paragraphs
        for run in p.runs
        if run.style and run.style.name == "Standing"
    ]
    assert labels.count("vereinbart") == len(exported_sessions.rich().agreed_rules())
    assert labels.count("gemeinsam notiert") >= 6
    said = words(rich)
    assert "VORSCHLAG" not in said
    assert "4 weiteren Vorschlägen für Spielregeln fehlt noch eine Stimme" in said
    assert "Ich kann damit leben: „nur nicht in der Heizperiode“" in said


def test_tables_repeat_their_header_and_rows_do_not_break(rich: Document) -> None:
    headed = [t for t in rich.tables if t.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None]
    heads = [[c.text for c in t.rows[0].cells] for t in headed]
    assert ["Name", "Anna Meier", "Ben Huber"] in heads
    assert heads.count(["Nr.", "Punkt", "Antwort"]) == 1
    assert [
        "Abschnitt",
        "vereinbart",
        "gemeinsam notiert",
        "noch offen",
        "anwaltlich klären",
    ] in heads
    assert all(
        row._tr.find(f".//{qn('w:cantSplit')}") is not None for t in rich.tables for row in t.rows
    )


def test_short_tables_stay_on_a_page_and_blanks_have_room_for_a_pen(rich: Document) -> None:
    for made in rich.tables:
        kept = [r.cells[0].paragraphs[0].paragraph_format.keep_with_next for r in made.rows]
        short = len(kept) <= 8
        assert kept == [True] * (len(kept) - 1) + [None] if short else kept[0] is True
        head = made.rows[0].cells[-1].text
        is_blank = head == "Antwort" or made.rows[-1].cells[0].text == "Vertreten durch"
        assert all((row.height is not None) is is_blank for row in made.rows[1:])


def test_its_properties_name_nobody(rich: Document) -> None:
    properties = rich.core_properties
    assert properties.title == "Eckpunkte einer Vereinbarung"
    assert properties.language == "de-DE"
    assert [properties.author, properties.last_modified_by, properties.comments] == ["", "", ""]
    parts = {str(p.partname) for p in rich.part.package.iter_parts()}
    assert not [p for p in parts if re.search(r"thumbnail|customXml|app\.xml|vba|media", p)]


@pytest.mark.parametrize("lang", ["de", "en"])
def test_each_language_has_its_own_words(lang: str) -> None:
    data = data_of(exported_sessions.rich(lang), lang)
    said = words(read(data))
    expected = "15. Januar 2027" if lang == "de" else "15 January 2027"
    assert expected in said
    code = "de-DE" if lang == "de" else "en-GB"
    assert f'w:lang w:val="{code}"' in part(data, "word/styles.xml")


def test_what_is_in_the_other_language_says_so() -> None:
    data = data_of(exported_sessions.rich("de"), "en")
    assert 'w:lang w:val="de-DE"' in part(data, "word/document.xml")


def test_markdown_becomes_paragraphs_lists_and_tables() -> None:
    document = read(data_of(with_answer(MARKDOWN)))
    paragraphs = {p.text: p for p in document.paragraphs}
    levels = {}
    for said in ("eins", "zwei", "tief", "tiefer"):
        numbering = paragraphs[said]._p.pPr.numPr  # type: ignore[union-attr]
        levels[said] = numbering.ilvl.val
    assert levels == {"eins": 0, "zwei": 0, "tief": 1, "tiefer": 2}
    bold = paragraphs["Ein fetter Satz und ein schräger."]
    assert [(r.text, bool(r.bold), bool(r.italic)) for r in bold.runs if r.bold or r.italic] == [
        ("fetter", True, False),
        ("schräger", False, True),
    ]
    tables = [[[c.text for c in row.cells] for row in t.rows] for t in document.tables]
    assert [["Was", "Wann"], ["Angebot", "sofort"]] in tables
    assert "Seite (https://example.org/x) und [böse](javascript:alert(1))" in paragraphs
    assert "<b>kein HTML</b>" in paragraphs


def test_each_numbered_list_begins_with_one() -> None:
    joint = {("team.protect", ""): text("1. eins\n"), ("team.exit", ""): text("1. anders\n")}
    document = read(data_of(exported_sessions.planned(joint=joint)))
    lists = {
        p.text: p._p.pPr.numPr.numId.val  # type: ignore[union-attr]
        for p in document.paragraphs
        if p.text in {"eins", "anders"}
    }
    assert lists["eins"] != lists["anders"]


def test_nothing_in_it_runs_or_leads_out() -> None:
    data = data_of(exported_sessions.hostile())
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        for name in file.namelist():
            content = file.read(name).decode("utf-8")
            assert 'TargetMode="External"' not in content
            assert not re.search(
                r"<w:(hyperlink|object|altChunk|instrText|drawing|pict)\b", content
            )
    said = letters(words(read(data)))
    assert letters("<script>alert(1)</script> [klick](javascript:alert(1))") in said
    assert "\u202e" not in said


@pytest.mark.parametrize("bad", ["\x00", "\x0b", "\x1b[31m", "\ufffe", "\uffff", "\ud800", "\x85"])
def test_what_xml_cannot_hold_does_not_break_it(bad: str) -> None:
    said = words(read(data_of(with_answer(f"vorher {bad} nachher"))))
    assert "vorher" in said
    assert "nachher" in said


def test_long_answers_lose_no_word() -> None:
    long = " ".join(f"Wort{n}" for n in range(2500))
    rows = "\n".join(f"| z{n} | {n} |" for n in range(195))
    nested = "\n".join("  " * n + f"- ebene{n}" for n in range(49))
    for answer in (long, f"| a | b |\n|---|---|\n{rows}", nested):
        said = set(re.findall(r"\w+", words(read(data_of(with_answer(answer))))))
        assert set(re.findall(r"\w+", answer)) <= said


@examples(12)
@given(answer=st.text(min_size=1, max_size=300))
def test_whatever_was_typed_it_opens_again(answer: str) -> None:
    session = with_answer(answer).model_copy(update={"title": f"T {answer}", "coach": answer})
    document = read(data_of(session))
    title = next(p for p in document.paragraphs if p.style and p.style.name == "Title")
    assert title.text == clean(f"T {answer}")


def test_the_same_session_at_the_same_time_gives_the_same_bytes() -> None:
    assert data_of(exported_sessions.rich()) == data_of(exported_sessions.rich())


def test_what_is_not_released_is_in_no_part_of_it(tmp_path: Path) -> None:
    for consent, allowed in (
        (exported_sessions.BOTH_CONSENT, True),
        (exported_sessions.NO_CONSENT, False),
    ):
        session = exported_sessions.rich(consent=consent)
        workspace = exported_sessions.written(tmp_path / str(allowed), session)
        (path,) = export_document(workspace, session.slug, "agreement", "docx", now=NOW).paths
        assert path == workspace.exports / session.slug / "eckpunkte.docx"
        with zipfile.ZipFile(path) as file:
            content = "".join(file.read(n).decode("utf-8") for n in file.namelist())
        # The first is the positive control: what both let out is there.
        assert ("Zwei Empfehlungen im Monat" in content) is allowed
        for secret in ("GEHEIM", "VORSCHLAG", "anna@x.org"):
            assert secret not in content


def test_a_date_that_rules_name_stands_under_the_term() -> None:
    assert date(2027, 4, 15) in {r.look_again for r in exported_sessions.rich().rules}
    assert "15. April 2027" in words(read(data_of(exported_sessions.rich())))


def test_there_is_no_empty_paragraph_and_no_two_tables_touch(rich: Document) -> None:
    found = list(blocks(rich))
    assert [p for p in found if isinstance(p, Paragraph) and not p.text.strip()] == []
    assert not any(isinstance(a, Table) and isinstance(b, Table) for a, b in pairwise(found))
