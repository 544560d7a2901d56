"""Attributes of an answers file that stand outside the braces of a heading close the answers beside them."""

from __future__ import annotations

import re
from functools import cache

import pytest

from coopcoach.domain.answers import Answer, TextValue, Visibility
from coopcoach.domain.exercise import Workbook
from coopcoach.domain.session import Partner
from coopcoach.exchange.incoming.audience import CLOSED_PASSAGES
from coopcoach.exchange.incoming.markdown_return import read_text
from coopcoach.exchange.incoming.returned import Returned
from coopcoach.i18n import translator
from coopcoach.markup.document import Document
from coopcoach.markup.formats.answers_file import handed_in, new_answers_file, write_answer_into
from tests.builders.markdown_filling import MADE
from tests.builders.workbooks import built_in_workbook

SECRET, OTHER = "Es ist qz7qz so.", "Und qz8qz auch."
MANGLED = {"whole": "", "loose": "> "}


@cache
def short(language: str) -> Workbook:
    """Return the first exercises of the built-in workbook; all of them would make each case slow."""
    whole = built_in_workbook(language)
    return whole.model_copy(update={"exercises": whole.exercises[:3]})


@cache
def filled(language: str, words: str = SECRET) -> str:
    """Return an answers file with two answers in words for both partners."""
    workbook, t = short(language), translator(language)
    anna = Partner(id="anna-meier", name="Anna Meier", language=language)
    document = Document(new_answers_file("maler-tischler", anna, workbook, "full", t))
    for prompt_id, text in {"goal.why": words, "goal.benefit": OTHER}.items():
        prompt = next(p for e in workbook.exercises for p in e.prompts if p.id == prompt_id)
        document = write_answer_into(document, prompt, Answer(value=TextValue(text=text)), t)
    return document.source


def read(text: str, quote: str = "", language: str = "de") -> Returned:
    quoted = "\n".join(f"{quote}{line}" for line in text.split("\n")) if quote else text
    return read_text(quoted, {language: short(language)})


def heading(language: str, prompt_id: str) -> str:
    (found,) = re.findall(rf"(?m)^### .*\{{#{re.escape(prompt_id)}\}}$", filled(language))
    return str(found)


WHY, BENEFIT = heading("de", "goal.why"), heading("de", "goal.benefit")
WORDS = WHY.removeprefix("### ").partition(" {")[0]
STRAY = {
    "two lines below": (WHY, f"{WHY}\n\n{{visibility=me}}"),
    "above": (WHY, f"visibility=me\n{WHY}"),
    "above, with a blank line": (WHY, f"{{visibility=me}}\n\n{WHY}"),
    "above the heading of the exercise": ("## ", "visibility=me\n\n## "),
    "behind the answer": (SECRET, f"{SECRET} visibility=me"),
    "below the answer": (SECRET, f"{SECRET}\n\nvisibility: me"),
    "in the heading": (WHY, f"### (visibility=me) {WORDS} {{#goal.why}}"),
    "a word only": (WHY, f"{WHY}\n\nVisibility"),
    "the value only": (WHY, f"{WHY}\n\n=me"),
}


@pytest.mark.parametrize("quote", MANGLED.values(), ids=MANGLED)
@pytest.mark.parametrize(("old", "new"), STRAY.values(), ids=STRAY)
def test_attributes_outside_the_braces_close_the_answer(old: str, new: str, quote: str) -> None:
    returned = read(filled("de").replace(old, new), quote)
    assert returned.answers["goal.why"].visibility is Visibility.ME
    assert "qz7qz" not in "".join(returned.found)
    prompt = next(p for e in short("de").exercises for p in e.prompts if p.id == "goal.why")
    assert prompt.label in [notice.values.get("prompt") for notice in returned.notices]


@pytest.mark.parametrize("quote", MANGLED.values(), ids=MANGLED)
def test_whole_braces_below_their_heading_are_read(quote: str) -> None:
    text = filled("de").replace(WHY, f"### {WORDS}\n\n{{#goal.why visibility=me}}")
    assert read(text, quote).answers["goal.why"].visibility is Visibility.ME


@pytest.mark.parametrize("behind", ["", " ", "\nvisib"])
def test_a_brace_that_ends_behind_a_stance_closes_the_answer(behind: str) -> None:
    text = filled("de").replace(WHY, f"{WHY.removesuffix('}')} stance=dont-know{behind}")
    assert read(text).answers["goal.why"].visibility is Visibility.ME


@pytest.mark.parametrize("quote", MANGLED.values(), ids=MANGLED)
def test_attributes_between_two_answers_close_both(quote: str) -> None:
    returned = read(filled("de").replace(BENEFIT, f"{{visibility=me}}\n{BENEFIT}"), quote)
    assert returned.answers["goal.why"].visibility is Visibility.ME
    assert returned.answers["goal.benefit"].visibility is Visibility.ME


@pytest.mark.parametrize("quote", MANGLED.values(), ids=MANGLED)
def test_a_file_without_stray_attributes_stays_open(quote: str) -> None:
    returned = read(filled("de"), quote)
    assert returned.answers["goal.why"].visibility is Visibility.BOTH
    assert returned.answers["goal.benefit"].visibility is Visibility.BOTH
    assert returned.notices == ()


def test_english_answers_may_say_stance_and_visibility() -> None:
    words = "Our visibility in town grows, and our stance is firm."
    returned = read(filled("en", words), language="en")
    assert returned.answers["goal.why"].visibility is Visibility.BOTH


def test_a_sealed_file_says_what_the_program_wrote() -> None:
    text = handed_in(Document(filled("de", "Ich schrieb visibility=me.")), MADE).source
    assert read(text).answers["goal.why"].visibility is Visibility.BOTH


@pytest.mark.parametrize("quote", MANGLED.values(), ids=MANGLED)
def test_words_below_an_exercise_that_lost_its_question_are_counted(quote: str) -> None:
    returned = read(filled("de").replace(f"{WHY}\n\n", ""), quote)
    assert "qz7qz" not in repr(returned)
    assert [notice.values for notice in returned.notices if notice.text == CLOSED_PASSAGES] == [
        {"count": 1}
    ]
