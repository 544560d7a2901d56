"""Change values in the text of ``settings.yaml``: comments, order and everything else stay as they are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

import yaml

from coopcoach.errors import WrongCall
from coopcoach.i18n import N_
from coopcoach.markup.yaml_limits import unsafe_yaml

# A value that is written without quotes: it begins with a letter and has no character of the YAML syntax.
_PLAIN: Final = re.compile(r"[^\W\d_][\w .&()/~+-]*(?<! )\Z")
_TEXT: Final = "tag:yaml.org,2002:str"


def with_values(text: str, values: Mapping[str, str]) -> str:
    """Return the text of settings with other values; an empty one is taken away, its line with its comment stays.

    Raises:
        WrongCall: The text cannot be changed without touching more than these values.
    """
    for name, value in values.items():
        text = _with_value(text, name, value)
    return text


def lines_of(text: str) -> dict[str, int]:
    """Return the lines of the settings in a text by their names, from 1; none where the text cannot be read."""
    node = _mapping(text)
    return {str(key.value): key.start_mark.line + 1 for key, _ in node.value} if node else {}


def _with_value(text: str, name: str, value: str) -> str:
    found = _pairs(text)
    before = found.get(name)
    if before is None:
        if not value:
            return text
        gap = "" if not text or text.endswith("\n") else "\n"
        changed = f"{text}{gap}{name}: {_scalar(value)}\n"
    else:
        start, end = before.start_mark.index, before.end_mark.index
        written = _scalar(value) if value else ""
        if written and start == end and not text[:start].endswith((" ", "\t")):
            written = f" {written}"
        # The end of a block is behind its line break.
        changed = (
            text[:start] + written + ("\n" if text[start:end].endswith("\n") else "") + text[end:]
        )
    now = _pairs(changed)
    is_as_wanted = (now[name].value if name in now else "") == value
    others = found.keys() - {name}
    if not is_as_wanted or any(not _same(found[o], now.get(o)) for o in others):
        raise WrongCall(
            N_("the setting “{name}” cannot be changed here"),
            N_("change it in settings.yaml with a text editor"),
            name=name,
        )
    return changed


def _pairs(text: str) -> dict[str, yaml.Node]:
    """Return the values by their names; none where the text is not one mapping."""
    node = _mapping(text)
    return {str(key.value): value for key, value in node.value} if node else {}


def _mapping(text: str) -> yaml.MappingNode | None:
    if unsafe_yaml(text) is not None:
        return None
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return None
    return node if isinstance(node, yaml.MappingNode) else None


def _same(one: yaml.Node, other: yaml.Node | None) -> bool:
    return other is not None and yaml.serialize(one) == yaml.serialize(other)


def _scalar(value: str) -> str:
    """Return a value as YAML reads it back as this text."""
    if _PLAIN.match(value):
        node = yaml.compose(value, Loader=yaml.SafeLoader)
        if node is not None and node.tag == _TEXT:
            return value
    quoted = value.replace("'", "''")
    return f"'{quoted}'"
