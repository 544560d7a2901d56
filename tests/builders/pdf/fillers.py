"""Three programs that fill in forms, none of which is ours: pypdf, pdfium (Chromium, Edge) and MuPDF."""

from __future__ import annotations

import ctypes
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pymupdf
import pypdf
import pypdfium2
import pypdfium2.raw as pdfium

from coopcoach.markup.form import Field

Given = Mapping[str, Field]


def with_pypdf(data: bytes, given: Given) -> bytes:
    writer = pypdf.PdfWriter(clone_from=BytesIO(data))
    values = {n: f"/{f.value}" if f.shape == "tick" else f.value for n, f in given.items()}
    for page in writer.pages:
        writer.update_page_form_field_values(page, values, auto_regenerate=False)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def with_mupdf(data: bytes, given: Given) -> bytes:
    document = pymupdf.open(stream=data, filetype="pdf")
    for page in document:
        for widget in page.widgets():
            field = given.get(widget.field_name)
            if field is None:
                continue
            if field.shape == "tick":
                # As its viewer does it; writing the value anew would draw the tick in a font without it.
                pymupdf.mupdf.pdf_toggle_widget(widget._annot)
            else:
                widget.field_value = field.value
                widget.update()
    return bytes(document.tobytes())


def with_pdfium(data: bytes, given: Given) -> bytes:
    """As a person does it in Chromium: go into the field, type or choose, leave it."""
    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    form = document.formenv
    for number in range(len(document)):
        page = document[number]
        for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
            note = pdfium.FPDFPage_GetAnnot(page, index)
            if pdfium.FPDFAnnot_GetSubtype(note) == pdfium.FPDF_ANNOT_WIDGET:
                field = given.get(_name(form, note))
                if field is not None:
                    _fill(form, page, note, field)
            pdfium.FPDFPage_CloseAnnot(note)
    out = BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def _name(form: Any, note: Any) -> str:
    length = pdfium.FPDFAnnot_GetFormFieldName(form, note, None, 0)
    buffer = (ctypes.c_ushort * length)()
    pdfium.FPDFAnnot_GetFormFieldName(form, note, buffer, length)
    return bytes(buffer).decode("utf-16-le").split("\0")[0]


def _fill(form: Any, page: Any, note: Any, field: Field) -> None:
    if field.shape == "tick":
        box = pdfium.FS_RECTF()
        pdfium.FPDFAnnot_GetRect(note, box)
        x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
        pdfium.FORM_OnMouseMove(form, page, 0, x, y)
        pdfium.FORM_OnLButtonDown(form, page, 0, x, y)
        pdfium.FORM_OnLButtonUp(form, page, 0, x, y)
        pdfium.FORM_ForceToKillFocus(form)
        return
    pdfium.FORM_SetFocusedAnnot(form, note)
    if field.shape == "select":
        pdfium.FORM_SetIndexSelected(form, page, field.options.index(field.value), True)
    else:
        typed = (field.value + "\0").encode("utf-16-le")
        text = ctypes.cast(ctypes.c_char_p(typed), ctypes.POINTER(ctypes.c_ushort))
        pdfium.FORM_SelectAllText(form, page)
        pdfium.FORM_ReplaceSelection(form, page, text)
    pdfium.FORM_ForceToKillFocus(form)


FILLERS = {"pypdf": with_pypdf, "pdfium": with_pdfium, "mupdf": with_mupdf}


def drawn_by_pdfium(data: bytes) -> str:
    """The text of all pages as pdfium draws it, filled-in fields among it."""
    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    for page in document:
        pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
        page.close()
    texts = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return "\n".join(texts)
