"""Read and write reviews: ``reviews/<day>/`` in the folder of a session.

An open review shows its session with the agenda, the reveals and the joint answers of the review. A change of it is
written where it belongs: ground rules, actions and dates into ``session.md``, the rest into ``review.md``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date as Date
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Final

from coopcoach.domain.review import RULES_EXERCISE, ReviewedRule, rules_to_review, settled
from coopcoach.domain.review_exercises import review_agenda
from coopcoach.domain.review_names import parted_name, review_name
from coopcoach.domain.session import Session
from coopcoach.i18n import Translator, translator
from coopcoach.markup.comments import without_comments
from coopcoach.markup.document import Document
from coopcoach.markup.formats.answers_file import new_answers_file
from coopcoach.markup.formats.exercise_files import exercise_files
from coopcoach.markup.formats.review_file import (
    ReviewRecord,
    is_own_answer,
    new_review_file,
    read_review,
    write_review,
)
from coopcoach.markup.formats.session_file import with_joint_answers
from coopcoach.storage.content_folders import EXERCISES
from coopcoach.storage.exercises import ContentReader, ReviewWorkbooks
from coopcoach.storage.files import LoadedText, read_text, write_text
from coopcoach.storage.merged import write_merged
from coopcoach.storage.sessions import (
    OpenSession,
    answers_path,
    open_session,
    refreshed,
    save_session,
)
from coopcoach.storage.workspace import REVIEW_FILE, REVIEWS, Workspace

# The fields that ``review.md`` holds, not ``session.md``; of the joint answers it holds its own.
_OF_REVIEW: Final = frozenset(
    {"slug", "title", "created", "date", "place", "agenda", "reveals", "time_entries", "conflicts"}
)


@dataclass(frozen=True, kw_only=True)
class OpenReview(OpenSession):
    """A review as it was read; ``session`` is its session as it stands in the review.

    Attributes:
        base: The session that it belongs to.
        day: The day that its folder names.
        is_latest: Whether there is no later one: then a change of a ground rule is an outcome of this review.
        saved: The record that was saved to it; None where it is read from the document.
    """

    base: OpenSession
    day: Date
    is_latest: bool = True
    saved: ReviewRecord | None = None

    @cached_property
    def record(self) -> ReviewRecord:
        """The content of ``review.md``; its joint answers are missing."""
        return self.saved or read_review(self.document, self.base.without_joint, self.day)

    @cached_property
    def without_joint(self) -> Session:
        """The session in the review; its joint answers may be missing."""
        session = self.record.session
        title = translator(session.language)("Review: {title}", title=self.base.without_joint.title)
        return session.model_copy(update={"title": title})

    @cached_property
    def session(self) -> Session:
        """The session in the review, with the joint answers of both."""
        if self.saved is not None:
            return self.without_joint
        base = self.base.session
        own = with_joint_answers(self.without_joint, self.document, self.workbook)
        return own.model_copy(
            update={
                "joint": {**base.joint, **own.joint},
                "joint_at": {**base.joint_at, **own.joint_at},
                "conflicts": (*base.conflicts, *own.conflicts),
            }
        )

    @property
    def uncommented_record(self) -> ReviewRecord:
        """The content of ``review.md`` without the comments in it."""
        return self._uncommented().record

    def _uncommented(self) -> OpenReview:
        base = replace(self.base, document=without_comments(self.base.document), written=None)
        return replace(self, base=base, document=without_comments(self.document), saved=None)

    def settled_record(self, session: Session) -> ReviewRecord:
        """Return the record of a state of the session, with what became of each ground rule in it."""
        record = self.record.model_copy(update={"session": session})
        if not self.is_latest:
            return record
        is_revealed = session.is_revealed(RULES_EXERCISE)
        rules = (
            settled(asked, session.rule(asked.id), session.partner_ids, is_revealed=is_revealed)
            for asked in record.rules
        )
        known = {asked.id for asked in record.rules}
        new_rules = tuple(rule.id for rule in session.agreed_rules() if rule.id not in known)
        update = {"rules": tuple(rules), "new_rules": new_rules, "next": self._next(session)}
        return record.model_copy(update=update)

    def _next(self, session: Session) -> Date | None:
        """Return the day of the next review; the day of this one is none."""
        return session.review if session.review and session.review > self.record.on else None


def create_review(
    base: OpenSession, day: Date, *, date: datetime | None, now: datetime
) -> OpenReview:
    """Write the files of a new review: its own, copies of its exercises, blank answers of each partner.

    Args:
        base: Its session.
        day: Its day.
        date: When the partners meet, if that is known.
        now: The time of making.
    """
    workspace, session = base.workspace, base.session
    name = review_name(session.slug, day)
    folder = workspace.folder_of(name)
    rules = rules_to_review(session.rules, session.partner_ids)
    asked = [exercise.id for exercise in base.workbook.exercises if exercise.of_review]
    for path, source in exercise_files(asked, base.workbooks.with_layers()):
        write_text(folder / EXERCISES / path, source, None)
    workbooks = _workbooks(base, folder, rules)
    agenda = review_agenda(workbooks[session.language])
    t = translator(session.language)
    part = session.model_copy(
        update={
            "slug": name,
            "title": t("Review: {title}", title=session.title),
            "created": now,
            "date": date,
            "place": agenda[0].exercise if agenda else "",
            "agenda": agenda,
            "reveals": (),
            "time_entries": (),
        }
    )
    record = ReviewRecord(on=day, since=_since(base, day), session=part, rules=rules)
    document = new_review_file(record, workbooks[session.language], t)
    for partner in session.partners:
        text = new_answers_file(
            name,
            partner,
            workbooks[partner.language],
            session.pack,
            translator(partner.language),
        )
        write_text(answers_path(workspace, name, partner.id), text, None)
    # The last file: a review without it is none.
    write_text(folder / REVIEW_FILE, document.source, None)
    return open_review(workspace, name)


def review_days(session_folder: Path) -> list[Date]:
    """Return the days of the reviews in the folder of a session, in their order."""
    found = []
    for path in session_folder.glob(f"{REVIEWS}/*/{REVIEW_FILE}"):
        parted = parted_name(f"session--{path.parent.name}")
        if parted is not None:
            found.append(parted[1])
    return sorted(found)


def open_review(workspace: Workspace, name: str, reader: ContentReader | None = None) -> OpenReview:
    """Read a review by its name.

    Raises:
        WrongCall: There is no such session or review.
        BadFile: Its file, or that of its session, cannot be read.
    """
    folder = workspace.session_folder(name)
    parted = parted_name(name)
    assert parted is not None
    base = open_session(workspace, parted[0], reader)
    return _opened(base, folder, parted[1], reader)


def open_reviews(base: OpenSession, reader: ContentReader | None = None) -> tuple[OpenReview, ...]:
    """Read the reviews of a session, in the order of their days.

    Raises:
        BadFile: One of their files cannot be read.
    """
    folder = base.path.parent
    return tuple(
        _opened(base, folder / REVIEWS / day.isoformat(), day, reader)
        for day in review_days(folder)
    )


def open_any(workspace: Workspace, name: str, reader: ContentReader | None = None) -> OpenSession:
    """Read a session, or a review, by its name; see `open_session`."""
    if parted_name(name) is None:
        return open_session(workspace, name, reader)
    return open_review(workspace, name, reader)


def refreshed_any(opened: OpenSession) -> OpenSession:
    """Read a session or review again; return the same one where no file has changed."""
    if not isinstance(opened, OpenReview):
        return refreshed(opened)
    base = refreshed(opened.base)
    loaded = read_text(opened.path)
    if base is opened.base and loaded.stamp.digest == opened.stamp.digest:
        return opened
    return _opened(base, opened.path.parent, opened.day)


def save_any(opened: OpenSession, session: Session, t: Translator, now: datetime) -> OpenSession:
    """Write what differs in a session or review; see `save_session`."""
    if not isinstance(opened, OpenReview):
        return save_session(opened, session, t, now)
    return save_review(opened, session, t, now)


def save_review(opened: OpenReview, session: Session, t: Translator, now: datetime) -> OpenReview:
    """Write what differs, each file what belongs into it; merge it with the changes of another program."""
    base = save_session(opened.base, _base_part(opened, session), t, now)
    before = opened.record.model_copy(update={"session": opened.session})
    after = opened.settled_record(session)
    document = write_review(opened.document, before, after, opened.workbook, t)
    if document.source == opened.document.source:
        is_merged = base.written is None
        return replace(
            opened,
            base=base,
            saved=None if is_merged else after,
            conflicts=base.conflicts,
            unkept=base.unkept,
        )
    loaded = LoadedText(opened.document.source, opened.stamp)
    merged = write_merged(opened.path, loaded, document.source, now)
    is_merged = base.written is None or merged.loaded.text != document.source
    return replace(
        opened,
        base=base,
        document=Document(merged.loaded.text, str(opened.path)),
        stamp=merged.loaded.stamp,
        saved=None if is_merged else after,
        conflicts=(*base.conflicts, *merged.conflicts),
        unkept=base.unkept or merged.unkept,
    )


def _base_part(opened: OpenReview, session: Session) -> Session:
    """Return the session as ``session.md`` has to hold it."""
    before = opened.base.session
    kept = {name: getattr(before, name) for name in _OF_REVIEW}
    workbook = opened.workbook
    joint = {k: a for k, a in session.joint.items() if not is_own_answer(k[0], workbook)}
    return session.model_copy(
        update={
            **kept,
            "joint": joint,
            "joint_at": {k: at for k, at in session.joint_at.items() if k in joint},
        }
    )


def _opened(
    base: OpenSession, folder: Path, day: Date, reader: ContentReader | None = None
) -> OpenReview:
    path = folder / REVIEW_FILE
    loaded = read_text(path)
    document = Document(loaded.text, str(path))
    record = read_review(document, base.without_joint, day)
    days = review_days(base.path.parent)
    opened = OpenReview(
        base.workspace,
        path,
        document,
        loaded.stamp,
        _workbooks(base, folder, record.rules, reader),
        base=base,
        day=day,
        is_latest=not days or day >= days[-1],
    )
    # It was read above: the property would read the document again.
    vars(opened)["record"] = record
    return opened


def _workbooks(
    base: OpenSession,
    folder: Path,
    rules: Iterable[ReviewedRule],
    reader: ContentReader | None = None,
) -> ReviewWorkbooks:
    """Return the workbooks of a review, in the currency of its session."""
    own = base.workbooks
    folders = [*own.folders, folder / EXERCISES]
    return ReviewWorkbooks(folders, rules, reader, own.currency, own.also)


def _since(base: OpenSession, day: Date) -> Date:
    """Return the day of the review before, or of the session."""
    earlier = [d for d in review_days(base.path.parent) if d < day]
    if earlier:
        return earlier[-1]
    session = base.without_joint
    first = session.date.date() if session.date else session.created.date()
    return min(first, day)
