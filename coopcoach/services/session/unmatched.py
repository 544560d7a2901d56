"""Passages of returned files that belong to no prompt, for the coach.

An earlier answer to a prompt is sealed as long as the exercise of that prompt. A passage without a prompt
may answer any of them, so it is sealed until all exercises that were answered alone are revealed. The
stage never shows either: the other partner must not see words that their owner replaced.
"""

from __future__ import annotations

from dataclasses import dataclass

from coopcoach.domain.answers import Visibility
from coopcoach.domain.exercise import Phase, Prompt, Workbook
from coopcoach.domain.session import Partner, Session
from coopcoach.exchange.incoming.unmatched import UnmatchedText, unmatched_texts
from coopcoach.storage.sessions import open_partner_answers, open_session
from coopcoach.storage.workspace import Workspace


@dataclass(frozen=True)
class Passage:
    """A passage that may be shown: its partner, the prompt that it answered (if any), its text."""

    partner: Partner
    prompt: Prompt | None
    text: str


@dataclass(frozen=True)
class UnmatchedPassages:
    """The passages of a session that may be shown, and the number of those that are sealed."""

    passages: tuple[Passage, ...]
    sealed: int


def unmatched_passages(workspace: Workspace, slug: str) -> UnmatchedPassages:
    """Return the unmatched passages of the partners' files.

    Raises:
        WrongCall: There is no such session.
        BadFile: A file of the session cannot be read.
    """
    opened = open_session(workspace, slug)
    passages: list[Passage] = []
    sealed = 0
    for partner in opened.session.partners:
        file = open_partner_answers(opened, partner)
        if file is None:
            continue
        for each in unmatched_texts(file.document):
            prompt = file.workbook.find_prompt(each.of, Phase.PREPARE) if each.of else None
            if prompt and file.answers.answer(prompt.id).visibility is Visibility.ME:
                continue
            if _is_open(each, opened.session, file.workbook):
                passages.append(Passage(partner, prompt, each.text))
            else:
                sealed += 1
    return UnmatchedPassages(tuple(passages), sealed)


def _is_open(found: UnmatchedText, session: Session, workbook: Workbook) -> bool:
    asked = [
        exercise
        for exercise in workbook.exercises
        if exercise.prompts_in(Phase.PREPARE, session.pack)
        and any(item.exercise == exercise.id for item in session.agenda)
    ]
    holders = [e for e in asked if any(p.id == found.of for p in e.prompts)] or asked
    return all(session.is_revealed(exercise.id) for exercise in holders)
