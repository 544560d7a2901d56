"""Answers in words, in both languages."""

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
    RankingValue,
    Row,
    ScaleValue,
    Stance,
    TableValue,
    TextValue,
    UnreadValue,
)
from coopcoach.domain.exercise import UNITS, Kind, Option, Prompt, Unit
from coopcoach.export.answers import answer_view, comparison_table
from coopcoach.i18n import translator
from coopcoach.markup.kinds import cell_words
from coopcoach.wording.shortening import shortened
from coopcoach.wording.units import number_words
from tests.builders import prompts
from tests.builders.prompts import column, options

DE, EN = translator("de"), translator("en")
OPTIONS = options(a="Apfel", b="Birne")


WITH_OPTIONS = {Kind.CHOICE, Kind.MULTI, Kind.CHECK, Kind.RANKING}


def prompt(kind: Kind, **fields: object) -> Prompt:
    """Return a prompt with two options."""
    return prompts.prompt(kind, **({"options": OPTIONS} if kind in WITH_OPTIONS else {}), **fields)


def test_text_is_words_and_long_text_is_markdown() -> None:
    answer = Answer(value=TextValue(text="**ja** <b>"))
    assert answer_view(prompt(Kind.TEXT), answer, DE).words == "**ja** <b>"
    assert (
        answer_view(prompt(Kind.LONG), answer, DE).prose == "<p><strong>ja</strong> &lt;b&gt;</p>\n"
    )


def test_options_are_named() -> None:
    assert (
        answer_view(prompt(Kind.CHOICE), Answer(value=ChoiceValue(option="b")), DE).words == "Birne"
    )
    assert (
        answer_view(prompt(Kind.CHOICE), Answer(value=ChoiceValue(other="Nuss")), DE).words
        == "Nuss"
    )
    assert answer_view(prompt(Kind.CHOICE), Answer(value=ChoiceValue()), DE).words == ""
    many = Answer(value=OptionsValue(options=("a",), other="Nuss"))
    assert answer_view(prompt(Kind.MULTI), many, DE).items == ("Apfel", "Nuss")
    assert answer_view(
        prompt(Kind.MULTI), Answer(value=OptionsValue(options=("a",))), DE
    ).items == ("Apfel",)
    ranked = Answer(value=RankingValue(order=("b", "weg")))
    assert answer_view(prompt(Kind.RANKING), ranked, DE).items == ("Birne", "weg")


def test_a_blank_value_is_not_drawn() -> None:
    for value in (None, OptionsValue(), TableValue(rows=()), RankingValue(order=())):
        assert answer_view(prompt(Kind.TABLE), Answer(value=value, remark="x"), DE).shape == "none"


def test_a_scale_knows_its_steps() -> None:
    asked = prompt(Kind.SCALE, minimum=Decimal(1), maximum=Decimal(5), low="nie", high="immer")
    shown = answer_view(asked, Answer(value=ScaleValue(value=2), remark="*weil*"), DE)
    assert shown.scale is not None
    assert shown.scale.steps == (True, True, False, False, False)
    assert shown.remark == "<p><em>weil</em></p>\n"


def test_ways_not_to_answer_are_told() -> None:
    assert (
        answer_view(prompt(Kind.TEXT), Answer(stance=Stance.DONT_KNOW), EN).stance
        == "don’t know yet"
    )
    shown = answer_view(prompt(Kind.TEXT), Answer(stance=Stance.TALK_LIVE), DE)
    assert shown.stance == "darüber möchte ich im Gespräch reden"
    assert shown.shape == "none"


CELLS = [
    (Kind.TEXT, TextValue(text="x"), "x", "x"),
    (Kind.NUMBER, UnreadValue(text="etwa vier"), "etwa vier", "etwa vier"),
    (Kind.DATE, DateValue(value=date(2027, 3, 1)), "01.03.2027", "01/03/2027"),
    (Kind.CHECK, CheckValue(value=True), "ja", "yes"),
    (Kind.CHECK, CheckValue(value=False), "nein", "no"),
    (Kind.SCALE, ScaleValue(value=3), "3 von 5", "3 of 5"),
    (Kind.NUMBER, NumberValue(value=Decimal("1234.5")), "1.234,5", "1,234.5"),
]


@pytest.mark.parametrize(("kind", "cell", "german", "english"), CELLS)
def test_cells_are_words(kind: Kind, cell: object, german: str, english: str) -> None:
    scale = {"minimum": 0, "maximum": 5} if kind is Kind.SCALE else {}
    asked = column("c", kind, "C", **scale)
    assert cell_words(asked, cell, DE) == german  # type: ignore[arg-type]
    assert cell_words(asked, cell, EN) == english  # type: ignore[arg-type]


def test_a_date_that_stands_alone_is_written_out() -> None:
    answer = Answer(value=DateValue(value=date(2027, 3, 1)))
    assert answer_view(prompt(Kind.DATE), answer, DE).words == "1. März 2027"


UNIT_WORDS: dict[Unit, tuple[str, str]] = {
    "h/week": ("1 Stunde in der Woche", "6 hours a week"),
    "h/month": ("1 Stunde im Monat", "6 hours a month"),
    "eur/month": ("1 € im Monat", "€6 a month"),
    "eur/h": ("1 € pro Stunde", "€6 an hour"),
    "days": ("1 Tag", "6 days"),
    "minutes": ("1 Minute", "6 minutes"),
    "month": ("1. Monat", "month 6"),
    "times": ("1-mal", "6 times"),
    "percent": ("1 %", "6%"),
}


@pytest.mark.parametrize("unit", UNITS)
def test_numbers_name_their_unit(unit: Unit) -> None:
    german, english = UNIT_WORDS[unit]
    assert number_words(Decimal(1), unit, DE) == german
    assert number_words(Decimal(6), unit, EN) == english


def table(**fields: object) -> Prompt:
    asked = column("c", Kind.TEXT, "Spalte")
    return prompt(Kind.TABLE, columns=(asked,), **fields)


ROWS = (Option(id="r1", label="Erste"), Option(id="r2", label="Zweite"))


def filled(row: str | None, words: str) -> TableValue:
    return TableValue(rows=(Row(row=row, cells={"c": TextValue(text=words)}),))


def test_a_table_has_the_prompts_labels_and_blank_cells() -> None:
    two = (column("c", Kind.TEXT, "C"), column("d", Kind.TEXT, "D"))
    shown = answer_view(
        prompt(Kind.TABLE, columns=two, rows=ROWS), Answer(value=filled("r2", "x")), DE
    )
    assert shown.table is not None
    assert shown.table.columns == ("C", "D")
    assert [(row.head, row.cells) for row in shown.table.rows] == [("Zweite", ("x", ""))]


def test_rows_of_ones_own_have_no_head() -> None:
    shown = answer_view(table(max_rows=3), Answer(value=filled(None, "x")), DE)
    assert shown.table is not None
    assert shown.table.rows[0].head == ""
    assert not shown.table.has_heads


def test_short_answers_stand_row_by_row() -> None:
    given = [("Anna", Answer(value=filled("r1", "x"))), ("Ben", Answer(value=filled("r2", "y")))]
    shown = comparison_table(table(rows=ROWS), given, DE)
    assert shown is not None
    assert shown.columns == ("Anna", "Ben")
    assert [(r.head, r.cells) for r in shown.rows] == [
        ("Erste", ("x", "–")),
        ("Zweite", ("–", "y")),
    ]


@pytest.mark.parametrize(
    "other",
    [
        None,
        Answer(stance=Stance.RATHER_NOT),
        Answer(remark="nur Worte"),
    ],
)
def test_answers_without_rows_do_not(other: Answer | None) -> None:
    given = [("Anna", Answer(value=filled("r1", "x"))), ("Ben", other)]
    assert comparison_table(table(rows=ROWS), given, DE) is None
    assert comparison_table(table(max_rows=3), given, DE) is None


def test_remarks_stand_beside_the_rows() -> None:
    given = Answer(value=filled("r1", "x"), remark="dazu noch")
    assert comparison_table(table(rows=ROWS), [("Anna", given), ("Ben", given)], DE) is not None
    beside = answer_view(table(rows=ROWS), given, DE).beside
    assert beside is not None
    assert (beside.shape, beside.remark) == ("none", "<p>dazu noch</p>\n")
    assert answer_view(table(rows=ROWS), given.model_copy(update={"remark": ""}), DE).beside is None


def test_long_lines_are_cut_between_words() -> None:
    assert shortened("kurz", 10) == "kurz"
    assert shortened("eins zwei drei vier", 12) == "eins zwei…"
    assert shortened("x" * 20, 10) == "x" * 9 + "…"
