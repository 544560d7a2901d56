"""Pictures of tables: needs and offers, expectations and practice, and tables with one value a row."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from textual.content import Content

from coopcoach.domain.alignment import (
    Expectation,
    Match,
    NeedsComparison,
    NeedsRow,
    PracticeComparison,
    TableComparison,
)
from coopcoach.domain.alignment.gap import filled_rows
from coopcoach.domain.answers import Answer, Cell, ScaleValue
from coopcoach.domain.exercise import ChoiceQuestion, Question, ScaleQuestion, TableQuestion
from coopcoach.i18n import Translator
from coopcoach.markup.kinds import cell_words
from coopcoach.tui.widgets.drawings.dumbbell import BOTH, FIRST, SECOND, Ruler
from coopcoach.tui.widgets.drawings.grid import grid, row_by_row
from coopcoach.tui.widgets.frame.sanitize import content, one_line
from coopcoach.wording.comparisons import match_words

_MARKS: Final = re.compile("[●◆◉○━▶◀█▲]+")
_GAUGE_STEP: Final = 3
# A narrower column breaks a gauge, or most German words.
_NARROWEST: Final = 12

Words = Callable[[int], list[Content]]


def painted(line: str) -> Content:
    """Return a line with highlighted marks; the partners' marks differ in shape."""
    return content(line).highlight_regex(_MARKS, style="$primary bold")


def _table(rows: Sequence[Sequence[str]]) -> Words:
    """Return the lines of a table, row by row where there is no room; the first row has the heads."""
    cells = [[painted(cell) for cell in row] for row in rows]

    def lines(width: int) -> list[Content]:
        return grid(cells, width, narrowest=_NARROWEST) or row_by_row(cells, width)

    return lines


def needs_table(
    question: TableQuestion, found: NeedsComparison, names: tuple[str, str], t: Translator
) -> Words:
    """Return a table of needs and offers, with an arrow from an offer to the need that it meets."""
    heads = {row.id: row.label for row in question.rows}
    rows = [["", names[0], "", names[1], ""]]
    choices = (c for c in question.columns if isinstance(c, ChoiceQuestion))
    column = next(c for c in choices if c.option("need"))
    for row in found.rows:
        arrow = ""
        if row.match is Match.COMPLEMENTARY:
            arrow = "◀━━━━━━" if row.first == "need" else "━━━━━━▶"
        chosen = [one_line(column.option_label(o)) if o else "–" for o in (row.first, row.second)]
        label = one_line(heads.get(row.row or "", row.row or ""))
        rows.append([label, chosen[0], arrow, chosen[1], _met(row, t)])
    return _table(rows)


def _met(row: NeedsRow, t: Translator) -> str:
    """Return in short words whether a need is met."""
    if row.match is Match.COMPLEMENTARY:
        return "↔ " + t("complementary")
    if row.unmet:
        both, one = t("both need it, nobody offers it"), t("nobody offers it")
        return both if row.unmet == 2 else one
    return match_words(row.match, t)


def practice_table(
    question: TableQuestion, found: PracticeComparison, names: tuple[str, str], t: Translator
) -> Words:
    """Return a table of each partner's expectations beside the other's practice, with the distance."""
    heads = {row.id: row.label for row in question.rows}
    blocks: list[list[list[Content]]] = []
    signs = (FIRST, SECOND)
    for place, side in enumerate(("first", "second")):
        (one, other), (own, others) = (both[:: -1 if place else 1] for both in (names, signs))
        expects, replies = t("expected by {name}", name=one), t("reply from {name}", name=other)
        rows = [["", f"{own} {expects}", "", f"{others} {replies}", ""]]
        for row in found.rows:
            cell: Expectation = getattr(row, side)
            label = one_line(heads.get(row.row or "", row.row or ""))
            rows.append([label, *_expectation(question, cell, (own, others, BOTH), t)])
        top, *body = ([painted(cell) for cell in row] for row in rows)
        blocks.append([[cell.stylize("bold") for cell in top], *body])
    first, second = blocks
    together = [*first, [Content("")] * len(first[0]), *second]

    def lines(width: int) -> list[Content]:
        drawn = grid(together, width, narrowest=_NARROWEST)
        return drawn or [*row_by_row(first, width), Content(""), *row_by_row(second, width)]

    return lines


def _expectation(
    question: TableQuestion, found: Expectation, marks: tuple[str, str, str], t: Translator
) -> list[str]:
    expect, practice = question.column("expect"), question.column("practice")
    if not isinstance(expect, ChoiceQuestion) or not isinstance(practice, ChoiceQuestion):
        return ["", "", "", match_words(found.match, t)]
    pairs = ((expect, found.expects), (practice, found.practises))
    words = [one_line(c.option_label(o)) if o else "–" for c, o in pairs]
    if found.steps is None:
        return [words[0], "", words[1], match_words(found.match, t)]
    ids = [option.id for option in expect.options]
    ruler = Ruler(0, len(ids) - 1, _GAUGE_STEP)
    at = ids.index(found.expects or "")
    gauge = ruler.bar(at, at + found.steps, marks) if len(ids) > 1 else ""
    said = t("later than expected") if found.steps > 0 else t("sooner than expected")
    return [words[0], gauge, words[1], said if found.steps else t("just as expected")]


def has_one_value(question: TableQuestion) -> bool:
    """Return whether each row of a table has one value."""
    return len(question.columns) == (1 if question.rows else 2) and not question.is_form


def matrix_table(
    question: TableQuestion, found: TableComparison, names: tuple[str, str], t: Translator
) -> Words:
    """Return both tables side by side."""
    column = question.columns[-1]
    heads = {row.id: row.label for row in question.rows}
    is_scale = isinstance(column, ScaleQuestion)
    rows = [["", *names, "", ""] if is_scale else ["", *names, ""]]
    for row in found.rows:
        cells = next(((c.first, c.second) for c in row.cells), (None, None))
        name = row.first_name or row.second_name
        head = cell_words(question.columns[0], name, t) if name else heads.get(row.row or "", "")
        words = [one_line(cell_words(column, c, t)) if c else "–" for c in cells]
        gauge = [_gauge(column, *cells)] if isinstance(column, ScaleQuestion) else []
        rows.append([one_line(head), *words, *gauge, match_words(row.match, t)])
    if not is_scale:
        return _table(rows)
    rows[0][1:3] = [f"{FIRST} {names[0]}", f"{SECOND} {names[1]}"]
    return _table(rows)


def _gauge(column: ScaleQuestion, first: Cell | None, second: Cell | None) -> str:
    ruler = Ruler(int(column.minimum), int(column.maximum), _GAUGE_STEP)
    values = [cell.value if isinstance(cell, ScaleValue) else None for cell in (first, second)]
    if ruler.high <= ruler.low or not ruler.holds(*(v for v in values if v is not None)):
        return ""
    return ruler.bar(values[0], values[1])


def is_known(question: Question, given: tuple[Answer, Answer]) -> bool:
    """Return whether all cells have known rows and columns, and none has other words."""
    if not isinstance(question, TableQuestion):
        return False
    columns = {column.id for column in question.columns}
    known = {None, *(row.id for row in question.rows)}
    return all(
        row.row in known
        and row.cells.keys() <= columns
        and not any(getattr(cell, "other", None) for cell in row.cells.values())
        for answer in given
        for row in filled_rows(answer)
    )
