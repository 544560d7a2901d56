"""Check exercises and sessions: each fault with file and line, and the amount of content."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date as Date
from decimal import Decimal
from pathlib import Path

from coopcoach.domain.exercise import PACKS, Pack, Phase, Workbook
from coopcoach.domain.packs.agenda import air_of
from coopcoach.domain.review_names import review_name
from coopcoach.errors import BadFile, Fault, WrongCall
from coopcoach.i18n import DEFAULT_LANGUAGE, LANGUAGES, LAYERS, N_, language_of
from coopcoach.markup.conflicts import kept_versions
from coopcoach.markup.document import Document
from coopcoach.markup.formats.session_file import WRITTEN_SECTIONS
from coopcoach.markup.git_marks import line_of_marks
from coopcoach.services.index.reading import withdrawn_but_kept
from coopcoach.services.workspace.file_faults import left_over, text_faults
from coopcoach.services.workspace.questions import questions
from coopcoach.storage.content_folders import EXERCISES, bundled_folder, content_folders
from coopcoach.storage.copies import ConflictCopy, find_copies
from coopcoach.storage.exercises import Content, ContentReader, unpaired, untranslated
from coopcoach.storage.files import read_text
from coopcoach.storage.notes import open_notes
from coopcoach.storage.own_packs import unknown_exercises
from coopcoach.storage.reviews import open_review, review_days
from coopcoach.storage.sessions import (
    ANSWERS,
    OpenAnswers,
    OpenSession,
    open_answers,
    open_session,
)
from coopcoach.storage.settings import read_settings, settings_path
from coopcoach.storage.workspace import SESSION_FILE, Workspace

_SETTLE = N_("choose one or join both with “coopcoach conflicts”")
_SETTLE_ANSWERS = N_("the partner chooses one with “coopcoach prepare”")


@dataclass(frozen=True)
class PackSize:
    """The size of a pack: counts, and minutes.

    Attributes:
        minutes_alone: What a partner needs alone, as measured.
        minutes_first: Of these, what the essentials take.
        minutes_session: What the exercises take in the session.
        breaks: The minutes of the breaks.
        air: The minutes that are left for whatever takes longer.
    """

    pack: Pack
    exercises: int
    prompts: int
    minutes_alone: Decimal
    minutes_first: Decimal
    minutes_session: int
    breaks: int
    air: int


@dataclass
class CheckReport:
    """The result of a check of ``today``; ``questions`` are places that may be meant otherwise than they are printed.

    ``notes`` are translations that the workspace does without, and sessions that are kept too long.
    """

    files: int = 0
    faulty: list[BadFile] = field(default_factory=list)
    questions: list[tuple[Path, Fault]] = field(default_factory=list)
    notes: list[tuple[Path, Fault]] = field(default_factory=list)
    packs: tuple[PackSize, ...] = ()
    guides: int = 0
    starter_rules: int = 0
    today: Date | None = None

    @property
    def faults(self) -> int:
        """The number of faults."""
        return sum(len(error.faults) for error in self.faulty)


def check_content(
    workspace: Workspace | None,
    paths: tuple[Path, ...] = (),
    commands: Sequence[str] = (),
    today: Date | None = None,
) -> CheckReport:
    """Check folders of exercises and sessions.

    Args:
        workspace: The workspace to check with the built-in content; None checks that only.
        paths: Folders of exercises (with a subfolder for each language) or of sessions, or files in
            them, to check instead.
        commands: The ids to which the settings can give keys; where there are none, ids are not checked.
        today: The present day, to note what is kept too long; None notes nothing.

    Raises:
        WrongCall: A path is neither.
    """
    report = CheckReport(today=today)
    if paths:
        for path in paths:
            _check_path(path, report)
        return report
    folders = content_folders(workspace) if workspace else [bundled_folder(EXERCISES)]
    reader = ContentReader()
    workbook = _check_exercises(folders, report, reader)
    report.packs = tuple(pack_size(workbook, pack) for pack in PACKS)
    report.guides = len(workbook.guides)
    report.starter_rules = len(workbook.starter_rules)
    if workspace is not None:
        _check_settings(workspace, workbook, commands, report)
        for slug in workspace.session_slugs():
            _check_session(workspace.sessions / slug, report, reader)
    return report


def _check_settings(
    workspace: Workspace, workbook: Workbook, commands: Sequence[str], report: CheckReport
) -> None:
    if not settings_path(workspace).is_file():
        return
    report.files += 1
    try:
        settings = read_settings(workspace, commands)
    except BadFile as error:
        report.faulty.append(error)
        return
    faults = list(unknown_exercises(settings, workbook))
    if faults:
        report.faulty.append(BadFile(settings_path(workspace), faults))


def pack_size(workbook: Workbook, pack: Pack) -> PackSize:
    """Return the size of a pack of the workbook."""
    exercises = workbook.for_pack(pack)
    phases = (Phase.PREPARE, Phase.SESSION)
    return PackSize(
        pack=pack,
        exercises=len(exercises),
        prompts=sum(len(e.prompts_in(phase, pack)) for e in exercises for phase in phases),
        minutes_alone=sum((e.minutes_alone(pack) for e in exercises), Decimal(0)),
        minutes_first=sum((e.minutes_alone(pack) for e in exercises if e.is_essential), Decimal(0)),
        minutes_session=sum(e.talk_minutes.get(pack, 0) for e in exercises),
        breaks=sum(e.break_minutes.get(pack, 0) for e in exercises),
        air=air_of(workbook, pack),
    )


def _check_path(path: Path, report: CheckReport) -> None:
    folder = path if path.is_dir() else path.parent
    for candidate in (folder, folder.parent):
        if (candidate / SESSION_FILE).is_file():
            _check_session(candidate.resolve(), report, ContentReader())
            return
        if any((candidate / language).is_dir() for language in LANGUAGES):
            own = candidate.resolve()
            builtin = bundled_folder(EXERCISES)
            folders = [own] if own == builtin.resolve() else [builtin, own]
            _check_exercises(folders, report, ContentReader())
            return
    raise WrongCall(
        N_("“{path}” is neither a folder of exercises nor one of a session"),
        N_("name a folder with a subfolder for each language, or one with a session.md"),
        path=path,
    )


def _check_exercises(folders: list[Path], report: CheckReport, reader: ContentReader) -> Workbook:
    contents = reader.contents(folders)
    report.files += sum(len(list((f / lang).glob("*.md"))) for f in folders for lang in LANGUAGES)
    for content in contents.values():
        report.faulty.extend(content.faulty)
    # An unreadable file would also be reported as a missing translation.
    unread = {Path(error.path).name for content in contents.values() for error in content.faulty}
    report.faulty.extend(
        error for error in unpaired(contents) if Path(error.path).name not in unread
    )
    _check_changes(folders, contents, report, reader)
    for error in untranslated(contents):
        report.notes.extend((Path(error.path), fault) for fault in error.faults)
    return contents[DEFAULT_LANGUAGE.code].workbook(DEFAULT_LANGUAGE.code)


def _check_changes(
    folders: list[Path], contents: Mapping[str, Content], report: CheckReport, reader: ContentReader
) -> None:
    """Check the files that change single texts: those of each language, and those of the layers over it."""
    for content in contents.values():
        report.faulty.extend(content.unfit)
    for layer in LAYERS:
        over = reader.variant(folders, language_of(layer))
        report.faulty.extend([*over.faulty, *over.unfit])
        report.files += sum(len(list((folder / layer).glob("*.md"))) for folder in folders)


def _check_session(folder: Path, report: CheckReport, reader: ContentReader) -> None:
    report.files += 1
    report.faulty.extend(left_over(folder))
    try:
        opened = open_session(Workspace(folder.parent.parent), folder.name, reader)
        _ = opened.session
    except BadFile as error:
        report.faulty.append(error)
        report.faulty.extend(map(_copy_fault, find_copies(folder)))
        return
    report.notes.extend((opened.path, fault) for fault in _kept_too_long(opened, report.today))
    report.faulty.extend(text_faults(opened.document, WRITTEN_SECTIONS))
    copies = find_copies(folder, opened.document.source)
    beside = {copy.path for copy in copies if not copy.has_marks}
    report.faulty.extend(map(_copy_fault, copies))
    report.faulty.extend(_conflicts(opened.document, _SETTLE))
    _ask(opened, Phase.SESSION, report)
    paths = [path for path in (folder / ANSWERS).glob("*.md") if path not in beside]
    _check_answers(paths, opened.workbook, report, asks=True)
    _check_notes(opened, report)
    for day in review_days(folder):
        _check_review(opened, day, report, reader)


def _check_notes(opened: OpenSession, report: CheckReport) -> None:
    """Check the coach's notes, where there are any."""
    try:
        opened_notes = open_notes(opened.workspace, opened.without_joint)
        _ = opened_notes.notes
    except BadFile as error:
        report.faulty.append(error)
        report.files += 1
        return
    if opened_notes.stamp is not None:
        report.files += 1
        report.faulty.extend(text_faults(opened_notes.document))


def _kept_too_long(opened: OpenSession, today: Date | None) -> Iterable[Fault]:
    """Yield a note where the day until which a session is kept has passed, or a partner wants the answers gone."""
    session = opened.without_joint
    line = 1
    if today and session.keep_until and session.keep_until < today:
        front = opened.document.front
        line = front.lines.get("keep_until", 1) if front else 1
        what = N_("the session was to be kept until {day}, which is in the past")
        todo = N_("“coopcoach forget {slug}” deletes it")
        yield Fault(line, what, todo, (("day", session.keep_until), ("slug", session.slug)))
    section = opened.document.section("withdrawn")
    for name in withdrawn_but_kept(opened) if today else ():
        what = N_("{name} withdrew the consent to keep the answers, and they are still here")
        todo = N_("“coopcoach forget {slug} --partner …” deletes them")
        line = section.line if section else 1
        yield Fault(line, what, todo, (("name", name), ("slug", session.slug)))


def _check_review(base: OpenSession, day: Date, report: CheckReport, reader: ContentReader) -> None:
    report.files += 1
    try:
        review = open_review(base.workspace, review_name(base.path.parent.name, day), reader)
        _ = review.session
    except BadFile as error:
        report.faulty.append(error)
        return
    report.faulty.extend(text_faults(review.document))
    report.faulty.extend(_conflicts(review.document, _SETTLE))
    _check_answers((review.path.parent / ANSWERS).glob("*.md"), review.workbook, report, asks=False)


def _check_answers(
    paths: Iterable[Path], workbook: Workbook, report: CheckReport, *, asks: bool
) -> None:
    """Check answers files; `asks` also reports the texts in them that follow no known mark."""
    for path in sorted(paths):
        report.files += 1
        try:
            answers = open_answers(path, workbook)
            if asks:
                _ask(answers, Phase.PREPARE, report)
        except BadFile as error:
            report.faulty.append(error)
        else:
            report.faulty.extend(text_faults(answers.document))
            report.faulty.extend(_conflicts(answers.document, _SETTLE_ANSWERS))


def _copy_fault(copy: ConflictCopy) -> BadFile:
    line = 1
    if copy.has_marks:
        what = N_("git has left both versions in the file")
        line = line_of_marks(read_text(copy.path, any_bytes=True).text)
    else:
        what = N_("this is a copy that a sync program made of {name}")
    todo = N_("“coopcoach conflicts” joins the two, and asks where they differ")
    return BadFile(copy.path, [Fault(line, what, todo, (("name", copy.original.name),))])


def _conflicts(document: Document, todo: str) -> list[BadFile]:
    """Return a fault for each section of a file that two programs changed; no words of it, as it may be sealed."""
    what = N_("two programs changed the same text, and both versions are kept")
    faults = [Fault(version.line, what, todo) for version in kept_versions(document)]
    return [BadFile(document.path, faults)] if faults else []


def _ask(opened: OpenSession | OpenAnswers, phase: Phase, report: CheckReport) -> None:
    asked = questions(opened.document, opened.workbook, phase)
    report.questions.extend((opened.path, question) for question in asked)
