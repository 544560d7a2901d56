"""Pictures made of characters, checked against ones that were drawn by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.content import Content

from coopcoach.tui.widgets.drawings.bars import bars, pay_back
from coopcoach.tui.widgets.drawings.beam import beam
from coopcoach.tui.widgets.drawings.dumbbell import dumbbell
from coopcoach.tui.widgets.drawings.grid import grid, row_by_row
from coopcoach.tui.widgets.drawings.lines import fitted, hanging, wrapped
from coopcoach.tui.widgets.drawings.ranked import ranked

ENDS = ("not at all", "completely")
TEXT = st.text(alphabet="abä 漢👍-", max_size=40).map(lambda s: " ".join(s.split()))


def by_hand(picture: str) -> list[str]:
    return picture.strip("\n").split("\n")


def test_two_apart_on_one_scale():
    drawn = dumbbell((1, 5), (2, 4), ("Anna: 2", "Jonas: 4", "both: 2"), ENDS, 40)
    assert drawn == by_hand("""
         ● Anna: 2
├────────●━━━━━━━━━━━━━━━━━◆────────┤
1        2        3        4        5
not at all                 completely
                           ◆ Jonas: 4
""")


def test_two_at_the_same_step_share_one_mark():
    drawn = dumbbell((1, 5), (3, 3), ("Anna: 3", "Jonas: 3", "both: 3"), ("", ""), 18)
    assert drawn == by_hand("""
        ◉ both: 3
├───┼───◉───┼───┤
1   2   3   4   5
""")


def test_a_label_at_the_right_end_stands_left_of_its_mark():
    drawn = dumbbell((1, 5), (5, 1), ("Anna: 5", "Jonas: 1", ""), ("", ""), 18)
    assert drawn == by_hand("""
        Anna: 5 ●
◆━━━━━━━━━━━━━━━●
1   2   3   4   5
◆ Jonas: 1
""")


def test_a_long_scale_in_a_short_line_names_its_two_ends():
    drawn = dumbbell((0, 10), (3, 10), ("A: 3", "B: 10", ""), ("", ""), 24)
    assert drawn == by_hand("""
      ● A: 3
├─┼─┼─●━━━━━━━━━━━━━◆
0                   10
              B: 10 ◆
""")


@pytest.mark.parametrize(
    ("scale", "values", "width"),
    [((1, 5), (2, 7), 40), ((1, 5), (2, 4), 8), ((5, 1), (2, 4), 40), ((3, 3), (3, 3), 40)],
)
def test_what_no_ruler_can_show_is_left_to_words(scale, values, width):
    assert dumbbell(scale, values, ("A", "B", "both"), ENDS, width) == []


def test_two_rankings_with_a_swap_and_a_straight_line():
    left = ["Marketing", "Purchasing", "Know-how"]
    right = ["Purchasing", "Marketing", "Know-how"]
    drawn = ranked(("Anna", "Jonas"), left, right, [(0, 1), (1, 0), (2, 2)], 40)
    assert drawn == by_hand("""
Anna                    Jonas
1. Marketing    ├─┐   │ 1. Purchasing
                │ │ ┌─┤
2. Purchasing   │ └─┼─┤ 2. Marketing
                ├───┘ │
3. Know-how     ├─────┤ 3. Know-how
""")


def test_a_ranking_wraps_beside_its_number_and_draws_no_line_where_nothing_is_shared():
    drawn = ranked(("Anna", "Jonas"), ["Hold our own together"], ["Costs"], [], 36)
    assert drawn == by_hand("""
Anna                Jonas
1. Hold our own │ │ 1. Costs
   together     │ │
""")


def test_two_columns_without_room_are_left_to_words():
    assert ranked(("A", "B"), ["a"], ["a"], [(0, 0)], 30) == []


def follow(lines: list[str], start: int) -> int:
    """Follow a line with the finger, from its row at the left to its row at the right."""
    at = lines[start].index("├")
    row, step = start, 0
    while True:
        if step == 0:
            at += 1
            here = lines[row][at]
            if here in "┐┘":
                step = 1 if here == "┐" else -1
            elif here == "┤":
                return row
            else:
                assert here in "─┼", here
        else:
            row += step
            here = lines[row][at]
            if here in "└┌":
                step = 0
            else:
                assert here in "│┼", here


@given(
    st.integers(1, 7).flatmap(
        lambda n: st.tuples(st.permutations(range(n)), st.sets(st.integers(0, n - 1)))
    )
)
def test_every_line_between_two_rankings_leads_to_the_same_thing(drawn_from):
    order, shared = drawn_from
    left = [f"thing {n}" if n in shared else f"left {n}" for n in range(len(order))]
    right = [f"thing {n}" if n in shared else f"right {n}" for n in order]
    links = [(n, order.index(n)) for n in sorted(shared)]
    lines = ranked(("A", "B"), left, right, links, 100)[1:]
    for start, end in links:
        top = next(at for at, line in enumerate(lines) if line.startswith(f"{start + 1}. "))
        leaving = [at for at in (top, top + 1) if at < len(lines) and "├" in lines[at]]
        row = follow(lines, top if start <= end else top + 1)
        assert leaving
        arrived = row if start <= end else row - 1
        assert lines[arrived].endswith(f"{end + 1}. {left[start]}")


def test_a_beam_hangs_lower_where_more_is_given():
    assert beam(("Anna gives 7", 7), ("Jonas gives 4", 4), 7, 39) == by_hand("""
                     Jonas gives 4
 Anna gives 7        ██████████
 █████████████████ ┌───────────────────
───────────────────┘
                   ▲
""")
    assert beam(("Anna gives 0", 0), ("Jonas gives 1", 1), 7, 39) == by_hand("""
 Anna gives 0
                     Jonas gives 1
───────────────────┐ ██
                   └───────────────────
                   ▲
""")


def test_a_beam_is_level_where_both_give_the_same():
    assert beam(("A 2", 2), ("B 2", 2), 4, 31) == by_hand("""
 A 2             B 2
 ██████          ██████
───────────────┬───────────────
               ▲
""")


def test_amounts_as_bars():
    rows = [("Anna", Decimal(2), "2 h"), ("Jonas", Decimal(6), "6 h"), ("Eva", Decimal(0), "0 h")]
    assert bars(rows, 24) == by_hand("""
Anna   ████  2 h
Jonas  ████████████  6 h
Eva      0 h
""")
    assert bars([("A", Decimal(-1), ""), ("B", Decimal(1), "")], 40) == []
    assert bars([("A", Decimal(0), ""), ("B", Decimal(0), "")], 40) == []


def test_months_until_it_has_paid_for_itself():
    assert pay_back([("Anna", 4), ("Jonas", None), ("Both", 1)], 21) == by_hand("""
       1          12
Anna   ░░░█████████
Jonas  ░░░░░░░░░░░░
Both   ████████████
""")
    # Beyond five years no picture helps: the words name the month.
    assert pay_back([("A", 700)], 100)[1] == "A  " + "░" * 60


def test_a_grid_gives_each_column_its_share_and_wraps_the_rest():
    rows = [["", "Anna", "Jonas"], ["Trust", "very much of it", "some"]]
    cells = [[Content(cell) for cell in row] for row in rows]
    drawn = [line.plain for line in grid(cells, 25, narrowest=4)]
    assert drawn == by_hand("""
       Anna         Jonas
Trust  very much    some
       of it
""")
    narrow = [line.plain for line in row_by_row(cells, 20)]
    assert narrow == by_hand("""
· Trust
  Anna: very much of
  it
  Jonas: some
""")


@given(TEXT, TEXT, st.integers(1, 5), st.integers(1, 5), st.integers(8, 90))
def test_no_picture_is_wider_than_its_room(name, end, one, other, width):
    labels, ends = (f"{name}: {one}", f"{end}: {other}", name), (end, name)
    lines = dumbbell((1, 5), (one, other), labels, ends, width)
    lines += ranked((name, end), [name, end], [end, name], [(0, 1), (1, 0)], width)
    lines += beam((name, one), (end, other), 5, width)
    lines += bars([(name, Decimal(one), ""), (end, Decimal(other), "")], width)
    lines += pay_back([(name, one), (end, other)], width)
    cells = [[Content(name), Content(end)], [Content(end), Content(name)]]
    lines += [line.plain for line in (*grid(cells, width), *row_by_row(cells, width))]
    assert all(cell_len(line) <= width for line in lines), lines


@given(TEXT, st.integers(2, 30))
def test_what_is_cut_or_wrapped_keeps_to_its_cells(text, width):
    assert cell_len(fitted(text, width)) == width
    lines = hanging("–", wrapped(text, width))
    assert all(line.cell_length <= width + 2 for line in lines)
