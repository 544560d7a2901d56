"""The coach's name, colour, logo and paper in what is printed."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from coopcoach.errors import BadFile
from coopcoach.export.branding import ACCENT, Branding, mixed, readable
from coopcoach.export.logo import LogoRefused, logo_from
from coopcoach.services.documents.catalogue import Renderer, export_summary
from coopcoach.storage.workspace import Workspace
from tests.builders import exported_sessions
from tests.builders.exported_sessions import NOW, SLUG
from tests.builders.pdf.text import outside_page, pages_of, words_of

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'


def picture(form: str, size: tuple[int, int] = (40, 20)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#c02020").save(
        out, form, **({"comment": b"GEHEIM"} if form == "JPEG" else {})
    )
    return out.getvalue()


def workspace(folder: Path, settings: str = "", **files: bytes) -> Workspace:
    made = exported_sessions.written(folder, exported_sessions.bare(), own=False)
    for name, data in files.items():
        (folder / name.replace("_", ".")).write_bytes(data)
    if settings:
        (folder / "settings.yaml").write_text(settings, encoding="utf-8")
    return made


def colours(path: Path) -> str:
    return "\n".join(
        contents.get_data().decode("latin-1")
        for page in PdfReader(path).pages
        if (contents := page.get_contents()) is not None
    )


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@given(colour=st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}"))
def test_any_colour_can_be_read_on_paper_and_on_its_own_tint(colour: str) -> None:
    look = Branding(colour=colour)
    assert contrast(look.accent, "#ffffff") >= 4.5
    assert contrast(look.accent, mixed(look.accent, 0.07)) >= 4.5
    assert contrast("#1d2a33", look.soft) >= 4.5


def test_a_colour_that_can_be_read_stays_as_it_is() -> None:
    assert readable(ACCENT) == ACCENT
    assert readable("#5b2c6f") == "#5b2c6f"
    assert readable("#ffe000") != "#ffe000"


def test_headings_and_pictures_take_the_colour(tmp_path: Path, renderer: Renderer) -> None:
    made = workspace(tmp_path, "colour: '#5b2c6f'\ncoach: Katrin Vogt\n")
    path = export_summary(made, SLUG, now=NOW, renderer=renderer)
    drawn = colours(path)
    assert (
        "0.356863 0.172549 0.435294" in drawn or "0.357 0.173 0.435" in drawn or ".35686" in drawn
    )
    assert "0.0784" not in drawn
    assert "Katrin Vogt" in words_of(path)


def test_letter_is_printed_on_request_and_by_the_settings(
    tmp_path: Path, renderer: Renderer
) -> None:
    made = workspace(tmp_path)
    size = PdfReader(export_summary(made, SLUG, now=NOW, renderer=renderer)).pages[0].mediabox
    assert (round(size.width), round(size.height)) == (595, 842)
    path = export_summary(made, SLUG, now=NOW, renderer=renderer, paper="letter")
    assert {tuple(round(x) for x in p.mediabox[2:]) for p in PdfReader(path).pages} == {(612, 792)}
    assert outside_page(path) == []
    (tmp_path / "settings.yaml").write_text("paper: letter\n")
    assert export_summary(made, SLUG, now=NOW, renderer=renderer).read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("logo.png", picture("PNG")),
        ("logo.jpg", picture("JPEG")),
        ("logo.svg", SVG.format('<path d="M0 0h9v9z" fill="#c02020"/>').encode()),
    ],
)
def test_the_logo_is_on_the_cover_with_words_for_it(
    name: str, data: bytes, tmp_path: Path, renderer: Renderer
) -> None:
    made = workspace(
        tmp_path, f"coach: Katrin Vogt\nlogo: {name}\n", **{name.replace(".", "_"): data}
    )
    path = export_summary(made, SLUG, now=NOW, renderer=renderer)
    assert b"Logo von Katrin Vogt" in _structure(path)
    assert b"GEHEIM" not in path.read_bytes()


def _structure(path: Path) -> bytes:
    told = []
    pdf = PdfReader(path)
    for number in range(1, pdf.trailer["/Size"]):
        item = pdf.get_object(number)
        if isinstance(item, dict) and item.get("/S") == "/Figure":
            told.append(str(item.get("/Alt", "")))
    return "\n".join(told).encode()


HARMLESS = [
    '<g><circle cx="4" cy="4" r="3" style="fill:#123456"/></g>',
    '<style>.a{fill:#123}</style><rect class="a" width="3" height="3"/>',
    '<defs><linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient></defs><rect width="9" height="9" fill="url(#g)"/>',
    '<metadata xmlns="http://other.example">note</metadata><rect width="3" height="3"/>',
]
HARMFUL = [
    "<script>alert(1)</script>",
    '<image href="file:///etc/passwd"/>',
    '<rect width="3" height="3" onload="x()"/>',
    '<text font-family="Nowhere">A</text>',
    "<style>@import url(http://x.example)</style>",
    '<style>.a{fill:url("http://x.example/a")}</style>',
    '<rect fill="url(http://x.example/a)"/>',
    '<rect style="fill:url(file:///etc/passwd#a)"/>',
    '<use href="http://x.example#a"/>',
    '<linearGradient xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="file:///a"/>',
    "<foreignObject><p>x</p></foreignObject>",
    "<animate/>",
]


@pytest.mark.parametrize("inner", HARMLESS)
def test_shapes_and_colours_are_printed(inner: str) -> None:
    data, media_type = logo_from(SVG.format(inner).encode())
    assert media_type == "image/svg+xml"
    assert b"note" not in data


@pytest.mark.parametrize("inner", HARMFUL)
def test_an_svg_that_can_do_more_is_refused(inner: str) -> None:
    with pytest.raises(LogoRefused):
        logo_from(SVG.format(inner).encode())


BOMB = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
    + (data := (60000).to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00")
    + zlib.crc32(b"IHDR" + data).to_bytes(4, "big")
)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        b"%PDF-1.7",
        b"\x89PNG\r\n\x1a\n cut",
        picture("JPEG")[:200],
        BOMB,
        b"\x00" * (3 << 20),
        b"<svg",
        b"<html><svg/></html>",
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("&a;").encode(),
    ],
)
def test_what_is_no_logo_is_refused(data: bytes) -> None:
    with pytest.raises(LogoRefused):
        logo_from(data)


def test_the_plain_doctype_of_drawing_programs_is_no_reason() -> None:
    head = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    assert b"DOCTYPE" not in logo_from(head + SVG.format("<g/>").encode())[0]


def test_a_logo_that_is_refused_says_which_file_and_why(tmp_path: Path, renderer: Renderer) -> None:
    made = workspace(tmp_path, "logo: logo.svg\n", logo_svg=SVG.format("<script/>").encode())
    with pytest.raises(BadFile) as refused:
        export_summary(made, SLUG, now=NOW, renderer=renderer)
    assert str(refused.value.path).endswith("logo.svg")
    assert dict(refused.value.faults[0].values) == {"name": "script"}


def test_the_longest_cover_is_one_page(tmp_path: Path, renderer: Renderer) -> None:
    made = exported_sessions.written(tmp_path, exported_sessions.hostile(), own=False)
    (tmp_path / "logo.png").write_bytes(picture("PNG", (400, 200)))
    (tmp_path / "settings.yaml").write_text("logo: logo.png\npaper: letter\n")
    pages = pages_of(export_summary(made, SLUG, now=NOW, renderer=renderer))
    assert "Diese Zusammenfassung hält fest" in pages[0]
    assert "Auf einen Blick" in pages[1]
