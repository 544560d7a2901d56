"""The source of one PDF: the HTML page, its own assets and its attachments.

The source travels as bytes to the process that writes PDFs, which therefore opens no files.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from coopcoach.export.assets import Asset, bundled
from coopcoach.export.characters import with_fonts

Variant = Literal["pdf/ua-1", "pdf/a-3a", "pdf/a-3b", "pdf/a-3u"]

# In place of a source: the document before it is wanted no more.
STOP = b"stop\n"

# The time of making does not count when two documents are compared.
_MADE = re.compile(r'<meta name="dcterms\.[^>]*>|<time class="made">[^<]*</time>')


@dataclass(frozen=True)
class Attachment:
    """A file that is embedded in the PDF; ``made`` is its time of making in ISO 8601."""

    name: str
    data: bytes
    made: str
    description: str = ""
    relationship: str = "Source"


@dataclass(frozen=True)
class PdfSource:
    """A whole HTML page with its own assets, the attachments and the PDF standard."""

    html: str
    assets: tuple[Asset, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    variant: Variant = "pdf/ua-1"

    def with_fonts(self) -> PdfSource:
        """Return the source with the fonts that its characters need."""
        html, fonts = with_fonts(self.html)
        return replace(self, html=html, assets=(*self.assets, *fonts))

    def to_line(self) -> bytes:
        """Return the source as one line of JSON."""
        return json.dumps(asdict(self), default=_text).encode("ascii") + b"\n"

    @staticmethod
    def from_line(line: bytes) -> PdfSource:
        """Return the source that `to_line` wrote."""
        raw = json.loads(line)
        assets = (Asset(**{**a, "data": _bytes(a["data"])}) for a in raw.pop("assets"))
        attachments = (
            Attachment(**{**a, "data": _bytes(a["data"])}) for a in raw.pop("attachments")
        )
        return PdfSource(**raw, assets=tuple(assets), attachments=tuple(attachments))

    @property
    def fingerprint(self) -> str:
        """A digest of the source without its time of making, the bundled files and WeasyPrint's version.

        The PDF carries it as its identifier, by which an unchanged one is found again.
        """
        timeless = replace(self, html=_MADE.sub("", self.html))
        whole = hashlib.sha256(timeless.to_line())
        whole.update(_renderer_digest())
        return whole.hexdigest()[:32]


def unchanged_pdf(source: PdfSource, earlier: Iterable[Path]) -> bytes | None:
    """Return the one of some finished PDFs that was made from the same source, if any."""
    identifier = f"/ID [({source.fingerprint})".encode("ascii")
    for path in earlier:
        try:
            data = path.read_bytes()
        except OSError:
            continue
        # More than one startxref: updated by another program.
        if identifier in data and data.count(b"startxref") == 1:
            return data
    return None


def _renderer_digest() -> bytes:
    own = hashlib.sha256()
    for address, asset in bundled().items():
        own.update(address.encode() + hashlib.sha256(asset.data).digest())
    return version("weasyprint").encode() + own.digest()


def _text(data: object) -> str:
    assert isinstance(data, bytes)
    return base64.b64encode(data).decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text)
