"""What both want to have done first, and by when."""

from __future__ import annotations

from datetime import date as Date

from coopcoach.domain.answers import Answer, DateValue, Row, TableValue, TextValue

FIRST_WIN_PROMPT = "goal.first_win"


def first_win(answer: Answer | None) -> tuple[str, Date | None]:
    """Return the first win and its day from the answer to its prompt."""
    table = answer.value if answer else None
    row = table.rows[0] if isinstance(table, TableValue) and table.rows else Row()
    what, day = row.cells.get("what"), row.cells.get("date")
    return (
        what.text.strip() if isinstance(what, TextValue) else "",
        day.value if isinstance(day, DateValue) else None,
    )
