"""A coach's logo: a picture from outside, made into one that can do nothing but be seen.

PNG and JPEG are drawn anew, which leaves behind whatever the file said about where and with what it was made.
An SVG may hold shapes and colours; whatever else it holds is a reason to refuse it, by name.
"""

from __future__ import annotations

import io
import re
import warnings
from xml.etree import ElementTree as ET

from coopcoach.errors import CoopcoachError
from coopcoach.i18n import N_

MOST_BYTES = 2 << 20
MOST_PIXELS = 5000 * 5000
# Two centimetres at the finest that printers show.
_SIDE = 1200

_SVG = "http://www.w3.org/2000/svg"
_XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
_ELEMENTS = frozenset(
    [
        "svg",
        "g",
        "defs",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "title",
        "desc",
        "style",
        "clipPath",
        "mask",
        "linearGradient",
        "radialGradient",
        "stop",
    ]
)
# Letters need fonts, and only the bundled ones are there.
_NEVER_IN_STYLES = re.compile(r"@|\\|font|url\(\s*['\"]?(?!#)|image", re.IGNORECASE)
_OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)", re.IGNORECASE)


class LogoRefused(CoopcoachError):
    """The file cannot be a logo."""

    exit_code = 3


def logo_from(data: bytes) -> tuple[bytes, str]:
    """Return a picture that can be printed, and its media type.

    Raises:
        LogoRefused: It is too large, no PNG, JPEG or SVG, or an SVG that holds more than shapes.
    """
    if len(data) > MOST_BYTES:
        raise _refused(N_("the logo is larger than 2 megabytes"), N_("save it in a smaller size"))
    if data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        return _redrawn(data), "image/png"
    if b"<svg" in data:
        return _harmless(data), "image/svg+xml"
    raise _refused(
        N_("the logo is neither PNG nor JPEG nor SVG"), N_("save it as one of these three")
    )


def _redrawn(data: bytes) -> bytes:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
            if image.width * image.height > MOST_PIXELS:
                raise _refused(N_("the logo has too many pixels"), N_("save it in a smaller size"))
            drawn = image.convert("RGBA" if image.has_transparency_data else "RGB")
    except (
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ):
        raise _refused(N_("the logo cannot be read"), N_("save it anew as PNG")) from None
    drawn.thumbnail((_SIDE, _SIDE))
    drawn.info.clear()
    out = io.BytesIO()
    drawn.save(out, "PNG")
    return out.getvalue()


def _harmless(data: bytes) -> bytes:
    # Entities are how a small file becomes a large one, and how it names other files.
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        data = _without_doctype(data)
    try:
        # No entity is left that could be expanded.
        root = ET.fromstring(data)  # noqa: S314
    except (ET.ParseError, ValueError, LookupError):
        raise _refused(N_("the logo cannot be read"), N_("save it anew as PNG")) from None
    if root.tag != f"{{{_SVG}}}svg":
        raise _refused(N_("the logo cannot be read"), N_("save it anew as PNG"))
    _check(root)
    ET.register_namespace("", _SVG)
    return ET.tostring(root, encoding="unicode").encode("utf-8")


def _without_doctype(data: bytes) -> bytes:
    """Leave out the plain declaration that drawing programs write; any other stays a reason to refuse."""
    plain = re.sub(rb"<!DOCTYPE\s+svg(?:\s+PUBLIC\s+\"[^\"<>]*\"\s+\"[^\"<>]*\")?\s*>", b"", data)
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise _more("DOCTYPE")
    return plain


def _check(element: ET.Element) -> None:
    for child in list(element):
        if not child.tag.startswith(f"{{{_SVG}}}"):
            # Notes of the drawing program.
            element.remove(child)
            continue
        _check(child)
    name = element.tag.rpartition("}")[2]
    if name not in _ELEMENTS:
        raise _more(name)
    if name == "style" and _NEVER_IN_STYLES.search(element.text or ""):
        raise _more("style")
    for key, value in list(element.attrib.items()):
        _check_attribute(element, key, value)


def _check_attribute(element: ET.Element, key: str, value: str) -> None:
    if key in {"href", _XLINK_HREF}:
        if not value.startswith("#"):
            raise _more("href")
    elif key.startswith("{"):
        del element.attrib[key]
    elif key.lower().startswith("on"):
        raise _more(key)
    elif key == "style":
        if _NEVER_IN_STYLES.search(value):
            raise _more("style")
    elif _OUTSIDE.search(value):
        raise _more("url")


def _more(name: str) -> LogoRefused:
    return _refused(
        N_("the logo holds “{name}”, which is not printed"),
        N_("turn its texts into paths and leave out all but shapes, or save it as PNG"),
        name=name[:40],
    )


def _refused(what: str, todo: str, **values: object) -> LogoRefused:
    return LogoRefused(what, todo, **values)
