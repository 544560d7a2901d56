"""What mail programs and editors do to a text, undone where the text itself shows that it was done.

A repair is made only if it brings to light more of what we had written into the workbook. So an answer that
happens to look like quoted-printable, HTML or a quotation stays as it is in a file that came back whole.
"""

from __future__ import annotations

import html
import quopri
import re
import textwrap
from collections.abc import Callable
from itertools import pairwise

from coopcoach.domain.exercise import Prompt
from coopcoach.exchange.incoming.formats.html_page import page_text
from coopcoach.exchange.incoming.former_words import wordings
from coopcoach.exchange.incoming.template import LONG, Template
from coopcoach.exchange.outgoing.markdown_workbook import (
    ANSWER,
    END,
    GREETING,
    HOW,
    INSTEAD,
    PROBE,
    THANKS,
    WHO_SEES,
    prompt_blocks,
)
from coopcoach.i18n import N_
from coopcoach.markup.loose.alnum_key import AlnumText, alnum_key, line_start

_ESCAPED_BYTE = re.compile(r"=[0-9A-F]{2}|=\n")
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{1,6}|#x[0-9A-Fa-f]{1,5});")
_TAG = re.compile(r"<(?:p|div|br|html|body|li|ul|h[1-6]|span)\b[^<>]*>", re.IGNORECASE)
_FLOWED_MARKS = re.compile(r">+(?: ?>+)*")
_STARTS_ANEW = re.compile(r"[-*+•] |#{1,6} |\*\*|\d{1,2}[.)] |\[.{0,3}\]")
_BARE_LABEL = re.compile(r"[-*+•] [^:?…]{1,80}[:?…] +\Z")
_FRONT_KEY = re.compile(
    r"(?:coopcoach|session|partner|name|other|language|currency|made|content|encrypt_to|handed_in|seal)(?=:[ \t])"
)
BREAKS_LOST = N_(
    "its line breaks were lost on the way: compare answers of several lines with the file"
)
_FEWEST_LABELS = 2
_QUOTED = re.compile(r"^[ \t]{0,3}(?:>|\|(?= ))[ \t]?")
# What UTF-8 looks like to a program that takes it for Windows-1252.
_HIGH = "\u0080-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_MISREAD = re.compile(f"[{_HIGH}]{{2,}}")


def has_lost_breaks(text: str, template: Template) -> bool:
    """Whether a text is a workbook or an answers file without its line breaks."""
    keyed = AlnumText(text)
    labels = [label for label in template.labels.values() if len(label) >= LONG]
    starts = [start for label in labels for start, _ in keyed.spans(label)]
    # A question begins its line in a file that came back whole, behind signs and numbers.
    before = [alnum_key(text[line_start(text, place) : place]) for place in starts]
    inside = sum(bool(words) and not words.isdecimal() for words in before)
    return inside >= _FEWEST_LABELS and inside * 2 > len(starts)


def with_breaks(text: str, template: Template) -> str:
    """Return a text without its line breaks with those between what we had written into it."""
    # Those that are left are of a program that wrapped the line.
    text = re.sub(r"(?<!\s)\s*\n[\s>|]*", " ", text)
    head, first, rest = text.partition("#")
    head = _FRONT_KEY.sub(r"\n\g<0>", head)
    text = f"{head}\n{first}{rest}"
    # Each begins at the first blank of several: begun at each of them, thousands would take minutes.
    text = re.sub(r"(?<![ \t])[ \t]*(?=#{1,6}[ \t])|(?<=\})[ \t]*", "\n\n", text)
    text = re.sub(r"(?<![ \t])[ \t]*(?=[-*+•][ \t]*\\?\[[^\[\]\n]{0,5}\])", "\n", text)
    t = template.t
    for words in (
        *map(t, (ANSWER, INSTEAD, END, GREETING, HOW)),
        *wordings(THANKS, t),
        *wordings(WHO_SEES, t),
    ):
        label = r"\s+".join(map(re.escape, words.split()))
        text = re.sub(
            rf"(?<![ \t])[ \t]*((?:#{{1,6}} |\*\*)?{label}(?:\*\*)?)[ \t]*", r"\n\n\1\n\n", text
        )
    for words in template.headings():
        label = r"\s+".join(map(re.escape, words.split()))
        text = re.sub(
            rf"(?<![ \t])[ \t]*((?:#{{1,6}} )?{label}(?:[ \t]*\{{#[^{{}}]*\}})?)",
            r"\n\n\1\n\n",
            text,
        )
    for words in _list_labels(template):
        text = re.sub(rf"(?<![ \t])[ \t]*(?={re.escape(words)})", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text)


def _list_labels(template: Template) -> set[str]:
    """Return the lines with a label behind which one writes, such as “- Hours:”."""
    blocks = (block for p in template.prompts.values() for block in prompt_blocks(p, template.t))
    lines = (line.strip() for block in blocks for line in block.split("\n"))
    return {line for line in lines if line.startswith("- ") and line.endswith((":", "?"))}


def repaired(text: str, template: Template) -> str:
    """Return the text as it was before it was quoted, encoded, marked up or misread."""
    if has_lost_breaks(text, template):
        # A page of HTML may be one line as well, and has its breaks in its tags.
        text = without_tags(without_references(text))
        text = with_breaks(text, template) if has_lost_breaks(text, template) else text
    score = template.score(text)
    steps: tuple[Callable[[str], str], ...] = (
        without_tags, without_references, without_encoding, read_rightly, with_line_feeds, plain_spaces,
    )  # fmt: skip
    for _ in range(3):
        before = text
        for step in steps:
            candidate = step(text)
            if candidate != text and template.score(candidate) > score:
                text, score = candidate, template.score(candidate)
        text = dedented(unquoted(text, template))
        score = template.score(text)
        if text == before:
            break
    return text


def without_tags(text: str) -> str:
    """Return what a page of HTML says."""
    if len(_TAG.findall(text)) < 5:
        return text
    return page_text(text)


def without_references(text: str) -> str:
    """Return the text with HTML's names of characters read as the characters."""
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text)


def without_encoding(text: str) -> str:
    """Return the text with what is left of quoted-printable decoded."""
    if len(_ESCAPED_BYTE.findall(text)) < 3:
        return text
    out = []
    for piece in re.split(r"([^\x00-\x7f]+)", text):
        if piece.isascii():
            out.append(_decoded_printable(piece))
        else:
            out.append(piece)
    return "".join(out)


def read_rightly(text: str) -> str:
    """Return the text with UTF-8 that was taken for Windows-1252 read as UTF-8."""
    return _MISREAD.sub(lambda match: _as_utf8(match[0]), text)


def with_line_feeds(text: str) -> str:
    """Return the text with the line breaks of word processors as line feeds."""
    return re.sub("[\u2028\u2029\u0085\x0b\x0c]", "\n", text)


def plain_spaces(text: str) -> str:
    """Return the text with plain spaces for those that do not break."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def unquoted(text: str, template: Template) -> str:
    """Return the text without the marks of a quotation, where most of our own lines carry one."""
    for _ in range(5):
        lines = text.split("\n")
        ours = set(template.labels.values())
        heads = [line for line in lines if alnum_key(line) and _is_head(line, ours)]
        quoted = [line for line in heads if _QUOTED.match(line)]
        if not quoted or len(quoted) * 2 < len(heads):
            return text
        text = "\n".join(_QUOTED.sub("", line, count=1) for line in lines)
    return text


def dedented(text: str) -> str:
    """Return the text without an indent that every line has, ours too."""
    lines = [line for line in text.split("\n") if line.strip()]
    indents = [len(line) - len(line.lstrip(" \t")) for line in lines]
    return textwrap.dedent(text) if lines and min(indents) > 0 else text


def _is_head(line: str, labels: set[str]) -> bool:
    title = line.partition("{")[0]
    return alnum_key(title) in labels or re.search(r"#[a-z_]+\.[a-z_]+\}", line) is not None


def unflowed(text: str, *, delete_space: bool = False) -> str:
    """Return a mail's text in format=flowed with its paragraphs on one line each (RFC 3676).

    A quoted line goes on in a line that is quoted as deeply. A label with nothing behind it ends its line,
    although a blank stands there, and so does a line before an item of a list or a heading.
    """
    out: list[str] = []
    flowing, before = False, 0
    for line in text.split("\n"):
        marks = _FLOWED_MARKS.match(line)
        depth = marks[0].count(">") if marks else 0
        bare = line[marks.end() :] if marks else line
        bare = bare[1:] if bare.startswith(" ") else bare
        if flowing and depth == before and not _STARTS_ANEW.match(bare):
            out[-1] += bare
        else:
            out.append(f"{'>' * depth} {bare}" if depth else bare)
        flowing = bare.endswith(" ") and bare != "-- " and not _BARE_LABEL.match(bare)
        before = depth
        if flowing and delete_space:
            out[-1] = out[-1][:-1]
    return "\n".join(out)


class Breaks:
    """How the lines of a text were broken anew, seen from the texts of ours in it."""

    def __init__(self, text: str, template: Template) -> None:
        self.width = 0
        self._single = self._double = 0
        keyed = AlnumText(text)
        for prompt in template.prompts.values():
            for block in _printed(prompt, template):
                self._compare(block, text, keyed)
        for label in template.labels.values():
            self._compare(label, text, keyed)
        self._compare(PROBE, text, keyed)

    @property
    def doubled(self) -> bool:
        """Whether each line break became two."""
        return self._double > 2 * self._single and self._double > 1

    def mend(self, text: str) -> str:
        """Return an answer with its line breaks as they were typed, as far as that can be known."""
        if self.doubled:
            text = re.sub(r"\n[ \t]*\n", "\n", text)
        return self._joined(text) if self.width else text

    def _joined(self, text: str) -> str:
        lines = text.split("\n")
        out = [lines[0]]
        for above, line in pairwise(lines):
            first = line.split(" ", 1)[0]
            was_full = len(above.rstrip()) + 1 + len(first) > self.width
            starts_anew = not line.strip() or re.match(r"\s*(?:[-*+•>#|]|\d+[.)])", line)
            if above.strip() and was_full and not starts_anew:
                out[-1] = out[-1].rstrip(" ") + " " + line.lstrip(" ")
            else:
                out.append(line)
        return "\n".join(out)

    def _compare(self, block: str, text: str, keyed: AlnumText) -> None:
        ours = _breaks_in(block)
        for start, end in keyed.spans(alnum_key(block)):
            theirs = _breaks_in(text[start:end])
            for place, count in theirs.items():
                if place in ours:
                    self._single += count == 1
                    self._double += count == 2
                else:
                    at = _nth_letter(text, start, place)
                    self.width = max(self.width, at - line_start(text, at - 1))
            break


def _printed(prompt: Prompt, template: Template) -> list[str]:
    return [
        block for block in prompt_blocks(prompt, template.t) if "\n" in block and "{#" not in block
    ]


def _breaks_in(text: str) -> dict[int, int]:
    """Return how many line breaks stand behind how many letters."""
    found: dict[int, int] = {}
    letters = 0
    for part in re.split(r"((?<![ \t>])[ \t>]*\n(?:[ \t>]*\n)*)", text):
        if "\n" in part:
            found[letters] = part.count("\n")
        else:
            letters += len(alnum_key(part))
    return {place: count for place, count in found.items() if 0 < place < letters}


def _nth_letter(text: str, start: int, count: int) -> int:
    """Return where the line ends behind a number of letters."""
    seen = 0
    for place in range(start, len(text)):
        seen += bool(alnum_key(text[place]))
        if seen == count:
            end = text.find("\n", place)
            return len(text) if end < 0 else end
    return len(text)


def _decoded_printable(text: str) -> str:
    data = quopri.decodestring(text.encode("ascii"))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _as_utf8(run: str) -> str:
    try:
        data = b"".join(_windows_byte(character) for character in run)
        return data.decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return run


def _windows_byte(character: str) -> bytes:
    # Windows leaves five bytes without a character; programs keep them as control characters.
    return bytes([ord(character)]) if "\x80" <= character <= "\x9f" else character.encode("cp1252")
