"""Write into a Word document's XML what its text would lose: numbers of lists, and words that are made to stand out."""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator

from lxml import etree

from coopcoach.exchange.incoming.formats.parts import is_plain_colour

_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = {"w": _SPACE}
_DOCUMENT, _NUMBERING, _STYLES = "word/document.xml", "word/numbering.xml", "word/styles.xml"
_LEVEL = re.compile(r"%(\d)")
# Other formats than digits and letters are bullets.
_LETTERS = {"lowerLetter": "a", "upperLetter": "A"}
_MOST_LEVELS = 9
_VML = "{urn:schemas-microsoft-com:vml}"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALTERNATIVES, _FALLBACK = f"{_COMPATIBLE}AlternateContent", f"{_COMPATIBLE}Fallback"
_OFF = frozenset(("0", "false", "none", "off", "nil"))


def safe_parser() -> etree.XMLParser:
    """Return a parser that loads nothing and resolves no entities."""
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def with_shown_runs(data: bytes, more: Callable[[etree._Element, zipfile.ZipFile], None]) -> bytes:
    """Return a Word document whose numbers are text and whose underlined, coloured or shaded words are highlighted.

    Args:
        data: The document.
        more: Changes the body in other ways, before that.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        if _DOCUMENT not in names:
            return data
        body = etree.fromstring(archive.read(_DOCUMENT), safe_parser())
        levels = _levels(archive, names)
        of_styles = _numbers_of_styles(archive, names)
        more(body, archive)
        _number(body, levels, of_styles)
        _open_text_boxes(body)
        for properties in body.iter(tag("rPr")):
            if properties.getparent().tag == tag("r") and _stands_out(properties):
                _highlight(properties)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
            for name in dict.fromkeys(names):
                content = etree.tostring(body) if name == _DOCUMENT else archive.read(name)
                copy.writestr(name, content)
    return out.getvalue()


def _open_text_boxes(body: etree._Element) -> None:
    """Give the boxes of newer versions the older form where the document has none; mammoth reads that one."""
    for drawing in list(body.iter(tag("drawing"))):
        boxes = list(drawing.iter(tag("txbxContent")))
        outer = next(drawing.iterancestors(_ALTERNATIVES), None)
        has_older = (
            outer is not None and outer.find(f"{_FALLBACK}//w:txbxContent", NAMES) is not None
        )
        if not boxes or has_older:
            continue
        old = etree.Element(tag("pict"))
        for box in boxes:
            etree.SubElement(etree.SubElement(old, f"{_VML}shape"), f"{_VML}textbox").append(box)
        place = outer if outer is not None else drawing
        place.getparent().replace(place, old)


def tag(name: str) -> str:
    """Return the full name of a tag or attribute of Word."""
    return f"{{{_SPACE}}}{name}"


def text_node(words: str) -> etree._Element:
    """Return words as the text of a run, with the blanks at their ends."""
    text = etree.Element(tag("t"))
    text.text = words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return text


def run_node(words: str) -> etree._Element:
    """Return words as a run of their own."""
    run = etree.Element(tag("r"))
    run.append(text_node(words))
    return run


def _value(node: etree._Element | None, default: str = "") -> str:
    return default if node is None else str(node.get(tag("val"), default))


def is_on(node: etree._Element) -> bool:
    """Whether a property that is there is switched on."""
    return _value(node, "true") not in _OFF


def _stands_out(properties: etree._Element) -> bool:
    """Whether a run is underlined, coloured, shaded or framed; mammoth passes on bold, italic and highlighted ones."""
    line = properties.find("w:u", NAMES)
    if line is not None and _value(line, "single") not in _OFF:
        return True
    if not is_plain_colour(_value(properties.find("w:color", NAMES))):
        return True
    shade = properties.find("w:shd", NAMES)
    fill = "" if shade is None else str(shade.get(tag("fill"), ""))
    if fill.casefold() not in {"", "auto", "ffffff"}:
        return True
    return any(
        (found := properties.find(f"w:{name}", NAMES)) is not None and _value(found) not in _OFF
        for name in ("bdr", "em")
    )


def _highlight(properties: etree._Element) -> None:
    if properties.find("w:highlight", NAMES) is None:
        etree.SubElement(properties, tag("highlight")).set(tag("val"), "yellow")


def _levels(
    archive: zipfile.ZipFile, names: list[str]
) -> dict[str, dict[int, tuple[str, str, int]]]:
    """Return the format, the text and the first number of each level, by the id of a list."""
    if _NUMBERING not in names:
        return {}
    root = etree.fromstring(archive.read(_NUMBERING), safe_parser())
    kinds: dict[str, dict[int, tuple[str, str, int]]] = {}
    for abstract in root.iterfind("w:abstractNum", NAMES):
        kinds[str(abstract.get(tag("abstractNumId")))] = dict(_levels_in(abstract))
    out: dict[str, dict[int, tuple[str, str, int]]] = {}
    for number in root.iterfind("w:num", NAMES):
        levels = dict(kinds.get(_value(number.find("w:abstractNumId", NAMES)), {}))
        for change in number.iterfind("w:lvlOverride", NAMES):
            level = _whole(str(change.get(tag("ilvl"), "0")))
            begin = change.find("w:startOverride", NAMES)
            if begin is not None and level in levels:
                levels[level] = (*levels[level][:2], _whole(_value(begin, "1")))
        out[str(number.get(tag("numId")))] = levels
    return out


def _levels_in(abstract: etree._Element) -> Iterator[tuple[int, tuple[str, str, int]]]:
    for level in abstract.iterfind("w:lvl", NAMES):
        kind = _value(level.find("w:numFmt", NAMES), "decimal")
        text = _value(level.find("w:lvlText", NAMES))
        first = _whole(_value(level.find("w:start", NAMES), "1"))
        yield _whole(str(level.get(tag("ilvl"), "0"))), (kind, text, first)


def _numbers_of_styles(archive: zipfile.ZipFile, names: list[str]) -> dict[str, etree._Element]:
    """Return the numbering of the styles that number their paragraphs."""
    if _STYLES not in names:
        return {}
    root = etree.fromstring(archive.read(_STYLES), safe_parser())
    found = {}
    for style in root.iterfind("w:style", NAMES):
        numbered = style.find("w:pPr/w:numPr", NAMES)
        if numbered is not None:
            found[str(style.get(tag("styleId")))] = numbered
    return found


def _number(
    body: etree._Element,
    levels: dict[str, dict[int, tuple[str, str, int]]],
    of_styles: dict[str, etree._Element],
) -> None:
    """Write the number of each paragraph of a numbered list before its words, and take it out of the list."""
    counts: dict[str, dict[int, int]] = defaultdict(dict)
    for paragraph in body.iter(tag("p")):
        own = paragraph.find("w:pPr/w:numPr", NAMES)
        style = _value(paragraph.find("w:pPr/w:pStyle", NAMES))
        numbered = own if own is not None else of_styles.get(style)
        if numbered is None:
            continue
        which = _value(numbered.find("w:numId", NAMES))
        level = min(_whole(_value(numbered.find("w:ilvl", NAMES), "0")), _MOST_LEVELS)
        known = levels.get(which, {})
        if level not in known or known[level][0] in {"bullet", "none"}:
            continue
        if not "".join(t.text or "" for t in paragraph.iter(tag("t"))).strip():
            continue
        count = counts[which]
        count[level] = count.get(level, known[level][2] - 1) + 1
        for deeper in [each for each in count if each > level]:
            del count[deeper]
        _write_before(paragraph, f"{_label(known, count, known[level][1])} ")


def _label(known: dict[int, tuple[str, str, int]], count: dict[int, int], text: str) -> str:
    return _LEVEL.sub(lambda match: _shown(known, count, int(match[1]) - 1), text)


def _shown(known: dict[int, tuple[str, str, int]], count: dict[int, int], level: int) -> str:
    kind, _, first = known.get(level, ("decimal", "", 1))
    number = count.get(level, first)
    letter = _LETTERS.get(kind)
    return chr(ord(letter) + (number - 1) % 26) if letter else str(number)


def _write_before(paragraph: etree._Element, label: str) -> None:
    properties = paragraph.find("w:pPr", NAMES)
    if properties is None:
        properties = etree.Element(tag("pPr"))
        paragraph.insert(0, properties)
    for name in ("numPr", "pStyle"):
        for each in properties.findall(f"w:{name}", NAMES):
            properties.remove(each)
    paragraph.insert(paragraph.index(properties) + 1, run_node(label))


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0
