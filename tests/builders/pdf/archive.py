"""Validate PDF/A by the rules that pikepdf knows: those of level B."""

from __future__ import annotations

import io

import pikepdf
from pikepdf.pdfa import validate_written

from coopcoach.export.pdf.tagging import UA_CLAIM


def violations(data: bytes) -> list[str]:
    """Return what a PDF/A-3a violates of PDF/A-3b.

    The validator knows neither level A nor the descriptions of further XMP properties, by which a PDF/A is
    declared as PDF/UA too: the copy that it reads claims level B alone.
    """
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        metadata = pdf.Root.Metadata.read_bytes()
        assert b'pdfaid:conformance="A"' in metadata
        assert UA_CLAIM in metadata
        known = metadata.replace(UA_CLAIM, b"").replace(b'conformance="A"', b'conformance="B"')
        pdf.Root.Metadata.write(known)
        pdf.save(out)
    out.seek(0)
    return [" ".join(map(str, f)) for f in validate_written(out, "3b").findings]
