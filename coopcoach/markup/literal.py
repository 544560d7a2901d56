"""Any text, written so that it reads as itself and comes back exactly.

Three things could be lost between a text and a Markdown file: a line that looks like one of our own
headings, white space at the ends, and characters that editors and line splitters change (CR, NUL,
U+2028 and so on). The first gets a backslash, as Markdown has it; the others become numeric character
references, which Markdown viewers show as the character. Everything else stands as it was typed.
"""

from __future__ import annotations

import re

MARKED_HEADING = re.compile(
    r"(?P<hashes>#{1,6})[ \t]++(?P<title>(?:.*?[^ \t])??)[ \t]*+(?P<attrs>\{#[^{}]*\})[ \t]*\Z"
)
_MARKED_LINE = r"(?=#{1,6}[ \t].*\{#[^{}\n]*\}[ \t]*$)"
_LOOKS_MARKED = re.compile(r"^(\\*)" + _MARKED_LINE, re.MULTILINE)
_ESCAPED_MARK = re.compile(r"^\\(\\*)" + _MARKED_LINE, re.MULTILINE)

ODD_CHARACTER = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")
_EDGE = " \t\n"
_REFERENCE = re.compile(r"&(?P<amps>(?:amp;)*)#(?P<code>[0-9]{1,7});")


def encode(text: str) -> str:
    """Return the text as it stands in a file, below a heading."""
    return _LOOKS_MARKED.sub(r"\\\1", _encode_characters(text))


def decode(body: str) -> str:
    """Return the text that stands in a section's body; the inverse of ``encode``."""
    body = body.replace("\r\n", "\n").replace("\r", "\n")
    return _decode_characters(_ESCAPED_MARK.sub(r"\1", trimmed(body)))


def encode_line(text: str) -> str:
    """Return the text on one line, as it stands in a table's cell or a list item."""
    text = _encode_characters(text)
    text = text.replace("\\", "\\\\").replace("|", "\\|").replace("<br>", "\\<br>")
    return text.replace("\n", "<br>")


def decode_line(line: str) -> str:
    """Return the text that stands on one line; the inverse of ``encode_line``."""
    out: list[str] = []
    position = 0
    while position < len(line):
        if line[position] == "\\" and line[position + 1 : position + 2] in {"\\", "|", "<"}:
            out.append(line[position + 1])
            position += 2
        elif line.startswith("<br>", position):
            out.append("\n")
            position += 4
        else:
            out.append(line[position])
            position += 1
    return _decode_characters("".join(out))


def heading_text(text: str) -> str:
    """Return a text as it may stand in a heading's title: one line, and no braces of its own."""
    return encode_line(" ".join(text.split())).replace("{", "(").replace("}", ")")


def trimmed(body: str) -> str:
    """Return a section's body without the blank lines around it."""
    lines = body.split("\n")
    filled = [number for number, line in enumerate(lines) if line.strip(" \t")]
    if not filled:
        return ""
    return "\n".join(lines[filled[0] : filled[-1] + 1]).rstrip(" \t")


def _encode_characters(text: str) -> str:
    text = _REFERENCE.sub(lambda m: "&amp;" + m[0][1:] if _is_ours(m) else m[0], text)
    text = ODD_CHARACTER.sub(lambda m: _reference(m[0]), text)
    if text and text[0] in _EDGE:
        text = _reference(text[0]) + text[1:]
    if text and text[-1] in _EDGE:
        text = text[:-1] + _reference(text[-1])
    return text


def _decode_characters(text: str) -> str:
    return _REFERENCE.sub(_dereference, text)


def _is_ours(match: re.Match[str]) -> bool:
    code = int(match["code"])
    if code > 0x10FFFF:
        return False
    return chr(code) in _EDGE or ODD_CHARACTER.match(chr(code)) is not None


def _reference(character: str) -> str:
    return f"&#{ord(character)};"


def _dereference(match: re.Match[str]) -> str:
    if not _is_ours(match):
        return match[0]
    if match["amps"]:
        return match[0].replace("&amp;", "&", 1)
    return chr(int(match["code"]))
