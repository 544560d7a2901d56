"""Attribute lists in braces, ``{#id .class key=value key="two words"}``, read and written.

The syntax is Pandoc's. The attribute plugin for markdown-it-py follows djot instead, which allows neither
a dot in an id (``#goal.why``) nor one in a bare value (``minutes=0.5``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_LIST = re.compile(r"\{(?P<inside>[^{}]*)\}\Z")
_TOKEN = re.compile(
    r"""[ \t]*(?:
        \#(?P<id>[^\s{}"=]+)
        | \.(?P<class>[A-Za-z][\w-]*)
        | (?P<key>[A-Za-z_][\w-]*)=(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s{}"]+))
    )(?=[ \t]|\Z)""",
    re.VERBOSE,
)
_UNSAFE = re.compile('[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff{}"&\\\\]')
_REFERENCE = re.compile(r"&#([0-9]{1,6});")
_PLAIN = re.compile(r"[A-Za-z0-9_.:+\-]+\Z")


@dataclass(frozen=True)
class Attributes:
    """What stands in one pair of braces."""

    id: str = ""
    classes: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)

    def get(self, key: str, default: str = "") -> str:
        """Return the value of a key."""
        return self.values.get(key, default)


def read_attributes(text: str) -> Attributes | None:
    """Read ``{…}``; returns None where the text is not one well-formed attribute list."""
    found = _LIST.match(text)
    if found is None:
        return None
    inside = found["inside"].rstrip(" \t")
    item_id = ""
    classes: list[str] = []
    values: dict[str, str] = {}
    position = 0
    while position < len(inside):
        token = _TOKEN.match(inside, position)
        if token is None:
            return None
        if token["id"]:
            item_id = token["id"]
        elif token["class"]:
            classes.append(token["class"])
        else:
            values[token["key"]] = _unquoted(token["quoted"] or token["bare"] or "")
        position = token.end()
    return Attributes(id=item_id, classes=tuple(classes), values=values)


def write_attributes(item_id: str, values: Mapping[str, str]) -> str:
    """Write ``{#id key=value}``, leaving out keys without a value."""
    parts = [f"#{item_id}"]
    for key, value in values.items():
        if value:
            parts.append(f"{key}={value}" if _PLAIN.match(value) else f"{key}={_quoted(value)}")
    return "{" + " ".join(parts) + "}"


def _quoted(value: str) -> str:
    return '"' + _UNSAFE.sub(lambda match: f"&#{ord(match[0])};", value) + '"'


def _unquoted(value: str) -> str:
    return _REFERENCE.sub(lambda match: chr(int(match[1])), value)


def split_attributes(text: str, blanks: str = " \t") -> tuple[str, str]:
    """Return a text without the braces at its end, and the braces; "" where it ends in none.

    A regular expression would try each of many blanks in the text anew.

    Args:
        text: The text.
        blanks: The characters that are left out around the braces.
    """
    bare = text.rstrip(blanks)
    start = bare.rfind("{")
    is_list = bare.endswith("}") and bare.startswith(("{#", "{."), start)
    if not is_list or "}" in bare[start:-1]:
        return bare, ""
    return bare[:start].rstrip(" \t"), bare[start:]
