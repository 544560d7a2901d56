"""What is on the pages of a PDF beside its fields, and forms whose fields were lost."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pymupdf
import pypdf
import pytest
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from coopcoach.domain.answers import Answer, RankingValue, TextValue, Visibility
from coopcoach.errors import BadFile
from coopcoach.exchange.incoming.expected import Expected, NeedsBlank, expected_of
from coopcoach.exchange.incoming.pdf_return import read_pdf
from coopcoach.exchange.incoming.returned import Returned
from coopcoach.exchange.incoming.unpack import read_file
from coopcoach.exchange.outgoing.pdf_form import form_pdf
from coopcoach.export.form.identity import Identity
from coopcoach.export.pdf.rendering import Renderer
from coopcoach.i18n import translator
from coopcoach.markup.answer import read_form_answer
from coopcoach.markup.form import field_name
from tests.builders.examples import deep
from tests.builders.pdf.fillers import with_mupdf
from tests.builders.pdf.form_answers import ANSWERS, MADE, WORKBOOKS, fields_of, session, workbook
from tests.builders.prompts import options_of

EXPECTED = expected_of(session())
LINE = Identity(session="maler-tischler", partner="anna", language="de", made=MADE).line


@pytest.fixture(scope="module")
def blank(renderer: Renderer) -> bytes:
    whole = session()
    return form_pdf(
        whole, whole.partners[0], workbook(), made=MADE, t=translator("de"), renderer=renderer
    )


@pytest.fixture(scope="module")
def filled(blank: bytes) -> bytes:
    return filled_in(blank, ANSWERS)


def filled_in(data: bytes, answers: dict[str, Answer]) -> bytes:
    """Return a form with these answers; MuPDF turns a tick round that is named."""
    fields = fields_of(answers).items()
    return with_mupdf(data, {n: f for n, f in fields if f.value or f.shape != "tick"})


def written(writer: pypdf.PdfWriter) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def noted(
    data: bytes,
    *subtypes: str,
    box: tuple[int, ...] = (60, 300, 300, 360),
    words: Callable[[str], dict[str, str]] = lambda _: {},
) -> bytes:
    """Return a PDF with a note of each subtype on its second page, with these entries."""
    writer = pypdf.PdfWriter(clone_from=BytesIO(data))
    for subtype in subtypes:
        note = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject(f"/{subtype}"),
                NameObject("/Rect"): ArrayObject([FloatObject(corner) for corner in box]),
                **{NameObject(f"/{k}"): TextStringObject(v) for k, v in words(subtype).items()},
            }
        )
        writer.pages[1]["/Annots"].append(writer._add_object(note))
    return written(writer)


def sentences(returned: Returned) -> list[str]:
    return [notice.sentence(translator("en")) for notice in returned.notices]


KINDS = ["FreeText", "Text", "Highlight", "Underline", "Squiggly", "StrikeOut", "Caret", "Stamp", "Ink", "Square",
         "Polygon", "Line", "FileAttachment"]  # fmt: skip


@pytest.mark.parametrize("entry", ["Contents", "RC"])
def test_the_words_of_every_note_are_found_text(blank: bytes, entry: str) -> None:
    def words(kind: str) -> dict[str, str]:
        text = f"Größer – „{kind}“"
        return {entry: text if entry == "Contents" else f"<body><p>{text}</p></body>"}

    back = read_pdf(noted(blank, *KINDS, words=words), WORKBOOKS, EXPECTED)
    assert sorted(back.found) == sorted(f"Größer – „{kind}“" for kind in KINDS)
    assert back.notices == ()


@pytest.mark.parametrize(
    ("kind", "words"),
    [("Ink", "a drawing"), ("Stamp", "a drawing"), ("StrikeOut", "marked or struck out"), ("Highlight", "marked"),
     ("Sound", "a recording")],
)  # fmt: skip
def test_a_note_without_words_is_named_with_its_page(blank: bytes, kind: str, words: str) -> None:
    back = read_pdf(noted(blank, kind), WORKBOOKS, EXPECTED)
    (said,) = sentences(back)
    assert said.startswith("page 2: ")
    assert words in said
    assert back.found == ()


def test_links_and_the_windows_of_notes_are_no_notes(blank: bytes) -> None:
    data = noted(blank, "Link", "Popup", words=lambda _: {"Contents": "x"})
    back = read_pdf(data, WORKBOOKS, EXPECTED)
    assert (back.found, back.notices) == ((), ())


def typed_on(
    data: bytes, words: str, font: str = "helv", at: tuple[float, float] = (70, 200)
) -> bytes:
    """Return a PDF with text drawn onto its second page, as Fill & Sign does it."""
    document = pymupdf.open(stream=data, filetype="pdf")
    document[1].insert_text(at, words, fontname=font, fontsize=11)
    return bytes(document.tobytes())


def test_text_that_was_typed_onto_a_page_is_found_text(blank: bytes) -> None:
    back = read_pdf(typed_on(blank, "ja\nund zweitens"), WORKBOOKS, EXPECTED)
    assert back.found == ("ja\nund zweitens",)
    assert back.notices == ()


def test_a_drawing_on_the_page_itself_is_named(blank: bytes) -> None:
    document = pymupdf.open(stream=blank, filetype="pdf")
    document[1].draw_bezier((70, 200), (90, 180), (120, 220), (140, 200))
    back = read_pdf(bytes(document.tobytes()), WORKBOOKS, EXPECTED)
    assert ["a drawing" in said for said in sentences(back)] == [True]


def test_words_beside_an_answer_that_its_owner_keeps_do_not_come_in(blank: bytes) -> None:
    kept = {"all.text": Answer(value=TextValue(text="x"), visibility=Visibility.ME)}
    data = with_mupdf(blank, {n: f for n, f in fields_of(kept).items() if "all:text" in n})
    places = {place.name: place for place in fields_at(data)}
    box = tuple(int(edge) for edge in places["all:text/value"].box)
    beside = noted(data, "FreeText", box=box, words=lambda _: {"Contents": "GEHEIM"})
    assert places["all:text/value"].page == 1
    back = read_pdf(beside, WORKBOOKS, EXPECTED)
    assert "GEHEIM" not in repr(back)
    assert "a note beside an answer that its owner keeps" in sentences(back)[0]


SECRET = {"all.text": Answer(value=TextValue(text="x"))}
GONE = object()


def with_audience(data: bytes, value: object) -> bytes:
    """Return a form with this value in the field that says who may see the first answer.

    None leaves the field without a value, ``GONE`` takes it out.
    """
    writer = pypdf.PdfWriter(clone_from=BytesIO(data))
    fields = writer.root_object["/AcroForm"]["/Fields"]  # type: ignore[index]
    (field,) = (f for f in fields if f.get_object()["/T"] == "all:text/visibility")
    if value is GONE:
        fields.remove(field)
        for page in writer.pages:
            if field in page["/Annots"]:
                page["/Annots"].remove(field)
    elif value is None:
        del field.get_object()["/V"]
    else:
        field.get_object()[NameObject("/V")] = TextStringObject(value)
    return written(writer)


@pytest.fixture(scope="module")
def with_one(blank: bytes) -> bytes:
    return with_mupdf(blank, {n: f for n, f in fields_of(SECRET).items() if n == "all:text/value"})


UNCLEAR = ["", "–", "nur Anna", None, GONE]


@pytest.mark.parametrize("value", UNCLEAR)
def test_an_audience_that_is_not_clear_closes_the_answer_and_what_stands_beside_it(
    with_one: bytes, value: object
) -> None:
    box = tuple(int(edge) for edge in fields_by_name(with_one)["all:text/value"].box)
    beside = noted(with_one, "FreeText", box=box, words=lambda _: {"Contents": "GEHEIM"})
    assert read_pdf(beside, WORKBOOKS, EXPECTED).answers["all.text"] == SECRET["all.text"]
    back = read_pdf(with_audience(beside, value), WORKBOOKS, EXPECTED)
    assert back.answers["all.text"].visibility is Visibility.ME
    assert "GEHEIM" not in repr(back)
    assert any("Ein Satz?" in said and "ask Anna" in said for said in sentences(back))


@pytest.mark.parametrize("value", ["Nur ich", "me", "NUR  ICH"])
def test_only_me_in_other_letters_keeps_the_note_beside_it(with_one: bytes, value: str) -> None:
    box = tuple(int(edge) for edge in fields_by_name(with_one)["all:text/value"].box)
    beside = noted(with_one, "FreeText", box=box, words=lambda _: {"Contents": "GEHEIM"})
    back = read_pdf(with_audience(beside, value), WORKBOOKS, EXPECTED)
    assert back.answers["all.text"].visibility is Visibility.ME
    assert "GEHEIM" not in repr(back)


def at_field(data: bytes, name: str) -> tuple[int, ...]:
    return tuple(int(edge) for edge in fields_by_name(data)[name].box)


@pytest.mark.parametrize(("words", "who"), [("nur ich!", Visibility.ME), ("vertraulich", Visibility.COACH)])  # fmt: skip
def test_a_note_at_a_question_counts_for_its_answer_alone(
    with_one: bytes, words: str, who: Visibility
) -> None:
    box = at_field(with_one, "all:text/value")
    data = noted(with_one, "FreeText", box=box, words=lambda _: {"Contents": words})
    (back,) = read_file(data, WORKBOOKS, expected=EXPECTED)
    assert back.answers["all.text"].visibility is who
    others = {a.visibility for p, a in back.answers.items() if p != "all.text"}
    assert others == {Visibility.BOTH}


@pytest.mark.parametrize("kind", ["Ink", "Circle", "Square", "Stamp", "Highlight", "Redact"])
def test_a_mark_at_the_field_of_the_audience_closes_the_answer(with_one: bytes, kind: str) -> None:
    data = noted(with_one, kind, box=at_field(with_one, "all:text/visibility"))
    back = read_pdf(data, WORKBOOKS, EXPECTED)
    assert back.answers["all.text"].visibility is Visibility.ME
    assert back.unclear == {"all.text"}


def test_a_mark_on_the_answer_closes_it_only_where_it_strikes_it_out(with_one: bytes) -> None:
    left, bottom, _, top = at_field(with_one, "all:text/value")
    box = (left, (bottom + top) // 2, left + 20, (bottom + top) // 2 + 2)
    for kind, who in (("Highlight", Visibility.BOTH), ("StrikeOut", Visibility.ME)):
        back = read_pdf(noted(with_one, kind, box=box), WORKBOOKS, EXPECTED)
        assert back.answers["all.text"].visibility is who


def test_a_stamp_is_read_by_its_name(with_one: bytes) -> None:
    data = noted(with_one, "Stamp", box=at_field(with_one, "all:text/value"))
    data = data.replace(b"/Subtype /Stamp", b"/Subtype /Stamp /Name /NotForPublicRelease")
    assert "Not For Public Release" in read_pdf(data, WORKBOOKS, EXPECTED).found


def test_a_field_that_chooses_two_audiences_closes_the_answer(with_one: bytes) -> None:
    writer = pypdf.PdfWriter(clone_from=BytesIO(with_one))
    fields = writer.root_object["/AcroForm"]["/Fields"]  # type: ignore[index]
    (field,) = (f for f in fields if f.get_object()["/T"] == "all:text/visibility")
    field.get_object()[NameObject("/I")] = ArrayObject([NumberObject(2)])
    back = read_pdf(written(writer), WORKBOOKS, EXPECTED)
    assert back.unclear == {"all.text"}


def test_a_portfolio_is_no_scan() -> None:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(300, 300)
    writer.add_attachment("heft.pdf", b"%PDF-1.7")
    with pytest.raises(BadFile, match="portfolio"):
        read_pdf(written(writer), WORKBOOKS, EXPECTED)


def test_more_room_without_a_question_is_left_out_beside_an_answer_that_is_kept(
    blank: bytes,
) -> None:
    more = fields_of({})["extra/3/text"].model_copy(update={"value": "ohne Frage"})
    data = with_mupdf(blank, {more.name: more})
    assert read_pdf(data, WORKBOOKS, EXPECTED).found == ("ohne Frage",)
    back = read_pdf(with_audience(data, "nur ich"), WORKBOOKS, EXPECTED)
    assert back.found == ()
    assert sentences(back) == [
        "passages that belong to no question are left out, as who may see them cannot be read: 1"
    ]


def test_notes_on_a_printed_page_with_an_answer_that_is_kept_do_not_come_in(blank: bytes) -> None:
    kept = {"all.text": Answer(value=TextValue(text="x"), visibility=Visibility.ME)}
    shared = {"all.text": Answer(value=TextValue(text="x"))}
    for answers, seen in ((kept, False), (shared, True)):
        filled = with_mupdf(blank, {n: f for n, f in fields_of(answers).items() if "all:text" in n})
        printed = typed_on(flattened(filled), "GETIPPT", at=(20, 830))
        noted_on = noted(printed, "FreeText", words=lambda _: {"Contents": "NOTIZ"})
        back = read_pdf(noted_on, WORKBOOKS, Expected(blanks={LINE: blank}))
        assert [word in back.found for word in ("GETIPPT", "NOTIZ")] == [seen, seen]
        assert any("keeps private is left out" in said for said in sentences(back)) is not seen


def fields_by_name(data: bytes) -> dict[str, Any]:
    return {place.name: place for place in fields_at(data)}


def fields_at(data: bytes) -> Any:
    from coopcoach.exchange.incoming.pdf_fields import read_fields

    return read_fields(data).places


def encrypted(data: bytes, user: str, algorithm: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=BytesIO(data))
    writer.encrypt(user, "inhaber", algorithm=algorithm)
    return written(writer)


# The others are opened by the same library.
@pytest.mark.parametrize(
    "algorithm", [deep("RC4-40"), "RC4-128", deep("AES-128"), "AES-256", deep("AES-256-R5")]
)
def test_a_lock_against_changes_opens_and_a_password_is_named(
    filled: bytes, algorithm: str
) -> None:
    assert read_pdf(encrypted(filled, "", algorithm), WORKBOOKS, EXPECTED).answers == ANSWERS
    with pytest.raises(BadFile) as refused:
        read_pdf(encrypted(filled, "geheim", algorithm), WORKBOOKS, EXPECTED)
    assert "locked with a password" in refused.value.sentence(translator("en"))


def pages_of(data: bytes, *numbers: int) -> bytes:
    """Return some pages of a PDF, without what the file says of itself, as pdftk takes them out."""
    writer = pypdf.PdfWriter()
    reader = pypdf.PdfReader(BytesIO(data))
    writer.append(reader, pages=list(numbers))
    writer.metadata = None
    return written(writer)


def test_without_its_cover_a_form_is_read_and_says_what_is_missing(filled: bytes) -> None:
    back = read_pdf(pages_of(filled, 1, 2), WORKBOOKS, EXPECTED)
    assert (back.session, back.partner, back.made) == ("maler-tischler", "anna", MADE)
    assert back.answers["all.text"] == ANSWERS["all.text"]
    assert all(ANSWERS.get(name, Answer()) == answer for name, answer in back.answers.items())
    (said,) = sentences(back)
    asked = len(WORKBOOKS["de"].exercises[0].prompts)
    assert said.endswith(f"older workbook): {asked - len(back.answers)}")


def without_marks(data: bytes) -> bytes:
    """Return a PDF whose pages were cut at their lower edge, where the mark of the file stands."""
    document = pymupdf.open(stream=data, filetype="pdf")
    for page in document:
        for place in page.search_for("coopcoach:1:"):
            page.add_redact_annot(pymupdf.Rect(0, place.y0, page.rect.width, place.y1))
        page.apply_redactions()
    return bytes(document.tobytes())


def test_without_any_mark_the_fields_still_tell_the_answers(filled: bytes) -> None:
    back = read_pdf(without_marks(pages_of(filled, 1, 2)), WORKBOOKS, EXPECTED)
    assert (back.session, back.partner, back.language, back.made) == ("", "", "de", None)
    assert back.answers["all.text"] == ANSWERS["all.text"]


def test_an_order_with_a_gap_or_a_double_keeps_what_is_clear() -> None:
    prompt = WORKBOOKS["de"].find_prompt(
        "all.ranking", ANSWERS and workbook().exercises[0].prompts[0].phase
    )
    assert prompt is not None
    first, second, third = (option.label for option in options_of(prompt.question))

    def read(*places: str) -> Answer:
        return read_form_answer(
            [prompt], {("place", str(n)): words for n, words in enumerate(places, 1)}, "de"
        )

    assert read(first, "–", third) == Answer(value=RankingValue(order=("o1", "o3")), remark="2. –")
    assert read(second, first, second) == Answer(
        value=RankingValue(order=("o2", "o1")), remark=f"3. {second}"
    )
    assert read(first, second, "–") == Answer(value=RankingValue(order=("o1", "o2")))
    assert read("–", "–", "–") == Answer()


def test_an_order_with_a_double_is_named(blank: bytes) -> None:
    asked = fields_of({})
    place = asked["all:ranking/place/1"]
    double = {
        name: asked[name].model_copy(update={"value": place.options[1]})
        for name in ("all:ranking/place/1", "all:ranking/place/2")
    }
    back = read_pdf(with_mupdf(blank, double), WORKBOOKS, EXPECTED)
    assert back.answers["all.ranking"].remark == f"2. {place.options[1]}"
    assert sentences(back) == [
        "“In welcher Ordnung?”: not all of it is clear; what could not be read is in the remark below the answer"
    ]


def test_an_x_at_finished_hands_in(blank: bytes) -> None:
    writer = pypdf.PdfWriter(clone_from=BytesIO(blank))
    field = DictionaryObject(
        {
            NameObject("/FT"): NameObject("/Btn"),
            NameObject("/T"): TextStringObject("finished"),
            NameObject("/V"): NameObject("/on"),
        }
    )
    writer.root_object["/AcroForm"]["/Fields"].append(writer._add_object(field))  # type: ignore[index]
    assert read_pdf(written(writer), WORKBOOKS, EXPECTED).handed_in
    assert not read_pdf(blank, WORKBOOKS, EXPECTED).handed_in


def joined_by_pypdf(first: bytes, second: bytes) -> bytes:
    writer = pypdf.PdfWriter()
    writer.append(BytesIO(first))
    writer.append(BytesIO(second))
    return written(writer)


def joined_by_mupdf(first: bytes, second: bytes) -> bytes:
    document = pymupdf.open(stream=first, filetype="pdf")
    document.insert_pdf(pymupdf.open(stream=second, filetype="pdf"))
    return bytes(document.tobytes())


@pytest.mark.parametrize("join", [joined_by_pypdf, joined_by_mupdf])
def test_two_workbooks_in_one_file_are_refused(
    join: Callable[[bytes, bytes], bytes], filled: bytes, blank: bytes, renderer: Renderer
) -> None:
    whole = session()
    other = form_pdf(
        whole, whole.partners[1], workbook(), made=MADE, t=translator("de"), renderer=renderer
    )
    for second in (other, blank):
        with pytest.raises(BadFile) as refusal:
            read_pdf(join(filled, second), WORKBOOKS, EXPECTED)
        assert "two workbooks" in str(refusal.value)


def flattened(data: bytes) -> bytes:
    document = pymupdf.open(stream=data, filetype="pdf")
    document.bake()
    return bytes(document.tobytes())


def reprinted(data: bytes) -> bytes:
    """As poppler and cairo print to a file: fields gone, fonts named anew."""
    # With the machine's fonts, which the program's own process turns off where it has loaded WeasyPrint.
    env = {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"}
    done = subprocess.run(
        ["pdftocairo", "-pdf", "-", "-"], input=data, capture_output=True, check=True, env=env
    )
    return done.stdout


def shrunk(data: bytes) -> bytes:
    """Printed on a page of another size, a little smaller and moved."""
    source = pymupdf.open(stream=flattened(data), filetype="pdf")
    target = pymupdf.open()
    for page in source:
        sheet = target.new_page(width=612, height=792)
        sheet.show_pdf_page(pymupdf.Rect(20, 20, 592, 772), source, page.number)
    return bytes(target.tobytes())


PRINTERS: dict[str, Callable[[bytes], bytes]] = {
    "flattened": flattened, "reprinted": reprinted, "shrunk": shrunk,
}  # fmt: skip
# A line that was broken because it was full is one again, emoji are lost by fonts that have none.
PLAIN = {
    name: answer
    for name, answer in ANSWERS.items()
    if name not in {"all.text", "all.long", "all.long-2", "all.rules"}
}


@pytest.mark.parametrize("how", PRINTERS)
def test_a_printed_form_is_read_by_its_places(blank: bytes, how: str) -> None:
    if how == "reprinted" and shutil.which("pdftocairo") is None:
        pytest.skip("poppler is not here")
    data = PRINTERS[how](filled_in(blank, PLAIN))
    with pytest.raises(NeedsBlank) as asked:
        read_pdf(data, WORKBOOKS, Expected(asks_for_blanks=True))
    assert asked.value.identity.line == LINE
    back = read_pdf(data, WORKBOOKS, Expected(blanks={LINE: blank}))
    assert (back.session, back.partner, back.made) == ("maler-tischler", "anna", MADE)
    read = {name: answer for name, answer in back.answers.items() if not answer.is_blank}
    for name, answer in PLAIN.items():
        assert read.get(name, Answer()) == answer, name
    assert back.found == ()
    assert "read by their places" in sentences(back)[0]


def test_what_has_no_text_in_its_place_is_unreadable_and_closed_where_that_says_who_sees_it(
    blank: bytes,
) -> None:
    document = pymupdf.open(stream=flattened(blank), filetype="pdf")
    places = {place.name: place for place in fields_at(blank)}
    for name in (field_name("all.text", "value"), field_name("all.scale", "visibility")):
        place = places[name]
        page = document[place.page]
        height = page.rect.height
        left, bottom, right, top = place.box
        if "visibility" in name:
            page.draw_rect(
                pymupdf.Rect(left, height - top, right, height - bottom),
                fill=(1, 1, 1),
                color=(1, 1, 1),
            )
            page.add_redact_annot(pymupdf.Rect(left, height - top, right, height - bottom))
            page.apply_redactions()
        for step in range(6):
            page.draw_line(
                (left + 4 + 9 * step, height - top + 3),
                (left + 8 + 9 * step, height - bottom - 3),
                width=2,
            )
    back = read_pdf(bytes(document.tobytes()), WORKBOOKS, Expected(blanks={LINE: blank}))
    assert back.unreadable == ("all.text",)
    assert back.answers["all.text"].remark == "nicht lesbar, siehe Seite 2 des PDFs"
    assert "all.scale" not in back.answers
    assert "who may see them" in sentences(back)[1]


def test_without_the_blank_form_or_without_answers_a_print_is_refused_with_the_way(
    blank: bytes, filled: bytes
) -> None:
    for data, blanks in ((flattened(filled), {LINE: b""}), (flattened(blank), {LINE: blank})):
        with pytest.raises(BadFile) as refused:
            read_pdf(data, WORKBOOKS, EXPECTED.model_copy(update={"blanks": blanks}))
        said = refused.value.sentence(translator("en"))
        assert "its fields were lost" in said
        assert "coopcoach prepare maler-tischler --partner NAME --from-paper FILE" in said


def test_a_print_that_does_not_say_whose_it_is_takes_the_partner_that_is_named(
    blank: bytes, filled: bytes
) -> None:
    data = without_marks(pages_of(flattened(filled), 1, 2))
    with pytest.raises(BadFile) as refused:
        read_pdf(data, WORKBOOKS, EXPECTED)
    assert "name the partner with --partner" in refused.value.sentence(translator("en"))
    named = expected_of(session(), "anna").model_copy(update={"asks_for_blanks": True})
    with pytest.raises(NeedsBlank) as asked:
        read_pdf(data, WORKBOOKS, named)
    assert (asked.value.identity.partner, asked.value.identity.session) == (
        "anna",
        "maler-tischler",
    )
    assert asked.value.identity.made == datetime(2026, 12, 1, 9, 30, tzinfo=UTC)


def test_nothing_is_written_anywhere(
    filled: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    read_pdf(filled, WORKBOOKS, EXPECTED)
    assert list(tmp_path.iterdir()) == []
