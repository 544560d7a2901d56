"""What is unchanged is not printed anew."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from coopcoach.export.assets import Asset
from coopcoach.export.pdf.rendering import Renderer, RenderProgress, RenderStage
from coopcoach.export.pdf.source import Attachment, PdfSource, unchanged_pdf
from coopcoach.services.documents.catalogue import export_summary
from tests.builders import exported_sessions
from tests.builders.exported_sessions import NOW, SLUG

LATER = NOW + timedelta(hours=3)


@given(html=st.text(st.characters(exclude_categories=["Cs"])), data=st.binary())
def test_it_travels_unharmed(html: str, data: bytes) -> None:
    whole = PdfSource(
        html,
        assets=(Asset("coopcoach:x", data, "image/png"),),
        attachments=(Attachment("a.md", data, "2027-01-15T10:00:00"),),
        variant="pdf/a-3b",
    )
    line = whole.to_line()
    assert line.count(b"\n") == 1
    assert PdfSource.from_line(line) == whole


def test_its_mark_is_that_of_its_content_and_not_of_the_moment() -> None:
    def page(moment: str, words: str = "Hallo") -> PdfSource:
        return PdfSource(
            f'<meta name="dcterms.created" content="{moment}"><p>{words} <time class="made">{moment}</time></p>'
        )

    assert page("10:00").fingerprint == page("11:00").fingerprint
    assert page("10:00", "Servus").fingerprint != page("10:00").fingerprint
    with_logo = PdfSource(page("10:00").html, assets=(Asset("coopcoach:logo", b"x", "image/png"),))
    assert with_logo.fingerprint != page("10:00").fingerprint


def test_a_second_export_of_the_same_draws_nothing(tmp_path: Path, renderer: Renderer) -> None:
    workspace = exported_sessions.written(tmp_path, exported_sessions.bare(), own=False)
    path = export_summary(workspace, SLUG, now=NOW, renderer=renderer)
    first = path.read_bytes()
    told: list[RenderProgress] = []
    export_summary(workspace, SLUG, now=LATER, renderer=renderer, progress=told.append)
    assert path.read_bytes() == first
    assert [progress.stage for progress in told] == [RenderStage.READING, RenderStage.DONE]

    told.clear()
    session_file = workspace.sessions / SLUG / "session.md"
    changed = session_file.read_text(encoding="utf-8").replace("Meier und Huber", "Neu")
    session_file.write_text(changed, encoding="utf-8")
    export_summary(workspace, SLUG, now=LATER, renderer=renderer, progress=told.append)
    assert path.read_bytes() != first
    assert RenderStage.LAYOUT in {progress.stage for progress in told}


def test_a_file_that_somebody_wrote_into_is_made_anew(tmp_path: Path, renderer: Renderer) -> None:
    page = PdfSource('<html lang="en"><title>x</title><p>Hello</p></html>')
    path = tmp_path / "x.pdf"
    path.write_bytes(renderer.render(page))
    missing = tmp_path / "missing.pdf"
    assert unchanged_pdf(page, [missing, path]) == path.read_bytes()
    path.write_bytes(path.read_bytes() + b"1 0 obj\nendobj\nstartxref\n0\n%%EOF\n")
    assert unchanged_pdf(page, [missing, path]) is None
