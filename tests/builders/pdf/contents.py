"""Look into every corner of an exported file: text, metadata, attachments, annotations, parts of a Word file."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pypdf
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    StreamObject,
    TextStringObject,
)


def everything_in(path: Path) -> str:
    """All that a file says anywhere, without gaps, so that no line end hides a word."""
    return _everything(path.name, path.read_bytes())


# Several tests search one file.
@lru_cache(maxsize=64)
def _everything(name: str, data: bytes) -> str:
    return squeezed("\n".join([name, *_parts(data)]))


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad\u2010-]+", "", text)


def _parts(data: bytes) -> Iterator[str]:
    yield data.decode("latin-1")
    yield data.decode("utf-8", "replace")
    yield data.decode("utf-16-be", "replace")
    # A calendar folds its lines.
    yield data.replace(b"\r\n ", b"").decode("utf-8", "replace")
    if data.startswith(b"%PDF"):
        yield from _of_pdf(data)
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name
                part = archive.read(name).decode("utf-8", "replace")
                yield part
                # Word cuts sentences into runs.
                yield re.sub(r"<[^>]*>", "", part)


def _of_pdf(data: bytes) -> Iterator[str]:
    done = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", "-", "-"], input=data, capture_output=True, check=True
    )
    yield done.stdout.decode("utf-8")
    reader = pypdf.PdfReader(io.BytesIO(data))
    for number in range(1, len(reader.xref[0]) + 1):
        yield from _of_object(IndirectObject(number, 0, reader).get_object())
    yield from _of_object(reader.trailer)


def _of_object(item: Any) -> Iterator[str]:
    if isinstance(item, StreamObject):
        content = item.get_data()
        yield content.decode("utf-8", "replace") if isinstance(content, bytes) else content
    if isinstance(item, DictionaryObject):
        for key, value in item.raw_items() if hasattr(item, "raw_items") else item.items():
            yield str(key)
            yield from _of_object(value)
    elif isinstance(item, ArrayObject):
        for value in item:
            yield from _of_object(value)
    elif isinstance(item, TextStringObject | str):
        yield str(item)
    elif isinstance(item, ByteStringObject | bytes):
        yield bytes(item).decode("utf-8", "replace")
