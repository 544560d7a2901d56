"""The part of a partner's link behind ``#``: all that is particular to a session. Browsers never send it.

The layout, which ``scripts/link.js`` reads too::

    "1" language "." base64url(check sum, head, exercises, key, texts) "z"

    check sum  4 bytes: the beginning of the SHA-256 of the language and the rest
    head       pack (1), flags (1), digest of the exercises (4), made (4), answer by (2), number of exercises (1)
    exercises  for each exercise asked, in order: the first two bytes of its print
    key        37 bytes, if the flag is set: the 58 letters behind "age1", 5 bits each
    texts      session, partner, name, other name, coach, address of the coach: UTF-8, parted by line feeds

Numbers are big-endian; times are seconds since 1970, days since 2020. The last letter keeps mail programs from taking a hyphen at the end for punctuation, and shows that nothing was cut off.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Final

from coopcoach.domain.exercise import PACKS, Pack
from coopcoach.errors import WrongCall
from coopcoach.exchange.outgoing.mail import line_of
from coopcoach.i18n import N_

VERSION: Final = "1"
END: Final = "z"
LONGEST: Final = 400

_HEAD = struct.Struct(">BBIIHB")
_CHECK = 4
_KEY = "age1"
# The letters of Bech32.
_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_KEY_LETTERS = 58
_KEY_BYTES = 37
_HAS_KEY = 1
_DAY_ZERO = date(2020, 1, 1)
_TEXTS = ("session", "partner", "name", "other", "coach", "address")
# The most bytes of a text that is only shown, from generous to short, until the link is short enough.
_ROOM: Final = (60, 32, 18)
_FRAGMENT = re.compile(rf"{VERSION}([a-z]+(?:-[A-Za-z]+)*)\.([A-Za-z0-9_-]+){END}")
_PUBLIC = re.compile(rf"{_KEY}[{_LETTERS}]{{{_KEY_LETTERS}}}")


class DamagedLink(ValueError):
    """The part of a link behind ``#`` is not whole, or of a newer version."""


@dataclass(frozen=True)
class Link:
    """The content of a link.

    Attributes:
        language: The language of the partner.
        session: The session's slug.
        partner: The partner's id.
        name: The partner's first name.
        other: The other partner's first name.
        coach: The coach's name.
        address: The coach's mail address.
        pack: The pack of the session.
        prints: The first 16 bits of the print of each exercise asked, in order; the site finds them by it.
        digest: The first 32 bits of the digest of all prints; the site has to have the same exercises.
        made: When the link was made, in whole seconds.
        answer_by: The day to answer by.
        key: The coach's public key, if the answers are to be encrypted.
    """

    language: str
    session: str
    partner: str
    name: str
    other: str
    coach: str
    address: str
    pack: Pack
    prints: tuple[int, ...]
    digest: int
    made: datetime
    answer_by: date | None = None
    key: str = ""


def link_address(site: str, link: Link) -> str:
    """Return the whole address of a link; names that are only shown may be shortened for it.

    Raises:
        WrongCall: It is longer than 400 characters all the same.
    """
    base = site if site.endswith("/") else f"{site}/"
    for room in _ROOM:
        address = f"{base}#{write_link(_within(link, room))}"
        if len(address) <= LONGEST:
            return address
    raise WrongCall(
        N_("the link would be longer than {most} characters, and e-mail programs may cut it"),
        N_("take a shorter address for “site” in settings.yaml"),
        most=LONGEST,
    )


def write_link(link: Link) -> str:
    """Return the part of a link behind ``#``."""
    days = (link.answer_by - _DAY_ZERO).days if link.answer_by else 0
    head = _HEAD.pack(
        PACKS.index(link.pack),
        _HAS_KEY if link.key else 0,
        link.digest,
        int(link.made.timestamp()),
        days if 0 <= days < 1 << 16 else 0,
        len(link.prints),
    )
    key = _packed(link.key) if link.key else b""
    texts = "\n".join(line_of(getattr(link, name)) for name in _TEXTS)
    rest = (
        head + _prints(len(link.prints)).pack(*link.prints) + key + texts.encode("utf-8", "replace")
    )
    data = _check(link.language, rest) + rest
    body = base64.urlsafe_b64encode(data).decode("ascii").rstrip("=")
    return f"{VERSION}{link.language}.{body}{END}"


def read_link(fragment: str) -> Link:
    """Return the content of the part of a link behind ``#``.

    Raises:
        DamagedLink: It is not whole, or of another version.
    """
    match = _FRAGMENT.fullmatch(fragment)
    if match is None:
        raise DamagedLink
    language, body = match.groups()
    try:
        data = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
    except binascii.Error:
        raise DamagedLink from None
    check, rest = data[:_CHECK], data[_CHECK:]
    if len(rest) < _HEAD.size or _check(language, rest) != check:
        raise DamagedLink
    pack, flags, digest, made, days, count = _HEAD.unpack_from(rest)
    key_at = _HEAD.size + _prints(count).size
    has_key = bool(flags & _HAS_KEY)
    texts_at = key_at + (_KEY_BYTES if has_key else 0)
    texts = rest[texts_at:].decode("utf-8", "replace").split("\n")
    if pack >= len(PACKS) or texts_at > len(rest) or len(texts) != len(_TEXTS):
        raise DamagedLink
    return Link(
        language=language,
        **dict(zip(_TEXTS, texts, strict=True)),
        pack=PACKS[pack],
        prints=_prints(count).unpack_from(rest, _HEAD.size),
        digest=digest,
        made=datetime.fromtimestamp(made, UTC),
        answer_by=_DAY_ZERO + timedelta(days=days) if days else None,
        key=_unpacked(rest[key_at:texts_at]) if has_key else "",
    )


def digest_of(prints: Iterable[str]) -> int:
    """Return the digest of exercises, from those of each of them in the order in which they are asked."""
    digest = hashlib.sha256(" ".join(prints).encode()).digest()
    return int.from_bytes(digest[:4], "big")


def short_print(whole: str) -> int:
    """Return the first 16 bits of an exercise's print, which is in hexadecimal digits."""
    return int(whole[:4], 16)


def _check(language: str, rest: bytes) -> bytes:
    return hashlib.sha256(language.encode() + rest).digest()[:_CHECK]


def _prints(count: int) -> struct.Struct:
    return struct.Struct(f">{count}H")


def _within(link: Link, room: int) -> Link:
    """Return a link with its names cut to so many bytes; an address that is longer is left out."""
    address = line_of(link.address)
    return replace(
        link,
        name=_cut(link.name, room),
        other=_cut(link.other, room),
        coach=_cut(link.coach, room),
        address=address if len(address.encode()) <= room else "",
    )


def _cut(text: str, room: int) -> str:
    return line_of(text).encode("utf-8", "replace")[:room].decode("utf-8", "ignore").strip()


def _packed(key: str) -> bytes:
    if not _PUBLIC.fullmatch(key):
        raise ValueError(key)
    number = 0
    for letter in key.removeprefix(_KEY):
        number = number << 5 | _LETTERS.index(letter)
    return number.to_bytes(_KEY_BYTES, "big")


def _unpacked(data: bytes) -> str:
    number = int.from_bytes(data, "big")
    return _KEY + "".join(_letters(number))


def _letters(number: int) -> Iterator[str]:
    for place in reversed(range(_KEY_LETTERS)):
        yield _LETTERS[number >> 5 * place & 31]
