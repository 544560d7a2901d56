"""An answer of which it cannot be read who may see it does not enter the workspace, and the import says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from coopcoach.domain.answers import Visibility
from coopcoach.exchange.incoming.merge import STAYS_CLOSED
from coopcoach.i18n import translator
from coopcoach.markup.document import Document
from coopcoach.markup.formats.answers_file import new_answers_file, write_answer_into
from coopcoach.services.partners.import_answers import Change, ImportPlan, carry_out
from coopcoach.storage.sessions import open_session
from coopcoach.storage.workspace import Workspace
from tests.builders.answers import text
from tests.builders.calls import files_of
from tests.builders.returned_files import planned_import, returned, taken_in
from tests.builders.sessions import START
from tests.builders.short_packs import short_session

DAMAGED: dict[str, Callable[[str], str]] = {
    "x behind the box": lambda whole: whole.replace("[x] nur ich", "[ ] x nur ich"),
    "x in front": lambda whole: whole.replace("- [x] nur ich", "x - [ ] nur ich"),
    "no list": lambda whole: whole.replace("- [x] nur ich {#me}\n", ""),
    "another sign": lambda whole: whole.replace("- [x] nur ich", "● nur ich"),
    "a sentence": lambda whole: whole.replace("- [x] nur ich", "- [ ] nur ich\n\nBitte nur ich!"),
    "blank lines on top": lambda whole: f"\n\n{whole}",
    "quoted": lambda whole: whole.replace("\n", "\n> "),
    "braces open": lambda whole: whole.replace("visibility=me}", "visibility=me"),
    "translated": lambda whole: whole.replace("visibility=me", "sichtbarkeit=ich"),
    "another value": lambda whole: whole.replace("visibility=me", "visibility=Ich!"),
    "wrapped": lambda whole: whole.replace(" visibility=me", "\nvisibility=me"),
    "braces lost": lambda whole: whole.replace("{", "(").replace("}", ")"),
}


@pytest.mark.parametrize("damage", DAMAGED)
@pytest.mark.parametrize("form", ["workbook", "answers"])
def test_what_its_owner_keeps_never_enters_the_workspace(
    tmp_path: Path, form: str, damage: str
) -> None:
    office = short_session(tmp_path)
    given = {"goal.why": text("Geheimes", Visibility.ME), "arrive.wish": text("Offenes")}
    path = returned(office, "back.md", given)
    if form == "answers":
        path.write_text(answers_file(office, given), encoding="utf-8")
    path.write_text(DAMAGED[damage](path.read_text(encoding="utf-8")), encoding="utf-8")
    plan = planned_import(office, path)
    carry_out([plan], START)
    stored = b"".join(content for content in files_of(office[0].root).values() if content)
    assert b"Geheimes" not in stored
    sentences = [n.sentence(translator("de")) for file in plan.files for n in file.notices]
    assert not any("Geheimes" in sentence for sentence in sentences)


def answers_file(office: tuple[Workspace, str], given: dict[str, object]) -> str:
    """Return an answers file with these answers."""
    opened = open_session(*office)
    owner = opened.session.partners[0]
    workbook, t = opened.workbooks[owner.language], translator(owner.language)
    document = Document(new_answers_file(office[1], owner, workbook, opened.session.pack, t))
    for exercise in workbook.exercises:
        for prompt in exercise.prompts:
            if prompt.id in given:
                document = write_answer_into(document, prompt, given[prompt.id], t)  # type: ignore[arg-type]
    return document.source


def test_an_answer_that_is_left_out_is_named(tmp_path: Path) -> None:
    office = short_session(tmp_path)
    path = returned(office, "back.md", {"goal.why": text("Geheimes", Visibility.ME)})
    path.write_text(DAMAGED["another sign"](path.read_text("utf-8")), encoding="utf-8")
    (file,) = planned_import(office, path).files
    (notice,) = file.notices
    assert notice.sentence(translator("de")).startswith("„Warum wollen gerade")


def test_the_notice_has_the_name_of_the_session_where_the_file_has_none(tmp_path: Path) -> None:
    office = short_session(tmp_path)
    path = tmp_path / "back.md"
    whole = answers_file(office, {"goal.why": text("Geheimes", Visibility.ME)})
    name = open_session(*office).session.partners[0].name
    assert f"name: {name}\n" in whole
    damaged = DAMAGED["another value"](whole.replace(f"name: {name}\n", ""))
    path.write_text(damaged, encoding="utf-8")
    (file,) = planned_import(office, path).files
    assert [notice.values["name"] for notice in file.notices] == [name]


OPEN, KEPT = text("Geheimes"), text("Geheimes", Visibility.ME)


def plan_of_second(office: tuple[Workspace, str], first: str, second: str) -> ImportPlan:
    """Import a file with one text, and plan the import of another one that came later."""
    for number, source in enumerate((first, second)):
        path = office[0].root.parent / f"{number}.md"
        path.write_text(source, encoding="utf-8")
        if number:
            return planned_import(office, path)
        taken_in(office, path)
    raise AssertionError


def test_a_file_of_the_same_workbook_does_not_open_what_its_owner_has_closed(
    tmp_path: Path,
) -> None:
    office = short_session(tmp_path)
    closed, opened = (
        returned(office, "x.md", {"goal.why": each}).read_text("utf-8") for each in (KEPT, OPEN)
    )
    plan = plan_of_second(office, closed, opened)
    (file,) = plan.files
    assert (file.changes, [notice.text for notice in file.notices]) == ((), [STAYS_CLOSED])
    assert "Geheimes" not in plan.after.source


def test_a_newer_workbook_opens_what_its_owner_has_closed(tmp_path: Path) -> None:
    office = short_session(tmp_path)
    closed = returned(office, "x.md", {"goal.why": KEPT}).read_text("utf-8")
    later = returned(office, "x.md", {"goal.why": OPEN}, made=START + timedelta(days=1))
    plan = plan_of_second(office, closed, later.read_text("utf-8"))
    assert "Geheimes" in plan.after.source


def test_a_whole_copy_opens_what_was_closed_as_it_could_not_be_read(tmp_path: Path) -> None:
    office = short_session(tmp_path)
    whole = returned(office, "x.md", {"goal.why": OPEN}).read_text("utf-8")
    start = whole.index("{#goal.why}")
    damaged = whole[:start] + whole[start:].replace("- [ ] nur ich", "● nur ich", 1)
    plan = plan_of_second(office, damaged, whole)
    assert [each.change for each in plan.files[-1].changes] == [Change.NEW]
    assert "Geheimes" in plan.after.source


def test_a_damaged_answer_is_not_called_kept_by_its_owner(tmp_path: Path) -> None:
    office = short_session(tmp_path)
    path = returned(office, "back.md", {"goal.why": KEPT})
    path.write_text(DAMAGED["another sign"](path.read_text("utf-8")), encoding="utf-8")
    (file,) = planned_import(office, path).files
    assert [each.change for each in file.changes] == [Change.UNCLEAR]
