"""PDFs for the archive: PDF/A-3 with the session enclosed, which can be restored byte for byte.

There is no full validator at hand; what is checked here is checked with qpdf, pdfinfo and pypdf.
"""

from __future__ import annotations

import io
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pypdf
import pytest
from pypdf.generic import NameObject, TextStringObject

from coopcoach.cli import main
from coopcoach.domain.answers import Visibility
from coopcoach.domain.session import Session
from coopcoach.errors import BadFile, Conflict, WrongCall
from coopcoach.export.archive import archived_files
from coopcoach.export.pdf.rendering import Renderer
from coopcoach.export.pdf.source import PdfSource
from coopcoach.export.pdf.writer import write_pdf
from coopcoach.export.release import public, public_answers
from coopcoach.i18n import translator
from coopcoach.markup.document import Document
from coopcoach.markup.formats.session_file import read_session, with_joint_answers
from coopcoach.services.documents.catalogue import export_document
from coopcoach.services.workspace.restore import restore
from coopcoach.storage.sessions import open_session
from coopcoach.storage.workspace import Workspace, make_workspace
from tests.builders import exported_sessions
from tests.builders.examples import is_deep
from tests.builders.exported_sessions import NOW, SLUG, rich, rule, text
from tests.builders.workbooks import built_in_workbook

PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
PLAIN_PAGE = PdfSource('<html lang="de"><title>–</title><p>Spielregeln</p></html>')
# Each encloses the same, and this has few pages.
DOCUMENT = "agreement" if is_deep() else "rules"
WORKBOOKS = {lang: built_in_workbook(lang) for lang in ("de", "en")}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return exported_sessions.written(tmp_path_factory.mktemp("office"), rich())


@pytest.fixture(scope="module")
def archive(office: Workspace, renderer: Renderer) -> Path:
    (path,) = export_document(
        office, SLUG, DOCUMENT, now=NOW, archive=True, renderer=renderer
    ).paths
    return path


def lacking(data: bytes) -> list[str]:
    """What a PDF lacks of a PDF/A-3a with enclosed files."""
    root: Any = pypdf.PdfReader(io.BytesIO(data)).trailer["/Root"]
    found = []
    intents = root.get("/OutputIntents", [])
    profiles = [i["/DestOutputProfile"].get_data() for i in intents if i["/S"] == "/GTS_PDFA1"]
    if not any(b"sRGB" in profile for profile in profiles):
        found.append("output intent")
    claims = {
        (d.get(f"{PDFA}part"), d.get(f"{PDFA}conformance"))
        for d in ET.fromstring(root["/Metadata"].get_data()).iter()  # noqa: S314  (our own file)
    }
    if ("3", "A") not in claims:
        found.append("claim")
    if not root.get("/MarkInfo", {}).get("/Marked") or "/StructTreeRoot" not in root:
        found.append("tags")
    if not root.get("/Lang"):
        found.append("language")
    files = [entry.get_object() for entry in root.get("/AF", [])]
    if not files or {file["/AFRelationship"] for file in files} != {"/Source"}:
        found.append("relationship")
    names = [file.get("/UF") for file in files]
    if len(set(names)) < len(names):
        found.append("one file named twice")
    if any(not {"/F", "/UF", "/Desc"} <= set(file) for file in files):
        found.append("names of files")
    return found


def test_it_is_what_it_claims_as_far_as_can_be_seen_here(archive: Path) -> None:
    assert lacking(archive.read_bytes()) == []
    subprocess.run(["qpdf", "--check", archive], capture_output=True, check=True)
    told = subprocess.run(["pdfinfo", archive], capture_output=True, check=True, text=True).stdout
    assert [line.split() for line in told.splitlines() if line.startswith(("Tagged", "JavaScript"))] == [
        ["Tagged:", "yes"],
        ["JavaScript:", "no"],
    ]  # fmt: skip
    fonts = subprocess.run(["pdffonts", archive], capture_output=True, check=True, text=True).stdout
    assert {line.split()[-5] for line in fonts.splitlines()[2:]} == {"yes"}


def test_a_pdf_that_is_made_without_is_seen_to_lack_it() -> None:
    plain = write_pdf(PLAIN_PAGE)
    assert lacking(plain) == ["output intent", "claim", "relationship"]


def test_made_again_it_is_the_same_file(
    office: Workspace, archive: Path, tmp_path: Path, anew: Renderer
) -> None:
    other = exported_sessions.written(tmp_path, rich())
    (again,) = export_document(other, SLUG, DOCUMENT, now=NOW, archive=True, renderer=anew).paths
    assert again.read_bytes() == archive.read_bytes()


def test_what_was_enclosed_is_restored_byte_for_byte(archive: Path, tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "later")
    restored = restore(workspace, archive)
    folder = workspace.sessions / SLUG
    enclosed = {
        entry.description: entry.content for entry in pypdf.PdfReader(archive).attachment_list
    }
    files = {f"sessions/{SLUG}/{p.relative_to(folder)}": p.read_bytes() for p in restored.paths}
    assert files == enclosed
    assert {p for p in folder.rglob("*") if p.is_file()} == set(restored.paths)
    names = {path.relative_to(folder).as_posix() for path in restored.paths}
    assert {"session.md", "answers/anna.md", "answers/ben.md"} <= names
    assert (folder / "session.md").stat().st_mode & 0o777 == 0o600


def test_the_restored_session_is_the_one_that_may_leave_the_house(
    archive: Path, tmp_path: Path, renderer: Renderer
) -> None:
    workspace = make_workspace(tmp_path)
    restore(workspace, archive)
    again = open_session(workspace, SLUG).session
    shown = public(rich(), WORKBOOKS["de"])
    assert again.model_copy(update={"content": ""}) == shown.model_copy(update={"content": ""})
    (path,) = export_document(
        workspace, SLUG, DOCUMENT, now=NOW, archive=True, renderer=renderer
    ).paths
    # The version of the exercises is the only thing that the example does not know before it is written.
    assert lacking(path.read_bytes()) == []


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_session_comes_back_from_its_text_as_it_went_in(lang: str) -> None:
    shown = public(rich(lang), WORKBOOKS[lang])
    files = {e.name: e.data.decode() for e in archived_files(shown, {}, WORKBOOKS)}
    document = Document(files["session.md"])
    again = with_joint_answers(read_session(document, SLUG), document, WORKBOOKS[lang])
    assert again == shown


def test_nothing_is_written_over(archive: Path, tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    restore(workspace, archive)
    session = workspace.sessions / SLUG / "session.md"
    session.write_text("von Hand")
    with pytest.raises(Conflict):
        restore(workspace, archive)
    assert session.read_text() == "von Hand"
    assert sorted(p.name for p in workspace.sessions.iterdir()) == [SLUG]


def test_what_somebody_put_into_the_files_by_hand_is_not_enclosed(
    tmp_path: Path, renderer: Renderer
) -> None:
    session = rich().model_copy(
        update={
            "rules": (rule(1, "talk", "geheim-regel"), *rich().rules),
            "joint": {**rich().joint, ("note.goal-fit", ""): text("geheim-note", Visibility.COACH)},
        }
    )
    workspace = exported_sessions.written(tmp_path, session)
    folder = workspace.sessions / SLUG
    path = folder / "session.md"
    source = path.read_text()
    source = source.replace("\n---\n", "\ngeheim-schluessel: ja\n---\n", 1)
    source = source.replace("## Spielregeln", "<!-- geheim-kommentar -->\n\n## Spielregeln", 1)
    path.write_text(source + "\n## geheim-abschnitt {#notes}\n\nIch finde Ben anstrengend.\n")
    (folder / "coach-notes.md").write_text("geheim-notiz")
    asked = next((folder / "exercises" / "de").glob("*.md"))
    asked.write_text(asked.read_text() + "\n<!-- geheim-uebung -->\n")
    for answers in (folder / "answers").glob("*.md"):
        answers.write_text(answers.read_text() + "\n<!-- geheim-antwort -->\n")
    (made,) = export_document(
        workspace, SLUG, DOCUMENT, now=NOW, archive=True, renderer=renderer
    ).paths
    enclosed = b"".join(entry.content for entry in pypdf.PdfReader(made).attachment_list)
    assert b"Malerei Meier" in enclosed
    assert [word for word in (b"geheim", b"anstrengend", b"anna@x.org") if word in enclosed] == []


def test_of_the_answers_only_those_that_may_be_printed_are_enclosed() -> None:
    session = rich()
    own = exported_sessions.own_answers("anna")
    answers = examples_of(session, own)
    files = {e.name: e.data.decode() for e in archived_files(session, {"anna": answers}, WORKBOOKS)}
    assert set(answers) < set(own)
    assert "Ben" in files["answers.ben.md"]
    assert all(f"{{#{prompt}" in files["answers.anna.md"] for prompt in answers)


def examples_of(session: Session, own: dict[str, Any]) -> dict[str, Any]:
    from coopcoach.domain.answers import PartnerAnswers

    given = PartnerAnswers(partner="anna", answers=own)
    return public_answers(session, given, WORKBOOKS["de"])


def attached(*files: tuple[str, bytes]) -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    for number, (description, data) in enumerate(files):
        file = writer.add_attachment(f"{number}.md", data)
        file.pdf_object[NameObject("/Desc")] = TextStringObject(description)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


SESSION = ("sessions/fremd/session.md", b"---\ncoopcoach: session/1\ntitle: x\ncreated: 2027-01-01\nlanguage: de\npartners:\n- {id: a, name: A}\n- {id: b, name: B}\n---\n")  # fmt: skip


def test_a_path_that_leads_out_of_the_folder_is_left_aside(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "work")
    evil = tmp_path / "evil.pdf"
    paths = ["../evil.md", "/etc/cron.d/evil", "sessions/fremd/../../evil.md", "sessions/fremd/answers/../x.md", "sessions/fremd/answers/a.md/../../../evil.md", "sessions/fremd/evil.py", "sessions/fremd/session.md\n"]  # fmt: skip
    evil.write_bytes(attached(SESSION, *((path, b"evil") for path in paths)))
    assert [p.name for p in restore(workspace, evil).paths] == ["session.md"]
    written = {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()}
    assert written == {"evil.pdf", "work/sessions/fremd/session.md"}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7 nothing",
        attached(),
        attached(("sessions/fremd/answers/a.md", b"x")),
        attached(SESSION, ("sessions/andere/answers/a.md", b"x")),
        attached(SESSION, ("sessions/fremd/answers/a.md", b"\xff\xfe")),
        attached(SESSION, SESSION),
        attached(("sessions/fremd/session.md", b"# no front matter")),
        attached(SESSION, *((f"sessions/fremd/answers/a{n}.md", b"") for n in range(500))),
        None,
    ],
    ids=["empty", "cut", "blank", "no session", "two", "binary", "twice", "not one", "many", "plain"],
)  # fmt: skip
def test_what_is_no_archive_is_refused_in_a_sentence(tmp_path: Path, data: bytes | None) -> None:
    workspace = make_workspace(tmp_path / "work")
    path = tmp_path / "file.pdf"
    # Drawn here: what a module does, each test process does.
    path.write_bytes(write_pdf(PLAIN_PAGE) if data is None else data)
    with pytest.raises(BadFile) as raised:
        restore(workspace, path)
    assert "file.pdf" in raised.value.sentence(translator("de"))
    assert list(workspace.sessions.iterdir()) == []


def test_the_command_line_restores_what_it_exported(
    archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = str(make_workspace(tmp_path).root)
    assert main(["--workspace", root, "--lang", "de", "import", str(archive)]) == 0
    assert "Wiederhergestellt" in capsys.readouterr().out
    assert main(["--workspace", root, "--lang", "de", "import", str(archive)]) == 4
    assert main(["--workspace", root, "import", SLUG]) == 2


def test_a_workbook_and_a_calendar_are_nothing_for_the_archive(office: Workspace) -> None:
    for document in ("workbook", "calendar"):
        with pytest.raises(WrongCall):
            export_document(office, SLUG, document, now=NOW, archive=True)
