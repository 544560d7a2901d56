"""Answers that were copied from the web workbook into a mail: read back exactly, or refused in one sentence."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coopcoach.domain.answers import Answer, Visibility
from coopcoach.domain.exercise import Phase
from coopcoach.domain.session import AgendaItem, Partner, Session
from coopcoach.errors import BadFile
from coopcoach.exchange.encryption import encrypted, new_key
from coopcoach.exchange.incoming.expected import expected_of
from coopcoach.exchange.incoming.formats.copied_blocks import CHANGED, CUT, OTHER_WORDS, TWICE
from coopcoach.exchange.incoming.merge import answer_text
from coopcoach.exchange.incoming.returned import Returned
from coopcoach.exchange.incoming.unpack import read_file
from coopcoach.exchange.web.handing_texts import HANDING_TEXTS, mail_words
from coopcoach.i18n import translator
from coopcoach.markup.document import Document
from coopcoach.markup.formats.answers_file import (
    handed_in,
    new_answers_file,
    read_answers,
    write_answer_into,
)
from tests.builders.copied import block_of, copied
from tests.builders.examples import is_deep
from tests.builders.foreign_files import mail_of, word_of
from tests.exchange.incoming.test_audience_never_widens import STEPS, Case, answered, cases, widened

AT = datetime(2027, 1, 12, 20, 47, tzinfo=UTC)
KEY, OTHER_KEY = new_key(), new_key()
# By name: the names of the tests must be the same in each process.
KEYS = {"none": "", "ours": KEY.private, "another": OTHER_KEY.private}
PARTNERS = (
    Partner(id="anna-meier", name="Anna Meier", email="anna@example.org"),
    Partner(id="ben-weiss", name="Ben Weiß", email="ben@example.org"),
)


def session_of(case: Case) -> Session:
    agenda = tuple(AgendaItem(exercise=e.id, minutes=5) for e in case.workbook.exercises)
    return Session(
        slug="maler-tischler",
        title="Maler & Tischler",
        created=AT,
        partners=PARTNERS,
        coach="Katrin Vogt",
        pack=case.pack,
        agenda=agenda,
    )


def file_of(case: Case) -> str:
    """Return what the page hands in: without the answers that their owner keeps."""
    t = translator(case.workbook.language)
    source = new_answers_file("maler-tischler", PARTNERS[0], case.workbook, case.pack, t)
    document = Document(source)
    for prompt_id, answer in case.answers.items():
        prompt = case.workbook.find_prompt(prompt_id, Phase.PREPARE)
        assert prompt is not None
        kept = Answer(visibility=Visibility.ME)
        document = write_answer_into(
            document, prompt, kept if answer.visibility is Visibility.ME else answer, t
        )
    return handed_in(document, AT).source


def shown_of(case: Case) -> str:
    """Return the answers in words, as they stand above the block."""
    t = translator(case.workbook.language)
    parts = ["Antworten von Anna Meier für unsere Sitzung"]
    for prompt_id, answer in case.answers.items():
        prompt = case.workbook.find_prompt(prompt_id, Phase.PREPARE)
        assert prompt is not None
        if answer.visibility is not Visibility.ME:
            note = "\n  (nur der Coach)" if answer.visibility is Visibility.COACH else ""
            parts.append(f"{prompt.label}\n  {answer_text(prompt, answer, t)}{note}")
    return "\n\n".join([*parts, "Bitte lassen Sie die Zeilen darunter stehen."])


def read(data: bytes, case: Case, key: str = "") -> Returned:
    books = {case.workbook.language: case.workbook}
    (back,) = read_file(data, books, key, expected_of(session_of(case)))
    return back


def is_equal(case: Case, back: Returned) -> bool:
    """Whether everything that was handed in came back, and nothing else."""
    wanted = read_answers(Document(file_of(case)), case.workbook, Phase.PREPARE).answers
    there = {n: a for n, a in back.answers.items() if a != Answer()}
    return there == wanted and back.handed_in and back.partner == "anna-meier"


WRAPS = st.sampled_from(["text", "mail", "around"])
CHAINS = st.lists(st.sampled_from(sorted(STEPS)), max_size=3)


@settings(
    max_examples=2000 if is_deep() else 60, suppress_health_check=list(HealthCheck), deadline=None
)
@given(cases(), CHAINS, st.integers(0, 2**32), WRAPS, st.booleans(), st.booleans())
def test_whatever_happens_on_the_way_the_answers_are_equal_or_it_is_told(
    case: Case, chain: list[str], seed: int, wrap: str, encrypts: bool, deflates: bool
) -> None:
    """Positive control: without ``chain`` nothing is refused."""
    file, dice = file_of(case), random.Random(seed)
    armour = encrypted(file.encode(), KEY.public).decode()
    text = armour if encrypts else copied(file, shown_of(case), deflates=deflates)
    if wrap == "around":
        text = f"Liebe Katrin,\n\nanbei.\n\n{text}\nViele Grüße\nAnna"
    for name in chain:
        text = STEPS[name](text, dice)
    data = mail_of(text) if wrap == "mail" else text.encode()
    back, sentence = None, ""
    try:
        back = read(data, case, KEY.private)
    except BadFile as error:
        sentence = error.sentence(translator("de"))
    if back is None:
        assert chain
        assert len(sentence.splitlines()) == 1
        return
    wide = widened(replace(case, finished=True), back)
    assert wide == []
    is_told = is_equal(case, back) or back.notices != ()
    assert is_told


HARMLESS = ["quote", "wrap", "strip", "indent", "blank lines", "quotes", "html"]


@pytest.mark.parametrize("step", HARMLESS)
def test_what_mail_programs_do_each_day_changes_nothing(step: str) -> None:
    case = answered("compact", 0, wish=Visibility.COACH, past=Visibility.ME)
    text = f"Liebe Katrin,\n\n{copied(file_of(case), shown_of(case))}\nGruß\nAnna"
    for seed in range(4):
        back = read(STEPS[step](text, random.Random(seed)).encode(), case)
        assert is_equal(case, back)
        assert back.notices == ()
        assert re.sub(r"\W+", " ", " ".join(back.found)).split() == [
            "Liebe",
            "Katrin",
            "Gruß",
            "Anna",
        ]


def test_in_a_word_document_and_without_deflate_as_well() -> None:
    case = answered("compact", 0)
    text = copied(file_of(case), shown_of(case), deflates=False)
    assert is_equal(case, read(word_of(text), case))


@pytest.mark.parametrize("name", ["Anna Meier", "Anna"])
def test_what_the_page_wrote_around_an_encrypted_text_is_not_kept(name: str) -> None:
    case = answered("compact", 0)
    t = translator("de")
    head = t(HANDING_TEXTS["copied_encrypted"], name=name)
    armour = encrypted(file_of(case).encode(), KEY.public).decode()
    back = read(
        f"{t(HANDING_TEXTS['mail_text'])}\n\n{head}\n\n{armour}".encode(), case, KEY.private
    )
    assert is_equal(case, back)
    assert (back.found, back.notices) == ((), ())


def test_words_that_were_changed_above_are_told_and_not_kept() -> None:
    case = answered("compact", 0, wish=Visibility.COACH)
    text = copied(file_of(case), shown_of(case)).replace("qz1qz", "qz1qz und mehr")
    back = read(text.encode(), case)
    assert is_equal(case, back)
    assert [notice.text for notice in back.notices] == [OTHER_WORDS]
    assert back.found == ()


@pytest.mark.parametrize("encrypts", [False, True])
def test_a_text_that_is_there_twice_is_read_once_and_said(encrypts: bool) -> None:
    case = answered("compact", 0)
    file = file_of(case)
    text = encrypted(file.encode(), KEY.public).decode() if encrypts else block_of(file, "")
    back = read(f"{text}\n\n> {text}".encode(), case, KEY.private)
    assert is_equal(case, back)
    assert [notice.text for notice in back.notices] == [TWICE]


@pytest.mark.parametrize(
    ("encrypts", "damage", "key", "what"),
    [
        (False, "cut", "none", CUT),
        (True, "cut", "ours", CUT),
        (False, "changed", "none", CHANGED),
        (True, "changed", "ours", "the encrypted file was damaged on the way"),
        (
            True,
            "",
            "another",
            "the file is encrypted to a different key from the one on this computer",
        ),
        (True, "", "none", "the file is encrypted, and there is no key on this computer"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(
    encrypts: bool, damage: str, key: str, what: str
) -> None:
    case = answered("compact", 0)
    file = file_of(case)
    text = encrypted(file.encode(), KEY.public).decode() if encrypts else block_of(file, "")
    if damage == "cut":
        text = text[: len(text) // 2]
    elif damage == "changed":
        middle = len(text) // 2
        text = text[:middle] + ("A" if text[middle] != "A" else "B") + text[middle + 1 :]
    for whole in (text, f"Hallo,\n\n{text}\n"):
        with pytest.raises(BadFile) as caught:
            read(whole.encode(), case, KEYS[key])
        assert caught.value.what == what
        for lang in ("de", "en"):
            assert len(caught.value.sentence(translator(lang)).splitlines()) == 1


@pytest.mark.parametrize("lang", ["de", "de-du", "de-CH"])
def test_what_the_page_writes_around_the_answers_is_known_with_titles_and_in_variants(
    lang: str,
) -> None:
    anna = Partner(id="anna-meier", name="Dr. Anna Meier", language=lang)
    session = Session(
        slug="s", title="S", created=datetime(2027, 1, 1, tzinfo=UTC), partners=(anna,)
    )
    words = set(mail_words(session))
    t = translator(lang)
    assert t(HANDING_TEXTS["copied_encrypted"], name="Anna") in words
    assert t(HANDING_TEXTS["paste_here"]) in words
