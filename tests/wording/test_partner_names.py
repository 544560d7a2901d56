"""The other partner's first name in a text: German and English grammar, neutral words, hostile names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from coopcoach.wording.partner_names import (
    LONGEST,
    genitive,
    name_in_text,
    unknown_placeholders,
    with_partner,
)


@pytest.mark.parametrize(
    ("name", "german", "english"),
    [
        ("Anna", "Annas", "Anna’s"),
        ("Jonas", "Jonas’", "Jonas’s"),
        ("Max", "Max’", "Max’s"),
        ("Franz", "Franz’", "Franz’s"),
        ("Strauß", "Strauß’", "Strauß’s"),
        ("Anna & Tom", "Anna & Toms", "Anna & Tom’s"),
    ],
)
def test_the_genitive_of_a_name(name: str, german: str, english: str) -> None:
    assert (genitive(name, "de"), genitive(name, "en")) == (german, english)


def test_a_name_stands_in_every_case() -> None:
    text = "Was hofft {partner}? Mit {partner.dative} reden, {partner.genitive} Rat hören."
    assert with_partner(text, "Jonas", "de") == (
        "Was hofft Jonas? Mit Jonas reden, Jonas’ Rat hören."
    )


def test_without_a_name_the_words_are_neutral_and_begin_a_sentence_in_capitals() -> None:
    text = "{partner} ruft an. Wir danken {partner.dative}.\n\n{partner|der andere} hilft."
    assert with_partner(text, "", "de") == (
        "Die andere Person ruft an. Wir danken der anderen Person.\n\nDer andere hilft."
    )
    assert with_partner("ask {partner.genitive} team", "", "en") == "ask your partner’s team"


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Dr. Anna Meier", "Anna"),
        ("Anna und Tom Meier", "Anna und Tom"),
        ("Firma Hölzl", "Firma Hölzl"),
        ("Frau Meier", ""),
        ("Frau Dr. Meier", ""),
        ("Herr und Frau Meier", ""),
        ("Frau Anna Meier", "Anna"),
        ("Mrs Jones", ""),
        ("", ""),
        ("  ", ""),
        ("<b>Anna</b> Meier", "bAnnab"),
        ("*Anna* Meier", "Anna"),
        ("[x](javascript:alert) y", "xjavascriptalert"),
        ("{partner} Meier", "partner"),
        ("\x1b[31mAnna", ""),
        ("\u202eannA", "annA"),
        ("`Jonas`", "Jonas"),
        ("12345", ""),
        ("- Anna", ""),
    ],
)
def test_a_name_is_never_a_command(name: str, called: str) -> None:
    found = name_in_text(name)
    assert found == called
    assert not set(found) & set('<>*_`[](){}|\\\x1b#~!"\u202e')


@given(st.text(max_size=60))
def test_any_name_is_plain_text_in_markdown(name: str) -> None:
    found = name_in_text(name)
    assert len(found) <= LONGEST
    text = with_partner("{partner}: ein Wort von {partner.dative}.", found, "de")
    if found:
        (paragraph,) = [t for t in MarkdownIt().parse(text) if t.type == "inline"]
        assert [child.type for child in paragraph.children or []] == ["text"]


@given(st.text(max_size=40))
def test_a_name_is_filled_in_once(name: str) -> None:
    assert "{" not in with_partner("{partner}", name_in_text(name), "de")


def test_other_placeholders_are_unknown() -> None:
    assert unknown_placeholders("{partner} {other} {partner.accusative} {}") == (
        "{other}",
        "{partner.accusative}",
        "{}",
    )
