"""Style sheets of Textual that are parsed once for all apps of a test process."""

from __future__ import annotations

from typing import Any

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet


def parse_once() -> None:
    """Keep the rules of each style sheet, by its text, its place and the variables in it."""
    parse, kept = Stylesheet._parse_rules, dict[Any, list[RuleSet]]()

    def parsed(self: Stylesheet, *args: Any, **options: Any) -> list[RuleSet]:
        key = (frozenset(self._variables.items()), args, frozenset(options.items()))
        if key not in kept:
            kept[key] = parse(self, *args, **options)
        return kept[key]

    Stylesheet._parse_rules = parsed  # type: ignore[method-assign]
