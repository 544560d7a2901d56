"""Places in the files of a session that may be meant otherwise than they are printed.

They are no faults: each is a question to the coach, with file and line and without any text of an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from coopcoach.domain.exercise import Phase, Prompt, Workbook
from coopcoach.errors import Fault
from coopcoach.i18n import N_
from coopcoach.markup.answer import is_unreadable, read_answer
from coopcoach.markup.comments import comments, without_comments
from coopcoach.markup.document import Document, Section
from coopcoach.markup.formats.session_file import NOTE, note_prompt

_HEADING = re.compile(r"#{1,6}[ \t]+\S")
_FENCE = re.compile(r" {0,3}(```|~~~)")


def questions(document: Document, workbook: Workbook, phase: Phase) -> tuple[Fault, ...]:
    """Return the questions about ``session.md`` or an answers file, by line.

    Args:
        document: The file.
        workbook: The exercises by whose prompts it is read.
        phase: The phase of these prompts.
    """
    found = [*_about_comments(document), *_about_answers(document, workbook, phase)]
    return tuple(sorted(found, key=lambda fault: fault.line))


def _about_comments(document: Document) -> Iterator[Fault]:
    for comment in comments(document):
        if not comment.is_closed:
            what = N_(
                "a comment begins here and does not end; the rest of the section is not printed"
            )
            yield Fault(comment.line, what, N_("end it with “-->”, or write “< !--” for the text"))
        elif comment.headings:
            what = N_("a comment runs across a heading; what it contains is not printed")
            todo = N_("end it with “-->” before line {line}, if that is not meant")
            yield Fault(comment.line, what, todo, (("line", comment.headings[0]),))


def _about_answers(document: Document, workbook: Workbook, phase: Phase) -> Iterator[Fault]:
    for section in document.sections:
        prompt = _prompt(section, workbook, phase)
        if prompt is None:
            continue
        yield from _about_headings(document, section)
        body = _body_without_comments(document, section)
        answer = read_answer(prompt, body, section.attributes, workbook.language)
        # Beside a stance, a remark is what the partner said about it.
        if answer.stance is None and is_unreadable(prompt, answer):
            what = N_("this answer does not fit its question; it is printed as a remark")
            todo = N_("compare it with a blank workbook, or leave it as it is")
            yield Fault(section.line, what, todo)


def _prompt(section: Section, workbook: Workbook, phase: Phase) -> Prompt | None:
    if phase is Phase.SESSION and section.id.startswith(NOTE):
        return note_prompt(section.id.removeprefix(NOTE))
    return workbook.find_prompt(section.id, phase)


def _body_without_comments(document: Document, section: Section) -> str:
    """Return the body of a section as it is printed; blank where a comment begins before it."""
    alone = without_comments(Document(document.source[section.start : section.end], document.path))
    return alone.body(alone.sections[0]) if alone.sections else ""


def _about_headings(document: Document, section: Section) -> Iterator[Fault]:
    hidden = [(c.start, c.end) for c in comments(document)]
    at, number, fence = section.body_start, section.line, ""
    for line in document.body(section).split("\n"):
        number += 1
        mark = _FENCE.match(line)
        if mark is not None and fence in ("", mark[1]):
            fence = "" if fence else mark[1]
        elif not fence and _HEADING.match(line) and not any(a <= at < b for a, b in hidden):
            what = N_(
                "an answer contains a heading without an id; it and the text below are printed"
            )
            todo = N_("write “{id}” after it, if they do not belong to the answer")
            yield Fault(number, what, todo, (("id", "{#note}"),))
        at += len(line) + 1
