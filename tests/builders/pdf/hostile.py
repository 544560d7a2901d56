"""PDFs that are no workbook, or do harm: made of a workbook's form, or from nothing."""

from __future__ import annotations

import zlib
from io import BytesIO

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject


def written(writer):
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def copied(data):
    return PdfWriter(clone_from=BytesIO(data))


def form_of(writer):
    return writer.root_object["/AcroForm"]


def locked(data):
    writer = copied(data)
    writer.encrypt("geheim", algorithm="RC4-128")
    return written(writer)


def pressed_gigabyte(letter):
    """Return a gigabyte of a letter as zlib presses it: a pressed megabyte, a thousand times."""
    megabyte = letter * (1 << 20)
    press = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    block = press.compress(megabyte) + press.flush(zlib.Z_FULL_FLUSH)
    check = 1
    for _ in range(1024):
        check = zlib.adler32(megabyte, check)
    return b"\x78\xda" + block * 1024 + press.flush() + check.to_bytes(4, "big")


def endless(data):
    """A page whose content is a gigabyte of spaces, pressed into a megabyte, and no fields."""
    pressed = pressed_gigabyte(b" ")
    del data
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
        b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(pressed), pressed),
    )


def endless_value(data):
    """A field whose value is a gigabyte."""
    pressed = pressed_gigabyte(b"a")
    del data
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] >> >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
        b"<< /FT /Tx /T (all:text/value) /V 5 0 R >>",
        b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(pressed), pressed),
    )


def raw_pdf(*objects):
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        size, table, size, len(out),
    )  # fmt: skip


def circular(data):
    writer = copied(data)
    one, two = DictionaryObject(), DictionaryObject()
    first, second = writer._add_object(one), writer._add_object(two)
    one.update(
        {NameObject("/T"): TextStringObject("a"), NameObject("/Kids"): ArrayObject([second])}
    )
    two.update({NameObject("/T"): TextStringObject("b"), NameObject("/Kids"): ArrayObject([first])})
    form_of(writer)["/Fields"].append(first)
    return written(writer)


def circular_pages(_data):
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>",
    )


def deep(_data):
    """Fields in fields, without end for any practical purpose."""
    kids = [b"<< /T (a) /Kids [%d 0 R] >>" % (number + 1) for number in range(4, 4000)]
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] >> >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
        *kids,
        b"<< /T (z) /FT /Tx /V (x) >>",
    )


def many(data):
    writer = copied(data)
    for number in range(20_000):
        field = DictionaryObject(
            {
                NameObject("/FT"): NameObject("/Tx"),
                NameObject("/T"): TextStringObject(f"field {number}"),
                NameObject("/V"): TextStringObject("x"),
            }
        )
        form_of(writer)["/Fields"].append(writer._add_object(field))
    return written(writer)


def foreign(data):
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    field = DictionaryObject(
        {
            NameObject("/FT"): NameObject("/Tx"),
            NameObject("/T"): TextStringObject("Name"),
            NameObject("/V"): TextStringObject("Steuererklärung"),
            NameObject("/Ff"): NumberObject(0),
        }
    )
    fields = ArrayObject([writer._add_object(field)])
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject({NameObject("/Fields"): fields})
    del data
    return written(writer)


def printed(data):
    """As a printer driver leaves it: what is seen is there, the fields are gone."""
    writer = copied(data)
    del writer.root_object["/AcroForm"]
    for page in writer.pages:
        del page["/Annots"]
    writer.metadata = {}
    return written(writer)


def scanned(_data):
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    return written(writer)


HOSTILE = {
    "locked": (locked, "locked with a password"),
    "truncated": (lambda data: data[: len(data) // 2], ""),
    "only a head": (lambda data: data[:200], "damaged"),
    "endless": (endless, ""),
    "endless value": (endless_value, ""),
    "circular": (circular, "lead in circles"),
    "circular pages": (circular_pages, ""),
    "deep": (deep, ""),
    "many": (many, "more fields than any workbook"),
    "foreign": (foreign, "not a coopcoach workbook"),
    "html": (lambda _data: b"<!DOCTYPE html><html><script>alert(1)</script></html>", "not a PDF"),
    "empty": (lambda _data: b"", "empty"),
    "noise": (lambda _data: b"%PDF-1.7\n" + bytes(range(256)) * 4000, "damaged"),
    "printed": (printed, "printed to a new PDF"),
    "scanned": (scanned, "from a scanner"),
}
