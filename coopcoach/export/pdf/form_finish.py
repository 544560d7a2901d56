"""Correct the form fields that WeasyPrint writes, so that PDF readers fill them in and draw them.

The functions change the objects of the finished file: dictionaries and arrays of pydyf.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pydyf

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
    form = pdf.catalog.get("AcroForm")
    if form is None:
        return
    form.pop("NeedAppearances", None)
    fonts = _add_fonts(pdf)
    form["DR"] = pydyf.Dictionary({"Font": fonts})
    form["DA"] = pydyf.String(f"/Helv 0 Tf {_INK}")
    for widget in list(pdf.objects):
        if isinstance(widget, dict) and widget.get("Subtype") == "/Widget":
            _FieldFinisher(pdf, fonts, widget).finish()


def _add_fonts(pdf: Any) -> Any:
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


class _FieldFinisher:
    """Corrects one field."""

    def __init__(self, pdf: Any, fonts: Any, widget: Any) -> None:
        self._pdf = pdf
        self._fonts = fonts
        self._widget = widget
        x1, y1, x2, y2 = (round(number, 2) for number in widget["Rect"])
        self._corners = (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
        self._width = self._corners[2] - self._corners[0]
        self._height = self._corners[3] - self._corners[1]

    def finish(self) -> None:
        """Correct the corners, the font and the appearance."""
        self._widget["Rect"] = pydyf.Array(self._corners)
        match str(self._widget["FT"]):
            case "/Tx":
                self._finish_text()
            case "/Ch":
                self._finish_choice()
            case "/Btn":
                self._finish_button()

    def _finish_text(self) -> None:
        # It imports the domain, which takes a tenth of a second, and most documents have no fields.
        from coopcoach.markup.form import IDENTITY

        widget = self._widget
        is_identity = _string(widget["T"]) == IDENTITY
        if is_identity:
            widget["Ff"] = widget.get("Ff", 0) | _READ_ONLY
        is_area = widget.get("Ff", 0) & _MULTI_LINE
        is_fitted = is_area and self._height >= _TALL
        size = _FIT if is_fitted else 6.5 if is_identity else _LINE_SIZE
        widget["DA"] = pydyf.String(f"/Helv {size} Tf {_INK}")
        text = _string(widget["V"])
        if not is_area:
            self._draw_line(text, size)
        elif text:
            self._draw_area(text)

    def _finish_choice(self) -> None:
        size = _SMALL_SIZE if self._height < _SMALL_HEIGHT else _LINE_SIZE
        self._widget["DA"] = pydyf.String(f"/Helv {size} Tf {_INK}")
        self._draw_line(_string(self._widget["V"]), size, _ARROW)

    def _finish_button(self) -> None:
        widget = self._widget
        widget["DA"] = pydyf.String(f"/ZaDb 0 Tf {_INK}")
        # The tick of ZapfDingbats, for readers that draw their own.
        widget["MK"] = pydyf.Dictionary({"CA": pydyf.String("4")})
        box = pydyf.Array((0, 0, self._width, self._height))
        empty = pydyf.Stream(extra={"Type": "/XObject", "Subtype": "/Form", "BBox": box})
        self._pdf.add_object(empty)
        widget["AP"]["N"]["Off"] = empty.reference

    def _draw_line(self, text: str, size: float, margin: float = 1) -> None:
        """Draw one line of text, vertically centred as readers do it."""
        base = (self._height - size) / 2 + 0.22 * size
        self._draw([" ".join(text.split())], size, base, margin)

    def _draw_area(self, text: str) -> None:
        """Draw a text from the top, in a font size at which it fits."""
        size = _LINE_SIZE
        lines = list(_wrapped(text, (self._width - 8) / size))
        while len(lines) * size * _LEADING > self._height - 4 and size > _SMALLEST:
            size -= 0.5
            lines = list(_wrapped(text, (self._width - 8) / size))
        self._draw(lines, size, self._height - 2 - size)

    def _draw(self, lines: list[str], size: float, base: float, margin: float = 1) -> None:
        encoded = [line.encode("cp1252", "replace").hex() for line in lines]
        drawn = " T* ".join(f"<{line}> Tj" for line in encoded)
        font = f"/Helv {size} Tf {_INK}"
        stream = pydyf.Stream(
            [
                b"/Tx BMC",
                f"q 1 1 {self._width - 1 - margin:.2f} {self._height - 2:.2f} re W n".encode(),
                f"BT {font} {size * _LEADING:.2f} TL 3 {base:.2f} Td {drawn} ET Q".encode(),
                b"EMC",
            ],
            extra={
                "Type": "/XObject",
                "Subtype": "/Form",
                "BBox": pydyf.Array((0, 0, self._width, self._height)),
                "Resources": pydyf.Dictionary({"Font": self._fonts}),
            },
        )
        self._pdf.add_object(stream)
        self._widget["AP"] = pydyf.Dictionary({"N": stream.reference})


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


def _string(value: Any) -> str:
    return str(value.string)
