"""Write signs into the source of an RTF file where words are struck or stand out: its text would lose that."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from coopcoach.exchange.incoming.formats.parts import is_plain_colour

# Marks of struck and of conspicuous passages: control characters, which the library for RTF passes on unchanged and
# no RTF text contains.
STRUCK, STANDING_OUT = "\x02", "\x03"
_TOKEN = re.compile(
    r"\\'[0-9A-Fa-f]{2}|\\(?P<word>[a-z]{1,32})(?P<number>-?\d{1,10})? ?|\\[^a-z]|(?P<brace>[{}])"
    r"|(?P<words>[^\\{}\r\n]+)|[\r\n]+",
    re.DOTALL,
)
_HIDDEN = frozenset(
    (
        "fonttbl",
        "colortbl",
        "stylesheet",
        "info",
        "pict",
        "objdata",
        "listtable",
        "listoverridetable",
    )
)
_STANDING_OUT = frozenset(
    ("b", "i", "ul", "uld", "uldb", "ulw", "ulwave", "highlight", "cb", "chcbpat", "outl")
)
# Struck once or twice, deleted, hidden.
_NOT_SHOWN = frozenset(("strike", "striked", "deleted", "v"))
_ENDS = frozenset(("par", "line", "cell", "row", "sect", "page"))
_COLOURS = re.compile(r"\{\\colortbl(?P<inside>[^{}]*)\}")
_SHADE = re.compile(r"\\(red|green|blue)(\d{1,3})")
_MOST_DEEP = 1_000


@dataclass(frozen=True)
class _State:
    struck: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()
    hidden: bool = False

    @property
    def signs(self) -> str:
        return (STANDING_OUT if self.marks else "") + (STRUCK if self.struck else "")


def with_signs(source: str) -> str:
    """Return the source of an RTF file with a sign before and behind words that are struck or stand out."""
    colours = _plain_colours(source)
    return "".join(_signed(source, colours))


def _signed(source: str, plain: frozenset[int]) -> Iterator[str]:
    states, shown = [_State()], ""
    for token in _TOKEN.finditer(source):
        word, text = token["word"], token[0]
        if token["brace"] == "{":
            states.append(states[-1])
            if len(states) > _MOST_DEEP:
                raise ValueError("groups are nested too deeply")
        elif token["brace"] == "}":
            states[-1:] = [] if len(states) > 1 else states[-1:]
        elif text == "\\*" or word in _HIDDEN:
            states[-1] = replace(states[-1], hidden=True)
        elif word is not None and word != "u":
            if word in _ENDS and shown:
                yield _closing(shown)
                shown = ""
            states[-1] = _after(states[-1], word, token["number"], plain)
        elif not states[-1].hidden and (token["words"] or text.startswith("\\")) and text.strip():
            signs = states[-1].signs
            if signs != shown:
                yield _closing(shown) + _opening(signs)
                shown = signs
        yield text
    yield ""


def _opening(signs: str) -> str:
    return signs


def _closing(signs: str) -> str:
    return signs[::-1]


def _after(state: _State, word: str, number: str | None, plain: frozenset[int]) -> _State:
    is_on = number is None or int(number) != 0
    if word == "plain":
        return replace(state, struck=frozenset(), marks=frozenset())
    if word in _NOT_SHOWN:
        kinds = state.struck | {word} if is_on else state.struck - {word}
        return replace(state, struck=kinds)
    if word == "ulnone":
        return replace(state, marks=frozenset(m for m in state.marks if not m.startswith("ul")))
    if word == "cf":
        is_on, word = int(number or 0) not in plain, "colour"
    elif word not in _STANDING_OUT:
        return state
    return replace(state, marks=state.marks | {word} if is_on else state.marks - {word})


def _plain_colours(source: str) -> frozenset[int]:
    """Return the numbers of the colours that make no words stand out."""
    table = _COLOURS.search(source)
    entries = table["inside"].split(";") if table else []
    plain = {0}
    for number, entry in enumerate(entries):
        shades = dict(_SHADE.findall(entry))
        colour = "".join(f"{min(int(shades.get(c, 0)), 255):02x}" for c in ("red", "green", "blue"))
        if not shades or is_plain_colour(colour):
            plain.add(number)
    return frozenset(plain)
