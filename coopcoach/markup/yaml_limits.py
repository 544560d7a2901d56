"""Find YAML that could take all memory or time: aliases, deep nesting, great length."""

from __future__ import annotations

from typing import Final

import yaml

from coopcoach.i18n import N_

# The parser in C: every document is read by it once more.
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MOST_CHARACTERS: Final = 200_000
DEEPEST: Final = 20

_TOO_LARGE: Final = (N_("the front matter is far too large"), N_("keep only what belongs there"))
_ALIAS: Final = (
    N_("aliases (* and &) are not read here"),
    N_("write the value itself in their place"),
)
_TOO_DEEP: Final = (N_("this is nested too deeply"), N_("write plain values and lists"))


def unsafe_yaml(text: str) -> tuple[int, str, str] | None:
    """Return the line (from 1), the fault and what to do, for what could take all memory or time; else None.

    The events of the parser are looked at one by one: nothing is built from them. A text that is no YAML is
    left to those who read it.
    """
    if len(text) > MOST_CHARACTERS:
        return 1, *_TOO_LARGE
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            line = event.start_mark.line + 1 if event.start_mark else 1
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                return line, *_ALIAS
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > DEEPEST:
                return line, *_TOO_DEEP
    except (yaml.YAMLError, UnicodeEncodeError):
        # The loaders written in C encode a text before they read it.
        return None
    except RecursionError:
        return 1, *_TOO_DEEP
    return None
