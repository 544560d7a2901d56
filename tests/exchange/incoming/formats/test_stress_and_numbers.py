"""Words that are struck or stand out, numbers of lists and boxes with words, in the files of other programs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from docx import Document
from docx.shared import RGBColor

from coopcoach.exchange.incoming.formats.html_page import page_text
from coopcoach.exchange.incoming.formats.kinds import FileKind
from coopcoach.exchange.incoming.formats.open_document import open_document_text
from coopcoach.exchange.incoming.formats.rich_text import rich_text
from coopcoach.exchange.incoming.formats.word import word_text
from coopcoach.exchange.incoming.unpack import document_text
from tests.builders.foreign_files import flat_document_of

LABEL = "nur ich"
OPEN = "nur der Coach"
_SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
}
_NAMES = " ".join(f'xmlns:{name}="{space}"' for name, space in _SPACES.items())
_BOX = "<w:txbxContent><w:p><w:r><w:t>Nur für den Coach</w:t></w:r></w:p></w:txbxContent>"
_NEW = f"<w:drawing {_NAMES}><wps:wsp><wps:txbx>{_BOX}</wps:txbx></wps:wsp></w:drawing>"
_OLD = f"<w:pict {_NAMES}><v:shape><v:textbox>{_BOX}</v:textbox></v:shape></w:pict>"


def word_with(drawn: str) -> bytes:
    """Return a Word document with something drawn at its second paragraph."""
    document, made, out = Document(), io.BytesIO(), io.BytesIO()
    for words in ("Anfang", "Mitte", "Ende"):
        document.add_paragraph(words)
    document.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(out, "w") as copy:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                data = data.replace(b"Mitte</w:t>", b"Mitte</w:t>" + drawn.encode())
            copy.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    "drawn",
    [
        _NEW,
        _OLD,
        f"<mc:AlternateContent {_NAMES}><mc:Choice>{_NEW}</mc:Choice><mc:Fallback>{_OLD}</mc:Fallback>"
        "</mc:AlternateContent>",
    ],
    ids=["new", "old", "both"],
)
def test_the_words_of_a_text_box_in_word_are_read(drawn: str) -> None:
    document = word_text(word_with(drawn))
    assert document.text.split("\n\n") == ["Anfang", "Mitte", "Nur für den Coach", "Ende"]
    assert (document.pictures, document.shapes) == (0, 0)


def test_a_shape_without_words_is_counted_as_a_shape() -> None:
    document = word_text(word_with(f"<w:pict {_NAMES}><v:oval/></w:pict>"))
    assert (document.pictures, document.shapes) == (0, 1)


def word_label(change: Callable[..., None]) -> str:
    document, out = Document(), io.BytesIO()
    for label in (OPEN, LABEL):
        run = document.add_paragraph("- [ ] ").add_run(label)
        if label == LABEL:
            change(run)
    document.save(out)
    return word_text(out.getvalue()).text


def open_document_label(properties: str) -> str:
    style = (
        '<office:automatic-styles><style:style style:name="T1" style:family="text"'
        f' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"><style:text-properties {properties}/>'
        '</style:style><style:style style:name="T2" style:family="text" style:parent-style-name="T1"/>'
        "</office:automatic-styles>"
    )
    flat = flat_document_of(f"- [ ] {OPEN}\n- [ ] {LABEL}")
    marked = flat.replace(LABEL, f'<text:span text:style-name="T2">{LABEL}</text:span>')
    return open_document_text(
        marked.replace("<office:body>", f"{style}<office:body>").encode()
    ).text


def rich_label(word: str) -> str:
    colours = r"{\colortbl;\red0\green0\blue0;\red200\green0\blue0;}"
    source = rf"{{\rtf1\ansi{colours}- [ ] \cf1 {OPEN}\par - [ ] {{\{word} {LABEL}}}\par}}"
    return rich_text(source.encode()).text.strip()


def page_label(start: str) -> str:
    tag = start.split(maxsplit=1)[0]
    return page_text(f"<p>- [ ] {OPEN}</p><p>- [ ] <{start}>{LABEL}</{tag}></p>").strip()


LABELS: dict[str, Callable[[], str]] = {
    "Word, bold": lambda: word_label(lambda run: setattr(run, "bold", True)),
    "Word, italic": lambda: word_label(lambda run: setattr(run, "italic", True)),
    "Word, underlined": lambda: word_label(lambda run: setattr(run, "underline", True)),
    "Word, red": lambda: word_label(lambda run: setattr(run.font.color, "rgb", RGBColor(200, 0, 0))),
    "ODT, bold": lambda: open_document_label('fo:font-weight="bold"'),
    "ODT, italic": lambda: open_document_label('fo:font-style="italic"'),
    "ODT, highlighted": lambda: open_document_label('fo:background-color="#ffff00"'),
    "ODT, underlined": lambda: open_document_label('style:text-underline-style="solid"'),
    "ODT, red": lambda: open_document_label('fo:color="#c00000"'),
    "RTF, bold": lambda: rich_label("b"),
    "RTF, italic": lambda: rich_label("i"),
    "RTF, highlighted": lambda: rich_label("highlight7"),
    "RTF, underlined": lambda: rich_label("ul"),
    "RTF, red": lambda: rich_label("cf2"),
    "HTML, bold": lambda: page_label("b"),
    "HTML, marked": lambda: page_label("mark"),
    "HTML, highlighted": lambda: page_label('span style="background-color:#ff0"'),
    "HTML, red": lambda: page_label('font color="#c00000"'),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(LABELS))
def test_a_label_that_stands_out_keeps_a_mark_and_the_others_have_none(name: str) -> None:
    lines = [line for line in LABELS[name]().split("\n") if line.strip()]
    assert lines == [f"- [ ] {OPEN}", f"- [ ] **{LABEL}**"]


def test_struck_words_are_marked_in_every_format() -> None:
    odt = open_document_label('style:text-line-through-style="solid"')
    rtf = rich_text(
        rb"{\rtf1 - [ ] x\par {\strike ganz\par weg}, \strike alt\strike0  neu\par}"
    ).text
    page = page_text(
        '<p><s>alt</s> <span style="text-decoration: line-through">weg</span><s></s></p>'
    )
    assert f"~~{LABEL}~~" in odt
    assert rtf.strip().split("\n")[1:] == ["~~ganz~~", "~~weg~~, ~~alt~~ neu"]
    assert page.strip() == "~~alt~~ ~~weg~~"


def test_words_that_stand_out_elsewhere_and_dark_colours_leave_no_mark() -> None:
    assert page_text(
        '<p>Ein <b>fettes</b> Wort</p><p style="color:#202040">- [ ] nur ich</p>'
    ).strip() == ("Ein fettes Wort\n\n- [ ] nur ich")
    assert rich_text(rb"{\rtf1 Ein {\b fettes} Wort\par}").text.strip() == "Ein fettes Wort"


def word_list() -> str:
    document, out = Document(), io.BytesIO()
    for words, style in (("eins", "List Number"), ("zwei", "List Number"), ("dazwischen", "Normal"),
                         ("drei", "List Number"), ("Punkt", "List Bullet")):  # fmt: skip
        document.add_paragraph(words, style=style)
    document.save(out)
    return document_text(out.getvalue(), FileKind.WORD).text


def open_document_list() -> str:
    style = (
        '<office:automatic-styles><text:list-style style:name="L1"><text:list-level-style-number text:level="1"'
        ' style:num-format="1" style:num-suffix="."/></text:list-style></office:automatic-styles>'
    )
    item = "<text:list-item><text:p>{}</text:p></text:list-item>"
    numbered = '<text:list text:style-name="L1"{}>{}</text:list>'
    body = (
        numbered.format("", item.format("eins") + item.format("zwei"))
        + "<text:p>dazwischen</text:p>"
        + numbered.format(' text:continue-numbering="true"', item.format("drei"))
        + f"<text:list>{item.format('Punkt')}</text:list>"
    )
    flat = flat_document_of("ORT").replace("<text:p>ORT</text:p>", body)
    return open_document_text(flat.replace("<office:body>", f"{style}<office:body>").encode()).text


LISTS: dict[str, Callable[[], str]] = {
    "Word": word_list,
    "ODT": open_document_list,
    "RTF": lambda: rich_text(
        rb"{\rtf1 {\listtext\pard\plain 1.\tab}eins\par{\pntext\f0 2.\tab}zwei\par dazwischen\par"
        rb"{\listtext 3.\tab}drei\par - Punkt\par}"
    ).text.replace("\t", " "),
    "HTML": lambda: page_text(
        "<ol><li>eins<li>zwei</ol><p>dazwischen</p><ol start=3><li>drei</ol><ul><li>Punkt</ul>"
    ),
    "HTML, values": lambda: page_text(
        "<ol><li>eins<li>zwei</ol><p>dazwischen</p><ol><li value=3>drei</ol><ul><li>Punkt</ul>"
    ),
}


@pytest.mark.parametrize("name", sorted(LISTS))
def test_the_numbers_of_a_list_are_kept(name: str) -> None:
    lines = [line for line in LISTS[name]().split("\n") if line.strip()]
    assert lines == ["1. eins", "2. zwei", "dazwischen", "3. drei", "- Punkt"]


@pytest.mark.parametrize(
    "struck",
    [
        "<del><s>nur der Coach</s></del>",
        '<s>nur <span style="text-decoration: line-through">der</span> Coach</s>',
    ],
)
def test_words_that_are_struck_twice_are_struck(struck: str) -> None:
    assert page_text(f"<p>{struck}</p>").strip() == "~~nur der Coach~~"
