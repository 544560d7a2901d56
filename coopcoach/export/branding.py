"""The coach's branding of printed documents: name, colour, logo and paper."""

from __future__ import annotations

from coopcoach.domain.exercise import Frozen
from coopcoach.domain.settings import Paper
from coopcoach.export.assets import SCHEME, Asset, bundled

ACCENT = "#14506b"
LOGO = f"{SCHEME}:logo"
SHEET = f"{SCHEME}:branding.css"

# Contrast of the accent on its own tint: WCAG 2.2 (1.4.3) asks for 4.5; thin letters need more.
_CONTRAST = 5.5
_DARKEN = 0.94

# The tint of the bundled pictures and style sheets.
_BUNDLED_TINT = b"#eef3f6"

# Share of the accent in the two fill colours, the rest is white.
_TINT, _SOFT = 0.07, 0.3


class Branding(Frozen):
    """The branding of a workspace; ``colour`` is the coach's choice, ``accent`` the printed colour."""

    coach: str = ""
    colour: str = ACCENT
    paper: Paper = "a4"
    logo: bytes | None = None
    logo_type: str = ""

    @property
    def accent(self) -> str:
        """The colour of headings and lines, dark enough to be readable."""
        return readable(self.colour)

    @property
    def soft(self) -> str:
        """The accent as a fill behind dark letters."""
        return mixed(self.accent, _SOFT)

    @property
    def assets(self) -> tuple[Asset, ...]:
        """The style sheet and the pictures that replace or complement the bundled ones."""
        assets = [Asset(SHEET, self._sheet().encode("utf-8"), "text/css")]
        for address, asset in bundled().items():
            if self.accent != ACCENT and asset.media_type == "image/svg+xml":
                recoloured = _recoloured(asset.data, self.accent)
                assets.append(Asset(address, recoloured, asset.media_type))
        if self.logo:
            assets.append(Asset(LOGO, self.logo, self.logo_type))
        return tuple(assets)

    def _sheet(self) -> str:
        tint = mixed(self.accent, _TINT)
        return (
            f":root {{ --accent: {self.accent}; --tint: {tint}; --soft: {self.soft} }}\n"
            f"@page {{ size: {'letter' if self.paper == 'letter' else 'A4'} }}\n"
        )


DEFAULT_BRANDING = Branding()


def readable(colour: str) -> str:
    """Return a colour, darkened until text in it is readable on its own tint."""
    red, green, blue = _parts(colour)
    while _contrast(_hex(red, green, blue), mixed(_hex(red, green, blue), _TINT)) < _CONTRAST:
        red, green, blue = (int(part * _DARKEN) for part in (red, green, blue))
    return _hex(red, green, blue)


def mixed(colour: str, share: float) -> str:
    """Return a colour mixed with white; ``share`` of 1 is the colour itself."""
    return _hex(*(round(255 - (255 - part) * share) for part in _parts(colour)))


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    linear = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (p / 255 for p in _parts(colour))
    )
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _hex(red: int, green: int, blue: int) -> str:
    return f"#{red:02x}{green:02x}{blue:02x}"


def _recoloured(svg: bytes, accent: str) -> bytes:
    painted = svg.replace(ACCENT.encode("ascii"), accent.encode("ascii"))
    return painted.replace(_BUNDLED_TINT, mixed(accent, _TINT).encode("ascii"))
