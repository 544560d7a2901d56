"""Markdown as blocks of words: what the screen draws is what the page prints, and nothing is lost."""

from __future__ import annotations

from hypothesis import given

from coopcoach.markup.prose import (
    AsWritten,
    Divider,
    Grid,
    Heading,
    Item,
    Listing,
    Paragraph,
    Quote,
    Run,
    prose,
)
from coopcoach.tui.widgets.drawings.prose import prose_lines
from coopcoach.tui.widgets.frame.sanitize import sanitize
from tests.builders.strategies import ANY_TEXT


def drawn(text: str, width: int = 40) -> list[str]:
    return [line.plain for line in prose_lines(text, width)]


def test_blocks():
    text = "# Head\n\none **two**\n\n- a\n- [x] b\n\n> quote\n\n```\ncode\n```\n\n|a|b|\n|-|-|\n|1|2|\n\n---"
    assert prose(text) == (
        Heading((Run("Head"),)),
        Paragraph((Run("one "), Run("two", strong=True))),
        Listing((Item("–", (Paragraph((Run("a"),)),)), Item("☑", (Paragraph((Run("b"),)),)))),
        Quote((Paragraph((Run("quote"),)),)),
        AsWritten("code"),
        Grid(((Run("a"),), (Run("b"),)), (((Run("1"),), (Run("2"),)),)),
        Divider(),
    )


def test_lists_hang_below_their_words_and_lie_in_each_other():
    text = "1. a long item that goes on and on\n   - inner\n2. two\n10. ten"
    assert drawn(text, 20) == [
        "1.  a long item that",
        "    goes on and on",
        "    – inner",
        "2.  two",
        "10. ten",
    ]


def test_a_link_is_its_words_and_its_address():
    assert drawn("see [us](https://a.example) or <https://b.example>") == [
        "see us (https://a.example) or",
        "https://b.example",
    ]
    assert drawn("[x](javascript:alert) ![p](https://a.example/p.png)", 80) == [
        "[x](javascript:alert) !p (https://a.example/p.png)"
    ]


def test_a_table_stands_in_columns_or_row_by_row():
    text = "| what | who |\n|---|---|\n| keys | Anna |\n| van | Ben |"
    assert drawn(text) == ["what │ who", "─────┼─────", "keys │ Anna", "van  │ Ben"]
    assert drawn(text, 9) == [
        "· what:",
        "  keys",
        "  who:",
        "  Anna",
        "· what:",
        "  van",
        "  who:",
        "  Ben",
    ]


def test_what_lies_too_deep_is_drawn_as_it_was_written():
    deep = "\n".join("  " * level + f"- level {level}" for level in range(49))
    lines = drawn(deep, 200)
    assert lines == deep.split("\n")
    wide = "|a" * 40 + "|\n" + "|-" * 40 + "|\n" + "|1" * 40 + "|"
    assert "".join(drawn(wide, 30)).count("1") == 40


def test_nothing_of_200_rows_or_ten_thousand_letters_is_lost():
    rows = "".join(f"| row {n} | x |\n" for n in range(200))
    assert "row 199" in "\n".join(drawn("| a | b |\n|---|---|\n" + rows))
    assert "".join(drawn("x" * 10_000, 33)) == "x" * 10_000


def test_markup_of_the_screen_and_html_are_plain_words():
    text = "[@click=app.quit]x[/] [/x] [b]y[/b] <b>z</b> <!-- c -->"
    assert drawn(text, 80) == [text]


def test_one_line_break_is_one_line_break():
    assert drawn("one\ntwo\n\nthree") == ["one", "two", "", "three"]


@given(ANY_TEXT)
def test_any_text_can_be_drawn_in_its_width_without_a_control_character(text):
    lines = prose_lines(text, 24)
    assert all(line.cell_length <= 24 for line in lines)
    assert all(line.plain == sanitize(line.plain) for line in lines)
