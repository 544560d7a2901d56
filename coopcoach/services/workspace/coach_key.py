"""The coach's key: the public half goes with invitations, the private half opens returned files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from coopcoach.errors import BadFile, Fault, MachineLacks
from coopcoach.exchange.encryption import find_private, new_key, public_of
from coopcoach.i18n import N_, Translator
from coopcoach.storage.coach_key import key_path, read_key_file, write_key_file

WARNING = (
    N_(
        "With a key, partners who use the web workbook or the terminal program send their answers back"
        " encrypted: only the key opens them again."
    ),
    N_(
        "If the key is lost, nobody can open what was encrypted to it, neither you nor anybody else:"
        " the partners have to send their answers once more. Keep a copy in a safe place,"
        " such as a password manager, and never in a workspace."
    ),
)


@dataclass(frozen=True)
class CoachKey:
    """The path of the key, and its public half."""

    path: Path
    public: str


def private_key(environment: Mapping[str, str]) -> str:
    """Return the private key; "" where there is none."""
    return find_private(read_key_file(key_path(environment)))


def coach_key(environment: Mapping[str, str]) -> CoachKey | None:
    """Return the key, if there is one.

    Raises:
        BadFile: The file holds no key.
        MachineLacks: The library is missing.
    """
    path = key_path(environment)
    if not path.exists():
        return None
    private = find_private(read_key_file(path))
    if not private:
        what = N_("there is no key in the file")
        raise BadFile(path, [Fault(1, what, N_("put your copy of the key back in its place"))])
    return CoachKey(path, public_of(private))


def needed_key(environment: Mapping[str, str]) -> CoachKey:
    """Return the key.

    Raises:
        MachineLacks: There is none, or the library is missing.
    """
    found = coach_key(environment)
    if found is None:
        what = N_("there is no key on this computer to encrypt to")
        raise MachineLacks(what, N_("make one with “coopcoach key”"))
    return found


def make_key(environment: Mapping[str, str], now: datetime, t: Translator) -> CoachKey:
    """Make the key, as a file that programs for the age format read.

    Raises:
        Conflict: There is one already, or the file cannot be written.
        MachineLacks: The library is missing.
    """
    path = key_path(environment)
    pair = new_key()
    lines = (
        "# " + t("The key of a coach, for coopcoach. Keep it to yourself."),
        f"# created: {now.isoformat(timespec='seconds')}",
        f"# public key: {pair.public}",
        pair.private,
    )
    write_key_file(path, "\n".join(lines) + "\n")
    return CoachKey(path, pair.public)
