"""Files that a page names by address: the style sheets, pictures and fonts of this package, and a coach's own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

SCHEME = "coopcoach"

_TYPES = {".css": "text/css", ".svg": "image/svg+xml", ".ttf": "font/ttf"}


@dataclass(frozen=True)
class Asset:
    """A file as bytes, under the address that a page names it by."""

    address: str
    data: bytes
    media_type: str


@cache
def bundled() -> dict[str, Asset]:
    """Return the files of this package by address, in its order; an address ends with the file's name."""
    assets = {}
    for folder in files("coopcoach.export").iterdir():
        for file in folder.iterdir() if folder.is_dir() else ():
            media_type = _TYPES.get("." + file.name.rpartition(".")[2])
            if media_type:
                address = f"{SCHEME}:{file.name}"
                assets[address] = Asset(address, file.read_bytes(), media_type)
    return dict(sorted(assets.items()))
