"""The style sheets of the program, parsed once for each theme."""

from __future__ import annotations

from typing import Any, Final

from textual.cache import LRUCache
from textual.css.stylesheet import Stylesheet

# More than there are style sheets, of Textual and of this program.
_SHEETS: Final = 256


class ThemedStylesheet(Stylesheet):
    """Style sheets that keep what was parsed with each set of variables.

    Textual parses all of them anew with each change of theme, and where a screen brings its own.
    """

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._parsed: dict[tuple[tuple[str, str], ...], LRUCache[Any, Any]] = {}

    def set_variables(self, variables: dict[str, str]) -> None:
        """Set the variables, and take up what was parsed with them before."""
        # Textual empties the present cache.
        self._parse_cache = LRUCache(_SHEETS)
        super().set_variables(variables)
        kept = tuple(sorted(variables.items()))
        self._parse_cache = self._parsed.setdefault(kept, self._parse_cache)

    def reparse(self) -> None:
        """Parse what was not parsed with these variables yet."""
        self.parse()
