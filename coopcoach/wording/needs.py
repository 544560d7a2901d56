"""The labels of needs and of places of a search, and what is to be deleted; imported without the models of the domain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date as Date
from datetime import datetime
from typing import Final

from coopcoach.domain.finding import Place
from coopcoach.domain.needs import Need
from coopcoach.i18n import N_, Translator

NEED_LABELS: Final[dict[Need, str]] = {
    Need.TODAY: N_("Today"),
    Need.REVIEW: N_("Review due"),
    Need.ACTION: N_("Action overdue"),
    Need.UNFINISHED: N_("Date passed, not finished"),
    Need.FORGET: N_("To be deleted"),
    Need.FAULT: N_("Cannot be read"),
    Need.COMING: N_("Upcoming meetings"),
    Need.UNDATED: N_("No date yet"),
    Need.DONE: N_("Done"),
    Need.ARCHIVED: N_("Archive"),
    Need.BINNED: N_("Bin"),
}

PLACE_LABELS: Final[dict[Place, str]] = {
    Place.TITLE: N_("Title"),
    Place.PARTNER: N_("Partner"),
    Place.JOINT: N_("Joint answer"),
    Place.RULE: N_("Ground rule"),
}


def with_withdrawal(line: str, at: datetime | None, t: Translator) -> str:
    """Return the line of a consent with the day on which it was withdrawn; unchanged where it was not."""
    if at is None:
        return line
    withdrawn = t("withdrawn {day}", day=t.date(at.date()))
    return f"{line} ({withdrawn})"


def retention_words(
    keep_until: Date | None, withdrawn: Sequence[str], slug: str, today: Date, t: Translator
) -> Iterator[str]:
    """Yield until when a session is kept, and what is to be deleted with the command for it.

    Args:
        keep_until: The day; None where there is none.
        withdrawn: The names of the partners who withdrew the consent to keep their answers.
        slug: The session.
        today: The present day.
        t: The language.
    """
    if keep_until is not None and keep_until < today:
        yield t(
            "Kept until {day}, which has passed: “coopcoach forget {slug}” deletes it.",
            day=t.date(keep_until),
            slug=slug,
        )
    elif keep_until is not None:
        yield t("Kept until {day}", day=t.date(keep_until))
    for name in withdrawn:
        yield t(
            "{name} withdrew the consent to keep the answers:"
            " “coopcoach forget {slug} --partner …” deletes them.",
            name=name,
            slug=slug,
        )
