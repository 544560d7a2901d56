"""The report model of the wall sheet: the agreed ground rules, on as few sheets as are readable."""

from __future__ import annotations

from datetime import date as Date

from coopcoach.export.document import RuleView, SessionDocument

# Font sizes in points, from the preferred one on. At two metres letters of 16 points can just be read.
SIZES = (44.0, 40.0, 36.0, 33.0, 30.0, *(28.0 - n / 2 for n in range(25)))


class RulesSheet(SessionDocument):
    """The wall sheet.

    Attributes:
        rules: The ground rules.
        size: The font size in points.
        is_large: Whether the sheet is of the size A3.
        next_look: The next day on which the partners look at a ground rule again.
    """

    rules: tuple[RuleView, ...]
    size: float
    is_large: bool
    next_look: Date | None

    @property
    def unsettled_rules(self) -> int:
        """The number of ground rules with a second version that is still open."""
        return sum(version.is_rule for version in self.unsettled)

    @property
    def small_size(self) -> float:
        """The font size below a sentence."""
        return max(12.0, 0.62 * self.size)
