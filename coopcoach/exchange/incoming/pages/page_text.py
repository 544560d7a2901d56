"""The text on the pages of a PDF, with its places: in points, from the bottom left corner of the page."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium

MOST_PAGES = 200
MOST_CHARACTERS = 400_000

# Every page of a workbook is set in fonts of this name, which other programs keep.
_OUR_FONT = "coopcoach"
_NAME_LENGTH = 200
_LINE_GAP = 2.2


@dataclass(frozen=True)
class Box:
    """A rectangle on a page."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> tuple[float, float]:
        """The point in its middle."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    def holds(self, point: tuple[float, float], margin: float = 0) -> bool:
        """Whether a point lies in it."""
        x, y = point
        return (
            self.left - margin <= x <= self.right + margin
            and self.bottom - margin <= y <= self.top + margin
        )


@dataclass(frozen=True)
class Character:
    """One character where it stands: ``box`` is as high as its line, ``ink`` only as high as itself."""

    text: str
    box: Box
    ink: Box


@dataclass
class Run:
    """A text that was written in one go: a line, or a part of it in one font."""

    page: int
    font: str
    characters: list[Character] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The characters as a text."""
        return "".join(character.text for character in self.characters)

    @property
    def box(self) -> Box:
        """The smallest rectangle around its characters."""
        boxes = [character.box for character in self.characters]
        return Box(
            min(box.left for box in boxes),
            min(box.bottom for box in boxes),
            max(box.right for box in boxes),
            max(box.top for box in boxes),
        )

    @property
    def is_ours(self) -> bool:
        """Whether it is set in a font of the workbook."""
        return _OUR_FONT in self.font.casefold()


@dataclass(frozen=True)
class Passage:
    """A text that somebody wrote on a page."""

    page: int
    box: Box
    text: str


def page_runs(data: bytes) -> list[Run]:
    """Return the texts on the pages of a PDF, page by page in the order in which they were drawn.

    Notes and fields are not among them: they lie on the page and are no part of it.
    """
    found: list[Run] = []
    document = pypdfium2.PdfDocument(data)
    try:
        count = 0
        for number in range(min(len(document), MOST_PAGES)):
            runs = list(_runs_of(document[number], number))
            count += sum(len(run.characters) for run in runs)
            if count > MOST_CHARACTERS:
                break
            found.extend(runs)
    finally:
        document.close()
    return found


def added_passages(runs: Sequence[Run]) -> list[Passage]:
    """Return what was written onto the pages of a workbook: the text in fonts other than its own.

    Lines below one another are one passage. A page without any font of ours was set anew by another program,
    and shows nothing about what was added.
    """
    ours = {run.page for run in runs if run.is_ours}
    added = [run for run in runs if run.page in ours and not run.is_ours and run.text.strip()]
    passages: list[Passage] = []
    for run in sorted(added, key=lambda run: (run.page, -run.box.top, run.box.left)):
        last = passages[-1] if passages else None
        if last is not None and last.page == run.page and _is_next_line(last.box, run.box):
            between = " " if run.box.bottom > last.box.bottom - 2 else "\n"
            passages[-1] = Passage(
                run.page, _around(last.box, run.box), last.text + between + run.text.strip()
            )
        else:
            passages.append(Passage(run.page, run.box, run.text.strip()))
    return passages


def _is_next_line(above: Box, below: Box) -> bool:
    height = max(below.top - below.bottom, 6)
    near = above.bottom - below.top < _LINE_GAP * height
    return near and below.left < above.right + 3 * height and below.right > above.left - 3 * height


def _around(one: Box, other: Box) -> Box:
    return Box(
        min(one.left, other.left),
        min(one.bottom, other.bottom),
        max(one.right, other.right),
        max(one.top, other.top),
    )


def _runs_of(page: pypdfium2.PdfPage, number: int) -> Iterator[Run]:
    textpage = page.get_textpage()
    handle = textpage.raw
    runs: dict[int, Run] = {}
    corners = [ctypes.c_double() for _ in range(4)]
    for index in range(pdfium.FPDFText_CountChars(handle)):
        if pdfium.FPDFText_IsGenerated(handle, index) == 1:
            continue
        drawn = pdfium.FPDFText_GetTextObject(handle, index)
        address = ctypes.cast(drawn, ctypes.c_void_p).value or 0
        if address not in runs:
            runs[address] = Run(number, _font_of(drawn))
        if not pdfium.FPDFText_GetCharBox(handle, index, *corners):
            continue
        left, right, bottom, top = (corner.value for corner in corners)
        ink = Box(left, bottom, right, top)
        whole = pdfium.FS_RECTF()
        pdfium.FPDFText_GetLooseCharBox(handle, index, whole)
        sign = chr(pdfium.FPDFText_GetUnicode(handle, index)).replace("\0", "")
        box = Box(whole.left, whole.bottom, whole.right, whole.top)
        runs[address].characters.append(Character(sign, box, ink))
    textpage.close()
    yield from (run for run in runs.values() if run.characters)


def _font_of(drawn: object) -> str:
    font = pdfium.FPDFTextObj_GetFont(drawn)
    name = ctypes.create_string_buffer(_NAME_LENGTH)
    pdfium.FPDFFont_GetBaseFontName(font, name, _NAME_LENGTH)
    return name.value.decode("latin-1")
