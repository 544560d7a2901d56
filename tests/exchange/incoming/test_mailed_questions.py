"""A mail with numbered questions, and the replies to it: above it, below each question, quoted or not."""

from __future__ import annotations

import html
import random
import re
import textwrap
from collections.abc import Callable
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coopcoach.domain.answers import Answer, Stance, TextValue, Visibility
from coopcoach.domain.exercise import Kind, Prompt, Workbook
from coopcoach.domain.session import AgendaItem, Partner, Session
from coopcoach.errors import BadFile
from coopcoach.exchange.incoming.expected import expected_of
from coopcoach.exchange.incoming.returned import Returned
from coopcoach.exchange.incoming.unpack import read_file
from coopcoach.exchange.outgoing.mail import questions_mail
from coopcoach.exchange.outgoing.mailed_questions import END, mailed_prompts
from coopcoach.i18n import translator
from coopcoach.wording.labels import STANCE_LABELS, VISIBILITY_LABELS
from tests.builders.examples import is_deep
from tests.builders.foreign_files import mail_of
from tests.builders.workbooks import built_in_workbook

PARTNERS = (
    Partner(id="anna-meier", name="Anna Meier", email="anna@example.org"),
    Partner(id="ben-weiss", name="Ben Weiß", email="ben@example.org", language="en"),
)


def session_of(workbook: Workbook) -> Session:
    agenda = tuple(AgendaItem(exercise=e.id, minutes=5) for e in workbook.for_pack("compact"))
    return Session(
        slug="maler-tischler",
        title="Maler & Tischler",
        created=datetime(2027, 1, 10, tzinfo=UTC),
        partners=PARTNERS,
        coach="Katrin Vogt",
        agenda=agenda,
    )


BOOKS = {lang: built_in_workbook(lang) for lang in ("de", "en")}
SESSION = session_of(BOOKS["de"])
ASKED = mailed_prompts(SESSION, BOOKS["de"])
WORDS = [prompt for _, prompt in ASKED if prompt.kind in {Kind.LONG, Kind.TEXT}]


def mail_text(lang: str = "de") -> str:
    partner = PARTNERS[lang == "en"]
    data = questions_mail(SESSION, partner, BOOKS[lang], {}, translator(lang))
    body = message_from_bytes(data, policy=policy.default).get_body()
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


MAIL = mail_text()


def read(text: str, sender: str = "Anna <anna@example.org>") -> Returned:
    (back,) = read_file(mail_of(text, sender=sender), BOOKS, expected=expected_of(SESSION))
    return back


def in_words(answer: Answer) -> str:
    t = translator("de")
    if answer.stance:
        return t(STANCE_LABELS[answer.stance].own)
    return answer.value.text if isinstance(answer.value, TextValue) else ""


def note(answer: Answer) -> str:
    if answer.visibility is Visibility.BOTH:
        return ""
    return f" ({translator('de')(VISIBILITY_LABELS[answer.visibility])})"


def above(answers: dict[str, Answer], quote: str) -> str:
    """Reply above the mail, by number."""
    lines = [
        f"{number}{note(answers[p.id])}. {in_words(answers[p.id])}"
        if i % 2
        else f"{number}.{note(answers[p.id])} {in_words(answers[p.id])}"
        for i, (number, p) in enumerate(ASKED)
        if p.id in answers
    ]
    quoted = "\n".join(f"{quote}{line}" for line in MAIL.split("\n"))
    return "\n\n".join(
        ["Hallo Katrin,", *lines, "Viele Grüße\nAnna", "Am 12.01. schrieb Katrin:", quoted]
    )


def below(answers: dict[str, Answer], quote: str) -> str:
    """Reply below each question of the quoted mail."""
    end = translator("de")(END)
    out: list[str] = []
    pending = ""
    for line in MAIL.split("\n"):
        number = re.match(r"(\d+)\. ", line)
        prompt = dict(ASKED).get(int(number[1])) if number else None
        if prompt or line == end:
            out.extend(["", pending, ""] if pending else [])
            answer = answers.get(prompt.id) if prompt else None
            pending = f"{in_words(answer)}{note(answer)}" if answer else ""
        out.append(f"{quote}{line}")
    return "\n".join(out)


TEXTS = st.text(alphabet=st.sampled_from("abcdefghäöüß ,.!?-ABC"), min_size=1, max_size=60).map(
    lambda text: " ".join(f"Wort {text} Ende".split())
)
ANSWERS = st.dictionaries(
    st.sampled_from([prompt.id for prompt in WORDS]),
    st.builds(
        Answer,
        value=TEXTS.map(lambda text: TextValue(text=text)),
        visibility=st.sampled_from(list(Visibility)),
    )
    | st.builds(
        Answer, stance=st.sampled_from(list(Stance)), visibility=st.sampled_from(list(Visibility))
    ),
    min_size=2,
)
FORMS: dict[str, Callable[[dict[str, Answer], str], str]] = {"above": above, "below": below}


@settings(
    max_examples=500 if is_deep() else 25, suppress_health_check=list(HealthCheck), deadline=None
)
@given(ANSWERS, st.sampled_from(sorted(FORMS)), st.sampled_from(["> ", "", ">> ", "| "]))
def test_a_reply_is_read_exactly_wherever_it_was_written(
    answers: dict[str, Answer], form: str, quote: str
) -> None:
    back = read(FORMS[form](answers, quote))
    filled = {name: answer for name, answer in back.answers.items() if not answer.is_blank}
    assert filled == answers
    assert back.partner == "anna-meier"
    known = r"Hallo Katrin,|Viele Grüße|Anna|Am 12\.01\. schrieb Katrin:|\s|>"
    assert re.sub(known, "", "".join(back.found)) == ""


def wrapped(text: str, _: random.Random) -> str:
    lines = [textwrap.wrap(line, 60, break_on_hyphens=False) or [""] for line in text.split("\n")]
    return "\n".join(line for part in lines for line in part)


def page(text: str, _: random.Random) -> str:
    blocks = (html.escape(block).replace("\n", "<br>") for block in text.split("\n\n"))
    return "<html><body>" + "".join(f"<p>{block}</p>" for block in blocks) + "</body></html>"


STEPS: dict[str, Callable[[str, random.Random], str]] = {
    "quote": lambda text, _: "\n".join(f"> {line}" for line in text.split("\n")),
    "wrap": wrapped,
    "strip": lambda text, _: "\n".join(line.strip() for line in text.split("\n")),
    "indent": lambda text, _: "\n".join(f"   {line}" for line in text.split("\n")),
    "smart quotes": lambda text, _: text.replace('"', "“").replace("'", "’").replace("--", "–"),
    "html": page,
    "nothing": lambda text, _: text,
}


@settings(
    max_examples=500 if is_deep() else 30, suppress_health_check=list(HealthCheck), deadline=None
)
@given(ANSWERS, st.sampled_from(sorted(FORMS)), st.sampled_from(sorted(STEPS)), st.integers(0, 99))
def test_nothing_on_the_way_widens_an_audience(
    answers: dict[str, Answer], form: str, step: str, seed: int
) -> None:
    order = list(Visibility)
    text = STEPS[step](FORMS[form](answers, "> "), random.Random(seed))
    back = read_or_none(text.encode() if step == "html" else mail_of(text))
    for name, answer in (back.answers if back else {}).items():
        if not answer.is_blank:
            given_as = answers[name].visibility if name in answers else Visibility.BOTH
            assert order.index(answer.visibility) >= order.index(given_as)


def read_or_none(data: bytes) -> Returned | None:
    try:
        (back,) = read_file(data, BOOKS, expected=expected_of(SESSION, "anna-meier"))
    except BadFile:
        return None
    return back


HARMLESS = ["quote", "strip", "indent", "smart quotes", "html"]


@pytest.mark.parametrize("step", HARMLESS)
@pytest.mark.parametrize("form", sorted(FORMS))
def test_what_mail_programs_do_each_day_changes_nothing(form: str, step: str) -> None:
    answers = {
        WORDS[0].id: Answer(value=TextValue(text="Mehr Umsatz, weniger Büro.")),
        WORDS[1].id: Answer(stance=Stance.TALK_LIVE, visibility=Visibility.COACH),
    }
    text = STEPS[step](FORMS[form](answers, "> "), random.Random(0))
    back = read_or_none(text.encode() if step == "html" else mail_of(text))
    assert back is not None
    assert {n: a for n, a in back.answers.items() if not a.is_blank} == answers


def number_of(prompt: Prompt) -> int:
    return next(number for number, each in ASKED if each.id == prompt.id)


@pytest.mark.parametrize(
    ("beside", "who"),
    [
        ("(nur der Coach)", Visibility.COACH),
        ("(vertraulich)", Visibility.COACH),
        ("(bitte nicht weitersagen)", Visibility.COACH),
        ("(nur ich)", Visibility.ME),
        ("[don’t tell Ben]", Visibility.COACH),
        ("(für niemanden)", Visibility.ME),
    ],
)
@pytest.mark.parametrize(
    "form", ["{n} {beside}: {words}", "{n}. {beside} {words}", "{n}. {words} {beside}"]
)
def test_words_about_the_audience_beside_a_number_close_the_answer(
    beside: str, who: Visibility, form: str
) -> None:
    first, second = WORDS[:2]
    lines = [
        form.format(n=number_of(first), beside=beside, words="Das eine."),
        f"{number_of(second)}. Das andere.",
    ]
    back = read("\n".join(lines))
    order = list(Visibility)
    assert order.index(back.answers[first.id].visibility) >= order.index(who)
    assert back.answers[second.id] == Answer(value=TextValue(text="Das andere."))


def test_words_for_all_answers_close_them_all() -> None:
    first, second = WORDS[:2]
    back = read(
        "Das ist alles nur für Sie.\n\n"
        f"{number_of(first)}. Das eine.\n{number_of(second)}. Das andere."
    )
    assert {a.visibility for a in back.answers.values()} == {Visibility.COACH}
    assert back.notices


def test_the_mail_has_no_braces_and_no_stars() -> None:
    for lang in ("de", "en"):
        text = mail_text(lang)
        assert "{" not in text
        assert "**" not in text
        for number, prompt in mailed_prompts(SESSION, BOOKS[lang]):
            assert f"{number}. {prompt.label}" in text
