"""What two programs changed in a session at the same time: listed, and settled by a choice or by joining both."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from coopcoach.domain.answers import BLANK, Answer, TextValue, Visibility, narrowest
from coopcoach.domain.conflict_count import ConflictCount
from coopcoach.domain.exercise import Kind, Prompt
from coopcoach.errors import BadFile
from coopcoach.i18n import Translator, translator
from coopcoach.markup.answer import answer_attributes, read_answer, write_answer
from coopcoach.markup.attributes import split_attributes, write_attributes
from coopcoach.markup.conflicts import (
    CONFLICT,
    LISTS,
    RULE,
    Choice,
    KeptVersion,
    body_of,
    kept_versions,
    settled,
    with_body,
)
from coopcoach.markup.document import Document
from coopcoach.markup.formats.session_file import SECTION_TITLES, joint_prompt
from coopcoach.markup.kinds import KINDS
from coopcoach.markup.literal import decode_line
from coopcoach.services.clock import Clock
from coopcoach.storage.copies import ConflictCopy, find_copies, merge_conflict_copy
from coopcoach.storage.files import read_text
from coopcoach.storage.reviews import open_any
from coopcoach.storage.sessions import (
    ANSWERS,
    OpenSession,
    save_settled,
)
from coopcoach.storage.workspace import SESSION_FILE, Workspace

_MARK: Final = f"{{#{CONFLICT} "
_BULLET: Final = re.compile(r"(?:>|[-*+] (?:\[[ xX]\])?)[ \t]?")


@dataclass(frozen=True)
class ConflictView:
    """Both versions of one section of ``session.md``.

    Attributes:
        key: Its name for `ConflictKeeper.settle`.
        title: The question, the ground rule or the list, with the partner's name if it is one partner's.
        prompt: The prompt, if it is an answer that both may see.
        first: The first version of the answer.
        second: The second version of the answer.
        lines: The lines of both versions where it is no answer.
        withheld: Whether one of the versions is not for both: then no words are shown.
        joins: Whether both can be joined.
    """

    key: str
    title: str
    prompt: Prompt | None = None
    first: Answer = BLANK
    second: Answer = BLANK
    lines: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    withheld: bool = False
    joins: bool = True


class ConflictKeeper:
    """The conflicts of one session, or of one review.

    Args:
        workspace: The workspace.
        slug: The name of the session or review.
        t: The language of the screen.
        clock: Returns the local time.
    """

    def __init__(self, workspace: Workspace, slug: str, t: Translator, clock: Clock) -> None:
        self.workspace = workspace
        self._slug = slug
        self._clock = clock
        self.t = t

    @property
    def folder(self) -> Path:
        """The folder of the session."""
        return self.workspace.session_folder(self._slug)

    def views(self) -> tuple[ConflictView, ...]:
        """Return all conflicts of ``session.md``, or ``review.md``.

        Raises:
            BadFile: The file cannot be read.
        """
        opened = open_any(self.workspace, self._slug)
        return tuple(self._view(opened, version) for version in kept_versions(opened.document))

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to settle, and no copy to join."""
        return not (self.copies() or self.views() or self.answers_twice())

    def copies(self) -> tuple[ConflictCopy, ...]:
        """Return the copies of sync programs, and the files with git's marks."""
        return find_copies(self.folder)

    def answers_twice(self) -> tuple[tuple[str, int], ...]:
        """Return the partners' names in whose answers something stands twice, and how often; no words of it."""
        opened = open_any(self.workspace, self._slug)
        counts = {
            partner.name: count_in(self.folder / ANSWERS / f"{partner.id}.md")
            for partner in opened.without_joint.partners
        }
        return tuple((name, count) for name, count in counts.items() if count)

    def words(self, view: ConflictView) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the lines of both versions; none where one of them is not for both."""
        if view.prompt is None or view.withheld:
            return view.lines
        first, second = (
            write_answer(view.prompt, answer, self.t).split("\n")
            for answer in (view.first, view.second)
        )
        return tuple(first), tuple(second)

    def merge(self, copy: ConflictCopy) -> str:
        """Join a copy into its file; return what only the copy has, in words; "" where it has nothing.

        Raises:
            BadFile: The copy or the file cannot be read.
            ChangedMeanwhile: Another program writes to the file all the time.
        """
        left_out = merge_conflict_copy(copy, self._clock()).left_out
        if not left_out:
            return ""
        return self.t(
            "Only the copy, which is kept in .history/copies, has this: {values}",
            values=", ".join(" ".join(f"{key}: {value}".split()) for key, value in left_out),
        )

    def settle(self, key: str, choice: Choice) -> None:
        """Settle a conflict; what is replaced is kept in the history.

        Raises:
            BadFile: The file cannot be read.
            ChangedMeanwhile: Another program writes to the file all the time.
        """
        opened = open_any(self.workspace, self._slug)
        versions = kept_versions(opened.document)
        version = next((v for v in versions if v.key == key), None)
        if version is not None:
            document = _settled(opened, version, choice, self._clock())
            save_settled(opened, document, self._clock())

    def _view(self, opened: OpenSession, version: KeptVersion) -> ConflictView:
        document = opened.document
        first = document.section(version.of, version.partner)
        body = body_of(document, first) if first else ""
        prompt = joint_prompt(version.of, opened.workbooks[self.t.lang])
        title = self._title(opened, version, prompt)
        if prompt is None:
            lines = (plain_lines(body), plain_lines(version.body))
            joins = version.of in LISTS or version.of.startswith(RULE)
            return ConflictView(version.key, title, lines=lines, joins=joins)
        answers = _both_answers(opened, version)
        if any(answer.visibility is not Visibility.BOTH for answer in answers):
            return ConflictView(version.key, title, withheld=True)
        return ConflictView(version.key, title, prompt, *answers)

    def _title(self, opened: OpenSession, version: KeptVersion, prompt: Prompt | None) -> str:
        t = self.t
        title = version.title
        if version.of in SECTION_TITLES:
            title = t(SECTION_TITLES[version.of])
        elif version.of.startswith(RULE):
            title = t("Ground rule {n}", n=version.of.removeprefix(RULE))
        elif prompt is not None and prompt.label:
            title = prompt.label
        name = opened.without_joint.name_of(version.partner)
        return f"{title} ({name})" if name and prompt and prompt.label else title


def count_conflicts(folder: Path, session: Document | None = None) -> ConflictCount:
    """Return what of a session is not settled, in numbers; a file that cannot be read counts as none.

    Args:
        folder: The folder of the session.
        session: Its ``session.md``, where that was read already.
    """
    paths = sorted((folder / ANSWERS).glob("*.md"))
    copies = find_copies(folder, session.source if session else None)
    beside = {copy.path for copy in copies if not copy.has_marks}
    return ConflictCount(
        session=len(kept_versions(session)) if session else count_in(folder / SESSION_FILE),
        answers=sum(count_in(path) for path in paths if path not in beside),
        copies=len(copies),
    )


def count_in(path: Path) -> int:
    """Return the number of second versions in a file; 0 where it cannot be read."""
    try:
        text = read_text(path).text
        # Most files have none, and are not parsed for it.
        return len(kept_versions(Document(text, str(path)))) if _MARK in text else 0
    except BadFile:
        return 0


def plain_lines(body: str) -> tuple[str, ...]:
    """Return the lines of a list or a ground rule as they are read: without marks and braces."""
    found = []
    for line in body.split("\n"):
        text = line[bullet.end() :] if (bullet := _BULLET.match(line)) else line
        bare, _ = split_attributes(text)
        if bare == text.rstrip(" \t"):
            # The braces of a field of a ground rule stand before its text.
            before, brace, rest = text.partition(" {#")
            _, closing, after = rest.partition("}")
            bare = f"{before}{after}" if brace and closing else text
        if bare.strip():
            found.append(decode_line(bare.strip()))
    return tuple(found)


def _both_answers(opened: OpenSession, version: KeptVersion) -> tuple[Answer, Answer]:
    session = opened.without_joint
    prompt = joint_prompt(version.of, opened.workbook)
    first = opened.session.joint_answer(version.of, version.partner)
    if prompt is None:
        return first, Answer()
    return first, read_answer(prompt, version.body, version.attributes, session.language)


def _settled(opened: OpenSession, version: KeptVersion, choice: Choice, now: datetime) -> Document:
    prompt = joint_prompt(version.of, opened.workbook)
    section = opened.document.section(version.of, version.partner)
    if choice is not Choice.BOTH or prompt is None or section is None:
        return settled(opened.document, version, choice)
    t = translator(opened.without_joint.language)
    answer = joined_answers(prompt, *_both_answers(opened, version), t)
    marks = {
        **section.attributes.values,
        **answer_attributes(prompt, answer),
        "at": now.isoformat(timespec="seconds"),
    }
    heading = f"{'#' * section.level} {section.title} {write_attributes(section.id, marks)}"
    return with_body(opened.document, version, heading, write_answer(prompt, answer, t))


def joined_answers(prompt: Prompt, first: Answer, second: Answer, t: Translator) -> Answer:
    """Return both versions of an answer in one: texts one below the other, any other value as a remark.

    It is for those who may see both.
    """
    visibility = narrowest(first.visibility, second.visibility)
    stance = first.stance or second.stance
    if first.is_blank:
        return second.model_copy(update={"visibility": visibility, "stance": stance})
    if KINDS[prompt.kind].is_words:
        texts = [a.value.text if isinstance(a.value, TextValue) else "" for a in (first, second)]
        between = " / " if prompt.kind is Kind.TEXT else "\n\n"
        value = TextValue(text=between.join(_without_parts(texts)))
        return Answer(value=value, stance=stance, visibility=visibility)
    blank = second.model_copy(update={"remark": ""})
    said = write_answer(prompt, blank, t) if blank.value != first.value else ""
    remark = "\n\n".join(_without_parts([first.remark, said, second.remark]))
    return first.model_copy(update={"remark": remark, "stance": stance, "visibility": visibility})


def _without_parts(texts: list[str]) -> list[str]:
    """Return the texts that are not blank, and no part of another."""
    kept: list[str] = []
    for text in texts:
        if text.strip() and not any(text in other for other in kept):
            kept = [other for other in kept if other not in text]
            kept.append(text)
    return kept
