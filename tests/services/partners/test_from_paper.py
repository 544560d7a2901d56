"""The coach types in what a partner wrote on paper: beside the picture, into a file of its own, then sealed."""

from __future__ import annotations

from pathlib import Path

import pytest

from coopcoach.domain.answers import TextValue
from coopcoach.errors import BadFile, WrongCall
from coopcoach.markup.document import Document
from coopcoach.services.partners.from_paper import open_from_paper, take_in
from coopcoach.storage.sessions import answers_path
from coopcoach.storage.workspace import Workspace
from coopcoach.tui.app import CoopcoachApp
from coopcoach.tui.screens.prepare.prepare import PrepareScreen
from coopcoach.tui.widgets.answers.page import WorkbookPage
from tests.builders.answers import text
from tests.builders.returned_files import returned, stored, stored_file, taken_in
from tests.builders.screens import drawn, until
from tests.builders.sessions import START, new_session, ticking

Office = tuple[Workspace, str]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return new_session(tmp_path)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "IMG_0815.heic"
    path.write_bytes(b"\0\0\0\x18ftypheic")
    return path


def test_typed_answers_are_sealed_with_the_typist_and_their_own_file_goes(
    office: Office, picture: Path
) -> None:
    workspace, slug = office
    prepare = open_from_paper(workspace, slug, "Anna", picture, ticking())
    assert prepare.paper == picture
    assert take_in(prepare, workspace, slug, START) is None
    prompt = next(each.prompt for each in prepare.asked if each.prompt.id == "goal.why")
    prepare.set_answer(prompt, text("Weil wir’s können."))
    again = open_from_paper(workspace, slug, "Anna", picture, ticking())
    assert again.answer("goal.why") == text("Weil wir’s können.")
    again.hand_in()
    plan = take_in(again, workspace, slug, START)
    assert plan is not None
    assert plan.hands_in
    assert [p for p in again.path.parent.rglob("*") if p.is_file()] == []
    assert stored(office).answer("goal.why").value == TextValue(text="Weil wir’s können.")
    assert stored(office).handed_in is not None
    assert stored_file(office).unchanged_since_sealed
    document = Document(answers_path(workspace, slug, "anna-meier").read_text(encoding="utf-8"))
    assert document.front_value("typed_from") == "IMG_0815.heic"
    assert document.front_value("typed_by")


def test_sealed_answers_of_the_partner_are_not_shown(office: Office, picture: Path) -> None:
    taken_in(office, returned(office, "a.md", {"goal.why": "VERSIEGELT"}, done=True))
    prepare = open_from_paper(*office, "Anna", picture, ticking())
    assert "VERSIEGELT" not in prepare.path.read_text(encoding="utf-8")


def test_a_missing_picture_or_partner_is_named(
    office: Office, picture: Path, tmp_path: Path
) -> None:
    with pytest.raises(BadFile):
        open_from_paper(*office, "Anna", tmp_path / "nowhere.jpg", ticking())
    with pytest.raises(WrongCall):
        open_from_paper(*office, "Eva", picture, ticking())


async def test_the_path_of_the_picture_stands_beside_the_questions(
    office: Office, picture: Path
) -> None:
    prepare = open_from_paper(*office, "Anna", picture, ticking())
    screen = PrepareScreen(prepare)
    async with CoopcoachApp(prepare.t, screen).run_test(size=(160, 40)) as pilot:
        await until(pilot, lambda: screen.query(WorkbookPage))
        assert f"Vom Papier: {picture}" in " ".join(drawn(pilot).split())
