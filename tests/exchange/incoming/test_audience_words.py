"""A remark of the partner about who may see an answer counts, whatever the boxes and attributes say."""

from __future__ import annotations

import pytest

from coopcoach.domain.answers import (
    Answer,
    ScaleValue,
    TableValue,
    TextValue,
    Visibility,
)
from coopcoach.domain.exercise import Kind, Phase
from coopcoach.domain.session import Partner
from coopcoach.exchange.incoming.audience_words import audience_in_remarks, narrowed
from coopcoach.exchange.incoming.expected import expected_of
from coopcoach.exchange.incoming.returned import Returned
from coopcoach.exchange.incoming.unpack import read_file
from coopcoach.i18n import translator
from coopcoach.markup.document import Document
from coopcoach.markup.formats.answers_file import new_answers_file, write_answer_into
from tests.builders.workbooks import built_in_workbook
from tests.exchange.incoming.test_numbered_mail import SESSION

DE = translator("de")
NAMES = frozenset(("anna", "ben"))
ANNA = Partner(id="anna-meier", name="Anna Meier")
WORKBOOK = built_in_workbook("de")
FIRST = {kind: next(p for p in prompts if p.kind is kind)
         for prompts in [[p for e in WORKBOOK.exercises for p in e.prompts_in(Phase.PREPARE, "full")]]
         for kind in (Kind.LONG, Kind.SCALE, Kind.TABLE)}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Mich stört das Radio. (nur ich)", Visibility.ME),
        ("Mich stört das Radio. Bitte nur für mich!", Visibility.ME),
        ("Mich stört das Radio.\nDas soll niemand sehen.", Visibility.ME),
        ("Mich stört das Radio. [only me]", Visibility.ME),
        ("Mich stört das Radio – nur der Coach", Visibility.COACH),
        ("Mich stört das Radio. Bitte Ben nicht zeigen!", Visibility.COACH),
        ("Mich stört das Radio. (Das bleibt bitte unter uns.)", Visibility.COACH),
        ("The radio bothers me. Please don't tell Ben.", Visibility.COACH),
        ("The radio bothers me (for your eyes only, please keep this to yourself)", Visibility.COACH),
        ("Nur ich koche mittags.", Visibility.BOTH),
        ("Wenn nur ich anrufe, ist es unfair. Ben ruft nicht an.", Visibility.BOTH),
        ("Ich will privat und Arbeit trennen.", Visibility.BOTH),
        ("Nur ich", Visibility.BOTH),
        ("Ich räume auf. Das weiß niemand. Niemand sieht das.", Visibility.BOTH),
        ("Der Preis. Nicht für Ben. Bitte!", Visibility.COACH),
        ("Niemand. Ben sagt nicht Bescheid.", Visibility.BOTH),
        ("I can only see you on Mondays. Not Ben.", Visibility.BOTH),
    ],
)  # fmt: skip
def test_only_remarks_that_say_nothing_else_narrow_the_audience(text: str, who: Visibility) -> None:
    assert audience_in_remarks(text, DE, NAMES) is who


def returned(**answers: Answer) -> Returned:
    by_prompt = {FIRST[Kind(kind)].id: answer for kind, answer in answers.items()}
    return Returned(
        form="pdf", session="s", partner="anna-meier", language="de", name="Anna Meier",
        answers=by_prompt, found=("Hallo Katrin", "Nr. 3 bitte nur für dich", "Geheim. (nur ich)"),
    )  # fmt: skip


def test_what_is_for_the_owner_alone_is_left_out_and_what_is_for_the_coach_narrowed() -> None:
    back = narrowed(
        returned(
            long=Answer(value=TextValue(text="Das Radio nervt. (nur ich)")),
            scale=Answer(value=ScaleValue(value=2), remark="nur für den Coach"),
            table=Answer(value=TableValue(rows=())),
        ),
        WORKBOOK,
        expected_of(SESSION),
    )
    assert back.answers[FIRST[Kind.LONG].id] == Answer(visibility=Visibility.ME)
    assert back.answers[FIRST[Kind.SCALE].id].visibility is Visibility.COACH
    assert back.answers[FIRST[Kind.TABLE].id].visibility is Visibility.BOTH
    assert back.found == ("Hallo Katrin", "Nr. 3 bitte nur für dich")
    told = [notice.sentence(DE) for notice in back.notices]
    assert len(told) == 3
    assert not any("Radio" in line for line in told)


def test_a_whole_answers_file_is_no_exception() -> None:
    prompt = FIRST[Kind.LONG]
    blank = new_answers_file("maler-tischler", ANNA, WORKBOOK, "full", DE)
    answer = Answer(value=TextValue(text="Das Radio nervt.\n\n(nur ich)"))
    source = write_answer_into(Document(blank), prompt, answer, DE).source
    (back,) = read_file(source.encode(), {"de": WORKBOOK}, expected=expected_of(SESSION))
    assert back.answers[prompt.id] == Answer(visibility=Visibility.ME)
    assert len(back.notices) == 1
