"""One answer as a section's body and heading attributes, and back."""

from __future__ import annotations

import re
from typing import TypeVar

from coopcoach.domain.answers import Answer, Stance, TextValue, Value, Visibility
from coopcoach.domain.exercise import Kind, Prompt
from coopcoach.i18n import Translator
from coopcoach.markup.attributes import Attributes
from coopcoach.markup.literal import decode, encode, trimmed
from coopcoach.markup.values import NOTHING, read_value, write_value

E = TypeVar("E", Stance, Visibility)
_STRUCTURE = r"(?=[-*+] |[-*+]$|\d+[.)]|\||\*\*\d|–|[ \t])"
_LIKE_STRUCTURE = re.compile(r"^(\\*)" + _STRUCTURE)
_ESCAPED_STRUCTURE = re.compile(r"^\\(\\*)" + _STRUCTURE)


def write_answer(prompt: Prompt, answer: Answer, t: Translator) -> str:
    """Return the body of the answer's section, without the blank lines around it."""
    if prompt.kind in {Kind.TEXT, Kind.LONG}:
        text = answer.value.text if isinstance(answer.value, TextValue) else ""
        return encode(text)
    block = write_value(prompt, answer.value, t)
    if not answer.remark:
        return block
    remark = _LIKE_STRUCTURE.sub(r"\\\1", encode(answer.remark))
    return f"{block or NOTHING}\n\n{remark}"


def read_answer(prompt: Prompt, body: str, attributes: Attributes, language: str) -> Answer:
    """Read a section's body; whatever the kind cannot take becomes the remark."""
    value, remark = _read_body(prompt, body, language)
    return Answer(
        value=value,
        remark=remark,
        stance=_one_of(Stance, attributes.get("stance")),
        visibility=_one_of(Visibility, attributes.get("visibility")) or Visibility.BOTH,
    )


def answer_attributes(answer: Answer) -> dict[str, str]:
    """Return what the heading says of an answer beside its id."""
    visibility = "" if answer.visibility is Visibility.BOTH else answer.visibility.value
    return {"stance": answer.stance.value if answer.stance else "", "visibility": visibility}


def _read_body(prompt: Prompt, body: str, language: str) -> tuple[Value | None, str]:
    if prompt.kind in {Kind.TEXT, Kind.LONG}:
        text = decode(body)
        return (TextValue(text=text) if text else None), ""
    body = trimmed(body.replace("\r\n", "\n").replace("\r", "\n"))
    if not body:
        return None, ""
    block, _, rest = body.partition("\n\n")
    value = read_value(prompt, block, language)
    remark = decode(_ESCAPED_STRUCTURE.sub(r"\1", trimmed(rest)))
    if value is None and block != NOTHING:
        return None, decode(body)
    empty = Answer(value=value).is_blank
    return (None if empty else value), remark


def _one_of(kind: type[E], text: str) -> E | None:
    return next((member for member in kind if member.value == text), None)
