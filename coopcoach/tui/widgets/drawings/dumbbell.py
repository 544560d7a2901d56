"""Two marks on one ruler: both values of a scale, and the distance between them.

            ● Anna: 2
├───────────●━━━━━━━━━━━━━━━━━━━━━━━◆───────────┤
1           2           3           4           5
not at all                             completely
                                    ◆ Jonas: 4
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len

from coopcoach.tui.widgets.drawings.lines import fitted, put, word_lines
from coopcoach.wording.labels import PARTNER_SIGNS

FIRST, SECOND = PARTNER_SIGNS
BOTH: Final = "◉"
_BETWEEN: Final = "━"
_LONGEST_STEP: Final = 12


@dataclass(frozen=True)
class Ruler:
    """A scale with the same number of cells for each step.

    Attributes:
        low: Its lowest step.
        high: Its highest.
        step: Cells from one step to the next.
    """

    low: int
    high: int
    step: int

    @classmethod
    def within(cls, low: int, high: int, width: int) -> Ruler | None:
        """Return the ruler that fits into a width; None where a step would have less than two cells."""
        if high <= low:
            return None
        # The last number begins below the end of the ruler.
        step = min(_LONGEST_STEP, (width - len(str(high))) // (high - low))
        return cls(low, high, step) if step >= 2 else None

    @property
    def width(self) -> int:
        """The width in cells."""
        return self.step * (self.high - self.low) + 1

    def at(self, value: int) -> int:
        """Return the cell of a value."""
        return (value - self.low) * self.step

    def holds(self, *values: int) -> bool:
        """Return whether all values are on the ruler."""
        return all(self.low <= value <= self.high for value in values)

    def bar(
        self,
        first: int | None,
        second: int | None,
        marks: tuple[str, str, str] = (FIRST, SECOND, BOTH),
    ) -> str:
        """Return the ruler with marks for the first value, for the second, and for both at the same step."""
        cells = list("─" * self.width)
        for value in range(self.low, self.high + 1):
            cells[self.at(value)] = "┼"
        cells[0], cells[-1] = "├", "┤"
        if first is not None and second is not None:
            one, other = sorted((self.at(first), self.at(second)))
            cells[one : other + 1] = _BETWEEN * (other - one + 1)
        if second is not None:
            cells[self.at(second)] = marks[1]
        if first is not None:
            cells[self.at(first)] = marks[2] if first == second else marks[0]
        return "".join(cells)

    def numbers(self) -> str:
        """Return the numbers below the ruler: all, or only its ends where a step is too short."""
        widest = max(len(str(self.low)), len(str(self.high)))
        every = 1 if self.step > widest else self.high - self.low
        line = ""
        for value in range(self.low, self.high + 1, every):
            line = put(line, self.at(value), str(value))
        return line


def dumbbell(
    scale: tuple[int, int],
    values: tuple[int, int],
    labels: tuple[str, str, str],
    ends: tuple[str, str],
    width: int,
) -> list[str]:
    """Return the lines of two marks on one ruler.

    Args:
        scale: The lowest and the highest step.
        values: The first and the second value.
        labels: The labels of the first mark, of the second, and of a common one.
        ends: The meaning of the two ends of the scale.
        width: The width in cells.
    """
    ruler = Ruler.within(*scale, width)
    if ruler is None or not ruler.holds(*values):
        return []
    first, second = values
    below = [ruler.bar(first, second), ruler.numbers(), *_end_lines(ruler, ends, width)]
    if first == second:
        return [_label(ruler.at(first), BOTH, labels[2], width), *below]
    return [
        _label(ruler.at(first), FIRST, labels[0], width),
        *below,
        _label(ruler.at(second), SECOND, labels[1], width),
    ]


def _label(at: int, mark: str, words: str, width: int) -> str:
    """Return a mark in its cell, with words to the right of it, or to the left where there is no room."""
    after = width - at - 2
    if cell_len(words) <= after or after >= at - 1:
        return fitted("", at) + f"{mark} {fitted(words, after).rstrip()}"
    room = at - 1
    shown = fitted(words, min(cell_len(words), room))
    return fitted("", room - cell_len(shown)) + f"{shown} {mark}"


def _end_lines(ruler: Ruler, ends: tuple[str, str], width: int) -> list[str]:
    low, high = ends
    if not low and not high:
        return []
    gap = ruler.width - cell_len(low) - cell_len(high)
    if gap >= 3:
        return [f"{low}{' ' * gap}{high}"]
    pairs = ((ruler.low, low), (ruler.high, high))
    return [line for at, words in pairs if words for line in word_lines(f"{at} = {words}", width)]
