"""Take a whole text workbook out of a container of Outlook that is damaged."""

from __future__ import annotations

import re

from coopcoach.exchange.incoming.formats.charsets import probe_letters

_CONTROL = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HEAD = "---\ncoopcoach: workbook/1"


def whole_workbook(data: bytes) -> str:
    """Return the text workbook in a damaged file, from its first to its last line; empty where it is not whole.

    Half a workbook is none: who may see an answer stands below it.
    """
    for charset in ("utf-8", "utf-16-le"):
        for line_break in ("\n", "\r\n"):
            start = data.find(_HEAD.replace("\n", line_break).encode(charset))
            if start < 0:
                continue
            text = data[start:].decode(charset, "replace").replace("\r\n", "\n")
            end = _CONTROL.search(text)
            text = text[: end.start()] if end else text
            if probe_letters(text) is not None:
                return text
    return ""
