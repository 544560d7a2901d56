"""What people type into short forms: a day, a name; and how it is shown to them again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date as Date

from coopcoach.domain.session import Session
from coopcoach.i18n import Translator
from coopcoach.tui.widgets.forms.dialogs import FieldSpec
from coopcoach.tui.widgets.frame.sanitize import one_line, sanitize
from coopcoach.wording.days import read_day


def day_field(name: str, label: str, value: str, today: Date, t: Translator) -> FieldSpec:
    """Return a field for a day: it says what is understood, or how a day may be typed."""
    check, echo = day_check(today, t), day_echo(today, t)
    return FieldSpec(name, label, value, day_hint(t), check=check, echo=echo)


def day_check(today: Date, t: Translator) -> Callable[[str], str]:
    """Return a check that says what is wrong with a day; empty is none, and right."""

    def check(text: str) -> str:
        if not text.strip() or read_day(text, today):
            return ""
        return t("That is no day I know. Write it as 15.1., Friday, in 2 weeks or 2027-01-15.")

    return check


def day_hint(t: Translator) -> str:
    """Return how a day may be typed."""
    return t("Such as 15.1., Friday, in 2 weeks; it may stay empty.")


def day_echo(today: Date, t: Translator) -> Callable[[str], str]:
    """Return what says, while somebody types, which day is understood."""

    def echo(text: str) -> str:
        day = read_day(text, today)
        return f"→ {t.weekday_date(day)}" if day else ""

    return echo


def day_typed(day: Date | None, t: Translator) -> str:
    """Return a day as it stands in a field."""
    return t.short_date(day) if day else ""


def who_from(text: str, session: Session) -> str:
    """Return the id of the partner that is meant, or the name as it was typed.

    The first name alone is enough where only one of the two has it.
    """
    line = " ".join(text.split())
    wanted = line.casefold()
    for partner in session.partners:
        if wanted in {partner.id.casefold(), " ".join(partner.name.split()).casefold()}:
            return partner.id
    first = [p.id for p in session.partners if p.name.casefold().split()[:1] == [wanted]]
    return first[0] if len(first) == 1 else line


def who_hint(session: Session, t: Translator) -> str:
    """Return who may be named."""
    names = [one_line(partner.name) for partner in session.partners]
    return t("{names}, both, or somebody else.", names=", ".join(names))


def needed(message: str) -> Callable[[str], str]:
    """Return a check that says this where nothing was typed."""

    def check(text: str) -> str:
        return "" if text.strip() else message

    return check


def as_meant(typed: str, before: str) -> str:
    """Return what was typed; where nothing was, the text as the file has it.

    A field shows a text made harmless: what nobody edited goes back as it came.
    """
    return before if typed in {before, sanitize(before), one_line(before)} else typed
