"""One answer: written to our own files, and read from these, from a text that came back and from a form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

from coopcoach.domain.answers import (
    Answer,
    Stance,
    TableValue,
    UnreadValue,
    Value,
    Visibility,
    default_visibility,
    narrowest,
)
from coopcoach.domain.exercise import Prompt
from coopcoach.i18n import Translator, translator
from coopcoach.markup.attributes import Attributes
from coopcoach.markup.conflicts import KeptVersion
from coopcoach.markup.form import Parts
from coopcoach.markup.kinds import KINDS, codec_of
from coopcoach.markup.literal import decode, encode, trimmed

# The value of an answer that has none but a remark: else the remark would be read as the value.
NOTHING = "–"

E = TypeVar("E", Stance, Visibility)
_STRUCTURE = r"(?=[-*+] |[-*+]$|\d+[.)]|\||\*\*\d|–|[ \t])"
_LIKE_STRUCTURE = re.compile(r"^(\\*)" + _STRUCTURE)
_ESCAPED_STRUCTURE = re.compile(r"^\\(\\*)" + _STRUCTURE)


def write_answer(prompt: Prompt, answer: Answer, t: Translator) -> str:
    """Return the body of the answer's section, without the blank lines around it."""
    codec = codec_of(prompt.question, t)
    block = codec.write(answer.value if isinstance(answer.value, codec.value) else None)
    if codec.is_words:
        return encode(block)
    if not answer.remark:
        return block
    remark = _LIKE_STRUCTURE.sub(r"\\\1", encode(answer.remark))
    return f"{block or NOTHING}\n\n{remark}"


def read_answer(prompt: Prompt, body: str, attributes: Attributes, language: str) -> Answer:
    """Read a section's body; text that the kind cannot take becomes the remark."""
    value, remark = _read_body(prompt, body, language)
    return Answer(
        value=value,
        remark=remark,
        stance=_one_of(Stance, attributes.get("stance")),
        visibility=_one_of(Visibility, attributes.get("visibility")) or default_visibility(prompt),
    )


def read_second_versions(
    prompt: Prompt, versions: Iterable[KeptVersion], language: str, partner: str = ""
) -> tuple[Answer, ...]:
    """Read the second versions of an answer that two programs changed."""
    return tuple(
        read_answer(prompt, version.body, version.attributes, language)
        for version in versions
        if (version.of, version.partner) == (prompt.id, partner)
    )


def not_wider(answer: Answer, others: Sequence[Answer]) -> Answer:
    """Return an answer that nobody sees who may not see one of its other versions."""
    visibility = narrowest(answer.visibility, *(other.visibility for other in others))
    return answer.model_copy(update={"visibility": visibility})


def answer_attributes(prompt: Prompt, answer: Answer) -> dict[str, str]:
    """Return the attributes of an answer's heading beside the id.

    Who sees it is left out only where a lost word would not show it to more people.
    """
    is_open = answer.visibility is Visibility.BOTH and not prompt.for_coach
    visibility = "" if is_open else answer.visibility.value
    return {"stance": answer.stance.value if answer.stance else "", "visibility": visibility}


def read_loose_answer(prompt: Prompt, text: str, t: Translator) -> Answer:
    """Read the text below a question of a workbook that came back, without the texts of the workbook."""
    codec = codec_of(prompt.question, t)
    if not codec.is_words and not text.strip():
        return Answer()
    value, remark = codec.read_loosely(text)
    return Answer(value=_filled(value), remark=remark.strip())


def read_form_answer(prompts: Sequence[Prompt], parts: Parts, language: str) -> Answer:
    """Read an answer from the fields of a form.

    Args:
        prompts: The prompt, in the form's own language first; option labels may be of any.
        parts: The texts of its fields.
        language: The language of the form, by which numbers are read.
    """
    question, *others = (prompt.question for prompt in prompts)
    same_kind = [other for other in others if other.kind is question.kind]
    value, unread = codec_of(question, translator(language)).read_form(parts, same_kind)
    remark = parts.get(("remark",), "")
    remarks = [*unread, remark] if remark.strip() else unread
    return Answer(value=_filled(value), remark="\n".join(remarks))


def is_unreadable(prompt: Prompt, answer: Answer) -> bool:
    """Whether an answer holds text that the prompt's kind cannot take."""
    value = answer.value
    if isinstance(value, TableValue):
        return any(isinstance(c, UnreadValue) for row in value.rows for c in row.cells.values())
    return not KINDS[prompt.kind].is_words and value is None and bool(answer.remark)


def _read_body(prompt: Prompt, body: str, language: str) -> tuple[Value | None, str]:
    codec = codec_of(prompt.question, translator(language))
    if codec.is_words:
        return _filled(codec.read(decode(body).split("\n"))), ""
    body = trimmed(body.replace("\r\n", "\n").replace("\r", "\n"))
    if not body:
        return None, ""
    block, _, rest = body.partition("\n\n")
    remark = decode(_ESCAPED_STRUCTURE.sub(r"\1", trimmed(rest)))
    if block == NOTHING:
        return None, remark
    value = codec.read(block.split("\n"))
    return (None, decode(body)) if value is None else (_filled(value), remark)


def _filled(value: Value | None) -> Value | None:
    return None if value is None or value.is_blank else value


def _one_of(kind: type[E], text: str) -> E | None:
    return next((member for member in kind if member.value == text), None)
