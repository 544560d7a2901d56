"""Word documents (.docx) with real headings, lists and tables, and without macros.

Written text becomes plain text: never a link, field or picture. Characters that XML does not allow are
left out.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from coopcoach.domain.settings import Paper
from coopcoach.export.direction import printable_isolated
from coopcoach.export.word.styles import LISTS, new_document
from coopcoach.i18n import language_of

if TYPE_CHECKING:
    from docx.document import Document
    from docx.shared import Length
    from docx.table import Table
    from docx.text.paragraph import Paragraph

_NO_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DEEPEST = 8
# Points between a table and the paragraph below it.
_AFTER_TABLE = 7
# A table of so many rows is kept on one page.
_SHORT_TABLE = 8
# Millimetres of a row to write on.
_FOR_A_PEN = 13


def clean(text: str) -> str:
    """Return a text without invisible characters and characters that XML does not allow."""
    return _NO_XML.sub("", printable_isolated(text))


class WordDocument:
    """A document that is written from top to bottom.

    Args:
        title: The title in the file's properties, without names.
        language: The code of the language.
        paper: The size of the pages.
        header: The header of each page.
        footer: The footer of each page, beside the page number.
        made: The time of making.
    """

    def __init__(
        self,
        *,
        title: str,
        language: str,
        paper: Paper,
        header: str,
        footer: str,
        made: datetime,
    ) -> None:
        self._language = language
        self._made = made
        self._lists = 0
        self._is_after_table = False
        self._document: Document = new_document(
            title, language, paper, (clean(header), clean(footer)), made
        )

    def title(self, text: str, kind: str) -> None:
        """Add the title, below the kind of document."""
        self.paragraph(kind, style="Subtitle")
        self.paragraph(text, style="Title")

    def heading(self, text: str, level: int, *, new_page: bool = False) -> None:
        """Add a heading, which Word numbers; on a new page if so asked."""
        made = self.paragraph(text, style=f"Heading {level}")
        made.paragraph_format.page_break_before = new_page or None

    def paragraph(
        self,
        text: str = "",
        *,
        style: str = "Normal",
        language: str = "",
        bold: bool = False,
        italic: bool = False,
    ) -> Paragraph:
        """Add a paragraph; line breaks are kept."""
        made = self._new_paragraph(style)
        if text:
            self.run(made, text, language=language, bold=bold, italic=italic)
        return made

    def _new_paragraph(self, style: str) -> Paragraph:
        """Add a paragraph, with a distance to a table above it."""
        from docx.shared import Pt

        made = self._document.add_paragraph(style=style)
        before = made.style.paragraph_format.space_before if made.style else None
        if self._is_after_table and (before is None or before < Pt(_AFTER_TABLE)):
            made.paragraph_format.space_before = Pt(_AFTER_TABLE)
        self._is_after_table = False
        return made

    def run(
        self,
        paragraph: Paragraph,
        text: str,
        *,
        language: str = "",
        bold: bool = False,
        italic: bool = False,
        strike: bool = False,
        style: str | None = None,
    ) -> None:
        """Add text to a paragraph."""
        run = paragraph.add_run(clean(text), style=style)
        run.bold = bold or None
        run.italic = italic or None
        run.font.strike = strike or None
        if language and language != self._language:
            _set_language(run, language)

    def new_list(self, ordered: bool) -> int:
        """Begin a new list and return its number for `item`."""
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        self._lists += 1
        number = len(LISTS) + self._lists
        of = LISTS["numbers" if ordered else "bullets"]
        again = (
            '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
            if ordered
            else ""
        )
        self._document.part.numbering_part.element.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{number}">'
                f'<w:abstractNumId w:val="{of}"/>{again}</w:num>'
            )
        )
        return number

    def item(self, listed: int, level: int = 0) -> Paragraph:
        """Begin a list item; the first level is 0."""
        made = self._new_paragraph("List Paragraph")
        numbering = made._p.get_or_add_pPr().get_or_add_numPr()
        numbering.get_or_add_ilvl().val = min(level, _DEEPEST)
        numbering.get_or_add_numId().val = listed
        return made

    def bullets(self, items: Sequence[str], *, language: str = "", ordered: bool = False) -> None:
        """Add a list."""
        listed = self.new_list(ordered)
        for text in items:
            self.run(self.item(listed), text, language=language)

    def table(
        self,
        rows: Sequence[Sequence[str]],
        *,
        shares: Sequence[int],
        header: Sequence[str] = (),
        heads: bool = False,
        language: str = "",
        is_blank: bool = False,
    ) -> None:
        """Add a table; its header row is repeated on each page, and a short one is kept on one page.

        Args:
            rows: The cells.
            shares: The relative widths of the columns.
            header: The labels of the columns; no header row if empty.
            heads: Whether the first cell of each row is a head.
            language: The language of the cells.
            is_blank: Whether its cells are to be written on: the rows are high enough for a pen.
        """
        from docx.shared import Mm

        if self._is_after_table:
            # Word joins tables without a paragraph between them.
            self._new_paragraph("Normal")
        made = self._document.add_table(rows=0, cols=len(shares), style="Table Grid")
        made.autofit = False
        for column, width in zip(made.columns, self._widths(shares), strict=True):
            column.width = width
        if header:
            self._row(made, header, shares, bold=True, language="")
            _mark(made.rows[0], "w:tblHeader")
        for cells in rows:
            self._row(made, cells, shares, bold=False, heads=heads, language=language)
        for row in made.rows[:-1] if len(made.rows) <= _SHORT_TABLE else made.rows[:1]:
            for cell in row.cells:
                cell.paragraphs[0].paragraph_format.keep_with_next = True
        for row in made.rows[1 if header else 0 :] if is_blank else ():
            row.height = Mm(_FOR_A_PEN)
        self._is_after_table = True

    def _row(
        self,
        table: Table,
        cells: Sequence[str],
        shares: Sequence[int],
        *,
        bold: bool,
        language: str,
        heads: bool = False,
    ) -> None:
        row = table.add_row()  # type: ignore[no-untyped-call]
        _mark(row, "w:cantSplit")
        widths = self._widths(shares)
        for place, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
            cell.width = widths[place]
            paragraph = cell.paragraphs[0]
            paragraph.style = "In table"
            is_head = bold or (heads and not place)
            self.run(paragraph, text, bold=is_head, language="" if is_head else language)

    def _widths(self, shares: Sequence[int]) -> list[Length]:
        from docx.shared import Emu

        section = self._document.sections[0]
        room = section.page_width - section.left_margin - section.right_margin  # type: ignore[operator]
        return [Emu(room * share // sum(shares)) for share in shares]

    def data(self) -> bytes:
        """Return the file; the same text and time of making give the same bytes."""
        written = io.BytesIO()
        self._document.save(written)
        packed = io.BytesIO()
        with zipfile.ZipFile(written) as source, zipfile.ZipFile(packed, "w") as target:
            for name in source.namelist():
                info = zipfile.ZipInfo(name, self._made.astimezone(UTC).timetuple()[:6])
                info.compress_type = zipfile.ZIP_DEFLATED
                target.writestr(info, source.read(name))
        return packed.getvalue()


def _mark(row: Any, name: str) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _set_language(run: Any, language: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement("w:lang")
    element.set(qn("w:val"), language_of(language).tag)
    run._r.get_or_add_rPr().append(element)
