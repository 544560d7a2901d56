"""The wording of the built-in texts: one question a prompt, and people are not called sides."""

from __future__ import annotations

import re

import pytest

from coopcoach.domain.exercise import Workbook
from coopcoach.i18n import LANGUAGES
from coopcoach.storage.content_folders import bundled_folder
from coopcoach.storage.files import read_text
from tests.builders.workbooks import built_in_workbook

QUESTION_WORD = r"(?:was|wer|wen|wem|wessen|wie|wo|wann|warum|womit|wofür|woran|worauf|woher|wohin|ab wann|bis wann|welche[rsmn]?)"
JOINED = re.compile(rf"\bund (?:ab |bis )?{QUESTION_WORD}\b", re.IGNORECASE)

# A side is a page of paper or a party in court; the exercises mean a person or a firm.
SIDE = re.compile(r"\bSeiten?\b")
# The other partner in the case without an ending, and the word before.
NAMED = re.compile(r"(?P<before>\w*)[ \n]*\{partner\}", re.IGNORECASE)


def has_two_questions(label: str) -> bool:
    """Return whether the question of a prompt asks for two things."""
    return label.count("?") > 1 or JOINED.search(label) is not None


@pytest.fixture(scope="module")
def german() -> Workbook:
    return built_in_workbook("de")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_prompt_has_two_question_marks(language: str) -> None:
    labels = [p.label for e in built_in_workbook(language).exercises for p in e.prompts]
    assert [label for label in labels if label.count("?") > 1] == []


def test_a_german_prompt_is_one_question(german: Workbook) -> None:
    labels = [p.label for e in german.exercises for p in e.prompts]
    assert [label for label in labels if has_two_questions(label)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_question_of_a_coach_guide_is_one(language: str) -> None:
    asked = [text for guide in built_in_workbook(language).guides for text in guide.questions]
    assert len(asked) == 34
    assert [text for text in asked if text.count("?") > 1] == []


@pytest.mark.parametrize(
    "label",
    [
        "Was wäre, wenn …? Was tun Sie, und was erwarten Sie?",
        "Worauf einigen wir uns, wer richtet es ein, und ab wann gilt es?",
        "Wie oft und wie lange wollen Sie sich besprechen?",
        "Welche Kunden bleiben Ihre, und welche nicht?",
    ],
)
def test_two_questions_in_one_are_found(label: str) -> None:
    assert has_two_questions(label)


def test_two_things_of_one_question_are_not_two_questions() -> None:
    assert not has_two_questions("Was geben und bekommen Sie in dieser Zusammenarbeit?")


def test_german_exercises_call_nobody_a_side() -> None:
    found = [
        f"{path.name}: {match.group()}"
        for path in sorted((bundled_folder("exercises") / "de").glob("*.md"))
        for match in SIDE.finditer(read_text(path).text)
    ]
    assert found == []
    assert SIDE.search("Fragen Sie die stillere Seite.")


@pytest.mark.parametrize("layer", ["de", "de-du"])
def test_a_german_text_suits_two_people_as_one_partner(layer: str) -> None:
    # “Was kann {partner} …?” would be “Was kann Anna und Tom …?”: the name is never what a verb agrees with.
    files = sorted((bundled_folder("exercises") / layer).glob("*.md"))
    texts = [read_text(path).text for path in files]
    named = [m for text in texts for m in NAMED.finditer(text)]
    assert named
    assert [m[0] for m in named if m["before"].casefold() != "für"] == []
