"""Read an answers file that came back whole: exactly as the program wrote it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from coopcoach.domain.answers import Answer, Visibility
from coopcoach.domain.exercise import Phase
from coopcoach.errors import BadFile
from coopcoach.exchange.incoming.audience import (
    CLOSED_PASSAGES,
    Heading,
    attribute_choices,
    closed_notice,
    traced,
)
from coopcoach.exchange.incoming.question_places import find_anchors, misplaced
from coopcoach.exchange.incoming.repairs import BREAKS_LOST
from coopcoach.exchange.incoming.returned import Notice, Returned
from coopcoach.exchange.incoming.template import Asked, Template
from coopcoach.exchange.incoming.texts.front_matter import front_audience
from coopcoach.exchange.incoming.unmatched import FOUND, unmatched_texts
from coopcoach.markup.document import Document
from coopcoach.markup.formats import answers_file
from coopcoach.markup.loose.alnum_key import alnum_key
from coopcoach.markup.reading import time_in


def whole_answers_file(
    text: str, template: Template, phase: Phase, asked: Asked
) -> Returned | None:
    """Read an answers file of the program itself, if it came back whole."""
    try:
        document = Document(text)
        answers = answers_file.read_answers(document, template.workbook, phase)
    except BadFile:
        return None
    front = document.front.values if document.front else {}
    sections = {section.id for section in document.sections}
    anchors = find_anchors(text, template)
    seen = {anchor.prompt for anchor in anchors if anchor.prompt}
    if str(front.get("language", "")) != template.workbook.language or not seen <= sections:
        return None
    if front_audience(text) is not Visibility.BOTH:
        return None
    known = {FOUND, *template.prompts, *template.exercises}
    kept = {each.id: each.text for each in unmatched_texts(document)}
    choices = {s.start: attribute_choices(s.attributes) for s in document.sections}
    strange = [
        kept.get(s.id) or document.source[s.start : s.end].strip()
        for s in document.sections
        if s.id not in known
        and document.body(s).strip()
        and (s.id in kept or choices[s.start].shared)
    ]
    closed = {s.id for s in document.sections if not choices[s.start].understood}
    left_out = 0
    if front.get("seal") != answers_file.seal_of(document):
        before_gap, moved = misplaced(anchors, template, text, asked)
        closed |= before_gap | moved | _traced(document, template)
        left_out = sum(_words_of_no_question(document, template))
    twice = Counter(section.id for section in document.sections)
    for section in document.sections:
        if twice[section.id] > 1 and not choices[section.start].shared:
            closed.add(section.id)
    name = str(front.get("name", "")) or answers.partner
    notices = [
        closed_notice(template.prompts[prompt_id], name)
        for prompt_id, answer in answers.answers.items()
        if prompt_id in closed and not answer.is_blank and answer.visibility is not Visibility.ME
    ]
    if left_out:
        notices.append(Notice(text=CLOSED_PASSAGES, values={"count": left_out}))
    return Returned(
        form="markdown",
        session=str(front.get("session", "")),
        partner=answers.partner,
        language=template.workbook.language,
        answers={
            prompt_id: for_owner(answer) if prompt_id in closed else answer
            for prompt_id, answer in answers.answers.items()
        },
        found=tuple(strange),
        handed_in=answers.handed_in is not None,
        handed_in_at=answers.handed_in,
        name=str(front.get("name", "")),
        made=time_in(front.get("made")),
    ).with_notices(*notices)


def of_one_line(returned: Returned, template: Template) -> Returned:
    """Return what was read from a text without its line breaks; words that are not ours close all answers.

    Nothing tells any more to which answer such words belong.
    """
    notices, answers = [Notice(text=BREAKS_LOST)], dict(returned.answers)
    if returned.found:
        notices.append(Notice(text=CLOSED_PASSAGES, values={"count": len(returned.found)}))
    if returned.found or any(n.text == CLOSED_PASSAGES for n in returned.notices):
        for prompt_id, answer in returned.answers.items():
            if answer.visibility is not Visibility.ME and not answer.is_blank:
                name = returned.name or returned.partner
                notices.append(closed_notice(template.prompts[prompt_id], name))
                answers[prompt_id] = for_owner(answer)
    whole = returned.model_copy(update={"answers": answers, "found": ()})
    return whole.with_notices(*notices)


def _traced(document: Document, template: Template) -> set[str]:
    headings = []
    for s in document.sections:
        line = document.source[s.start : s.body_start]
        prompt = s.id if s.id in template.prompts else ""
        headings.append(Heading(prompt, s.start, s.start + line.rfind("{"), s.body_start))
    start = document.front.end if document.front else 0
    return traced(document.source, start, headings, template.t)


def _words_of_no_question(document: Document, template: Template) -> Iterator[bool]:
    """Yield whether words stand above the first heading and below each exercise's own heading.

    They may be an answer that has lost its heading.
    """
    start = document.front.end if document.front else 0
    first = document.sections[0].start if document.sections else len(document.source)
    above = document.source[start:first].split("\n")
    yield any(alnum_key(line) for line in above if not line.startswith("# "))
    for section in document.sections:
        if section.id in template.exercises:
            yield bool(alnum_key(document.body(section)))


def for_owner(answer: Answer) -> Answer:
    """Return an answer that only its owner may see."""
    return answer.model_copy(update={"visibility": Visibility.ME})
