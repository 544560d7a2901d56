"""Read a PDF back as a reader's program does."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from ctypes import byref
from pathlib import Path

import pypdfium2
from pypdfium2 import raw


def pages_of(path: Path) -> list[str]:
    """The text of each page, with single spaces."""
    done = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", str(path), "-"], capture_output=True, check=True
    )
    pages = done.stdout.decode("utf-8").removesuffix("\f").split("\f")
    return [re.sub(r"\s+", " ", page) for page in pages]


def words_of(path: Path) -> str:
    """All its text, with single spaces."""
    return " ".join(pages_of(path))


def letters(text: str) -> str:
    """A text without its gaps: where a line ends is the page's affair."""
    return re.sub(r"\s+", "", text)


def outside_page(path: Path, margin_mm: float = 20) -> list[str]:
    """The words that reach beyond the margins of their page."""
    done = subprocess.run(
        ["pdftotext", "-bbox", "-enc", "UTF-8", str(path), "-"], capture_output=True, check=True
    )
    found = []
    width = 0.0
    for line in done.stdout.decode("utf-8").splitlines():
        if page := re.search(r'<page width="([\d.]+)"', line):
            width = float(page[1])
        if word := re.search(r'xMin="([-\d.]+)".*xMax="([-\d.]+)".*?>(.*)</word>', line):
            left, right = float(word[1]), float(word[2])
            # Half a point for what the letters themselves overhang.
            margin = margin_mm * 72 / 25.4 - 0.5
            if left < margin or right > width - margin:
                found.append(f"{word[3]} at {left}–{right} of {width}")
    return found


def letter_sizes(path: Path) -> Counter[float]:
    """The number of letters of each size in points, to a tenth."""
    sizes: Counter[float] = Counter()
    with pypdfium2.PdfDocument(path) as pdf:
        for page in pdf:
            text = page.get_textpage()
            matrix = raw.FS_MATRIX()
            for place in range(text.count_chars()):
                if raw.FPDFText_GetUnicode(text, place) > 32:
                    raw.FPDFText_GetMatrix(text, place, byref(matrix))
                    sizes[round(raw.FPDFText_GetFontSize(text, place) * abs(matrix.d), 1)] += 1
    return sizes
