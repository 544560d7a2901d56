"""The names that printed documents give to things: points, stages of a rule, files."""

from __future__ import annotations

from coopcoach.domain.exercise import Point
from coopcoach.i18n import N_, Translator

POINT_TITLES: dict[Point, str] = {
    "arrive": N_("Arriving"),
    "goal": N_("Shared goal"),
    "talk": N_("Honest and open communication"),
    "value": N_("Valuing each other"),
    "tools": N_("Tools that save time"),
    "team": N_("Team and ground rules"),
    "close": N_("To close"),
}


def point_title(point: Point, t: Translator) -> str:
    """Return the title of a point."""
    return t(POINT_TITLES[point])


def shortened(text: str, length: int) -> str:
    """Return a text in one line of at most so many characters, cut between words where possible."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    cut = line[: length - 1]
    head = cut.rpartition(" ")[0]
    return f"{head if len(head) > length // 2 else cut}…"
