"""Words of attributes in files that have none, and workbooks that came back as one line."""

from __future__ import annotations

import html
import re
from functools import cache

import pytest

from coopcoach.domain.answers import Answer, TextValue, Visibility
from coopcoach.domain.exercise import Phase, Workbook
from coopcoach.exchange.incoming.audience import has_trace
from coopcoach.exchange.incoming.audience_words import narrowed
from coopcoach.exchange.incoming.expected import expected_of
from coopcoach.exchange.incoming.markdown_return import read_text
from coopcoach.exchange.incoming.repairs import BREAKS_LOST
from coopcoach.exchange.incoming.returned import Returned
from coopcoach.i18n import translator
from coopcoach.markup.document import Document
from coopcoach.markup.formats.answers_file import new_answers_file, write_answer_into
from tests.builders.markdown_filling import blank_of, filled_in
from tests.builders.workbooks import built_in_workbook
from tests.exchange.incoming.test_numbered_mail import ANNA, LONG, PROMPTS, SESSION, read

SECRET, MINE = "Es ist qz7qz so.", "Und qz8qz auch."
TRACES = [
    "visibility=me",
    "{visibility=me}",
    "visiblity=me",
    "visibilty: me",
    "visability me",
    "{#goal.why visibility=",
    "visibility=me}",
    "Sichtbarkeit: nur ich",
    "VISIBILITY = ME",
    "visibility=“me”",
]
ANSWERS = {
    "goal.why": Answer(value=TextValue(text=SECRET)),
    "goal.benefit": Answer(value=TextValue(text="Mehr Geld."), visibility=Visibility.COACH),
    "arrive.wish": Answer(value=TextValue(text=MINE), visibility=Visibility.ME),
}


@cache
def short(language: str) -> Workbook:
    """Return the first exercises of the built-in workbook; all of them would make each case slow."""
    whole = built_in_workbook(language)
    return whole.model_copy(update={"exercises": whole.exercises[:3]})


@cache
def filled(language: str) -> str:
    """Return a workbook with one answer for each audience."""
    return filled_in(blank_of(short(language)), ANSWERS, short(language))


@pytest.mark.parametrize("trace", TRACES)
def test_traces_of_attributes_close_an_answer_in_a_workbook(trace: str) -> None:
    for words in (f"{SECRET} {trace}", f"{trace}\n\n{SECRET}"):
        returned = read_text(filled("de").replace(SECRET, words), {"de": short("de")})
        assert returned.answers["goal.why"].visibility is Visibility.ME
        assert returned.answers["goal.benefit"].visibility is Visibility.COACH
        assert len(returned.notices) == 1
        assert "qz7qz" not in repr(returned.found)


@pytest.mark.parametrize("trace", TRACES)
def test_traces_of_attributes_close_an_answer_in_a_mail_and_in_a_pdf(trace: str) -> None:
    trace = trace.replace("#goal.why ", "")
    back = read(f"{LONG[0]}. {SECRET} {trace}\n\n{LONG[1]}. Ja.\n\nGruß\nAnna")
    seen = [back.answers[PROMPTS[n - 1].id].visibility for n in LONG[:2]]
    assert seen == [Visibility.ME, Visibility.BOTH]
    assert len(back.notices) == 1 or "nur ich" in trace
    answer = Answer(value=TextValue(text=f"{SECRET} {trace}"))
    pdf = Returned(
        form="pdf", session="s", partner="a", language="de", answers={"goal.why": answer}
    )
    pdf = narrowed(pdf, short("de"), expected_of(SESSION))
    assert pdf.answers["goal.why"] == Answer(visibility=Visibility.ME)


def test_traces_in_the_letter_around_numbered_answers_are_for_all_of_them() -> None:
    back = read(f"visibility=me\n\n{LONG[0]}. {SECRET}\n\n{LONG[1]}. Ja.")
    assert {answer.visibility for answer in back.answers.values()} == {Visibility.COACH}


@pytest.mark.parametrize(
    "text",
    [
        "Mehr Sichtbarkeit: Schilder am Bus.",
        "Visibility: better signs.",
        "1 + 1 = 3",
        "Our visibility",
    ],
)
def test_other_words_are_no_traces(text: str) -> None:
    assert not has_trace(text)


JOINS = {"blanks": (r"\s*\n\s*", " "), "nothing": (r"\n", ""), "tabs": (r"\n+", "\t")}


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("join", JOINS)
def test_a_workbook_in_one_line_is_read_and_said(join: str, language: str) -> None:
    text = re.sub(*JOINS[join], filled(language))
    returned = read_text(text, {language: short(language)})
    answers = {name: a for name, a in returned.answers.items() if not a.is_blank}
    assert answers == ANSWERS
    assert returned.partner == "anna-meier"
    assert [notice.text for notice in returned.notices] == [BREAKS_LOST]
    assert "qz8qz" not in repr(returned.found)


@pytest.mark.parametrize("join", JOINS)
def test_an_answers_file_in_one_line_never_widens(join: str) -> None:
    workbook = short("de")
    document = Document(
        new_answers_file("maler-tischler", ANNA, workbook, "full", translator("de"))
    )
    for name, answer in ANSWERS.items():
        prompt = workbook.find_prompt(name, Phase.PREPARE)
        assert prompt is not None
        document = write_answer_into(document, prompt, answer, translator("de"))
    returned = read_text(re.sub(*JOINS[join], document.source), {"de": workbook})
    assert [n.text for n in returned.notices if n.text == BREAKS_LOST] == [BREAKS_LOST]
    assert returned.answers["goal.benefit"].visibility is not Visibility.BOTH
    assert returned.answers["arrive.wish"].visibility is Visibility.ME
    assert "qz8qz" not in repr(returned.found)


@pytest.mark.parametrize("change", [r" \{#[^{}]*\}", r"[{}]", r"- \[.\] ", r"#+ "])
def test_a_line_that_lost_more_than_its_breaks_keeps_what_is_for_its_owner(change: str) -> None:
    text = re.sub(r"\s*\n\s*", " ", re.sub(change, "", filled("de")))
    returned = read_text(text, {"de": short("de")})
    assert "qz8qz" not in repr(returned.found)
    shared = [a for a in returned.answers.values() if a.visibility is not Visibility.ME]
    assert "qz8qz" not in repr(shared)
    assert returned.notices


@pytest.mark.parametrize("words", ["x", "Bitte nur für mich!", "nur ich x"])
@pytest.mark.parametrize("place", ["behind", "above"])
def test_words_that_are_not_ours_close_all_answers_of_one_line(place: str, words: str) -> None:
    line = re.sub(r"\s*\n\s*", " ", filled("de"))
    changed = {
        "behind": f"{line}\n{words}",
        "above": f"{words}\n{line}",
    }[place]
    for text in (changed, f"<html><body>\n<p>{changed}</p>\n</body></html>"):
        returned = read_text(text, {"de": short("de")})
        shared = [a for a in returned.answers.values() if a.visibility is not Visibility.ME]
        assert not any(a.value for a in shared)
        assert "qz" not in repr(returned.found) + repr(shared)
        assert returned.notices


def test_a_page_in_one_line_has_its_breaks_in_its_tags() -> None:
    lines = "".join(
        f"<p>{html.escape(line)}</p> " for line in filled("de").split("\n") if line.strip()
    )
    returned = read_text(f"<html><body> {lines}</body></html>", {"de": short("de")})
    assert {name: a for name, a in returned.answers.items() if not a.is_blank} == ANSWERS
    assert not returned.notices
    assert "qz" not in repr(returned.found)
