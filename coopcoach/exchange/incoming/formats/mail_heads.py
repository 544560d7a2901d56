"""Read the sender and the subject of a mail, as mail programs write them and also as they should not."""

from __future__ import annotations

import re
from email.message import Message

from coopcoach.exchange.incoming.formats.charsets import decode
from coopcoach.exchange.incoming.formats.parts import Sender
from coopcoach.wording.person_names import decoded_line, person_of_head

_LETTER = r"[^\s<>()\[\],;:\"']"
_ADDRESS = re.compile(rf"(?:mailto:|(?<!{_LETTER}))({_LETTER}+@{_LETTER}+)", re.IGNORECASE)
_COMMENT = re.compile(r"\(([^()]*)\)")
_LONGEST = 1_000
_OPEN = frozenset(("", "normal"))


def read_sender(head: str) -> Sender:
    """Return the sender that a line names; name and address may be empty.

    ``Meier, Anna <anna@example.org>`` is one person, though its comma should stand in quotation marks.
    """
    line = " ".join(head[:_LONGEST].split())
    found = _ADDRESS.search(line)
    if found is None:
        return Sender(name=person_of_head(line))
    before = line[: found.start()].rstrip(" <[(")
    comment = _COMMENT.search(line[found.end() :])
    # In “anna@example.org <anna@example.org>” the first is the name.
    name = before or (comment[1] if comment else "")
    return Sender(name=person_of_head(name), address=found[1].strip("."))


def head_of(message: Message, name: str) -> str:
    """Return a line of a mail's head in one line, decoded; empty where it is missing or broken."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name), "")
    if not raw.isascii():
        raw = decode(raw.encode("utf-8", "surrogateescape")).text
    return " ".join(decoded_line(raw).split())


def subject_of(message: Message) -> str:
    """Return the subject of a mail, with a word for the mark *private* or *confidential* that Outlook sets."""
    marked = head_of(message, "sensitivity").casefold() not in _OPEN
    return "\n".join(filter(None, (head_of(message, "subject"), "confidential" if marked else "")))
