"""``load(save(answer)) == answer`` for every kind of prompt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopcoach.domain import answers as a
from coopcoach.domain.exercise import Kind, Phase
from coopcoach.i18n import translator
from coopcoach.markup.document import Document
from coopcoach.markup.formats.answers_file import read_answers, seal_of, write_answer_into
from tests.builders.prompts import workbook_of
from tests.builders.strategies import ANY_TEXT, CASES

FILE = """---
coopcoach: answers/1
partner: anna
language: {lang}   # as a person may write it
mood: cheerful
---
# Workbook

<!-- written by hand -->

### Another question? {{#goal.why}}

An answer, by hand.

### A question? {{#team.test}}

### Yet another {{#zz.unknown key=1}}

* kept *
"""


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("name", list(CASES))
@given(data=st.data())
def test_every_answer_comes_back(name: str, lang: str, data: st.DataObject) -> None:
    question, values = CASES[name]
    workbook = workbook_of(question, language=lang)
    answer = a.Answer(
        value=data.draw(st.none() | values),
        remark="" if question.kind in {Kind.TEXT, Kind.LONG} else data.draw(ANY_TEXT),
        stance=data.draw(st.none() | st.sampled_from(list(a.Stance))),
        visibility=data.draw(st.sampled_from(list(a.Visibility))),
    )
    if a.Answer(value=answer.value).is_blank:
        answer = answer.model_copy(update={"value": None})
    before = Document(FILE.format(lang=lang))
    after = Document(write_answer_into(before, question, answer, translator(lang)).source)
    assert read_answers(after, workbook, Phase.PREPARE).answer("team.test") == answer
    head, _, tail = before.source.partition("### A question? {#team.test}\n")
    assert after.source.startswith(head)
    assert after.source.endswith(tail.lstrip("\n"))
    again = write_answer_into(after, question, answer, translator(lang))
    assert again.source == after.source


@pytest.mark.parametrize("place", [0, 2_999, 3_000, 3_001, 20_000, 49_999])
def test_the_seal_covers_every_character(place: int) -> None:
    before = "word " * 10_000
    after = f"{before[:place]}X{before[place + 1 :]}"
    front = "---\ncoopcoach: answers/1\n---\n"
    assert seal_of(Document(front + before)) != seal_of(Document(front + after))
