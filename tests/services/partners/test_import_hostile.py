"""A PDF that means harm, through the command itself: one sentence, exit code 3, not a byte changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from coopcoach.cli import main
from coopcoach.domain.session import Partner, Session
from coopcoach.exchange.outgoing.pdf_form import form_pdf
from coopcoach.export.pdf.rendering import Renderer
from coopcoach.i18n import translator
from coopcoach.storage.sessions import open_session
from coopcoach.storage.workspace import Workspace
from tests.builders.calls import files_of
from tests.builders.examples import deep
from tests.builders.pdf.hostile import HOSTILE
from tests.builders.sessions import START
from tests.builders.short_packs import short_session


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, str]:
    return short_session(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def ours(office: tuple[Workspace, str], renderer: Renderer) -> bytes:
    session: Session = open_session(*office).session
    anna: Partner = session.partners[0]
    workbook = open_session(*office).workbooks["de"]
    return form_pdf(session, anna, workbook, made=START, t=translator("de"), renderer=renderer)


@pytest.mark.parametrize(
    "name",
    # The others come to the same sentence in tests/exchange/incoming/test_pdf_hostile.py.
    [
        "locked",
        "truncated",
        "foreign",
        "html",
        "printed",
        *map(deep, ("endless", "circular", "many", "empty")),
    ],
)
def test_the_command_refuses_it_and_the_workspace_stays_byte_for_byte(
    office: tuple[Workspace, str],
    ours: bytes,
    name: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    workspace, slug = office
    path = tmp_path / "arbeitsheft.pdf"
    path.write_bytes(HOSTILE[name][0](ours))
    before = files_of(workspace.root)
    call = ["--workspace", str(workspace.root), "import", slug, str(path), "--yes"]
    assert main(call) == 3
    said = capsys.readouterr()
    assert (said.out, len(said.err.splitlines())) == ("", 1)
    assert files_of(workspace.root) == before
    assert [p.name for p in tmp_path.iterdir()] == ["arbeitsheft.pdf"]
