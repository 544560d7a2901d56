"""Encryption of answers to the coach's public key, in the age format.

The library is an optional dependency: functions that need it raise `MachineLacks` without it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import ModuleType

from coopcoach.errors import BadFile, Fault, MachineLacks
from coopcoach.i18n import N_
from coopcoach.installation import command_to_add

SUFFIX = ".age"
# The front-matter key of the coach's public key in a workbook.
ENCRYPT_TO = "encrypt_to"
_ARMOUR = b"-----BEGIN AGE ENCRYPTED FILE-----"
_BINARY = b"age-encryption.org/v1"
# The library's message for an undamaged file that another key opens; it has no error type of its own.
_NO_MATCH = "No matching keys found"
_PUBLIC = re.compile(r"age1[0-9a-z]{58}")
_PRIVATE = re.compile(r"AGE-SECRET-KEY-1[0-9A-Z]{58}")


@dataclass(frozen=True)
class KeyPair:
    """A public and a private key."""

    public: str
    private: str


def new_key() -> KeyPair:
    """Generate a key pair.

    Raises:
        MachineLacks: The library is missing.
    """
    made = _pyrage().x25519.Identity.generate()
    return KeyPair(str(made.to_public()), str(made))


def find_private(text: str) -> str:
    """Return the private key in a key file, or an empty string."""
    found = _PRIVATE.search(text)
    return found[0] if found else ""


def find_public(text: str) -> str:
    """Return a text that is a public key, without blanks around it, or an empty string."""
    found = _PUBLIC.fullmatch(text.strip())
    return found[0] if found else ""


def public_of(private: str) -> str:
    """Return the public key of a private key.

    Raises:
        MachineLacks: The library is missing.
    """
    return str(_pyrage().x25519.Identity.from_str(private).to_public())


def encrypted(data: bytes, public: str) -> bytes:
    """Encrypt data to a public key, in the text form of age, which mail programs do not alter.

    Raises:
        MachineLacks: The library is missing.
        BadFile: The key is invalid.
    """
    library = _pyrage()
    try:
        recipient = library.x25519.Recipient.from_str(public)
    except library.RecipientError:
        what = N_("the file contains no valid key")
        raise BadFile("", [Fault(1, what, N_("ask your coach for the file again"))]) from None
    return bytes(library.encrypt(data, [recipient], armored=True))


def is_encrypted(data: bytes) -> bool:
    """Whether data is an age file, in its text or binary form."""
    return is_armoured(data) or data.startswith(_BINARY)


def is_armoured(data: bytes) -> bool:
    """Whether data is an age file in its text form."""
    return data.lstrip().startswith(_ARMOUR)


def decrypted(data: bytes, private: str) -> bytes:
    """Decrypt an age file.

    Raises:
        MachineLacks: The library is missing.
        BadFile: The key is missing or a different one, or the file is damaged.
    """
    if not private:
        raise _refused(
            N_("the file is encrypted, and there is no key on this computer"),
            N_(
                "import it on the computer that has your key, or put the key back where “coopcoach"
                " key” says it belongs"
            ),
        )
    library = _pyrage()
    try:
        return bytes(library.decrypt(data.lstrip(), [library.x25519.Identity.from_str(private)]))
    except library.DecryptError as error:
        if str(error) == _NO_MATCH:
            raise _refused(
                N_("the file is encrypted to a different key from the one on this computer"),
                N_("import it on the computer that has that key"),
            ) from None
        raise _refused(
            N_("the encrypted file was damaged on the way"), N_("ask the partner to send it again")
        ) from None


def _pyrage() -> ModuleType:
    try:
        import pyrage
    except ImportError:
        raise MachineLacks(
            N_("this computer lacks the library that encrypts and decrypts"),
            N_("install it with “{command}”"),
            command=command_to_add("pyrage"),
        ) from None
    module: ModuleType = pyrage
    return module


def _refused(what: str, todo: str) -> BadFile:
    return BadFile("", [Fault(1, what, todo)])
