"""Find the answers that a partner wrote below the questions of a mail, quoted or not, or above all of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from coopcoach.domain.exercise import Prompt
from coopcoach.exchange.incoming.question_places import fills_line, regions_of
from coopcoach.exchange.incoming.repairs import Breaks
from coopcoach.exchange.incoming.template import LONG, Piece, Template
from coopcoach.exchange.outgoing import mailed_questions as wording
from coopcoach.markup.loose.alnum_key import AlnumText, alnum_key, line_end, line_start, whole

_QUOTED = re.compile(r"^[ \t]*(?:[>|][ \t]?)+", re.MULTILINE)
_NUMBERED = re.compile(r"[\s*_]*\d{1,3}[.):]*[\s*_]*")
_SENTENCE_END = re.compile(r"(?<=[.!?:])[”“\"’)]*\s+")


@dataclass(frozen=True)
class Reply:
    """A reply, taken apart.

    Attributes:
        above: The text above the first question.
        below: What stands below the questions, with their numbers.
        behind: What stands behind the last question's answer.
    """

    above: str
    below: tuple[tuple[int, str], ...]
    behind: str


def reply_below_questions(
    text: str,
    asked: Sequence[tuple[int, Prompt]],
    template: Template,
    mail: Sequence[str],
) -> Reply | None:
    """Take a reply apart at the questions; None where none of them stands in it.

    Args:
        text: The text of the mail.
        asked: The questions of the mail, with their numbers.
        template: The texts of the workbook.
        mail: The paragraphs of the mail, which the reply may quote.
    """
    plain = _QUOTED.sub("", text)
    heads = _heads(plain, asked)
    if not heads:
        return None
    breaks, t = Breaks(plain, template), template.t
    end = next(
        (start for start, _ in AlnumText(plain).spans(alnum_key(t(wording.END)))), len(plain)
    )
    prompts, ours = dict(asked), _pieces(mail)
    below: list[tuple[int, str]] = []
    stops = [*(start for start, _, _ in heads[1:]), max(end, heads[-1][1])]
    for (_, place, number), stop in zip(heads, stops, strict=True):
        body = plain[place : max(stop, place)]
        regions = regions_of(body, [*template.pieces(prompts[number]), *ours], "")
        below.append((number, breaks.mend("\n\n".join(regions)).strip()))
    above = "\n\n".join(regions_of(plain[: heads[0][0]], ours, ""))
    behind = "\n\n".join(regions_of(plain[stops[-1] :], ours, ""))
    return Reply(breaks.mend(above), tuple(pair for pair in below if pair[1]), behind)


def has_numbered_questions(text: str, asked: Sequence[tuple[int, Prompt]]) -> bool:
    """Whether a question of the mail stands in a text, with its number before it."""
    key = alnum_key(text)
    return any(f"{number}{alnum_key(prompt.label)}" in key for number, prompt in asked)


def _heads(text: str, asked: Sequence[tuple[int, Prompt]]) -> list[tuple[int, int, int]]:
    """Return the start and end of each question in the text, and its number."""
    keyed = AlnumText(text)
    found: list[tuple[int, int, int]] = []
    for number, prompt in asked:
        label = alnum_key(prompt.label)
        for start, end in keyed.spans(label):
            first = line_start(text, start)
            if fills_line(text, start, end):
                found.append((first, line_end(text, end), number))
            elif _NUMBERED.fullmatch(text[first:start]):
                found.append((first, whole(text, prompt.label, start, end)[1], number))
    return sorted(found)


def _pieces(mail: Sequence[str]) -> list[Piece]:
    """Return the paragraphs and sentences of the mail, the longest first; a number alone is an answer."""
    texts = [*mail, *(part for text in mail for part in _SENTENCE_END.split(text))]
    return [
        Piece(alnum_key(text), len(alnum_key(text)) < LONG, text)
        for text in sorted(dict.fromkeys(texts), key=len, reverse=True)
        if alnum_key(text) and not alnum_key(text).isdecimal()
    ]
