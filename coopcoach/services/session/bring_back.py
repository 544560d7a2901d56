"""Bring back an earlier state of a file, or one answer of it.

Some things stay as they are now: what is revealed, the partners' consent, their voices to ground rules and the time
spent. A wording that is brought back needs both voices anew. An answer that its owner has since shown to fewer people
stays so.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import dropwhile, islice
from pathlib import Path
from typing import Final

from coopcoach.domain.answers import Visibility
from coopcoach.domain.exercise import Phase
from coopcoach.domain.ground_rules import GroundRule
from coopcoach.domain.session import CONSENT_PROMPT, Session
from coopcoach.errors import BadFile, WrongCall
from coopcoach.i18n import N_, translator
from coopcoach.markup.changes import words_of
from coopcoach.markup.conflicts import CONFLICT
from coopcoach.markup.document import Document, Section
from coopcoach.markup.formats.session_file import (
    NOTE,
    read_session,
    with_joint_answers,
    write_session,
)
from coopcoach.markup.merge import put_section
from coopcoach.services.clock import Clock
from coopcoach.services.session.history import (
    NOTES,
    Entry,
    HistoryFile,
    SessionHistory,
)
from coopcoach.storage.files import read_text
from coopcoach.storage.merged import write_merged
from coopcoach.storage.reviews import OpenReview

# Sections of session.md that no state brings back.
STAYS: Final = frozenset({"reveals", "time", "withdrawn", CONSENT_PROMPT})
_NARROWER: Final = (Visibility.BOTH.value, Visibility.COACH.value, Visibility.ME.value)


@dataclass(frozen=True)
class BroughtBack:
    """What was brought back.

    Attributes:
        path: The file.
        changed: Whether the file has changed: else it stood so already.
        undo: The name of the state that takes it back; "" where nothing changed.
        unkept: Whether the text before could not be kept in the history.
    """

    path: Path
    changed: bool
    undo: str = ""
    unkept: bool = False


def bring_back(
    history: SessionHistory, entry: Entry, clock: Clock, prompt: str = ""
) -> BroughtBack:
    """Write an earlier state, or one section of it, into its file; the text before is kept.

    Args:
        history: The history of the session.
        entry: The state.
        clock: Returns the local time.
        prompt: The id of the only section to bring back, such as ``goal.why``.

    Raises:
        WrongCall: The state has no such section, or that is never brought back.
        BadFile: The state is damaged, or the file cannot be read.
        ChangedMeanwhile: Another program changed the file at each try; nothing was written.
    """
    path = entry.file.path
    base = read_text(path, any_bytes=True)
    wanted = _wanted(history, entry, base.text, prompt)
    if words_of(wanted) == words_of(base.text):
        return BroughtBack(path, False)
    merged = write_merged(path, base, wanted, clock())
    return BroughtBack(path, True, _name_before(history, entry.file), merged.unkept)


def _wanted(history: SessionHistory, entry: Entry, present: str, prompt: str) -> str:
    state = Document(history.text_of(entry), str(entry.file.path))
    if entry.file.name == NOTES:
        return (_with_sections(Document(present), state, prompt) if prompt else state).source
    if entry.file.partner is not None:
        return _answers(history, entry, state, present, prompt)
    return _session(history, state, present, prompt)


def _session(history: SessionHistory, state: Document, present: str, prompt: str) -> str:
    if prompt in STAYS:
        raise _not_brought_back()
    if isinstance(history.opened, OpenReview):
        # Its rules and what became of them follow from the votes in session.md.
        if prompt not in answered_jointly(history.opened):
            raise _only_one_answer()
        return _with_sections(Document(present), state, prompt).source
    wanted = _with_sections(Document(present), state, prompt) if prompt else state
    opened = history.opened
    slug = history.slug
    read = with_joint_answers(read_session(wanted, slug), wanted, opened.workbook)
    kept = _with_what_stays(read, opened.session)
    t = translator(opened.without_joint.language)
    return write_session(wanted, read, kept, opened.workbook, t).source


def answered_jointly(opened: OpenReview) -> frozenset[str]:
    """Return the ids of the joint answers and notes of a review."""
    exercises = opened.workbook.exercises
    asked = (p.id for e in exercises for p in e.prompts if p.phase is Phase.SESSION)
    return frozenset((*asked, *(f"{NOTE}{e.id}" for e in exercises)))


def _with_what_stays(read: Session, now: Session) -> Session:
    joint, joint_at = (
        {
            **{key: value for key, value in mine.items() if key[0] != CONSENT_PROMPT},
            **{key: value for key, value in there.items() if key[0] == CONSENT_PROMPT},
        }
        for mine, there in ((read.joint, now.joint), (read.joint_at, now.joint_at))
    )
    return read.model_copy(
        update={
            "reveals": now.reveals,
            "time_entries": now.time_entries,
            "withdrawals": now.withdrawals,
            "keep_until": now.keep_until,
            "place": now.place,
            "rules": tuple(_rule(rule, now.rule(rule.id)) for rule in read.rules),
            "joint": joint,
            "joint_at": joint_at,
        }
    )


def _rule(rule: GroundRule, now: GroundRule | None) -> GroundRule:
    """Return an earlier state of a rule, with the voices as they are now: none for another wording."""
    if now is None:
        return rule.model_copy(update={"voices": ()})
    reworded = now.reworded(
        sentence=rule.sentence,
        sign=rule.sign,
        consequence=rule.consequence,
        trial_until=rule.trial_until,
    )
    return rule.model_copy(
        update={
            "revision": reworded.revision,
            "voices": now.voices,
            "earlier": reworded.earlier,
            "proposed_at": now.proposed_at,
        }
    )


def _answers(
    history: SessionHistory, entry: Entry, state: Document, present: str, prompt: str
) -> str:
    """Return the answers with those of a state that were not shown to more people than now."""
    try:
        now = Document(present)
    except BadFile:
        # Its sections can be read all the same, and with them who may see them.
        now = Document(f"\n{present}")
    closed = {s.key for s in now.sections if _rank(s) > 0}
    lacking = {section_id for section_id, _ in closed - {s.key for s in state.sections}}
    # A second version comes and goes; all else was there from the first day.
    if lacking - {CONFLICT} or (lacking and _had_two_versions(history, entry)):
        # A heading was lost there: a closed answer may stand below another one.
        raise _not_brought_back()
    if prompt:
        section = state.section(prompt)
        if section is not None and _stays(section, now.section(prompt)):
            raise _not_brought_back()
        return _with_sections(Document(present), state, prompt).source
    wanted = state
    for section in state.sections:
        there = now.section(*section.key)
        if _stays(section, there):
            wanted = _without_answer(wanted, now, section, there)
    for section in now.sections:
        if state.section(*section.key) is None:
            wanted = put_section(wanted, now, section)
    return wanted.source


def _had_two_versions(history: SessionHistory, entry: Entry) -> bool:
    """Return whether a state before an entry has second versions of answers, or cannot be read."""
    entries = history.each_entry(entry.file, every=True)
    older = islice(dropwhile(lambda each: each.id != entry.id, entries), 1, None)
    try:
        return any(f"{{#{CONFLICT}" in history.text_of(each) for each in older)
    except BadFile:
        return True


def _stays(then: Section, now: Section | None) -> bool:
    """Return whether an answer stays as it is: its owner keeps it, or shows it to fewer people than then."""
    most = len(_NARROWER) - 1
    if most in (_rank(then), _rank(now) if now else 0):
        return True
    return now is not None and _rank(now) > _rank(then)


def _without_answer(
    wanted: Document, now: Document, section: Section, there: Section | None
) -> Document:
    if there is not None:
        return put_section(wanted, now, there)
    gone = wanted.section(*section.key)
    return wanted.without_section(gone) if gone else wanted


def _rank(section: Section) -> int:
    """Return to how few people a section is shown; a mark that is not known counts as its owner's own."""
    mark = section.attributes.get("visibility") or Visibility.BOTH.value
    return _NARROWER.index(mark) if mark in _NARROWER else len(_NARROWER) - 1


def _with_sections(present: Document, state: Document, prompt: str) -> Document:
    """Return the present document with the sections of one id as they are in a state."""
    sections = [s for s in state.sections if s.id == prompt and state.section(*s.key) is s]
    if not sections:
        raise WrongCall(
            N_("that state has nothing under “{prompt}”"),
            N_("coopcoach history SESSION lists what changed in each state"),
            prompt=prompt,
        )
    for section in sections:
        present = put_section(present, state, section)
    return present


def _not_brought_back() -> WrongCall:
    return WrongCall(
        N_("this cannot be brought back"),
        N_("reveals, consents and answers that their owner keeps private stay as they are now"),
    )


def _only_one_answer() -> WrongCall:
    return WrongCall(
        N_("in a review, only single answers can be brought back"),
        N_("name one with --prompt; votes on ground rules are in the history of the session"),
    )


def _name_before(history: SessionHistory, file: HistoryFile) -> str:
    """Return the name of the state before the newest, which takes back what was just written."""
    entries = islice(history.each_entry(file, every=True), 1, None)
    return next((e.id for e in entries if e.id), "")
