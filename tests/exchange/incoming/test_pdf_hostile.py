"""Files that are no workbook, or want to do harm: one sentence, soon, and with little memory."""

from __future__ import annotations

import resource
import time
from io import BytesIO

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from coopcoach.errors import BadFile
from coopcoach.exchange.incoming.reading_child import read_in_child
from coopcoach.exchange.incoming.reading_worker import MOST_MEMORY
from coopcoach.exchange.outgoing.pdf_form import form_pdf
from coopcoach.i18n import LANGUAGES, translator
from tests.builders.pdf.fillers import FILLERS
from tests.builders.pdf.form_answers import ANSWERS, MADE, WORKBOOKS, fields_of, session, workbook
from tests.builders.pdf.hostile import HOSTILE, copied, form_of, written

GIVEN = {"all.text": ANSWERS["all.text"]}


@pytest.fixture(scope="module")
def ours(renderer):
    whole = session()
    blank = form_pdf(
        whole, whole.partners[0], workbook(), made=MADE, t=translator("de"), renderer=renderer
    )
    return FILLERS["mupdf"](blank, {"all:text/value": fields_of(GIVEN)["all:text/value"]})


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
