"""Read a form whose fields were lost, by the places of its fields in the blank PDF that it was made from.

Flattening and printing leave the typed text on the page, where the field was. The page may have been scaled and
moved; the questions printed on it show by how much.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

import pypdfium2

from coopcoach.exchange.incoming.pages.page_text import Box, Character, Run, page_runs
from coopcoach.exchange.incoming.pdf_fields import FieldPlace, PageNote, read_fields
from coopcoach.markup.form import IDENTITY, ON
from coopcoach.markup.loose.alnum_key import alnum_key

# Lines of a page that have to stand in their places before it counts as a page of the form.
LEAST_LINES = 4
# How far, in points, they may stand off in the median.
MOST_ERROR = 3.0

_LONG = 6
_SCALE = 2.0
_DARK = bytes(1 if value < 140 else 0 for value in range(256))
_TICK_SHARE = 0.06
_LEAST_INK = 24
_BLANK_LINE = 0.6
_TICK, _FRAME = "/Btn", 1.5


@dataclass
class PrintedForm:
    """The fields of a printed form: their text by name, and those in which something is, but no text.

    ``pages`` are the pages of the blank form that were found; ``unreadable`` gives the page of each field,
    counted from 1; ``loose`` are texts in no field; ``pages_of`` gives the page of each field, counted from 0.
    """

    values: dict[str, str] = field(default_factory=dict)
    unreadable: dict[str, int] = field(default_factory=dict)
    loose: list[PageNote] = field(default_factory=list)
    pages_of: dict[str, int] = field(default_factory=dict)
    pages: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class _Fit:
    """How a page of the blank form lies on a page of the printed one."""

    x: tuple[float, float]
    y: tuple[float, float]

    def box(self, corners: tuple[float, float, float, float]) -> Box:
        left, bottom, right, top = corners
        (a, b), (c, d) = self.x, self.y
        return Box(a * left + b, c * bottom + d, a * right + b, c * top + d)


def read_printed(data: bytes, runs: Sequence[Run], blank: bytes) -> PrintedForm:
    """Return the text in the places of a blank form's fields.

    Args:
        data: The PDF without fields.
        runs: The text on its pages.
        blank: The PDF with the fields, as it was made.
    """
    places = defaultdict(list)
    for place in read_fields(blank).places:
        places[place.page].append(place)
    blank_lines = _lines_by_page(page_runs(blank))
    printed_lines = _lines_by_page(runs)
    form = PrintedForm()
    with _Pictures(data) as printed, _Pictures(blank) as empty:
        for page, lines in printed_lines.items():
            match = _matched(lines, blank_lines)
            if match is None or match[0] in form.pages:
                continue
            number, fit = match
            form.pages.add(number)
            own = [run for run in runs if run.page == page and not run.is_ours]
            reader = _PageReader(page, fit, places[number], printed, empty)
            reader.read([c for run in own for c in run.characters], form)
    return form


def _lines_by_page(runs: Iterable[Run]) -> dict[int, dict[str, tuple[float, float, float]]]:
    """Return the long lines that stand once on their page: left and right end, and height of the middle."""
    found: dict[int, dict[str, tuple[float, float, float]]] = defaultdict(dict)
    counts: Counter[tuple[int, str]] = Counter()
    for run in runs:
        words = alnum_key(run.text)
        if len(words) >= _LONG:
            counts[run.page, words] += 1
            box = run.box
            found[run.page][words] = (box.left, box.right, box.middle[1])
    return {
        page: {words: place for words, place in lines.items() if counts[page, words] == 1}
        for page, lines in found.items()
    }


def _matched(
    lines: dict[str, tuple[float, float, float]],
    blank: dict[int, dict[str, tuple[float, float, float]]],
) -> tuple[int, _Fit] | None:
    """Return the page of the blank form that a printed page is, and how it lies; None where it is none."""
    shared = {number: lines.keys() & own.keys() for number, own in blank.items()}
    number = max(shared, key=lambda each: len(shared[each]), default=-1)
    if number < 0 or len(shared[number]) < LEAST_LINES:
        return None
    pairs = [(blank[number][words], lines[words]) for words in sorted(shared[number])]
    x = _line_through([(b[end], p[end]) for b, p in pairs for end in (0, 1)])
    y = _line_through([(b[2], p[2]) for b, p in pairs])
    if x is None or y is None:
        return None
    errors = [abs(x[0] * b[0] + x[1] - p[0]) + abs(y[0] * b[2] + y[1] - p[2]) for b, p in pairs]
    return (number, _Fit(x, y)) if median(errors) <= MOST_ERROR else None


def _line_through(points: Sequence[tuple[float, float]]) -> tuple[float, float] | None:
    """Return slope and offset of the line nearest to some points (least squares)."""
    count = len(points)
    mean_x = sum(x for x, _ in points) / count
    mean_y = sum(y for _, y in points) / count
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    if spread < 1:
        return None
    slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / spread
    return (slope, mean_y - slope * mean_x) if slope > 0 else None


class _Pictures:
    """The pages of a PDF as dark and light points."""

    def __init__(self, data: bytes) -> None:
        self._document = pypdfium2.PdfDocument(data)
        self._document.init_forms()
        self._pages: dict[int, tuple[bytes, int, int, int]] = {}

    def __enter__(self) -> _Pictures:
        return self

    def __exit__(self, *_: object) -> None:
        self._document.close()

    def ink(self, page: int, box: Box) -> int:
        """Return how many points are dark inside a rectangle."""
        dots, width, height, stride = self._drawn(page)
        left, right = max(0, round(box.left * _SCALE)), min(width, round(box.right * _SCALE))
        top, bottom = (
            max(0, height - round(box.top * _SCALE)),
            min(height, height - round(box.bottom * _SCALE)),
        )
        return sum(dots.count(1, y * stride + left, y * stride + right) for y in range(top, bottom))

    def _drawn(self, page: int) -> tuple[bytes, int, int, int]:
        if page not in self._pages:
            bitmap = self._document[page].render(scale=_SCALE, grayscale=True)
            dots = bytes(bitmap.buffer).translate(_DARK)
            self._pages = {page: (dots, bitmap.width, bitmap.height, bitmap.stride)}
        return self._pages[page]


@dataclass
class _PageReader:
    """Reads the fields of one page."""

    page: int
    fit: _Fit
    places: Sequence[FieldPlace]
    printed: _Pictures
    empty: _Pictures

    def read(self, characters: Sequence[Character], form: PrintedForm) -> None:
        """Put the fields of the page into a form."""
        boxes = {place.name: self.fit.box(place.box) for place in self.places}
        inside: dict[str, list[Character]] = {name: [] for name in boxes}
        for line in _lines(characters):
            seen = [c for c in line if self._is_seen(c)]
            for character in seen:
                name = _field_at(boxes, character.box.middle)
                if name:
                    inside[name].append(character)
            # Cut off at the lower edge of its field: the text goes on below it.
            above = _field_above(boxes, line[0].box, inside) if not seen else ""
            if above:
                inside[above].extend(line)
            if not above and not any(_field_at(boxes, c.box.middle) for c in seen):
                form.loose.append(PageNote(self.page, line[0].box.middle[1], _line_text(line)))
        for place in self.places:
            if place.name != IDENTITY:
                form.pages_of[place.name] = self.page
                self._field(place, boxes[place.name], inside[place.name], form)

    def _field(
        self, place: FieldPlace, box: Box, inside: list[Character], form: PrintedForm
    ) -> None:
        added = self._added_ink(place, box)
        if place.kind == _TICK:
            area = max(1.0, (box.right - box.left) * (box.top - box.bottom) * _SCALE**2)
            form.values[place.name] = ON if inside or added / area > _TICK_SHARE else ""
            return
        form.values[place.name] = _text_of(inside, box)
        if not form.values[place.name].strip() and added > _LEAST_INK:
            form.unreadable[place.name] = self.page + 1

    def _added_ink(self, place: FieldPlace, box: Box) -> int:
        before = self.empty.ink(place.page, _inner(Box(*place.box)))
        return self.printed.ink(self.page, _inner(box)) - before

    def _is_seen(self, character: Character) -> bool:
        box = character.ink
        around = Box(box.left - 1, box.bottom - 1, box.right + 1, box.top + 1)
        return not character.text.strip() or self.printed.ink(self.page, around) > 0


def _inner(box: Box) -> Box:
    return Box(box.left + _FRAME, box.bottom + _FRAME, box.right - _FRAME, box.top - _FRAME)


def _field_at(boxes: dict[str, Box], point: tuple[float, float]) -> str:
    return next((name for name, box in boxes.items() if box.holds(point, 0.5)), "")


def _field_above(boxes: dict[str, Box], line: Box, inside: dict[str, list[Character]]) -> str:
    """Return the field in whose column, and nearest below whose text, a line stands."""
    above = [
        name
        for name, box in boxes.items()
        if inside[name] and abs(line.left - box.left) < 12 and box.top > line.top
    ]
    return min(above, key=lambda name: boxes[name].bottom, default="")


def _lines(characters: Sequence[Character]) -> Iterator[list[Character]]:
    """Yield the characters line by line from the top, in reading order."""
    lines: list[list[Character]] = []
    for character in sorted(characters, key=lambda c: -c.box.middle[1]):
        last = lines[-1][0].box if lines else None
        height = max(character.box.top - character.box.bottom, 4)
        if last is not None and last.middle[1] - character.box.middle[1] < height / 2:
            lines[-1].append(character)
        else:
            lines.append([character])
    for line in lines:
        yield sorted(line, key=lambda c: c.box.left)


def _text_of(characters: Sequence[Character], box: Box) -> str:
    """Return a field's text; a line into which the next word would not have fitted goes on in the next."""
    out = ""
    room, bottom = 0.0, box.top
    for line in _lines(characters):
        text = _line_text(line)
        if not text:
            continue
        width = (line[-1].box.right - line[0].box.left) / len(text)
        first = text.split(" ", 1)[0]
        height = line[0].box.top - line[0].box.bottom
        is_apart = bottom - line[0].box.top > _BLANK_LINE * height
        goes_on = room < width * (len(first) + 1) and not is_apart
        out += (" " if goes_on else "\n\n" if is_apart else "\n") + text if out else text
        room, bottom = box.right - 4 - line[-1].box.right, line[0].box.bottom
    return out


def _line_text(line: Sequence[Character]) -> str:
    text = ""
    last: Character | None = None
    for character in line:
        height = max(character.box.top - character.box.bottom, 4)
        gap = character.box.left - last.box.right if last is not None else 0
        if gap > height / 4 and not text.endswith(" ") and character.text != " ":
            text += " "
        text += character.text
        last = character
    return text.strip()
