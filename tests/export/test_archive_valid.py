"""Archives of all kinds of sessions keep the rules of PDF/A-3b, and qpdf finds nothing.

Level A beyond B is not validated: no validator on PyPI knows it.
"""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from coopcoach.export.pdf.source import PdfSource
from coopcoach.services.documents.catalogue import Renderer, export_document
from coopcoach.services.documents.job import CharacterMissing
from tests.builders import exported_sessions as made
from tests.builders.examples import deep, is_deep
from tests.builders.exported_sessions import NOW, SLUG
from tests.builders.pdf.archive import violations
from tests.builders.pdf.text import words_of

SESSIONS = {
    "sample": made.rich(),
    "logo": made.bare(),
    "foreign": made.foreign(),
    "minimal": made.bare(),
    "full": made.many_rules(),
}
# Rules alone, as the sample has them, and many of them.
DEEP = ("full",)


def logo() -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (60, 30), (200, 80, 30, 120)).save(out, "PNG")
    return out.getvalue()


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory, renderer: Renderer) -> dict[str, Path]:
    paths = {}
    for name, session in SESSIONS.items():
        if name in DEEP and not is_deep():
            continue
        workspace = made.written(tmp_path_factory.mktemp(name), session, own=name != "full")
        if name == "logo":
            (workspace.root / "logo.png").write_bytes(logo())
            (workspace.root / "settings.yaml").write_text(
                "logo: logo.png\ncolour: '#c8501e'\npaper: letter\n", encoding="utf-8"
            )
        done = export_document(workspace, SLUG, now=NOW, archive=True, renderer=renderer)
        paths[name] = done.paths[0]
    return paths


@pytest.mark.parametrize("name", [deep(name) if name in DEEP else name for name in SESSIONS])
def test_no_rule_is_violated(archives: dict[str, Path], name: str) -> None:
    data = archives[name].read_bytes()
    assert violations(data) == []
    subprocess.run(["qpdf", "--check", archives[name]], capture_output=True, check=True)


def test_the_validator_finds_what_is_planted(renderer: Renderer) -> None:
    page = '<html lang="de"><title>–</title><link rel="stylesheet" href="coopcoach:base.css"><p>a{}</p></html>'  # fmt: skip
    plain = renderer.render(PdfSource(page.format(""), variant="pdf/a-3a"))
    assert violations(plain) == []
    box = renderer.render(PdfSource(page.format("\u16a0"), variant="pdf/a-3a"))
    assert any("6.2.11.8" in found for found in violations(box))


def test_it_is_declared_as_accessible_too(archives: dict[str, Path]) -> None:
    for path in archives.values():
        metadata = pypdf.PdfReader(path).trailer["/Root"]["/Metadata"].get_data()
        assert b'pdfuaid:part="1"' in metadata
        assert b'pdfaid:part="3"' in metadata


def test_foreign_names_are_drawn(archives: dict[str, Path]) -> None:
    words = words_of(archives["foreign"])
    assert "李小龙" in words


def test_a_letter_that_no_font_has_is_refused(tmp_path: Path, renderer: Renderer) -> None:
    session = made.bare(title="Runen \u16a0 und \U00012000")
    workspace = made.written(tmp_path, session, own=False)
    with pytest.raises(CharacterMissing) as raised:
        export_document(workspace, SLUG, now=NOW, archive=True, renderer=renderer)
    assert "U+16A0" in str(raised.value.values["characters"])
    done = export_document(workspace, SLUG, now=NOW, renderer=renderer)
    assert [(m.character, m.places) for m in done.missing] == [
        ("\u16a0", ("Runen \u16a0 und \U00012000",)),
        ("\U00012000", ("Runen \u16a0 und \U00012000",)),
    ]
