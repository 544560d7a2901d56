"""A balance beam: give and take as weights on two arms.

                            Jonas gives 4
Anna gives 7                ████
███████            ┌───────────────────
───────────────────┘
                   ▲
"""

from __future__ import annotations

from typing import Final

from coopcoach.tui.widgets.drawings.lines import fitted

_WEIGHT: Final = "█"
_PIVOT: Final = "▲"
_LONGEST_ARM: Final = 30
_SHORTEST_ARM: Final = 14


def beam(left: tuple[str, int], right: tuple[str, int], heaviest: int, width: int) -> list[str]:
    """Return the lines of a beam; the heavier side is lower.

    Args:
        left: The words and the weight on the left arm.
        right: Those on the right arm.
        heaviest: The weight that fills an arm: the same for beams that are compared.
        width: The width in cells.
    """
    arm = min(_LONGEST_ARM, (width - 1) // 2)
    if arm < _SHORTEST_ARM:
        return []
    tilt = (left[1] > right[1]) - (left[1] < right[1])
    on_left = _load(*left, heaviest, arm)
    on_right = _load(*right, heaviest, arm)
    line = "─" * arm
    if tilt == 0:
        rows = [*zip(on_left, "  ", on_right, strict=True), (line, "┬", line)]
    elif tilt > 0:
        rows = [
            ("", " ", on_right[0]),
            (on_left[0], " ", on_right[1]),
            (on_left[1], "┌", line),
            (line, "┘", ""),
        ]
    else:
        rows = [
            (on_left[0], " ", ""),
            (on_left[1], " ", on_right[0]),
            (line, "┐", on_right[1]),
            ("", "└", line),
        ]
    drawn = [f"{fitted(one, arm)}{middle}{other}".rstrip() for one, middle, other in rows]
    return [*drawn, " " * arm + _PIVOT]


def _load(words: str, weight: int, heaviest: int, arm: int) -> tuple[str, str]:
    """Return the line of words and the line of weights."""
    room = arm - 2
    length = round(weight / heaviest * room) if heaviest else 0
    blocks = _WEIGHT * max(length, 1 if weight else 0)
    return f" {fitted(words, room).rstrip()}", f" {blocks}"
