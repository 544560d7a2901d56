"""Read answers that a partner numbered in a mail of their own: “1. … 2. …”, by the numbers of the PDF."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from coopcoach.domain.answers import Answer, Stance, Visibility, default_visibility
from coopcoach.domain.exercise import Prompt, Workbook
from coopcoach.exchange.incoming.audience import has_lists, narrowest
from coopcoach.exchange.incoming.audience_words import (
    Names,
    audience_anywhere,
    audience_in_remarks,
    names_in,
    without_labels,
)
from coopcoach.exchange.incoming.expected import Expected
from coopcoach.exchange.incoming.formats.parts import Sender
from coopcoach.exchange.incoming.named_workbooks import workbook_for
from coopcoach.exchange.incoming.replies.below_questions import (
    has_numbered_questions,
    reply_below_questions,
)
from coopcoach.exchange.incoming.returned import Notice, Returned
from coopcoach.exchange.incoming.template import Template
from coopcoach.exchange.outgoing.mail import questions_paragraphs
from coopcoach.exchange.outgoing.mailed_questions import mailed_prompts, numbered_prompts
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
_ALL_NARROWED = N_("words beside the answers say who may see them: they count for all of them")

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
    owner = session.partner(expected.partner or expected.partner_of(sender))
    language = owner.language if owner else session.language
    workbook = workbook_for(workbooks, session, language, owner)
    prompts, t = numbered_prompts(workbook, session.pack), translator(workbook.language)
    partners = [owner] if owner else session.partners
    mail = [
        paragraph
        for each in partners
        for paragraph in questions_paragraphs(
            session, each, workbook_for(workbooks, session, language, each), t
        )
    ]
    asked = mailed_prompts(session, workbook)
    reply = reply_below_questions(text, asked, Template(workbook), mail)
    answered, around = _passages(reply.above if reply else text, len(prompts))
    if reply is None and len(answered) < LEAST:
        return None
    texts: dict[int, list[str]] = {each.number: [each.text] for each in answered}
    for number, words in reply.below if reply else ():
        texts.setdefault(number, []).append(words)
    around += [reply.behind] if reply else []
    names = names_in(expected)
    everything = narrowest(audience_in_remarks(each, t, names, whole=True) for each in around)
    answers = {
        prompts[number - 1].id: _answer(prompts[number - 1], "\n\n".join(words), t, names)
        for number, words in texts.items()
    }
    returned = Returned(
        form="markdown",
        session=session.slug,
        partner=owner.id if owner else "",
        language=workbook.language,
        answers={
            name: answer.model_copy(
                update={"visibility": narrowest((answer.visibility, everything))}
            )
            for name, answer in answers.items()
        },
        found=tuple(passage for passage in around if passage),
        sender=sender,
    )
    if everything is Visibility.BOTH:
        return returned
    return returned.with_notices(Notice(text=_ALL_NARROWED))


def is_reply(text: str, workbooks: Mapping[str, Workbook], expected: Expected) -> bool:
    """Whether a text is a reply to the mail with numbered questions: they stand in it, and no workbook does."""
    session = expected.session
    if session is None or "{#" in text:
        return False
    templates = [Template(workbook) for workbook in workbooks.values()]
    return any(
        not has_lists(text, template)
        and has_numbered_questions(text, mailed_prompts(session, template.workbook))
        for template in templates
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
            numbered.append((number, [" ".join(filter(None, (match["beside"], match["words"])))]))
        else:
            (numbered[-1][1] if numbered else before).append(line)
    passages = [_Passage(number, "\n".join(lines).strip()) for number, lines in numbered]
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
