"""What a partner fills in with any program comes back as it was written, and is seen where it was written."""

from __future__ import annotations

import re
import subprocess
import warnings
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image
from pypdf import PdfReader

from coopcoach.domain.answers import Answer, PartnerAnswers, RankingValue, TextValue, Visibility
from coopcoach.domain.exercise import Kind
from coopcoach.exchange.incoming.pdf_fields import as_text
from coopcoach.exchange.incoming.pdf_return import read_pdf
from coopcoach.exchange.incoming.unpack import read_file
from coopcoach.exchange.outgoing.pdf_form import form_pdf
from coopcoach.i18n import translator
from tests.builders.pdf.fillers import FILLERS, drawn_by_pdfium
from tests.builders.pdf.form_answers import (
    ANSWERS,
    LONG,
    MADE,
    WORKBOOKS,
    fields_of,
    session,
    workbook,
)


def made(renderer, lang="de", answers=None):
    whole = session(lang)
    given = PartnerAnswers(partner="anna", answers=answers) if answers else None
    return form_pdf(
        whole,
        whole.partners[0],
        workbook(lang),
        made=MADE,
        t=translator(lang),
        answers=given,
        renderer=renderer,
    )


@pytest.fixture(scope="module")
def blank(renderer):
    return {lang: made(renderer, lang) for lang in ("de", "en")}


def to_fill_in(lang="de"):
    before = fields_of({}, lang)
    after = fields_of(ANSWERS, lang)
    return {name: field for name, field in after.items() if field.value != before[name].value}


@pytest.fixture(scope="module")
def filled(blank):
    with warnings.catch_warnings():
        # That Helvetica has no emoji is known.
        warnings.simplefilter("ignore")
        return {
            (name, lang): fill(blank[lang], to_fill_in(lang))
            for name, fill in FILLERS.items()
            for lang in ("de", "en")
        }


@pytest.fixture(scope="module")
def returned(filled):
    return {case: read_pdf(data, WORKBOOKS) for case, data in filled.items()}


def test_the_example_has_every_kind_of_prompt():
    prompts = [prompt for exercise in workbook().exercises for prompt in exercise.prompts]
    assert {prompt.kind for prompt in prompts} == set(Kind)
    assert {prompt.id for prompt in prompts} == set(ANSWERS)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_blank_workbook_comes_back_blank_and_says_whose_it_is(blank, lang):
    back = read_pdf(blank[lang], WORKBOOKS)
    assert (back.session, back.partner, back.language) == ("maler-tischler", "anna", lang)
    assert back.made == MADE
    assert back.answers == dict.fromkeys(ANSWERS, Answer())
    assert back.found == ()


@pytest.mark.parametrize("prompt_id", ANSWERS)
@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("filler", FILLERS)
def test_every_kind_comes_back_as_it_was_filled_in(returned, filler, lang, prompt_id):
    assert returned[filler, lang].answers[prompt_id] == ANSWERS[prompt_id]


@pytest.mark.parametrize("filler", FILLERS)
def test_nothing_else_is_found_in_it(returned, filler):
    assert returned[filler, "de"].found == ()


@pytest.mark.parametrize("second", FILLERS)
@pytest.mark.parametrize("first", FILLERS)
def test_two_sittings_with_two_programs_lose_nothing(blank, first, second):
    given = list(to_fill_in().items())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        begun = FILLERS[first](blank["de"], dict(given[::2]))
        done = FILLERS[second](begun, dict(given[1::2]))
    assert read_pdf(done, WORKBOOKS).answers == ANSWERS


def test_what_was_written_before_stands_in_the_fields(renderer):
    back = read_pdf(made(renderer, answers=ANSWERS), WORKBOOKS)
    assert back.answers == ANSWERS


def drawn_by_poppler(data):
    done = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", "-", "-"], input=data, capture_output=True, check=True
    )
    return done.stdout.decode("utf-8")


# MuPDF does not say which letters stand in a text with emoji.
WITH_EMOJI = {
    "Ein Satz (mit Klammer) für 5 €",
    "Größe, Ärger, Öl; ß und 5 €:",
    "rückwärts",
    "Zweiter Absatz.",
}
# Quotation marks and dashes are left out: without a Chinese font pdfium draws them as empty boxes.
VISIBLE = [
    "Ein Satz (mit Klammer) für 5 €",
    "Größe, Ärger, Öl; ß und 5 €:",
    "rückwärts",
    "Zweiter Absatz.",
    "Weil es so ist.",
    "Rück\\wärts",
    "(ganz) anderes für 3 €",
    "1250,5",
    "01.03.2027",
    "Größe (groß)",
    "die Nachbarn",
    "Wir rufen (immer) zurück.",
    "Niemand wartet länger als 1 Tag.",
    "möchte ich lieber nicht sagen",
    "nur der Coach",
]


@pytest.mark.parametrize("draw", [drawn_by_poppler, drawn_by_pdfium])
@pytest.mark.parametrize("filler", FILLERS)
def test_what_was_filled_in_is_seen(filled, filler, draw):
    seen = re.sub(r"\s+", "", draw(filled[filler, "de"]))
    expected = [words for words in VISIBLE if filler != "mupdf" or words not in WITH_EMOJI]
    assert [words for words in expected if re.sub(r"\s+", "", words) not in seen] == []


@pytest.mark.parametrize("draw", [drawn_by_poppler, drawn_by_pdfium])
@pytest.mark.parametrize("filler", ["pypdf", "pdfium"])
def test_five_thousand_characters_are_seen_to_the_end(filled, filler, draw):
    seen = re.sub(r"\s+", "", draw(filled[filler, "de"]))
    assert seen.count("Wirlieferntäglich") == LONG.count("Wir liefern täglich")


def by_poppler(data, folder):
    subprocess.run(["pdftoppm", "-r", "72", "-gray", "-", folder / "page"], input=data, check=True)
    return [
        Image.frombytes(*_grey(path.read_bytes())) for path in sorted(folder.glob("page-*.pgm"))
    ]


def _grey(data):
    """The parts of a PGM picture, as pdftoppm writes it."""
    _magic, size, _deepest, dots = data.split(b"\n", 3)
    width, height = map(int, size.split())
    return "L", (width, height), dots


def by_pdfium(data, _folder):
    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    return [page.render(scale=1, grayscale=True).to_pil() for page in document]


# The pages of the blank form, by who draws them.
_DRAWN_BLANK = {}


@pytest.mark.parametrize("draw", [by_poppler, by_pdfium])
@pytest.mark.parametrize("filler", FILLERS)
def test_every_filled_in_field_looks_other_than_before(blank, filled, filler, draw, tmp_path):
    """Also ticks, and texts with emoji, whose letters some programs write without saying which they are."""
    if draw not in _DRAWN_BLANK:
        (tmp_path / "blank").mkdir()
        _DRAWN_BLANK[draw] = draw(blank["de"], tmp_path / "blank")
    pictures = (_DRAWN_BLANK[draw], draw(filled[filler, "de"], tmp_path))
    unseen = []
    for name, (page, box) in places(blank["de"]).items():
        if name in to_fill_in():
            before, after = (picture[page].crop(box) for picture in pictures)
            if before.tobytes() == after.tobytes():
                unseen.append(name)
    # MuPDF before 2.0 draws a text with emoji in letters of size 0 where readers may choose the size.
    assert [name for name in unseen if (filler, name) != ("mupdf", "all:long/value")] == []


def places(data):
    """On which page each field stands, and where in a picture with one dot a point."""
    found = {}
    for number, page in enumerate(PdfReader(BytesIO(data)).pages):
        height = float(page.mediabox.height)
        for note in page.get("/Annots", []):
            widget = note.get_object()
            if "/T" in widget:
                left, low, right, high = map(float, widget["/Rect"])
                box = (int(left), int(height - high), int(right) + 1, int(height - low) + 1)
                found[widget["/T"]] = (number, box)
    return found


def test_the_same_workbook_is_written_the_same_each_time(blank, anew):
    assert made(anew) == blank["de"]


def test_nothing_of_the_other_partner_but_name_and_firm_is_in_it(renderer):
    whole = session()
    secret = session().model_copy(
        update={
            "partners": (whole.partners[0], whole.partners[1].model_copy(update={"email": "x@y"}))
        }
    )
    data = form_pdf(
        secret, secret.partners[0], workbook(), made=MADE, t=translator("de"), renderer=renderer
    )
    assert data == made(renderer)


def test_the_answers_of_another_partner_are_never_printed(renderer):
    whole = session()
    other = PartnerAnswers(partner="ben", answers=ANSWERS)
    with pytest.raises(ValueError, match="another partner"):
        form_pdf(
            whole,
            whole.partners[0],
            workbook(),
            made=MADE,
            t=translator("de"),
            answers=other,
            renderer=renderer,
        )


def test_labels_of_the_other_language_are_understood(blank):
    fields = {
        name: field for name, field in fields_of(ANSWERS, "en").items() if field.shape == "select"
    }
    data = FILLERS["pypdf"](blank["de"], fields)
    back = read_pdf(data, WORKBOOKS)
    assert back.answers["all.choice"].value == ANSWERS["all.choice"].value
    assert back.answers["all.long"].visibility is Visibility.COACH


def changed(blank, **values):
    """Fill in fields by name with whatever text; the names are given with underlines for the separators."""
    known = fields_of({})
    given = {
        name: known[name].model_copy(update={"value": value}) for name, value in values.items()
    }
    return read_pdf(FILLERS["pypdf"](blank["de"], given), WORKBOOKS)


def test_what_the_kind_cannot_take_becomes_the_remark(blank):
    back = changed(
        blank,
        **{
            "all:number/value": "ungefähr 300",
            "all:number/remark": "schwer zu sagen",
            "all:date/value": "im Frühling",
            "all:ranking/place/1": "Rück\\wärts",
            "all:ranking/place/2": "Rück\\wärts",
            "all:choice/value": "etwas Getipptes",
            "all:free/row/2/hours": "viele",
        },
    )
    assert back.answers["all.number"] == Answer(remark="ungefähr 300\nschwer zu sagen")
    assert back.answers["all.date"] == Answer(remark="im Frühling")
    # The order without the second mention is clear.
    assert back.answers["all.ranking"] == Answer(
        value=RankingValue(order=("o3",)), remark="2. Rück\\wärts"
    )
    assert back.answers["all.choice"] == Answer(remark="etwas Getipptes")
    cell = back.answers["all.free"].value.rows[0].cells["hours"]
    assert (cell.kind, cell.text) == ("unread", "viele")


@pytest.mark.parametrize("field", ["visibility", "stance"])
def test_a_field_that_does_not_say_who_may_see_an_answer_closes_it(blank, field):
    back = changed(blank, **{"all:long/value": "Geheimes", f"all:long/{field}": "unbekannt"})
    assert back.answers["all.long"].visibility is Visibility.ME
    (notice,) = back.notices
    assert "Geheimes" not in notice.model_dump_json()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("1.3.2027", "2027-03-01"), ("01/03/2027", "2027-03-01"), ("2027-03-01", "2027-03-01")],
)
def test_a_date_is_read_as_people_type_it(blank, typed, meant):
    back = changed(blank, **{"all:date/value": typed})
    assert back.answers["all.date"].value.value.isoformat() == meant


def test_room_for_more_is_put_where_it_belongs(blank):
    choices = fields_of({})["extra/1/prompt"].options
    by_start = {choice.partition(".")[0]: choice for choice in choices}
    back = changed(
        blank,
        **{
            "all:long/value": "Anfang",
            "extra/1/prompt": by_start["2"],
            "extra/1/text": "und mehr",
            "extra/2/prompt": by_start["4"],
            "extra/2/text": "zur Wahl",
            "extra/3/text": "ohne Frage",
        },
    )
    assert back.answers["all.long"].value == TextValue(text="Anfang\n\nund mehr")
    assert back.answers["all.choice"] == Answer(remark="zur Wahl")
    assert back.found == ("ohne Frage",)


@pytest.mark.parametrize(
    ("stored", "meant"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("\uf44d und \uf91d", "👍 und 🤝"),
        ("Apfel \uf8ff", "Apfel \uf8ff"),
        ("中文 \uf92d", "中文 \uf92d"),
        (b"\xfe\xff\x00", "þÿ\x00"),
        (b"\xfe\xff\x00A", "A"),
        ("\ud83d\udc4d", "👍"),
    ],
)
def test_texts_are_read_whatever_program_wrote_them(stored, meant):
    assert as_text(stored) == meant


@pytest.mark.parametrize("pack_of", ["de", "en"])
def test_words_that_narrow_count_whatever_language_the_session_has_now(blank, pack_of):
    """The partner's language may be another one since the form was made."""
    prompt = next(p for p in workbook("de").exercises[0].prompts if p.kind is Kind.LONG)
    said = Answer(value=TextValue(text="Die alte Treppe. (nur für den Coach)"))
    before, after = fields_of({}, "de"), fields_of({prompt.id: said}, "de")
    given = {name: field for name, field in after.items() if field.value != before[name].value}
    (back,) = read_file(FILLERS["pypdf"](blank["de"], given), {pack_of: WORKBOOKS[pack_of]})
    assert back.answers[prompt.id].visibility is Visibility.COACH
    assert back.language == pack_of
