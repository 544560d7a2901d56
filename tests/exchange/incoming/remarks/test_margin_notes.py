"""Comments, struck words, names and headers of a file that say who may see an answer, or that it is none."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

import pytest
from docx import Document

from coopcoach.domain.answers import Answer, TextValue, Visibility
from coopcoach.exchange.incoming.audience_words import NARROWED_ALL, words_of_name
from coopcoach.exchange.incoming.formats.html_page import page_text
from coopcoach.exchange.incoming.formats.open_document import open_document_text
from coopcoach.exchange.incoming.formats.parts import DocumentText, without_struck
from coopcoach.exchange.incoming.formats.rich_text import rich_text
from coopcoach.exchange.incoming.formats.word import word_text
from coopcoach.exchange.incoming.markdown_return import STRUCK, read_text
from coopcoach.exchange.incoming.remarks.margin_notes import with_requests
from coopcoach.exchange.incoming.returned import Returned
from coopcoach.exchange.incoming.template import Asked
from coopcoach.exchange.incoming.unpack import MARGINS_NOT_KEPT, read_file
from coopcoach.i18n import translator
from tests.builders.foreign_files import flat_document_of, mail_of
from tests.builders.markdown_filling import blank_of, filled_in
from tests.builders.workbooks import built_in_workbook
from tests.exchange.incoming.test_numbered_mail import EXPECTED

WORKBOOK = built_in_workbook("de")
BOOKS = {"de": WORKBOOK}
QUIET, WISH = "talk.quiet", "arrive.wish"
ANSWERS = {
    QUIET: Answer(value=TextValue(text="Ginster freitags")),
    WISH: Answer(value=TextValue(text="Ahornblatt")),
}
TEXT = filled_in(blank_of(WORKBOOK), ANSWERS, WORKBOOK)
_NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word_of(
    text: str, properties: str = "", comment: str = "", header: str = "", to: str = ""
) -> bytes:
    """Return a Word document; the run of one line has other properties or a comment, which may go on to another line."""
    out, start, end = (
        io.BytesIO(),
        '<w:commentRangeStart w:id="0"/>',
        '<w:commentRangeEnd w:id="0"/>',
    )
    body = []
    for line in text.split("\n"):
        is_meant = line == "Ginster freitags"
        run = f"<w:rPr>{properties if is_meant else ''}</w:rPr><w:t xml:space='preserve'>{escape(line)}</w:t>"
        before = start if comment and is_meant else ""
        behind = end if comment and line == (to or "Ginster freitags") else ""
        body.append(f"<w:p>{before}<w:r>{run}</w:r>{behind}</w:p>")
    parts = {
        "document": f"<w:document {_NAMES}><w:body>{''.join(body)}</w:body></w:document>",
        "comments": f"<w:comments {_NAMES}><w:comment w:id='0'>{_paragraph(comment)}</w:comment></w:comments>",
        "header1": f"<w:hdr {_NAMES}>{_paragraph(header)}</w:hdr>",
    }
    blank = io.BytesIO()
    Document().save(blank)
    with zipfile.ZipFile(blank) as source, zipfile.ZipFile(out, "w") as copy:
        for name in source.namelist():
            if name != "word/document.xml":
                copy.writestr(name, source.read(name))
        for name, content in parts.items():
            copy.writestr(f"word/{name}.xml", content)
    return out.getvalue()


def _paragraph(words: str) -> str:
    return f"<w:p><w:r><w:t>{escape(words)}</w:t></w:r></w:p>"


def seen(returned: Returned) -> tuple[Visibility, Visibility]:
    return returned.answers[QUIET].visibility, returned.answers[WISH].visibility


@pytest.mark.parametrize(
    ("comment", "audiences"),
    [
        ("Bitte nur ich, nicht zeigen!", (Visibility.ME, Visibility.BOTH)),
        ("vertraulich", (Visibility.COACH, Visibility.BOTH)),
    ],
)
def test_a_comment_counts_for_the_answer_at_which_it_stands(
    comment: str, audiences: tuple[Visibility, Visibility]
) -> None:
    (returned,) = read_file(word_of(TEXT, comment=comment), BOOKS, expected=EXPECTED)
    assert seen(returned) == audiences
    assert comment not in returned.found


def test_the_comments_of_each_format_have_a_place_in_the_text() -> None:
    annotation = "<office:annotation><text:p>nur ich</text:p></office:annotation>"
    flat = flat_document_of("eins").replace("</text:p>", f"{annotation}</text:p>", 1)
    rtf = rb"{\rtf1\ansi eins{\*\atnid a}{\*\annotation{\*\atnref 1}nur ich}\par}"
    word = word_of("eins\nGinster freitags\nzwei", comment="nur ich", to="zwei")
    for document, lines in (
        (open_document_text(flat.encode()), ["eins (nur ich)"]),
        (rich_text(rtf), ["eins (nur ich)"]),
        (word_text(word), ["eins", "Ginster freitags (nur ich)", "zwei (nur ich)"]),
    ):
        text, unplaced, others = with_requests(document, BOOKS, EXPECTED)
        assert text.split() == " ".join(lines).split()
        assert (unplaced, others) == ((), ())


def test_a_comment_without_a_place_counts_for_all_and_a_long_one_by_its_label() -> None:
    long = f"{'Das Radio stört. ' * 8}Nur ich!"
    document = DocumentText("eins\ue0000\ue001", (long, "nur für den Coach"))
    text, unplaced, _ = with_requests(document, BOOKS, EXPECTED)
    assert (text, unplaced) == ("eins (nur ich)", ("nur für den Coach",))


def test_a_struck_answer_is_left_out_with_a_line() -> None:
    data = word_of(TEXT, "<w:strike/>")
    (returned,) = read_file(data, BOOKS, expected=EXPECTED)
    assert returned.answers[QUIET].is_blank
    assert [notice.text for notice in returned.notices] == [STRUCK]


@pytest.mark.parametrize("how", ["strike", "dstrike", "vanish", "webHidden"])
def test_struck_and_hidden_words_of_word_are_left_out(how: str) -> None:
    data = word_of("da\nGinster freitags", f"<w:{how}/>")
    assert without_struck(word_text(data).text)[0].split() == ["da"]


@pytest.mark.parametrize(
    "page",
    [
        "<p><del>weg</del> da</p>", "<p><s>weg</s> da</p>", "<p><strike>weg</strike> da</p>",
        '<p><span style="text-decoration: line-through">weg</span> da</p>',
        '<div style="display:none"><p>weg</p><p>auch</p></div><p>da</p>', "<p hidden>weg</p><p>da</p>",
        '<p><span style="visibility: hidden">weg</span> da</p>', "<del><p>weg</p><p>auch</p></del><p>da</p>",
    ],
)  # fmt: skip
def test_struck_and_hidden_words_of_a_page_are_left_out(page: str) -> None:
    text, has_struck = without_struck(page_text(page))
    assert (text.split(), has_struck) == (["da"], True)


@pytest.mark.parametrize("how", [r"\strike", r"\striked1", r"\v", r"\deleted"])
def test_struck_and_hidden_words_of_rich_text_are_left_out(how: str) -> None:
    source = f"{{\\rtf1\\ansi {{{how} weg}} da\\par}}"
    assert without_struck(rich_text(source.encode()).text)[0].split() == ["da"]


@pytest.mark.parametrize(
    "style", ['style:text-line-through-style="solid"', 'text:display="none"',
              'style:text-line-through-type="single"'],
)  # fmt: skip
def test_struck_and_hidden_words_of_an_open_document_are_left_out(style: str) -> None:
    styles = (
        '<office:automatic-styles><style:style style:name="T1" style:family="text">'
        f"<style:text-properties {style}/></style:style></office:automatic-styles><office:body>"
    )
    body = '<text:p><text:span text:style-name="T1">weg</text:span> da</text:p>'
    flat = flat_document_of("").replace("<office:body>", styles, 1)
    flat = flat.replace("<text:p></text:p>", body)
    assert without_struck(open_document_text(flat.encode()).text)[0].split() == ["da"]


def test_a_struck_heading_or_question_of_ours_is_not_left_out() -> None:
    struck = TEXT.replace("### Wann sind", "### ~~Wann sind").replace(
        "erreichen? {#talk.quiet}", "erreichen?~~ {#talk.quiet}"
    )
    assert QUIET in read_text(struck, BOOKS).answers


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("heft nur fuer den Coach.md", Visibility.COACH),
        ("nicht-zeigen/heft.md", Visibility.COACH),
        ("VERTRAULICH_heft.md", Visibility.COACH),
        ("nur ich/heft.md", Visibility.ME),
        ("arbeitsheft-anna-meier (1).md", Visibility.BOTH),
    ],
)
def test_words_of_confidence_in_a_name_count_for_the_whole_file(name: str, who: Visibility) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(name, TEXT)
    (returned,) = read_file(packed.getvalue(), BOOKS, expected=EXPECTED)
    assert seen(returned) == (who, who)


def test_the_name_of_an_attachment_and_of_the_file_itself_count() -> None:
    mail = mail_of("Gruß", {"nur für den Coach.md": TEXT.encode()})
    (attached,) = read_file(mail, BOOKS, expected=EXPECTED)
    assert seen(attached) == (Visibility.COACH, Visibility.COACH)
    (named,) = read_file(TEXT.encode(), BOOKS, expected=EXPECTED, name="privat.md")
    assert [notice.text for notice in named.notices] == [NARROWED_ALL]


def test_the_parts_of_a_name_are_words() -> None:
    assert words_of_name("a_b/c-d.e.md") == "a b; c d e"


def test_the_header_of_a_page_counts_for_all_and_is_no_comment() -> None:
    kept = filled_in(
        blank_of(WORKBOOK),
        {**ANSWERS, "goal.benefit": Answer(value=TextValue(text="X"), visibility=Visibility.ME)},
        WORKBOOK,
    )
    data = word_of(kept, header="STRENG VERTRAULICH nur für den Coach")
    (returned,) = read_file(data, BOOKS, expected=EXPECTED)
    assert seen(returned) == (Visibility.COACH, Visibility.COACH)
    assert [notice.text for notice in returned.notices] == [NARROWED_ALL, MARGINS_NOT_KEPT]


@pytest.mark.parametrize(
    ("line", "who"),
    [("visibility: me", Visibility.ME), ("visibility: coach", Visibility.COACH),
     ("visibility: mich", Visibility.ME), ("visibility: both", Visibility.BOTH)],
)  # fmt: skip
def test_an_audience_in_the_first_lines_counts_for_all(line: str, who: Visibility) -> None:
    text = TEXT.replace("language: de\n", f"language: de\n{line}\n", 1)
    assert seen(read_text(text, BOOKS)) == (who, who)


def test_a_text_that_ends_early_says_from_which_question_on() -> None:
    cut = TEXT[: TEXT.index("### Was tun Sie, wenn Sie einen Termin")]
    asked = Asked(frozenset(exercise.id for exercise in WORKBOOK.exercises), "full")
    returned = read_text(cut, BOOKS, asked=asked)
    whole = read_text(TEXT, BOOKS, asked=asked)
    said = [notice.sentence(translator("de")) for notice in returned.notices]
    assert any("ab „Was tun Sie, wenn Sie einen Termin" in line for line in said)
    assert not any("bricht" in notice.sentence(translator("de")) for notice in whole.notices)
