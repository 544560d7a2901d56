"""Import returned files: plan the changes first, then write them; handed-in answers are sealed.

A plan tells how many answers are new, changed or unreadable, and of which prompts, but not the answers. Files
are read in a child process. Answers that their owner keeps ("only me") are left out, and earlier ones are
removed. A blank answer changes nothing. Where two files differ, the later one counts; the earlier answer is
kept with the unmatched texts.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date as Date
from datetime import datetime
from enum import StrEnum
from functools import partial
from pathlib import Path

from coopcoach.domain.answers import Answer, Visibility, for_audience
from coopcoach.domain.exercise import Phase, Prompt, Workbook
from coopcoach.domain.review import RULES_EXERCISE
from coopcoach.domain.session import Partner, Session
from coopcoach.errors import BadFile
from coopcoach.exchange.incoming.expected import expected_of
from coopcoach.exchange.incoming.merge import (
    answer_text,
    aware,
    by_age,
    is_lost,
    narrowed_together,
    same_words,
    stays_closed,
    still_closed,
    takes_place_of,
)
from coopcoach.exchange.incoming.reading_child import read_all_in_child
from coopcoach.exchange.incoming.returned import Notice, Returned
from coopcoach.exchange.incoming.unmatched import unmatched_texts, with_unmatched, without_unmatched
from coopcoach.i18n import translator
from coopcoach.markup.answer import is_unreadable
from coopcoach.markup.document import Document
from coopcoach.markup.formats.answers_file import (
    handed_in,
    new_answers_file,
    read_answers,
    write_answer_into,
)
from coopcoach.services.partners.blank_form import blank_form
from coopcoach.services.partners.invite import named_partner
from coopcoach.services.partners.owner import about_sender, owner_of
from coopcoach.storage.files import LoadedText, Stamp, read_text
from coopcoach.storage.merged import write_kept
from coopcoach.storage.reviews import OpenReview, open_reviews
from coopcoach.storage.sessions import OpenSession, answers_path, open_session
from coopcoach.storage.workspace import Workspace

# Front matter of an answers file: digests of the imported files, and the time of the latest workbook.
_IMPORTED = "imported"
_MADE = "workbook_made"
# Prompts whose answers were left out because it could not be read who may see them.
_UNCLEAR = "unclear"


class Change(StrEnum):
    """The change of an answer by an import."""

    NEW = "new"
    CHANGED = "changed"
    UNREADABLE = "unreadable"
    KEPT_BACK = "kept-back"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class PromptChange:
    """A prompt and the change of its answer."""

    prompt: Prompt
    change: Change
    revealed: bool


@dataclass(frozen=True)
class FilePlan:
    """The changes by one file.

    Attributes:
        path: The file.
        known: Whether it was imported before; then it changes nothing.
        changes: The changes of answers.
        unmatched: The number of texts that belong to no prompt.
        older: Whether its workbook is older than one that was imported before.
        blank: Whether nothing at all is filled in.
        notices: To be read before the changes are written.
    """

    path: Path
    known: bool = False
    changes: tuple[PromptChange, ...] = ()
    unmatched: int = 0
    older: bool = False
    blank: bool = False
    notices: tuple[Notice, ...] = ()

    def count(self, change: Change) -> int:
        """Return the number of answers that change in this way."""
        return sum(each.change is change for each in self.changes)


@dataclass
class ImportPlan:
    """The changes to one partner's answers file.

    Attributes:
        partner: The partner.
        path: The answers file.
        before: The file as it was read; empty where there is none.
        after: The file with the changes.
        stamp: The state of the file when it was read; None where there is none.
        files: The changes by each imported file.
        hands_in: Whether the answers are handed in and sealed.
        review: The day of the review that they belong to; None for those of the session.
    """

    partner: Partner
    path: Path
    before: Document
    after: Document
    stamp: Stamp | None
    files: list[FilePlan] = field(default_factory=list)
    hands_in: bool = False
    review: Date | None = None

    @property
    def changes_anything(self) -> bool:
        """Whether the file changes."""
        return self.before.source != self.after.source

    @property
    def older(self) -> bool:
        """Whether a file with changes is of an older workbook than one that was imported before."""
        return any(file.older and file.changes for file in self.files)


@dataclass(frozen=True)
class Pasted:
    """A text that came back without a file, and the name that stands for one."""

    name: str
    content: bytes


def plan_import(
    workspace: Workspace,
    slug: str,
    paths: Sequence[Path],
    *,
    now: datetime,
    partner: str | None = None,
    hand_in: bool = False,
    key: str = "",
    pasted: Pasted | None = None,
) -> list[ImportPlan]:
    """Read returned files and plan their changes; nothing is written.

    Args:
        workspace: The workspace of the session.
        slug: The name of the session.
        paths: The files; of workbooks of the same age the last one counts.
        now: The time of the import.
        partner: The partner of the files, by name or id; needed where a file does not name it.
        hand_in: Whether to hand in, also where the files do not.
        key: The coach's private key, for encrypted files.
        pasted: A text to read beside the files.

    Raises:
        WrongCall: There is no such session or partner.
        BadFile: A file cannot be read, or does not name its partner.
        Conflict: A file is of another session or partner.
        MachineLacks: A file is encrypted, and the library for that is missing.
    """
    places = _Places(workspace, slug, partner, key)
    read: list[tuple[Path, Returned, Partner]] = []
    opened_of: dict[int, OpenSession] = {}
    sources: list[tuple[Path, bytes | None]] = [(path, None) for path in paths]
    if pasted is not None:
        sources.append((Path(pasted.name), pasted.content))
    for path, content in sources:
        opened, states = places.read(path, content)
        session, wanted = opened.session, places.wanted
        for state in states:
            owner = owner_of(path, state, session, wanted)
            told = state.of_owner(owner.id, owner.name)
            told = told.with_notices(*about_sender(state, session, owner))
            opened_of[id(told)] = opened
            read.append((path, told, owner))
    read = _together(read, opened_of)
    order = {id(r): place for place, r in enumerate(by_age([r for _, r, _ in read]))}
    read.sort(key=lambda each: order[id(each[1])])
    plans: dict[Path, ImportPlan] = {}
    for path, returned, owner in read:
        opened = opened_of[id(returned)]
        target = answers_path(workspace, opened.session.slug, owner.id)
        plan = plans.get(target) or _begin(opened, owner)
        plans[target] = plan
        _add(plan, path, returned, opened, now)
    for plan in plans.values():
        _seal(plan, read, now, hand_in=hand_in)
    return list(plans.values())


def _together(
    read: Sequence[tuple[Path, Returned, Partner]], opened_of: dict[int, OpenSession]
) -> list[tuple[Path, Returned, Partner]]:
    """Narrow the answers of files that come in together, and note the sessions of the narrowed states."""
    groups: dict[tuple[str, str, datetime], list[int]] = {}
    for place, (_, returned, owner) in enumerate(read):
        slug = opened_of[id(returned)].session.slug
        groups.setdefault((slug, owner.id, aware(returned.made)), []).append(place)
    out = list(read)
    for places in groups.values():
        if len(places) < 2:
            continue
        states = [read[place][1] for place in places]
        opened = opened_of[id(states[0])]
        workbook = opened.workbooks.of_partner(opened.session, read[places[0]][2])
        for place, state in zip(places, narrowed_together(states, workbook), strict=True):
            opened_of[id(state)] = opened_of[id(read[place][1])]
            out[place] = (read[place][0], state, read[place][2])
    return out


class _Places:
    """The session and its reviews: a file says to which of them it belongs."""

    def __init__(self, workspace: Workspace, slug: str, partner: str | None, key: str) -> None:
        self._base = open_session(workspace, slug)
        self._reviews = open_reviews(self._base)[::-1]
        self._key = key
        session = self._base.session
        self.wanted = named_partner(session, partner) if partner else None

    def read(self, path: Path, content: bytes | None) -> tuple[OpenSession, tuple[Returned, ...]]:
        """Read a file, or pasted content, by the questions of the session, or of the review that it names or answers."""
        fault: BadFile | None = None
        states: tuple[Returned, ...] = ()
        try:
            states = self._read(path, content, self._base)
        except BadFile as error:
            if not self._reviews:
                raise
            fault = error
        named = {state.session for state in states}
        for review in self._reviews:
            if review.session.slug in named:
                return review, self._read(path, content, review)
        if self._reviews and not any(named):
            # Without its first lines: it is for the session or the last review, by whose questions more is answered.
            last, before = self._reviews[0], sum(map(_answered, states))
            is_sealed = not last.session.is_revealed(RULES_EXERCISE)
            with contextlib.suppress(BadFile):
                answered = self._read(path, content, last) if is_sealed or not before else ()
                if (count := sum(map(_answered, answered))) and count >= before:
                    return last, answered
        if fault is not None:
            raise fault
        return self._base, states

    def _read(self, path: Path, content: bytes | None, opened: OpenSession) -> tuple[Returned, ...]:
        session = opened.session
        expected = expected_of(session, self.wanted.id if self.wanted else "")
        return read_all_in_child(
            path,
            opened.workbooks.with_names(p.name for p in session.partners),
            expected,
            content=content,
            key=self._key,
            blank_of=partial(blank_form, opened),
        )


def _answered(returned: Returned) -> int:
    """Return the number of answers."""
    return sum(not answer.is_blank for answer in returned.answers.values())


def carry_out(plans: Sequence[ImportPlan], now: datetime) -> bool:
    """Write the planned changes.

    Returns:
        Whether all states before could be kept in the history.

    Raises:
        ChangedMeanwhile: An answers file has changed since it was planned; it was not written.
    """
    is_kept = True
    for plan in plans:
        if plan.changes_anything:
            before = LoadedText(plan.before.source, plan.stamp) if plan.stamp else None
            written = write_kept(plan.path, plan.after.source, before, now)
            is_kept = is_kept and not written.unkept
    return is_kept


def _begin(opened: OpenSession, owner: Partner) -> ImportPlan:
    session = opened.session
    path = answers_path(opened.workspace, session.slug, owner.id)
    review = opened.day if isinstance(opened, OpenReview) else None
    if path.is_file():
        loaded = read_text(path)
        document = Document(loaded.text, str(path))
        return ImportPlan(owner, path, document, document, loaded.stamp, review=review)
    t = translator(owner.language)
    workbook = opened.workbooks[owner.language]
    text = new_answers_file(session.slug, owner, workbook, session.pack, t)
    before, after = Document("", str(path)), Document(text, str(path))
    return ImportPlan(owner, path, before, after, None, review=review)


def _add(
    plan: ImportPlan, path: Path, returned: Returned, opened: OpenSession, now: datetime
) -> None:
    """Put the answers of one file into the planned file."""
    document = plan.after
    digest = _digest(returned)
    imported = document.front_value(_IMPORTED).split()
    if digest in imported:
        plan.files.append(FilePlan(path, known=True))
        return
    workbook = opened.workbooks.of_partner(opened.session, plan.partner)
    older = _is_older(returned, document.front_value(_MADE))
    t = translator(plan.partner.language)
    changes: list[PromptChange] = []
    notices: list[Notice] = []
    unclear = set(document.front_value(_UNCLEAR).split())
    is_newer = _is_newer(returned, document)
    earlier = read_answers(document, workbook, Phase.PREPARE)
    for prompt_id, answer in returned.answers.items():
        prompt = workbook.find_prompt(prompt_id, Phase.PREPARE)
        if prompt is None:
            continue
        before = earlier.answer(prompt_id)
        stays = not is_newer and stays_closed(answer, before, is_unclear=prompt_id in unclear)
        if stays:
            notices.append(still_closed(prompt, plan.partner.name))
        narrow = for_audience(answer, before.visibility) if stays else answer
        change, wanted = _change_in(returned, prompt, narrow, before)
        is_said = change is not None or answer.visibility is Visibility.ME
        unclear -= {prompt_id} if is_said and prompt_id not in returned.unclear else set()
        unclear |= {prompt_id} if change is Change.UNCLEAR else set()
        if change is None:
            continue
        if change in {Change.KEPT_BACK, Change.UNCLEAR}:
            document = without_unmatched(document, prompt.id)
        elif is_lost(answer, before):
            text = answer_text(prompt, before, t)
            document = with_unmatched(document, text, now, t, of=prompt.id, label=prompt.label)
        document = write_answer_into(document, prompt, wanted, t)
        changes.append(PromptChange(prompt, change, _is_revealed(prompt, workbook, opened.session)))
    kept = len(unmatched_texts(document))
    for text in returned.found:
        document = with_unmatched(document, text, now, t)
    unmatched = len(unmatched_texts(document)) - kept
    if unclear != set(document.front_value(_UNCLEAR).split()):
        document = document.with_front(_UNCLEAR, " ".join(sorted(unclear)))
    if document.source != plan.after.source or returned.handed_in:
        document = document.with_front(_IMPORTED, " ".join([*imported, digest]))
        if returned.made is not None and not older:
            document = document.with_front(_MADE, returned.made.isoformat(timespec="seconds"))
    plan.after = document
    is_blank = not returned.found and all(each.is_blank for each in returned.answers.values())
    plan.files.append(
        FilePlan(
            path,
            changes=tuple(changes),
            unmatched=unmatched,
            older=older,
            blank=is_blank,
            notices=(*returned.notices, *notices),
        )
    )


def _change_in(
    returned: Returned, prompt: Prompt, answer: Answer, before: Answer
) -> tuple[Change | None, Answer]:
    """Return the change of an answer by a file, and the answer to write."""
    change, wanted = _change(prompt, answer, before)
    if change is Change.KEPT_BACK and prompt.id in returned.unclear:
        return Change.UNCLEAR, wanted
    if change in {Change.NEW, Change.CHANGED} and prompt.id in returned.unreadable:
        return Change.UNREADABLE, wanted
    return change, wanted


def _change(prompt: Prompt, answer: Answer, before: Answer) -> tuple[Change | None, Answer]:
    if answer.visibility is Visibility.ME:
        # Its owner shows it to nobody: it is not imported, and an earlier answer is removed.
        kept_back = Answer(visibility=Visibility.ME)
        nothing = before == kept_back or (answer.is_blank and before.is_blank)
        return (None if nothing else Change.KEPT_BACK), kept_back
    if not takes_place_of(answer, before):
        return None, before
    if is_unreadable(prompt, answer) and not same_words(answer, before):
        return Change.UNREADABLE, answer
    return (Change.NEW if before.is_blank else Change.CHANGED), answer


def _seal(
    plan: ImportPlan,
    read: Sequence[tuple[Path, Returned, Partner]],
    now: datetime,
    *,
    hand_in: bool,
) -> None:
    """Hand in where a file or the coach says so; seal changed answers again."""
    fresh = {file.path for file in plan.files if not file.known}
    mine = [r for path, r, owner in read if owner.id == plan.partner.id and path in fresh]
    changed = plan.changes_anything
    was = bool(plan.before.front_value("handed_in"))
    if hand_in and (not was or changed):
        plan.after, plan.hands_in = handed_in(plan.after, now), True
    elif any(r.handed_in for r in mine) or (was and changed):
        times = [r.handed_in_at for r in mine if r.handed_in_at]
        at = max(times, key=aware) if times else now
        plan.after, plan.hands_in = handed_in(plan.after, at), True


def _is_older(returned: Returned, latest: str) -> bool:
    try:
        return returned.made is not None and aware(returned.made) < aware(
            datetime.fromisoformat(latest)
        )
    except ValueError:
        return False


def _is_newer(returned: Returned, document: Document) -> bool:
    """Whether a file is surely newer than those that were imported: made or handed in later."""
    made, handed = document.front_value(_MADE), document.front_value("handed_in")
    try:
        if returned.made is not None and made:
            latest = aware(datetime.fromisoformat(made))
            if aware(returned.made) != latest:
                return aware(returned.made) > latest
        if returned.handed_in_at is None or not handed:
            return False
        return aware(returned.handed_in_at) > aware(datetime.fromisoformat(handed))
    except ValueError:
        return False


def _is_revealed(prompt: Prompt, workbook: Workbook, session: Session) -> bool:
    holders = (e for e in workbook.exercises if e.prompt(prompt.id, Phase.PREPARE))
    return any(session.is_revealed(exercise.id) for exercise in holders)


def _digest(returned: Returned) -> str:
    """Return a digest over the answers, equal for all formats of a file."""
    content = returned.model_dump_json(include={"answers", "found", "handed_in"})
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:12]
