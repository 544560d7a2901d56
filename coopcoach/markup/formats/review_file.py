"""``review.md``: a review as a small session, read beside its session and changed where it changed.

It holds the agenda, the reveals, the joint answers and the time of the review, the ground rules as they were asked
about, and what became of them. Partners, ground rules, actions and dates stay in ``session.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date as Date
from datetime import datetime
from typing import Any, Final

from pydantic import ValidationError

from coopcoach.domain.exercise import Frozen, Phase, Workbook
from coopcoach.domain.review import Outcome, ReviewedRule, rule_of_prompt
from coopcoach.domain.review_names import parted_name, review_name
from coopcoach.domain.session import Session
from coopcoach.errors import BadFile, Fault
from coopcoach.i18n import N_, Translator
from coopcoach.markup.attributes import write_attributes
from coopcoach.markup.document import Document
from coopcoach.markup.formats.session_file import NOTE, SECTION_TITLES, read_course, write_session
from coopcoach.markup.formats.session_lists import read_time, section_items, with_list
from coopcoach.markup.literal import decode_line, encode_line, heading_text

FORMAT = "review/1"

_NUMBERED: Final = re.compile(r"(?P<number>\d{1,4})\. (?P<sentence>.+)", re.DOTALL)
_RULES, _OUTCOMES = "rules", "outcomes"
_TITLES: dict[str, str] = {
    **{name: SECTION_TITLES[name] for name in ("agenda", "reveals", "joint")},
    _RULES: N_("The ground rules in this review"),
    _OUTCOMES: N_("What became of them"),
}


class ReviewRecord(Frozen):
    """The content of ``review.md`` beside that of its session.

    Attributes:
        on: The day of the review.
        since: The day of the session or review before it.
        session: The session with the agenda, reveals, joint answers and time of the review; ``slug`` is its name.
        rules: The ground rules that it asks about, and what became of them.
        new_rules: The ids of the ground rules that were agreed in it for the first time.
        next: The day of the next review.
    """

    on: Date
    since: Date
    session: Session
    rules: tuple[ReviewedRule, ...] = ()
    new_rules: tuple[str, ...] = ()
    next: Date | None = None


def new_review_file(record: ReviewRecord, workbook: Workbook, t: Translator) -> Document:
    """Return the file of a new review, with all its sections."""
    session = record.session
    document = Document(f"# {heading_text(session.title)}\n")
    slug = (parted_name(session.slug) or (session.slug, record.on))[0]
    for key, value in (
        ("coopcoach", FORMAT),
        ("session", slug),
        ("day", record.on.isoformat()),
        ("since", record.since.isoformat()),
        ("created", session.created.isoformat(timespec="seconds")),
    ):
        document = document.with_front(key, value)
    for section_id, title in _TITLES.items():
        heading = f"## {t(title)} {write_attributes(section_id, {})}"
        document = document.with_new_section(heading, "")
    empty: dict[str, Any] = {
        "agenda": (),
        "reveals": (),
        "joint": {},
        "time_entries": (),
        "place": "",
        "date": None,
    }
    blank = record.model_copy(
        update={"session": session.model_copy(update=empty), "rules": (), "new_rules": ()}
    )
    return write_review(document, blank, record, workbook, t)


def read_review(document: Document, session: Session, day: Date) -> ReviewRecord:
    """Read a review without its joint answers; see `with_joint_answers`.

    Args:
        document: The file.
        session: The session that it belongs to.
        day: The day that its folder names.

    Raises:
        BadFile: With the line of the first thing that cannot be read.
    """
    front = document.front
    if front is None or front.values.get("coopcoach") != FORMAT:
        what = N_("this is not a coopcoach review file")
        todo = N_("it begins with “coopcoach: review/1” in its front matter")
        raise BadFile(document.path, [Fault(1, what, todo)])
    values, lines = front.values, front.lines
    own: dict[str, Any] = {
        key: values[key] for key in ("created", "date", "place") if values.get(key)
    }
    try:
        return ReviewRecord.model_validate(
            {
                "on": values.get("day") or day,
                "since": values.get("since") or values.get("day") or day,
                "next": values.get("next") or None,
                "new_rules": tuple(str(values.get("new_rules") or "").split()),
                "rules": tuple(_read_rules(document)),
                "session": {
                    **dict(session),
                    "date": None,
                    "place": "",
                    "joint": {},
                    "joint_at": {},
                    "conflicts": (),
                    **own,
                    **read_course(document),
                    "slug": review_name(session.slug, day),
                },
            }
        )
    except ValidationError as error:
        key = {"on": "day"}.get(name := str(error.errors()[0]["loc"][-1]), name)
        what = N_("“{key}” cannot be read")
        todo = N_("compare it with another review file, or bring back an earlier state")
        fault = Fault(lines.get(key, 1), what, todo, (("key", key),))
        raise BadFile(document.path, [fault]) from None


def write_review(
    document: Document, old: ReviewRecord, new: ReviewRecord, workbook: Workbook, t: Translator
) -> Document:
    """Return the document with what differs between two states of the review put in its place."""
    before, after = (_own_part(record.session, workbook) for record in (old, new))
    document = write_session(document, before, after, workbook, t)
    if old.next != new.next:
        document = document.with_front("next", new.next.isoformat() if new.next else "")
    if old.new_rules != new.new_rules:
        document = document.with_front("new_rules", " ".join(new.new_rules))
    for section_id, lines in ((_RULES, _rule_lines), (_OUTCOMES, _outcome_lines)):
        if lines(old.rules) != lines(new.rules):
            title = t(_TITLES[section_id])
            document = with_list(document, section_id, title, lines(new.rules))
    return document


def rules_in(document: Document) -> tuple[ReviewedRule, ...]:
    """Return the ground rules that a workbook or answers file of a review asks about, from its headings."""
    found = []
    for section in document.sections:
        title = _NUMBERED.fullmatch(decode_line(section.title))
        rule_id = rule_of_prompt(section.id)
        if rule_id and title is not None:
            sentence = title["sentence"]
            found.append(ReviewedRule(id=rule_id, number=int(title["number"]), sentence=sentence))
    return tuple(found)


def without_reasons(document: Document) -> Document:
    """Return a review without the reasons for retiring rules, which are words of one partner; new wordings stay."""
    if document.section(_OUTCOMES) is None:
        return document
    kept = [rule for rule in _read_rules(document) if rule.outcome is Outcome.AMENDED]
    return with_list(document, _OUTCOMES, "", _outcome_lines(kept))


def is_own_answer(prompt_id: str, workbook: Workbook) -> bool:
    """Return whether a joint answer belongs to the review, not to its session.

    Args:
        prompt_id: The prompt of the answer, or the id of a note.
        workbook: The exercises of the review.
    """
    if prompt_id.startswith(NOTE):
        return workbook.exercise(prompt_id.removeprefix(NOTE)) is not None
    return workbook.find_prompt(prompt_id, Phase.SESSION) is not None


def _own_part(session: Session, workbook: Workbook) -> Session:
    """Return a session with what ``review.md`` holds, and the partners for their names."""
    own = {key for key in session.joint if is_own_answer(key[0], workbook)}
    return Session(
        slug=session.slug,
        title="",
        created=session.created,
        partners=session.partners,
        language=session.language,
        date=session.date,
        place=session.place,
        agenda=session.agenda,
        reveals=session.reveals,
        joint={key: answer for key, answer in session.joint.items() if key in own},
        joint_at={key: at for key, at in session.joint_at.items() if key in own},
        time_entries=session.time_entries,
    )


def _rule_lines(rules: Sequence[ReviewedRule]) -> dict[str, str]:
    lines = {}
    for rule in rules:
        marks = {
            "number": str(rule.number),
            "wording": rule.wording,
            "votes": str(rule.votes),
            "outcome": "" if rule.outcome is Outcome.OPEN else rule.outcome.value,
            "at": rule.settled.isoformat(timespec="seconds") if rule.settled else "",
        }
        lines[rule.id] = f"- {encode_line(rule.sentence)} {write_attributes(rule.id, marks)}"
    return lines


def _outcome_lines(rules: Sequence[ReviewedRule]) -> dict[str, str]:
    """Return the lines with the new wordings and the reasons."""
    texts = {rule.id: rule.amended or rule.reason for rule in rules}
    return {
        rule_id: f"- {encode_line(text)} {write_attributes(rule_id, {})}"
        for rule_id, text in texts.items()
        if text
    }


def _read_rules(document: Document) -> Iterator[ReviewedRule]:
    texts = {item.id: item.text for item in section_items(document, _OUTCOMES)}
    for place, item in enumerate(section_items(document, _RULES), 1):
        number, at = item.attributes.get("number"), item.attributes.get("at")
        votes = item.attributes.get("votes")
        outcome = next((o for o in Outcome if o == item.attributes.get("outcome")), Outcome.OPEN)
        text = texts.get(item.id, "")
        yield ReviewedRule(
            id=item.id,
            number=int(number) if number.isdecimal() else place,
            sentence=item.text,
            wording=item.attributes.get("wording"),
            votes=int(votes) if votes.isdecimal() else 0,
            outcome=outcome,
            amended=text if outcome is Outcome.AMENDED else "",
            reason=text if outcome is Outcome.RETIRED else "",
            settled=_at(document, at),
        )


def _at(document: Document, text: str) -> datetime | None:
    section = document.section(_RULES)
    return read_time(document, section.line if section else 1, text) if text else None
