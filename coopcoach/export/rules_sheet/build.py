"""Build the rules sheet in the largest font size at which all ground rules fit.

The height of a text is estimated from its letters; after the layout the caller checks the number of pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from coopcoach.domain.settings import Paper
from coopcoach.export.document import RuleView, common_fields, rule_views
from coopcoach.export.release import Released
from coopcoach.export.rules_sheet.model import DENSE_BELOW, SIZES, RulesSheet
from coopcoach.i18n import Translator

# One column from the first size up, two columns up to the second; between them whichever fits.
_ONE_COLUMN, _TWO_COLUMNS = 13.0, 15.0

# Width and height of the rules in millimetres: the page without margins, heading and footer.
_ROOM: dict[Paper, tuple[float, float]] = {"a4": (174.0, 202.0), "letter": (180.0, 184.0)}
_BETWEEN_COLUMNS = 10.0
_POINT = 0.3528
_LINE = 1.34
# In em: the number beside a sentence, and the gap below it.
_NUMBER = 2.2
_GAP, _DENSE_GAP = 1.1, 0.66
# The end of a trial: a line of its own at large sizes, so many letters more at small ones.
_TRIAL_LINES, _TRIAL_LETTERS = 1.1, 26


def rules_sheet(
    released: Released,
    t: Translator,
    now: datetime,
    answers_language: str,
    *,
    paper: Paper = "a4",
    squeeze: float = 1.0,
) -> RulesSheet:
    """Return the rules sheet of a session.

    Args:
        released: The printable part of the session.
        t: The language of the sheet.
        now: The time of making.
        answers_language: The language of the ground rules.
        paper: The size of the page.
        squeeze: The share of the height that is used, smaller where the estimate was too low; at 0 no
            rule is on the sheet.
    """
    rules = rule_views(released, t)
    size, columns, count = _fit(rules, _ROOM[paper], squeeze)
    looks = [rule.look_again for rule in rules]
    coming = [day for day in (*looks, released.review) if day and day >= now.date()]
    return RulesSheet(
        **common_fields(released, t, now, answers_language),
        rules=rules[:count],
        more=len(rules) - count,
        size=size,
        columns=columns,
        height=_ROOM[paper][1] - 2,
        next_look=min(coming, default=None),
    )


def _fit(
    rules: Sequence[RuleView], room: tuple[float, float], squeeze: float
) -> tuple[float, int, int]:
    """Return the font size, the number of columns, and the number of rules that fit."""
    for size in SIZES:
        for columns in (1, 2):
            is_allowed = size >= _ONE_COLUMN if columns == 1 else size <= _TWO_COLUMNS
            if is_allowed and _count(rules, room, squeeze, size, columns) == len(rules):
                return size, columns, len(rules)
    # One column for a first rule that is longer than one of two columns.
    columns = 2 if _count(rules, room, squeeze, SIZES[-1], 2) else 1
    count = _count(rules, room, squeeze, SIZES[-1], columns)
    return SIZES[-1], columns, max(1 if squeeze else 0, count)


def _count(
    rules: Sequence[RuleView],
    room: tuple[float, float],
    squeeze: float,
    size: float,
    columns: int,
) -> int:
    """Return the number of rules that fit at a font size, filled in column by column."""
    letter = size * _POINT
    width = (room[0] - _BETWEEN_COLUMNS * (columns - 1)) / columns - _NUMBER * letter
    height, column, used = room[1] * squeeze, 1, 0.0
    dense = size < DENSE_BELOW
    for count, rule in enumerate(rules):
        trial = rule.trial_until is not None
        words = rule.sentence + (" " + "n" * _TRIAL_LETTERS if trial and dense else "")
        lines = _lines(words, width / letter) + (_TRIAL_LINES if trial and not dense else 0)
        taken = (lines * _LINE + (_DENSE_GAP if dense else _GAP)) * letter
        used += taken
        if used > height:
            column, used = column + 1, taken
            if column > columns or taken > height:
                return count
    return len(rules)


def _lines(text: str, width: float) -> int:
    """Return the number of lines of a text; ``width`` is in em."""
    lines = 0
    for paragraph in text.split("\n"):
        used = 0.0
        lines += 1
        for word in paragraph.split():
            taken = sum(map(_em, word))
            if used and used + _em(" ") + taken > width:
                lines, used = lines + 1, 0.0
            used += taken + (_em(" ") if used else 0)
            # A word longer than a line breaks anywhere.
            while used > width:
                lines, used = lines + 1, used - width
    return lines


def _em(letter: str) -> float:
    """Return the approximate width of a letter in em, rounded up."""
    if letter in " .,;:!'|iljItfr()[]-„“”’":
        return 0.27
    if letter in "mwMWÄÖÜ%@—…" or ord(letter) > 0x2190:
        return 1.1 if ord(letter) > 0x2190 else 0.8
    return 0.59 if letter.isupper() else 0.5
