"""Markdown that people wrote, as HTML that can do no harm: no raw HTML, no image, no odd link.

What cannot be drawn safely is drawn as the text it was written as; nothing is dropped but characters
that no reader can see (control, bidirectional override and the like).
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

MOST_COLUMNS = 12
MOST_ROWS = 200
# Two for each level of a list: far more than a page has room for, far less than the parser's own limit.
DEEPEST = 30

_HARMLESS_SCHEME = re.compile(r"(?:https?://|mailto:)[^\s]", re.IGNORECASE)
# What stands before a table: quotes and list marks.
_BEFORE_TABLE = " \t>*+.)-"
_TASK = re.compile(r"(<li>\s*(?:<p>)?)\[([ xX])\](?= )")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co"})
# Joiners hold emoji and some scripts together; a soft hyphen says where a word may break.
_NEEDED = frozenset("\n\t\u200c\u200d\u00ad")


def printable(text: str) -> str:
    """Return a text without characters that change what a reader sees and cannot be seen themselves."""
    text = (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\u2028", "\n")
        .replace("\u2029", "\n")
    )
    kept = (c for c in text if c in _NEEDED or unicodedata.category(c) not in _INVISIBLE)
    return unicodedata.normalize("NFC", "".join(kept))


def safe_html(text: str) -> str:
    """Return Markdown as HTML blocks."""
    tokens = parsed(text)
    if tokens is None:
        return f'<p class="as-written">{plain_html(text)}</p>\n'
    parser = _parser(tables=True)
    drawn = parser.renderer.render(tokens, parser.options, {})
    return _TASK.sub(lambda m: m[1] + ("☐" if m[2] == " " else "☑"), drawn)


def parsed(text: str) -> list[Token] | None:
    """Return what a text says as Markdown; None where it lies deeper than anything can be drawn."""
    text = printable(text)
    tokens = _parser(_tables_in_bounds(text)).parse(text)
    return None if any(token.level > DEEPEST for token in tokens) else tokens


def plain_html(text: str) -> str:
    """Return a text as HTML that looks as it was written, without any Markdown."""
    lines = printable(text).strip("\n").split("\n")
    return "<br>".join(html.escape(line) for line in lines)


@cache
def _parser(tables: bool) -> MarkdownIt:
    # The other presets stop at 20 levels of nesting, and drop what lies deeper without a word.
    parser = MarkdownIt("js-default", {"html": False, "linkify": False, "breaks": True})
    # A reference would vanish from the page ("[1]: soon"), and indented words are no program.
    parser.disable(["html_block", "html_inline", "image", "code", "reference"])
    if not tables:
        parser.disable("table")
    parser.validateLink = _is_harmless  # type: ignore[method-assign]
    for level in ("heading_open", "heading_close"):
        parser.add_render_rule(level, _heading)
    parser.add_render_rule("link_open", _link)
    parser.add_render_rule("fence", _fence)
    return parser


def _is_harmless(url: str) -> bool:
    return _HARMLESS_SCHEME.match(url) is not None


def is_ruler(line: str) -> bool:
    """Return whether a line parts the head of a table from its rows, also in a quote or a list.

    A regular expression would try each of many hyphens as the mark of a list and as part of the first cell.
    """
    first, *cells = line.split("|")
    is_only_mark = _is_before_table(first)
    has_own = first.rstrip(" \t").removesuffix(":").endswith("-") and _is_before_table(
        first.rstrip(" \t").removesuffix(":").rstrip("-").removesuffix(":")
    )
    if not cells:
        return has_own
    inner, last = cells[:-1], cells[-1]
    if not all(map(_is_ruled, inner)) or not (_is_ruled(last) or not last.strip(" \t")):
        return False
    return has_own or (is_only_mark and _is_ruled(cells[0]))


def _is_before_table(text: str) -> bool:
    return all(character in _BEFORE_TABLE or character.isdecimal() for character in text)


def _is_ruled(cell: str) -> bool:
    bare = cell.strip(" \t").removeprefix(":").removesuffix(":")
    return bool(bare) and not bare.strip("-")


def _tables_in_bounds(text: str) -> bool:
    """Whether every table is small enough to be laid out; a long one takes half a minute and a gigabyte."""
    lines = text.split("\n")
    for place, line in enumerate(lines):
        if "-" not in line or "|" not in line or not is_ruler(line):
            continue
        below = lines[place + 1 :]
        rows = next((n for n, other in enumerate(below) if not other.strip()), len(below))
        if line.count("|") > MOST_COLUMNS + 1 or rows > MOST_ROWS:
            return False
    return True


def _heading(
    _self: RendererHTML, tokens: Sequence[Token], place: int, _options: OptionsDict, _env: EnvType
) -> str:
    # A heading of an answer is none of the document's: it must not appear in its outline.
    return '<p class="answer-heading">' if tokens[place].nesting == 1 else "</p>\n"


def _link(
    self: RendererHTML, tokens: Sequence[Token], place: int, options: OptionsDict, env: EnvType
) -> str:
    token = tokens[place]
    # On paper a link without its address leads nowhere; one that is its own text need not say it twice.
    token.attrSet("class", "bare" if token.markup == "autolink" else "named")
    return self.renderToken(tokens, place, options, env)


def _fence(
    _self: RendererHTML, tokens: Sequence[Token], place: int, _options: Any, _env: Any
) -> str:
    return f'<p class="as-written">{plain_html(tokens[place].content)}</p>\n'
