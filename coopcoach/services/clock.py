"""The clock of the program, and the time zone of the machine."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

# Returns the local time with its zone.
Clock = Callable[[], datetime]

# Machines without a place, such as containers, have this one.
_NOWHERE = frozenset({"UTC", "Etc/UTC", "GMT", "Etc/GMT"})


def machine_zone() -> str:
    """Return the name of the machine's time zone, such as “Europe/Berlin”; "" where it says none."""
    from babel.localtime import LOCALTZ

    name = str(getattr(LOCALTZ, "key", "") or "")
    return "" if name in _NOWHERE else name
