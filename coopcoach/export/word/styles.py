"""A blank Word document: styles, numbered headings, header and footer, neutral properties."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from coopcoach.domain.settings import Paper
from coopcoach.i18n import language_of

if TYPE_CHECKING:
    from docx.document import Document

# The ids of the abstract numberings in the file.
HEADINGS = 1
LISTS = {"headings": HEADINGS, "bullets": 2, "numbers": 3}

_FONT = "Calibri"
_PAPERS: dict[Paper, tuple[float, float]] = {"a4": (210, 297), "letter": (215.9, 279.4)}

# Size in points, space before and after in points, bold.
_STYLES = {
    "Normal": (10.5, 0, 4, False),
    "Title": (20, 0, 10, True),
    "Subtitle": (11, 0, 0, False),
    "Heading 1": (14, 18, 6, True),
    "Heading 2": (11, 10, 2, True),
    "List Paragraph": (10.5, 0, 2, False),
    "In table": (9.5, 1, 1, False),
    "Came from": (9, 0, 3, False),
    "Label": (9, 12, 3, True),
    "Notice": (10.5, 6, 6, True),
    "Header": (8.5, 0, 0, False),
    "Footer": (8.5, 0, 0, False),
}
# Kept of the 160 styles in the library's template; Word has the others built in.
_KEPT = {
    *_STYLES,
    *(f"{name} Char" for name in _STYLES),
    "Default Paragraph Font",
    "Normal Table",
    "No List",
    "Table Grid",
}
_WITH_NEXT = {"Heading 1", "Heading 2", "Came from", "Label", "Subtitle"}


def new_document(
    title: str, language: str, paper: Paper, running: tuple[str, str], made: datetime
) -> Document:
    """Return a blank document.

    Args:
        title: The title in the file's properties.
        language: The code of the language.
        paper: The size of the pages.
        running: The header and the footer of each page.
        made: The time of making.
    """
    import docx

    document = docx.Document()
    _remove_template_parts(document)
    _number(document)
    _set_styles(document)
    _set_language(document, language_of(language).tag)
    _set_pages(document, paper, running)
    properties = document.core_properties
    properties.title = title
    properties.language = language_of(language).tag
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = made.astimezone(UTC).replace(tzinfo=None)
    properties.revision = 1
    return document


def _remove_template_parts(document: Document) -> None:
    """Remove the metadata of the library's template and its unused styles."""
    unwanted = ("thumbnail", "extended-properties", "customXml", "stylesWithEffects")
    for rels in (document.part.package.rels, document.part.rels):
        for key in [k for k, rel in rels.items() if rel.reltype.rpartition("/")[2] in unwanted]:
            rels.pop(key)
    # Looking up a style by name iterates over all of them.
    for style in list(document.styles):
        if style.name not in _KEPT:
            style.delete()


def _number(document: Document) -> None:
    """Number headings as 1 and 1.1, and give lists nine levels."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    numbering = document.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    levels = {
        "headings": "".join(_heading_level(n) for n in range(2)),
        "bullets": "".join(_list_level(n, "bullet", "•–▪"[n % 3]) for n in range(9)),
        "numbers": "".join(_list_level(n, "decimal", f"%{n + 1}.") for n in range(9)),
    }
    for name, number in LISTS.items():
        numbering.append(
            parse_xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">'
                f'<w:multiLevelType w:val="multilevel"/>{levels[name]}</w:abstractNum>'
            )
        )
    for number in LISTS.values():
        numbering.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
            )
        )
    for style in document.styles:
        properties: Any = style.element.find(".//w:numPr", style.element.nsmap)
        if properties is not None:
            properties.getparent().remove(properties)
    for level in range(2):
        style = document.styles[f"Heading {level + 1}"]
        paragraph = style.element.get_or_add_pPr()
        paragraph.get_or_add_numPr().get_or_add_numId().val = HEADINGS
        paragraph.get_or_add_numPr().get_or_add_ilvl().val = level


def _heading_level(level: int) -> str:
    text = ".".join(f"%{n + 1}" for n in range(level + 1))
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:pStyle w:val="Heading{level + 1}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="680" w:hanging="680"/></w:pPr></w:lvl>'
    )


def _list_level(level: int, form: str, text: str) -> str:
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{340 * (level + 1)}" w:hanging="340"/></w:pPr></w:lvl>'
    )


def _set_styles(document: Document) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.shared import Pt, RGBColor

    styles = document.styles
    for name, (size, before, after, bold) in _STYLES.items():
        known = name in styles
        style: Any = styles[name] if known else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        if not known:
            style.base_style = styles["Normal"]
        _plain_font(style)
        style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
        style.font.color.rgb = RGBColor(0x1D, 0x2A, 0x33)
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
        style.paragraph_format.keep_with_next = name in _WITH_NEXT
    frame = '<w:{0} w:val="single" w:sz="8" w:space="6" w:color="auto"/>'
    edges = "".join(frame.format(edge) for edge in ("top", "left", "bottom", "right"))
    _no_border(styles["Title"])
    styles["Notice"].element.get_or_add_pPr().insert_element_before(
        parse_xml(f"<w:pBdr {nsdecls('w')}>{edges}</w:pBdr>"), "w:spacing", "w:ind", "w:jc"
    )
    _thin_lines(styles["Table Grid"])
    standing: Any = styles.add_style("Standing", WD_STYLE_TYPE.CHARACTER)
    standing.font.bold = True
    standing.element.get_or_add_rPr().append(
        parse_xml(f'<w:bdr {nsdecls("w")} w:val="single" w:sz="4" w:space="0" w:color="auto"/>')
    )


def _plain_font(style: Any) -> None:
    """Set the font by name and remove the theme's font, which would take precedence."""
    from docx.oxml.ns import qn

    style.font.name = _FONT
    fonts = style.element.get_or_add_rPr().find(qn("w:rFonts"))
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("w:spacing", "w:kern"):
        for element in style.element.get_or_add_rPr().findall(qn(name)):
            element.getparent().remove(element)


def _thin_lines(style: Any) -> None:
    """Keep the lines between rows, remove those between columns."""
    from docx.oxml.ns import qn

    for border in style.element.iter(qn("w:tblBorders")):
        for edge in list(border):
            if edge.tag in {qn("w:left"), qn("w:right"), qn("w:insideV")}:
                border.remove(edge)
            else:
                edge.set(qn("w:color"), "8A979F")


def _no_border(style: Any) -> None:
    from docx.oxml.ns import qn

    border = style.element.get_or_add_pPr().find(qn("w:pBdr"))
    if border is not None:
        border.getparent().remove(border)


def _set_language(document: Document, language: str) -> None:
    from docx.oxml.ns import qn

    for element in document.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), language)


def _set_pages(document: Document, paper: Paper, running: tuple[str, str]) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Mm

    section = document.sections[0]
    width, height = _PAPERS[paper]
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = Mm(24)
    section.top_margin = section.bottom_margin = Mm(24)
    header, footer = running
    section.header.paragraphs[0].text = header
    foot = section.footer.paragraphs[0]
    # The style has stops of its own, for other margins.
    document.styles["Footer"].paragraph_format.tab_stops.clear_all()
    stops = foot.paragraph_format.tab_stops
    stops.add_tab_stop(Mm(width - 48), WD_TAB_ALIGNMENT.RIGHT)
    foot.add_run(f"{footer}\t")
    _field(foot, "PAGE")
    foot.add_run(" / ")
    _field(foot, "NUMPAGES")


def _field(paragraph: Any, name: str) -> None:
    """Add a field that Word fills in: the page number or the number of pages."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    paragraph._p.append(
        parse_xml(
            f'<w:fldSimple {nsdecls("w")} w:instr="{name}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        )
    )
