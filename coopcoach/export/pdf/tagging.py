"""Correct the tags that WeasyPrint writes, for screen readers.

The functions change the objects of the finished file: dictionaries and arrays of pydyf.

- Running heads and page numbers become pagination artifacts, which are not read out on every page.
- Table headers get their scope: column or row.
- Links get the print flag, which PDF/A requires.
- Passages in another language than the document's get their own.
- An archive, whose tags are those of every other document, is declared as PDF/UA as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pydyf

# PDF/A allows a property of XMP that it does not know only with its description.
UA_CLAIM = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1" />
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
_END_OF_METADATA = b"</rdf:RDF>"


@contextmanager
def languages_tagged(tags: Any) -> Iterator[None]:
    """Give the tags of passages in another language theirs, which WeasyPrint gives to the whole file only.

    Args:
        tags: WeasyPrint's module ``pdf.tags``, whose tags are built from boxes.
    """
    build = tags._build_box_tree
    around: list[str] = []

    def with_language(box: Any, parent: Any, *others: Any) -> list[Any]:
        outer = around[-1] if around else ""
        around.append(getattr(box, "_box", box).style["lang"] or outer)
        elements = list(build(box, parent, *others))
        language = around.pop()
        if outer and language != outer:
            for element in elements:
                element["Lang"] = pydyf.String(language)
        return elements

    tags._build_box_tree = with_language
    try:
        yield
    finally:
        tags._build_box_tree = build


def claim_accessibility(pdf: Any) -> None:
    """Declare an archive as PDF/UA-1 too."""
    metadata = _object(pdf, pdf.catalog["Metadata"])
    metadata.stream[:] = [
        part.replace(_END_OF_METADATA, UA_CLAIM + _END_OF_METADATA, 1) for part in metadata.stream
    ]


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
