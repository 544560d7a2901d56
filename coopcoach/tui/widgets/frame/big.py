"""Big mode, for small video windows: less content at a time, with more space."""

from __future__ import annotations

from typing import Final

from textual.app import App

_BIG: Final = "-big"


def is_big(app: App[object]) -> bool:
    """Return whether big mode is on."""
    return app.has_class(_BIG)


def set_big(app: App[object], wanted: bool) -> None:
    """Turn big mode on or off, until the program ends."""
    app.set_class(wanted, _BIG)
