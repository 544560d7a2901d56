"""Kill the program at random moments of typing, and look what of it is in the file."""

from __future__ import annotations

import os
import random
import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tools.crash.disk import Disk
from tools.crash.targets import TARGETS, Offices, Target, damage, left_over, mark_of
from tools.crash.windows import NotShown, Window

# Seconds of typing before the kill, between two keys, and that each fsync takes.
_TYPING: Final = (0.1, 3.5)
_KEYS: Final = (0.005, 0.12)
_FSYNCS: Final = (0.0, 0.0, 0.01, 0.1, 0.4)
# Of the sorted losses: what is printed, and at which part of them.
_PARTS: Final = (("median", 0.5), ("90 %", 0.9), ("99 %", 0.99), ("most", 1.0))
_WORD: Final = re.compile(r"\bq\d\d\dz\b")


@dataclass
class Typed:
    """What was typed into a window, and seen there.

    Attributes:
        seen: When each word was first drawn.
        acknowledged: The words that stood under “saved”.
    """

    seen: dict[str, float] = field(default_factory=dict)
    acknowledged: set[str] = field(default_factory=set)

    def look(self, window: Window) -> None:
        """Take what the window shows now."""
        at = time.monotonic()
        words = set(_WORD.findall(window.shown))
        for word in words:
            self.seen.setdefault(word, at)
        if mark_of(window) == "saved":
            self.acknowledged |= words


@dataclass
class Result:
    """All kills so far.

    Attributes:
        faults: What should not be, one line each.
        lost: For each kill, how many seconds of drawn words are not in the file.
    """

    kills: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    lost: list[float] = field(default_factory=list)
    words: int = 0
    acknowledged: int = 0
    left_over: int = 0

    def __str__(self) -> str:
        """Return the numbers, and each fault."""
        lost = sorted(self.lost) or [0.0]
        kills = ", ".join(f"{name} {count}" for name, count in sorted(self.kills.items()))
        return "\n".join(
            [
                f"{self.kills.total()} kills ({kills}), {self.words} words typed, "
                f"{self.acknowledged} of them under “saved”",
                "typing lost: "
                + ", ".join(f"{name} {_part(lost, at):.2f} s" for name, at in _PARTS),
                f"temporary files left over: {self.left_over}",
                f"faults: {len(self.faults)}",
                *(f"  {fault}" for fault in self.faults),
            ]
        )


def _part(ordered: Sequence[float], at: float) -> float:
    return ordered[round((len(ordered) - 1) * at)]


def kill_while_typing(folder: Path, count: int, seed: int, most_lost: float) -> Result:
    """Kill the program so many times.

    Args:
        folder: A folder for the workspaces.
        count: How many kills.
        seed: Of the random moments.
        most_lost: Seconds of typing that may be lost.
    """
    chance = random.Random(seed)
    offices, result = Offices(folder), Result()
    disk = Disk(folder / "office")
    for number in range(count):
        target = TARGETS[number % len(TARGETS)]
        try:
            _kill_once(target, offices.fresh(), disk, chance, result, most_lost)
        except NotShown as error:
            result.faults.append(f"{target.name}: {error}")
        if number % 20 == 19:
            print(*result.faults[-3:], sep="\n", flush=True)
            load = os.getloadavg()[0]
            print(
                f"{number + 1} of {count}: {len(result.faults)} faults, load {load:.1f}", flush=True
            )
    return result


def _kill_once(
    target: Target,
    office: Path,
    disk: Disk,
    chance: random.Random,
    result: Result,
    most_lost: float,
) -> None:
    disk.disarm()
    window = target.open(office)
    typed = Typed()
    try:
        disk.arm(delay=chance.choice(_FSYNCS))
        until = time.monotonic() + chance.uniform(*_TYPING)
        letters = "".join(f" q{number:03}z" for number in range(200))
        for letter in letters:
            window.press(letter)
            window.pump(chance.uniform(*_KEYS))
            typed.look(window)
            if time.monotonic() > until:
                break
        killed = time.monotonic()
        window.kill()
    finally:
        window.close()
        disk.disarm()
    typed.look(window)
    _judge(target, office, typed, killed, result, most_lost)


def _judge(
    target: Target, office: Path, typed: Typed, killed: float, result: Result, most_lost: float
) -> None:
    there = set(_WORD.findall(target.text(office)))
    result.kills[target.name] += 1
    result.words += len(typed.seen)
    result.acknowledged += len(typed.acknowledged)
    result.faults += [f"{target.name}: {each}" for each in damage(office)]
    if missing := typed.acknowledged - there:
        result.faults.append(f"{target.name}: “saved” stood over {sorted(missing)}")
    ages = [killed - at for word, at in typed.seen.items() if word not in there]
    result.lost.append(max(ages, default=0.0))
    if result.lost[-1] > most_lost:
        load = os.getloadavg()[0]
        result.faults.append(
            f"{target.name}: {result.lost[-1]:.2f} s of typing lost, load {load:.1f}"
        )
    result.left_over += left_over(office)[0]
