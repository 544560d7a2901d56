"""Correct the form fields that WeasyPrint writes, so that PDF readers fill them in and draw them.

The functions change the objects of the finished file: dictionaries and arrays of pydyf.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from coopcoach.markup.form import IDENTITY

_INK = "0.11 0.16 0.2 rg"
_MULTI_LINE = 1 << 12
_READ_ONLY = 1
# Font size 0 makes readers shrink the text until it fits. Not for small fields: some readers begin with letters that
# fill the field, and MuPDF before 2.0 draws no emoji at this size.
_FIT = 0
_TALL = 100.0
_LINE_SIZE = 9.5
_SMALL_SIZE = 8.0
_SMALL_HEIGHT = 20.0
_SMALLEST = 4.0
# Width of the arrow at the right end of a select.
_ARROW = 14.0
_LEADING = 1.16
_WIDTHS = (("ijl'|", 0.23), (" !,.:;/ftI[]()-r\t", 0.34), ("mwM%W@–", 0.95))


def finish_form(pdf: Any) -> None:
    """Correct every field.

    - Font of the typed text: Helvetica, which every reader has and substitutes for missing letters.
      WeasyPrint names its own embedded font, in which some readers find no letters.
    - An appearance for filled fields and for ticks that are off. Without one and without NeedAppearances
      some readers draw nothing; with NeedAppearances poppler hides ticks.
    - Corners ordered from bottom to top, as readers expect.
    """
    import pydyf

    form = pdf.catalog.get("AcroForm")
    if form is None:
        return
    form.pop("NeedAppearances", None)
    fonts = _fonts(pdf, pydyf)
    form["DR"] = pydyf.Dictionary({"Font": fonts})
    form["DA"] = pydyf.String(f"/Helv 0 Tf {_INK}")
    for widget in list(pdf.objects):
        if isinstance(widget, dict) and widget.get("Subtype") == "/Widget":
            _upright(widget, pydyf)
            _FINISH[str(widget["FT"])](widget, fonts, pdf, pydyf)


def _fonts(pdf: Any, pydyf: Any) -> Any:
    fonts = pydyf.Dictionary()
    for name, base, encoding in (
        ("Helv", "/Helvetica", {"Encoding": "/WinAnsiEncoding"}),
        ("ZaDb", "/ZapfDingbats", {}),
    ):
        font = pydyf.Dictionary(
            {"Type": "/Font", "Subtype": "/Type1", "BaseFont": base, **encoding}
        )
        pdf.add_object(font)
        fonts[name] = font.reference
    return fonts


def _upright(widget: Any, pydyf: Any) -> None:
    x1, y1, x2, y2 = widget["Rect"]
    corners = (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
    widget["Rect"] = pydyf.Array(round(number, 2) for number in corners)


def _text(widget: Any, fonts: Any, pdf: Any, pydyf: Any) -> None:
    is_identity = _string(widget["T"]) == IDENTITY
    if is_identity:
        widget["Ff"] = widget.get("Ff", 0) | _READ_ONLY
    _, height = _size(widget)
    is_fitted = widget.get("Ff", 0) & _MULTI_LINE and height >= _TALL
    size = _FIT if is_fitted else 6.5 if is_identity else _LINE_SIZE
    widget["DA"] = pydyf.String(f"/Helv {size} Tf {_INK}")
    text = _string(widget["V"])
    if not widget.get("Ff", 0) & _MULTI_LINE:
        _draw_line(widget, text, size, fonts, pdf, pydyf)
    elif text:
        _draw_area(widget, text, fonts, pdf, pydyf)


def _choice(widget: Any, fonts: Any, pdf: Any, pydyf: Any) -> None:
    _, height = _size(widget)
    size = _SMALL_SIZE if height < _SMALL_HEIGHT else _LINE_SIZE
    widget["DA"] = pydyf.String(f"/Helv {size} Tf {_INK}")
    _draw_line(widget, _string(widget["V"]), size, fonts, pdf, pydyf, _ARROW)


def _button(widget: Any, fonts: Any, pdf: Any, pydyf: Any) -> None:
    del fonts
    width, height = _size(widget)
    widget["DA"] = pydyf.String(f"/ZaDb 0 Tf {_INK}")
    # The tick of ZapfDingbats, for readers that draw their own.
    widget["MK"] = pydyf.Dictionary({"CA": pydyf.String("4")})
    box = pydyf.Array((0, 0, width, height))
    empty = pydyf.Stream(extra={"Type": "/XObject", "Subtype": "/Form", "BBox": box})
    pdf.add_object(empty)
    widget["AP"]["N"]["Off"] = empty.reference


def _draw_line(
    widget: Any, text: str, size: float, fonts: Any, pdf: Any, pydyf: Any, margin: float = 1
) -> None:
    """Draw one line of text, vertically centred as readers do it."""
    _, height = _size(widget)
    base = (height - size) / 2 + 0.22 * size
    _draw(widget, [" ".join(text.split())], size, base, fonts, pdf, pydyf, margin)


def _draw_area(widget: Any, text: str, fonts: Any, pdf: Any, pydyf: Any) -> None:
    """Draw a text from the top, in a font size at which it fits."""
    width, height = _size(widget)
    size = _LINE_SIZE
    lines = list(_wrapped(text, (width - 8) / size))
    while len(lines) * size * _LEADING > height - 4 and size > _SMALLEST:
        size -= 0.5
        lines = list(_wrapped(text, (width - 8) / size))
    _draw(widget, lines, size, height - 2 - size, fonts, pdf, pydyf)


def _draw(
    widget: Any,
    lines: list[str],
    size: float,
    base: float,
    fonts: Any,
    pdf: Any,
    pydyf: Any,
    margin: float = 1,
) -> None:
    width, height = _size(widget)
    shown = [line.encode("cp1252", "replace").hex() for line in lines]
    drawn = " T* ".join(f"<{line}> Tj" for line in shown)
    stream = pydyf.Stream(
        [
            b"/Tx BMC",
            f"q 1 1 {width - 1 - margin:.2f} {height - 2:.2f} re W n".encode(),
            f"BT /Helv {size} Tf {_INK} {size * _LEADING:.2f} TL 3 {base:.2f} Td {drawn} ET Q".encode(),
            b"EMC",
        ],
        extra={
            "Type": "/XObject",
            "Subtype": "/Form",
            "BBox": pydyf.Array((0, 0, width, height)),
            "Resources": pydyf.Dictionary({"Font": fonts}),
        },
    )
    pdf.add_object(stream)
    widget["AP"] = pydyf.Dictionary({"N": stream.reference})


def _wrapped(text: str, width: float) -> Iterator[str]:
    """Yield the lines of a text, ``width`` in em; readers wrap it anew after an edit."""
    for paragraph in text.split("\n"):
        line, used = "", 0.0
        for word in re.findall(r"\S+\s*|\s+", paragraph):
            wide = sum(map(_em, word))
            if line and used + wide > width:
                yield line
                line, used = "", 0.0
            line, used = line + word, used + wide
        yield line


def _em(character: str) -> float:
    """Return the approximate width of a character in Helvetica, rounded up."""
    return next(
        (width for characters, width in _WIDTHS if character in characters),
        0.72 if character.isupper() else 0.56,
    )


def _size(widget: Any) -> tuple[float, float]:
    x1, y1, x2, y2 = widget["Rect"]
    return x2 - x1, y2 - y1


def _string(value: Any) -> str:
    return str(value.string)


_FINISH = {"/Tx": _text, "/Ch": _choice, "/Btn": _button}
