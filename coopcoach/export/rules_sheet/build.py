"""Build the wall sheet in the largest font size at which the ground rules take the fewest sheets.

The size is found by measuring: the caller lays the sheet out and counts its pages.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from coopcoach.export.document import common_fields, rule_views
from coopcoach.export.release import Released
from coopcoach.export.rules_sheet.model import SIZES, RulesSheet
from coopcoach.i18n import Translator


def rules_sheet(
    released: Released,
    t: Translator,
    now: datetime,
    answers_language: str,
    *,
    size: float = SIZES[0],
    is_large: bool = False,
) -> RulesSheet:
    """Return the wall sheet of a session.

    Args:
        released: The printable part of the session.
        t: The language of the sheet.
        now: The time of making.
        answers_language: The language of the ground rules.
        size: The font size of the ground rules in points.
        is_large: Whether the sheet is of the size A3.
    """
    rules = rule_views(released, t, now.date())
    looks = [rule.look_again for rule in rules]
    coming = [day for day in (*looks, released.review) if day and day >= now.date()]
    return RulesSheet(
        **common_fields(released, t, now, answers_language),
        rules=rules,
        size=size,
        is_large=is_large,
        next_look=min(coming, default=None),
    )


def largest_size(pages: Callable[[float], int]) -> float:
    """Return the largest size with the number of pages of the smallest one.

    Args:
        pages: Returns the number of pages at a size; it does not grow as the size falls.
    """
    fewest = pages(SIZES[-1])
    # The place of the first size with the fewest pages, by halving.
    first, last = 0, len(SIZES) - 1
    while first < last:
        middle = (first + last) // 2
        if pages(SIZES[middle]) > fewest:
            first = middle + 1
        else:
            last = middle
    return SIZES[last]
