"""Read what a person's own words say about who may see an answer: labels of the workbook, and remarks like “nur ich”.

A remark stands in brackets or as a short sentence of its own, and has no other words than those about the audience:
“nur ich koche” is an answer, “bitte nur für mich” behind an answer narrows its audience.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from coopcoach.domain.answers import (
    Answer,
    TextValue,
    Visibility,
    for_audience,
)
from coopcoach.domain.exercise import Phase, Workbook
from coopcoach.domain.packs.asked import numbered_prompts
from coopcoach.exchange.incoming.audience import (
    CLOSED_PASSAGES,
    closed_notice,
    has_trace,
    narrowest,
)
from coopcoach.exchange.incoming.expected import Expected
from coopcoach.exchange.incoming.former_words import wordings
from coopcoach.exchange.incoming.remarks.requests import (
    BRACKETS,
    SECRET_SIGN,
    Names,
    audience_anywhere,
    audience_behind_comma,
    audience_of_sentence,
    confided_anywhere,
    left_out_anywhere,
    names_in,
    pattern,
)
from coopcoach.exchange.incoming.replies.quoted_mails import words_around_quote
from coopcoach.exchange.incoming.returned import Notice, Returned
from coopcoach.i18n import N_, Translator, translator
from coopcoach.markup.loose.alnum_key import alnum_key
from coopcoach.wording.labels import VISIBILITY_LABELS
from coopcoach.wording.typed_words import WROTE

NARROWED = N_(
    "“{prompt}”: the answer itself says that it is for the coach alone; nobody else gets to see it"
)

KEPT = N_("“{prompt}”: words beside it say that only its owner may see it; it is not imported")
KEPT_ALL = N_("words outside the answers say that only their owner may see them: none is imported")
NARROWED_ALL = N_(
    "words outside the answers ask for confidentiality: every answer that was for both is"
    " now for the coach alone"
)

# The fields of values that hold words of a person.
_TYPED_FIELDS = frozenset(("text", "other", "rule", "sign"))
_LONGEST = 90
_SENTENCE_END = re.compile(r"(?<=[.!?:;…])\s|\s[-–—]\s|\n|[\[\]()]")
_SENTENCE_BESIDE = re.compile(r"(?<=[!?;…])\s|(?<=[^\W\d][.:])\s|(?<=[\])][.:])\s|\s[-–—]\s")
_NUMBERS = re.compile(
    r"(?<![\w.,])(?P<first>\d{1,3})(?:\s*(?:-|–|bis|to)\s*(?P<last>\d{1,3}))?(?![\w]|[.,]\d)[.)]?"
)
_QUOTED_FROM = re.compile(rf".{{6,80}}{pattern(*WROTE)}[ \t:]*\Z", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"[\[(][^\[\]()]*[\])][.!:]?")
_REPLY_MARK = re.compile(r"\A(?:\s*[^\W\d_]{1,5}(?:\[\d+\])?:)+\s*")
_MOST_NUMBERS = 100
_STRESSED = re.compile(r"(?<!\*)\*{1,2}[^*\n]{1,40}\*{1,2}(?: \*{1,2}[^*\n]{1,40}\*{1,2}){0,3}")
# “NUR-ICH Das Radio stört mich.”
_CAPITALS = re.compile(r"\b[A-ZÄÖÜ]{2,20}(?:[ -][A-ZÄÖÜ]{2,20}){0,6}\b")
_ENDING = re.compile(r"\.\w{1,5}\Z")
_BETWEEN = re.compile(r"[_.+\-–—]+")


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
        bare = BRACKETS.sub(lambda match: _label(match[0], labels, named), line)
        who = labels.get(alnum_key(bare)) if alnum_key(bare) else None
        if who is not None:
            named.add(who)
        else:
            kept.append(bare)
    return narrowest(named), "\n".join(kept).strip()


def audience_in_remarks(
    text: str, t: Translator, names: Names, *, whole: bool = False
) -> Visibility:
    """Return the narrowest audience that remarks in an answer name; both where they name none.

    Args:
        text: What was typed.
        t: The language of the workbook.
        names: The partners' names and the coach's.
        whole: Whether a text that is nothing but a remark counts as one, and not as the answer.
    """
    if SECRET_SIGN.search(text):
        return narrowest(
            (
                Visibility.COACH,
                audience_in_remarks(SECRET_SIGN.sub(" ", text), t, names, whole=whole),
            )
        )
    labels, key, remarks = labels_of(t), alnum_key(text), list(_remarks(text))
    seen = [
        audience_of_sentence(remark, labels, names, in_brackets=in_brackets)
        for remark, in_brackets in remarks
        if whole or in_brackets or alnum_key(remark) != key
    ]
    return narrowest(
        [*seen, *(audience_behind_comma(piece, labels, names) for piece, _ in remarks)]
    )


def narrowed(returned: Returned, workbook: Workbook, expected: Expected) -> Returned:
    """Narrow the audience of each answer whose own words ask for that, and leave such passages out.

    What is for its owner alone is left out with a notice, as the answer's box or attribute says something else.
    """
    names, t = names_in(expected), translator(workbook.language)
    beside, returned = returned.beside, returned.model_copy(update={"beside": {}})
    answers, notices = dict(returned.answers), list[Notice]()
    for prompt_id, answer in returned.answers.items():
        prompt = workbook.find_prompt(prompt_id, Phase.PREPARE)
        if prompt is None or answer.visibility is Visibility.ME:
            continue
        heading = (
            audience_in_remarks(text, t, names, whole=True) for text in beside.get(prompt_id, ())
        )
        who = narrowest((answer.visibility, _audience_of(answer, t, names), *heading))
        texts = (answer.remark, *_typed_texts(answer.value))
        is_unclear = returned.form == "pdf" and any(map(has_trace, texts))
        who = Visibility.ME if is_unclear else who
        if who is answer.visibility:
            continue
        answers[prompt_id] = for_audience(answer, who)
        label = prompt.label
        if is_unclear:
            notices.append(closed_notice(prompt, returned.name or returned.partner))
        elif who is Visibility.ME:
            notices.append(Notice(text=KEPT, values={"prompt": label}))
        else:
            notices.append(Notice(text=NARROWED, values={"prompt": label}))
    shared = tuple(text for text in returned.found if not _is_private(text, t, names))
    if len(shared) < len(returned.found):
        count = len(returned.found) - len(shared)
        notices.append(Notice(text=CLOSED_PASSAGES, values={"count": count}))
    # A heading is about its own answers.
    passages = [text for text in returned.found if text not in beside.get("", ())]
    whole = narrowed_by_words(
        returned.model_copy(update={"answers": answers, "found": shared}),
        passages,
        workbook,
        expected,
    )
    return whole.with_notices(*notices) if notices else whole


def narrowed_by_words(
    returned: Returned,
    texts: Iterable[str],
    workbook: Workbook,
    expected: Expected,
    *,
    are_letters: bool = False,
) -> Returned:
    """Leave answers to the coach where words beside them ask for that: those whose numbers they name, or all.

    See ``asked_beside`` for ``are_letters``.
    """
    names, t, session = names_in(expected), translator(workbook.language), expected.session
    asked = asked_beside(texts, t, names, are_letters=are_letters)
    prompts = numbered_prompts(session, workbook) if session else ()
    wishes = {prompts[n - 1].id: who for n, who in asked.numbers.items() if n <= len(prompts)}
    is_for_all = asked.everything is not Visibility.BOTH or len(wishes) < len(asked.numbers)
    for_all = narrowest((Visibility.COACH, asked.everything)) if is_for_all else Visibility.BOTH
    closed, left_out, narrower = dict[str, Answer](), list[Notice](), list[Notice]()
    for prompt_id, answer in returned.answers.items():
        who = narrowest((answer.visibility, for_all, wishes.get(prompt_id, Visibility.BOTH)))
        if who is answer.visibility or answer.is_blank:
            continue
        prompt = workbook.find_prompt(prompt_id, Phase.PREPARE)
        label = prompt.label if prompt else prompt_id
        closed[prompt_id] = for_audience(answer, who)
        if who is Visibility.ME:
            left_out.append(Notice(text=KEPT, values={"prompt": label}))
        else:
            narrower.append(Notice(text=NARROWED, values={"prompt": label}))
    if is_for_all and narrower:
        narrower = [Notice(text=NARROWED_ALL)]
    if for_all is Visibility.ME and left_out:
        left_out = [Notice(text=KEPT_ALL)]
    return returned.model_copy(update={"answers": {**returned.answers, **closed}}).with_notices(
        *left_out, *narrower
    )


@dataclass(frozen=True)
class Asked:
    """The audiences that words beside the answers ask for.

    Attributes:
        everything: The audience of all answers.
        numbers: The audiences of single answers, by the number of the question.
    """

    everything: Visibility
    numbers: Mapping[int, Visibility]


def narrowed_by_labels(
    returned: Returned, labels: Iterable[str], workbook: Workbook, expected: Expected
) -> Returned:
    """Narrow all answers by what stands on a file: its name, the subject of its mail, the header of its pages."""
    names, t, session = names_in(expected), translator(workbook.language), expected.session
    title = session.title if session else "\n"
    who = Visibility.BOTH
    for label in labels:
        bare = _REPLY_MARK.sub("", label.replace(title, " "))
        asked = asked_beside([bare], t, names, are_letters=True)
        seen = (asked.everything, *asked.numbers.values(), audience_anywhere(bare))
        who = narrowest((who, *seen, left_out_anywhere(bare, names)))
    return _narrowed_all(returned, workbook, who)


def words_of_name(name: str) -> str:
    """Return the words of a file's name, with those of the folders around it: “nur_fuer-Coach.md” has three."""
    parts = (_ENDING.sub("", part) for part in name.replace("\\", "/").split("/"))
    return "; ".join(" ".join(_BETWEEN.sub(" ", part).split()) for part in parts)


def _narrowed_all(returned: Returned, workbook: Workbook, who: Visibility) -> Returned:
    closed = {
        prompt_id: for_audience(answer, narrowest((answer.visibility, who)))
        for prompt_id, answer in returned.answers.items()
        if answer.visibility is not narrowest((answer.visibility, who)) and not answer.is_blank
    }
    if not closed:
        return returned
    whole = returned.model_copy(update={"answers": {**returned.answers, **closed}})
    if who is not Visibility.ME:
        return whole.with_notices(Notice(text=NARROWED_ALL))
    return whole.with_notices(Notice(text=KEPT_ALL))


def is_for_owner(text: str, workbook: Workbook, expected: Expected) -> bool:
    """Whether a remark in the text of a mail says that it is for its owner alone."""
    return _is_private(words_around_quote(text), translator(workbook.language), names_in(expected))


def asked_beside(
    texts: Iterable[str], t: Translator, names: Names, *, are_letters: bool = False
) -> Asked:
    """Return what texts that are no answers ask for; what is quoted in them counts for nothing.

    Args:
        texts: The texts.
        t: The language of the workbook.
        names: The partners' names and the coach's.
        are_letters: Whether brackets behind other words count too; in found text they are about those words.
    """
    labels, numbers, everything = labels_of(t), dict[int, Visibility](), [Visibility.BOTH]
    for text in map(words_around_quote, texts):
        if has_trace(text) or SECRET_SIGN.search(text):
            everything.append(Visibility.COACH)
        for sentence in _sentences_beside(text):
            if sentence.startswith(("(", "[")) and not are_letters:
                continue
            bare = _NUMBERS.sub(" ", sentence).strip(" ,")
            who = (
                audience_in_remarks(bare, t, names, whole=True)
                if are_letters
                else narrowest(
                    (
                        audience_of_sentence(bare, labels, names),
                        audience_behind_comma(bare, labels, names),
                    )
                )
            )
            named = _numbers_in(sentence)
            if who is not Visibility.BOTH and not named:
                everything.append(who)
            for number in named if who is not Visibility.BOTH else ():
                numbers[number] = narrowest((who, numbers.get(number, who)))
    return Asked(narrowest(everything), numbers)


def _sentences_beside(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        if _QUOTED_FROM.search(line):
            return
        if line.lstrip().startswith((">", "|")):
            continue
        bare = line.strip()
        if _IN_BRACKETS.fullmatch(bare):
            bare = bare.strip("[]().!:")
        yield from (
            sentence.strip()
            for sentence in _SENTENCE_BESIDE.split(bare)
            if sentence.strip() and len(sentence.strip()) <= _LONGEST
        )


def _numbers_in(sentence: str) -> set[int]:
    found = set[int]()
    for match in _NUMBERS.finditer(sentence):
        first, last = int(match["first"]), int(match["last"] or match["first"])
        found.update(
            range(first, min(last, first + _MOST_NUMBERS) + 1) if last >= first else (first, last)
        )
    return found


def _audience_of(answer: Answer, t: Translator, names: Names) -> Visibility:
    has_value = answer.value is not None or answer.stance is not None
    seen = [audience_in_remarks(answer.remark, t, names, whole=has_value)]
    if answer.value is not None and not isinstance(answer.value, TextValue):
        # Beside a number, a step or an option other words than those of a request are usual: its unit, a reason.
        asked = (audience_anywhere(answer.remark), left_out_anywhere(answer.remark, names))
        seen += [Visibility.COACH for who in asked if who is not Visibility.BOTH]
        seen += [confided_anywhere(text, names) for text in _typed_texts(answer.value)]
    seen += [audience_in_remarks(text, t, names) for text in _typed_texts(answer.value)]
    return narrowest(seen)


def _typed_texts(held: object) -> Iterator[str]:
    """Yield what a person typed in a value, by the names of its fields; all other texts are ids."""
    if isinstance(held, BaseModel):
        for name in type(held).model_fields:
            inside = getattr(held, name)
            if isinstance(inside, str) and name in _TYPED_FIELDS:
                yield inside
            elif not isinstance(inside, str):
                yield from _typed_texts(inside)
    elif isinstance(held, Mapping):
        for inside in held.values():
            yield from _typed_texts(inside)
    elif isinstance(held, tuple):
        for inside in held:
            yield from _typed_texts(inside)


def _is_private(text: str, t: Translator, names: Names) -> bool:
    # Passages of no question are for the coach anyway.
    return has_trace(text) or audience_in_remarks(text, t, names, whole=True) is Visibility.ME


def _remarks(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the short sentences of a text, and whether each stands in brackets."""
    for piece in _SENTENCE_END.split(text):
        if piece.strip() and len(piece.strip()) <= _LONGEST:
            yield piece.strip(), False
    for match in BRACKETS.finditer(text):
        yield " ".join(match[0][1:-1].split()), True
    for match in _STRESSED.finditer(text):
        yield " ".join(match[0].replace("*", " ").split()), True
    if text.upper() != text:
        for match in _CAPITALS.finditer(text):
            yield match[0], True


def _label(bracket: str, labels: Mapping[str, Visibility], named: set[Visibility]) -> str:
    who = labels.get(alnum_key(bracket))
    if who is None:
        return bracket
    named.add(who)
    return ""
