"""What came back and belongs to no question, for the coach: shown only once nothing sealed can be in it.

An earlier answer to a question is as sealed as the question's exercise. A loose passage may answer any
question, so it waits until everything that the partners answered alone is revealed. Neither is ever drawn
on the shared stage: a word that its owner has replaced is nothing for the other partner.
"""

from __future__ import annotations

from dataclasses import dataclass

from coopcoach.domain.answers import Visibility
from coopcoach.domain.exercise import Phase, Prompt, Workbook
from coopcoach.domain.session import Partner, Session
from coopcoach.exchange.incoming.unmatched import UnmatchedText, found_texts
from coopcoach.storage.sessions import answers_path, open_answers, open_session
from coopcoach.storage.workspace import Workspace


@dataclass(frozen=True)
class Passage:
    """A passage that may be shown: whose it is, the question it once answered (or none), its words."""

    partner: Partner
    prompt: Prompt | None
    text: str


@dataclass(frozen=True)
class UnmatchedPassages:
    """What was found in the files of a session: what may be shown, and how much is still sealed."""

    passages: tuple[Passage, ...]
    sealed: int


def unmatched_passages(workspace: Workspace, slug: str) -> UnmatchedPassages:
    """Return what was found in the partners' files.

    Raises:
        WrongCall: There is no such session.
        BadFile: A file of the session cannot be read.
    """
    opened_session = open_session(workspace, slug)
    session, workbooks = opened_session.session, opened_session.workbooks
    passages: list[Passage] = []
    sealed = 0
    for partner in session.partners:
        path = answers_path(workspace, slug, partner.id)
        if not path.is_file():
            continue
        workbook = workbooks[partner.language]
        opened = open_answers(path, workbook)
        for each in found_texts(opened.document):
            prompt = workbook.find_prompt(each.of, Phase.PREPARE) if each.of else None
            if prompt and opened.answers.answer(prompt.id).visibility is Visibility.ME:
                continue
            if _is_open(each, session, workbook):
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
