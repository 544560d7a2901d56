"""Mend the tags that WeasyPrint writes, so that a PDF can be read by listening to it.

It works on the objects of the finished file, which are dictionaries and arrays of pydyf.

- Running heads and page numbers become pagination, which nobody wants to hear on every page.
- The head of a table says whether it heads a column or a row.
- Links are part of what is printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def finish_tags(pdf: Any) -> None:
    """Mend the tags of a file that is about to be written."""
    for item in pdf.objects:
        if isinstance(item, dict):
            if item.get("Subtype") == "/Link":
                item["F"] = 4
            elif item.get("S") == "/TH" and "A" in item:
                item["A"]["Scope"] = "/Column" if _heads_columns(pdf, item) else "/Row"
    _set_apart_margins(pdf)


def _heads_columns(pdf: Any, cell: Any) -> bool:
    row = _object(pdf, cell["P"])
    return bool(_object(pdf, row["P"]).get("S") == "/THead")


def _set_apart_margins(pdf: Any) -> None:
    """Turn what stands in the margins of pages into pagination.

    WeasyPrint builds tags for it and leaves them out of the tree: marked content that nothing holds.
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
            # Emptied and not freed: a free number shifts the places of all objects behind it, by which
            # poppler finds the fonts of the fields.
            element.clear()


def _children(pdf: Any, parent: Any) -> list[Any]:
    """All elements that name this one as their parent, whether it names them or not."""
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
    import pydyf

    for place, part in enumerate(stream.stream):
        if isinstance(part, dict) and part.get("MCID") == number:
            stream.stream[place - 1] = "/Artifact"
            stream.stream[place] = pydyf.Dictionary({"Type": "/Pagination"})
            return


def _object(pdf: Any, reference: Any) -> Any:
    """The object that ``12 0 R`` stands for."""
    return pdf.objects[int(reference.split()[0])]
