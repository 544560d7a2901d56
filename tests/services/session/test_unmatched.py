"""“Found in the file”: sealed like an answer, then shown to the coach; always shown to its owner."""

from __future__ import annotations

from pathlib import Path

import pytest

from coopcoach.cli.plain.workbook import run_prepare_plain
from coopcoach.domain.answers import Answer, TextValue, Visibility
from coopcoach.exchange.incoming.unmatched import unmatched_texts
from coopcoach.markup.document import Document
from coopcoach.services.partners.prepare import Prepare
from coopcoach.services.session.stage import Stage
from coopcoach.services.session.unmatched import UnmatchedPassages, unmatched_passages
from coopcoach.storage.sessions import answers_path
from coopcoach.storage.workspace import Workspace
from tests.builders.calls import printed
from tests.builders.returned_files import returned, taken_in
from tests.builders.sessions import new_session, stage_of, ticking

EARLIER, LATER, LOOSE = "Erster Gedanke.", "Zweiter Gedanke.", "Liebe Grüße, und bis bald!"


@pytest.fixture
def office(tmp_path: Path) -> tuple[Workspace, str]:
    """Two returns that differ, the second with a greeting that belongs to no question."""
    made = new_session(tmp_path)
    taken_in(made, returned(made, "first.md", {"goal.why": EARLIER}))
    second = returned(made, "second.md", {"goal.why": LATER})
    text = second.read_text(encoding="utf-8")
    second.write_text(f"{LOOSE}\n\n{text}", encoding="utf-8")
    taken_in(made, second)
    return made


def reveal_why(stage: Stage) -> None:
    exercise = next(e for e in stage.exercises if any(p.id == "goal.why" for p in e.prompts))
    stage.reveal(exercise)


def words(found: UnmatchedPassages) -> list[tuple[str, str]]:
    return [(p.prompt.id if p.prompt else "", p.text) for p in found.passages]


def test_each_is_shown_once_nothing_sealed_can_be_in_it(office: tuple[Workspace, str]) -> None:
    assert unmatched_passages(*office) == UnmatchedPassages((), 2)
    stage = stage_of(*office, "de")
    reveal_why(stage)
    assert words(unmatched_passages(*office)) == [("goal.why", EARLIER)]
    assert unmatched_passages(*office).sealed == 1
    for exercise in stage.exercises:
        if stage.prepared_prompts(exercise) and not stage.session.is_revealed(exercise.id):
            stage.reveal(exercise)
    assert words(unmatched_passages(*office)) == [("goal.why", EARLIER), ("", LOOSE)]
    assert unmatched_passages(*office).sealed == 0


def test_what_its_owner_keeps_is_shown_to_nobody(office: tuple[Workspace, str]) -> None:
    prepare = Prepare(answers_path(*office, "anna-meier"), ticking())
    prompt = next(place.prompt for place in prepare.asked if place.prompt.id == "goal.why")
    prepare.set_answer(prompt, Answer(value=TextValue(text=LATER), visibility=Visibility.ME))
    reveal_why(stage_of(*office, "de"))
    assert words(unmatched_passages(*office)) == []


def test_the_call_shows_what_is_open_and_counts_what_is_sealed(
    office: tuple[Workspace, str],
) -> None:
    workspace, slug = office
    for lang in ("de", "en"):
        for more in ((), ("--json",)):
            said = printed("found", slug, *more, folder=workspace.root, lang=lang)
            assert EARLIER not in said
            assert LOOSE not in said
            assert "2" in said
    reveal_why(stage_of(*office, "de"))
    said = printed("found", slug, folder=workspace.root, lang="de")
    assert EARLIER in said
    assert LOOSE not in said


def test_the_stage_never_shows_any_of_it(office: tuple[Workspace, str]) -> None:
    stage = stage_of(*office, "de")
    reveal_why(stage)
    exercise = next(e for e in stage.exercises if stage.session.is_revealed(e.id))
    drawn = repr((stage.pairs(exercise), stage.revealed_answers(exercise)))
    assert LATER in drawn
    assert EARLIER not in drawn


def test_its_owner_sees_it_and_can_take_it_out(office: tuple[Workspace, str]) -> None:
    path = answers_path(*office, "anna-meier")
    prepare = Prepare(path, ticking())
    (loose,) = prepare.unmatched()
    (earlier,) = prepare.unmatched("goal.why")
    assert (loose.text, earlier.text) == (LOOSE, EARLIER)
    said: list[str] = []
    typed = iter(["weiter", "weiter"])

    def read(_: str) -> str:
        try:
            return next(typed)
        except StopIteration:
            raise EOFError from None

    run_prepare_plain(path, ticking(), read, said.append)
    assert f"  {LOOSE}" in said
    prepare.drop_unmatched(loose.id)
    left = unmatched_texts(Document(path.read_text(encoding="utf-8")))
    assert [each.text for each in left] == [EARLIER]
    assert prepare.answer("goal.why").value == TextValue(text=LATER)
