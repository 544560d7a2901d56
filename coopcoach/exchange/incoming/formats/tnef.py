"""Read winmail.dat, into which Outlook wraps the attachments of a mail in its own format (MS-OXTNEF)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from coopcoach.exchange.incoming.formats.charsets import decode
from coopcoach.exchange.incoming.formats.kinds import refused
from coopcoach.exchange.incoming.formats.outlook import BODY, HTML, RTF, mail_text
from coopcoach.exchange.incoming.formats.parts import Part
from coopcoach.exchange.incoming.formats.salvage import whole_workbook
from coopcoach.i18n import N_

MOST_ATTRIBUTES = 5_000

_HEAD = struct.Struct("<IH")
_ATTRIBUTE = struct.Struct("<BII")
_CHECKSUM = 2
# Attributes by their numbers, without the type in the upper half.
_MESSAGE_TEXT, _MESSAGE_PROPERTIES = 0x800C, 0x9003
_NEXT_FILE, _FILE_NAME, _FILE_DATA, _FILE_PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005
_SINGLE_SIZES = {
    0x02: 4,
    0x03: 4,
    0x04: 4,
    0x05: 8,
    0x06: 8,
    0x07: 8,
    0x0A: 4,
    0x0B: 4,
    0x14: 8,
    0x40: 8,
    0x48: 16,
}
_TEXT, _WIDE_TEXT, _OBJECT, _BINARY = 0x1E, 0x1F, 0x0D, 0x102
_MANY = 0x1000
_NAMED = 0x8000
_GUID = 16


@dataclass
class _File:
    name: str = ""
    content: bytes = b""


def tnef_parts(data: bytes) -> Iterator[Part]:
    """Yield the attachments in a winmail.dat, then the mail's text where it holds one.

    Raises:
        BadFile: It is damaged or was cut off.
    """
    try:
        files, letter = _read(data)
    except (struct.error, ValueError, IndexError):
        text = whole_workbook(data)
        if text:
            yield Part(text.encode("utf-8"))
            return
        raise refused(
            N_("Outlook’s file winmail.dat is damaged or was cut off"),
            N_("ask for the e-mail once more, sent as plain text, with the workbook attached"),
        ) from None
    for file in files:
        if file.content.strip():
            yield Part(file.content, name=file.name)
    if letter.strip():
        yield Part(letter.encode("utf-8", "replace"), is_letter=True)


def _read(data: bytes) -> tuple[list[_File], str]:
    files: list[_File] = []
    plain, page, packed = "", b"", b""
    for attribute, content in _attributes(data):
        if attribute == _NEXT_FILE:
            files.append(_File())
        elif attribute == _MESSAGE_TEXT:
            plain = decode(content).text
        elif attribute == _MESSAGE_PROPERTIES:
            found = dict(_properties(content))
            plain = plain or decode(found.get(int(BODY, 16), b"")).text
            page, packed = found.get(int(HTML, 16), b""), found.get(int(RTF, 16), b"")
        elif files:
            _into(files[-1], attribute, content)
    return files, mail_text(plain, page, packed)


def _into(file: _File, attribute: int, content: bytes) -> None:
    if attribute == _FILE_NAME:
        file.name = file.name or decode(content).text
    elif attribute == _FILE_DATA:
        file.content = content
    elif attribute == _FILE_PROPERTIES:
        found = dict(_properties(content))
        file.name = decode(found.get(0x3707, b"")).text or file.name
        file.content = file.content or found.get(0x3701, b"")


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    place = _HEAD.size
    for _ in range(MOST_ATTRIBUTES):
        if place >= len(data):
            return
        _level, number, length = _ATTRIBUTE.unpack_from(data, place)
        place += _ATTRIBUTE.size
        content = data[place : place + length]
        if len(content) < length:
            raise ValueError("cut off")
        place += length + _CHECKSUM
        yield number & 0xFFFF, content
    raise ValueError("too many attributes")


def _properties(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the MAPI properties of a mail or a file as bytes by their tag; texts in UTF-16 as UTF-8."""
    (count,) = struct.unpack_from("<I", data)
    place = 4
    for _ in range(min(count, MOST_ATTRIBUTES)):
        kind, tag = struct.unpack_from("<HH", data, place)
        place += 4
        if tag >= _NAMED:
            place = _behind_name(data, place)
        is_many, kind = bool(kind & _MANY), kind & ~_MANY
        is_counted = is_many or kind in {_TEXT, _WIDE_TEXT, _OBJECT, _BINARY}
        values = 1
        if is_counted:
            (values,) = struct.unpack_from("<I", data, place)
            place += 4
        for _ in range(min(values, MOST_ATTRIBUTES)):
            content, place = _value(data, place, kind)
            yield tag, content


def _behind_name(data: bytes, place: int) -> int:
    """Return where a property's own name ends: a number, or text padded to four bytes."""
    (kind,) = struct.unpack_from("<I", data, place + _GUID)
    place += _GUID + 4
    if kind == 0:
        return place + 4
    (length,) = struct.unpack_from("<I", data, place)
    return place + 4 + _padded(length)


def _value(data: bytes, place: int, kind: int) -> tuple[bytes, int]:
    if kind in _SINGLE_SIZES:
        size = _SINGLE_SIZES[kind]
        return data[place : place + size], place + size
    if kind not in {_TEXT, _WIDE_TEXT, _OBJECT, _BINARY}:
        raise ValueError("unknown type of property")
    (length,) = struct.unpack_from("<I", data, place)
    place += 4
    content = data[place : place + length]
    if len(content) < length:
        raise ValueError("cut off")
    if kind == _WIDE_TEXT:
        content = content.decode("utf-16-le", "replace").rstrip("\0").encode()
    elif kind == _TEXT:
        content = content.rstrip(b"\0")
    elif kind == _OBJECT:
        # The identifier of the interface stands before an embedded object.
        content = content[_GUID:]
    return content, place + _padded(length)


def _padded(length: int) -> int:
    return (length + 3) & ~3
