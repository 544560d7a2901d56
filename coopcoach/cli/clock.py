"""The clock of all calls."""

from __future__ import annotations

from datetime import datetime


def clock() -> datetime:
    """Return the local time with its zone, to the second."""
    return datetime.now().astimezone().replace(microsecond=0)
