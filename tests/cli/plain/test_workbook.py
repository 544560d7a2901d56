"""The workbook line by line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from coopcoach.cli.plain.answers import PlainQuestion
from coopcoach.cli.plain.shown import answer_lines
from coopcoach.cli.plain.workbook import run_prepare_plain
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
from coopcoach.domain.exercise import Kind
from coopcoach.i18n import translator
from coopcoach.services.partners.prepare import Prepare
from coopcoach.storage.sessions import answers_path
from tests.builders.prompts import LETTERS, column, prompt
from tests.builders.sessions import new_session, ticking

COLUMNS = (
    column("what", Kind.TEXT, "What"),
    column("who", Kind.CHOICE, "Who", options=LETTERS, other=True),
    column("hours", Kind.NUMBER, "Hours", unit="h/week"),
    column("ok", Kind.CHECK, "OK"),
)


SCALE = prompt(Kind.SCALE, minimum=Decimal(1), maximum=Decimal(5), low="no", high="yes")
FIRST = Row(
    cells={
        "what": TextValue(text="offer"),
        "who": ChoiceValue(option="b"),
        "hours": UnreadValue(text="a few"),
        "ok": CheckValue(value=True),
    }
)
FIXED = prompt(Kind.TABLE, columns=COLUMNS[:1], rows=LETTERS[:2])
DAY = DateValue(value=date(2027, 1, 15))
SIGNED = RulesValue(rules=(ProposedRule(rule="call", sign="phone"), ProposedRule(rule="pay")))


@pytest.mark.parametrize(
    ("asked", "typed", "given"),
    [
        (prompt(Kind.TEXT), ["peace"], Answer(value=TextValue(text="peace"))),
        (prompt(Kind.LONG), ["one", "two", ""], Answer(value=TextValue(text="one\ntwo"))),
        (
            prompt(Kind.CHOICE, options=LETTERS),
            ["9", "x", "2"],
            Answer(value=ChoiceValue(option="b")),
        ),
        (
            prompt(Kind.CHOICE, options=LETTERS, other=True),
            ["mine"],
            Answer(value=ChoiceValue(other="mine")),
        ),
        (
            prompt(Kind.MULTI, options=LETTERS),
            ["3, 1"],
            Answer(value=OptionsValue(options=("a", "c"))),
        ),
        (prompt(Kind.CHECK, options=LETTERS), ["0"], Answer(value=OptionsValue())),
        (SCALE, ["6", "4", "why not"], Answer(value=ScaleValue(value=4), remark="why not")),
        (
            prompt(Kind.RANKING, options=LETTERS),
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


def again(asked, given, *typed):
    """The answer after it was asked once more."""
    lines, said = iter(typed), []
    answer = PlainQuestion(asked, lambda _: next(lines), said.append, translator("en")).ask(given)
    assert list(lines) == []
    return answer


def test_an_empty_line_leaves_each_cell_of_a_table_as_it_is():
    asked = prompt(Kind.TABLE, columns=COLUMNS[:2], rows=LETTERS[:3])
    before = Answer(
        value=TableValue(
            rows=(
                Row(row="a", cells={"what": TextValue(text="one"), "who": ChoiceValue(option="a")}),
                Row(row="c", cells={"what": TextValue(text="three")}),
            )
        )
    )
    after = again(asked, before, "", "2", "two", "", "", "")
    assert [row.row for row in after.value.rows] == ["a", "b", "c"]
    assert after.value.rows[0].cells == {
        "what": TextValue(text="one"),
        "who": ChoiceValue(option="b"),
    }
    assert after.value.rows[2] == before.value.rows[1]


def test_a_row_is_changed_by_its_number_and_rows_are_added():
    asked = prompt(Kind.TABLE, columns=COLUMNS[:1], max_rows=9)
    before = Answer(
        value=TableValue(rows=tuple(Row(cells={"what": TextValue(text=x)}) for x in ("one", "two")))
    )
    after = again(asked, before, "7", "2", "zwei", "", "three", "")
    words = [row.cells["what"].text for row in after.value.rows]
    assert words == ["one", "zwei", "three"]


def test_a_rule_keeps_its_sign_when_its_words_are_changed():
    asked = prompt(Kind.RULES, maximum=Decimal(5))
    after = again(asked, Answer(value=SIGNED), "1", "ring", "", "", "")
    assert after.value.rules == (ProposedRule(rule="ring", sign="phone"), SIGNED.rules[1])


def test_what_was_pasted_is_one_answer_blank_lines_and_all():
    pastes = iter([["", "  - two", "three"], []])
    lines = iter(["one", ""])
    ask = PlainQuestion(
        prompt(Kind.LONG),
        lambda _: next(lines),
        lambda _: None,
        translator("en"),
        lambda: next(pastes),
    ).ask
    assert ask(Answer()) == Answer(value=TextValue(text="one\n\n  - two\nthree"))


@pytest.fixture
def path(tmp_path):
    workspace, slug = new_session(tmp_path, pack="full")
    # The first page asks two questions: whether all is set up, and what one wishes.
    for exercise in (workspace.session_folder(slug) / "exercises").glob("*/arrive.md"):
        head, *blocks = exercise.read_text("utf-8").split("\n## ")
        kept = [block for block in blocks if "{#arrive.past " not in block]
        exercise.write_text("\n## ".join([head, *kept]), "utf-8")
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


def test_what_was_said_before_the_asking_broke_off_is_saved(path):
    run(path, "1", "Ruhe", "Der erste Grund.", "Der zweite.")
    why = Answer(value=TextValue(text="Der erste Grund.\nDer zweite."))
    assert on_disk(path).answer("goal.why") == why
    run(path, "zurück", "Nur einer.", "zurück")
    assert on_disk(path).answer("goal.why").value.text == "Nur einer."


def test_an_answer_is_taken_back(path):
    run(path, "1", "!2", "Ruhe", "zurück", "?0")
    assert on_disk(path).answer("arrive.wish") == Answer(visibility=Visibility.COACH)


def test_ctrl_c_ends_it_with_everything_saved(path):
    lines = iter(["1", "Ruhe", "Ein Grund."])
    said = []

    def read(_):
        try:
            return next(lines)
        except StopIteration:
            raise KeyboardInterrupt from None

    assert run_prepare_plain(path, ticking(), read, said.append) == 130
    assert on_disk(path).answer("goal.why").value.text == "Ein Grund."
    assert said[-1] == "Alles ist gespeichert."


def test_handing_in_at_the_end_names_what_is_blank(path):
    places = on_disk(path).asked
    said = run(path, *["skip"] * len(places), "ja")
    assert on_disk(path).handed_in
    assert sum(line.startswith("- ") and line[2:] in labels(places) for line in said) == len(places)
    run(path, "nein")
    assert on_disk(path).handed_in
    run(path, "ja", "ende")
    assert on_disk(path).handed_in is None


def labels(places):
    return {place.prompt.label for place in places}
