"""A mail that is quoted below is nobody's answer and nobody's wish, with or without signs before its lines."""

from __future__ import annotations

import pytest

from coopcoach.domain.answers import Answer, TextValue, Visibility
from coopcoach.domain.session import Partner
from coopcoach.exchange.incoming.expected import expected_of
from coopcoach.exchange.incoming.replies.quoted_mails import own_words, quoted_mail
from coopcoach.exchange.incoming.unpack import read_file
from coopcoach.i18n import translator
from coopcoach.markup.document import Document
from coopcoach.markup.formats.answers_file import new_answers_file, write_answer_into
from tests.builders.foreign_files import mail_of
from tests.builders.workbooks import built_in_workbook
from tests.exchange.incoming.test_numbered_mail import EXPECTED, LONG, PROMPTS, SESSION, read

QUOTED = "Bitte alles vertraulich, nur für den Coach.\n\n1. Das ist von Katrin\n\n2. Das auch"
HEADS = {
    "Outlook": "Von: Katrin Vogt <katrin@example.org>\nGesendet: Montag, 30. November 2026 10:00\n"
    "An: Anna Meier <anna@example.org>\nBetreff: AW: Fragen",
    "bold": "**Von:** Katrin Vogt\n**Gesendet:** Montag, 30. November 2026 10:00\n**An:** Anna\n**Betreff:** Fragen",
    "bold outside": "*From*: Katrin Vogt\n*Sent*: Monday\n*To*: Anna\n*Subject*: Questions",
    "English": "From: Katrin Vogt <katrin@example.org>\nSent: Monday, November 30, 2026 10:00 AM\nTo: Anna\nSubject: Q",
    "rule": "________________________________\nVon: Katrin Vogt\nGesendet: Montag\nAn: Anna\nBetreff: Fragen",
    "original": "-----Ursprüngliche Nachricht-----\nVon: Katrin Vogt\nGesendet: Montag\nAn: Anna\nBetreff: Fragen",
    "Apple": "Von: Katrin Vogt <katrin@example.org>\nBetreff: Fragen\nDatum: 30. November 2026 um 10:00:00 MEZ\nAn: Anna",
    "one line": "Von: Katrin Vogt Gesendet: Montag, 30. November 2026 10:00 An: Anna Betreff: Fragen",
    "blank lines": "Von: Katrin Vogt\n\nGesendet: Montag\n\nAn: Anna\n\nBetreff: Fragen",
    "Gmail": "Am Mo., 30. Nov. 2026 um 10:00 Uhr schrieb Katrin Vogt <katrin@example.org>:",
    "Gmail, broken": "Am Mo., 30. Nov. 2026 um 10:00 Uhr schrieb Katrin Vogt <\nkatrin@example.org>:",
    "Gmail, English": "On Mon, Nov 30, 2026 at 10:00 AM Katrin Vogt <katrin@example.org> wrote:",
    "Apple Mail": "Am 30.11.2026 um 10:00 schrieb Katrin Vogt <katrin@example.org>:",
    "Thunderbird": "Katrin Vogt schrieb am 30.11.2026 um 10:00:",
}  # fmt: skip
OWN = f"Hallo Katrin,\n\n{LONG[0]}. Das Radio stört mich.\n\n{LONG[1]}. Mehr Ruhe.\n\nGruß\nAnna"
ANNA = Partner(id="anna-meier", name="Anna Meier")
WORKBOOK = built_in_workbook("de")


@pytest.mark.parametrize("gap", ["\n\n", "\n"])
@pytest.mark.parametrize("name", sorted(HEADS))
def test_what_is_quoted_is_no_answer_and_no_wish(name: str, gap: str) -> None:
    text = f"{OWN}{gap}{HEADS[name]}\n{QUOTED}"
    assert own_words(text) == OWN
    returned = read(text)
    assert set(returned.answers) == {PROMPTS[n - 1].id for n in LONG[:2]}
    assert [a.visibility for a in returned.answers.values()] == [Visibility.BOTH] * 2
    assert not returned.notices
    assert "Das ist von Katrin" in "".join(returned.found)


@pytest.mark.parametrize("name", ["Outlook", "bold", "Apple", "Gmail"])
def test_a_quoted_mail_below_a_pasted_workbook_is_no_part_of_it(name: str) -> None:
    prompt = next(p for p in PROMPTS if p.id == "goal.why")
    blank = new_answers_file("maler-tischler", ANNA, WORKBOOK, "full", translator("de"))
    answer = Answer(value=TextValue(text="Das Radio nervt."))
    source = write_answer_into(Document(blank), prompt, answer, translator("de")).source
    (back,) = read_file(
        mail_of(f"{source}\n{HEADS[name]}\n{QUOTED}", sender="Anna <anna@example.org>"),
        {"de": WORKBOOK},
        expected=expected_of(SESSION),
    )
    assert back.answers[prompt.id] == answer
    assert {p for p, a in back.answers.items() if not a.is_blank} == {prompt.id}
    assert "Das ist von Katrin" in "".join(back.found)
    assert not back.notices


def test_answers_that_a_mail_passes_on_are_those_of_the_mail_inside() -> None:
    head = HEADS["Outlook"].replace("Katrin Vogt <katrin@", "Meier, Anna <anna@")
    returned = read(f"Zur Info.\n\n{head}\n\n{OWN}", sender="Katrin <katrin@example.org>")
    assert returned.partner == "anna-meier"
    assert len(returned.answers) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Von: Montag\nbis Freitag",
        "From: a shop\nto the door",
        "Ben schrieb mir: das geht nicht.",
        "Er schrieb am 3.5. folgendes:\nNein.",
        "An: alle\nBetreff: Ruhe",
    ],
)
def test_words_that_only_look_like_a_head_stay(text: str) -> None:
    assert quoted_mail(text) is None


@pytest.mark.parametrize(
    "subject",
    [
        "vertraulich, bitte nicht an Ben",
        "AW: Vertraulich: Ihr Arbeitsheft",
        "Re: my answers (private)",
        "Antworten zur Sitzung am 12.3., streng vertraulich",
        "Just for you: the workbook",
        "Bitte nicht weitergeben",
    ],
)
def test_the_subject_of_a_mail_narrows_all_answers(subject: str) -> None:
    (back,) = read_file(
        mail_of(OWN, sender="Anna <anna@example.org>", subject=subject),
        {"de": WORKBOOK},
        expected=EXPECTED,
    )
    assert {a.visibility for a in back.answers.values()} == {Visibility.COACH}
    assert len(back.notices) == 1


def test_outlooks_mark_for_a_private_mail_counts_and_other_subjects_do_not() -> None:
    for head, who in (("Sensitivity: Private\n", Visibility.COACH), ("", Visibility.BOTH)):
        data = mail_of(OWN, sender="Anna <anna@example.org>", subject="Re: Fragen vor der Sitzung")
        (back,) = read_file(head.encode() + data, {"de": WORKBOOK}, expected=EXPECTED)
        assert {a.visibility for a in back.answers.values()} == {who}


@pytest.mark.parametrize(
    ("subject", "whose"),
    [
        ("Annas Antworten", "anna-meier"),
        ("Antworten von Ben Weiß", "ben-weiss"),
        ("Antworten für die Sitzung mit Ben", ""),
        ("Anna und Ben", ""),
        ("Maler & Tischler", ""),
    ],
)
def test_the_subject_tells_whose_answers_an_unknown_address_sends(subject: str, whose: str) -> None:
    (back,) = read_file(
        mail_of(OWN, sender="Büro <office@example.org>", subject=subject),
        {"de": WORKBOOK},
        expected=EXPECTED,
    )
    assert EXPECTED.partner_of(back.sender) == whose
    assert back.partner == ""
