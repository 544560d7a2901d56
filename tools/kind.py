"""Name what a kind of prompt lacks: `python -m tools.kind NAME`. CONTRIBUTING.md has the recipe."""

import re
import sys
from collections.abc import Callable, Iterator
from typing import Any, get_args

from coopcoach.domain import answers, exercise
from coopcoach.domain.alignment.by_kind import compare_by_kind
from coopcoach.markup.kinds import KINDS
from coopcoach.tui.widgets.answers.editor import CONTROLS
from tools.catalogue import ROOT
from tools.lacking import print_lacking

# What a kind is made of; {name} stands for its name.
PIECES = (
    "coopcoach/domain/exercise.py",
    "coopcoach/domain/answers.py",
    "coopcoach/markup/kinds/{name}.py",
    "coopcoach/markup/kinds/__init__.py",
    "coopcoach/domain/alignment/by_kind.py",
    "coopcoach/tui/widgets/answers/editor.py",
    "coopcoach/exchange/web/scripts/kinds.js",
)


def lacking(name: str) -> Iterator[str]:
    """Yield one line for each thing that a kind lacks, in the order of the recipe."""
    checks: tuple[Callable[[str], Iterator[str]], ...] = (
        _question, _value, _file, _codec, _comparison, _control, _web,
    )  # fmt: skip
    for piece, check in zip(PIECES, checks, strict=True):
        path = piece.format(name=name)
        given = path if check is _file else name
        yield from (f"{path}: {what}" for what in check(given))


def _question(name: str) -> Iterator[str]:
    if name not in set(exercise.Kind):
        yield f"“{name}” is not in Kind"
    elif name not in _members(exercise.Question):
        yield f"no question of kind “{name}” is in Question"


def _value(name: str) -> Iterator[str]:
    codec = KINDS.get(name)  # type: ignore[call-overload]
    values = _members(answers.Value).values()
    if codec is None:
        if not any(value.__name__.casefold() == f"{name}value" for value in values):
            yield f"no value of kind “{name}” is in Value"
    elif codec.value not in values:
        yield f"{codec.value.__name__} is not in Value"


def _file(path: str) -> Iterator[str]:
    if not (ROOT / path).exists():
        yield "is missing"


def _codec(name: str) -> Iterator[str]:
    if name not in KINDS:
        yield f"no codec for “{name}” is in KINDS"


def _comparison(name: str) -> Iterator[str]:
    question = _members(exercise.Question).get(name)
    if question is not None:
        try:
            compare_by_kind(question.model_construct(id="x"), answers.BLANK, answers.BLANK)
        except AssertionError:
            yield f"two answers of kind “{name}” are not compared"
        except AttributeError:
            return  # It is compared; the question made here has no fields.


def _control(name: str) -> Iterator[str]:
    if name not in CONTROLS:
        yield f"no control for “{name}” is in CONTROLS"


def _web(name: str) -> Iterator[str]:
    script = (ROOT / PIECES[-1]).read_text(encoding="utf-8")
    for table in ("KINDS", "VALUES"):
        entries = re.search(rf"(?ms)^const {table} = \{{$(.*?)^\}};$", script)
        known = re.findall(r"(?m)^  \"?([\w-]+)\"?:", entries[1]) if entries else []
        wanted = name if table == "KINDS" else _value_kind(name)
        if wanted not in known:
            yield f"“{wanted}” is not in {table}"


def _value_kind(name: str) -> str:
    codec = KINDS.get(name)  # type: ignore[call-overload]
    return str(codec.value.model_fields["kind"].default) if codec else name


def _members(union: Any) -> dict[str, Any]:
    """Return the classes of a union by kind."""
    return {str(each.model_fields["kind"].default): each for each in get_args(get_args(union)[0])}


if __name__ == "__main__":
    sys.exit(print_lacking(lacking(sys.argv[1])))
