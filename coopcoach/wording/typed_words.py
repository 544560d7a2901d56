"""The words that people type, of all languages together.

Both partners' languages may differ from that of the screen, so every language is read everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from coopcoach.i18n.locales import LANGUAGES


def any_of(*words: str) -> str:
    """Return a regular expression for one of these words, the longest first."""
    return "|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word))))


def index_of(groups: Iterable[frozenset[str]], word: str) -> int | None:
    """Return the place of the group that holds a word, if one does."""
    return next((place for place, words in enumerate(groups) if word in words), None)


def _groups(languages: Iterable[tuple[str, ...]]) -> tuple[frozenset[str], ...]:
    return tuple(
        frozenset(word for words in each for word in words.split())
        for each in zip(*languages, strict=True)
    )


def _joined(languages: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(word for words in languages for word in words)


def _all_of(languages: Iterable[Mapping[str, int]]) -> dict[str, int]:
    return {words: count for each in languages for words, count in each.items()}


_TYPED: Final = [language.typed for language in LANGUAGES.values()]
YES: Final = frozenset(typed.yes for typed in _TYPED)
YES_LETTERS: Final = frozenset(typed.yes_letter for typed in _TYPED)
NO: Final = frozenset(typed.no for typed in _TYPED)
OF: Final = tuple(typed.of for typed in _TYPED)
OUT_OF: Final = _joined(typed.out_of for typed in _TYPED)
ROUGHLY: Final = _joined(typed.roughly for typed in _TYPED)
STEP_ONWARD: Final = _joined(typed.onward for typed in _TYPED)
STEP_BACK: Final = _joined(typed.back for typed in _TYPED)
STEP_END: Final = _joined(typed.end for typed in _TYPED)
QUESTION: Final = _joined(typed.question for typed in _TYPED)
FAREWELL: Final = _joined(typed.farewell for typed in _TYPED)
WROTE: Final = _joined(typed.wrote for typed in _TYPED)
MAIL_FROM: Final = _joined(typed.mail_from for typed in _TYPED)
MAIL_HEAD: Final = _joined(typed.mail_head for typed in _TYPED)
ONLY: Final = _joined(typed.only for typed in _TYPED)
COACH: Final = _joined(typed.coach for typed in _TYPED)
FOR: Final = _joined(typed.for_ for typed in _TYPED)
ONESELF: Final = _joined(typed.oneself for typed in _TYPED)
SPEAKER: Final = _joined(typed.speaker for typed in _TYPED)
BOTH: Final = _joined(typed.both for typed in _TYPED)
IN_CONFIDENCE: Final = _joined(typed.in_confidence for typed in _TYPED)
IN_REMARKS: Final = _joined(typed.in_remarks for typed in _TYPED)
NOT_TO_KNOW: Final = _joined(typed.not_to_know for typed in _TYPED)
TO_ONESELF: Final = _joined(typed.to_oneself for typed in _TYPED)
DELETING: Final = _joined(typed.deleting for typed in _TYPED)
BOXES: Final = _joined(typed.boxes for typed in _TYPED)
FORGOTTEN: Final = _joined(typed.forgotten for typed in _TYPED)
ALL_OF_IT: Final = _joined(typed.all_of_it for typed in _TYPED)
NOT_FOR_ALL: Final = _joined(typed.not_for_all for typed in _TYPED)
BY_ONESELF: Final = _joined(typed.by_oneself for typed in _TYPED)
LATER: Final = _joined(typed.later for typed in _TYPED)
OTHERS: Final = _joined(typed.others for typed in _TYPED)
THIRD_PARTIES: Final = _joined(typed.third_parties for typed in _TYPED)
NOBODY: Final = _joined(typed.nobody for typed in _TYPED)
NOT: Final = _joined(typed.not_ for typed in _TYPED)
PLEASE: Final = _joined(typed.please for typed in _TYPED)
ASKS: Final = _joined(typed.asks for typed in _TYPED)
TELLING: Final = _joined(typed.telling for typed in _TYPED)
KEEPING: Final = _joined(typed.keeping for typed in _TYPED)
KNOWING: Final = _joined(typed.knowing for typed in _TYPED)
HAS_TO: Final = _joined(typed.has_to for typed in _TYPED)
WISHING: Final = _joined(typed.wishing for typed in _TYPED)
SUBJECTS: Final = _joined(typed.subjects for typed in _TYPED)
AWAY: Final = _joined(typed.away for typed in _TYPED)
WITH_COACH: Final = _joined(typed.with_coach for typed in _TYPED)
BESIDE_AUDIENCE: Final = _joined(typed.beside_audience.split() for typed in _TYPED)
TITLES: Final = _joined(typed.titles for typed in _TYPED)
SALUTATIONS: Final = _joined(typed.salutations for typed in _TYPED)
FIRM_WORDS: Final = _joined(typed.firm_words for typed in _TYPED)
DEGREES: Final = _joined(typed.degrees for typed in _TYPED)
BESIDE_NAME: Final = _joined(typed.beside_name for typed in _TYPED)
AND: Final = tuple(typed.and_ for typed in _TYPED)

_DAYS: Final = [language.days for language in LANGUAGES.values()]
WEEKDAYS: Final = _groups(days.weekdays for days in _DAYS)
MONTHS: Final = _groups(days.months for days in _DAYS)
NUMBERS: Final = _groups(days.numbers for days in _DAYS)
# Days, weeks, months, years.
SPANS: Final = _groups((days.days, days.weeks, days.months_long, days.years) for days in _DAYS)
DAYS_OFF: Final = _all_of(days.days_off for days in _DAYS)
WEEKS_OFF: Final = _all_of(days.weeks_off for days in _DAYS)
MONTHS_OFF: Final = _all_of(days.months_off for days in _DAYS)
FROM_NOW: Final = _joined(days.from_now for days in _DAYS)
BEFORE: Final = _joined(days.before for days in _DAYS)
ARTICLES: Final = _joined(days.articles for days in _DAYS)
ON_WEEKDAY: Final = _joined(days.on for days in _DAYS)
OF_MONTH: Final = _joined(days.of for days in _DAYS)
ORDINALS: Final = _joined(days.ordinals for days in _DAYS)
START_OF: Final = _joined(days.start_of for days in _DAYS)
MIDDLE_OF: Final = _joined(days.middle_of for days in _DAYS)
END_OF: Final = _joined(days.end_of for days in _DAYS)
MONTH_END: Final = _joined(days.month_end for days in _DAYS)
YEAR_END: Final = _joined(days.year_end for days in _DAYS)
WEEK_NUMBER: Final = _joined(days.week_number for days in _DAYS)
AT: Final = _joined(days.at for days in _DAYS)
HOUR: Final = _joined(days.hour for days in _DAYS)


def unit_words_typed(unit: str) -> tuple[str, ...]:
    """Return how a unit may be written behind a number, besides how a file has it."""
    return _joined(typed.units[unit].split("|") for typed in _TYPED)
