"""A workbook that an earlier version of the program made is read as one of today."""

from __future__ import annotations

import re

import pytest

from coopcoach.domain.answers import Answer, TextValue, Visibility
from coopcoach.exchange.incoming.former_words import wordings
from coopcoach.exchange.incoming.pdf_return import _as_label, _labelled
from coopcoach.exchange.outgoing import markdown_workbook as wording
from coopcoach.i18n import translator
from coopcoach.services.partners.import_answers import ImportPlan
from coopcoach.wording.labels import VISIBILITY_LABELS
from tests.builders.returned_files import planned_import, returned
from tests.builders.sessions import new_session

GERMAN = translator("de")
BOTH = VISIBILITY_LABELS[Visibility.BOTH]
GIVEN = {
    "goal.why": Answer(value=TextValue(text="Weil wir uns ergänzen."), visibility=Visibility.COACH),
    "arrive.wish": "Klarheit",
}


def test_today_stands_first_and_a_language_without_former_words_has_those_of_today_alone():
    assert wordings(BOTH, GERMAN) == (GERMAN(BOTH), "mein Gegenüber und der Coach")
    assert wordings(BOTH, translator("en")) == (BOTH,)


@pytest.mark.parametrize(
    ("lang", "messages", "seen_by"),
    [
        ("de", (wording.SEALED, wording.FOR_BOTH, wording.WHO_SEES), "Sie beide und der"),
        (
            "en",
            (
                *(wording.SEALED, wording.FOR_BOTH, wording.KEEP_QUESTIONS),
                *(wording.SEND_BACK, wording.THANKS),
            ),
            "",
        ),
    ],
)
def test_a_text_file_with_former_words_says_the_same(tmp_path, lang, messages, seen_by):
    office, t = new_session(tmp_path, languages=(lang, "de")), translator(lang)
    path = returned(office, "today.md", GIVEN)
    text = former = path.read_text(encoding="utf-8")
    for message in messages:
        before, *earlier = wordings(message, t)
        former = replaced(former, before, earlier[-1])
    assert former != text
    if seen_by:
        assert former.count(wordings(wording.WHO_SEES, t)[-1]) == text.count(seen_by)
    other = path.with_name("former.md")
    other.write_text(former, encoding="utf-8")
    now, then = planned_import(office, path), planned_import(office, other)
    assert answers_of(then) == answers_of(now)
    assert "Weil wir uns ergänzen." in answers_of(then)


def answers_of(plan: ImportPlan) -> str:
    """Return the answers file that an import would write, without the digest of the imported file."""
    return re.sub("(?m)^imported: .*\n", "", plan.after.source)


def replaced(text: str, before: str, after: str) -> str:
    """Replace a sentence that may be wrapped."""
    lines = text.split("\n")
    words = before.split()
    for start in range(len(lines)):
        for end in range(start + 1, min(start + 8, len(lines)) + 1):
            if " ".join(lines[start:end]).split() == words:
                lines[start:end] = [after]
                return replaced("\n".join(lines), before, after)
    return "\n".join(lines)


def test_a_field_of_a_form_with_a_former_choice_is_understood():
    former = wordings(BOTH, GERMAN)[-1]
    assert _labelled(former, VISIBILITY_LABELS) is Visibility.BOTH
    assert _as_label("goal:why/visibility", former.replace(" ", "")) == former
