"""The coach's logo, converted to a safe image.

PNG and JPEG are decoded and encoded again, which removes metadata. An SVG may hold shapes and colours;
anything else in it is refused by name.
"""

from __future__ import annotations

import io
import re
import warnings
from xml.etree import ElementTree as ET

from coopcoach.errors import CoopcoachError
from coopcoach.i18n import N_

MOST_LOGO_BYTES = 2 << 20
MOST_LOGO_PIXELS = 5000 * 5000
# Pixels of the longer side: two centimetres at the resolution of printers.
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
# Text needs fonts, and no other than the bundled ones may be loaded.
_NEVER_IN_STYLES = re.compile(r"@|\\|font|url\(\s*['\"]?(?!#)|image", re.IGNORECASE)
_OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)", re.IGNORECASE)


class LogoRefused(CoopcoachError):
    """The file cannot be used as a logo."""

    exit_code = 3


def logo_from(data: bytes) -> tuple[bytes, str]:
    """Return a printable image and its media type.

    Raises:
        LogoRefused: It is too large, no PNG, JPEG or SVG, or an SVG with more than shapes.
    """
    if len(data) > MOST_LOGO_BYTES:
        raise _refused(N_("the logo is larger than 2 megabytes"), N_("save it in a smaller size"))
    if data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        return _reencoded(data), "image/png"
    if b"<svg" in data:
        return _checked_svg(data), "image/svg+xml"
    raise _refused(
        N_("the logo is neither PNG nor JPEG nor SVG"), N_("save it as one of these three")
    )


def _reencoded(data: bytes) -> bytes:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
            if image.width * image.height > MOST_LOGO_PIXELS:
                raise _refused(N_("the logo has too many pixels"), N_("save it in a smaller size"))
            converted = image.convert("RGBA" if image.has_transparency_data else "RGB")
    except (
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ):
        raise _refused(N_("the logo cannot be read"), N_("save it again as PNG")) from None
    converted.thumbnail((_SIDE, _SIDE))
    converted.info.clear()
    out = io.BytesIO()
    converted.save(out, "PNG")
    return out.getvalue()


def _checked_svg(data: bytes) -> bytes:
    # Entities can expand to huge texts and include other files.
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        data = _without_doctype(data)
    try:
        root = ET.fromstring(data)  # noqa: S314 - without entities
    except (ET.ParseError, ValueError, LookupError):
        raise _refused(N_("the logo cannot be read"), N_("save it again as PNG")) from None
    if root.tag != f"{{{_SVG}}}svg":
        raise _refused(N_("the logo cannot be read"), N_("save it again as PNG"))
    _check(root)
    ET.register_namespace("", _SVG)
    return ET.tostring(root, encoding="unicode").encode("utf-8")


def _without_doctype(data: bytes) -> bytes:
    """Remove the plain declaration that drawing programs write, refuse any other."""
    plain = re.sub(rb"<!DOCTYPE\s+svg(?:\s+PUBLIC\s+\"[^\"<>]*\"\s+\"[^\"<>]*\")?\s*>", b"", data)
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise _refused_content("DOCTYPE")
    return plain


def _check(element: ET.Element) -> None:
    for child in list(element):
        if not child.tag.startswith(f"{{{_SVG}}}"):
            # Metadata of the drawing program.
            element.remove(child)
            continue
        _check(child)
    name = element.tag.rpartition("}")[2]
    if name not in _ELEMENTS:
        raise _refused_content(name)
    if name == "style" and _NEVER_IN_STYLES.search(element.text or ""):
        raise _refused_content("style")
    for key, value in list(element.attrib.items()):
        _check_attribute(element, key, value)


def _check_attribute(element: ET.Element, key: str, value: str) -> None:
    if key in {"href", _XLINK_HREF}:
        if not value.startswith("#"):
            raise _refused_content("href")
    elif key.startswith("{"):
        del element.attrib[key]
    elif key.lower().startswith("on"):
        raise _refused_content(key)
    elif key == "style":
        if _NEVER_IN_STYLES.search(value):
            raise _refused_content("style")
    elif _OUTSIDE.search(value):
        raise _refused_content("url")


def _refused_content(name: str) -> LogoRefused:
    return _refused(
        N_("the logo holds “{name}”, which is not printed"),
        N_("turn its text into paths and leave out everything but shapes, or save it as PNG"),
        name=name[:40],
    )


def _refused(what: str, todo: str, **values: object) -> LogoRefused:
    return LogoRefused(what, todo, **values)
