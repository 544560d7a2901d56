"""How a coach's documents look: whose they are, in which colour, with which logo, on which paper."""

from __future__ import annotations

from coopcoach.domain.exercise import Frozen
from coopcoach.domain.settings import Paper
from coopcoach.export.pdf.bundled import SCHEME, bundled
from coopcoach.export.pdf.source import Asset

ACCENT = "#14506b"
LOGO = f"{SCHEME}:logo"
SHEET = f"{SCHEME}:look.css"

# What letters need on the tint that lies behind some of them: WCAG 2.2, 1.4.3, and a little more for thin ones.
_CONTRAST = 5.5
_DARKER = 0.94

# The tint of the bundled pictures and style sheets.
_BUNDLED_TINT = b"#eef3f6"

# How much of the accent is in the fills.
_TINT, _SOFT = 0.07, 0.3


class Branding(Frozen):
    """What a workspace's settings say of its documents.

    ``colour`` is the coach's own; ``accent`` is what is printed.
    """

    coach: str = ""
    colour: str = ACCENT
    paper: Paper = "a4"
    logo: bytes | None = None
    logo_type: str = ""

    @property
    def accent(self) -> str:
        """The colour of headings and lines, dark enough to be read."""
        return readable(self.colour)

    @property
    def soft(self) -> str:
        """The accent as a fill on which dark letters can be read."""
        return mixed(self.accent, _SOFT)

    @property
    def assets(self) -> tuple[Asset, ...]:
        """The style sheet and the pictures that this look adds to the bundled ones."""
        found = [Asset(SHEET, self._sheet().encode("utf-8"), "text/css")]
        for address, (data, media_type) in bundled().items():
            if self.accent != ACCENT and media_type == "image/svg+xml":
                found.append(Asset(address, _repainted(data, self.accent), media_type))
        if self.logo:
            found.append(Asset(LOGO, self.logo, self.logo_type))
        return tuple(found)

    def _sheet(self) -> str:
        tint = mixed(self.accent, _TINT)
        return (
            f":root {{ --accent: {self.accent}; --tint: {tint}; --soft: {self.soft} }}\n"
            f"@page {{ size: {'letter' if self.paper == 'letter' else 'A4'} }}\n"
        )


def readable(colour: str) -> str:
    """Return a colour, darkened as far as letters in it need it on a tint of its own."""
    red, green, blue = _parts(colour)
    while _contrast(_hex(red, green, blue), mixed(_hex(red, green, blue), _TINT)) < _CONTRAST:
        red, green, blue = (int(part * _DARKER) for part in (red, green, blue))
    return _hex(red, green, blue)


def mixed(colour: str, share: float) -> str:
    """Return so much of a colour in white."""
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


def _repainted(svg: bytes, accent: str) -> bytes:
    painted = svg.replace(ACCENT.encode("ascii"), accent.encode("ascii"))
    return painted.replace(_BUNDLED_TINT, mixed(accent, _TINT).encode("ascii"))
