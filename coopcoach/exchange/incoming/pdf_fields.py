"""The fields of a PDF that came back, as plain text by name, whatever program filled them in.

Nothing in the file is run: scripts, actions and appearances are not looked at. It belongs in a child process
with limits (see ``reading_child``), because a PDF can be small and still ask for more than a machine has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, PdfReadError
from pypdf.generic import ByteStringObject, NameObject, StreamObject, TextStringObject

from coopcoach.errors import BadFile
from coopcoach.exchange.incoming.formats.html_page import page_text
from coopcoach.exchange.incoming.formats.kinds import refused
from coopcoach.i18n import N_

MOST_FIELDS = 5000
_DEEPEST = 12
_MULTI_LINE = 1 << 12
_NO_NOTES = frozenset({"/Widget", "/Link", "/Popup"})
# Added drawing operators are longer; programs also add a few that only save and restore the state.
_LEAST_DRAWING = 30
_SHOWN = re.compile(rb"\(([^()\\]{1,200})\)\s?Tj")
_CAPITAL = re.compile(r"([A-Z][a-z]+)")
_CONFIDENTIAL = re.compile(r"confidential|secret|private|not for public", re.IGNORECASE)


class Mark(StrEnum):
    """A note without words, by what can be said about it."""

    DRAWN = "drawn"
    MARKED = "marked"
    STRUCK = "struck"
    ENCLOSED = "enclosed"


_MARKS = {
    **dict.fromkeys(("/Highlight", "/Underline", "/Squiggly", "/Caret"), Mark.MARKED),
    **dict.fromkeys(("/StrikeOut", "/Redact"), Mark.STRUCK),
    **dict.fromkeys(
        ("/FileAttachment", "/Sound", "/Movie", "/RichMedia", "/Screen"), Mark.ENCLOSED
    ),
}


# Left, bottom, right, top.
Edges = tuple[float, float, float, float]


@dataclass(frozen=True)
class FieldPlace:
    """A field where it lies on a page, counted from 0; the box is left, bottom, right, top."""

    name: str
    page: int
    box: Edges
    kind: str = ""
    is_multiline: bool = False


@dataclass(frozen=True)
class PageNote:
    """A note on a page: its words, or the kind of mark that it is without words; ``box`` is where it lies."""

    page: int
    height: float
    text: str = ""
    mark: Mark | None = None
    box: Edges = (0, 0, 0, 0)


@dataclass
class PdfFields:
    """The fields of a PDF by name, their places, the notes on its pages, and its metadata.

    Attributes:
        doubled: How many fields are in its list twice, as after two workbooks were joined into one file.
        encloses: Whether other files are packed into it.
    """

    values: dict[str, str] = field(default_factory=dict)
    places: list[FieldPlace] = field(default_factory=list)
    notes: list[PageNote] = field(default_factory=list)
    about: str = ""
    doubled: int = 0
    encloses: bool = False


def read_fields(data: bytes) -> PdfFields:
    """Read the fields of a PDF.

    Raises:
        BadFile: It is no PDF, or one that cannot be read.
    """
    if not data:
        raise refused(N_("the file is empty"), N_("ask for the workbook as it was saved"))
    if b"%PDF-" not in data[:1024]:
        raise refused(
            N_("this is not a PDF, whatever its name says"),
            N_("ask for the workbook as it was saved"),
        )
    try:
        return _read(data)
    except BadFile:
        raise
    except (Exception, RecursionError, MemoryError):
        raise refused(
            N_("the PDF is damaged or was cut off on its way"),
            N_("ask for it once more, saved under a new name"),
        ) from None


def _read(data: bytes) -> PdfFields:
    reader = PdfReader(BytesIO(data), strict=False)
    if reader.is_encrypted:
        _open_locked(reader)
    found = PdfFields(about=_about(reader))
    pages = list(reader.pages)
    seen: set[int] = set()
    root: Any = _resolved(reader.trailer["/Root"])
    names = _resolved(root.get("/Names"))
    found.encloses = "/Collection" in root or (
        isinstance(names, dict) and "/EmbeddedFiles" in names
    )
    form = _resolved(root.get("/AcroForm"))
    if isinstance(form, dict):
        for name, value in _walk(form.get("/Fields"), "", {}, seen, 0):
            found.doubled += name in found.values
            _put(found, name, value)
    for number, page in enumerate(pages):
        _read_page(page, number, found, seen)
    return found


def _open_locked(reader: PdfReader) -> None:
    """A file that is only locked against changes opens without a password."""
    try:
        if reader.decrypt(""):
            return
    except (DependencyError, FileNotDecryptedError, PdfReadError, NotImplementedError):
        pass
    raise refused(
        N_("the PDF is locked with a password"),
        N_("ask for a copy that was saved without a password"),
    )


def _about(reader: PdfReader) -> str:
    info: Any = reader.metadata or {}
    return "\n".join(str(value) for value in info.values())


def _walk(
    kids: Any, prefix: str, inherited: dict[str, Any], seen: set[int], depth: int
) -> Iterator[tuple[str, str]]:
    """Go through a tree of fields; each object once."""
    for kid in _resolved(kids) or []:
        _look_once(kid, seen, depth)
        node = _resolved(kid)
        if not isinstance(node, dict):
            continue
        own = {k: node[k] for k in ("/FT", "/V", "/Opt", "/Ff", "/I") if k in node}
        merged = {**inherited, **own}
        name = _joined(prefix, node)
        below = _resolved(node.get("/Kids")) or []
        if any("/T" in (_resolved(b) or {}) for b in below):
            yield from _walk(below, name, merged, seen, depth + 1)
            continue
        for b in below:
            _look_once(b, seen, depth)
        if name:
            yield name, _value(node, merged, [_resolved(b) for b in below])


def _look_once(kid: Any, seen: set[int], depth: int) -> None:
    number = getattr(kid, "idnum", None)
    if (number is not None and number in seen) or depth > _DEEPEST:
        raise refused(
            N_("the fields of the PDF lead in circles"),
            N_("ask for the workbook as it was saved"),
        )
    if number is not None:
        seen.add(number)
    if len(seen) > MOST_FIELDS:
        raise refused(
            N_("the PDF has more fields than any workbook"),
            N_("ask for the workbook as it was saved"),
        )


def _read_page(page: Any, number: int, found: PdfFields, seen: set[int]) -> None:
    """Take fields that a program left out of its list, their places, and notes on the page."""
    notes = _resolved(page.get("/Annots")) or []
    if len(notes) > MOST_FIELDS:
        raise refused(
            N_("the PDF has more fields than any workbook"),
            N_("ask for the workbook as it was saved"),
        )
    for reference in notes:
        node = _resolved(reference)
        if not isinstance(node, dict):
            continue
        kind = _resolved(node.get("/Subtype"))
        if kind == "/Widget":
            name = _joined("", node)
            is_listed = getattr(reference, "idnum", None) in seen or "/Parent" in node
            if name and not is_listed and name not in found.values:
                _put(found, name, _value(node, dict(node), []))
            found.places.append(_place(name, number, node))
        elif kind not in _NO_NOTES:
            found.notes.append(_note(str(kind), number, node))
    if _has_added_drawing(page):
        found.notes.append(PageNote(number, 0, mark=Mark.DRAWN))


def _place(name: str, number: int, node: Any) -> FieldPlace:
    parent = _resolved(node.get("/Parent"))
    whole = name or (_joined("", parent) if isinstance(parent, dict) else "")
    flags = _resolved(node.get("/Ff")) or 0
    kind = str(_resolved(node.get("/FT")) or "")
    return FieldPlace(whole, number, _box(node), kind, bool(int(flags) & _MULTI_LINE))


def _box(node: Any) -> Edges:
    corners = _resolved(node.get("/Rect"))
    try:
        x1, y1, x2, y2 = (float(_resolved(corner)) for corner in corners)
    except (TypeError, ValueError):
        return 0, 0, 0, 0
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _note(kind: str, number: int, node: Any) -> PageNote:
    """Return a note with its plain words, else the words of its rich text, else as a mark."""
    box = _box(node)
    words = as_text(node.get("/Contents")).strip("\n") or _rich_words(as_text(node.get("/RC")))
    if kind == "/Stamp" and not words.strip():
        # A stamp of the program is named by its words: “NotForPublicRelease”.
        name = _CAPITAL.sub(r" \1", as_text(node.get("/Name")).removeprefix("/"))
        words = name.strip() if _CONFIDENTIAL.search(name) else ""
    mark = None if words.strip() else _MARKS.get(kind, Mark.DRAWN)
    return PageNote(number, (box[1] + box[3]) / 2, words, mark, box)


def _rich_words(source: str) -> str:
    return page_text(source).strip() if source.strip() else ""


def _has_added_drawing(page: Any) -> bool:
    """Whether a program drew on the page: it appends to the content, which was in one piece."""
    pieces = _resolved(page.get("/Contents"))
    if not isinstance(pieces, list) or len(pieces) < 2:
        return False
    sizes = sorted(len(_resolved(piece).get_data()) for piece in pieces)
    return any(size > _LEAST_DRAWING for size in sizes[:-1])


def _put(found: PdfFields, name: str, value: str) -> None:
    """Of two fields with one name the one that is filled in counts."""
    if value or name not in found.values:
        found.values[name] = value


def _joined(prefix: str, node: Any) -> str:
    own = as_text(node.get("/T"))
    return f"{prefix}.{own}" if prefix and own else own or prefix


def _value(node: Any, merged: dict[str, Any], widgets: list[Any]) -> str:
    if _resolved(merged.get("/FT")) == "/Btn":
        return _state(node, merged, widgets)
    value = _resolved(merged.get("/V"))
    if isinstance(value, list):
        value = _resolved(value[0]) if value else None
    shown, chosen = as_text(value), _chosen(merged) or _drawn_choice(node, merged)
    # Two choices in one field: both are told, which names no audience.
    return f"{shown} / {chosen}" if chosen and shown and chosen != shown else shown


def _chosen(merged: dict[str, Any]) -> str:
    """Return the option of a list that its number names; empty where there is no number."""
    numbers, options = _resolved(merged.get("/I")), _resolved(merged.get("/Opt"))
    if not isinstance(numbers, list) or len(numbers) != 1 or not isinstance(options, list):
        return ""
    number = _resolved(numbers[0])
    if not isinstance(number, int) or not 0 <= number < len(options):
        return ""
    option = _resolved(options[number])
    return as_text(option[0] if isinstance(option, list) and option else option)


def _drawn_choice(node: dict[str, Any], merged: dict[str, Any]) -> str:
    """Return the option that a list's field shows on the page, where its words are legible; else an empty text."""
    looks = _resolved(node.get("/AP"))
    drawn = _resolved(looks.get("/N")) if isinstance(looks, dict) else None
    options = _resolved(merged.get("/Opt"))
    if not isinstance(drawn, StreamObject) or not isinstance(options, list):
        return ""
    words = b"".join(_SHOWN.findall(drawn.get_data())).decode("cp1252", "replace").strip()
    named = (_resolved(option) for option in options)
    texts = (as_text(each[-1] if isinstance(each, list) and each else each) for each in named)
    return next((text for text in texts if text and text == words), "")


def _state(node: Any, merged: dict[str, Any], widgets: list[Any]) -> str:
    """The state of a tick or of radio buttons; the label where the file gives one."""
    value = _resolved(merged.get("/V"))
    states = [_resolved(w.get("/AS")) for w in (node, *widgets) if isinstance(w, dict)]
    if value is None:
        value = next((state for state in states if state not in {None, "/Off"}), None)
    name = as_text(value).removeprefix("/")
    if name in {"", "Off"}:
        return ""
    options = _resolved(merged.get("/Opt"))
    if isinstance(options, list) and name.isdecimal() and int(name) < len(options):
        return as_text(options[int(name)])
    return name


def _resolved(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value


def as_text(value: Any) -> str:
    """Return a PDF's string as text: any of its encodings, one kind of line end, mended emoji.

    A value that begins with the letters þÿ looks like UTF-16 and comes as bytes. pdfium writes a character
    beyond the basic plane as the one 0x10000 below: 👍 as U+F44D, which is for private use.
    """
    value = _resolved(value)
    match value:
        case None:
            return ""
        case StreamObject():
            text = _decoded(value.get_data())
        case ByteStringObject() | bytes():
            text = _decoded(bytes(value))
        case TextStringObject() | NameObject() | str():
            text = str(value)
        case _:
            return ""
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return mended(text.replace("\r\n", "\n").replace("\r", "\n"))


def _decoded(data: bytes) -> str:
    for mark, encoding in (
        (b"\xfe\xff", "utf-16-be"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xef\xbb\xbf", "utf-8"),
    ):
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError:
                break
    return data.decode("cp1252", "replace") if b"\x81" not in data else data.decode("latin-1")


def mended(text: str) -> str:
    """Put back the emoji that pdfium moved down by 0x10000.

    U+F300 to U+F8FE is for private use, and nobody types it (U+F8FF is Apple's own sign and stays). U+F900 to
    U+FAFF holds rare Chinese characters: among others of their kind they stay.
    """
    if not any("\uf300" <= sign <= "\ufaff" for sign in text):
        return text
    is_chinese = any("\u3040" <= sign <= "\u9fff" for sign in text)
    return "".join(_lifted(sign, is_chinese) for sign in text)


def _lifted(sign: str, is_chinese: bool) -> str:
    is_moved = "\uf300" <= sign <= "\uf8fe" or ("\uf900" <= sign <= "\ufaff" and not is_chinese)
    return chr(ord(sign) + 0x10000) if is_moved else sign
