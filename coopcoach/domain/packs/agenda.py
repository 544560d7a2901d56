"""Plan the agenda of a session: the exercises of a pack with their minutes, breaks, and air for what takes longer."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Final

from coopcoach.domain.exercise import Frozen, Pack, Workbook
from coopcoach.domain.session import OWN_ITEM, AgendaItem
from coopcoach.i18n import N_, Translator

BREAK: Final = N_("Break")
AIR: Final = N_("Spare time, for whatever takes longer")
UNTIL_NEXT_TIME: Final = N_("What we take from today, and when we go on")
AGAIN: Final = N_("Arriving again: what has happened since")

# The minutes of a session, and of one of three.
LENGTH: Final[dict[Pack, int]] = {"compact": 90, "full": 180}
SITTINGS: Final = 3
SITTING_LENGTH: Final = 75

_NEXT_TIME_MINUTES: Final = 4
_AGAIN_MINUTES: Final = 4


class PackItem(Frozen):
    """An exercise of a pack, or a break where it has none, and its minutes; ``line`` is that of the settings."""

    exercise: str = ""
    minutes: int
    line: int = 0


class OwnPack(Frozen):
    """A pack of the coach's own: some exercises in an order, each with the questions of a built-in pack."""

    name: str
    questions: Pack
    items: tuple[PackItem, ...]

    @property
    def exercises(self) -> tuple[str, ...]:
        """The ids of its exercises."""
        return tuple(item.exercise for item in self.items if item.exercise)


def air_of(workbook: Workbook, pack: Pack) -> int:
    """Return the minutes of a pack that no exercise and no break takes."""
    return max(LENGTH[pack] - sum(item.minutes for item in built_in_items(workbook, pack)), 0)


def built_in_items(workbook: Workbook, pack: Pack) -> tuple[PackItem, ...]:
    """Return the exercises of a built-in pack and the breaks behind them."""
    items: list[PackItem] = []
    for exercise in workbook.for_pack(pack):
        items.append(PackItem(exercise=exercise.id, minutes=exercise.talk_minutes.get(pack, 0)))
        if exercise.break_minutes.get(pack):
            items.append(PackItem(minutes=exercise.break_minutes[pack]))
    return tuple(items)


def agenda_of(items: Iterable[PackItem], length: int, t: Translator) -> tuple[AgendaItem, ...]:
    """Return the agenda of one session; the rest of its length is air before the last exercise.

    Args:
        items: The exercises and breaks.
        length: The minutes of the session; 0 leaves no air.
        t: The language of the agenda.
    """
    planned = [_agenda_item(item, t(BREAK)) for item in items]
    air = length - sum(item.minutes for item in planned)
    if air > 0:
        planned.insert(max(len(planned) - 1, 0), _own(t(AIR), air))
    return _numbered(planned)


def agenda_of_sittings(items: Iterable[PackItem], t: Translator) -> tuple[AgendaItem, ...]:
    """Return the agenda of three sessions, which end at the breaks: each exercise has a quarter more time."""
    parts = list(_parts(items))
    planned: list[AgendaItem] = []
    for place, part in enumerate(parts):
        own = [_agenda_item(item, "") for item in part]
        own = [item.model_copy(update={"minutes": round(item.minutes * 5 / 4)}) for item in own]
        if place:
            own.insert(0, _own(t(AGAIN), _AGAIN_MINUTES))
        if place + 1 < len(parts):
            own.append(_own(t(UNTIL_NEXT_TIME), _NEXT_TIME_MINUTES))
        air = SITTING_LENGTH - sum(item.minutes for item in own)
        if air > 0:
            own.insert(len(own) - 1, _own(t(AIR), air))
        planned.extend(own)
    return _numbered(planned)


def _parts(items: Iterable[PackItem]) -> Iterator[list[PackItem]]:
    part: list[PackItem] = []
    for item in items:
        if item.exercise:
            part.append(item)
            continue
        yield part
        part = []
    yield part


def _agenda_item(item: PackItem, title: str) -> AgendaItem:
    if item.exercise:
        return AgendaItem(exercise=item.exercise, minutes=item.minutes)
    return _own(title, item.minutes)


def _own(title: str, minutes: int) -> AgendaItem:
    return AgendaItem(exercise=OWN_ITEM, minutes=minutes, title=title)


def _numbered(items: list[AgendaItem]) -> tuple[AgendaItem, ...]:
    """Return the items with an id of its own for each that is no exercise."""
    count = itertools.count(1)
    return tuple(
        item.model_copy(update={"exercise": f"{OWN_ITEM}-{next(count)}"})
        if item.exercise == OWN_ITEM
        else item
        for item in items
    )
