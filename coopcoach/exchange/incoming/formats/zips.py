"""Read the files in a zip; nothing is unpacked to the disk."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from coopcoach.exchange.incoming.formats.kinds import refused
from coopcoach.exchange.incoming.formats.parts import Part
from coopcoach.i18n import N_

MOST_BYTES = 50_000_000
MOST_UNPACKED = 100_000_000
MOST_ENTRIES = 100

_ONE = N_("save the workbook from the e-mail and import that one file")
_ENCRYPTED = 1
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)


def zip_parts(data: bytes) -> Iterator[Part]:
    """Yield the files in a zip.

    Raises:
        BadFile: It is damaged, locked with a password, or not safe to open.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            refuse_hostile(entries)
            room = MOST_UNPACKED
            for entry in entries:
                name = PurePosixPath(entry.filename)
                # macOS adds a file of its own beside each file.
                if name.parts[0] == "__MACOSX" or name.name.startswith("."):
                    continue
                with archive.open(entry) as file:
                    content = file.read(min(MOST_BYTES, room) + 1)
                room -= len(content)
                if len(content) > MOST_BYTES or room < 0:
                    raise refused(N_("the zip holds far more than a workbook"), _ONE)
                if content.strip():
                    yield Part(content, name=str(name))
    except _BROKEN:
        raise refused(N_("the zip cannot be opened"), _ONE) from None


def refuse_hostile(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse a zip that holds too much, leads out of itself, or is locked.

    Raises:
        BadFile: It is one of these.
    """
    if len(entries) > MOST_ENTRIES:
        raise refused(N_("the zip holds far more than a workbook"), _ONE)
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise refused(N_("the zip holds far more than a workbook"), _ONE)
    for entry in entries:
        name = entry.filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/") or re.match(r"[A-Za-z]:", name):
            raise refused(N_("the zip refers to files outside it"), _ONE)
        if entry.flag_bits & _ENCRYPTED:
            raise refused(
                N_("the zip is locked with a password"),
                N_("unpack it with the password, and import the workbook in it"),
            )
