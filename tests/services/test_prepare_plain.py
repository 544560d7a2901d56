"""The workbook line by line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from coopcoach.domain.answers import (
    Answer,
    CheckValue,
    ChoiceValue,
    DateValue,
    NumberValue,
    OptionsValue,
    ProposedRule,
    RankingValue,
    Row,
    RulesValue,
    ScaleValue,
    Stance,
    TableValue,
    TextValue,
    UnreadValue,
    Visibility,
)
from coopcoach.domain.exercise import Kind, Option, Phase, Prompt, Question
from coopcoach.i18n import translator
from coopcoach.services.plain_answers import PlainQuestion
from coopcoach.services.plain_lines import answer_lines
from coopcoach.services.prepare import Prepare
from coopcoach.services.prepare_plain import run_prepare_plain
from coopcoach.storage.sessions import answers_path
from tests.services.sessions import new_session, ticking

OPTIONS = tuple(Option(id=letter, label=f"Option {letter}") for letter in "abcd")
COLUMNS = (
    Question(id="what", kind=Kind.TEXT, label="What"),
    Question(id="who", kind=Kind.CHOICE, label="Who", options=OPTIONS, other=True),
    Question(id="hours", kind=Kind.NUMBER, label="Hours", unit="h/week"),
    Question(id="ok", kind=Kind.CHECK, label="OK"),
)


def prompt(kind, **more):
    packs = frozenset({"compact"})
    return Prompt(id="x.y", kind=kind, label="?", phase=Phase.PREPARE, packs=packs, **more)


SCALE = prompt(Kind.SCALE, minimum=Decimal(1), maximum=Decimal(5), low="no", high="yes")
FIRST = Row(
    cells={
        "what": TextValue(text="offer"),
        "who": ChoiceValue(option="b"),
        "hours": UnreadValue(text="a few"),
        "ok": CheckValue(value=True),
    }
)
FIXED = prompt(Kind.TABLE, columns=COLUMNS[:1], rows=OPTIONS[:2])
DAY = DateValue(value=date(2027, 1, 15))
SIGNED = RulesValue(rules=(ProposedRule(rule="call", sign="phone"), ProposedRule(rule="pay")))


@pytest.mark.parametrize(
    ("asked", "typed", "given"),
    [
        (prompt(Kind.TEXT), ["peace"], Answer(value=TextValue(text="peace"))),
        (prompt(Kind.LONG), ["one", "two", ""], Answer(value=TextValue(text="one\ntwo"))),
        (
            prompt(Kind.CHOICE, options=OPTIONS),
            ["9", "x", "2"],
            Answer(value=ChoiceValue(option="b")),
        ),
        (
            prompt(Kind.CHOICE, options=OPTIONS, other=True),
            ["mine"],
            Answer(value=ChoiceValue(other="mine")),
        ),
        (
            prompt(Kind.MULTI, options=OPTIONS),
            ["3, 1"],
            Answer(value=OptionsValue(options=("a", "c"))),
        ),
        (prompt(Kind.CHECK, options=OPTIONS), ["0"], Answer(value=OptionsValue())),
        (SCALE, ["6", "4", "why not"], Answer(value=ScaleValue(value=4), remark="why not")),
        (
            prompt(Kind.RANKING, options=OPTIONS),
            ["2 2", "3 1"],
            Answer(value=RankingValue(order=("c", "a"))),
        ),
        (
            prompt(Kind.NUMBER, unit="h/week"),
            ["2.5"],
            Answer(value=NumberValue(value=Decimal("2.5"))),
        ),
        (prompt(Kind.NUMBER), ["a few"], Answer(remark="a few")),
        (prompt(Kind.DATE), ["15.1.2027"], Answer(value=DAY)),
        (
            prompt(Kind.TABLE, columns=COLUMNS, max_rows=3),
            ["offer", "2", "a few", "yes", "", "", "", ""],
            Answer(value=TableValue(rows=(FIRST,))),
        ),
        (
            FIXED,
            ["", "x"],
            Answer(value=TableValue(rows=(Row(row="b", cells={"what": TextValue(text="x")}),))),
        ),
        (
            prompt(Kind.RULES, maximum=Decimal(5)),
            ["call", "phone", "pay", "", ""],
            Answer(value=SIGNED),
        ),
    ],
)
def test_every_kind_is_asked_and_read(asked, typed, given):
    t = translator("en")
    lines, said = iter(typed), []
    ask = PlainQuestion(asked, lambda _: next(lines), said.append, t).ask
    assert ask(Answer()) == given
    assert list(lines) == []
    assert answer_lines(asked, given, t) or given.is_blank
    kept = PlainQuestion(asked, lambda _: "", said.append, t).ask(given)
    assert kept == given


@pytest.fixture
def path(tmp_path):
    workspace, slug = new_session(tmp_path)
    return answers_path(workspace, slug, "anna-meier")


def run(path, *typed):
    lines, said = iter(typed), []

    def read(asked):
        said.append(asked)
        try:
            return next(lines)
        except StopIteration:
            raise EOFError from None

    assert run_prepare_plain(path, ticking(), read, said.append) == 0
    return said


def on_disk(path):
    return Prepare(path, ticking())


def test_answers_are_saved_one_by_one(path):
    run(path, "1 3", "Mehr Ruhe")
    assert on_disk(path).answer("arrive.setting").value.options == ("quiet", "camera")
    assert on_disk(path).answer("arrive.wish") == Answer(value=TextValue(text="Mehr Ruhe"))


def test_it_goes_on_where_it_ended(path):
    run(path, "1")
    said = run(path, "Mehr Ruhe", "ende")
    assert any(line.startswith("2 von ") for line in said)
    assert on_disk(path).answer("arrive.wish") == Answer(value=TextValue(text="Mehr Ruhe"))


def test_back_skip_help_ways_not_to_answer_and_who_sees_it(path):
    run(path, "1", "zurück", "skip", "?", "!2", "Ruhe", "zurück", "?2")
    answer = on_disk(path).answer("arrive.wish")
    assert answer == Answer(
        value=TextValue(text="Ruhe"), stance=Stance.TALK_LIVE, visibility=Visibility.COACH
    )


def test_handing_in_at_the_end_names_what_is_blank(path):
    places = on_disk(path).places
    said = run(path, *["skip"] * len(places), "ja")
    assert on_disk(path).handed_in
    assert sum(line.startswith("- ") and line[2:] in labels(places) for line in said) == len(places)
    run(path, "nein")
    assert on_disk(path).handed_in
    run(path, "ja", "ende")
    assert on_disk(path).handed_in is None


def labels(places):
    return {place.prompt.label for place in places}
