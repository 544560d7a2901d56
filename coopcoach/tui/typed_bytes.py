"""What the terminal sends, read without a fault: one byte that is not UTF-8 would end the program.

Textual reads the keyboard with a strict decoder and has no setting for it, so the decoder is changed where
it takes it from.
"""

from __future__ import annotations

import codecs
import importlib
from contextlib import suppress
from functools import partial

from coopcoach.markup.western import WESTERN

_DRIVER = "textual.drivers.linux_driver"


def read_any_bytes() -> None:
    """Let Textual take bytes that are not UTF-8 for the letters that old terminals mean by them."""
    # Windows has another driver, which is given characters.
    with suppress(ImportError):
        driver = importlib.import_module(_DRIVER)
        driver.getincrementaldecoder = _forgiving  # type: ignore[attr-defined]


def _forgiving(encoding: str) -> partial[codecs.IncrementalDecoder]:
    return partial(codecs.getincrementaldecoder(encoding), errors=WESTERN)
