"""An answer that is for the coach unless its owner opens it stays so on every way in, and is shown so on every way out."""

from __future__ import annotations

import pytest

from coopcoach.domain.answers import (
    Answer,
    PartnerAnswers,
    TextValue,
    Visibility,
    blank_answer,
    shown_to_both,
)
from coopcoach.domain.exercise import Kind, Phase
from coopcoach.domain.session import Partner
from coopcoach.errors import BadFile
from coopcoach.exchange.incoming.markdown_return import read_markdown
from coopcoach.exchange.incoming.pdf_return import _placed
from coopcoach.export.form.build import prompt_form
from coopcoach.i18n import translator
from coopcoach.markup.blocks import read_content
from coopcoach.markup.document import Document
from coopcoach.markup.formats.answers_file import (
    new_answers_file,
    read_answers,
    write_answer_into,
)
from coopcoach.markup.formats.exercise_format import exercise_from
from coopcoach.wording.labels import VISIBILITY_LABELS
from tests.builders.markdown_filling import blank_of
from tests.builders.prompts import prompt, workbook_of
from tests.builders.workbooks import built_in_workbook

CLOSED = prompt(Kind.LONG, id="talk.closed", label="Was steht zwischen Ihnen?", for_coach=True)
OPEN = prompt(Kind.LONG, id="talk.open", label="Was freut Sie?")
WORKBOOK = workbook_of(OPEN, CLOSED, language="de")
T = translator("de")
ANNA = Partner(id="anna-meier", name="Anna Meier")
BLANK = new_answers_file("s", ANNA, WORKBOOK, "full", T)
OLD_STAIRS = Answer(value=TextValue(text="Die alte Treppe."))
COACH_TICKED = f"- [x] {T(VISIBILITY_LABELS[Visibility.COACH])} {{#coach}}"


def in_file(text: str) -> Answer:
    return read_answers(Document(text), WORKBOOK, Phase.PREPARE).answer_to(CLOSED)


def in_mail(text: str) -> Answer:
    returned = read_markdown(text.encode(), {"de": WORKBOOK})
    return returned.answers.get(CLOSED.id, blank_answer(CLOSED))


def typed(text: str) -> str:
    """Return a workbook with an answer typed below its second question."""
    head, rest = text.split("{#talk.closed}", 1)
    return (
        head
        + "{#talk.closed}"
        + rest.replace("Ihre Antwort:**\n", "Ihre Antwort:**\n\nDie Treppe.\n", 1)
    )


def test_a_blank_answer_begins_closed() -> None:
    assert blank_answer(CLOSED).visibility is Visibility.COACH
    assert PartnerAnswers(partner="a").answer_to(CLOSED).visibility is Visibility.COACH
    assert blank_answer(OPEN) == Answer()


def test_the_blank_file_names_who_sees_it() -> None:
    assert "{#talk.closed visibility=coach}" in BLANK
    assert "{#talk.open}" in BLANK


def test_a_file_that_has_lost_the_word_stays_closed() -> None:
    for lost in (" visibility=coach", "=coach"):
        assert in_file(BLANK.replace(lost, "")).visibility is not Visibility.BOTH


@pytest.mark.parametrize("seen", Visibility)
def test_each_choice_of_the_owner_is_kept(seen: Visibility) -> None:
    answer = OLD_STAIRS.model_copy(update={"visibility": seen})
    written = write_answer_into(Document(BLANK), CLOSED, answer, T)
    assert f"visibility={seen}" in written.source
    assert in_file(written.source) == answer


def test_only_an_opened_answer_is_shown_to_both() -> None:
    for seen in Visibility:
        answer = OLD_STAIRS.model_copy(update={"visibility": seen})
        answers = PartnerAnswers(partner="a", answers={CLOSED.id: answer})
        assert (shown_to_both(answers, CLOSED) is not None) is (seen is Visibility.BOTH)


def test_the_mailed_workbook_is_ticked_beforehand() -> None:
    blank = blank_of(WORKBOOK)
    assert blank.count(COACH_TICKED) == 1
    assert in_mail(typed(blank)).visibility is Visibility.COACH
    opened = in_mail(typed(blank.replace(COACH_TICKED, COACH_TICKED.replace("[x]", "[ ]"))))
    assert opened.visibility is Visibility.BOTH
    assert opened.value == TextValue(text="Die Treppe.")


@pytest.mark.parametrize("damage", [COACH_TICKED, "[x]", "{#coach}"])
def test_a_damaged_list_does_not_open(damage: str) -> None:
    text = typed(blank_of(WORKBOOK))
    head, _, rest = text.partition("{#talk.closed}")
    broken = head + "{#talk.closed}" + rest.replace(damage, "", 1)
    assert in_mail(broken).visibility is not Visibility.BOTH


def test_a_form_says_it_and_a_missing_field_does_not_open() -> None:
    form = prompt_form(CLOSED, blank_answer(CLOSED), 1, T)
    assert form.visibility.value == T(VISIBILITY_LABELS[Visibility.COACH])
    assert _placed(CLOSED, OLD_STAIRS, {}).visibility is Visibility.ME
    assert _placed(CLOSED, OLD_STAIRS, {("visibility",): "???"}).visibility is Visibility.ME
    both = T(VISIBILITY_LABELS[Visibility.BOTH])
    assert _placed(CLOSED, OLD_STAIRS, {("visibility",): both}).visibility is Visibility.BOTH


EXERCISE = """---
exercise: test
point: talk
order: 1
talk_minutes: {{compact: 5}}
---
# Test

## What? {{#talk.what kind=text phase={phase} packs="compact full" seen_by={seen_by}}}
"""


def test_the_exercise_format_reads_it() -> None:
    def read(phase: str, seen_by: str) -> bool:
        source = EXERCISE.format(phase=phase, seen_by=seen_by)
        return exercise_from(read_content(source, ""), "en", source).prompts[0].for_coach

    assert read("prepare", "coach")
    assert not read("prepare", "both")
    for phase, seen_by in (("session", "coach"), ("prepare", "nobody")):
        with pytest.raises(BadFile):
            read(phase, seen_by)


@pytest.mark.parametrize("language", ["de", "en"])
def test_what_asks_for_confidence_is_for_the_coach(language: str) -> None:
    exercises = built_in_workbook(language).exercises
    closed = {p.id for e in exercises for p in e.prompts if p.for_coach}
    assert "talk.openness" in closed
