"""Guess the charset of a file: the last line of the text workbook decides, else the letters in the text."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from unicodedata import normalize

from coopcoach.exchange.outgoing.markdown_workbook import PROBE

# One byte a character, the likeliest first.
BYTE_CHARSETS = ("cp1252", "iso8859-15", "mac_roman", "cp850", "cp437", "cp1250")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PROBE_SIGNS = frozenset(sign for sign in PROBE if ord(sign) > 127)
_LETTERS = frozenset("ÄÖÜäöüß")
_USUAL = _PROBE_SIGNS | frozenset("·…‚‘«»éèêàâçñáíóúîôûÉ°§²³½×👍☐☑☒✓\u00a0\u00ad")
_PROBE_TAIL = re.compile(r"0123456789[\s>|*\\]*abcdefghijklmnopqrstuvwxyz")
_PROBE_LENGTH = 100
_PROBE_SIGNS_LENGTH = 50
_SAMPLE = 4_000
_WINDOWS = {
    code: bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}
}


@dataclass(frozen=True)
class Decoded:
    """A file's text with plain line breaks, and the charset in which it was read."""

    text: str
    charset: str


def decode(data: bytes, named: str = "") -> Decoded:
    """Return the text of a file in whatever charset.

    Args:
        data: The file.
        named: The charset that its head names; tried after UTF-8, which is never right by chance.
    """
    for bom, charset in _BOMS:
        if data.startswith(bom):
            text = data[len(bom) :].decode(charset, "replace")
            return Decoded(composed(plain_breaks(text)), charset)
    wide = _wide_charset(data)
    if wide:
        return Decoded(composed(plain_breaks(data.decode(wide, "replace"))), wide)
    try:
        return Decoded(composed(plain_breaks(data.decode("utf-8"))), "utf-8")
    except UnicodeDecodeError:
        pass
    mixed = _mixed(data)
    if mixed is not None:
        return Decoded(composed(plain_breaks(mixed)), "utf-8")
    guesses = [(charset, read_as(data, charset)) for charset in _charsets(named)]
    charset, text = max(guesses, key=lambda guess: _plausible(guess[1]))
    return Decoded(plain_breaks(text), charset)


def plain_breaks(text: str) -> str:
    """Return a text with line feeds for line breaks, and without NULs."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def composed(text: str) -> str:
    """Return a text with whole umlauts where its last line shows that they were taken apart (NFD)."""
    probe = _probe_of(text)
    return normalize("NFC", text) if probe and normalize("NFC", probe) != probe else text


def read_as(data: bytes, charset: str) -> str:
    """Return the text of bytes in a charset of one byte a character; none of them is dropped."""
    if charset == "cp1252":
        # Five bytes mean nothing in Windows-1252; as the control characters of Latin-1 they are not lost.
        return data.decode("latin-1").translate(_WINDOWS)
    return data.decode(charset, "replace")


def probe_letters(text: str) -> int | None:
    """Return how many of the last line's special characters are whole; None where it is missing."""
    probe = _probe_of(text)
    return None if not probe else len(_PROBE_SIGNS & set(normalize("NFC", probe)))


def lost_characters(text: str) -> str:
    """Return the special characters that the last line shows to be lost, in their order there.

    Quotation marks and dashes that a program replaced by its own are not lost; those that became ``?`` are.
    Empty where the last line is whole, or missing.
    """
    probe = normalize("NFC", _probe_of(text))
    if not probe:
        return ""
    missing = [sign for sign in PROBE if ord(sign) > 127 and sign not in probe]
    grave = any(sign in _LETTERS or sign == "€" for sign in missing)
    is_marked = any(sign in probe[-_PROBE_SIGNS_LENGTH:] for sign in "?\ufffd")
    return " ".join(dict.fromkeys(missing)) if grave or is_marked else ""


def are_letters(lost: str) -> bool:
    """Whether umlauts are among lost characters: then the charset itself could not be guessed."""
    return not _LETTERS.isdisjoint(lost)


def raw_bytes(text: str, charset: str) -> str:
    """Return the bytes of a text that was read in a guessed charset, escaped where they are no ASCII.

    Empty where there is nothing but ASCII, or where the text came in Unicode and shows its characters itself.
    """
    if text.isascii() or charset.startswith("utf"):
        return ""
    return text.encode(charset, "replace").decode("ascii", "backslashreplace")


def _probe_of(text: str) -> str:
    tails = list(_PROBE_TAIL.finditer(text))
    if not tails:
        return ""
    return text[max(0, tails[-1].start() - _PROBE_LENGTH) : tails[-1].start()]


def _plausible(text: str) -> tuple[int, int]:
    special = [sign for sign in text if ord(sign) > 127]
    usual = sum(sign in _USUAL for sign in special)
    return probe_letters(text) or 0, 2 * usual - len(special)


def _charsets(named: str) -> tuple[str, ...]:
    try:
        known = codecs.lookup(named).name if named else ""
    except LookupError:
        known = ""
    wide = not known or known.startswith(("utf", "ascii", "iso2022", "iso8859-1"))
    return BYTE_CHARSETS if wide and known != "iso8859-15" else (known, *BYTE_CHARSETS)


def _wide_charset(data: bytes) -> str:
    """Return UTF-16 where every other byte of the beginning is zero."""
    sample = data[:_SAMPLE]
    if sample.count(0) * 3 < len(sample):
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) < 4 * min(even, odd):
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _mixed(data: bytes) -> str | None:
    """Return the text of UTF-8 into which another program wrote lines in its own charset."""
    lines: list[str | bytes] = []
    for line in data.replace(b"\r\n", b"\n").split(b"\n"):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            lines.append(line)
    utf8 = "\n".join(line for line in lines if isinstance(line, str))
    whole = (probe_letters(utf8) or 0) > len(_LETTERS)
    if not whole:
        return None
    return "\n".join(line if isinstance(line, str) else read_as(line, "cp1252") for line in lines)
