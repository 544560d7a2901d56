"""What can be checked here of PDF/UA-1: by two checkers, and by reading the tags themselves.

`outloud` has 91 rules, `pdfua` twelve of its own; neither is a statement of conformance.
"""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject

from coopcoach.services.documents.catalogue import Renderer, export_summary
from tests.builders import full_sessions as made
from tests.builders.examples import deep, is_deep
from tests.builders.exported_sessions import NOW, SLUG, summary_page_of
from tests.builders.pdf.accessibility import outloud, pdfua, tags

# The partners of the third write in two languages, and answer what those of the second answer.
DEEP = ("mixed",)
ALL = [deep(name) if name in DEEP else name for name in made.MADE]


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory, renderer: Renderer) -> dict[str, Path]:
    paths = {}
    for name in made.MADE:
        if name in DEEP and not is_deep():
            continue
        workspace = made.made(name, tmp_path_factory.mktemp(name))
        paths[name] = export_summary(workspace, SLUG, now=NOW, renderer=renderer)
    return paths


@pytest.mark.parametrize("name", ALL)
def test_two_checkers_find_no_fault(pdfs: dict[str, Path], name: str) -> None:
    assert outloud(pdfs[name]) == set()
    assert pdfua(pdfs[name]) == 0


@pytest.mark.parametrize("name", ALL)
def test_no_level_of_headings_is_left_out(pdfs: dict[str, Path], name: str) -> None:
    levels = [int(tag["/S"][2]) for tag in tags(pdfs[name]) if re.match(r"/H\d", tag["/S"])]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", ALL)
def test_every_picture_says_what_it_shows(pdfs: dict[str, Path], name: str) -> None:
    pictures = [tag for tag in tags(pdfs[name]) if tag["/S"] == "/Figure"]
    assert pictures
    assert all(str(picture["/Alt"]).strip() for picture in pictures)


@pytest.mark.parametrize("name", ALL)
def test_every_head_of_a_table_says_what_it_heads(pdfs: dict[str, Path], name: str) -> None:
    heads = [tag for tag in tags(pdfs[name]) if tag["/S"] == "/TH"]
    assert heads
    assert {head["/A"]["/Scope"] for head in heads} <= {"/Column", "/Row"}


def test_scales_and_balances_are_told_in_words(pdfs: dict[str, Path]) -> None:
    told = [str(tag.get("/Alt", "")) for tag in tags(pdfs["full"]) if tag["/S"] == "/Figure"]
    scale = r"Anna Meier: \d+ von 10 und Ben Huber: \d+ von 10"
    assert any(re.search(scale, words) for words in told)
    assert any("Aus der Sicht von Anna Meier" in words and "gegeben" in words for words in told)
    assert any("Platz 1 von 5" in words for words in told)
    assert any("Was nach jedem Monat übrig ist" in words for words in told)


@pytest.mark.parametrize("name", ALL)
def test_page_numbers_are_no_part_of_what_is_read(pdfs: dict[str, Path], name: str) -> None:
    for page in PdfReader(pdfs[name]).pages[1:]:
        drawn = page.get_contents()
        assert drawn is not None
        assert drawn.get_data().count(b"/Pagination") >= 3


@pytest.mark.parametrize("name", ALL)
def test_all_that_is_marked_is_held_by_the_tree(pdfs: dict[str, Path], name: str) -> None:
    pdf = PdfReader(pdfs[name])
    held: dict[int, set[int]] = {}
    pages = {page.indirect_reference.idnum: n for n, page in enumerate(pdf.pages)}  # type: ignore[union-attr]
    for tag in tags(pdfs[name]):
        kids = tag.get("/K", ArrayObject())
        for kid in kids if isinstance(kids, ArrayObject) else [kids]:
            if isinstance(kid, int):
                held.setdefault(pages[tag.raw_get("/Pg").idnum], set()).add(int(kid))
    for number, page in enumerate(pdf.pages):
        contents = page.get_contents()
        assert contents is not None
        marked = {int(n) for n in re.findall(rb"/MCID (\d+)", contents.get_data())}
        assert marked == held.get(number, set())


# --- a PDF that lacks something is found out


def test_without_tags_it_is_found_out(tmp_path: Path) -> None:
    import weasyprint

    html = (
        "<html><h1>Eins</h1><h3>Drei</h3><table><tr><td>a</td></tr></table>"
        '<img src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7">'
    )
    path = tmp_path / "plain.pdf"
    path.write_bytes(weasyprint.HTML(string=html).write_pdf())
    assert outloud(path)
    assert pdfua(path) != 0
    assert "/StructTreeRoot" not in PdfReader(path).trailer["/Root"]


@pytest.mark.parametrize(
    ("found", "put"),
    [
        (r"<title>[^<]*</title>(?=\s*<meta)", ""),
        (r'<h2 data-number="1">([^<]*)</h2>', r"<h5>\1</h5>"),
    ],
)
def test_without_title_or_a_level_it_is_found_out(tmp_path: Path, found: str, put: str) -> None:
    from coopcoach.export.pdf.source import PdfSource
    from coopcoach.export.pdf.writer import write_pdf

    workspace = made.made("minimal", tmp_path)
    html, changed = re.subn(found, put, summary_page_of(workspace, SLUG))
    assert changed == 1
    path = tmp_path / "broken.pdf"
    path.write_bytes(write_pdf(PdfSource(html)))
    assert outloud(path)
