"""Find the texts of the program: calls of `t`, `N_`, `plural` and `context` in code and templates.

Both kinds of file are parsed, not searched: a text in a nested call, in one that spans lines or on a
translator held by an object (`self.t("…")`, `{{ t.plural("…", "…", n) }}`) is found like any other.
"""

import ast
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, nodes

# How many leading arguments of a call are texts, and whether the first of them is a context.
KEYWORDS = {"t": (1, False), "N_": (1, False), "plural": (2, False), "context": (2, True)}
TEMPLATES = {".html", ".jinja", ".j2"}


@dataclass(frozen=True)
class Text:
    """One text, where it stands, and the values its call hands in (None: can't be told)."""

    where: str
    message: str
    plural: str | None = None
    context: str | None = None
    values: frozenset[str] | None = None

    @property
    def key(self) -> tuple[str | None, str]:
        """What a catalogue knows it by."""
        return self.context, self.message


def placeholders(text: str) -> frozenset[str]:
    """The names in braces of a text."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def find_texts(package: Path) -> Iterator[Text]:
    """Every text below a folder, in the order of the files."""
    for path in sorted(package.rglob("*")):
        where = path.relative_to(package.parent).as_posix()
        if path.suffix == ".py":
            yield from in_python(path.read_text(encoding="utf-8"), where)
        elif path.suffix in TEMPLATES:
            yield from in_template(path.read_text(encoding="utf-8"), where)


def in_python(source: str, where: str) -> Iterator[Text]:
    """The texts of a module."""
    for call in ast.walk(ast.parse(source, where)):
        if not isinstance(call, ast.Call):
            continue
        match call.func:
            case ast.Name(id=name) | ast.Attribute(attr=name):
                arguments = [_literals(argument) for argument in call.args]
                given = [keyword.arg for keyword in call.keywords]
                values = None if None in given else frozenset(v for v in given if v)
                yield from _texts(name, arguments, values, f"{where}:{call.lineno}")


def _literals(node: ast.expr) -> list[str]:
    """The strings that an argument can be; none when it is only known at run time."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.IfExp(body=body, orelse=orelse):
            return [*_literals(body), *_literals(orelse)]
    return []


def in_template(source: str, where: str) -> Iterator[Text]:
    """The texts of a template."""
    environment = Environment(  # noqa: S701  # it only parses
        extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"]
    )
    for call in environment.parse(source).find_all(nodes.Call):
        match call.node:
            case nodes.Name(name=name) | nodes.Getattr(attr=name):
                arguments = [
                    [a.value] if isinstance(a, nodes.Const) and isinstance(a.value, str) else []
                    for a in call.args
                ]
                values = None if call.dyn_kwargs else frozenset(k.key for k in call.kwargs)
                yield from _texts(name, arguments, values, f"{where}:{call.lineno}")


def _texts(
    name: str, arguments: list[list[str]], values: frozenset[str] | None, where: str
) -> Iterator[Text]:
    """What one call of this name marks."""
    count, has_context = KEYWORDS.get(name, (0, False))
    texts = arguments[:count]
    if count == 0 or len(texts) < count or not all(texts):
        return
    if name == "N_":
        values = None
    if count == 1:
        for message in filter(None, texts[0]):
            yield Text(where, message, values=values)
    elif has_context:
        for message in filter(None, texts[1]):
            yield Text(where, message, context=texts[0][0], values=values)
    else:
        given = None if values is None else values | {"n"}
        yield Text(where, texts[0][0], plural=texts[1][0], values=given)
