"""Read rich text (.rtf) as WordPad, TextEdit and Word write it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from coopcoach.exchange.incoming.formats.charsets import BYTE_CHARSETS, probe_letters
from coopcoach.exchange.incoming.formats.parts import (
    STRESS,
    DocumentText,
    note_mark,
    stressed_line,
    struck_by_line,
)
from coopcoach.exchange.incoming.formats.rich_text_runs import STANDING_OUT, STRUCK, with_signs

# Characters beyond the basic plane come as two negative numbers, one for each half.
_NEGATIVE = re.compile(r"\\u-(\d{1,5})")
_RAW = re.compile("[\x80-\xff]")
_GROUP = re.compile(r"\{(?:\\\*\s?)?\\(?P<kind>annotation|footnote|(?:header|footer)[lrf]?)\b ?")
_BRACKET = re.compile(r"[()\[\]]")
_BRACE = re.compile(r"\\[^a-z]|[{}]")
_PICTURE = re.compile(r"\{\\pict\b|\\objdata\b")


def rich_text(data: bytes) -> DocumentText:
    """Return the text of a file in RTF.

    The charset is the one that the file names; where characters are lost so, another one that keeps more of
    the last line of the workbook. Struck and hidden words are marked with ``~~``, words that stand out on a line with a box
    with ``**``.
    """
    from striprtf.striprtf import rtf_to_text

    source = _RAW.sub(lambda m: f"\\'{ord(m[0]):02x}", data.decode("latin-1"))
    source = _NEGATIVE.sub(lambda m: f"\\u{0x10000 - int(m[1])}", source)
    source, beside = _without_groups(source, partial(rtf_to_text, errors="replace"))
    # The library leaves out the numbers and bullets of older lists.
    source = with_signs(source).replace("\\pntext", "\\listtext")
    named = re.search(r"\\ansicpg(\d+)", source[:2000])
    charsets = [f"cp{named[1]}"] if named else []
    texts = []
    for charset in dict.fromkeys([*charsets, *BYTE_CHARSETS]):
        try:
            text = str(rtf_to_text(source, encoding=charset, errors="replace"))  # type: ignore[no-untyped-call]
        except LookupError:
            continue
        texts.append(text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))
        if probe_letters(texts[-1]) is None:
            break
    whole = max(texts, key=lambda text: probe_letters(text) or 0)
    whole = whole.replace(STRUCK, "~~").replace(STANDING_OUT, STRESS)
    whole = struck_by_line("\n".join(map(stressed_line, whole.split("\n"))))
    return DocumentText(
        whole, tuple(beside.notes), tuple(beside.margins), len(_PICTURE.findall(source))
    )


@dataclass
class _Beside:
    """The comments of a file, and its headers and footers."""

    notes: list[str] = field(default_factory=list)
    margins: list[str] = field(default_factory=list)


def _without_groups(source: str, text_of: Callable[[str], str]) -> tuple[str, _Beside]:
    """Return the source with marks of its comments and with its footnotes in brackets, which the library leaves out."""
    beside, out, place = _Beside(), list[str](), 0
    for group in _GROUP.finditer(source):
        if group.start() < place:
            continue
        end = _end_of_group(source, group.start())
        inner = source[group.end() : end - 1]
        told = _BRACKET.sub(" ", text_of(f"{{\\rtf1\\ansi {inner}}}"))
        words = " ".join(told.split())
        out.append(source[place : group.start()])
        place = end
        if group["kind"] == "annotation":
            beside.notes.append(words)
            out.append(_escaped(note_mark(len(beside.notes) - 1)) if words else "")
        elif group["kind"] == "footnote":
            out.append(_escaped(f" ({words})") if words else "")
        elif any(map(str.isalpha, words)) and words not in beside.margins:
            beside.margins.append(words)
    return "".join([*out, source[place:]]), beside


def _end_of_group(source: str, start: int) -> int:
    depth = 0
    for brace in _BRACE.finditer(source, start):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if depth == 0:
            return brace.end()
    return len(source)


def _escaped(text: str) -> str:
    return "".join(c if c.isalnum() and c.isascii() else f"\\u{ord(c)}?" for c in text)
