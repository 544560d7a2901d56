"""The settings of a workspace: the branding of documents, the theme and the keys of the screens."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal
from urllib.parse import urlsplit

from pydantic import Field, field_validator

from coopcoach.domain.exercise import Frozen
from coopcoach.domain.packs.agenda import OwnPack

Paper = Literal["a4", "letter"]
ThemeName = Literal["light", "dark"]
PAPERS: Final[tuple[Paper, ...]] = ("a4", "letter")
THEMES: Final[tuple[ThemeName, ...]] = ("light", "dark")

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z")

_NAMED = frozenset(
    [
        "escape",
        "enter",
        "space",
        "tab",
        "backspace",
        "delete",
        "insert",
        "home",
        "end",
        "pageup",
        "pagedown",
        "up",
        "down",
        "left",
        "right",
        "question_mark",
        "plus",
        "minus",
        "comma",
        "full_stop",
        "slash",
        "backslash",
        "colon",
        "semicolon",
        "underscore",
    ]
)
_KEY = re.compile(r"(?:(?:ctrl|shift|alt)\+)*(?P<last>[^\s+,]+)\Z")
_FUNCTION_KEY = re.compile(r"f(?:[1-9]|1\d|2[0-4])\Z")


class Settings(Frozen):
    """The content of ``settings.yaml``; every setting is optional.

    Attributes:
        coach: The coach's name, on documents and in mails.
        logo: The path of a picture file, relative to the workspace.
        colour: Of headings and lines in documents, as ``#12436d``.
        paper: The paper size of documents.
        site: The https address at which the folder of ``coopcoach site`` stands; partners then get a link.
        watch: The folder in which the desk looks for files that came back, such as ``~/Downloads``.
        theme: Of the screens; None takes that of the terminal.
        language: Of the screens; empty takes that of the system.
        languages: The languages in which its own exercises are written; without any, all of the program.
        keys: Keys by the id of a command; they replace the default ones.
        packs: The coach's own packs by name.
    """

    coach: str = ""
    logo: str = ""
    colour: str = ""
    paper: Paper = "a4"
    site: str = ""
    watch: str = ""
    theme: ThemeName | None = None
    language: str = ""
    languages: tuple[str, ...] = ()
    keys: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    packs: Mapping[str, OwnPack] = Field(default_factory=dict)

    @field_validator("colour")
    @classmethod
    def _is_colour(cls, value: str) -> str:
        if value and not is_colour(value):
            raise ValueError(value)
        return value


def is_colour(text: str) -> bool:
    """Return whether a text is a colour, as ``#12436d``."""
    return _COLOUR.match(text) is not None


def is_site_address(text: str) -> bool:
    """Return whether a text is the https address of a folder, without user, query and fragment."""
    try:
        parts = urlsplit(text)
        named = parts.hostname is not None
    except ValueError:
        return False
    plain = text.isprintable() and text.isascii() and not re.search(r"[\s?#@\"'<>\\]", text)
    return parts.scheme == "https" and named and plain


def is_key(text: str) -> bool:
    """Return whether a text names a key, such as ``f8``, ``ctrl+r`` or ``n``."""
    match = _KEY.match(text)
    if match is None:
        return False
    last = match["last"]
    return len(last) == 1 or last in _NAMED or _FUNCTION_KEY.match(last) is not None
