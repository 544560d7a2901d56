"""The characters of a page and the fonts that have them.

Documents are drawn from bundled fonts alone. The fonts of scripts other than Latin, Greek and Cyrillic are
added to the pages that need them. Chinese, Japanese and Korean come from a package of its own, from which
the characters of one page are taken. A character that no font has is printed as a box.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from coopcoach.export.assets import SCHEME, Asset

CJK = "CJK"
CJK_PACKAGE = "manimgx_fonts_cjk"
CJK_ADDRESS = f"{SCHEME}:{CJK}.ttf"

# The face of the collection for Japanese holds the others' characters as well.
_CJK_FILE = "NotoSansCJK-VF.otf.ttc"
_BASE_SHEET = f'<link rel="stylesheet" href="{SCHEME}:base.css">'
# Fonts that base.css names; the others have a style sheet of their own.
_ALWAYS = frozenset({"Regular", "Semibold", "Italic", "Emoji"})
# Drawn as nothing, or by the width of a space.
_UNDRAWN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_SILENT = frozenset({"head", "style"})


@dataclass(frozen=True)
class MissingCharacter:
    """A character that no font has, with the headings below which it stands."""

    character: str
    places: tuple[str, ...]

    @property
    def is_east_asian(self) -> bool:
        """Whether the package of Chinese, Japanese and Korean characters may have it."""
        name = unicodedata.name(self.character, "")
        return name.startswith(("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO"))


def with_fonts(html: str) -> tuple[str, tuple[Asset, ...]]:
    """Return a page that names the fonts its characters need, and the assets of those fonts."""
    needed = set(html) - _covered("Regular")
    if not needed:
        return html, ()
    scripts = [name for name in _coverage() if name not in _ALWAYS and needed & _covered(name)]
    assets: tuple[Asset, ...] = ()
    rest = {c for c in needed if c not in _bundled_characters() and _is_drawn(c)}
    cjk = _cjk_font(frozenset(rest)) if rest else None
    if cjk is not None:
        scripts.append(CJK)
        assets = (Asset(CJK_ADDRESS, cjk, "font/ttf"),)
    links = "\n".join(f'<link rel="stylesheet" href="{SCHEME}:{n}.css">' for n in scripts)
    return html.replace(_BASE_SHEET, f"{_BASE_SHEET}\n{links}", 1) if links else html, assets


def missing_characters(html: str) -> tuple[MissingCharacter, ...]:
    """Return the characters of a page that no font has, in their order."""
    unknown = {c for c in set(html) - _bundled_characters() if _is_drawn(c)}
    if not unknown:
        return ()
    unknown -= _cjk_characters()
    reader = _PlaceReader(unknown)
    reader.feed(html)
    reader.close()
    return tuple(MissingCharacter(c, tuple(places)) for c, places in reader.found.items())


def _is_drawn(character: str) -> bool:
    code = ord(character)
    is_selector = 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF
    return not is_selector and unicodedata.category(character) not in _UNDRAWN


@cache
def _coverage() -> dict[str, frozenset[str]]:
    """Return the characters of each bundled font by its name."""
    found = {}
    text = (files("coopcoach.export") / "fonts" / "coverage.txt").read_text(encoding="ascii")
    for line in text.splitlines():
        name, *spans = line.split()
        codes: set[str] = set()
        for span in spans:
            first, last = (int(code, 16) for code in span.split("-"))
            codes.update(map(chr, range(first, last + 1)))
        found[name] = frozenset(codes)
    return found


def _covered(name: str) -> frozenset[str]:
    return _coverage()[name]


@cache
def _bundled_characters() -> frozenset[str]:
    return frozenset().union(*_coverage().values())


class _PlaceReader(HTMLParser):
    """Finds characters in the text of a page, with the last heading before each."""

    def __init__(self, wanted: Iterable[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, dict[str, None]] = {}
        self._wanted = frozenset(wanted)
        self._silent = 0
        self._heading = ""
        self._is_heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        if tag in _HEADINGS:
            self._heading, self._is_heading = "", True

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT
        if tag in _HEADINGS:
            self._is_heading = False

    def handle_data(self, data: str) -> None:
        if self._is_heading:
            self._heading = " ".join((self._heading + data).split())
        for character in dict.fromkeys(data) if not self._silent else ():
            if character in self._wanted:
                self.found.setdefault(character, {})[self._heading] = None


@contextmanager
def _cjk_source() -> Iterator[Any]:
    """Open the font of the package; yield None where it is not installed."""
    spec = find_spec(CJK_PACKAGE)
    folders = spec.submodule_search_locations if spec else None
    paths = (Path(folder) / _CJK_FILE for folder in folders or ())
    path = next((path for path in paths if path.is_file()), None)
    if path is None:
        yield None
        return
    # Comes with WeasyPrint, and loads slowly.
    from fontTools.ttLib import TTFont

    with TTFont(path, fontNumber=0, lazy=True) as font:
        yield font


@cache
def _cjk_characters() -> frozenset[str]:
    with _cjk_source() as font:
        return frozenset(map(chr, font.getBestCmap())) if font is not None else frozenset()


@cache
def _cjk_font(wanted: frozenset[str]) -> bytes | None:
    """Return a font with some characters of the package; None where it has none of them.

    The outlines are converted: the package holds one variable font of 33 MB, which would go whole into each PDF.
    """
    characters = sorted(wanted & _cjk_characters())
    if not characters:
        return None
    with _cjk_source() as source:
        return _converted(source, characters)


def _converted(source: Any, characters: Sequence[str]) -> bytes:
    """Return some characters of a font in its regular weight as a font of their own."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    names = {ord(c): source.getBestCmap()[ord(c)] for c in (" ", *characters)}
    outlines = source.getGlyphSet(location={"wght": 400})
    glyphs, widths = {}, {}
    for name in dict.fromkeys([".notdef", *names.values()]):
        pen = TTGlyphPen(None)
        outlines[name].draw(Cu2QuPen(pen, max_err=1.0, reverse_direction=True))
        glyphs[name] = pen.glyph()
        widths[name] = round(outlines[name].width)
    builder = FontBuilder(source["head"].unitsPerEm, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap(names)
    builder.setupGlyf(glyphs)
    left = {name: getattr(glyph, "xMin", 0) for name, glyph in glyphs.items()}
    builder.setupHorizontalMetrics({name: (widths[name], left[name]) for name in glyphs})
    up, down = source["hhea"].ascent, source["hhea"].descent
    builder.setupHorizontalHeader(ascent=up, descent=down)
    builder.setupNameTable({"familyName": f"Coopcoach {CJK}", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=up, sTypoDescender=down, usWinAscent=up, usWinDescent=-down)
    builder.setupPost()
    # The same characters make the same file.
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    data = io.BytesIO()
    builder.font.save(data)
    return data.getvalue()
