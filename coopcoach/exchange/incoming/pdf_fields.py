"""The fields of a PDF that came back, as plain text by name, whatever program filled them in.

Nothing in the file is run: scripts, actions and appearances are not looked at. It belongs in a child process
with limits (see ``reading_child``), because a PDF can be small and still ask for more than a machine has.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, PdfReadError
from pypdf.generic import ByteStringObject, NameObject, StreamObject, TextStringObject

from coopcoach.errors import BadFile, Fault
from coopcoach.i18n import N_

MOST_FIELDS = 5000
_MOST_PAGES_TO_LOOK_AT = 3
_DEEPEST = 12
# What a program writes beside the fields: a typed note, a sticky note.
_NOTES = frozenset({"/FreeText", "/Text"})


@dataclass
class PdfFields:
    """What a PDF holds: its fields by name, notes written on its pages, and what it says of itself."""

    values: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    about: str = ""
    text: str = ""


def read_fields(data: bytes) -> PdfFields:
    """Read the fields of a PDF.

    Raises:
        BadFile: It is no PDF, or one that cannot be read.
    """
    if not data:
        raise refused(N_("the file is empty"), N_("ask for the workbook as it was saved"))
    if b"%PDF-" not in data[:1024]:
        raise refused(
            N_("this is no PDF, whatever its name says"),
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


def refused(what: str, todo: str) -> BadFile:
    """Return the error of a file that came back; its path is known to whoever reads in a child."""
    return BadFile("", [Fault(1, what, todo)])


def _read(data: bytes) -> PdfFields:
    reader = PdfReader(BytesIO(data), strict=False)
    if reader.is_encrypted:
        _open_locked(reader)
    found = PdfFields(about=_about(reader))
    pages = list(reader.pages)
    seen: set[int] = set()
    root: Any = _resolved(reader.trailer["/Root"])
    form = _resolved(root.get("/AcroForm"))
    if isinstance(form, dict):
        for name, value in _walk(form.get("/Fields"), "", {}, seen, 0):
            _put(found, name, value)
    for page in pages:
        _read_page(page, found, seen)
    if not found.values:
        found.text = "\n".join(_text(page) for page in pages[:_MOST_PAGES_TO_LOOK_AT])
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
        own = {k: node[k] for k in ("/FT", "/V", "/Opt", "/Ff") if k in node}
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


def _read_page(page: Any, found: PdfFields, seen: set[int]) -> None:
    """Fields that a program left out of its list, and notes on the page."""
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
        if kind in _NOTES:
            text = as_text(node.get("/Contents"))
            if text.strip():
                found.notes.append(text)
        elif kind == "/Widget" and getattr(reference, "idnum", None) not in seen:
            name = _joined("", node)
            if name and name not in found.values and "/Parent" not in node:
                _put(found, name, _value(node, dict(node), []))


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
    return as_text(value)


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


def _text(page: Any) -> str:
    try:
        return str(page.extract_text())
    except LimitReachedError:
        raise
    except Exception:
        # A page that cannot be read has no text; what else there is decides.
        return ""
