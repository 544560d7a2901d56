"""Any text comes back exactly, below a heading and on one line."""

from __future__ import annotations

from hypothesis import given

from coopcoach.markup.literal import MARKED_HEADING, decode, decode_line, encode, encode_line
from tests.builders.strategies import ANY_TEXT


@given(ANY_TEXT)
def test_text_below_a_heading_comes_back(text: str) -> None:
    assert decode("\n" + encode(text) + "\n\n") == text


@given(ANY_TEXT)
def test_text_on_a_line_comes_back(text: str) -> None:
    line = encode_line(text)
    assert "\n" not in line
    assert "\r" not in line
    assert decode_line(line) == text


@given(ANY_TEXT)
def test_no_line_of_an_encoded_text_is_taken_for_a_heading_of_ours(text: str) -> None:
    assert not any(MARKED_HEADING.match(line) for line in encode(text).split("\n"))


@given(ANY_TEXT)
def test_an_encoded_text_survives_windows_line_ends(text: str) -> None:
    assert decode(encode(text).replace("\n", "\r\n")) == text


def test_plain_text_stands_as_it_was_typed() -> None:
    text = "Warum?\n\n- weil es *zusammen* besser geht & billiger ist\n- C:\\Angebote"
    assert encode(text) == text
