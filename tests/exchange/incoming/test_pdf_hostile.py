"""Files that are no workbook, or want to do harm: one sentence, soon, and with little memory."""

from __future__ import annotations

import resource
import time
import zlib
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from coopcoach.errors import BadFile
from coopcoach.exchange.incoming.reading_child import read_in_child
from coopcoach.exchange.incoming.reading_worker import MOST_MEMORY
from coopcoach.exchange.outgoing.pdf_form import form_pdf
from coopcoach.i18n import LANGUAGES, translator
from tests.builders.pdf_answers import ANSWERS, MADE, WORKBOOKS, fields_of, session, workbook
from tests.builders.pdf_fillers import FILLERS

GIVEN = {"all.text": ANSWERS["all.text"]}


@pytest.fixture(scope="module")
def ours():
    whole = session()
    blank = form_pdf(whole, whole.partners[0], workbook(), made=MADE, t=translator("de"))
    return FILLERS["mupdf"](blank, {"all:text/value": fields_of(GIVEN)["all:text/value"]})


def written(writer):
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def copied(data):
    return PdfWriter(clone_from=BytesIO(data))


def form_of(writer):
    return writer.root_object["/AcroForm"]


def locked(data):
    writer = copied(data)
    writer.encrypt("geheim", algorithm="RC4-128")
    return written(writer)


def endless(data):
    """A page whose content is a gigabyte of spaces, pressed into a megabyte, and no fields."""
    press = zlib.compressobj(9)
    spaces = b" " * (1 << 20)
    pressed = b"".join([press.compress(spaces) for _ in range(1024)] + [press.flush()])
    del data
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
        b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(pressed), pressed),
    )


def endless_value(data):
    """A field whose value is a gigabyte."""
    press = zlib.compressobj(9)
    letters = b"a" * (1 << 20)
    pressed = b"".join([press.compress(letters) for _ in range(1024)] + [press.flush()])
    del data
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] >> >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
        b"<< /FT /Tx /T (all:text/value) /V 5 0 R >>",
        b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(pressed), pressed),
    )


def raw_pdf(*objects):
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        size, table, size, len(out),
    )  # fmt: skip


def circular(data):
    writer = copied(data)
    one, two = DictionaryObject(), DictionaryObject()
    first, second = writer._add_object(one), writer._add_object(two)
    one.update(
        {NameObject("/T"): TextStringObject("a"), NameObject("/Kids"): ArrayObject([second])}
    )
    two.update({NameObject("/T"): TextStringObject("b"), NameObject("/Kids"): ArrayObject([first])})
    form_of(writer)["/Fields"].append(first)
    return written(writer)


def circular_pages(_data):
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>",
    )


def deep(_data):
    """Fields in fields, without end for any practical purpose."""
    kids = [b"<< /T (a) /Kids [%d 0 R] >>" % (number + 1) for number in range(4, 4000)]
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] >> >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
        *kids,
        b"<< /T (z) /FT /Tx /V (x) >>",
    )


def many(data):
    writer = copied(data)
    for number in range(20_000):
        field = DictionaryObject(
            {
                NameObject("/FT"): NameObject("/Tx"),
                NameObject("/T"): TextStringObject(f"field {number}"),
                NameObject("/V"): TextStringObject("x"),
            }
        )
        form_of(writer)["/Fields"].append(writer._add_object(field))
    return written(writer)


def foreign(data):
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    field = DictionaryObject(
        {
            NameObject("/FT"): NameObject("/Tx"),
            NameObject("/T"): TextStringObject("Name"),
            NameObject("/V"): TextStringObject("Steuererklärung"),
            NameObject("/Ff"): NumberObject(0),
        }
    )
    fields = ArrayObject([writer._add_object(field)])
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject({NameObject("/Fields"): fields})
    del data
    return written(writer)


def printed(data):
    """As a printer driver leaves it: what is seen is there, the fields are gone."""
    writer = copied(data)
    del writer.root_object["/AcroForm"]
    for page in writer.pages:
        del page["/Annots"]
    writer.metadata = {}
    return written(writer)


def scanned(_data):
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    return written(writer)


HOSTILE = {
    "locked": (locked, "locked with a password"),
    "truncated": (lambda data: data[: len(data) // 2], ""),
    "only a head": (lambda data: data[:200], "damaged"),
    "endless": (endless, ""),
    "endless value": (endless_value, ""),
    "circular": (circular, "lead in circles"),
    "circular pages": (circular_pages, ""),
    "deep": (deep, ""),
    "many": (many, "more fields than any workbook"),
    "foreign": (foreign, "no workbook of coopcoach"),
    "html": (lambda _data: b"<!DOCTYPE html><html><script>alert(1)</script></html>", "no PDF"),
    "empty": (lambda _data: b"", "empty"),
    "noise": (lambda _data: b"%PDF-1.7\n" + bytes(range(256)) * 4000, "damaged"),
    "printed": (printed, "printed to a new PDF"),
    "scanned": (scanned, "from a scanner"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_one_sentence_soon_and_with_little_memory(ours, name, tmp_path):
    spoil, expected = HOSTILE[name]
    path = tmp_path / "workbook.pdf"
    path.write_bytes(spoil(ours))
    beside = tmp_path / "beside.md"
    beside.write_text("untouched", encoding="utf-8")
    began = time.monotonic()
    with pytest.raises(BadFile) as caught:
        read_in_child(path, "pdf", WORKBOOKS)
    assert time.monotonic() - began < 20
    # Of all children that ever ended here, in kilobytes.
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 < MOST_MEMORY
    assert caught.value.exit_code == 3
    assert len(caught.value.faults) == 1
    assert expected in caught.value.sentence(translator("en"))
    for lang in LANGUAGES:
        sentence = caught.value.sentence(translator(lang))
        assert sentence.count("\n") == 0
        assert sentence.startswith(f"{path}:1: ")
        assert "Steuererklärung" not in sentence
    assert sorted(p.name for p in tmp_path.iterdir()) == ["beside.md", "workbook.pdf"]
    assert beside.read_text(encoding="utf-8") == "untouched"


def test_a_script_in_the_file_is_not_run_and_does_no_harm(ours, tmp_path):
    writer = copied(ours)
    script = DictionaryObject(
        {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject("this.submitForm('https://example.org');"),
        }
    )
    writer.root_object[NameObject("/OpenAction")] = script
    path = tmp_path / "script.pdf"
    path.write_bytes(written(writer))
    assert read_in_child(path, "pdf", WORKBOOKS).answers["all.text"] == ANSWERS["all.text"]


def test_a_file_locked_against_changes_alone_is_read(ours, tmp_path):
    writer = copied(ours)
    writer.encrypt("", "geheim", algorithm="RC4-128")
    path = tmp_path / "locked.pdf"
    path.write_bytes(written(writer))
    assert read_in_child(path, "pdf", WORKBOOKS).answers["all.text"] == ANSWERS["all.text"]


def test_fields_that_a_program_left_out_of_its_list_are_found_on_the_pages(ours, tmp_path):
    writer = copied(ours)
    del writer.root_object["/AcroForm"]
    path = tmp_path / "listless.pdf"
    path.write_bytes(written(writer))
    assert read_in_child(path, "pdf", WORKBOOKS).answers["all.text"] == ANSWERS["all.text"]


def test_a_note_on_a_page_and_a_field_that_nobody_knows_are_found_text(ours, tmp_path):
    writer = copied(ours)
    note = DictionaryObject(
        {
            NameObject("/Subtype"): NameObject("/FreeText"),
            NameObject("/Contents"): TextStringObject("Ein Zettel am Rand"),
        }
    )
    writer.pages[1]["/Annots"].append(writer._add_object(note))
    field = DictionaryObject(
        {
            NameObject("/FT"): NameObject("/Tx"),
            NameObject("/T"): TextStringObject("gone:prompt/value"),
            NameObject("/V"): TextStringObject("Eine alte Antwort"),
        }
    )
    form_of(writer)["/Fields"].append(writer._add_object(field))
    path = tmp_path / "more.pdf"
    path.write_bytes(written(writer))
    found = read_in_child(path, "pdf", WORKBOOKS).found
    assert found == ("gone:prompt/value: Eine alte Antwort", "Ein Zettel am Rand")


def test_a_child_that_takes_too_long_is_ended(ours, tmp_path):
    path = tmp_path / "slow.pdf"
    path.write_bytes(ours)
    with pytest.raises(BadFile) as caught:
        read_in_child(path, "pdf", WORKBOOKS, time_limit=0.01)
    assert "takes too long" in caught.value.sentence(translator("en"))


def test_a_folder_and_a_missing_file_are_named(tmp_path):
    for path in (tmp_path, tmp_path / "nowhere.pdf"):
        with pytest.raises(BadFile) as caught:
            read_in_child(path, "pdf", WORKBOOKS)
        assert str(path) in caught.value.sentence(translator("de"))


def test_the_form_has_no_script_no_action_and_no_attachment(ours):
    reader = PdfReader(BytesIO(ours))
    assert list(reader.attachments) == []
    assert not {"/JavaScript", "/AA", "/OpenAction"} & set(reader.root_object)
