"""Write into a Word document's XML what belongs to a line and stands elsewhere: comments, footnotes, struck and hidden words."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence

from lxml import etree

from coopcoach.exchange.incoming.formats.parts import PICTURE, note_mark
from coopcoach.exchange.incoming.formats.word_runs import (
    NAMES,
    is_on,
    run_node,
    safe_parser,
    tag,
    text_node,
)

_NOTES = {"footnoteReference": "word/footnotes.xml", "endnoteReference": "word/endnotes.xml"}
_STYLES = "word/styles.xml"
_NOT_SHOWN = ("strike", "dstrike", "vanish", "specVanish", "webHidden")
_PICTURES = frozenset((tag("drawing"), tag("pict"), tag("object")))
_MOST_PARENTS = 10


def identity(node: etree._Element) -> str:
    """Return the id of a comment, a note or a reference to one."""
    return str(node.get(tag("id"), ""))


def with_remarks(comments: Sequence[str]) -> Callable[[etree._Element, zipfile.ZipFile], None]:
    """Return what writes into a document's body the marks of comments and everything else that belongs to a line.

    Args:
        comments: The ids of the comments, in the order of their numbers.
    """

    def write(body: etree._Element, archive: zipfile.ZipFile) -> None:
        for moved in list(body.iter(tag("moveFrom"))):
            moved.getparent().remove(moved)
        _mark_comments(body, comments)
        for reference, part in _NOTES.items():
            _write_notes(body, reference, _texts_of(archive, part))
        _mark_pictures(body)
        _strike(body, _not_shown_styles(archive))

    return write


def _mark_comments(body: etree._Element, comments: Sequence[str]) -> None:
    """Write the mark of each comment at the end of all paragraphs that it is about."""
    numbers = {comment: number for number, comment in enumerate(comments)}
    marks: dict[etree._Element, dict[int, None]] = {}
    going_on: dict[int, None] = {}
    inside = {}
    for node in body.iter(
        tag("p"), tag("commentRangeStart"), tag("commentRangeEnd"), tag("commentReference")
    ):
        if node.tag == tag("p"):
            inside = marks.setdefault(node, dict(going_on))
            continue
        number = numbers.get(identity(node))
        if number is None:
            continue
        if node.tag == tag("commentRangeEnd"):
            going_on.pop(number, None)
            continue
        if node.tag == tag("commentRangeStart"):
            going_on[number] = None
        if next(node.iterancestors(tag("p")), None) is not None:
            inside[number] = None
    for paragraph, found in marks.items():
        if found:
            paragraph.append(run_node("".join(map(note_mark, found))))


def _write_notes(body: etree._Element, name: str, texts: Mapping[str, str]) -> None:
    """Write footnotes where their numbers stand."""
    for reference in list(body.iter(tag(name))):
        words = texts.get(identity(reference), "")
        run = reference.getparent()
        run.replace(reference, text_node(f" ({words})" if words else ""))


def _mark_pictures(body: etree._Element) -> None:
    """Write a mark before pictures and drawings in a paragraph: beside a box they may be a tick."""
    for paragraph in body.iter(tag("p")):
        drawn = [node for node in paragraph.iter() if node.tag in _PICTURES]
        if any(node.find(".//w:txbxContent", NAMES) is None for node in drawn):
            paragraph.append(run_node(PICTURE))


def _strike(body: etree._Element, styles: frozenset[str]) -> None:
    """Strike through what is struck twice, hidden, or in a style that does that."""
    for run in body.iter(tag("r")):
        properties = run.find("w:rPr", NAMES)
        own = [] if properties is None else [properties.find(f"w:{n}", NAMES) for n in _NOT_SHOWN]
        is_hidden = any(node is not None and is_on(node) for node in own)
        named = [run.find("w:rPr/w:rStyle", NAMES)]
        paragraph = next(run.iterancestors(tag("p")), None)
        named += [paragraph.find("w:pPr/w:pStyle", NAMES)] if paragraph is not None else []
        by_style = any(node is not None and node.get(tag("val")) in styles for node in named)
        is_said = any(node is not None for node in own)
        if not is_hidden and (is_said or not by_style):
            continue
        if properties is None:
            properties = etree.Element(tag("rPr"))
            run.insert(0, properties)
        for node in properties.findall("w:strike", NAMES):
            properties.remove(node)
        etree.SubElement(properties, tag("strike"))


def _not_shown_styles(archive: zipfile.ZipFile) -> frozenset[str]:
    """Return the ids of the styles whose words are struck or hidden."""
    if _STYLES not in archive.namelist():
        return frozenset()
    root = etree.fromstring(archive.read(_STYLES), safe_parser())
    own: dict[str, tuple[str, bool]] = {}
    for style in root.iterfind("w:style", NAMES):
        nodes = (style.find(f"w:rPr/w:{name}", NAMES) for name in _NOT_SHOWN)
        above = style.find("w:basedOn", NAMES)
        parent = "" if above is None else str(above.get(tag("val"), ""))
        is_hidden = any(node is not None and is_on(node) for node in nodes)
        own[str(style.get(tag("styleId")))] = (parent, is_hidden)
    return frozenset(name for name in own if any(_chain(name, own)))


def _chain(name: str, styles: Mapping[str, tuple[str, bool]]) -> Iterable[bool]:
    for _ in range(_MOST_PARENTS):
        if name not in styles:
            return
        name, is_hidden = styles[name]
        yield is_hidden


def _texts_of(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    if part not in archive.namelist():
        return {}
    root = etree.fromstring(archive.read(part), safe_parser())
    texts = {}
    for note in root:
        words = "".join(text.text or "" for text in note.iterfind(".//w:t", NAMES))
        texts[identity(note)] = " ".join(words.replace("(", " ").replace(")", " ").split())
    return texts
