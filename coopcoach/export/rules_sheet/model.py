"""The report model of the rules sheet: the agreed ground rules on one page for the wall."""

from __future__ import annotations

from datetime import date as Date

from coopcoach.export.document import RuleView, SessionDocument

# Font sizes in points, from the preferred one on. Smaller ones are not readable on a wall.
SIZES = (28.0, 25.0, 22.0, 20.0, 18.0, 16.5, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0, 9.5, 9.0, 8.5, 8.0)

# Below this size the rules are set close to each other.
DENSE_BELOW = 10.5


class RulesSheet(SessionDocument):
    """The rules sheet.

    Attributes:
        rules: The ground rules on the sheet.
        more: The number of ground rules that did not fit.
        size: The font size in points.
        columns: 1 or 2.
        height: The height of the rules in millimetres.
        next_look: The next day on which the partners look at a ground rule again.
    """

    rules: tuple[RuleView, ...]
    more: int
    size: float
    columns: int
    height: float
    next_look: Date | None

    @property
    def unsettled_rules(self) -> int:
        """The number of ground rules with a second version that is still open."""
        return sum(version.is_rule for version in self.unsettled)

    @property
    def small_size(self) -> float:
        """The font size below a sentence."""
        return max(SIZES[-1], 0.62 * self.size)

    @property
    def is_dense(self) -> bool:
        """Whether the rules are set close to each other."""
        return self.size < DENSE_BELOW
