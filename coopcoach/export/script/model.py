"""The model of the coach's script: one page a point."""

from __future__ import annotations

from datetime import datetime

from coopcoach.domain.exercise import Frozen


class ScriptItem(Frozen):
    """An item of the agenda with its times, as they are printed."""

    begin: str
    end: str
    minutes: int
    title: str


class ScriptPage(Frozen):
    """The page of one point.

    Attributes:
        title: The title of the point.
        begin: When it begins.
        end: When it ends.
        items: The exercises, and what stands on the agenda between them.
        say: The sentences to say.
        ask: The questions that lead on.
        rule: The way to the ground rule.
        example: The sentence of a ground rule to aim at; empty where the point has none.
        move_on: When to go on.
    """

    title: str
    begin: str
    end: str
    items: tuple[ScriptItem, ...]
    say: tuple[str, ...]
    ask: tuple[str, ...]
    rule: str
    example: str
    move_on: str


class Script(Frozen):
    """The script of a session; ``has_clock`` says that its times are those of the day, and no minutes."""

    title: str
    names: tuple[str, ...]
    when: str
    made: datetime
    has_clock: bool
    pages: tuple[ScriptPage, ...]
