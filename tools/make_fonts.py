"""Make the fonts of everything printed: static subsets of Source Sans 3.

    pip download --no-deps fontpkg-source-sans-3
    python -m tools.make_fonts fontpkg_source_sans_3-3.52-py3-none-any.whl

Static and small on purpose: a variable or whole font costs more than half a second in each PDF. fontTools comes
with WeasyPrint. The results are committed; this is only needed for another weight or other letters.
"""

import io
import sys
import zipfile
from pathlib import Path

from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from fontTools.varLib.instancer import (  # type: ignore[import-untyped]
    instantiateVariableFont,
)

FONTS = Path(__file__).resolve().parent.parent / "coopcoach" / "export" / "fonts"

# The style, the variable font it is cut from, its weight.
FACES = (
    ("Regular", "SourceSans3[wght].ttf", 400),
    ("Semibold", "SourceSans3[wght].ttf", 600),
    ("Bold", "SourceSans3[wght].ttf", 700),
    ("Italic", "SourceSans3-Italic[wght].ttf", 400),
)
LICENCE = "OFL.txt"

# "Source" is a reserved name: the licence wants another one for what was changed, and a subset is.
FAMILY = "Coopcoach Sans"

# Names of people and places from all over Europe, and the signs that a workbook needs.
LETTERS = (
    (0x0020, 0x007E),
    (0x00A0, 0x017F),
    (0x0180, 0x024F),
    (0x0300, 0x0304),
    (0x0306, 0x030C),
    (0x0370, 0x03FF),
    (0x0400, 0x045F),
    (0x1E00, 0x1EFF),
    (0x2010, 0x2027),
    (0x202F, 0x203A),
    (0x2070, 0x208E),
    (0x2150, 0x215E),
)
SIGNS = "€₣₤™№←↑→↓↔−≈≠≤≥×÷±∞•◦■□▪▫●○◆◇★☆☐☑☒✓✔✗✘ﬁﬂ"


def wanted() -> set[int]:
    """The code points that the fonts keep."""
    ranges = {code for first, last in LETTERS for code in range(first, last + 1)}
    return ranges | {ord(sign) for sign in SIGNS}


def cut(data: bytes, style: str, weight: int) -> bytes:
    """A static instance of a variable font, reduced to what is wanted."""
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    static = instantiateVariableFont(font, {"wght": weight}, updateFontNames=True)
    options = Options(
        layout_features=["kern", "mark", "mkmk", "ccmp", "locl", "liga", "tnum", "lnum", "case"],
        name_IDs=["*"],
        hinting=False,
        notdef_outline=True,
        drop_tables=["DSIG", "STAT", "MVAR"],
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted())
    subsetter.subset(static)
    rename(static, style)
    target = io.BytesIO()
    static.save(target)
    return target.getvalue()


def rename(font: TTFont, style: str) -> None:
    """Give a font the family's own name; who drew it and the licence stay."""
    plain = FAMILY.replace(" ", "")
    names = {1: f"{FAMILY} {style}", 2: "Regular", 3: f"{plain}-{style}", 4: f"{FAMILY} {style}"}
    names |= {6: f"{plain}-{style}", 16: FAMILY, 17: style}
    for record in list(font["name"].names):
        if record.nameID in names:
            record.string = names[record.nameID]
        elif record.nameID > 24 or record.nameID in {21, 22}:
            font["name"].removeNames(nameID=record.nameID)


def main(wheel: str) -> int:
    """Write the faces and their licence."""
    FONTS.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(wheel) as archive:
        inside = {Path(name).name: name for name in archive.namelist()}
        for style, source, weight in FACES:
            data = cut(archive.read(inside[source]), style, weight)
            (FONTS / f"{style}.ttf").write_bytes(data)
            print(f"{style}: {len(data) // 1024} KiB")
        licence = next(n for n in archive.namelist() if n.endswith("/LICENSE"))
        (FONTS / LICENCE).write_bytes(archive.read(licence))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
