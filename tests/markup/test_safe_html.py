"""Markdown that people wrote: drawn where it is safe, shown as it was written where not."""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopcoach.markup.safe_html import is_ruler, plain_html, printable, safe_html
from tests.builders.examples import examples
from tests.builders.strategies import ANY_TEXT


class Tags(HTMLParser):
    """Collects what a browser would see."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.text = ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.text += data


DRAWN = {
    "p",
    "br",
    "ul",
    "ol",
    "li",
    "em",
    "strong",
    "s",
    "code",
    "a",
    "blockquote",
    "hr",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
PIECES = st.lists(
    st.one_of(
        ANY_TEXT,
        st.sampled_from(
            ["# ", "- ", "1. ", "> ", "```\n", "|a|b|\n|-|-|\n", "[x](", "![y](", "javascript:alert(1)",
             "<script>", "<img onerror=x>", "&#106;avascript:", "](data:text/html,x)", "**", "[a]: http://b", "\n", "    "]
        ),
    ),
    max_size=12,
).map("".join)  # fmt: skip


@given(PIECES)
def test_whatever_is_written_only_harmless_tags_come_out(text: str) -> None:
    seen = Tags(safe_html(text))
    assert seen.tags <= DRAWN
    assert seen.attributes <= {"href", "class", "start", "style"}
    assert all(re.match(r"(https?:|mailto:)", link, re.IGNORECASE) for link in seen.links)


@given(st.text(alphabet="abcäöü [](){}<>:#-*_|`\n1.!&", max_size=80))
def test_no_word_is_lost(text: str) -> None:
    drawn = Tags(safe_html(text)).text
    links = " ".join(Tags(safe_html(text)).links)
    for word in re.findall(r"[abcäöü]{2,}", text):
        assert word in drawn or word in links or word in links.replace("%", "") or "%" in links


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "file:///etc/passwd", "data:text/html,x", "/etc", "../x", "#a"],
)  # fmt: skip
def test_odd_links_are_text(link: str) -> None:
    assert Tags(safe_html(f"[klick]({link}) <{link}>")).links == []


def test_links_say_whether_their_address_must_be_printed() -> None:
    assert 'class="named"' in safe_html("[wir](https://example.org)")
    assert 'class="bare"' in safe_html("<https://example.org>")
    assert Tags(safe_html("[post](mailto:a@b.de)")).links == ["mailto:a@b.de"]


def test_a_reference_that_markdown_would_swallow_is_kept() -> None:
    assert "[1]: bald" in Tags(safe_html("[1]: bald")).text


def test_headings_of_an_answer_are_none_of_the_document() -> None:
    assert safe_html("# Groß\n\nklein") == '<p class="answer-heading">Groß</p>\n<p>klein</p>\n'


def test_line_ends_and_indents_are_kept_as_text() -> None:
    assert "<br>" in safe_html("eins\nzwei")
    assert "<pre" not in safe_html("    eingerückt")
    assert safe_html("```\n<b>\n```") == '<p class="as-written">&lt;b&gt;</p>\n'


def test_task_lists_have_boxes() -> None:
    assert "☐ offen" in safe_html("- [ ] offen")
    assert "☑ fertig" in safe_html("- [x] fertig")


@pytest.mark.parametrize(
    ("columns", "rows", "drawn"), [(12, 5, True), (13, 5, False), (3, 190, True), (3, 201, False)]
)
def test_tables_are_bounded(columns: int, rows: int, drawn: bool) -> None:
    line = "|" + "a|" * columns + "\n"
    text = line + "|" + "-|" * columns + "\n" + line * rows
    assert ("<table>" in safe_html(text)) is drawn


def test_a_table_that_would_never_end_is_quickly_text() -> None:
    text = "|" + "a|" * 500 + "\n|" + "-|" * 500 + "\n" + "|b|\n" * 2000
    begun = time.monotonic()
    assert "<table>" not in safe_html(text)
    assert time.monotonic() - begun < 3


def test_lists_too_deep_to_draw_are_shown_as_written_and_whole() -> None:
    text = "\n".join("  " * n + f"- tief{n}" for n in range(60))
    drawn = safe_html(text)
    assert all(f"tief{n}" in drawn for n in range(60))
    assert "<ul>" not in drawn


def test_what_no_reader_sees_is_left_out() -> None:
    assert printable("a\u202eb\x00c\x1b[31md\u200be") == "abc[31mde"
    assert printable("Zei\u00adle\r\n\tzwei 👩\u200d👧") == "Zei\u00adle\n\tzwei 👩\u200d👧"
    assert printable("a\u2028b") == "a\nb"
    assert plain_html("\na<b>\nc\n") == "a&lt;b&gt;<br>c"


# The pattern that was replaced, as it took longer than linear time.
RULER = re.compile(r"^[ \t>*+\d.)-]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\Z")


@examples(300)
@given(st.text(alphabet="-| :>1.a*", max_size=12))
def test_a_ruler_is_recognised_as_before(line: str) -> None:
    assert is_ruler(line) == (RULER.match(line) is not None)
