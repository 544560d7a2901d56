"""The identity of a fillable workbook: a line in its fields, its metadata and on its printed pages."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from coopcoach.domain.exercise import Frozen

FORM_FORMAT = "1"
_TIME = "%Y%m%dT%H%M%SZ"
_LINE = re.compile(
    r"coopcoach:(?P<format>\d{1,3}):(?P<session>[a-z0-9-]{1,200}):(?P<partner>[a-z0-9-]{1,100})"
    r":(?P<language>[a-z]{2}(?:-[A-Za-z]{2}){0,2}):(?P<made>\d{8}T\d{6}Z)"
)


class Identity(Frozen):
    """The session, partner, language and time of making of a workbook."""

    session: str
    partner: str
    language: str
    made: datetime
    format: str = FORM_FORMAT

    @property
    def line(self) -> str:
        """The line in the file and on its pages, with the time in UTC."""
        made = self.made.astimezone(UTC).strftime(_TIME)
        return f"coopcoach:{self.format}:{self.session}:{self.partner}:{self.language}:{made}"


def owners_in(text: str) -> set[tuple[str, str]]:
    """Return the sessions and partners of all identities in a text."""
    lines = _LINE.finditer(re.sub(r"\s+", "", text))
    return {(line["session"], line["partner"]) for line in lines}


def find_identity(text: str) -> Identity | None:
    """Return the first identity in a text, also one broken by line ends."""
    match = _LINE.search(re.sub(r"\s+", "", text))
    if match is None:
        return None
    try:
        made = datetime.strptime(match["made"], _TIME).replace(tzinfo=UTC)
    except ValueError:
        return None
    return Identity(
        session=match["session"],
        partner=match["partner"],
        language=match["language"],
        made=made,
        format=match["format"],
    )
