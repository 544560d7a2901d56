"""The sign and the colour of each of the two partners, the same in every view."""

from __future__ import annotations

from typing import Final

from textual.content import Content

from coopcoach.tui.widgets.frame.sanitize import one_line
from coopcoach.wording.labels import PARTNER_SIGNS

# Colours of the theme; in drawings and without colours the signs tell the partners apart.
PARTNER_COLOURS: Final = ("$primary", "$warning")
PARTNER_CLASSES: Final = ("-first", "-second")


def partner_name(name: str, place: int) -> Content:
    """Return a name with the sign and in the colour of the first (0) or second (1) partner."""
    words = f"{PARTNER_SIGNS[place]} {one_line(name)}"
    return Content.styled(words, f"bold {PARTNER_COLOURS[place]}")
