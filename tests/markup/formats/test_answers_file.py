"""``load(save(answer)) == answer`` for every kind of prompt."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopcoach.domain import answers as a
from coopcoach.domain.exercise import Exercise, Kind, Option, Phase, Prompt, Question, Workbook
from coopcoach.i18n import translator
from coopcoach.markup.document import Document
from coopcoach.markup.formats.answers_file import read_answers, write_answer_into
from tests.builders.texts import ANY_TEXT, SOME_TEXT

OPTIONS = (
    Option(id="owner", label="Whoever brought the customer"),
    Option(id="own-part", label="Each | their own <br> part {#x}"),
    Option(id="case", label="Case by case"),
)
SCALE = {"minimum": Decimal(1), "maximum": Decimal(5), "low": "not", "high": "very"}


def prompt(kind: Kind, **values: object) -> Prompt:
    fields: dict[str, object] = {
        "id": "team.test",
        "kind": kind,
        "label": "A question?",
        "phase": Phase.PREPARE,
        "packs": frozenset({"full"}),
    }
    return Prompt.model_validate({**fields, **values})


COLUMNS = (
    Question(id="what", kind=Kind.TEXT, label="What | is it"),
    Question(id="why", kind=Kind.LONG, label="Why"),
    Question(id="who", kind=Kind.CHOICE, label="Who", options=OPTIONS),
    Question.model_validate({"id": "weight", "kind": Kind.SCALE, "label": "Weight", **SCALE}),
    Question(id="hours", kind=Kind.NUMBER, label="Hours", unit="h/month"),
    Question(id="until", kind=Kind.DATE, label="Until"),
    Question(id="done", kind=Kind.CHECK, label="Done"),
)
OPTION_IDS = [option.id for option in OPTIONS]
NUMBERS = st.decimals(-100000, 100000, places=2).map(lambda d: a.NumberValue(value=d.normalize()))
DATES = st.dates(date(1000, 1, 1)).map(lambda d: a.DateValue(value=d))
ROWS = st.fixed_dictionaries(
    {},
    optional={
        "what": SOME_TEXT.map(lambda t: a.TextValue(text=t)),
        "why": SOME_TEXT.map(lambda t: a.TextValue(text=t)),
        "who": st.sampled_from(OPTION_IDS).map(lambda o: a.ChoiceValue(option=o)),
        "weight": st.integers(1, 5).map(lambda v: a.ScaleValue(value=v)),
        "hours": NUMBERS,
        "until": DATES,
        "done": st.booleans().map(lambda v: a.CheckValue(value=v)),
    },
).filter(bool)
FREE_TABLE = st.lists(ROWS.map(lambda c: a.Row(cells=c)), min_size=1, max_size=4).map(
    lambda rows: a.TableValue(rows=tuple(rows))
)
FIXED_TABLE = st.dictionaries(st.sampled_from(OPTION_IDS), ROWS, min_size=1).map(
    lambda rows: a.TableValue(
        rows=tuple(a.Row(row=o, cells=rows[o]) for o in OPTION_IDS if o in rows)
    )
)
TICKED = st.lists(st.sampled_from(OPTION_IDS), unique=True).map(
    lambda ids: tuple(sorted(ids, key=OPTION_IDS.index))
)
CHOICES = st.one_of(
    st.sampled_from(OPTION_IDS).map(lambda o: a.ChoiceValue(option=o)),
    ANY_TEXT.map(lambda t: a.ChoiceValue(other=t)),
)
MULTI = st.builds(a.OptionsValue, options=TICKED, other=st.none() | ANY_TEXT)
RULES = st.lists(st.builds(a.ProposedRule, rule=ANY_TEXT, sign=ANY_TEXT), min_size=1, max_size=4)

CASES = {
    "text": (prompt(Kind.TEXT), SOME_TEXT.map(lambda t: a.TextValue(text=t))),
    "long": (prompt(Kind.LONG), SOME_TEXT.map(lambda t: a.TextValue(text=t))),
    "choice": (prompt(Kind.CHOICE, options=OPTIONS, other=True), CHOICES),
    "multi": (prompt(Kind.MULTI, options=OPTIONS, other=True), MULTI),
    "check": (prompt(Kind.CHECK, options=OPTIONS), TICKED.map(lambda t: a.OptionsValue(options=t))),
    "scale": (prompt(Kind.SCALE, **SCALE), st.integers(1, 5).map(lambda v: a.ScaleValue(value=v))),
    "ranking": (
        prompt(Kind.RANKING, options=OPTIONS),
        st.permutations(OPTION_IDS).map(lambda o: a.RankingValue(order=tuple(o))),
    ),
    "number": (prompt(Kind.NUMBER, unit="eur/month"), NUMBERS),
    "date": (prompt(Kind.DATE), DATES),
    "table": (prompt(Kind.TABLE, columns=COLUMNS, max_rows=4), FREE_TABLE),
    "fixed table": (prompt(Kind.TABLE, columns=COLUMNS, rows=OPTIONS), FIXED_TABLE),
    "rules": (
        prompt(Kind.RULES, maximum=Decimal(5)),
        RULES.map(lambda r: a.RulesValue(rules=tuple(r))),
    ),
}


def exercise(question: Prompt) -> Exercise:
    return Exercise(
        id="test",
        point="team",
        title="Test",
        order=1,
        opening="",
        prompts=(question,),
        talk_minutes={"full": 1},
        language="en",
    )


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
    workbook = Workbook(language=lang, exercises=(exercise(question),))
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
