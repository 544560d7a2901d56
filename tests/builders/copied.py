"""Answers as the web workbook copies them: in words, and as a block below."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib


def block_of(file: str, shown: str, *, deflates: bool = True) -> str:
    """Return the block of an answers file."""
    data = json.dumps({"file": file, "shown": shown}).encode()
    if deflates:
        maker = zlib.compressobj(wbits=-zlib.MAX_WBITS)
        data = maker.compress(data) + maker.flush()
    body = ("z" if deflates else "p") + base64.b64encode(data).decode().rstrip("=")
    line = hashlib.sha256(body.encode()).hexdigest()[:12] + body
    lines = [line[at : at + 64] for at in range(0, len(line), 64)]
    ends = ("-----BEGIN COOPCOACH ANSWERS-----", "-----END COOPCOACH ANSWERS-----")
    return "\n".join([ends[0], *lines, ends[1]])


def copied(file: str, shown: str, *, deflates: bool = True) -> str:
    """Return the text that a partner pastes into a mail."""
    return f"{shown}\n\n{block_of(file, shown, deflates=deflates)}\n"
