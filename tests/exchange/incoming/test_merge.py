"""Several states of one partner's answers become one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from coopcoach.domain.answers import Answer, TextValue, Visibility
from coopcoach.domain.exercise import Kind, Phase
from coopcoach.exchange.incoming.merge import joined
from coopcoach.exchange.incoming.returned import Returned
from tests.builders.comparisons import workbook

MADE = datetime(2027, 1, 10, 9, 0, tzinfo=UTC)


def state(day: int, *, handed_in: bool, at: datetime | None = None) -> Returned:
    return Returned(
        form="markdown",
        session="s",
        partner="anna",
        language="en",
        made=MADE + timedelta(days=day),
        handed_in=handed_in,
        handed_in_at=at,
    )


@pytest.mark.parametrize("is_first", [True, False])
def test_of_two_states_of_one_age_the_narrower_audience_counts(is_first: bool) -> None:
    prompt = next(p for e in workbook().exercises for p in e.prompts_in(Phase.PREPARE, "full"))
    words = TextValue(text="GEHEIM-7")
    closed = Answer(value=words, visibility=Visibility.ME)
    states = [
        state(0, handed_in=False).model_copy(update={"answers": {prompt.id: answer}})
        for answer in (closed, Answer(value=words))
    ]
    whole = joined(states if is_first else states[::-1], {"en": workbook()})
    assert whole.answers[prompt.id].visibility is Visibility.ME
    assert "GEHEIM-7" not in repr(whole.found)
    assert whole.notices


@pytest.mark.parametrize("marks", [(True, False), (False, True), (True, True)])
def test_a_file_that_says_nothing_does_not_take_a_hand_in_back(marks: tuple[bool, bool]) -> None:
    first, second = (state(day, handed_in=mark) for day, mark in enumerate(marks))
    for states in ([first, second], [second, first]):
        assert joined(states, {"en": workbook()}).handed_in


def test_none_is_handed_in_where_no_file_says_so() -> None:
    states = [state(day, handed_in=False) for day in range(2)]
    assert not joined(states, {"en": workbook()}).handed_in


@pytest.mark.parametrize("hours", [(3, None), (None, 3), (3, 1), (1, 3)])
def test_the_latest_time_of_handing_in_counts(hours: tuple[int | None, int | None]) -> None:
    times = [None if n is None else MADE + timedelta(hours=n) for n in hours]
    states = [state(day, handed_in=bool(at), at=at) for day, at in enumerate(times)]
    assert joined(states, {"en": workbook()}).handed_in_at == MADE + timedelta(hours=3)


def answered(day: int, prompt_id: str, words: str) -> Returned:
    answers = {prompt_id: Answer(value=TextValue(text=words))}
    return state(day, handed_in=False).model_copy(update={"answers": answers})


def test_an_earlier_answer_that_a_later_one_replaces_is_found_with_its_question() -> None:
    asked = (p for e in workbook().exercises for p in e.prompts_in(Phase.PREPARE, "full"))
    prompt = next(prompt for prompt in asked if prompt.kind is Kind.LONG)
    states = [answered(1, prompt.id, "later"), answered(0, prompt.id, "earlier")]
    whole = joined(states, {"en": workbook()})
    assert whole.answers[prompt.id].value == TextValue(text="later")
    assert whole.found == (f"{prompt.label}\n\nearlier",)


def test_answers_to_a_question_that_the_workbook_lacks_are_merged_too() -> None:
    states = [answered(day, "gone.question", words) for day, words in enumerate(("one", "two"))]
    whole = joined(states, {"en": workbook()})
    assert whole.answers["gone.question"].value == TextValue(text="two")
    assert whole.found == ()
