"""Inputs of forms: days and names of partners, as they are typed and as they are shown."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date as Date
from typing import Final

from coopcoach.domain.session import Session
from coopcoach.i18n import Translator
from coopcoach.tui.widgets.forms.dialogs import FieldSpec
from coopcoach.tui.widgets.frame.sanitize import one_line, sanitize
from coopcoach.wording.days import read_day
from coopcoach.wording.moments import read_moment
from coopcoach.wording.person_names import both_names
from coopcoach.wording.typed_words import AND, BOTH, SPEAKER, any_of

# Not from within blanks: each of many would be tried to their end.
_BETWEEN_NAMES: Final = re.compile(
    rf"(?<!\s)(?:\s+(?:{any_of(*AND)})\s+|\s*[&+/,]\s*)", re.IGNORECASE
)


def day_field(name: str, label: str, value: str, today: Date, t: Translator) -> FieldSpec:
    """Return a field for a day, which shows the day that is understood, or how to type one."""
    check, echo = day_check(today, t), day_echo(today, t)
    return FieldSpec(name, label, value, day_hint(t), check=check, echo=echo)


def day_check(today: Date, t: Translator) -> Callable[[str], str]:
    """Return a check for a day; no text is right."""

    def check(text: str) -> str:
        if not text.strip() or read_day(text, today):
            return ""
        return t(
            "That isn’t a date I understand. Write it as 15/1, Friday, in 2 weeks or 2027-01-15."
        )

    return check


def day_hint(t: Translator) -> str:
    """Return the hint for a day."""
    return t("Such as 15/1, Friday, in 2 weeks; you can leave it empty.")


def day_echo(today: Date, t: Translator) -> Callable[[str], str]:
    """Return a function that shows which day is understood."""

    def echo(text: str) -> str:
        day = read_day(text, today)
        return f"→ {t.weekday_date(day)}" if day else ""

    return echo


def moment_echo(today: Date, t: Translator) -> Callable[[str], str]:
    """Return a function that shows which day and time are understood."""

    def echo(text: str) -> str:
        at = read_moment(text, today) if text.strip() else None
        return f"→ {t.weekday_date(at)}, {t.time(at)}" if at else ""

    return echo


def day_input(day: Date | None, t: Translator) -> str:
    """Return a day as the text of a field."""
    return t.short_date(day) if day else ""


def who_from(text: str, session: Session) -> str:
    """Return the id of the partner with this name, the names of both or of the coach, or the text itself.

    A first name is enough if only one of the two partners has it. “I” is the coach, who types.
    """
    line = " ".join(text.split())
    if line.casefold() in SPEAKER:
        return session.coach or line
    parts = [part for part in _BETWEEN_NAMES.split(line) if part.strip()]
    named = {_partner_from(part, session) for part in parts}
    if line.casefold() in BOTH or (len(parts) > 1 and named == set(session.partner_ids)):
        return both_names(session)
    return _partner_from(line, session) or line


def _partner_from(text: str, session: Session) -> str:
    """Return the id of the partner with a name or first name; "" for any other text."""
    wanted = " ".join(text.split()).casefold()
    for partner in session.partners:
        if wanted in {partner.id.casefold(), " ".join(partner.name.split()).casefold()}:
            return partner.id
    first = [p.id for p in session.partners if p.name.casefold().split()[:1] == [wanted]]
    return first[0] if len(first) == 1 else ""


def who_hint(session: Session, t: Translator) -> str:
    """Return the hint for a person."""
    names = [one_line(partner.name) for partner in session.partners]
    return t("{names}, both, or somebody else.", names=", ".join(names))


def required(message: str) -> Callable[[str], str]:
    """Return a check with this message for no text."""

    def check(text: str) -> str:
        return "" if text.strip() else message

    return check


def unless_unedited(text: str, before: str) -> str:
    """Return a field's text; if it is unedited, the text in the file, which the field shows sanitized."""
    return before if text in {before, sanitize(before), one_line(before)} else text
