"""Read mails: single ones, stores of several (mbox), and those of Apple Mail (.emlx)."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, Message

from coopcoach.exchange.incoming.formats.charsets import decode, plain_breaks
from coopcoach.exchange.incoming.formats.html_page import page_text
from coopcoach.exchange.incoming.formats.kinds import (
    EMLX_LINE,
    MBOX_LINE,
    FileKind,
    kind_of,
    refused,
    unreadable,
)
from coopcoach.exchange.incoming.formats.mail_heads import head_of, read_sender, subject_of
from coopcoach.exchange.incoming.formats.parts import Part, Sender
from coopcoach.exchange.incoming.repairs import unflowed
from coopcoach.i18n import N_

MOST_PARTS = 200
MOST_MAILS = 50
_MOST_DASHED_LINES = 10 * MOST_PARTS
# Smaller pictures are logos and smileys of a signature.
_PHOTO_BYTES = 60_000

_ONE = N_("save the workbook from the e-mail and import that one file")
_NEXT_MAIL = re.compile(rb"(?m)^From (?:[^\n]*\d{4}|- [^\n]*)\r?\n(?=[!-9;-~]{1,76}:[ \t])")
_UUENCODED = re.compile(
    r"^begin [0-7]{3,4} [^\n]+\n(?P<lines>(?:[ -`]{1,80}\n)+)end[ \t]*$", re.MULTILINE
)


def mail_parts(data: bytes) -> Iterator[Part]:
    """Yield the attachments of each mail in a file, then its text.

    Raises:
        BadFile: A mail cannot be read, or its attachments are encrypted.
    """
    for mail in _mails(data):
        yield from _parts(mail)


def _mails(data: bytes) -> list[bytes]:
    """Return the mails in a file, without the lines that a mail program put around them."""
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n \t")
    length = EMLX_LINE.match(data)
    if length is not None:
        # A property list follows the mail.
        return [data[length.end() : length.end() + int(length[1])]]
    first = MBOX_LINE.match(data)
    if first is None:
        return [data]
    data = data[first.end() :]
    starts = list(_NEXT_MAIL.finditer(data))
    if len(starts) >= MOST_MAILS:
        raise refused(N_("the file holds far more e-mails than a session has"), _ONE)
    begins = [0, *(start.end() for start in starts)]
    ends = [*(start.start() for start in starts), len(data)]
    return [data[begin:end] for begin, end in zip(begins, ends, strict=True)]


def _parts(data: bytes) -> Iterator[Part]:
    # The parser takes minutes for thousands of parts; each begins with such a line.
    if data.count(b"\n--") > _MOST_DASHED_LINES:
        raise refused(N_("the e-mail holds far more than a workbook"), _ONE)
    try:
        message = message_from_bytes(data.lstrip(b"\r\n"), policy=policy.default)
        leaves = list(_leaves(message, Sender()))
    except (MessageError, RecursionError, ValueError, LookupError, AttributeError):
        raise refused(N_("the e-mail cannot be read"), _ONE) from None
    letters: list[tuple[Message, Sender]] = []
    for part, sender in leaves:
        named = bool(part.get_filename()) or part.get_content_disposition() == "attachment"
        if part.get_content_maintype() == "text" and not named:
            letters.append((part, sender))
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and content.strip() and _may_be_workbook(part, content):
            yield Part(content, name=str(part.get_filename() or ""), sender=sender)
    plain = [pair for pair in letters if pair[0].get_content_subtype() != "html"]
    for part, sender in plain or letters:
        text, files = _without_uuencoded(_text_of(part))
        yield from (Part(content, sender=sender) for content in files)
        yield Part(text.encode("utf-8", "replace"), is_letter=True, sender=sender)


def _leaves(message: Message, sender: Sender, count: int = 0) -> Iterator[tuple[Message, Sender]]:
    """Yield the parts that hold no others, with the sender of the innermost mail around them."""
    pending = [(message, sender)]
    while pending:
        part, outer = pending.pop()
        count += 1
        if count > MOST_PARTS:
            raise refused(N_("the e-mail holds far more than a workbook"), _ONE)
        own = _sender_of(part, outer)
        if part.is_multipart():
            inner = [each for each in part.get_payload() if isinstance(each, Message)]
            pending.extend((each, own) for each in reversed(inner))
        else:
            yield part, own


def _sender_of(part: Message, outer: Sender) -> Sender:
    """Return the sender of a mail, with the subjects of those around it; for other parts the sender around."""
    head, subject = head_of(part, "from"), subject_of(part)
    subjects = "\n".join(dict.fromkeys(filter(None, (outer.subject, subject))))
    own = read_sender(head) if head else outer
    return own.model_copy(update={"subject": subjects})


def _may_be_workbook(part: Message, content: bytes) -> bool:
    """Whether an attachment is not plainly something else: a logo, a signature, an appointment."""
    if part.get_content_type() in {"application/pkcs7-mime", "application/x-pkcs7-mime"}:
        raise unreadable(FileKind.SEALED_MAIL, "")
    if part.get_content_type() == "application/pgp-encrypted":
        raise unreadable(FileKind.SEALED_TEXT, "")
    if part.get_content_maintype() in {"audio", "video", "font"}:
        return False
    if kind_of(content) is FileKind.PICTURE or part.get_content_maintype() == "image":
        return len(content) >= _PHOTO_BYTES and part.get_content_disposition() != "inline"
    seals = {"text/calendar", "application/pkcs7-signature", "application/pgp-signature"}
    seals.add("application/x-pkcs7-signature")
    return part.get_content_type() not in seals and not content.startswith(b"BEGIN:VCALENDAR")


def _text_of(part: Message) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset() or "utf-8"
    try:
        text = plain_breaks(data.decode(charset))
    except (LookupError, UnicodeDecodeError):
        text = decode(data, charset).text
    if part.get_content_subtype() == "html":
        return page_text(text)
    flowed = part.get_param("format") if isinstance(part, EmailMessage) else None
    if str(flowed).lower() == "flowed":
        return unflowed(text, delete_space=str(part.get_param("delsp")).lower() == "yes")
    return text


def _without_uuencoded(text: str) -> tuple[str, list[bytes]]:
    """Return a text without the files that an old mail program wrote into it, and those files."""
    files: list[bytes] = []
    for match in _UUENCODED.finditer(text):
        try:
            files.append(b"".join(map(binascii.a2b_uu, match["lines"].splitlines())))
        except binascii.Error:
            return text, []
    return (_UUENCODED.sub("", text) if files else text), files
