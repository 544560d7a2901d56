"""Make the fonts of the documents: static subsets of Source Sans 3, Noto Emoji and Noto Sans of other scripts.

    pip download --no-deps fontpkg-source-sans-3 manimgx-fonts
    python -m tools.make_fonts *.whl

A variable or complete font takes more than half a second in each PDF. coverage.txt lists the characters of each font, so
that no export parses them. fontTools comes with WeasyPrint. The results are
committed; run this only for another weight or other letters.
"""

import io
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FONTS = Path(__file__).resolve().parent.parent / "coopcoach" / "export" / "fonts"

# "Source" is a reserved name: the licence requires another one for a changed font.
FAMILY = "Coopcoach Sans"


def span(first: int, last: int) -> set[int]:
    """Return the code points from the first to the last."""
    return set(range(first, last + 1))


# Names of people and places in Europe, and the signs of the workbook.
LETTERS = (
    span(0x0020, 0x007E)
    | span(0x00A0, 0x024F)
    | span(0x0300, 0x0304)
    | span(0x0306, 0x030C)
    | span(0x0370, 0x03FF)
    | span(0x0400, 0x045F)
    | span(0x1E00, 0x1EFF)
    | span(0x2010, 0x2027)
    | span(0x202F, 0x203A)
    | span(0x2070, 0x208E)
    | span(0x2150, 0x215E)
    | {ord(sign) for sign in "€™№←↑→↓↔−≈≠≤≥×÷±∞•◦■□▪▫●○◆◇★☆☐☑☒✓✔✗✘ﬁﬂ"}
)

# Frequent emoji: faces, hands, hearts, weather, tools and the office. All emoji take 700 KiB.
EMOJI = (
    span(0x1F600, 0x1F64F)
    | span(0x1F910, 0x1F91F)
    | span(0x1F920, 0x1F92F)
    | span(0x1F970, 0x1F97A)
    | span(0x1F440, 0x1F450)
    | span(0x1F3FB, 0x1F3FF)
    | span(0x1F464, 0x1F469)
    | span(0x1F493, 0x1F49F)
    | span(0x1F4A1, 0x1F4B0)
    | span(0x1F4BB, 0x1F4BC)
    | span(0x1F4C5, 0x1F4CE)
    | span(0x1F4DD, 0x1F4DE)
    | span(0x1F527, 0x1F529)
    | span(0x1F90D, 0x1F90E)
    | span(0x2600, 0x2604)
    | {0x200D, 0xFE0F}
    | {
        ord(sign)
        for sign in "⌛⏰⏳☎☕☘⚠⚡⚽✅✉✋✌✍✏✨❌❓❗❤➕⭐🌈🌍🌞🌱🌳🌷🌸🌻🍀🍂🍎🍕🍞🍰🍷🍺🍻🍾🎁🎂🎈🎉🎊🎨🎯🎵🎶🎸🏁🏆🏗🏠🏡🏢"
    }
    | {
        ord(sign)
        for sign in "🐝🐢🐱🐶💶📌📍📢📣📦📧📬📱📷🔁🔍🔑🔒🔔🔥🔨🖌🗂🗑🗣🙈🚀🚗🚚🚧🚲🛒🛠🤖🤝🤞🤦🤷🥂🥇🥳🧑🧡🧩🧰🧱"
    }
)


@dataclass(frozen=True)
class Face:
    """A font to make: its source, weight, letters, and its style in the family.

    The letters of a joined script change their shape beside others.
    """

    file: str
    source: str
    weight: int
    letters: frozenset[int]
    style: str | None = None
    is_joined: bool = False


SANS = frozenset(LETTERS)


def script(first: int, last: int) -> frozenset[int]:
    """Return the letters of a script, and the spaces: Pango takes them from the font of the letter before."""
    return frozenset(span(first, last) | {0x20, 0xA0})


FACES = (
    Face("Regular", "SourceSans3[wght].ttf", 400, SANS, "Regular"),
    Face("Semibold", "SourceSans3[wght].ttf", 600, SANS, "Semibold"),
    Face("Italic", "SourceSans3-Italic[wght].ttf", 400, SANS, "Italic"),
    Face("Emoji", "NotoEmoji[wght].ttf", 400, frozenset(EMOJI)),
    Face("Hebrew", "NotoSansHebrew[wght].ttf", 400, script(0x0590, 0x05FF), is_joined=True),
    Face("Arabic", "NotoSansArabic[wght].ttf", 400, script(0x0600, 0x06FF), is_joined=True),
    Face("Devanagari", "NotoSansDevanagari[wght].ttf", 400, script(0x0900, 0x097F), is_joined=True),
    Face("Thai", "NotoSansThai[wght].ttf", 400, script(0x0E00, 0x0E7F), is_joined=True),
)


def cut(data: bytes, face: Face) -> bytes:
    """Return a static instance of a variable font with the letters of a face."""
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    static = instantiateVariableFont(font, {"wght": face.weight})
    features = ["kern", "mark", "mkmk", "ccmp", "locl", "liga", "tnum", "lnum", "case"]
    options = Options(
        layout_features=Options().layout_features if face.is_joined else features,
        name_IDs=["*"],
        hinting=False,
        notdef_outline=True,
        drop_tables=["DSIG", "STAT", "MVAR"],
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=face.letters)
    subsetter.subset(static)
    if face.style:
        rename(static, face.style)
    target = io.BytesIO()
    static.save(target)
    return target.getvalue()


def rename(font: TTFont, style: str) -> None:
    """Give a font the name of the family; authors and licence are kept."""
    plain = FAMILY.replace(" ", "")
    names = {1: f"{FAMILY} {style}", 2: "Regular", 3: f"{plain}-{style}", 4: f"{FAMILY} {style}"}
    names |= {6: f"{plain}-{style}", 16: FAMILY, 17: style}
    for number, name in names.items():
        font["name"].setName(name, number, 3, 1, 0x409)
    for record in list(font["name"].names):
        if record.nameID > 24 or record.nameID in {21, 22}:
            font["name"].removeNames(nameID=record.nameID)


def main(wheels: list[str]) -> int:
    """Write the faces and their licences."""
    FONTS.mkdir(parents=True, exist_ok=True)
    inside = {}
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            inside.update({Path(name).name: archive.read(name) for name in archive.namelist()
                           if name.endswith(".ttf")})  # fmt: skip
    for face in FACES:
        data = cut(inside[face.source], face)
        (FONTS / f"{face.file}.ttf").write_bytes(data)
        print(f"{face.file}: {len(data) // 1024} KiB")
    lines = [f"{file.stem} {coverage(file)}\n" for file in sorted(FONTS.glob("*.ttf"))]
    (FONTS / "coverage.txt").write_text("".join(lines), encoding="ascii")
    return 0


def coverage(file: Path) -> str:
    """Return the characters of a font as spans of hexadecimal numbers."""
    spans: list[list[int]] = []
    for code in sorted(TTFont(file).getBestCmap()):
        if spans and spans[-1][1] == code - 1:
            spans[-1][1] = code
        else:
            spans.append([code, code])
    return " ".join(f"{first:x}-{last:x}" for first, last in spans)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
