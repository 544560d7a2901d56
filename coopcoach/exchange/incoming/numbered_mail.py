"""Read answers that a partner numbered in a mail of their own: “1. … 2. …”, by the numbers of the PDF."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coopcoach.domain.answers import Answer, Stance, Visibility, default_visibility
from coopcoach.domain.exercise import Prompt, Workbook
from coopcoach.domain.packs.asked import numbered_prompts
from coopcoach.exchange.incoming.audience import closed_notice, has_lists, has_trace, narrowest
from coopcoach.exchange.incoming.audience_words import (
    KEPT,
    NARROWED,
    asked_beside,
    audience_in_remarks,
    without_labels,
)
from coopcoach.exchange.incoming.expected import Expected
from coopcoach.exchange.incoming.formats.parts import Sender, without_struck
from coopcoach.exchange.incoming.named_workbooks import workbook_for
from coopcoach.exchange.incoming.remarks.requests import Names, audience_anywhere, names_in
from coopcoach.exchange.incoming.replies.below_questions import (
    has_numbered_questions,
    reply_below_questions,
)
from coopcoach.exchange.incoming.replies.quoted_mails import (
    own_words,
    quoted_mail,
    words_around_quote,
)
from coopcoach.exchange.incoming.returned import Notice, Returned
from coopcoach.exchange.incoming.template import Template
from coopcoach.exchange.outgoing.mail import questions_paragraphs
from coopcoach.exchange.outgoing.mailed_questions import mailed_prompts
from coopcoach.i18n import N_, Translator, translator
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
_MOST = 999
STRUCK_OUT = N_("words that were struck out or hidden are left out")
_ALL_NARROWED = N_("words outside the answers say who may see them: they apply to all the answers")

_NUMBER = re.compile(
    rf"[ \t*_]*(?:(?:{any_of(*QUESTION)}|#)[ \t]*){{0,3}}"
    r"(?P<number>\d{1,3})[ \t]*(?P<beside>[\[(][^\[\]()\n]{1,60}[\])])?[ \t]*"
    r"(?:[.):\-–—]{1,2}(?:[ \t*_]+|$)|$)(?P<words>.*)\Z",
    re.IGNORECASE,
)
_FAREWELL = re.compile(
    rf"(?:--[ \t]*\Z|(?:{any_of(*FAREWELL)})|.{{6,80}}\b(?:{any_of(*WROTE)})[ \t:]*\Z)",
    re.IGNORECASE,
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
    text, has_struck = without_struck(text)
    text, quoted, sender = _unwrapped(text, sender, expected)
    owner = session.partner(expected.partner or expected.partner_of(sender))
    language = owner.language if owner else session.language
    workbook = workbook_for(workbooks, session, language, owner)
    prompts, t = numbered_prompts(session, workbook), translator(workbook.language)
    partners = [owner] if owner else session.partners
    mail = [
        paragraph
        for each in partners
        for paragraph in questions_paragraphs(
            session, each, workbook_for(workbooks, session, language, each), t
        )
    ]
    mailed = mailed_prompts(session, workbook)
    reply = reply_below_questions(text + quoted, mailed, Template(workbook), mail)
    answered, around = _passages(own_words(reply.above) if reply else text, len(prompts))
    if reply is None and len(answered) < LEAST:
        return None
    texts: dict[int, list[str]] = {each.number: [each.text] for each in answered}
    for number, words in reply.below if reply else ():
        texts.setdefault(number, []).append(words)
    around += [reply.behind if reply else quoted.strip()]
    names = names_in(expected)
    later = [line for words in texts.values() for text in words for line in text.split("\n")[1:]]
    asked = asked_beside(around, t, names, are_letters=True)
    named = _by_number(asked.numbers, asked_beside(later, t, names).numbers)
    everything = asked.everything
    if not asked.numbers:
        around_all = (audience_in_remarks(_unquoted(each), t, names, whole=True) for each in around)
        everything = narrowest((everything, *around_all))
    everything = narrowest(
        (
            everything,
            *(who for n, who in asked.numbers.items() if n > len(prompts)),
            _asked_at_the_end(answered, t, names),
        )
    )
    heads = _by_head(answered, reply.below if reply else (), t, names)
    notices, answers = list[Notice](), dict[str, Answer]()
    for number, passages in texts.items():
        prompt = prompts[number - 1]
        answer = _answer(prompt, "\n\n".join(passages), t, names)
        beside = (named.get(number, Visibility.BOTH), heads.get(number, Visibility.BOTH))
        who = narrowest((answer.visibility, *beside))
        if any(map(has_trace, passages)):
            who = Visibility.ME
            notices.append(closed_notice(prompt, owner.name if owner else ""))
        elif who is Visibility.ME and who is not answer.visibility:
            notices.append(Notice(text=KEPT, values={"prompt": prompt.label}))
        elif who is not answer.visibility:
            notices.append(Notice(text=NARROWED, values={"prompt": prompt.label}))
        answers[prompt.id] = answer.model_copy(update={"visibility": narrowest((who, everything))})
    returned = Returned(
        form="markdown",
        # The numbers alone do not say whether a review is meant.
        session="",
        partner=owner.id if owner and _is_told(sender, expected) else "",
        language=workbook.language,
        answers=answers,
        found=tuple(passage for passage in around if passage),
        sender=sender,
    )
    if everything is not Visibility.BOTH:
        notices = [Notice(text=_ALL_NARROWED)]
    if has_struck:
        notices.append(Notice(text=STRUCK_OUT))
    return returned.with_notices(*notices)


def is_reply(text: str, workbooks: Mapping[str, Workbook], expected: Expected) -> bool:
    """Whether a text is a reply to the mail with numbered questions: they stand in it, and no workbook does."""
    session = expected.session
    if session is None or "{#" in text:
        return False
    return any(
        has_numbered_questions(text, mailed_prompts(session, workbook))
        and not has_lists(text, translator(workbook.language))
        for workbook in workbooks.values()
    )


def _unwrapped(text: str, sender: Sender, expected: Expected) -> tuple[str, str, Sender]:
    """Return the writer's own words, the mail that they quote, and the sender.

    Where a mail without answers passes on one of a partner, these are the words of that mail.
    """
    while (quoted := quoted_mail(text)) is not None:
        own = text[: quoted.start]
        is_passed_on = bool(expected.partner_of(quoted.sender)) and not _passages(own, _MOST)[0]
        if not is_passed_on:
            return own.rstrip() + "\n", text[quoted.start :], sender
        text = text[quoted.words :]
        sender = quoted.sender.model_copy(update={"subject": sender.subject})
    return text, "", sender


def _is_told(sender: Sender, expected: Expected) -> bool:
    """Whether the coach or the head of the mail says whose the answers are, and not only its subject."""
    return bool(expected.partner or expected.partner_of(sender.model_copy(update={"subject": ""})))


def _unquoted(text: str) -> str:
    lines = words_around_quote(text).split("\n")
    return "\n".join(line for line in lines if not line.lstrip().startswith(">"))


def _by_number(*asked: Mapping[int, Visibility]) -> dict[int, Visibility]:
    """Return the narrowest audience that remarks ask for, by the numbers that they name."""
    numbers = {number for each in asked for number in each}
    return {n: narrowest(each[n] for each in asked if n in each) for n in numbers}


def _by_head(
    answered: Sequence[_Passage], below: Sequence[tuple[int, str]], t: Translator, names: Names
) -> dict[int, Visibility]:
    """Return what remarks above a number ask for: such a line may be about what follows as well."""
    out: dict[int, Visibility] = {}
    going_on = Visibility.BOTH
    for each in answered:
        who = audience_in_remarks(each.above, t, names, whole=True)
        out[each.number] = narrowest((who, going_on))
        going_on = narrowest((who, going_on)) if each.is_headed else going_on
    going_on = Visibility.BOTH
    for number, words in below:
        out[number] = narrowest((going_on, out.get(number, Visibility.BOTH)))
        last = words.rstrip().rpartition("\n")[2]
        if last.endswith(":"):
            going_on = narrowest((going_on, audience_in_remarks(last, t, names, whole=True)))
    return out


def _asked_at_the_end(answered: Sequence[_Passage], t: Translator, names: Names) -> Visibility:
    """Return what paragraphs behind the last answer ask for: they may be about all answers, or about another one.

    What stands in brackets is about the last answer, and what names a number about that one.
    """
    paragraphs = re.split(r"\n[ \t]*\n", answered[-1].text)[1:] if answered else []
    asked = (
        audience_in_remarks(each, t, names, whole=True)
        for each in paragraphs
        if not each.lstrip().startswith(("(", "[")) and not asked_beside([each], t, names).numbers
    )
    is_open = all(who is Visibility.BOTH for who in asked)
    return Visibility.BOTH if is_open else Visibility.COACH


def _line_above(lines: Sequence[str]) -> tuple[str, bool]:
    """Return the line above a number that may be about it, and whether it is a heading of all that follow."""
    filled = [place for place, line in enumerate(lines) if line.strip()]
    # The first line is the answer of the number before.
    if not filled or filled[-1] == 0:
        return "", False
    place = filled[-1]
    line = lines[place].strip()
    if line.endswith(":"):
        return line, True
    parted_above = not lines[place - 1].strip()
    parted_below = place + 1 < len(lines)
    if parted_below and not parted_above:
        return "", False
    return line, parted_above and not parted_below


@dataclass(frozen=True)
class _Passage:
    """A numbered answer, with the line above its number, and whether that is a heading of all that follow."""

    number: int
    text: str
    above: str = ""
    is_headed: bool = False


def _passages(text: str, highest: int) -> tuple[list[_Passage], list[str]]:
    """Return the numbered passages, and the text before and behind them."""
    numbered: list[tuple[int, list[str]]] = []
    heads: list[tuple[str, bool]] = []
    before: list[str] = []
    behind: list[str] = []
    for line in text.split("\n"):
        match = _NUMBER.match(line)
        number = int(match["number"]) if match else 0
        last = numbered[-1][0] if numbered else 0
        if behind or _FAREWELL.match(line.strip()) or line.lstrip().startswith(">"):
            (behind if numbered else before).append(line)
        elif match is not None and last < number <= highest:
            heads.append(_line_above(numbered[-1][1]) if numbered else ("", False))
            numbered.append((number, [" ".join(filter(None, (match["beside"], match["words"])))]))
        else:
            (numbered[-1][1] if numbered else before).append(line)
    passages = [
        _Passage(number, "\n".join(lines).strip(), *head)
        for (number, lines), head in zip(numbered, heads, strict=True)
    ]
    around = ["\n".join(lines).strip() for lines in (before, behind)]
    return [passage for passage in passages if passage.text], around


def _answer(prompt: Prompt, text: str, t: Translator, names: Names) -> Answer:
    visibility, rest = _audience(prompt, text, t, names)
    stance = _stance(rest, t)
    if stance is not None:
        return Answer(stance=stance, visibility=visibility)
    return read_loose_answer(prompt, rest, t).model_copy(update={"visibility": visibility})


def _audience(prompt: Prompt, text: str, t: Translator, names: Names) -> tuple[Visibility, str]:
    """Return who may see an answer, and the answer without the label that says so.

    Other words about it count too, and stay.
    """
    named, rest = without_labels(text, t)
    remarks = audience_in_remarks(rest, t, names)
    asked = narrowest((named, remarks, audience_anywhere(rest)))
    is_named = alnum_key(rest) != alnum_key(text)
    if asked is Visibility.BOTH and not is_named:
        return default_visibility(prompt), rest
    return asked, rest


def _stance(text: str, t: Translator) -> Stance | None:
    words = alnum_key(text)
    return next(
        (s for s, label in STANCE_LABELS.items() if words == alnum_key(t(label.own)) != ""), None
    )
