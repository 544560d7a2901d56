"""Read the coach's own packs from ``settings.yaml``; each fault with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from coopcoach.domain.exercise import PACKS, Workbook
from coopcoach.domain.packs.agenda import OwnPack, PackItem
from coopcoach.domain.settings import Settings
from coopcoach.errors import Fault
from coopcoach.i18n import N_
from coopcoach.markup.reading import FaultCollector

BREAK = "break"
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_HOW = N_(
    "write “questions: compact” below it, then “agenda:” and one “- exercise: minutes” per line"
)


def own_packs(node: yaml.Node, line: int, faults: FaultCollector) -> dict[str, OwnPack]:
    """Read the packs below ``packs:``."""
    if not isinstance(node, yaml.MappingNode):
        if node.value:
            faults.add(line, N_("“{key}” cannot be read"), _HOW, key="packs")
        return {}
    found: dict[str, OwnPack] = {}
    for key, value in node.value:
        name, at = str(key.value), key.start_mark.line + 1
        if not _NAME.match(name) or name in PACKS:
            todo = N_("name it in lower-case letters and hyphens, and not compact or full")
            faults.add(at, N_("“{name}” is not a name for a pack"), todo, name=name)
        elif name in found:
            faults.duplicate(at, name)
        else:
            pack = _pack(name, value, at, faults)
            if pack is not None:
                found[name] = pack
    return found


def unknown_exercises(settings: Settings, workbook: Workbook) -> Iterator[Fault]:
    """Yield a fault for each exercise of an own pack that the workbook does not have, or has only for a review."""
    known = [exercise.id for exercise in workbook.exercises if not exercise.of_review]
    for pack in settings.packs.values():
        faults = FaultCollector()
        for item in pack.items:
            if item.exercise:
                what = N_("there is no exercise “{name}”")
                faults.known(item.line, what, item.exercise, known)
        yield from faults.found


def _pack(name: str, node: yaml.Node, line: int, faults: FaultCollector) -> OwnPack | None:
    before = len(faults.found)
    if not isinstance(node, yaml.MappingNode):
        faults.add(line, N_("“{key}” cannot be read"), _HOW, key=name)
        return None
    questions, items = "compact", []
    for key, value in node.value:
        at = key.start_mark.line + 1
        if not faults.known(
            at, N_("unknown key “{name}”"), str(key.value), ("questions", "agenda")
        ):
            continue
        if key.value == "questions":
            questions = str(value.value)
            faults.one_of(at, "questions", questions, PACKS)
        else:
            items = list(_items(value, at, faults))
    if not any(item.exercise for item in items):
        faults.add(line, N_("the pack “{name}” has no exercises"), _HOW, name=name)
    if len(faults.found) > before:
        return None
    return OwnPack.model_validate({"name": name, "questions": questions, "items": tuple(items)})


def _items(node: yaml.Node, line: int, faults: FaultCollector) -> Iterator[PackItem]:
    if not isinstance(node, yaml.SequenceNode):
        faults.add(line, N_("“{key}” cannot be read"), _HOW, key="agenda")
        return
    taken: set[str] = set()
    for entry in node.value:
        at = entry.start_mark.line + 1
        if not isinstance(entry, yaml.MappingNode) or len(entry.value) != 1:
            faults.add(at, N_("this line of the agenda cannot be read"), _HOW)
            continue
        ((key, value),) = entry.value
        exercise = "" if key.value == BREAK else str(key.value)
        minutes = faults.number(at, exercise or BREAK, str(value.value), minimum=0)
        if exercise in taken:
            faults.duplicate(at, exercise)
        elif minutes is not None:
            yield PackItem(exercise=exercise, minutes=int(minutes), line=at)
        taken |= {exercise} - {""}
