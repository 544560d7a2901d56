"""What the PDF writer may read: the style sheets, pictures and fonts that ship with the program."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

SCHEME = "coopcoach"

_TYPES = {".css": "text/css", ".svg": "image/svg+xml", ".ttf": "font/ttf"}


@cache
def bundled() -> dict[str, tuple[bytes, str]]:
    """Return every bundled file by its address: the bytes and the media type."""
    package = files("coopcoach.export")
    found = {}
    for folder in ("templates", "fonts"):
        for file in (package / folder).iterdir():
            suffix = "." + file.name.rpartition(".")[2]
            if suffix in _TYPES:
                found[f"{SCHEME}:{file.name}"] = (file.read_bytes(), _TYPES[suffix])
    return found
