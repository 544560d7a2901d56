"""One file that came back, whatever it is wrapped in: PDF, Markdown, a mail, a zip, one in the other.

Runs in the child that reads. Nothing is ever unpacked to the disk, and what a name says counts for nothing:
a file is what it begins with.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, Message
from pathlib import PurePosixPath

from coopcoach.domain.exercise import Workbook
from coopcoach.errors import BadFile, Fault
from coopcoach.exchange.encryption import decrypted, encrypted_block, is_encrypted
from coopcoach.exchange.incoming.markdown_return import read_markdown, read_text
from coopcoach.exchange.incoming.merge import joined
from coopcoach.exchange.incoming.repairs import decoded, unflowed, without_tags
from coopcoach.exchange.incoming.returned import Returned
from coopcoach.exchange.web.mark import is_web_workbook
from coopcoach.i18n import N_

MOST_BYTES = 50_000_000
MOST_UNPACKED = 100_000_000
MOST_ENTRIES = 100
MOST_PARTS = 200
DEEPEST = 3

_ONE = N_("save the workbook from the mail and import that one file")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)

_MAIL_HEAD = re.compile(rb"\A(?:[!-9;-~]{1,76}:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*)+\r?\n")
_MAIL_WORD = re.compile(rb"(?im)^(?:from|to|subject|mime-version|content-type|received|x-unsent):")


def read_file(data: bytes, workbooks: Mapping[str, Workbook], key: str = "") -> Returned:
    """Read what came back, unpacking and decrypting it first where that is needed.

    Args:
        data: The file.
        workbooks: The session's exercises by language.
        key: The coach's private key, if there is one.

    Raises:
        BadFile: There is no workbook in it, or it is not safe to open; the one fault says what to do.
        MachineLacks: It is encrypted, and the library for that is missing.
    """
    if is_encrypted(data):
        data = decrypted(data, key)
    if not data.strip():
        raise refused(N_("the file is empty"), N_("ask the partner to send it again"))
    if len(data) > MOST_BYTES:
        raise refused(N_("the file is far too large for a workbook"), _ONE)
    if not is_wrapped(data):
        return _read_one(data, workbooks)
    found: list[Returned] = []
    faults: list[BadFile] = []
    loose: list[str] = []
    for kind, inside in _inside(data, 1):
        try:
            if kind == "text":
                found.append(_read_letter(inside.decode("utf-8"), workbooks, key))
            else:
                found.append(_read_one(_plain(inside, key), workbooks))
        except BadFile as error:
            faults.append(error)
            if kind == "text":
                loose.append(inside.decode("utf-8").strip())
    if not found:
        raise (
            faults[0] if len(faults) == 1 else refused(N_("there is no workbook in the file"), _ONE)
        )
    whole = joined(found, workbooks)
    letters = [text for text in loose if text]
    return whole.model_copy(update={"found": tuple(dict.fromkeys([*whole.found, *letters]))})


def is_wrapped(data: bytes) -> bool:
    """Whether a file is a mail or a zip."""
    return _is_zip(data) or _is_mail(data)


def refused(what: str, todo: str, **values: object) -> BadFile:
    """Return the error that says why a file is not read; both texts are message ids."""
    return BadFile("", [Fault(1, what, todo, tuple(values.items()))])


def _plain(data: bytes, key: str) -> bytes:
    return decrypted(data, key) if is_encrypted(data) else data


def _read_letter(text: str, workbooks: Mapping[str, Workbook], key: str) -> Returned:
    """Read the text of a mail, into which a partner may have put the encrypted file."""
    block = encrypted_block(text)
    return _read_one(decrypted(block, key), workbooks) if block else read_text(text, workbooks)


def _read_one(data: bytes, workbooks: Mapping[str, Workbook]) -> Returned:
    if is_web_workbook(data):
        raise refused(
            N_("this is the web workbook itself; what was written in it stays in the browser"),
            N_("ask for the file that the page saves when one hands in there"),
        )
    if data.lstrip()[:5] == b"%PDF-" or b"%PDF-" in data[:1024]:
        from coopcoach.exchange.incoming.pdf_return import read_pdf

        return read_pdf(data, workbooks)
    return read_markdown(data, workbooks)


def _is_zip(data: bytes) -> bool:
    return data[:4] in {b"PK\x03\x04", b"PK\x05\x06"}


def _is_mail(data: bytes) -> bool:
    head = _MAIL_HEAD.match(data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")[:200_000])
    return head is not None and len(_MAIL_WORD.findall(head[0])) >= 2


def _inside(data: bytes, depth: int) -> Iterator[tuple[str, bytes]]:
    """Yield what is wrapped: ``file`` as its bytes, ``text`` of a mail as UTF-8."""
    if depth > DEEPEST:
        raise refused(N_("too many files are wrapped in one another"), _ONE)
    inner = _zip_entries(data) if _is_zip(data) else _mail_parts(data)
    for kind, content in inner:
        if kind == "file" and is_wrapped(content):
            yield from _inside(content, depth + 1)
        else:
            yield kind, content


def _zip_entries(data: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _refuse_hostile(entries)
            room = MOST_UNPACKED
            for entry in entries:
                name = PurePosixPath(entry.filename)
                # What macOS adds beside each file.
                if name.parts[0] == "__MACOSX" or name.name.startswith("."):
                    continue
                with archive.open(entry) as file:
                    content = file.read(min(MOST_BYTES, room) + 1)
                room -= len(content)
                if len(content) > MOST_BYTES or room < 0:
                    raise refused(N_("the zip holds far more than a workbook"), _ONE)
                if content.strip():
                    yield "file", content
    except _BROKEN:
        raise refused(N_("the zip cannot be opened"), _ONE) from None


def _refuse_hostile(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES:
        raise refused(N_("the zip holds far more than a workbook"), _ONE)
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise refused(N_("the zip holds far more than a workbook"), _ONE)
    for entry in entries:
        name = entry.filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/") or re.match(r"[A-Za-z]:", name):
            raise refused(N_("the zip names files outside of itself"), _ONE)


def _mail_parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield a mail's attachments, then its text."""
    try:
        message = message_from_bytes(data.lstrip(b"\r\n"), policy=policy.default)
        parts = list(_leaves(message))
    except (MessageError, RecursionError, ValueError, LookupError, AttributeError):
        raise refused(N_("the mail cannot be read"), _ONE) from None
    texts: list[Message] = []
    for part in parts:
        named = bool(part.get_filename()) or part.get_content_disposition() == "attachment"
        if part.get_content_maintype() == "text" and not named:
            texts.append(part)
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and content.strip() and _may_be_workbook(part, content):
            yield "file", content
    plain = [part for part in texts if part.get_content_subtype() != "html"]
    for part in plain or texts:
        yield "text", _text_of(part).encode("utf-8", "replace")


def _leaves(message: Message) -> Iterator[Message]:
    for count, part in enumerate(message.walk()):
        if count > MOST_PARTS:
            raise refused(N_("the mail holds far more than a workbook"), _ONE)
        if not part.is_multipart():
            yield part


def _may_be_workbook(part: Message, content: bytes) -> bool:
    """Whether an attachment is not plainly something else: a picture, a signature, an appointment."""
    if part.get_content_maintype() in {"image", "audio", "video", "font"}:
        return False
    return part.get_content_type() not in {"text/calendar", "application/pkcs7-signature"} and (
        not content.startswith(b"BEGIN:VCALENDAR")
    )


def _text_of(part: Message) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset() or "utf-8"
    try:
        text = data.decode(charset)
    except (LookupError, UnicodeDecodeError):
        text = decoded(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if part.get_content_subtype() == "html":
        return without_tags(text)
    flowed = part.get_param("format") if isinstance(part, EmailMessage) else None
    if str(flowed).lower() == "flowed":
        return unflowed(text, delete_space=str(part.get_param("delsp")).lower() == "yes")
    return text
