"""Each prompt asks one question: of two, people answer the last half only."""

from __future__ import annotations

import re

import pytest

from coopcoach.domain.exercise import Workbook
from tests.builders.workbooks import built_in_workbook

# A second question that hangs on the first: “, and how …”, “and for how long”, “, and would you …”.
SECOND_QUESTION = {
    "en": re.compile(
        r"\b(?:and|or|but)\s+(?:(?:at|by|for|from|in|on|since|to|until|with)\s+)?"
        r"(?:what|who|whom|whose|which|when|where|why|how"
        r"|(?:do|does|did|will|would|can|could|should|may|is|are)\s+(?:you|we|it|they|your|our))\b",
        re.IGNORECASE,
    ),
}


def asks_once(question: str, language: str) -> bool:
    """Tell whether a prompt's question is one: a single question mark, no second one joined to it."""
    return question.count("?") <= 1 and SECOND_QUESTION[language].search(question) is None


@pytest.fixture(scope="module", params=sorted(SECOND_QUESTION))
def workbook(request: pytest.FixtureRequest) -> Workbook:
    return built_in_workbook(request.param)


def test_no_prompt_asks_two_questions(workbook: Workbook) -> None:
    labels = [prompt.label for exercise in workbook.exercises for prompt in exercise.prompts]
    assert len(labels) > 50
    assert [label for label in labels if not asks_once(label, workbook.language)] == []


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("What if …? What do you do, and what do you expect?", "en"),
        ("How do we notice that we are out of balance, and how do we even it out?", "en"),
        ("What do you use today, how happy are you with it, and would you switch?", "en"),
        ("Which customers and projects should be protected, and for how long?", "en"),
        ("Which of these do you need, and which can you offer?", "en"),
    ],
)
def test_two_questions_are_found(question: str, language: str) -> None:
    assert not asks_once(question, language)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("What should working together do for you, in three months and in twelve?", "en"),
        ("If you offer similar things, what sets you apart?", "en"),
        ("Who is best placed to do which task?", "en"),
        ("What do you give and take?", "en"),
    ],
)
def test_one_question_passes(question: str, language: str) -> None:
    assert asks_once(question, language)
