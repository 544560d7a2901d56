"""Read what a person's own words say about who may see an answer: labels of the workbook, and remarks like “nur ich”.

A remark stands in brackets or as a short sentence of its own, and has no other words than those about the audience:
“nur ich koche” is an answer, “bitte nur für mich” behind an answer narrows its audience.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from coopcoach.domain.answers import Answer, TextValue, Visibility
from coopcoach.domain.exercise import Phase, Workbook
from coopcoach.exchange.incoming.audience import CLOSED_PASSAGES, closed_notice, narrowest
from coopcoach.exchange.incoming.expected import Expected
from coopcoach.exchange.incoming.former_words import wordings
from coopcoach.exchange.incoming.returned import Notice, Returned
from coopcoach.i18n import N_, Translator, translator
from coopcoach.markup.loose.alnum_key import alnum_key
from coopcoach.wording.labels import VISIBILITY_LABELS
from coopcoach.wording.typed_words import (
    ASKS,
    BESIDE_AUDIENCE,
    COACH,
    IN_CONFIDENCE,
    NOBODY,
    NOT,
    ONESELF,
    ONLY,
    any_of,
)

NARROWED = N_(
    "“{prompt}”: the answer itself says that it is for the coach alone; nobody else gets to see it"
)

_LONGEST = 60
_FOR_COACH = re.compile(
    rf"\b(?:{any_of(*ONLY)})\b.{{0,24}}\b(?:{any_of(*COACH)})\b|\b(?:{any_of(*IN_CONFIDENCE)})\b",
    re.IGNORECASE,
)
_FOR_ME = re.compile(rf"\b(?:{any_of(*ONLY)})\b.{{0,12}}\b(?:{any_of(*ONESELF)})\b", re.IGNORECASE)
_NOBODY = re.compile(rf"\b(?:{any_of(*NOBODY)})\b", re.IGNORECASE)
_ASKS = re.compile(rf"\b(?:{any_of(*ASKS)})\b", re.IGNORECASE)
_LEFT_OUT = re.compile(rf"(?<!\w)(?:{any_of(*NOT)})(?!\w)", re.IGNORECASE)
_BRACKETS = re.compile(r"[\[(][^\[\]()\n]{0,60}[\])]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SENTENCE_END = re.compile(r"(?<=[.!?:;…])\s|\s[-–—]\s|\n|[\[\]()]")
_KNOWN_WORDS = frozenset(
    word.casefold()
    for words in (ONLY, ONESELF, COACH, IN_CONFIDENCE, NOBODY, NOT, ASKS, BESIDE_AUDIENCE)
    for each in words
    for word in _WORD.findall(each)
)


def labels_of(t: Translator) -> dict[str, Visibility]:
    """Return the audiences by the letters of their labels, with those of earlier versions."""
    return {
        alnum_key(words): who
        for who, label in VISIBILITY_LABELS.items()
        for words in wordings(label, t)
    }


def without_labels(text: str, t: Translator) -> tuple[Visibility, str]:
    """Return the audience that labels on lines of their own or in brackets name, and the text without them."""
    labels, named, kept = labels_of(t), set[Visibility](), list[str]()
    for line in text.split("\n"):
        bare = _BRACKETS.sub(lambda match: _label(match[0], labels, named), line)
        who = labels.get(alnum_key(bare)) if alnum_key(bare) else None
        if who is not None:
            named.add(who)
        else:
            kept.append(bare)
    return narrowest(named), "\n".join(kept).strip()


def audience_anywhere(text: str) -> Visibility:
    """Return the audience that any words of a text name; both where they name none.

    For mails without boxes, where a partner has no other way to say it.
    """
    if _FOR_ME.search(text):
        return Visibility.ME
    return Visibility.COACH if _FOR_COACH.search(text) else Visibility.BOTH


def audience_in_remarks(
    text: str, t: Translator, names: frozenset[str], *, whole: bool = False
) -> Visibility:
    """Return the narrowest audience that remarks in an answer name; both where they name none.

    Args:
        text: What was typed.
        t: The language of the workbook.
        names: The words of the partners' names, in small letters.
        whole: Whether a text that is nothing but a remark counts as one, and not as the answer.
    """
    labels, key = labels_of(t), alnum_key(text)
    return narrowest(
        _named(remark, labels, names)
        for remark in _remarks(text)
        if whole or alnum_key(remark) != key
    )


def narrowed(returned: Returned, workbook: Workbook, expected: Expected) -> Returned:
    """Narrow the audience of each answer whose own words ask for that, and leave such passages out.

    What is for its owner alone is left out with a notice, as the answer's box or attribute says something else.
    """
    names, t = names_in(expected), translator(workbook.language)
    answers, notices = dict(returned.answers), list[Notice]()
    for prompt_id, answer in returned.answers.items():
        prompt = workbook.find_prompt(prompt_id, Phase.PREPARE)
        if prompt is None or answer.visibility is Visibility.ME:
            continue
        who = narrowest((answer.visibility, _audience_of(answer, t, names)))
        if who is answer.visibility:
            continue
        answers[prompt_id] = answer.model_copy(update={"visibility": who})
        label = prompt.label
        if who is Visibility.ME:
            name = returned.name or returned.partner
            notices.append(closed_notice(label, name))
            answers[prompt_id] = Answer(visibility=who)
        else:
            notices.append(Notice(text=NARROWED, values={"prompt": label}))
    shared = tuple(text for text in returned.found if not _is_private(text, t, names))
    if len(shared) < len(returned.found):
        count = len(returned.found) - len(shared)
        notices.append(Notice(text=CLOSED_PASSAGES, values={"count": count}))
    if not notices:
        return returned
    return returned.model_copy(update={"answers": answers, "found": shared}).with_notices(*notices)


def _audience_of(answer: Answer, t: Translator, names: frozenset[str]) -> Visibility:
    has_value = answer.value is not None or answer.stance is not None
    seen = [audience_in_remarks(answer.remark, t, names, whole=has_value)]
    if isinstance(answer.value, TextValue):
        seen.append(audience_in_remarks(answer.value.text, t, names))
    return narrowest(seen)


def _is_private(text: str, t: Translator, names: frozenset[str]) -> bool:
    # Passages of no question are for the coach anyway.
    return audience_in_remarks(text, t, names, whole=True) is Visibility.ME


def _remarks(text: str) -> Iterator[str]:
    for piece in _SENTENCE_END.split(text):
        if piece.strip() and len(piece.strip()) <= _LONGEST:
            yield piece.strip()


def _named(remark: str, labels: Mapping[str, Visibility], names: frozenset[str]) -> Visibility:
    """Return the audience that a remark names: one that says more than that names none."""
    label = labels.get(alnum_key(remark))
    if label is not None:
        return label
    words = {word.casefold() for word in _WORD.findall(remark)}
    if not words or not words <= _KNOWN_WORDS | names:
        return Visibility.BOTH
    asks = _ASKS.search(remark) is not None
    if asks and _NOBODY.search(remark):
        return Visibility.ME
    if asks and words & names and _LEFT_OUT.search(remark):
        return Visibility.COACH
    return audience_anywhere(remark) if len(words) > 1 else Visibility.BOTH


def names_in(expected: Expected) -> frozenset[str]:
    """Return the words of the partners' names, in small letters."""
    partners = expected.session.partners if expected.session else ()
    return frozenset(
        word.casefold() for partner in partners for word in _WORD.findall(partner.name)
    )


def _label(bracket: str, labels: Mapping[str, Visibility], named: set[Visibility]) -> str:
    who = labels.get(alnum_key(bracket))
    if who is None:
        return bracket
    named.add(who)
    return ""
