"""What is set as one PDF: a page of HTML, what it is drawn with beside what is bundled, and enclosures.

All of it travels as bytes to the child that writes PDFs, so that the child has nothing to open.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from coopcoach.export.assets import Asset, bundled

Variant = Literal["pdf/ua-1", "pdf/a-3a", "pdf/a-3b", "pdf/a-3u"]

# When a document was made is no part of what it says.
_MADE = re.compile(r'<meta name="dcterms\.[^>]*>|<time class="made">[^<]*</time>')


@dataclass(frozen=True)
class Enclosure:
    """A file that is embedded in the PDF, with the moment (ISO 8601) at which it was made."""

    name: str
    data: bytes
    made: str
    description: str = ""
    relationship: str = "Source"


@dataclass(frozen=True)
class PdfSource:
    """A page, its own assets, what is enclosed, and the standard that the PDF keeps to."""

    html: str
    assets: tuple[Asset, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    variant: Variant = "pdf/ua-1"

    def line(self) -> bytes:
        """Return all of it as one line of JSON."""
        return json.dumps(asdict(self), default=_text).encode("ascii") + b"\n"

    @staticmethod
    def from_line(line: bytes) -> PdfSource:
        """Return what `line` made a line of."""
        raw = json.loads(line)
        assets = (Asset(**{**a, "data": _bytes(a["data"])}) for a in raw.pop("assets"))
        enclosures = (Enclosure(**{**e, "data": _bytes(e["data"])}) for e in raw.pop("enclosures"))
        return PdfSource(**raw, assets=tuple(assets), enclosures=tuple(enclosures))

    @property
    def mark(self) -> str:
        """What tells two manuscripts apart, but for the moment at which they were made.

        The PDF carries it as its identifier, and so a finished one can be told to be up to date. What
        draws the pages counts, too: a new version of the program draws anew.
        """
        said = PdfSource(
            html=_MADE.sub("", self.html),
            assets=self.assets,
            enclosures=self.enclosures,
            variant=self.variant,
        )
        whole = hashlib.sha256(said.line())
        whole.update(_drawn_with())
        return whole.hexdigest()[:32]


def still_good(manuscript: PdfSource, earlier: Iterable[Path]) -> bytes | None:
    """Return the finished PDF of this very manuscript from among earlier ones, if there is one."""
    mark = f"/ID [({manuscript.mark})".encode("ascii")
    for path in earlier:
        try:
            data = path.read_bytes()
        except OSError:
            continue
        # What has a second end was written into by another program.
        if mark in data and data.count(b"startxref") == 1:
            return data
    return None


def _drawn_with() -> bytes:
    own = hashlib.sha256()
    for address, asset in bundled().items():
        own.update(address.encode() + hashlib.sha256(asset.data).digest())
    return version("weasyprint").encode() + own.digest()


def _text(data: object) -> str:
    assert isinstance(data, bytes)
    return base64.b64encode(data).decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text)
