"""The clock of the program."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

# Returns the local time with its zone.
Clock = Callable[[], datetime]
