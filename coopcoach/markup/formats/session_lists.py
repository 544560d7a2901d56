"""The lists of ``session.md``: agenda, reveals, actions, parked topics, time; read and written line by line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from coopcoach.domain.exercise import Workbook
from coopcoach.domain.session import (
    OWN_ITEM,
    Action,
    AgendaItem,
    ParkedTopic,
    Reveal,
    Session,
    TimeEntry,
    Withdrawal,
    consent_labels,
)
from coopcoach.errors import BadFile, Fault
from coopcoach.i18n import N_, Translator
from coopcoach.markup.attributes import write_attributes
from coopcoach.markup.document import Document
from coopcoach.markup.items import changed_items, read_items
from coopcoach.markup.literal import encode_line, trimmed
from coopcoach.markup.numbers import read_date


def read_time(document: Document, line: int, text: str) -> datetime:
    """Read a moment of the file.

    Raises:
        BadFile: It is none.
    """
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        what = N_("“{text}” is not a date and time")
        todo = N_("write it as 2027-01-15T10:00")
        raise BadFile(document.path, [Fault(line, what, todo, (("text", text),))]) from None


def section_items(document: Document, section_id: str, prefix: str = "") -> list[Any]:
    """Return the items of a section; none where it is missing."""
    section = document.section(section_id)
    return read_items(trimmed(document.body(section)), prefix) if section else []


def with_list(
    document: Document, section_id: str, title: str, lines: Mapping[str, str], prefix: str = ""
) -> Document:
    """Return the document with these items in a section; a missing one is added under the title.

    Args:
        document: A session or a review.
        section_id: The section.
        title: Its heading, in the language of the file.
        lines: The wanted items: id to line.
        prefix: As for ``read_items``.
    """
    section = document.section(section_id)
    if section is None:
        heading = f"## {title} {write_attributes(section_id, {})}"
        return document.with_new_section(heading, "\n".join(lines.values()))
    body = trimmed(document.body(section).replace("\r\n", "\n"))
    return document.with_section(section, None, changed_items(body, lines, prefix))


def read_agenda(document: Document) -> tuple[AgendaItem, ...]:
    """Read the exercises of the agenda."""
    return tuple(
        AgendaItem(
            exercise=item.id,
            minutes=int(item.attributes.get("minutes", "0"))
            if item.attributes.get("minutes", "0").isdecimal()
            else 0,
            done=item.ticked,
            title=item.text if item.id.startswith(f"{OWN_ITEM}-") else "",
        )
        for item in section_items(document, "agenda")
    )


def read_reveals(document: Document) -> tuple[Reveal, ...]:
    """Read what was revealed, and when."""
    section = document.section("reveals")
    line = section.line if section else 1
    return tuple(
        Reveal(
            exercise=item.id,
            at=read_time(document, line, item.attributes.get("at")),
            answers_opened=_time_if_any(document, line, item.attributes.get("answers_opened")),
            gaps_opened=_time_if_any(document, line, item.attributes.get("gaps_opened")),
        )
        for item in section_items(document, "reveals")
    )


def _time_if_any(document: Document, line: int, text: str) -> datetime | None:
    return read_time(document, line, text) if text else None


def read_actions(document: Document) -> tuple[Action, ...]:
    """Read who does what by when."""
    return tuple(
        Action(
            id=item.id,
            what=item.text,
            who=item.attributes.get("who"),
            until=read_date(item.attributes.get("until")),
            done=item.ticked,
        )
        for item in section_items(document, "actions", "action")
    )


def read_parked(document: Document) -> tuple[ParkedTopic, ...]:
    """Read what is left for another day."""
    return tuple(
        ParkedTopic.model_validate(
            {"id": item.id, "text": item.text, "point": item.attributes.get("point") or None}
        )
        for item in section_items(document, "parked", "parked")
    )


def read_withdrawals(document: Document) -> tuple[Withdrawal, ...]:
    """Read which consents were withdrawn, and when."""
    section = document.section("withdrawn")
    line = section.line if section else 1
    return tuple(
        Withdrawal(
            id=item.id,
            partner=item.attributes.get("partner"),
            consent=item.attributes.get("consent"),
            at=read_time(document, line, item.attributes.get("at")),
            again=_time_if_any(document, line, item.attributes.get("again")),
        )
        for item in section_items(document, "withdrawn")
    )


def read_time_entries(document: Document) -> tuple[TimeEntry, ...]:
    """Read when was talked about what."""
    section = document.section("time")
    line = section.line if section else 1
    found = []
    for item in section_items(document, "time"):
        get = item.attributes.get
        end = read_time(document, line, get("to")) if get("to") else None
        start = read_time(document, line, get("from"))
        found.append(TimeEntry(id=item.id, exercise=get("exercise"), start=start, end=end))
    return tuple(found)


def _tick(done: bool) -> str:
    return "[x]" if done else "[ ]"


def agenda_lines(session: Session, workbook: Workbook) -> dict[str, str]:
    """Return the lines of the agenda by their ids."""
    lines = {}
    for item in session.agenda:
        exercise = workbook.exercise(item.exercise)
        title = encode_line(exercise.title if exercise else item.title or item.exercise)
        marks = write_attributes(item.exercise, {"minutes": str(item.minutes)})
        lines[item.exercise] = f"- {_tick(item.done)} {title} {marks}"
    return lines


def reveal_lines(session: Session, workbook: Workbook, t: Translator) -> dict[str, str]:
    """Return the lines of the reveals by their ids."""
    lines = {}
    for reveal in session.reveals:
        exercise = workbook.exercise(reveal.exercise)
        title = encode_line(exercise.title) if exercise else reveal.exercise
        times = {
            "at": reveal.at,
            "answers_opened": reveal.answers_opened,
            "gaps_opened": reveal.gaps_opened,
        }
        written = {key: at.isoformat(timespec="seconds") for key, at in times.items() if at}
        marks = write_attributes(reveal.exercise, written)
        lines[reveal.exercise] = f"- {title}, {t.moment(reveal.at)} {marks}"
    return lines


def action_lines(session: Session) -> dict[str, str]:
    """Return the lines of the actions by their ids."""
    return {
        action.id: f"- {_tick(action.done)} {encode_line(action.what)} "
        + write_attributes(
            action.id,
            {"who": action.who, "until": action.until.isoformat() if action.until else ""},
        )
        for action in session.actions
    }


def parked_lines(session: Session) -> dict[str, str]:
    """Return the lines of the parked topics by their ids."""
    return {
        topic.id: f"- {encode_line(topic.text)} "
        + write_attributes(topic.id, {"point": topic.point or ""})
        for topic in session.parked
    }


def withdrawal_lines(session: Session, workbook: Workbook, t: Translator) -> dict[str, str]:
    """Return the lines of the withdrawn consents by their ids: who, when, and what."""
    labels = consent_labels(workbook)
    lines = {}
    for each in session.withdrawals:
        words = f"{session.name_of(each.partner)}, {t.moment(each.at)}"
        if each.again:
            words = t(
                "{withdrawn}, given again {moment}", withdrawn=words, moment=t.moment(each.again)
            )
        marks = {
            "partner": each.partner,
            "consent": each.consent,
            "at": each.at.isoformat(timespec="seconds"),
            "again": each.again.isoformat(timespec="seconds") if each.again else "",
        }
        label = encode_line(labels.get(each.consent, each.consent))
        lines[each.id] = f"- {encode_line(words)}: {label} {write_attributes(each.id, marks)}"
    return lines


def time_lines(session: Session, workbook: Workbook, t: Translator) -> dict[str, str]:
    """Return the lines of the time that was spent by their ids: when, and on what."""
    lines = {}
    for entry in session.time_entries:
        exercise = workbook.exercise(entry.exercise)
        title = encode_line(exercise.title) if exercise else entry.exercise
        until = f"–{t.time(entry.end)}" if entry.end else ""
        marks = write_attributes(
            entry.id,
            {
                "exercise": entry.exercise,
                "from": entry.start.isoformat(timespec="seconds"),
                "to": entry.end.isoformat(timespec="seconds") if entry.end else "",
            },
        )
        lines[entry.id] = f"- {t.moment(entry.start)}{until}: {title} {marks}"
    return lines
