"""The names of a fillable PDF's fields: which prompt a field belongs to, and which part of its answer it holds.

A dot in a field's name means a hierarchy to PDF readers, so the dot of a prompt's id is written as a colon:
``goal:motives/place/1``. The parts:

    value                       text, choice, scale, number, date
    other                       the person's own words beside a choice or ticks
    tick/OPTION, tick/other     multi, check
    place/N                     ranking
    row/ROW/COLUMN              table; ROW is the id of a fixed row or a number
    row/ROW/COLUMN/other        the person's own words beside a choice in a cell
    rule/N, sign/N              rules
    remark, stance, visibility  every prompt
"""

from __future__ import annotations

# A read-only field that says which workbook this is.
IDENTITY = "coopcoach"
EXTRA_PAGE = "extra"
# A tick on the last page, with which a partner hands in.
FINISHED = "finished"
ON = "on"


def field_name(prompt_id: str, *parts: str | int) -> str:
    """Return the name of a field."""
    return "/".join([prompt_id.replace(".", ":"), *map(str, parts)])


def split_name(name: str) -> tuple[str, tuple[str, ...]]:
    """Return the prompt's id and the part of its answer; the inverse of ``field_name``."""
    prompt, *parts = name.split("/")
    return prompt.replace(":", "."), tuple(parts)
