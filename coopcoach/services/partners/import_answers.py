"""What comes back from the partners: looked at as a plan first, then written, sealed where it is handed in.

A plan says how many answers are new, changed or unreadable and to which prompts, never what was written. Files
are read in a child process. An answer that its owner keeps (“only me”) is left out, and takes back what came
earlier. A blank one changes nothing. Where two returns differ, the later counts and the earlier is kept
under “Found in the file”, as is everything that belongs to no prompt.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from coopcoach.domain.answers import Answer, Visibility
from coopcoach.domain.exercise import Phase, Prompt, Workbook
from coopcoach.domain.session import Partner, Session
from coopcoach.errors import BadFile, Conflict, Fault
from coopcoach.exchange.incoming.merge import (
    answer_text,
    aware,
    by_age,
    is_lost,
    same_words,
    takes_place_of,
)
from coopcoach.exchange.incoming.reading_child import read_in_child
from coopcoach.exchange.incoming.returned import Returned
from coopcoach.exchange.incoming.unmatched import found_texts, with_found, without_found
from coopcoach.exchange.incoming.written_answer import is_unreadable
from coopcoach.i18n import N_, translator
from coopcoach.markup.document import Document
from coopcoach.markup.formats.answers_file import (
    handed_in,
    new_answers_file,
    read_answers,
    write_answer_into,
)
from coopcoach.services.partners.invite import named_partner
from coopcoach.storage.files import Stamp, read_text, write_text
from coopcoach.storage.history import keep_state
from coopcoach.storage.sessions import OpenSession, answers_path, open_session
from coopcoach.storage.workspace import Workspace
from coopcoach.wording.shortening import shortened

_IMPORTED = "imported"
_MADE = "workbook_made"


class Change(StrEnum):
    """What a file brings for a prompt."""

    NEW = "new"
    CHANGED = "changed"
    UNREADABLE = "unreadable"
    KEPT_BACK = "kept-back"


@dataclass(frozen=True)
class PromptChange:
    """A prompt, by its question, and what the file brings for it."""

    prompt: Prompt
    change: Change
    revealed: bool = False


@dataclass(frozen=True)
class FilePlan:
    """What one file would change."""

    path: Path
    form: str
    changes: tuple[PromptChange, ...]
    found: int
    known: bool
    older: bool
    hands_in: bool

    def count(self, change: Change) -> int:
        """Return how many prompts are changed in this way."""
        return sum(each.change is change for each in self.changes)


@dataclass
class ImportPlan:
    """What would become of one partner's answers."""

    partner: Partner
    path: Path
    files: list[FilePlan] = field(default_factory=list)
    hands_in: bool = False
    _before: Document | None = None
    _after: Document | None = None
    _stamp: Stamp | None = None

    @property
    def changes_anything(self) -> bool:
        """Whether anything would be written."""
        if self._before is None or self._after is None:
            return False
        return self._before.source != self._after.source

    @property
    def older(self) -> bool:
        """Whether a file is of an earlier workbook than one that was imported before."""
        return any(file.older and file.changes for file in self.files)


def plan_import(
    workspace: Workspace,
    slug: str,
    paths: Sequence[Path],
    *,
    now: datetime,
    partner: str | None = None,
    hand_in: bool = False,
    key: str = "",
) -> list[ImportPlan]:
    """Read files that came back, and say what they would change; nothing is written.

    Args:
        workspace: Where the session lies.
        slug: Its name.
        paths: The files, the one that counts most last.
        now: The time of the import.
        partner: Whose they have to be; needed for a file that no longer says it.
        hand_in: They are handed in, whether they say so or not.
        key: The coach's private key, for what is encrypted.

    Raises:
        WrongCall: There is no such session or partner.
        BadFile: A file cannot be read, or does not say whose it is.
        Conflict: A file is of another session or partner.
        MachineLacks: A file is encrypted, and the library for that is missing.
    """
    opened = open_session(workspace, slug)
    session, workbooks = opened.session, opened.workbooks
    wanted = named_partner(session, partner) if partner else None
    read: list[tuple[Path, Returned, Partner]] = []
    for path in paths:
        returned = read_in_child(path, "file", workbooks, key=key)
        read.append((path, returned, _owner(path, returned, session, wanted)))
    order = {id(r): place for place, r in enumerate(by_age([r for _, r, _ in read]))}
    read.sort(key=lambda each: order[id(each[1])])
    plans: dict[str, ImportPlan] = {}
    for path, returned, owner in read:
        plan = plans.get(owner.id) or _begin(opened, owner)
        plans[owner.id] = plan
        _add(plan, path, returned, session, workbooks, now)
    for plan in plans.values():
        _seal(plan, read, now, hand_in=hand_in)
    return list(plans.values())


def carry_out(plans: Sequence[ImportPlan], now: datetime) -> None:
    """Write what was planned.

    Raises:
        ChangedMeanwhile: An answers file is not what it was when the plan was made; it was not written.
    """
    for plan in plans:
        if not plan.changes_anything or plan._before is None or plan._after is None:
            continue
        if plan._stamp is not None:
            keep_state(plan.path, plan._before.source, now)
        write_text(plan.path, plan._after.source, plan._stamp)


def _owner(path: Path, returned: Returned, session: Session, wanted: Partner | None) -> Partner:
    if returned.session and returned.session != session.slug:
        raise Conflict(
            N_("“{path}” belongs to another session, “{session}”"),
            N_("import it there; nothing was written"),
            path=path.name,
            session=shortened(returned.session, 60),
        )
    owner = session.partner(returned.partner) if returned.partner else wanted
    if owner is None and not returned.partner:
        what = N_("the file does not say any more whose workbook it is")
        todo = N_("name the partner with --partner")
        raise BadFile(path, [Fault(1, what, todo)])
    if owner is None or (wanted is not None and owner.id != wanted.id):
        raise Conflict(
            N_("“{path}” is the workbook of “{partner}”"),
            N_("import it for this partner, in the right session; nothing was written"),
            path=path.name,
            partner=owner.name if owner else shortened(returned.partner, 60),
        )
    return owner


def _begin(opened: OpenSession, owner: Partner) -> ImportPlan:
    session = opened.session
    path = answers_path(opened.workspace, session.slug, owner.id)
    if path.is_file():
        loaded = read_text(path)
        document, stamp = Document(loaded.text, str(path)), loaded.stamp
        return ImportPlan(owner, path, _before=document, _after=document, _stamp=stamp)
    t = translator(owner.language)
    workbook = opened.workbooks[owner.language]
    text = new_answers_file(session.slug, owner, workbook, session.pack, t)
    blank = Document(text, str(path))
    return ImportPlan(owner, path, _before=Document("", str(path)), _after=blank)


def _add(
    plan: ImportPlan,
    path: Path,
    returned: Returned,
    session: Session,
    workbooks: Mapping[str, Workbook],
    now: datetime,
) -> None:
    """Put one file's answers into the plan's document."""
    assert plan._after is not None
    document = plan._after
    front = document.front.values if document.front else {}
    digest = _digest(returned)
    imported = str(front.get(_IMPORTED, "")).split()
    blank = FilePlan(path, returned.form, (), 0, digest in imported, False, returned.handed_in)
    if blank.known:
        plan.files.append(blank)
        return
    workbook = workbooks[plan.partner.language]
    older = _is_older(returned, str(front.get(_MADE, "")))
    t = translator(plan.partner.language)
    changes: list[PromptChange] = []
    earlier = read_answers(document, workbook, Phase.PREPARE)
    for prompt_id, answer in returned.answers.items():
        prompt = workbook.find_prompt(prompt_id, Phase.PREPARE)
        if prompt is None:
            continue
        before = earlier.answer(prompt_id)
        change, wanted = _change(prompt, answer, before)
        if change is None:
            continue
        if change is Change.KEPT_BACK:
            document = without_found(document, prompt.id)
        elif is_lost(answer, before):
            text = answer_text(prompt, before, t)
            document = with_found(document, text, now, t, of=prompt.id, label=prompt.label)
        document = write_answer_into(document, prompt, wanted, t)
        changes.append(PromptChange(prompt, change, _is_revealed(prompt, workbook, session)))
    kept = len(found_texts(document))
    for text in returned.found:
        document = with_found(document, text, now, t)
    found = len(found_texts(document)) - kept
    if document.source != plan._after.source or returned.handed_in:
        document = document.with_front(_IMPORTED, " ".join([*imported, digest]))
        if returned.made is not None and not older:
            document = document.with_front(_MADE, returned.made.isoformat(timespec="seconds"))
    plan._after = document
    plan.files.append(replace(blank, changes=tuple(changes), found=found, older=older))


def _change(prompt: Prompt, answer: Answer, before: Answer) -> tuple[Change | None, Answer]:
    if answer.visibility is Visibility.ME:
        # The owner's own: nothing of it comes into the coach's folder, and what came earlier goes.
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
    """Hand in where a file, or the coach, says so; what was handed in before is sealed anew."""
    assert plan._after is not None
    assert plan._before is not None
    before = plan._before.front.values if plan._before.front else {}
    fresh = {file.path for file in plan.files if not file.known}
    mine = [r for path, r, owner in read if owner.id == plan.partner.id and path in fresh]
    changed = plan._after.source != plan._before.source
    was = bool(before.get("handed_in"))
    if hand_in and (not was or changed):
        plan._after, plan.hands_in = handed_in(plan._after, now), True
    elif any(r.handed_in for r in mine) or (was and changed):
        times = [r.handed_in_at for r in mine if r.handed_in_at]
        at = max(times, key=aware) if times else now
        plan._after, plan.hands_in = handed_in(plan._after, at), True


def _is_older(returned: Returned, latest: str) -> bool:
    try:
        return returned.made is not None and aware(returned.made) < aware(
            datetime.fromisoformat(latest)
        )
    except ValueError:
        return False


def _is_revealed(prompt: Prompt, workbook: Workbook, session: Session) -> bool:
    holders = (e for e in workbook.exercises if e.prompt(prompt.id, Phase.PREPARE))
    return any(session.is_revealed(exercise.id) for exercise in holders)


def _digest(returned: Returned) -> str:
    """Return what a state is known by: its answers, whatever file they came in."""
    said = returned.model_dump_json(include={"answers", "found", "handed_in"})
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:12]
