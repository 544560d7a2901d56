"""Two ranked columns, with a line from each option to itself in the other column.

Anna                        Jonas
1. Joint marketing ├─┐   │ 1. Purchasing
                   │ │ ┌─┤
2. Purchasing      │ └─┼─┤ 2. Joint marketing
                   ├───┘ │
3. Know-how        ├─────┤ 3. Know-how

A line that goes down begins and ends at the first row of its option, a line that goes up at the second, so
that no two lines run in the same row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from coopcoach.tui.widgets.drawings.lines import fitted, word_lines

_NARROWEST_COLUMN = 16
_UP, _DOWN, _LEFT, _RIGHT = 1, 2, 4, 8
_CORNERS = {
    _LEFT | _RIGHT: "─",
    _UP | _DOWN: "│",
    _LEFT | _DOWN: "┐",
    _LEFT | _UP: "┘",
    _RIGHT | _DOWN: "┌",
    _RIGHT | _UP: "└",
    _UP | _DOWN | _LEFT | _RIGHT: "┼",
    _UP | _DOWN | _RIGHT: "├",
    _UP | _DOWN | _LEFT: "┤",
}


@dataclass(frozen=True)
class _Link:
    start: int
    end: int
    lane: int = 0


def ranked(
    heads: tuple[str, str],
    left: Sequence[str],
    right: Sequence[str],
    links: Sequence[tuple[int, int]],
    width: int,
) -> list[str]:
    """Return the lines of two ranked columns, with links between options that are in both.

    Args:
        heads: The heads of the columns.
        left: The labels of the first column, in their order.
        right: Those of the second.
        links: The places, from 0, of the same option left and right; each place at most once.
        width: The width in cells.
    """
    straight = [link for link in links if link[0] == link[1]]
    # Going down, a line that starts lower turns further to the left, and going up the other way
    # round: where one line leaves a row, another that arrives in it has its corner further right.
    down = sorted((link for link in links if link[0] < link[1]), reverse=True)
    up = sorted(link for link in links if link[0] > link[1])
    lanes = len(down) + len(up)
    gutter = 2 * lanes + 3
    column = (width - gutter) // 2
    count = max(len(left), len(right))
    words = [word for label in (*left, *right) for word in label.split()]
    longest_word = max(map(cell_len, words), default=0) + len(f"{count}. ") + 1
    # Where a word would have to be broken, the caller's words are easier to read.
    if column < max(_NARROWEST_COLUMN, longest_word):
        return []
    # Columns no wider than needed: short links are easier to follow.
    longest = max((cell_len(label) for label in (*left, *right)), default=0)
    needed = max(longest + len(f"{count}. "), *map(cell_len, heads)) + 2
    column = min(column, max(needed, _NARROWEST_COLUMN))
    blocks = [
        [_numbered(at, labels, column - 1) for at in range(count)] for labels in (left, right)
    ]
    turning: set[int] = {place for link in up for place in link}
    heights = [
        max(len(blocks[0][at]), len(blocks[1][at]), 1 + (at in turning)) for at in range(count)
    ]
    tops = [sum(heights[:at]) for at in range(count)]
    routes = [_Link(tops[at], tops[at]) for at, _ in straight]
    for lane, (start, end) in enumerate((*down, *up), 1):
        second = 0 if start < end else 1
        routes.append(_Link(tops[start] + second, tops[end] + second, 2 * lane))
    middle = _gutter_lines(routes, sum(heights), gutter)
    rows = [f"{fitted(heads[0], column)}{' ' * gutter} {fitted(heads[1], column - 1)}".rstrip()]
    for at in range(count):
        for line in range(heights[at]):
            one, other = (block[at][line] if line < len(block[at]) else "" for block in blocks)
            between = middle[tops[at] + line]
            rows.append(f"{fitted(one, column)}{between} {fitted(other, column - 1)}".rstrip())
    return rows


def _numbered(at: int, labels: Sequence[str], width: int) -> list[str]:
    if at >= len(labels):
        return [""]
    number = f"{at + 1}. "
    first, *rest = word_lines(labels[at], width - len(number)) or [""]
    return [number + first, *(" " * len(number) + line for line in rest)]


def _gutter_lines(routes: Sequence[_Link], height: int, width: int) -> list[str]:
    """Return the lines between the columns; a cell is the set of directions in which a link leaves it."""
    cells = [[0] * width for _ in range(height)]
    for row in cells:
        row[0] = row[-1] = _UP | _DOWN
    for route in routes:
        corner = route.lane or width // 2
        _across(cells[route.start], 0, corner)
        _across(cells[route.end], corner, width - 1)
        low, high = sorted((route.start, route.end))
        for at in range(low, high):
            cells[at][corner] |= _DOWN
            cells[at + 1][corner] |= _UP
    return ["".join(_CORNERS.get(cell, " ") for cell in row) for row in cells]


def _across(row: list[int], start: int, end: int) -> None:
    for at in range(start, end):
        row[at] |= _RIGHT
        row[at + 1] |= _LEFT
