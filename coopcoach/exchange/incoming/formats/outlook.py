"""Read a mail that Outlook saved as .msg: its text, its attachments, mails in it.

The library made for it, extract-msg, is under the GPL and brings ten others; olefile reads the same container.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coopcoach.errors import BadFile
from coopcoach.exchange.incoming.formats.charsets import decode
from coopcoach.exchange.incoming.formats.html_page import html_text
from coopcoach.exchange.incoming.formats.kinds import refused
from coopcoach.exchange.incoming.formats.parts import Part, Sender
from coopcoach.exchange.incoming.formats.rich_text import rich_text
from coopcoach.exchange.incoming.formats.salvage import whole_workbook
from coopcoach.i18n import N_

if TYPE_CHECKING:
    from olefile import OleFileIO

MOST_ATTACHMENTS = 200
_DEEPEST = 3

# The tags of MAPI properties, without their type.
BODY, HTML, RTF = "1000", "1013", "1009"
_SUBJECT = "0037"
_SENDER_NAME, _SENDER_ADDRESS, _SENDER_TYPED = "0C1A", "5D01", "0C1F"
_DATA, _LONG_NAME, _NAME = "3701", "3707", "3704"
_WIDE, _NARROW, _BINARY, _EMBEDDED = "001F", "001E", "0102", "000D"
_ATTACHMENT = "__attach_version1.0_#"


def outlook_parts(data: bytes) -> Iterator[Part]:
    """Yield the attachments of a .msg file, then its text.

    Raises:
        BadFile: It is damaged, or a document of another program in the same container.
    """
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data), raise_defects=olefile.DEFECT_FATAL) as container:
            if not container.exists("__properties_version1.0"):
                raise _damaged()
            parts = list(_parts(container, (), 0))
    except (OSError, ValueError, IndexError, TypeError, AttributeError, RecursionError):
        text = whole_workbook(data)
        if not text:
            raise _damaged() from None
        parts = [Part(text.encode("utf-8"))]
    yield from parts


def _parts(container: OleFileIO, at: tuple[str, ...], depth: int) -> Iterator[Part]:
    properties = _Properties(container, at)
    sender = properties.sender()
    names = {
        tuple(path[: len(at) + 1]) for path in container.listdir() if tuple(path[: len(at)]) == at
    }
    attachments = sorted(name for name in names if name[-1].startswith(_ATTACHMENT))
    if len(attachments) > MOST_ATTACHMENTS or depth > _DEEPEST:
        raise refused(
            N_("the e-mail holds far more than a workbook"),
            N_("save the workbook from the e-mail and import that one file"),
        )
    for attachment in attachments:
        inside = (*attachment, f"__substg1.0_{_DATA}{_EMBEDDED}")
        if container.exists(list(inside)):
            yield from _parts(container, inside, depth + 1)
            continue
        of_file = _Properties(container, attachment)
        content = of_file.binary(_DATA)
        name = of_file.text(_LONG_NAME) or of_file.text(_NAME)
        if content.strip():
            yield Part(content, name=name, sender=sender)
    page = properties.binary(HTML) or properties.text(HTML).encode("utf-8")
    letter = mail_text(properties.text(BODY), page, properties.binary(RTF))
    if letter.strip():
        yield Part(letter.encode("utf-8", "replace"), is_letter=True, sender=sender)


def mail_text(plain: str, page: bytes, packed: bytes) -> str:
    """Return the text of a mail from the forms that Outlook keeps: plain, HTML, compressed RTF."""
    if plain.strip():
        return plain
    if page.strip():
        return html_text(page)
    if not packed:
        return ""
    from compressed_rtf import decompress

    with contextlib.suppress(ValueError, IndexError, TypeError):
        return rich_text(decompress(packed)).text
    return ""


class _Properties:
    """The properties of a mail or an attachment, which lie in streams named by their tags."""

    def __init__(self, container: OleFileIO, at: tuple[str, ...]) -> None:
        self._container = container
        self._at = at

    def binary(self, tag: str) -> bytes:
        """Return a property's bytes; none where it is missing."""
        return self._stream(f"{tag}{_BINARY}")

    def text(self, tag: str) -> str:
        """Return a property's text; empty where it is missing."""
        wide = self._stream(f"{tag}{_WIDE}")
        if wide:
            return wide.decode("utf-16-le", "replace").replace("\r\n", "\n").replace("\0", "")
        narrow = self._stream(f"{tag}{_NARROW}")
        return decode(narrow).text if narrow else ""

    def sender(self) -> Sender:
        """Return the sender and subject; Exchange gives an address of the Internet beside its own."""
        typed = self.text(_SENDER_TYPED)
        address = self.text(_SENDER_ADDRESS) or (typed if "@" in typed else "")
        return Sender(name=self.text(_SENDER_NAME), address=address, subject=self.text(_SUBJECT))

    def _stream(self, name: str) -> bytes:
        path = [*self._at, f"__substg1.0_{name}"]
        return (
            bytes(self._container.openstream(path).read()) if self._container.exists(path) else b""
        )


def _damaged() -> BadFile:
    return refused(
        N_("the e-mail that Outlook saved (.msg) is damaged or was cut off"),
        N_("save the attachment from the e-mail in Outlook, and import that"),
    )
