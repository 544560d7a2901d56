"""``session.md``: read into a session, and changed where the session changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date as Date
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from coopcoach.domain.answers import BLANK
from coopcoach.domain.exercise import PACKS, LongQuestion, Phase, Prompt, Workbook
from coopcoach.domain.session import OpenVersion, Session
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
from coopcoach.markup.conflicts import CONFLICT, KeptVersion, kept_versions
from coopcoach.markup.document import Document, Section
from coopcoach.markup.formats.rule_section import kept_lines, read_rule, rule_heading, write_rule
from coopcoach.markup.formats.session_lists import (
    action_lines,
    agenda_lines,
    parked_lines,
    read_actions,
    read_agenda,
    read_parked,
    read_reveals,
    read_time,
    read_time_entries,
    read_withdrawals,
    reveal_lines,
    time_lines,
    with_list,
    withdrawal_lines,
)
from coopcoach.markup.items import read_items
from coopcoach.markup.literal import encode_line, heading_text

FORMAT = "session/1"
NOTE = "note."

# Message ids of the headings of the lists.
SECTION_TITLES: dict[str, str] = {
    "agenda": N_("Agenda"),
    "reveals": N_("Revealed"),
    "joint": N_("Joint answers"),
    "rules": N_("Ground rules"),
    "actions": N_("Actions"),
    "parked": N_("Parked topics"),
    "time": N_("Time"),
    "withdrawn": N_("Withdrawn consent"),
}
# A section that most files do without until there is something in it.
_LATE = frozenset({"time", "withdrawn"})
# The sections that each session file has from its first day.
WRITTEN_SECTIONS = tuple(name for name in SECTION_TITLES if name not in _LATE)
_FRONT = (
    "title",
    "created",
    "date",
    "time_zone",
    "location",
    "answer_by",
    "coach",
    "coach_email",
    "pack",
    "asks",
    "language",
    "currency",
    "content",
    "place",
    "review",
    "next_meeting",
    "archived",
    "binned",
    "keep_until",
)
# What is not known yet is not asked for in a new file.
_LATE_FRONT = frozenset(
    {
        "asks",
        "currency",
        "time_zone",
        "location",
        "answer_by",
        "coach_email",
        "review",
        "next_meeting",
        "archived",
        "binned",
        "keep_until",
    }
)
_JOINT_LEVEL = 3
_OWN_MARKS = frozenset({"partner", "visibility"})
# People plan to the minute.
_TO_THE_MINUTE = frozenset({"date", "next_meeting"})


def note_prompt(exercise_id: str, label: str = "") -> Prompt:
    """Return the prompt of an exercise's joint note."""
    return Prompt(
        question=LongQuestion(id=f"{NOTE}{exercise_id}", label=label),
        phase=Phase.SESSION,
        packs=frozenset(PACKS),
    )


def new_session_file(session: Session, workbook: Workbook, t: Translator) -> Document:
    """Return the file of a new session, with all its sections."""
    document = Document(f"# {heading_text(session.title)}\n")
    document = document.with_front("coopcoach", FORMAT)
    for key in _FRONT:
        value = _front_value(session, key)
        if value or key not in _LATE_FRONT:
            document = document.with_front(key, value)
    document = document.with_front("partners", [p.model_dump() for p in session.partners])
    for section_id in WRITTEN_SECTIONS:
        title = SECTION_TITLES[section_id]
        document = document.with_new_section(
            f"## {t(title)} {write_attributes(section_id, {})}", ""
        )
    empty = session.model_copy(
        update={
            "agenda": (),
            "reveals": (),
            "joint": {},
            "rules": (),
            "actions": (),
            "parked": (),
            "time_entries": (),
            "withdrawals": (),
        }
    )
    document = write_session(document, empty, session, workbook, t)
    for version in session.conflicts:
        document = _with_open_version(document, version, session, workbook, t)
    return document


def _with_open_version(
    document: Document, version: OpenVersion, session: Session, workbook: Workbook, t: Translator
) -> Document:
    """Return a new document with the second version of an answer or a list behind the first."""
    prompt = joint_prompt(version.of, workbook)
    marks = {"of": version.of, "partner": version.partner}
    if prompt is not None and version.answer is not None:
        body = write_answer(prompt, version.answer, t)
        marks.update(answer_attributes(prompt, version.answer))
        title = _joint_title(prompt, (version.of, version.partner), session, workbook, t)
    elif version.lines:
        body = "\n".join(f"- {encode_line(line)}" for line in version.lines)
        title = t(SECTION_TITLES[version.of])
    else:
        return document
    place = document.section(version.of, version.partner)
    heading = f"### {title} {write_attributes(CONFLICT, marks)}"
    return document.with_new_section(heading, body, place.end if place else None)


def read_session(document: Document, slug: str) -> Session:
    """Read a session without its joint answers, which need the workbook: see `with_joint_answers`.

    Raises:
        BadFile: With the line of the first thing that cannot be read.
    """
    fields = _read_front(document)
    rules = {s.id: s for s in reversed(document.sections) if s.id.startswith("rule-")}
    fields.update(
        slug=slug,
        rules=tuple(read_rule(document, section) for section in reversed(rules.values())),
        actions=read_actions(document),
        parked=read_parked(document),
        withdrawals=read_withdrawals(document),
        **read_course(document),
    )
    try:
        return Session.model_validate(fields)
    except ValidationError as error:
        raise BadFile(document.path, [_front_fault(document, error)]) from None


def read_course(document: Document) -> dict[str, Any]:
    """Read the agenda, the reveals and the time, by the names of their fields in a session.

    Raises:
        BadFile: A time cannot be read.
    """
    return {
        "agenda": read_agenda(document),
        "reveals": read_reveals(document),
        "time_entries": read_time_entries(document),
    }


def with_joint_answers(session: Session, document: Document, workbook: Workbook) -> Session:
    """Return a session with the joint answers of its document, read by the prompts of the workbook.

    Raises:
        BadFile: The time of an answer cannot be read.
    """
    joint = {}
    joint_at = {}
    versions = kept_versions(document)
    for section in document.sections:
        prompt = joint_prompt(section.id, workbook)
        if prompt is not None and section.key not in joint:
            body = document.body(section)
            answer = read_answer(prompt, body, section.attributes, session.language)
            others = read_second_versions(prompt, versions, session.language, section.key[1])
            joint[section.key] = not_wider(answer, others) if others else answer
            if at := section.attributes.get("at"):
                joint_at[section.key] = read_time(document, section.line, at)
    conflicts = tuple(_open_version(version, workbook, session.language) for version in versions)
    return session.model_copy(update={"joint": joint, "joint_at": joint_at, "conflicts": conflicts})


def _open_version(version: KeptVersion, workbook: Workbook, language: str) -> OpenVersion:
    """Return a second version as its readers may be told of it: answers, actions and topics with their texts."""
    prompt = joint_prompt(version.of, workbook)
    answer = read_answer(prompt, version.body, version.attributes, language) if prompt else None
    items = read_items(version.body, "item") if version.of in {"actions", "parked"} else []
    lines = tuple(item.text for item in items)
    return OpenVersion(of=version.of, partner=version.partner, answer=answer, lines=lines)


def open_joint_texts(document: Document) -> Iterator[str]:
    """Yield the joint answers of both, as they stand in the document, without options that were not chosen.

    An answer of one partner, or one with a visibility of its own, is left out. The workbook is not needed.
    """
    for section in document.sections:
        # Ids of prompts have a point, those of rules and lists have none.
        is_joint = "." in section.id and section.level == _JOINT_LEVEL
        if is_joint and not _OWN_MARKS.intersection(section.attributes.values):
            lines = document.body(section).replace("\r\n", "\n").split("\n")
            text = "\n".join(line for line in lines if not line.startswith("- [ ]")).strip()
            if text:
                yield text


def write_session(
    document: Document, old: Session, new: Session, workbook: Workbook, t: Translator
) -> Document:
    """Return the document with what differs between two states of the session put in its place."""
    for name in _FRONT:
        if getattr(old, name) != getattr(new, name):
            value = _front_value(new, name)
            if value or name not in _LATE_FRONT:
                document = document.with_front(name, value)
            else:
                # As before it was given.
                document = document.without_front(name)
    if old.partners != new.partners:
        document = document.with_front("partners", [p.model_dump() for p in new.partners])
    lists: dict[str, tuple[Any, Any, Callable[[Session], dict[str, str]], str]] = {
        "agenda": (old.agenda, new.agenda, lambda s: agenda_lines(s, workbook), ""),
        "reveals": (old.reveals, new.reveals, lambda s: reveal_lines(s, workbook, t), ""),
        "actions": (old.actions, new.actions, action_lines, "action"),
        "parked": (old.parked, new.parked, parked_lines, "parked"),
        "time": (old.time_entries, new.time_entries, lambda s: time_lines(s, workbook, t), ""),
        "withdrawn": (
            old.withdrawals,
            new.withdrawals,
            lambda s: withdrawal_lines(s, workbook, t),
            "",
        ),
    }
    for section_id, (before, after, lines, prefix) in lists.items():
        if before != after:
            title = t(SECTION_TITLES[section_id])
            document = with_list(document, section_id, title, lines(new), prefix)
    for key, answer in new.joint.items():
        if old.joint.get(key, BLANK) != answer:
            document = _with_joint(document, key, new, workbook, t)
    for rule in new.rules:
        if old.rule(rule.id) != rule:
            document = _with_rule(document, rule.id, new, t)
    return _without_the_gone(document, old, new)


def _without_the_gone(document: Document, old: Session, new: Session) -> Document:
    """Return the document without the rules and joint answers that the session no longer has."""
    gone = [(rule.id, "") for rule in old.rules if new.rule(rule.id) is None]
    gone.extend(key for key in old.joint if key not in new.joint)
    for section_id, partner in gone:
        section = document.section(section_id, partner)
        if section is not None:
            document = document.without_section(section)
    return document


def _read_front(document: Document) -> dict[str, Any]:
    front = document.front
    if front is None or front.values.get("coopcoach") != FORMAT:
        what = N_("this is not a coopcoach session file")
        todo = N_("it begins with “coopcoach: session/1” in its front matter")
        raise BadFile(document.path, [Fault(1, what, todo)])
    fields: dict[str, Any] = {key: front.values[key] for key in _FRONT if front.values.get(key)}
    for key in ("title", "created", "language", "partners"):
        if not front.values.get(key):
            what = N_("the front matter lacks “{name}”")
            todo = N_("add a line “{name}: …”")
            raise BadFile(document.path, [Fault(1, what, todo, (("name", key),))])
    fields["partners"] = front.values["partners"]
    return fields


def _front_fault(document: Document, error: ValidationError) -> Fault:
    key = str(error.errors()[0]["loc"][0])
    lines = document.front.lines if document.front else {}
    what = N_("“{key}” cannot be read")
    todo = N_("compare it with another session file, or bring back an earlier state")
    return Fault(lines.get(key, 1), what, todo, (("key", key),))


def _front_value(session: Session, key: str) -> str:
    value = getattr(session, key)
    if value == DEFAULT_CURRENCY and key == "currency":
        return ""
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes" if key in _TO_THE_MINUTE else "seconds")
    if isinstance(value, Date):
        return value.isoformat()
    if isinstance(value, tuple):
        return " ".join(value)
    return str(value) if value else ""


def joint_prompt(section_id: str, workbook: Workbook) -> Prompt | None:
    """Return the prompt of a section with a joint answer or a note; None for another section."""
    if section_id.startswith(NOTE):
        return note_prompt(section_id.removeprefix(NOTE))
    return workbook.find_prompt(section_id, Phase.SESSION)


def _with_joint(
    document: Document, key: tuple[str, str], session: Session, workbook: Workbook, t: Translator
) -> Document:
    prompt = joint_prompt(key[0], workbook)
    if prompt is None:
        return document
    answer = session.joint[key]
    body = write_answer(prompt, answer, t)
    at = session.joint_at.get(key)
    section = document.section(*key)
    marks = {
        **(dict(section.attributes.values) if section else {}),
        **answer_attributes(prompt, answer),
        "partner": key[1],
        "at": at.isoformat(timespec="seconds") if at else "",
    }
    title = section.title if section else _joint_title(prompt, key, session, workbook, t)
    heading = f"### {title} {write_attributes(key[0], marks)}"
    if section is not None:
        return document.with_section(section, heading, body)
    return document.with_new_section(heading, body, _start_of(document, "rules"))


def _joint_title(
    prompt: Prompt, key: tuple[str, str], session: Session, workbook: Workbook, t: Translator
) -> str:
    if prompt.id.startswith(NOTE):
        exercise = workbook.exercise(prompt.id.removeprefix(NOTE))
        title = exercise.title if exercise else prompt.id
        return t("What we take from “{title}”", title=title)
    if key[1]:
        return heading_text(f"{prompt.label} ({session.name_of(key[1])})")
    return heading_text(prompt.label)


def _with_rule(document: Document, rule_id: str, session: Session, t: Translator) -> Document:
    rule = session.rule(rule_id)
    if rule is None:
        return document
    section: Section | None = document.section(rule_id)
    if section is None:
        body = write_rule(rule, session, t)
        before = _start_of(document, "actions")
        return document.with_new_section(rule_heading(rule, t), body, before)
    body = write_rule(rule, session, t, kept_lines(document, section))
    return document.with_section(section, rule_heading(rule, t, section.attributes), body)


def _start_of(document: Document, section_id: str) -> int | None:
    section = document.section(section_id)
    return section.start if section else None
