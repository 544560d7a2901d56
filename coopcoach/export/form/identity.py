"""Which workbook a fillable PDF is: one line that stands in it several times, and survives being printed."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from coopcoach.domain.exercise import Frozen

FORMAT = "1"
_TIME = "%Y%m%dT%H%M%SZ"
_LINE = re.compile(
    r"coopcoach:(?P<format>\d{1,3}):(?P<session>[a-z0-9-]{1,200}):(?P<partner>[a-z0-9-]{1,100})"
    r":(?P<language>[a-z]{2}):(?P<made>\d{8}T\d{6}Z)"
)


class Identity(Frozen):
    """Of which session and partner a workbook is, in which language, and when it was made."""

    session: str
    partner: str
    language: str
    made: datetime
    format: str = FORMAT

    @property
    def line(self) -> str:
        """The line that is printed and kept in the file; the time is that of Greenwich, in seconds."""
        made = self.made.astimezone(UTC).strftime(_TIME)
        return f"coopcoach:{self.format}:{self.session}:{self.partner}:{self.language}:{made}"


def find_identity(text: str) -> Identity | None:
    """Return the first identity in a text, also where a line broke in the middle of it."""
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
