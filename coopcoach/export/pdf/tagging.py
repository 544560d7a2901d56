"""Correct the tags that WeasyPrint writes, for screen readers.

The functions change the objects of the finished file: dictionaries and arrays of pydyf.

- Running heads and page numbers become pagination artifacts, which are not read out on every page.
- Table headers get their scope: column or row.
- Links get the print flag, which PDF/A requires.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf


def finish_tags(pdf: Any) -> None:
    """Correct the tags of a file before it is written."""
    for item in pdf.objects:
        if isinstance(item, dict):
            if item.get("Subtype") == "/Link":
                item["F"] = 4
            elif item.get("S") == "/TH" and "A" in item:
                item["A"]["Scope"] = "/Column" if _heads_columns(pdf, item) else "/Row"
    _mark_margins_as_artifacts(pdf)


def _heads_columns(pdf: Any, cell: Any) -> bool:
    row = _object(pdf, cell["P"])
    return bool(_object(pdf, row["P"]).get("S") == "/THead")


def _mark_margins_as_artifacts(pdf: Any) -> None:
    """Turn the page margins into pagination artifacts.

    WeasyPrint writes structure elements for them without adding these to the document's tree.
    """
    if "StructTreeRoot" not in pdf.catalog:
        return
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    document = _object(pdf, root["K"][0])
    pages = {reference: n for n, reference in enumerate(pdf.page_references)}
    held = set(document["K"])
    numbers = _object(pdf, root["ParentTree"])["Nums"]
    for top in _children(pdf, document):
        if top.reference in held:
            continue
        for element in list(_branch(pdf, top)):
            page = pages[element["Pg"]]
            for kid in element["K"]:
                if isinstance(kid, int):
                    numbers[2 * page + 1][kid] = "null"
                    _repaint(_object(pdf, _object(pdf, element["Pg"])["Contents"]), kid)
            # Emptied instead of deleted: a deleted object shifts the numbers of all later ones, by which
            # poppler finds the fonts of the fields.
            element.clear()


def _children(pdf: Any, parent: Any) -> list[Any]:
    """Return all elements with this parent, also those that it does not list as its children."""
    elements = (item for item in pdf.objects if isinstance(item, dict))
    return [e for e in elements if e.get("S") and e.get("P") == parent.reference]


def _branch(pdf: Any, element: Any) -> Iterator[Any]:
    yield element
    for kid in element["K"]:
        if not isinstance(kid, int):
            below = _object(pdf, kid)
            if below.get("Type") == "/StructElem":
                yield from _branch(pdf, below)


def _repaint(stream: Any, number: int) -> None:
    for place, part in enumerate(stream.stream):
        if isinstance(part, dict) and part.get("MCID") == number:
            stream.stream[place - 1] = "/Artifact"
            stream.stream[place] = pydyf.Dictionary({"Type": "/Pagination"})
            return


def _object(pdf: Any, reference: Any) -> Any:
    """Return the object of a reference such as ``12 0 R``."""
    return pdf.objects[int(reference.split()[0])]
