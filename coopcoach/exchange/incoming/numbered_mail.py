"""Read answers that a partner numbered in a mail of their own: “1. … 2. …”, by the numbers of the PDF."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from coopcoach.domain.answers import Answer, Stance, Visibility
from coopcoach.domain.exercise import Pack, Phase, Prompt, Workbook
from coopcoach.exchange.incoming.audience import narrowest
from coopcoach.exchange.incoming.audience_words import audience_anywhere, without_labels
from coopcoach.exchange.incoming.expected import Expected
from coopcoach.exchange.incoming.formats.parts import Sender
from coopcoach.exchange.incoming.returned import Returned
from coopcoach.i18n import Translator, translator
from coopcoach.markup.answer import read_loose_answer
from coopcoach.markup.loose.alnum_key import alnum_key
from coopcoach.wording.labels import STANCE_LABELS
from coopcoach.wording.typed_words import (
    FAREWELL,
    QUESTION,
    WROTE,
    any_of,
)

LEAST = 2

_NUMBER = re.compile(
    rf"[ \t*_]*(?:(?:{any_of(*QUESTION)}|#)[ \t]*){{0,3}}"
    r"(?P<number>\d{1,3})[ \t]*(?:[.):\-–—]{1,2}(?:[ \t*_]+|$)|$)(?P<words>.*)\Z",
    re.IGNORECASE,
)
_FAREWELL = re.compile(
    rf"(?:--[ \t]*\Z|(?:{any_of(*FAREWELL)})|.{{6,80}}\b(?:{any_of(*WROTE)})[ \t:]*\Z)",
    re.IGNORECASE,
)


def numbered_prompts(workbook: Workbook, pack: Pack) -> tuple[Prompt, ...]:
    """Return the prompts in the order in which the PDF numbers them, from 1 on."""
    return tuple(
        prompt
        for exercise in workbook.for_pack(pack)
        for prompt in exercise.prompts_in(Phase.PREPARE, pack)
    )


def read_numbered(
    text: str, sender: Sender, workbooks: Mapping[str, Workbook], expected: Expected
) -> Returned | None:
    """Read a text with numbered answers.

    Args:
        text: The text of the mail.
        sender: Of the mail; tells whose answers they are where the coach names nobody.
        workbooks: The session's exercises by language.
        expected: The session; without one nothing is read.

    Returns:
        The answers; None where there are fewer than two numbers in rising order.
    """
    session = expected.session
    if session is None:
        return None
    owner = session.partner(expected.partner or expected.partner_of(sender))
    language = owner.language if owner else session.language
    workbook = workbooks.get(language) or next(iter(workbooks.values()))
    prompts = numbered_prompts(workbook, session.pack)
    answered, around = _passages(text, len(prompts))
    if len(answered) < LEAST:
        return None
    t = translator(workbook.language)
    return Returned(
        form="markdown",
        session=session.slug,
        partner=owner.id if owner else "",
        language=workbook.language,
        answers={
            prompts[each.number - 1].id: _answer(prompts[each.number - 1], each.text, t)
            for each in answered
        },
        found=tuple(passage for passage in around if passage),
        sender=sender,
    )


@dataclass(frozen=True)
class _Passage:
    number: int
    text: str


def _passages(text: str, highest: int) -> tuple[list[_Passage], list[str]]:
    """Return the numbered passages, and the text before and behind them."""
    numbered: list[tuple[int, list[str]]] = []
    before: list[str] = []
    behind: list[str] = []
    for line in text.split("\n"):
        match = _NUMBER.match(line)
        number = int(match["number"]) if match else 0
        last = numbered[-1][0] if numbered else 0
        if behind or _FAREWELL.match(line.strip()) or line.lstrip().startswith(">"):
            (behind if numbered else before).append(line)
        elif match is not None and last < number <= highest:
            numbered.append((number, [match["words"]]))
        else:
            (numbered[-1][1] if numbered else before).append(line)
    passages = [_Passage(number, "\n".join(lines).strip()) for number, lines in numbered]
    around = ["\n".join(lines).strip() for lines in (before, behind)]
    return [passage for passage in passages if passage.text], around


def _answer(prompt: Prompt, text: str, t: Translator) -> Answer:
    visibility, rest = _audience(text, t)
    stance = _stance(rest, t)
    if stance is not None:
        return Answer(stance=stance, visibility=visibility)
    return read_loose_answer(prompt, rest, t).model_copy(update={"visibility": visibility})


def _audience(text: str, t: Translator) -> tuple[Visibility, str]:
    """Return who may see an answer, and the answer without the label that says so.

    Other words about it count too, and stay.
    """
    named, rest = without_labels(text, t)
    return narrowest((named, audience_anywhere(rest))), rest


def _stance(text: str, t: Translator) -> Stance | None:
    words = alnum_key(text)
    return next(
        (s for s, label in STANCE_LABELS.items() if words == alnum_key(t(label.own)) != ""), None
    )
