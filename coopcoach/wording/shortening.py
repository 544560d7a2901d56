"""Cut texts to a length."""

from __future__ import annotations


def shortened(text: str, length: int) -> str:
    """Return a text in one line of at most ``length`` characters, cut between words where possible."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    cut = line[: length - 1]
    head = cut.rpartition(" ")[0]
    return f"{head if len(head) > length // 2 else cut}…"
