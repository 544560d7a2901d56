"""Answers encrypted on their way back: age files, to the coach's public key.

The library is an extra; every call that needs it says so where it is missing. The files are those of the
age format, so that any other program for it opens them too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import ModuleType

from coopcoach.errors import BadFile, Fault, MachineLacks
from coopcoach.i18n import N_

SUFFIX = ".age"
# The front-matter key under which a workbook names the coach's public key.
ENCRYPT_TO = "encrypt_to"
_ARMOUR = b"-----BEGIN AGE ENCRYPTED FILE-----"
_BINARY = b"age-encryption.org/v1"
_BLOCK = re.compile(
    r"-----BEGIN AGE ENCRYPTED FILE-----.*?-----END AGE ENCRYPTED FILE-----", re.DOTALL
)
_PUBLIC = re.compile(r"age1[0-9a-z]{58}")
_PRIVATE = re.compile(r"AGE-SECRET-KEY-1[0-9A-Z]{58}")


@dataclass(frozen=True)
class KeyPair:
    """The two halves of a key: the public one goes out, the private one stays."""

    public: str
    private: str


def new_key() -> KeyPair:
    """Make a key.

    Raises:
        MachineLacks: The library is missing.
    """
    made = _pyrage().x25519.Identity.generate()
    return KeyPair(str(made.to_public()), str(made))


def find_private(text: str) -> str:
    """Return the private key in the text of a key file; "" where there is none."""
    found = _PRIVATE.search(text)
    return found[0] if found else ""


def find_public(text: str) -> str:
    """Return the public key in a text; "" where there is none."""
    found = _PUBLIC.fullmatch(text.strip())
    return found[0] if found else ""


def public_of(private: str) -> str:
    """Return the public half of a key.

    Raises:
        MachineLacks: The library is missing.
    """
    return str(_pyrage().x25519.Identity.from_str(private).to_public())


def encrypted(data: bytes, public: str) -> bytes:
    """Return data encrypted to a public key, as text that every mail program leaves whole.

    Raises:
        MachineLacks: The library is missing.
        BadFile: The key is none.
    """
    library = _pyrage()
    try:
        recipient = library.x25519.Recipient.from_str(public)
    except library.RecipientError:
        what = N_("the key in the file is none")
        raise BadFile("", [Fault(1, what, N_("ask your coach for the file again"))]) from None
    return bytes(library.encrypt(data, [recipient], armored=True))


def is_encrypted(data: bytes) -> bool:
    """Whether data is an age file, as text or not."""
    return data.lstrip()[: len(_ARMOUR)] == _ARMOUR or data.startswith(_BINARY)


def encrypted_block(text: str) -> bytes:
    """Return the age file that stands in a text, such as that of a mail; empty where there is none."""
    found = _BLOCK.search(text)
    return found[0].encode("utf-8", "replace") + b"\n" if found else b""


def decrypted(data: bytes, private: str) -> bytes:
    """Return what was encrypted.

    Raises:
        MachineLacks: The library is missing.
        BadFile: There is no key, or it is not the one that was encrypted to, or the file is broken.
    """
    if not private:
        raise _refused(
            N_("the file is encrypted, and on this computer there is no key"),
            N_("import it where your key lies, or put the key back where “coopcoach key” names it"),
        )
    library = _pyrage()
    try:
        return bytes(library.decrypt(data.lstrip(), [library.x25519.Identity.from_str(private)]))
    except library.DecryptError:
        raise _refused(
            N_("the file is encrypted to another key, or was damaged on the way"),
            N_("import it where that key lies, or ask the partner to send it again"),
        ) from None


def _pyrage() -> ModuleType:
    try:
        import pyrage
    except ImportError:
        raise MachineLacks(
            N_("this computer lacks the library that encrypts and decrypts"),
            N_("install it with “pipx inject coopcoach pyrage”"),
        ) from None
    module: ModuleType = pyrage
    return module


def _refused(what: str, todo: str) -> BadFile:
    return BadFile("", [Fault(1, what, todo)])
