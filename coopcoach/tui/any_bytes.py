"""Keys and pasted text that are not UTF-8."""

from __future__ import annotations

import codecs
import importlib
from contextlib import suppress
from functools import partial
from typing import Final

from coopcoach.markup.western import WESTERN

_DRIVER: Final = "textual.drivers.linux_driver"


def accept_any_bytes() -> None:
    """Make Textual decode bytes that are not UTF-8 as Windows-1252: its strict decoder ends the program."""
    # Textual has no setting for it; its driver for Windows is given characters.
    with suppress(ImportError):
        driver = importlib.import_module(_DRIVER)
        driver.getincrementaldecoder = _tolerant_decoder  # type: ignore[attr-defined]


def _tolerant_decoder(encoding: str) -> partial[codecs.IncrementalDecoder]:
    return partial(codecs.getincrementaldecoder(encoding), errors=WESTERN)
