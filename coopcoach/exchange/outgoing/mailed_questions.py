"""The essential questions as the text of a mail, numbered as in the PDF, for a partner who just replies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coopcoach.domain.exercise import Phase, Prompt, Workbook
from coopcoach.domain.packs.asked import asked_exercises, numbered_prompts
from coopcoach.domain.packs.minutes import stated_minutes
from coopcoach.domain.review import LEDGER
from coopcoach.domain.review_names import parted_name
from coopcoach.domain.session import Session
from coopcoach.exchange.outgoing.markdown_workbook import TICKED
from coopcoach.i18n import N_, Translator
from coopcoach.markup.kinds import KINDS, codec_of
from coopcoach.wording.labels import STANCE_LABELS, VISIBILITY_LABELS

OPENING = N_(
    "I am looking forward to the session with you and {other}. So that we can get straight to what"
    " matters, each of you answers a few questions alone beforehand. They are in this e-mail, and"
    " it takes about {minutes} minutes."
)
REVIEW_OPENING = N_(
    "It is time to look back with you and {other}. So that we can get straight to what matters,"
    " each of you again answers a few questions alone beforehand. They are in this e-mail, and it"
    " takes about {minutes} minutes."
)
HOW = N_(
    "Just reply to this e-mail and write below each question, or write its number and your answer:"
    " “{example}”. Short answers are fine, and you may leave questions out. Instead of an answer"
    " you can also write: {stances}."
)
WHO = N_(
    "If you say nothing about it, both of you see the answer once we reveal it together."
    " Write “({coach})” after the number if an answer is for me alone. Please leave out"
    " altogether anything that is for you alone."
)
FOR_COACH = N_("Only I see this answer.")
END = N_("That was the last question.")
OPEN_MAIL = N_(
    "Your answers travel as openly as any e-mail, and I can read them as soon as they arrive; your"
    " partner sees them only when we reveal them together."
)
# Braces with the id of an option, and stars for bold: a mail has neither.
_MARKUP = re.compile(r"(?<!\s)\s*+\{#[a-z0-9-]+\}|\*\*")


def mailed_prompts(session: Session, workbook: Workbook) -> tuple[tuple[int, Prompt], ...]:
    """Return the essential prompts of the agenda, and those that the session needs, with their numbers in the PDF.

    Of a review it is all prompts but the long list of giving and taking.
    """
    of_review = parted_name(session.slug) is not None
    asked = {
        prompt.id
        for exercise in asked_exercises(session, workbook)
        for prompt in exercise.prompts_in(Phase.PREPARE, session.pack)
        if ((prompt.id != LEDGER) if of_review else (exercise.is_essential or prompt.required))
    }
    numbered = enumerate(numbered_prompts(session, workbook), 1)
    return tuple((number, prompt) for number, prompt in numbered if prompt.id in asked)


def mail_paragraphs(session: Session, other: str, workbook: Workbook, t: Translator) -> list[str]:
    """Return what the mail says between greeting and closing."""
    prompts = mailed_prompts(session, workbook)
    minutes = stated_minutes(sum(prompt.minutes for _, prompt in prompts))
    stances = t.and_list([t.quoted(t(label.own)) for label in STANCE_LABELS.values()])
    example = f"{prompts[0][0]}. …" if prompts else "1. …"
    coach = t(VISIBILITY_LABELS[TICKED[0]])
    opening = OPENING if parted_name(session.slug) is None else REVIEW_OPENING
    return [
        t(opening, other=other, minutes=t.number(minutes)),
        t(HOW, example=example, stances=stances),
        t(WHO, coach=coach),
        *("\n".join(question_lines(number, prompt, t)) for number, prompt in prompts),
        t(END),
        t(OPEN_MAIL),
    ]


def question_lines(number: int, prompt: Prompt, t: Translator) -> Iterator[str]:
    """Yield the lines of a question: its number and label, help, and what is to be filled in."""
    label = " ".join(prompt.label.split())
    # The questions about ground rules begin with the number of the rule.
    yield label if label.startswith(f"{number}. ") else f"{number}. {label}"
    for paragraph in filter(str.strip, prompt.help.split("\n\n")):
        yield " ".join(paragraph.split())
    codec = codec_of(prompt.question, t)
    yield from codec.hints()
    if prompt.for_coach:
        yield t(FOR_COACH)
    if not KINDS[prompt.kind].is_words:
        for block in codec.room():
            if block.strip():
                yield _MARKUP.sub("", block)
