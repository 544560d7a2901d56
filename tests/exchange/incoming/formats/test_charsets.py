"""Whatever charset a workbook comes back in, its last line decides; what is lost is said."""

from __future__ import annotations

import unicodedata

import pytest

from coopcoach.domain.answers import Answer, TextValue, Visibility
from coopcoach.exchange.incoming.formats.charsets import decode, lost_characters
from coopcoach.exchange.incoming.markdown_return import read_markdown
from coopcoach.exchange.incoming.returned import Returned
from coopcoach.i18n import translator
from tests.builders.markdown_filling import blank_of, filled_in
from tests.exchange.incoming.mangling import WORKBOOK

TEXT = "Größe und Ärger für 5 € – „so“, Öl übers Jahr."
GIVEN = {
    "goal.why": Answer(value=TextValue(text=TEXT)),
    "goal.benefit": Answer(value=TextValue(text="Nur für mich: Ö"), visibility=Visibility.ME),
}
IDS = [p.id for e in WORKBOOK.exercises for p in e.prompts if p.kind.value in {"text", "long"}]
FIRST, SECOND = IDS[:2]
WHOLE = filled_in(blank_of(WORKBOOK), dict(zip(IDS, GIVEN.values(), strict=False)), WORKBOOK)


def read(data: bytes) -> Returned:
    return read_markdown(data, {"de": WORKBOOK})


@pytest.mark.parametrize(
    "charset",
    ["utf-8", "utf-8-sig", "cp1252", "mac_roman", "utf-16", "utf-16-le", "utf-16-be", "utf-32"],
)
@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_a_charset_that_knows_every_character_loses_none(charset: str, line_break: str) -> None:
    back = read(WHOLE.replace("\n", line_break).encode(charset))
    assert back.answers[FIRST].value == TextValue(text=TEXT)
    assert back.notices == ()


def test_letters_that_were_taken_apart_are_put_together() -> None:
    back = read(unicodedata.normalize("NFD", WHOLE).encode())
    assert back.answers[FIRST].value == TextValue(text=TEXT)


@pytest.mark.parametrize(
    ("charset", "arrived", "lost"),
    [
        ("iso8859-15", TEXT.translate({ord(c): "?" for c in "–„“"}), "„ “ ” – ’"),
        ("cp850", TEXT.translate({ord(c): "?" for c in "€–„“"}), "€ „ “ ” – ’"),
    ],
)
def test_an_older_charset_is_known_and_its_losses_are_named(
    charset: str, arrived: str, lost: str
) -> None:
    back = read(WHOLE.encode(charset, "replace"))
    assert back.answers[FIRST].value == TextValue(text=arrived)
    (notice,) = back.notices
    assert notice.sentence(translator("en")).endswith(lost)


def test_bytes_of_no_known_charset_are_kept_but_not_those_of_an_answer_for_its_owner() -> None:
    strange = WHOLE.encode("cp1252").translate(
        bytes.maketrans(bytes(range(192, 256)), bytes(range(128, 192)))
    )
    back = read(strange)
    assert "characters were lost" in back.notices[0].sentence(translator("en"))
    kept = [text for text in back.found if "\\x" in text]
    assert any(text.startswith("Gr\\x") for text in kept)
    assert not any("mich" in text for text in back.found)


def test_lines_in_another_charset_within_utf_8_are_read_as_such() -> None:
    lines = WHOLE.split("\n")
    data = b"\n".join(line.encode("cp1252") if line == TEXT else line.encode() for line in lines)
    assert read(data).answers[FIRST].value == TextValue(text=TEXT)


def test_without_the_last_line_the_letters_of_the_text_decide() -> None:
    for charset in ("cp1252", "mac_roman", "cp850", "iso8859-15"):
        words = "Änderung größerer Flächen übers Jahr"
        assert decode(words.encode(charset)).text == words


def test_straight_quotation_marks_are_no_loss() -> None:
    line = "x ÄÖÜ äöü ß € \"a\" 'b' - ' & < > = | 0123456789 abcdefghijklmnopqrstuvwxyz"
    assert lost_characters(line) == ""
    assert lost_characters(line.replace("ß", "?")) == "ß „ “ ” – ’"
