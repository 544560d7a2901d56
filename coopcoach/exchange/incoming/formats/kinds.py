"""Tell the format of a file by its first bytes; its name counts for nothing."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from enum import StrEnum

from coopcoach.errors import BadFile, Fault
from coopcoach.i18n import N_

# Possessive quantifiers: a CR that two parts can match would make the search exponential in the number of lines.
_MAIL_HEAD = re.compile(rb"\A(?:[!-9;-~]{1,76}+:[^\n]*+\n(?:[ \t][^\n]*+\n)*+)++\r?\n")
_MAIL_WORD = re.compile(rb"(?im)^(?:from|to|subject|mime-version|content-type|received|x-unsent):")
# The line before each mail of an mbox file; some programs quote it.
MBOX_LINE = re.compile(rb"\A>?From (?:[^\n]*\d{4}|- [^\n]*)\r?\n")
# Apple Mail: the length of the mail on a line of its own.
EMLX_LINE = re.compile(rb"\A[ \t]*(\d{2,10})[ \t]*\r?\n")
_HTML = re.compile(
    rb"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|meta)\b",
    re.I | re.S,
)
_HEAD_LENGTH = 200_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TNEF = b"\x78\x9f\x3e\x22"
_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif")
_PICTURES = (
    b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*", b"II+\0", b"MM\0+",
    b"BM", b"\xff\x0a", b"\0\0\0\x0cJXL ", b"\0\0\0\x0cjP  ",
)  # fmt: skip
_PACKED = (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0", b"MSCF")
_ZIP_FAULTS = (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError)


class FileKind(StrEnum):
    """The format of a file, as far as it decides about how the file is read."""

    PDF = "pdf"
    MAIL = "mail"
    MAIL_STORE = "mbox"
    APPLE_MAIL = "emlx"
    OUTLOOK = "msg"
    TNEF = "winmail.dat"
    ZIP = "zip"
    WORD = "docx"
    OPEN_DOCUMENT = "odt"
    FLAT_DOCUMENT = "fodt"
    RICH_TEXT = "rtf"
    HTML = "html"
    WEB_ARCHIVE = "webarchive"
    TEXT = "text"
    # Not read; each has a sentence in UNREADABLE.
    PICTURE = "picture"
    OLD_OFFICE = "doc"
    LOCKED_OFFICE = "locked document"
    PAGES = "pages"
    SHEET = "spreadsheet"
    PACKED = "packed"
    FORM_DATA = "fdf"
    SEALED_MAIL = "smime"
    SEALED_TEXT = "pgp"


# Files that hold others.
WRAPPED = frozenset(
    {
        FileKind.ZIP,
        FileKind.MAIL,
        FileKind.MAIL_STORE,
        FileKind.APPLE_MAIL,
        FileKind.OUTLOOK,
        FileKind.TNEF,
    }
)

FROM_PAPER = N_(
    "type the answers in with the picture beside you: coopcoach prepare {session} --partner NAME"
    " --from-paper FILE"
)
_AS_TEXT = N_(
    "ask for it saved as .docx, .odt or PDF, or let the partner copy the text into an e-mail"
)
_UNSEALED = N_("open it in your e-mail program, save the attachment, and import that")

UNREADABLE: dict[FileKind, tuple[str, str]] = {
    FileKind.PICTURE: (N_("this is a picture; handwriting is not read"), FROM_PAPER),
    FileKind.OLD_OFFICE: (
        N_("this is a document from an old version of Office (.doc, .xls)"),
        _AS_TEXT,
    ),
    FileKind.LOCKED_OFFICE: (
        N_("the document is locked with a password"),
        N_("ask for a copy that was saved without a password"),
    ),
    FileKind.PAGES: (
        N_("this is a document of Apple Pages, which no other program reads"),
        _AS_TEXT,
    ),
    FileKind.SHEET: (N_("this is a spreadsheet or a slide show, not a workbook"), _AS_TEXT),
    FileKind.PACKED: (
        N_("the file is packed in a format that cannot be read here"),
        N_("unpack it, and import the workbook in it"),
    ),
    FileKind.FORM_DATA: (
        N_("these are only the data of a PDF form (FDF or XFDF), without what stands beside them"),
        N_("ask for the PDF itself, as it was saved"),
    ),
    FileKind.SEALED_MAIL: (N_("the e-mail is signed or encrypted with S/MIME"), _UNSEALED),
    FileKind.SEALED_TEXT: (N_("the e-mail is encrypted with PGP"), _UNSEALED),
}


def refused(what: str, todo: str, **values: object) -> BadFile:
    """Return the error for a file that is not read; both texts are message ids."""
    return BadFile("", [Fault(1, what, todo, tuple(values.items()))])


def unreadable(kind: FileKind, session: str) -> BadFile:
    """Return the error for a file of a format that is known and not read.

    Args:
        kind: A key of ``UNREADABLE``.
        session: The session's slug, for the command that the error names.
    """
    return refused(*UNREADABLE[kind], session=session or "SESSION")


def kind_of(data: bytes) -> FileKind:  # noqa: PLR0911 - one for each format
    """Return the format of a file."""
    bare = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n \t")
    if data[:4] in {b"PK\x03\x04", b"PK\x05\x06"}:
        return _kind_of_zip(data)
    if data.startswith(_OLE):
        return _kind_of_ole(data)
    if data.startswith(_TNEF):
        return FileKind.TNEF
    if data.startswith(_PICTURES) or (data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS):
        return FileKind.PICTURE
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return FileKind.PICTURE
    if data.startswith(_PACKED):
        return FileKind.PACKED
    # Before mail and HTML: a PDF may have bytes before its head, but few.
    if bare.startswith(b"%PDF-") or b"%PDF-" in data[:1024]:
        return FileKind.PDF
    if bare.startswith(b"%FDF-") or b"<xfdf" in bare[:1000]:
        return FileKind.FORM_DATA
    if bare.startswith(b"{\\rtf"):
        return FileKind.RICH_TEXT
    if data.startswith(b"bplist00") or b"WebMainResource" in data[:2000]:
        return FileKind.WEB_ARCHIVE
    return _kind_of_text(bare)


def _kind_of_text(data: bytes) -> FileKind:
    if MBOX_LINE.match(data):
        return FileKind.MAIL_STORE
    length = EMLX_LINE.match(data)
    if length is not None and is_mail(data[length.end() :]):
        return FileKind.APPLE_MAIL
    if data.startswith(b"-----BEGIN PGP MESSAGE-----"):
        return FileKind.SEALED_TEXT
    if is_mail(data):
        return FileKind.MAIL
    if b"<office:document " in data[:2000]:
        return FileKind.FLAT_DOCUMENT
    return FileKind.HTML if _HTML.match(data[:_HEAD_LENGTH]) else FileKind.TEXT


def is_mail(data: bytes) -> bool:
    """Whether a text begins with the head of a mail."""
    head = _MAIL_HEAD.match(data.lstrip(b"\r\n")[:_HEAD_LENGTH])
    return head is not None and len(_MAIL_WORD.findall(head[0])) >= 2


def _kind_of_zip(data: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            first = archive.read("mimetype")[:80] if "mimetype" in names else b""
            locked = "META-INF/manifest.xml" in names and b"encryption-data" in archive.read(
                "META-INF/manifest.xml"
            )
    except (*_ZIP_FAULTS, RuntimeError, KeyError):
        return FileKind.ZIP
    if first.startswith(b"application/vnd.oasis.opendocument"):
        is_text = first.startswith(b"application/vnd.oasis.opendocument.text")
        if not is_text:
            return FileKind.SHEET
        return FileKind.LOCKED_OFFICE if locked else FileKind.OPEN_DOCUMENT
    if "[Content_Types].xml" in names:
        is_word = any(name.startswith("word/") for name in names)
        return FileKind.WORD if is_word else FileKind.SHEET
    is_pages = any(
        name.startswith("Index/") or name in {"Index.zip", "index.xml"} for name in names
    )
    return FileKind.PAGES if is_pages else FileKind.ZIP


def _kind_of_ole(data: bytes) -> FileKind:
    """Tell Outlook's items from old and from locked documents by the names in their directory."""

    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        return FileKind.LOCKED_OFFICE
    if holds("WordDocument") or holds("Workbook") or holds("PowerPoint Document"):
        # Outlook stores an attached document in streams of its own.
        return FileKind.OUTLOOK if holds("__properties_version1.0") else FileKind.OLD_OFFICE
    return FileKind.OUTLOOK
