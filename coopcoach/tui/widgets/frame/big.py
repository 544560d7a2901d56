"""Big mode, for small video windows: fewer things, more room around them, one side at a time."""

from __future__ import annotations

from typing import Final

from textual.app import App

_BIG: Final = "-big"


def is_big(app: App[object]) -> bool:
    """Whether the program shows fewer things at a time."""
    return app.has_class(_BIG)


def set_big(app: App[object], wanted: bool) -> None:
    """Change to big mode, or back; it stays until the program ends."""
    app.set_class(wanted, _BIG)
