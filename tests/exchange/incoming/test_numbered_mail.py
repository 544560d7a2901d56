"""A mail with numbered answers and no workbook: read by the numbers of the PDF."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from coopcoach.domain.answers import (
    Answer,
    ChoiceValue,
    NumberValue,
    ScaleValue,
    Stance,
    TextValue,
    Visibility,
)
from coopcoach.domain.exercise import Kind
from coopcoach.domain.packs.asked import numbered_prompts
from coopcoach.domain.session import Partner, Session
from coopcoach.errors import BadFile
from coopcoach.exchange.incoming.expected import Expected, expected_of
from coopcoach.exchange.incoming.returned import Returned
from coopcoach.exchange.incoming.unpack import read_file
from coopcoach.storage.content_folders import bundled_folder
from coopcoach.storage.exercises import Workbooks
from tests.builders.foreign_files import mail_of, word_of

WORKBOOKS = Workbooks([bundled_folder("exercises")])
ANNA = Partner(id="anna-meier", name="Anna Meier", email="anna@example.org")
BEN = Partner(id="ben-weiss", name="Ben Weiß", email="ben@example.org", language="en")
SESSION = Session(
    slug="maler-tischler",
    title="Maler & Tischler",
    created=datetime(2027, 1, 10, tzinfo=UTC),
    partners=(ANNA, BEN),
    pack="full",
)
EXPECTED = expected_of(SESSION)
PROMPTS = numbered_prompts(SESSION, WORKBOOKS["de"])


def number_of(kind: Kind) -> int:
    return next(n for n, prompt in enumerate(PROMPTS, 1) if prompt.kind is kind)


TEXT, SCALE, NUMBER, CHOICE = map(number_of, (Kind.TEXT, Kind.SCALE, Kind.NUMBER, Kind.CHOICE))
LONG = [n for n, prompt in enumerate(PROMPTS, 1) if prompt.kind is Kind.LONG]


def read(
    text: str, sender: str = "Anna <anna@example.org>", expected: Expected = EXPECTED
) -> Returned:
    (returned,) = read_file(mail_of(text, sender=sender), WORKBOOKS, expected=expected)
    return returned


def letter(answers: dict[int, str], form: str = "{n}. {words}") -> str:
    lines = [form.format(n=n, words=words) for n, words in sorted(answers.items())]
    return "\n\n".join(["Liebe Katrin,", *lines, "Viele Grüße\nAnna"])


@pytest.mark.parametrize(
    "form",
    [
        "{n}. {words}",
        "{n}) {words}",
        "{n}: {words}",
        "Frage {n}: {words}",
        "zu {n}.\n{words}",
        "*{n}.* {words}",
    ],
)
def test_each_number_is_the_question_that_the_pdf_numbers_so(form: str) -> None:
    label = PROMPTS[CHOICE - 1].question.options[0].label
    given = {
        TEXT: "Ruhe.\nUnd Zeit.",
        SCALE: "7, weil es passt",
        NUMBER: "1,5 Tage",
        CHOICE: label,
    }
    back = read(letter(given, form))
    # Whether they are of the session or of a review is known where they are imported.
    assert (back.session, back.partner) == ("", "anna-meier")
    by_number = {n: back.answers[PROMPTS[n - 1].id] for n in given}
    assert by_number[TEXT] == Answer(value=TextValue(text="Ruhe.\nUnd Zeit."))
    assert by_number[SCALE] == Answer(value=ScaleValue(value=7), remark="weil es passt")
    assert by_number[NUMBER].value == NumberValue(value="1.5")
    assert by_number[CHOICE].value == ChoiceValue(option=PROMPTS[CHOICE - 1].question.options[0].id)
    assert back.found == ("Liebe Katrin,", "Viele Grüße\nAnna")


def test_a_list_inside_of_an_answer_stays_in_it() -> None:
    back = read(letter({LONG[0]: "Zwei Gründe:\n1. Geld\n2. Zeit", LONG[1]: "Ruhe"}))
    assert back.answers[PROMPTS[LONG[0] - 1].id].value == TextValue(
        text="Zwei Gründe:\n1. Geld\n2. Zeit"
    )


def test_words_that_narrow_who_may_see_an_answer_count() -> None:
    first, second, third = LONG[:3]
    given = {
        first: "Geheim (nur ich)",
        second: "Das bleibt bitte unter uns.",
        third: "weiß ich noch nicht",
    }
    back = read(letter(given))
    answers = [back.answers[PROMPTS[n - 1].id] for n in LONG[:3]]
    assert [each.visibility for each in answers] == [
        Visibility.ME,
        Visibility.COACH,
        Visibility.BOTH,
    ]
    assert answers[2].stance is Stance.DONT_KNOW
    assert "Geheim" not in repr(back.found)


@pytest.mark.parametrize(
    "words",
    ["passt – bitte nicht weitererzählen", "fine - please don’t tell Ben", "Keep this to yourself"],
)
def test_words_that_ask_for_confidence_leave_an_answer_to_the_coach(words: str) -> None:
    back = read(letter({LONG[0]: words, LONG[1]: "Ruhe"}))
    first, second = (back.answers[PROMPTS[n - 1].id] for n in LONG[:2])
    assert (first.visibility, second.visibility) == (Visibility.COACH, Visibility.BOTH)


def test_an_unknown_sender_leaves_the_owner_open_and_the_coach_may_name_one() -> None:
    text = letter({LONG[0]: "eins", LONG[1]: "zwei"})
    assert read(text, "x@example.com").partner == ""
    named = expected_of(SESSION, "ben-weiss")
    assert read(text, "x@example.com", named).partner == "ben-weiss"
    assert read(text, "Ben <ben@example.org>").language == "en"


def test_a_document_with_numbered_answers_is_read_as_well() -> None:
    data = word_of(letter({LONG[0]: "eins", LONG[1]: "zwei"}))
    (back,) = read_file(data, WORKBOOKS, expected=expected_of(SESSION, "anna-meier"))
    assert back.answers[PROMPTS[LONG[0] - 1].id].value == TextValue(text="eins")


@pytest.mark.parametrize(
    "text", ["Guten Tag,\n1. anbei das Heft.", "2. zwei\n1. eins", "Ohne Zahlen."]
)
def test_a_letter_without_two_rising_numbers_is_no_workbook(text: str) -> None:
    with pytest.raises(BadFile):
        read(text)


BOTH, FOR_COACH, FOR_ME = Visibility.BOTH, Visibility.COACH, Visibility.ME


@pytest.mark.parametrize(
    ("text", "audiences"),
    [
        ("{a}. eins\n\nNur für Sie:\n{b}. zwei\n\n{c}. drei", (FOR_COACH, FOR_COACH, FOR_COACH)),
        ("{a}. eins\n\nvertraulich:\n\n{b}. zwei\n\n{c}. drei", (FOR_COACH, FOR_COACH, FOR_COACH)),
        ("{a}. eins\n(nur für Sie)\n{b}. zwei\n{c}. drei", (FOR_COACH, FOR_COACH, BOTH)),
        ("{a}. eins\n(nur für Sie)\n\n{b}. zwei\n\n{c}. drei", (FOR_COACH, BOTH, BOTH)),
        ("{a}. eins\n{b}. zwei\n{c}. drei\n{a} und {b} bitte nur für Sie!", (FOR_COACH, FOR_COACH, FOR_COACH)),
        ("{b} und {c} bitte nur für Sie!\n{a}. eins\n{b}. zwei\n{c}. drei", (BOTH, FOR_COACH, FOR_COACH)),
        ("{a}. eins\n{b}. zwei\n{c}. drei\n\n{a}. bitte nur für mich", (FOR_ME, BOTH, FOR_ME)),
        ("{a}. eins\n{b}. zwei\n{c}. drei\n\nViele Grüße\nAch ja: {b} bitte nicht an Ben weitergeben", (BOTH, FOR_COACH, BOTH)),
        ("{a}. eins\n{b}. zwei\n{c}. drei\n\nViele Grüße\nBitte alles nur für Sie!", (FOR_COACH,) * 3),
        ("{a}. eins\n{b}. zwei\n{c}. drei\n\nBitte alles vertraulich.\nAnna", (FOR_COACH,) * 3),
        ("{a}. eins\n{b}. zwei\n{c}. drei\n\nPS: Die zweite Antwort bitte nicht Ben zeigen.", (FOR_COACH,) * 3),
        ("{a}. eins\n{b}.* zwei\n{c}. drei\n\n* nur für Sie", (FOR_COACH,) * 3),
        ("{a}. eins\n{b}. zwei\n{c}. drei\n\n(nur für Sie)", (BOTH, BOTH, FOR_COACH)),
        ("{a}. eins\nund 3 Tage\n{b}. zwei\n{c}. 4 Stunden\nHallo", (BOTH, BOTH, BOTH)),
    ],
)  # fmt: skip
def test_remarks_above_a_number_and_remarks_that_name_numbers_count(
    text: str, audiences: tuple[Visibility, ...]
) -> None:
    a, b, c = LONG[:3]
    back = read("Liebe Katrin,\n" + text.format(a=a, b=b, c=c))
    answers = [back.answers[PROMPTS[n - 1].id] for n in (a, b, c)]
    assert tuple(answer.visibility for answer in answers) == audiences
