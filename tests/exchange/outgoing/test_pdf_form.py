"""The workbook that goes out: whose it is, how it reads aloud, and what stands in it."""

from __future__ import annotations

import re
import subprocess
from datetime import datetime, timedelta, timezone
from io import BytesIO

import pytest
from pypdf import PdfReader

from coopcoach.domain.exercise import Kind, Phase
from coopcoach.exchange.outgoing.pdf_form import form_pdf
from coopcoach.export.form.identity import Identity, find_identity
from coopcoach.i18n import translator
from coopcoach.markup.form import field_name, split_name
from tests.builders.examples import is_deep
from tests.builders.pdf.form_answers import MADE, session, workbook
from tests.builders.workbooks import built_in_workbook

BOOKS = {lang: built_in_workbook(lang) for lang in ("de", "en")}
# A pack of each language; by default the one in which German has all questions.
PACKS = {"de": "compact" if is_deep() else "full", "en": "compact"}
ALL = [(lang, pack) for lang in BOOKS for pack in ("compact", "full")]
CASES = ALL if is_deep() else list(PACKS.items())
IDENTITY = "coopcoach:1:maler-tischler:anna:{lang}:20261201T093000Z"


@pytest.fixture(scope="module")
def forms(renderer):
    made = {}
    for lang, pack in CASES:
        whole = session(lang).model_copy(update={"pack": pack})
        made[lang, pack] = form_pdf(
            whole, whole.partners[0], BOOKS[lang], made=MADE, t=translator(lang), renderer=renderer
        )
    return made


def pages_of(data):
    done = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True
    )
    return done.stdout.decode("utf-8").removesuffix("\f").split("\f")


def widgets(data):
    for page in PdfReader(BytesIO(data)).pages:
        for note in page.get("/Annots", []):
            widget = note.get_object()
            if widget["/Subtype"] == "/Widget":
                yield widget


@pytest.mark.parametrize(("lang", "pack"), CASES)
def test_every_prompt_of_the_pack_has_its_fields(forms, lang, pack):
    asked = {
        prompt.id
        for exercise in BOOKS[lang].for_pack(pack)
        for prompt in exercise.prompts_in(Phase.PREPARE, pack)
    }
    names = [widget["/T"] for widget in widgets(forms[lang, pack])]
    assert {split_name(name)[0] for name in names} == asked | {"coopcoach", "extra", "finished"}
    for prompt_id in asked:
        assert field_name(prompt_id, "stance") in names
        assert field_name(prompt_id, "visibility") in names
    assert len(names) == len(set(names))
    assert not any("." in name for name in names)


@pytest.mark.parametrize(("lang", "pack"), CASES)
def test_pages_are_numbered_and_say_which_workbook_they_are_of(forms, lang, pack):
    pages = pages_of(forms[lang, pack])
    for number, page in enumerate(pages, 1):
        assert f"{number} / {len(pages)}" in page
        assert find_identity(page) == find_identity(IDENTITY.format(lang=lang))


@pytest.mark.parametrize(("lang", "pack"), CASES)
def test_nothing_reaches_beyond_the_page_or_into_another_field(forms, lang, pack):
    for number, page in enumerate(PdfReader(BytesIO(forms[lang, pack])).pages, 1):
        boxes = []
        for note in page.get("/Annots", []):
            widget = note.get_object()
            if widget["/Subtype"] == "/Widget":
                boxes.append((*map(float, widget["/Rect"]), widget["/T"]))
        for left, low, right, high, name in boxes:
            assert 60 < left < right < 536, (number, name)
            assert 60 < low < high < 790, (number, name)
        for place, one in enumerate(boxes):
            for other in boxes[place + 1 :]:
                apart = (
                    one[2] <= other[0]
                    or other[2] <= one[0]
                    or one[3] <= other[1]
                    or other[3] <= one[1]
                )
                assert apart, (number, one[4], other[4])


@pytest.mark.parametrize("lang", BOOKS)
def test_every_field_says_what_it_is_for(forms, lang):
    data = forms[lang, PACKS[lang]]
    heard = [widget["/TU"] for widget in widgets(data)]
    assert all(heard)
    labels = {
        prompt.label
        for exercise in BOOKS[lang].for_pack(PACKS[lang])
        for prompt in exercise.prompts_in(Phase.PREPARE, PACKS[lang])
        if prompt.kind in {Kind.TEXT, Kind.LONG}
    }
    assert labels <= set(heard)


@pytest.mark.parametrize("lang", BOOKS)
def test_it_is_tagged_has_a_language_and_the_tab_key_goes_in_order(forms, lang):
    reader = PdfReader(BytesIO(forms[lang, PACKS[lang]]))
    root = reader.root_object
    assert root["/Lang"] == lang
    assert root["/MarkInfo"]["/Marked"]
    assert "NeedAppearances" not in root["/AcroForm"]
    assert {page.get("/Tabs") for page in reader.pages if "/Annots" in page} == {"/S"}
    names = [widget["/T"] for widget in widgets(forms[lang, PACKS[lang]])]
    order = ["arrive:wish/value", "goal:why/value", "goal:why/stance", "goal:why/visibility",
             "goal:benefit/value", "team:handover/row/1/step", "team:handover/row/1/who",
             "team:handover/row/2/step", "extra/1/prompt", "extra/1/text"]  # fmt: skip
    assert [name for name in names if name in order] == order


def test_it_says_what_the_file_is_of_in_more_than_one_place(forms):
    reader = PdfReader(BytesIO(forms["de", PACKS["de"]]))
    line = IDENTITY.format(lang="de")
    assert reader.metadata["/coopcoach"] == line
    assert reader.metadata["/Keywords"] == line
    fields = {widget["/T"]: widget for widget in widgets(forms["de", PACKS["de"]])}
    assert fields["coopcoach"]["/V"] == line
    assert fields["coopcoach"]["/Ff"] & 1


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("de", ["Anna Meier", "Im Gespräch mit", "15. Januar 2027, 10:00 Uhr", "Karin Vogt", "Etwa {} Minuten",
                "Antworten Sie auf die Mail", "Sie bleiben versiegelt", "weiß ich noch nicht", "Arbeitsheft"]),
        ("en", ["Anna Meier", "In conversation with", "15 January 2027, 10:00", "Karin Vogt", "About {} minutes",
                "Reply to the e-mail", "They stay sealed", "don’t know yet", "Workbook"]),
    ],
)  # fmt: skip
def test_the_cover_says_who_when_how_long_and_what_happens(forms, lang, words):
    cover = re.sub(r"\s+", " ", pages_of(forms[lang, PACKS[lang]])[0])
    minutes = {"compact": 35, "full": 70}[PACKS[lang]]
    assert [w for w in words if w.format(minutes) not in cover] == []


def test_names_that_look_like_markup_stay_text(renderer):
    whole = session()
    anna = whole.partners[0].model_copy(update={"name": "<form> & </body> {{ x }}"})
    nasty = whole.model_copy(
        update={"partners": (anna, whole.partners[1]), "title": "<script>x</script>"}
    )
    data = form_pdf(nasty, anna, workbook(), made=MADE, t=translator("de"), renderer=renderer)
    cover = re.sub(r"\s+", " ", pages_of(data)[0])
    assert "<form> & </body> {{ x }}" in cover
    assert "<script>x</script>" in cover


def test_an_identity_is_found_also_where_a_line_broke_in_it():
    made = datetime(2026, 12, 1, 10, 30, tzinfo=timezone(timedelta(hours=1)))
    identity = Identity(session="a-b", partner="c-2", language="de", made=made)
    broken = "Seite 3 " + identity.line[:20] + "\n  " + identity.line[20:] + "4 / 8"
    assert find_identity(broken) == identity.model_copy(update={"made": made})
    assert find_identity("coopcoach:1:a:b:de:20261399T000000Z") is None
    assert find_identity("nothing of the kind") is None


def test_poppler_draws_it_without_complaint(forms, tmp_path):
    path = tmp_path / "form.pdf"
    path.write_bytes(forms["de", "full"])
    drawn = subprocess.run(
        ["pdftoppm", "-r", "20", "-gray", path, tmp_path / "page"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert drawn.stderr == ""
