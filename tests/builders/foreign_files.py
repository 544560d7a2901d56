"""Files as other programs write them, made from the text of a workbook."""

from __future__ import annotations

import io
import plistlib
import struct
import zipfile
from collections.abc import Mapping, Sequence
from email.message import EmailMessage
from xml.sax.saxutils import escape

from docx import Document

_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_SECTOR, _MINI, _CUTOFF = 512, 64, 4096

Tree = Mapping[str, "bytes | Tree"]


def word_of(text: str) -> bytes:
    """Return a Word document with a paragraph for each line, as Word makes it of a text file."""
    document = Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def word_with_comment(text: str, comment: str) -> bytes:
    """Return a Word document with a comment at its last paragraph."""
    document = Document(io.BytesIO(word_of(text)))
    last = next(p for p in reversed(document.paragraphs) if p.runs)
    document.add_comment(last.runs, text=comment)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def open_document_of(text: str) -> bytes:
    """Return a document of LibreOffice with a paragraph for each line."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            flat_document_of(text).replace("office:document", "office:document-content"),
        )
    return out.getvalue()


def flat_document_of(text: str) -> str:
    """Return the same in one XML file."""
    lines = "".join(f"<text:p>{_odf_words(line)}</text:p>" for line in text.split("\n"))
    tag = "office:document "
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "style", "table")
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><{tag}{names}><office:body><office:text>{lines}'
        f"</office:text></office:body></{tag.strip()}>"
    )


def _odf_words(line: str) -> str:
    out = escape(line).replace("\t", "<text:tab/>")
    while "  " in out:
        out = out.replace("  ", ' <text:s text:c="1"/>', 1)
    return out


def rich_text_of(text: str) -> bytes:
    """Return the text in RTF, with characters that are no ASCII as Word writes them."""
    halves = (escaped for sign in text for escaped in _rtf_sign(sign))
    return ("{\\rtf1\\ansi\\ansicpg1252 " + "".join(halves) + "}").encode("ascii")


def _rtf_sign(sign: str) -> list[str]:
    if sign == "\n":
        return ["\\par\n"]
    if sign in "\\{}":
        return [f"\\{sign}"]
    if sign.isascii():
        return [sign]
    data = sign.encode("utf-16-le")
    return [f"\\u{number}?" for number in struct.unpack(f"<{len(data) // 2}h", data)]


def html_of(text: str) -> bytes:
    """Return a page as LibreOffice saves a text: all of it in one block, and much in its head."""
    style = "\n".join(f"p.c{n} {{ margin: {n}pt }}" for n in range(5))
    return (
        f'<!DOCTYPE html>\n<html>\n<head>\n<meta charset="utf-8"/>\n<title>x</title>\n<style>{style}</style>'
        f"\n</head>\n<body><pre>{escape(text)}</pre></body></html>"
    ).encode()


def web_archive_of(page: bytes) -> bytes:
    """Return a page as Safari saves it."""
    resource = {
        "WebResourceData": page,
        "WebResourceMIMEType": "text/html",
        "WebResourceTextEncodingName": "UTF-8",
        "WebResourceURL": "message://x",
    }
    return plistlib.dumps({"WebMainResource": resource}, fmt=plistlib.FMT_BINARY)


def mail_of(
    text: str = "Anbei.",
    files: Mapping[str, bytes] | None = None,
    sender: str = "Anna Meier <anna@example.org>",
    subject: str = "Re: Arbeitsheft",
) -> bytes:
    """Return a mail with files attached."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "vogt@example.org", subject
    mail.set_content(text)
    for name, data in (files or {}).items():
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return bytes(mail)


def mail_store_of(*mails: bytes) -> bytes:
    """Return mails one after the other, as Thunderbird and Unix keep them."""
    return b"\n".join(b"From - Thu Nov 26 10:00:00 2026\n" + mail for mail in mails)


def apple_mail_of(mail: bytes) -> bytes:
    """Return a mail as Apple Mail keeps it: its length before it, a property list behind."""
    return b"%d\n" % len(mail) + mail + plistlib.dumps({"flags": 8590195713})


def tnef_of(files: Mapping[str, bytes], text: str = "") -> bytes:
    """Return a winmail.dat."""
    out = struct.pack("<IH", 0x223E9F78, 1)
    out += _attribute(1, 0x00089006, struct.pack("<I", 0x00010000))
    if text:
        out += _attribute(1, 0x0002800C, text.encode("cp1252") + b"\0")
    for name, data in files.items():
        out += _attribute(2, 0x00069002, bytes(14))
        out += _attribute(2, 0x00018010, name.encode("cp1252", "replace") + b"\0")
        out += _attribute(2, 0x0006800F, data)
        wide = (name + "\0").encode("utf-16-le")
        padded = wide + bytes(-len(wide) % 4)
        properties = struct.pack("<I", 2) + struct.pack("<HHI", 0x0003, 0x0E21, 1)
        properties += struct.pack("<HHII", 0x001F, 0x3707, 1, len(wide)) + padded
        out += _attribute(2, 0x00069005, properties)
    return out


def _attribute(level: int, number: int, data: bytes) -> bytes:
    return (
        struct.pack("<BII", level, number, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)
    )


def outlook_of(
    files: Mapping[str, bytes], text: str = "Anbei.", sender: str = "anna@example.org"
) -> bytes:
    """Return a mail as Outlook saves it (.msg)."""
    tree: dict[str, bytes | Tree] = {
        "__properties_version1.0": bytes(32),
        "__substg1.0_1000001F": text.encode("utf-16-le"),
        "__substg1.0_0C1A001F": "Anna Meier".encode("utf-16-le"),
        "__substg1.0_5D01001F": sender.encode("utf-16-le"),
    }
    for number, (name, data) in enumerate(files.items()):
        tree[f"__attach_version1.0_#{number:08X}"] = {
            "__properties_version1.0": bytes(8),
            "__substg1.0_37010102": data,
            "__substg1.0_3707001F": name.encode("utf-16-le"),
        }
    return compound_file(tree)


def compound_file(tree: Tree) -> bytes:
    """Return an OLE container with these streams and folders (MS-CFB)."""
    entries: list[dict[str, object]] = [{"name": "Root Entry", "kind": 5, "data": b""}]
    _into_directory(tree, 0, entries)
    small = b""
    sectors: list[bytes] = []
    chains: list[int] = []
    for entry in entries[1:]:
        data = bytes(entry["data"])  # type: ignore[call-overload]
        if entry["kind"] != 2 or not data:
            entry["start"] = _END
        elif len(data) < _CUTOFF:
            entry["start"] = len(small) // _MINI
            entry["mini"] = -(-len(data) // _MINI)
            small += data + bytes(-len(data) % _MINI)
        else:
            entry["start"] = _add_chain(data, sectors, chains)
    entries[0]["data"], entries[0]["start"] = small, _add_chain(small, sectors, chains)
    mini_table = _mini_table(entries)
    mini_start = _add_chain(mini_table, sectors, chains)
    directory = b"".join(map(_directory_entry, entries))
    directory_start = _add_chain(directory + bytes(-len(directory) % _SECTOR), sectors, chains)
    count = -(-(len(sectors) + 1) // (_SECTOR // 4))
    while -(-(len(sectors) + count) // (_SECTOR // 4)) > count:
        count += 1
    chains.extend([_TABLE] * count)
    places = [len(sectors) + n for n in range(count)]
    table = b"".join(struct.pack("<I", chain) for chain in chains)
    table += struct.pack("<I", _FREE) * (-len(chains) % (_SECTOR // 4))
    head = struct.pack("<8s16sHHHHH6sIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3, 0xFFFE,
                       9, 6, bytes(6), 0, count, directory_start, 0, _CUTOFF, mini_start,
                       -(-len(mini_table) // _SECTOR), _END, 0)  # fmt: skip
    head += b"".join(struct.pack("<I", place) for place in [*places, *[_FREE] * (109 - count)])
    return head + b"".join(sectors) + table


def _into_directory(tree: Tree, parent: int, entries: list[dict[str, object]]) -> None:
    before = -1
    for name, content in tree.items():
        is_stream = isinstance(content, bytes)
        entries.append(
            {"name": name, "kind": 2 if is_stream else 1, "data": content if is_stream else b""}
        )
        number = len(entries) - 1
        if before < 0:
            entries[parent]["child"] = number
        else:
            # A chain to the right is a tree, too.
            entries[before]["right"] = number
        before = number
        if not isinstance(content, bytes):
            _into_directory(content, number, entries)


def _add_chain(data: bytes, sectors: list[bytes], chains: list[int]) -> int:
    if not data:
        return _END
    first = len(sectors)
    pieces = [data[n : n + _SECTOR] for n in range(0, len(data), _SECTOR)]
    sectors.extend(piece + bytes(_SECTOR - len(piece)) for piece in pieces)
    chains.extend([*range(first + 1, first + len(pieces)), _END])
    return first


def _mini_table(entries: Sequence[Mapping[str, object]]) -> bytes:
    links: list[int] = []
    for entry in entries:
        count = int(entry.get("mini", 0))  # type: ignore[call-overload]
        links.extend([*range(len(links) + 1, len(links) + count), _END] if count else [])
    table = b"".join(struct.pack("<I", link) for link in links)
    return table + struct.pack("<I", _FREE) * (-len(links) % (_SECTOR // 4))


def _directory_entry(entry: Mapping[str, object]) -> bytes:
    name = str(entry["name"]).encode("utf-16-le")
    links = [int(entry.get(key, _FREE)) for key in ("left", "right", "child")]  # type: ignore[call-overload]
    head = name + bytes(64 - len(name)) + struct.pack("<HBB", len(name) + 2, int(entry["kind"]), 1)  # type: ignore[call-overload]
    start, size = int(entry["start"]), len(bytes(entry["data"]))  # type: ignore[call-overload]
    return head + struct.pack("<III", *links) + bytes(36) + struct.pack("<IQ", start, size)
