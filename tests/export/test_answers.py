"""How high answers are on a page, and which of them stand side by side."""

from __future__ import annotations

import pytest

from coopcoach.export.answers import FULL_WIDTH, HALF_WIDTH, fits_beside, is_short, lines
from coopcoach.markup.answer_view import AnswerView, TableRow, TableView


def prose(*paragraphs: str) -> AnswerView:
    return AnswerView(shape="prose", prose="".join(f"<p>{p}</p>\n" for p in paragraphs))


def table(*rows: tuple[str, ...]) -> TableView:
    return TableView(
        columns=tuple("Spalte" for _ in rows[0]),
        rows=tuple(TableRow(head="", cells=row) for row in rows),
        has_heads=False,
        is_form=False,
    )


def test_each_paragraph_begins_a_line_and_tags_take_none() -> None:
    assert lines(prose("kurz", "auch <strong>kurz</strong> &amp; gut"), HALF_WIDTH) == 2
    assert lines(prose("x" * (HALF_WIDTH + 1)), HALF_WIDTH) == 2
    assert lines(None, HALF_WIDTH) == 1


def test_long_answers_stand_below_each_other() -> None:
    short, long = prose("kurz"), prose(*["Wort " * 20] * 12)
    assert fits_beside([short, None])
    assert not fits_beside([short, long])
    assert is_short(short, FULL_WIDTH)
    assert not is_short(long, FULL_WIDTH)


def test_tables_stand_side_by_side_where_their_words_fit() -> None:
    narrow = AnswerView(shape="table", table=table(("Aufmaß", "ich", "5 von 5")))
    wide = AnswerView(shape="table", table=table(tuple("Gewerbeschau" for _ in range(5))))
    assert fits_beside([narrow, narrow])
    assert not fits_beside([narrow, wide])


@pytest.mark.parametrize("cells", [("", ""), ("x", "y" * 400), ("eins zwei", "3")])
def test_the_columns_fill_the_width_and_none_vanishes(cells: tuple[str, ...]) -> None:
    shares = table(cells).shares
    assert 98 <= sum(shares) <= 100
    assert min(shares) >= 15


def test_no_date_is_broken_beside_long_texts() -> None:
    view = table(
        ("13.01.2027", *["Wir stimmen uns ab, bevor jemand der Kundschaft etwas zusagt."] * 3)
    )
    letters_of_date = view.shares[0] * FULL_WIDTH // 100 - 2
    assert letters_of_date >= len("13.01.2027")
