"""Two checkers of PDF/UA-1, and the tags of a PDF."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

BIN = Path(sys.executable).parent


def outloud(path: Path) -> set[str]:
    """Return the rules that a PDF breaks, as `outloud` finds them."""
    # TAG-002 takes a long title in the running head for prose.
    call = [BIN / "outloud", "--skip", "TAG-002", "--json", "-", "-q", str(path)]
    done = subprocess.run(call, capture_output=True, check=False)
    report = json.loads(done.stdout[done.stdout.index(b"{") :])
    return {found["rule"] for found in findings(report) if found["severity"] == "error"}


def findings(report: Any) -> Iterator[dict[str, str]]:
    if isinstance(report, dict):
        if "severity" in report and "rule" in report:
            yield report
        for value in report.values():
            yield from findings(value)
    elif isinstance(report, list):
        for value in report:
            yield from findings(value)


def pdfua(path: Path) -> int:
    """Return the exit code of `pdfua`: 0 where it finds nothing."""
    done = subprocess.run([BIN / "pdfua", "check", str(path)], capture_output=True, check=False)
    return done.returncode


def elements(node: Any) -> Iterator[DictionaryObject]:
    """Yield every element of the tag tree."""
    node = node.get_object()
    if isinstance(node, ArrayObject):
        for kid in node:
            yield from elements(kid)
    elif isinstance(node, DictionaryObject):
        if node.get("/S"):
            yield node
        if "/K" in node:
            yield from elements(node["/K"])


@cache
def tags(path: Path) -> list[DictionaryObject]:
    """Return every element of the tags of a PDF."""
    return list(elements(PdfReader(path).trailer["/Root"]["/StructTreeRoot"]["/K"]))


def lone_headings(path: Path) -> list[str]:
    """Return the headings that stand on an earlier page than what follows them, by page."""
    reader = PdfReader(path)
    pages = {page.indirect_reference.idnum: n for n, page in enumerate(reader.pages, 1)}  # type: ignore[union-attr]
    found: list[tuple[int, bool]] = []

    def walk(element: Any, is_heading: bool) -> None:
        element = element.get_object()
        if not isinstance(element, dict) or "/S" not in element:
            return
        is_heading = is_heading or re.fullmatch(r"/H\d", element["/S"]) is not None
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            if isinstance(kid, int):
                found.append((pages[element.raw_get("/Pg").idnum], is_heading))
            else:
                walk(kid, is_heading)

    for kid in reader.trailer["/Root"]["/StructTreeRoot"]["/K"]:  # type: ignore[index]
        walk(kid, False)
    return [
        f"page {page}"
        for (page, is_heading), (after, _) in pairwise(found)
        if is_heading and after > page
    ]
