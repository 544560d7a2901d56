"""A partner's answers file: every prompt a section, the answer below it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime

from coopcoach.domain.answers import BLANK, Answer, PartnerAnswers, blank_answer
from coopcoach.domain.exercise import Pack, Phase, Prompt, Workbook
from coopcoach.domain.session import Partner
from coopcoach.errors import BadFile, Fault
from coopcoach.i18n import DEFAULT_CURRENCY, N_, Translator
from coopcoach.markup.answer import (
    answer_attributes,
    not_wider,
    read_answer,
    read_second_versions,
    write_answer,
)
from coopcoach.markup.attributes import write_attributes
from coopcoach.markup.conflicts import kept_versions
from coopcoach.markup.document import Document, Section
from coopcoach.markup.literal import heading_text
from coopcoach.markup.reading import time_in

FORMAT = "answers/1"


def new_answers_file(
    session: str, partner: Partner, workbook: Workbook, pack: Pack, t: Translator
) -> str:
    """Return a blank answers file: all prompts that the partner answers alone, ready to fill in."""
    title = t("Workbook of {name}", name=partner.name)
    document = Document(f"# {heading_text(title)}\n")
    for key, value in (
        ("coopcoach", FORMAT),
        ("session", session),
        ("partner", partner.id),
        ("name", partner.name),
        ("language", workbook.language),
        *address_front(workbook),
    ):
        document = document.with_front(key, value)
    for exercise in workbook.for_pack(pack):
        prompts = exercise.prompts_in(Phase.PREPARE, pack)
        if not prompts:
            continue
        heading = f"## {heading_text(exercise.title)} {write_attributes(exercise.id, {})}"
        document = document.with_new_section(heading, "")
        for prompt in prompts:
            body = write_answer(prompt, BLANK, t)
            document = document.with_new_section(_heading(prompt, blank_answer(prompt)), body)
    return document.source


def address_front(workbook: Workbook) -> Iterator[tuple[str, str]]:
    """Yield the keys of the front matter that tell a program without the session how to ask."""
    if workbook.other:
        yield "other", workbook.other
    if workbook.currency != DEFAULT_CURRENCY:
        yield "currency", workbook.currency


def read_answers(document: Document, workbook: Workbook, phase: Phase) -> PartnerAnswers:
    """Read the answers of the prompts that the workbook knows; other sections are left alone.

    Raises:
        BadFile: It is not an answers file, or its front matter is not what it should be.
    """
    front = document.front.values if document.front else {}
    if front.get("coopcoach") != FORMAT or not front.get("partner"):
        raise BadFile(
            document.path,
            [
                Fault(
                    1,
                    N_("this is not a coopcoach answers file"),
                    N_(
                        "it begins with “coopcoach: answers/1” and “partner: …” in its front matter"
                    ),
                )
            ],
        )
    language = str(front.get("language", workbook.language))
    versions = kept_versions(document)
    answers, second = {}, {}
    for prompt, section in _known(document, workbook, phase):
        answer = read_answer(prompt, document.body(section), section.attributes, language)
        # The partner's id stands in the front matter, not at the headings.
        others = read_second_versions(prompt, versions, language)
        answers[prompt.id] = not_wider(answer, others) if others else answer
        if others:
            second[prompt.id] = others
    return PartnerAnswers(
        partner=str(front["partner"]),
        answers=answers,
        second=second,
        handed_in=_moment(document, "handed_in"),
        seal=str(front["seal"]) if front.get("seal") else None,
    )


def write_answer_into(
    document: Document, prompt: Prompt, answer: Answer, t: Translator
) -> Document:
    """Return the document with one answer put in its place; every other byte stays."""
    body = write_answer(prompt, answer, t)
    section = document.section(prompt.id)
    if section is None:
        return document.with_new_section(_heading(prompt, answer), body)
    values = dict(section.attributes.values)
    kept = {k: v for k, v in values.items() if k not in {"stance", "visibility"}}
    wanted = {**kept, **answer_attributes(prompt, answer)}
    same = {k: v for k, v in wanted.items() if v} == values
    heading = None if same else _same_heading(section, wanted)
    return document.with_section(section, heading, body)


def handed_in(document: Document, at: datetime) -> Document:
    """Return the document with the time of handing in and the seal over what was handed in."""
    document = document.with_front("handed_in", at.isoformat(timespec="seconds"))
    return document.with_front("seal", seal_of(document))


def not_handed_in(document: Document) -> Document:
    """Return the document without the time of handing in and the seal."""
    return document.without_front("handed_in").without_front("seal")


def seal_of(document: Document) -> str:
    """Return the hash over all that stands below the front matter, whatever its line ends."""
    start = document.front.end if document.front else 0
    text = document.source[start:].replace("\r\n", "\n").rstrip("\n")
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _known(document: Document, workbook: Workbook, phase: Phase) -> list[tuple[Prompt, Section]]:
    pairs = ((workbook.find_prompt(s.id, phase), s) for s in document.sections)
    first: dict[str, tuple[Prompt, Section]] = {}
    for prompt, section in pairs:
        if prompt is not None:
            first.setdefault(prompt.id, (prompt, section))
    return list(first.values())


def _heading(prompt: Prompt, answer: Answer) -> str:
    return f"### {heading_text(prompt.label)} {write_attributes(prompt.id, answer_attributes(prompt, answer))}"


def _same_heading(section: Section, values: dict[str, str]) -> str:
    return f"{'#' * section.level} {section.title} {write_attributes(section.id, values)}"


def _moment(document: Document, key: str) -> datetime | None:
    front = document.front
    text = str(front.values.get(key, "")) if front else ""
    if not front or not text:
        return None
    moment = time_in(text)
    if moment is None:
        what = N_("“{key}” is not a date and time")
        todo = N_("write it as 2027-01-15T10:00")
        raise BadFile(document.path, [Fault(front.lines[key], what, todo, (("key", key),))])
    return moment
