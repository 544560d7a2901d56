"""The rules sheet: the agreed ground rules on one page, to hang on the wall, as large as they can be.

How much room words take is guessed from their letters; the printer looks whether it was one page in the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date
from datetime import datetime

from coopcoach.domain.exercise import Frozen
from coopcoach.domain.settings import Paper
from coopcoach.export.release import Released
from coopcoach.i18n import Translator

# In points. Below the last one nobody reads a wall.
SIZES = (28.0, 25.0, 22.0, 20.0, 18.0, 16.5, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0, 9.5, 9.0, 8.5, 8.0)

# One column for large letters, two for small ones; between these sizes whichever fits.
_ONE_COLUMN, _TWO_COLUMNS = 13.0, 15.0

# What the letters have, in millimetres: the page without margins, heading and foot.
_ROOM: dict[Paper, tuple[float, float]] = {"a4": (174.0, 202.0), "letter": (180.0, 184.0)}
_BETWEEN_COLUMNS = 10.0
_POINT = 0.3528
_LINE = 1.34
# Of the size of the letters: beside the sentence its number, below it a gap, which is smaller among many.
_NUMBER = 2.2
_GAP, _SMALL_GAP = 1.1, 0.66
_MANY = 10.5
# On trial until a day: a line of its own among large letters, else so many letters more.
_TRIAL, _TRIAL_LETTERS = 1.1, 26


class SheetRule(Frozen):
    """A ground rule as it stands on the wall."""

    number: int
    sentence: str
    trial_until: Date | None = None


class RulesSheet(Frozen):
    """The sheet; ``more`` rules did not fit, and stand in the summary. ``height`` is in millimetres."""

    title: str
    names: tuple[str, ...]
    language: str
    answers_language: str
    rules: tuple[SheetRule, ...]
    more: int
    size: float
    columns: int
    height: float
    next_look: Date | None
    made: datetime

    @property
    def small_size(self) -> float:
        """The size of what stands below a sentence."""
        return max(SIZES[-1], 0.62 * self.size)

    @property
    def is_dense(self) -> bool:
        """Whether there are so many rules that they stand close to each other."""
        return self.size < _MANY


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
        released: What may be printed.
        t: The language of the sheet.
        now: When it is made.
        answers_language: The language that the rules were written in.
        paper: The size of the page.
        squeeze: How much of the room may be counted on, where a guess was too bold; with none of it
            every rule is left to the summary.
    """
    rules = tuple(
        SheetRule(number=n, sentence=agreed.rule.sentence, trial_until=agreed.rule.trial_until)
        for n, agreed in enumerate(released.rules, 1)
    )
    size, columns, count = _fit(rules, _ROOM[paper], squeeze)
    looks = [agreed.rule.look_again for agreed in released.rules]
    coming = [day for day in (*looks, released.review) if day and day >= now.date()]
    return RulesSheet(
        title=released.title,
        names=tuple(partner.name for partner in released.partners),
        language=t.lang,
        answers_language=answers_language,
        rules=rules[:count],
        more=len(rules) - count,
        size=size,
        columns=columns,
        height=_ROOM[paper][1] - 2,
        next_look=min(coming, default=None),
        made=now,
    )


def _fit(
    rules: Sequence[SheetRule], room: tuple[float, float], squeeze: float
) -> tuple[float, int, int]:
    """Return the size of the letters, the number of columns, and how many rules there is room for."""
    for size in SIZES:
        for columns in (1, 2):
            is_meant = size >= _ONE_COLUMN if columns == 1 else size <= _TWO_COLUMNS
            if is_meant and _count(rules, room, squeeze, size, columns) == len(rules):
                return size, columns, len(rules)
    # A rule that is longer than a column may still stand on the page.
    columns = 2 if _count(rules, room, squeeze, SIZES[-1], 2) else 1
    count = _count(rules, room, squeeze, SIZES[-1], columns)
    return SIZES[-1], columns, max(1 if squeeze else 0, count)


def _count(
    rules: Sequence[SheetRule],
    room: tuple[float, float],
    squeeze: float,
    size: float,
    columns: int,
) -> int:
    """Return how many of the rules fit at this size, put into one column after the other."""
    letter = size * _POINT
    width = (room[0] - _BETWEEN_COLUMNS * (columns - 1)) / columns - _NUMBER * letter
    height, column, used = room[1] * squeeze, 1, 0.0
    dense = size < _MANY
    for count, rule in enumerate(rules):
        trial = rule.trial_until is not None
        words = rule.sentence + (" " + "n" * _TRIAL_LETTERS if trial and dense else "")
        lines = _lines(words, width / letter) + (_TRIAL if trial and not dense else 0)
        taken = (lines * _LINE + (_SMALL_GAP if dense else _GAP)) * letter
        used += taken
        if used > height:
            column, used = column + 1, taken
            if column > columns or taken > height:
                return count
    return len(rules)


def _lines(text: str, width: float) -> int:
    """Return how many lines a text takes, in a width given in units of the letters' size."""
    lines = 0
    for paragraph in text.split("\n"):
        used = 0.0
        lines += 1
        for word in paragraph.split():
            taken = sum(map(_width, word))
            if used and used + _width(" ") + taken > width:
                lines, used = lines + 1, 0.0
            used += taken + (_width(" ") if used else 0)
            # A word that is longer than a line is broken anywhere.
            while used > width:
                lines, used = lines + 1, used - width
    return lines


def _width(letter: str) -> float:
    """Return how wide a letter is, a little generously."""
    if letter in " .,;:!'|iljItfr()[]-„“”’":
        return 0.27
    if letter in "mwMWÄÖÜ%@—…" or ord(letter) > 0x2190:
        return 1.1 if ord(letter) > 0x2190 else 0.8
    return 0.59 if letter.isupper() else 0.5
