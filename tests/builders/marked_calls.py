"""The calls that mark a text for the catalogues, read from code and templates with the values they pass."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, nodes

# How many leading arguments of a call are texts or a context.
MARKS = {"t": 1, "plural": 2, "context": 2}


@dataclass(frozen=True)
class MarkedCall:
    """One call: where it is, its texts, and the names of the values it passes (None: unknown)."""

    where: str
    mark: str
    texts: tuple[str, ...]
    values: frozenset[str] | None

    @property
    def key(self) -> tuple[str | None, str]:
        """The context and the text by which a catalogue knows it."""
        return self.texts if self.mark == "context" else (None, self.texts[0])  # type: ignore[return-value]  # two texts


def marked_calls(package: Path) -> Iterator[MarkedCall]:
    """Yield the calls below a folder whose texts are written out."""
    for path in sorted(package.rglob("*.py")):
        yield from _in_code(path)
    for path in sorted(package.rglob("*.jinja")):
        yield from _in_template(path)


def _in_code(path: Path) -> Iterator[MarkedCall]:
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match call:
            case ast.Call(func=ast.Name(id=mark) | ast.Attribute(attr=mark)) if mark in MARKS:
                texts = [getattr(each, "value", None) for each in call.args[: MARKS[mark]]]
                names = [keyword.arg for keyword in call.keywords]
                yield from _marked(f"{path.name}:{call.lineno}", mark, texts, names)


def _in_template(path: Path) -> Iterator[MarkedCall]:
    tree = Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in MARKS:
            mark = call.node.name
            texts = [getattr(each, "value", None) for each in call.args[: MARKS[mark]]]
            names = [*(each.key for each in call.kwargs), *([None] if call.dyn_kwargs else [])]
            yield from _marked(f"{path.name}:{call.lineno}", mark, texts, names)


def _marked(
    where: str, mark: str, texts: list[object], names: list[str | None]
) -> Iterator[MarkedCall]:
    written = tuple(text for text in texts if isinstance(text, str) and text)
    if len(written) == MARKS[mark]:
        given = None if None in names else frozenset(filter(None, names))
        yield MarkedCall(where, mark, written, given)
