"""Every regular expression of the package with the ways in which it is used, and how its time grows."""

from __future__ import annotations

import ast
import importlib
import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, is_dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from tests.builders.examples import is_deep
from tests.builders.paths import ROOT

PACKAGE: Final = ROOT / "coopcoach"
METHODS: Final = ("match", "fullmatch", "search", "findall", "finditer", "sub", "subn", "split")
LENGTH: Final = 100_000
# Lengths of the texts, each with the seconds from which its growth is measured.
_STEPS: Final = ((160, 0.002), (2400, 0.002))
_DEEP_STEPS: Final = ((160, 0.002), (1600, 0.003), (6400, 0.008))
# Four times the length takes four times as long, or sixteen times where the time is quadratic.
_TOO_MUCH: Final = 8
_DEEPEST: Final = 4
# What is repeated, what stands before it and what behind it.
UNITS: Final = (
    *(
        " ",
        "a",
        "0",
        "{",
        "(",
        "[",
        "]",
        "<",
        "#",
        "*",
        "-",
        "_",
        "|",
        "\\",
        "&",
        ".",
        ",",
        ":",
        "/",
    ),
    *(
        "=",
        '"',
        "\n",
        "\r\n",
        "@",
        "`",
        "a ",
        "1 ",
        "- ",
        "| ",
        "a.",
        "&#",
        "<a ",
        "a\n",
        "> ",
        "[a",
    ),
)
BEFORE: Final = ("", "a", "- a", "### a", "{#a", "<a")
BEHIND: Final = ("", "!", "}")


@dataclass(frozen=True)
class UsedPattern:
    """A pattern, where it stands, and the method that is called on it."""

    place: str
    pattern: re.Pattern[Any]
    method: str

    def runner(self) -> Callable[[Any], object]:
        """Return a function that uses the pattern on a text as the program does."""
        used = getattr(self.pattern, self.method)
        if self.method in {"sub", "subn"}:
            return lambda text: used(text[:0], text)
        if self.method == "finditer":
            return lambda text: sum(1 for _ in used(text))
        return used  # type: ignore[no-any-return]

    def text(self, before: str, unit: str, behind: str, length: int) -> Any:
        """Return a text of about a length; bytes for a pattern of bytes."""
        made = before + unit * (length // len(unit)) + behind
        return made.encode() if isinstance(self.pattern.pattern, bytes) else made


@cache
def used_patterns() -> tuple[UsedPattern, ...]:
    """Return all patterns of the package: those in its modules, and those in calls of ``re``."""
    found = {
        (used.pattern.pattern, used.pattern.flags, used.method): used
        for path in sorted(PACKAGE.rglob("*.py"))
        for used in (*_compiled(path), *_called(path))
    }
    return tuple(found.values())


@cache
def _nodes(path: Path) -> tuple[ast.AST, ...]:
    """Return all nodes of a module that have a method of a pattern or call one."""
    found = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return tuple(node for node in found if isinstance(node, (ast.Attribute, ast.Call)))


@cache
def _methods() -> dict[tuple[str, str], set[str]]:
    """Return the methods that are called on each name of a pattern, by module ("" for any) and name."""
    found: dict[tuple[str, str], set[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        for node in _nodes(path):
            if isinstance(node, ast.Attribute) and node.attr in METHODS:
                owner = node.value
                name = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
                for module in (str(path), ""):
                    found.setdefault((module, name), set()).add(node.attr)
    return found


def _compiled(path: Path) -> Iterator[UsedPattern]:
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    if name.endswith("__main__"):
        return
    module = importlib.import_module(name)
    for key, value in vars(module).items():
        own = _methods().get((str(path), key), set())
        # A public pattern is also used elsewhere; one of a table by the name of a loop.
        everywhere = _methods().get(("", key), set()) if not key.startswith("_") else set()
        methods = own | everywhere or {"match"}
        for pattern in _patterns_in(value):
            for method in sorted(methods):
                yield UsedPattern(f"{name}.{key}", pattern, method)


def _patterns_in(value: object, depth: int = 0) -> Iterator[re.Pattern[Any]]:
    """Yield the patterns in a value, in a table of values, and in the attributes of a class of the package."""
    inside: Iterable[object] = ()
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        inside = (*value.keys(), *value.values())
    elif isinstance(value, (tuple, list, set, frozenset)):
        inside = value
    elif is_dataclass(value) or (isinstance(value, type) and "coopcoach" in value.__module__):
        inside = tuple(vars(value).values()) if hasattr(value, "__dict__") else ()
    for each in inside if depth < _DEEPEST else ():
        yield from _patterns_in(each, depth + 1)


def _called(path: Path) -> Iterator[UsedPattern]:
    name = path.relative_to(ROOT).as_posix()
    for node in _nodes(path):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        is_re = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
        first = node.args[0] if node.args else None
        if is_re and node.func.attr in METHODS and isinstance(first, ast.Constant):
            flags = 0
            for keyword in node.keywords:
                if keyword.arg == "flags":
                    for flag in re.findall(r"[A-Z]{2,}", ast.unparse(keyword.value)):
                        flags |= getattr(re, flag)
            pattern = re.compile(first.value, flags)
            yield UsedPattern(f"{name}:{node.lineno}", pattern, node.func.attr)


def grows_too_fast(used: UsedPattern, before: str, unit: str, behind: str) -> bool:
    """Return whether a pattern takes clearly more than four times as long for a text of four times the length.

    Short texts come first, so that a pattern of cubic time is found before it takes minutes. A time only chooses
    which texts are measured; what counts is how it grows, twice in a row, as other programs only add to a time.
    """
    run = used.runner()
    for length, worth_measuring in _DEEP_STEPS if is_deep() else _STEPS:
        texts = [used.text(before, unit, behind, n) for n in (length // 16, length // 4, length)]
        if _time_of(run, texts[-1]) <= worth_measuring:
            continue
        least = [min(_time_of(run, text) for _ in range(5)) for text in texts]
        if all(long > _TOO_MUCH * short for short, long in pairwise(least)):
            return True
    return False


def _time_of(run: Callable[[Any], object], text: Any) -> float:
    # The time of this thread alone: other programs have a share of the clock's.
    begun = time.thread_time()
    run(text)
    return time.thread_time() - begun
