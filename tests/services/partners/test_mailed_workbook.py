"""The workbook from the mail, opened in the terminal: its answers lie beside it, and go back from there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coopcoach.cli.plain.workbook import run_prepare_plain
from coopcoach.domain.answers import Answer, ScaleValue, TextValue, Visibility
from coopcoach.errors import BadFile, Conflict
from coopcoach.exchange.incoming.unmatched import unmatched_texts
from coopcoach.i18n import translator
from coopcoach.markup.document import Document
from coopcoach.services.partners.mailed_workbook import open_workbook
from coopcoach.services.partners.prepare import Prepare
from coopcoach.storage.workspace import Workspace
from tests.builders.returned_files import returned, stored, taken_in
from tests.builders.sessions import ticking
from tests.builders.short_packs import WITH_ARRIVAL, short_session

GIVEN: dict[str, Answer | str] = {
    "goal.why": "Weil wir zu zweit ganze Bäder anbieten.\n\nUnd weil’s Freude macht.",
    "goal.plus": Answer(value=ScaleValue(value=4), remark="fast immer"),
    "value.mine": Answer(value=TextValue(text="Ordnung"), visibility=Visibility.ME),
}


@pytest.fixture
def office(tmp_path: Path) -> tuple[Workspace, str]:
    return short_session(tmp_path, languages=("de", "en"), exercises=WITH_ARRIVAL)


@pytest.fixture
def mailed(office: tuple[Workspace, str]) -> Path:
    return returned(office, "arbeitsheft.md", GIVEN)


def opened(path: Path) -> Prepare:
    return open_workbook(path, ticking())


def write(prepare: Prepare, prompt_id: str, text: str) -> None:
    prompt = next(place.prompt for place in prepare.asked if place.prompt.id == prompt_id)
    prepare.set_answer(prompt, Answer(value=TextValue(text=text)))


def typed_into(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def test_what_it_holds_is_taken_over_and_the_file_itself_stays(
    office: tuple[Workspace, str], mailed: Path
) -> None:
    before = mailed.read_bytes()
    prepare = opened(mailed)
    assert prepare.path == mailed.with_name("arbeitsheft-antworten.md")
    assert (prepare.name, prepare.t.lang) == ("Anna Meier", "de")
    assert prepare.answer("goal.why").value == TextValue(text=str(GIVEN["goal.why"]))
    assert prepare.answer("goal.plus") == GIVEN["goal.plus"]
    assert prepare.answer("value.mine") == GIVEN["value.mine"]
    assert mailed.read_bytes() == before
    its_own = Prepare(
        office[0].root / "sessions" / office[1] / "answers" / "anna-meier.md", ticking()
    )
    assert [p.prompt.id for p in prepare.asked] == [p.prompt.id for p in its_own.asked]
    assert prepare.minutes_left < its_own.minutes_left


def test_the_second_time_it_goes_on_where_it_was(mailed: Path) -> None:
    write(opened(mailed), "goal.benefit", "Ruhe")
    before = opened(mailed).path.read_bytes()
    assert opened(mailed).answer("goal.benefit").value == TextValue(text="Ruhe")
    assert opened(mailed).path.read_bytes() == before
    assert sorted(p.name for p in mailed.parent.glob("*.md")) == [
        "arbeitsheft-antworten.md",
        "arbeitsheft.md",
    ]


def test_what_is_written_into_the_workbook_later_is_not_lost(mailed: Path) -> None:
    prepare = opened(mailed)
    write(prepare, "goal.why", "Im Terminal anders.")
    prepare.hand_in()
    typed_into(mailed, "Weil wir zu zweit", "Weil wir gemeinsam")
    again = opened(mailed)
    assert again.answer("goal.why").value == TextValue(text="Im Terminal anders.")
    (found,) = unmatched_texts(Document(again.path.read_text(encoding="utf-8")))
    assert (found.of, "Weil wir gemeinsam" in found.text) == ("goal.why", True)
    assert again.handed_in is None


def test_what_goes_back_is_imported(office: tuple[Workspace, str], mailed: Path) -> None:
    typed_into(mailed, "## Gut ankommen", "Ein Gruß vorweg!\n\n## Gut ankommen")
    prepare = opened(mailed)
    write(prepare, "goal.benefit", "Ruhe, Umsatz und „Freude“ – ja!")
    sent = prepare.hand_in()
    assert sent.parent == mailed.parent
    taken_in(office, sent)
    answers = stored(office)
    assert answers.answer("goal.why").value == TextValue(text=str(GIVEN["goal.why"]))
    assert answers.answer("goal.benefit") == prepare.answer("goal.benefit")
    assert answers.answer("value.mine").is_blank
    assert answers.handed_in == prepare.handed_in
    workspace, slug = office
    file = workspace.sessions / slug / "answers" / "anna-meier.md"
    found = unmatched_texts(Document(file.read_text(encoding="utf-8")))
    assert any("Ein Gruß vorweg!" in each.text for each in found)


def test_line_by_line_it_says_where_the_answers_are(mailed: Path) -> None:
    said: list[str] = []

    def read(_: str) -> str:
        raise EOFError

    run_prepare_plain(mailed, ticking(), read, said.append)
    t = translator("de")
    where = t(
        "Your answers are kept in {file}, beside the workbook.", file="arbeitsheft-antworten.md"
    )
    assert where in said


def test_a_file_of_the_same_name_that_is_anothers_is_left_alone(
    office: tuple[Workspace, str], mailed: Path
) -> None:
    other = mailed.with_name("arbeitsheft-antworten.md")
    other.write_text("Meine Einkaufsliste\n", encoding="utf-8")
    assert opened(mailed).path.name == "arbeitsheft-antworten-2.md"
    assert opened(mailed).path.name == "arbeitsheft-antworten-2.md"
    assert other.read_text(encoding="utf-8") == "Meine Einkaufsliste\n"


def test_the_partners_own_language_is_spoken(office: tuple[Workspace, str]) -> None:
    path = returned(office, "workbook.md", {"goal.why": "Because"}, partner="ben-weiss")
    prepare = opened(path)
    assert (prepare.t.lang, prepare.path.name) == ("en", "workbook-answers.md")


def test_other_questions_than_the_program_knows_are_refused(mailed: Path) -> None:
    text = mailed.read_text(encoding="utf-8")
    mailed.write_text(re.sub("content: .*", "content: 0123456789ab", text), encoding="utf-8")
    with pytest.raises(BadFile) as caught:
        opened(mailed)
    assert "Texteditor" in caught.value.sentence(translator("de"))
    assert list(mailed.parent.glob("*antworten*")) == []


@pytest.mark.parametrize(
    "data",
    [b"", b"# A list\n\n- milk\n", b"%PDF-1.7\n", b"\x00\xff\xfe", b"<html></html>"],
    ids=["empty", "foreign", "broken PDF", "bytes", "HTML"],
)
def test_what_is_no_workbook_is_refused_in_one_sentence(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "file.md"
    path.write_bytes(data)
    with pytest.raises(BadFile) as caught:
        opened(path)
    assert len(caught.value.sentence(translator("de")).splitlines()) == 1
    assert [p.name for p in tmp_path.iterdir()] == ["file.md"]


def test_where_nothing_may_be_written_it_says_what_to_do(
    mailed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_more: object) -> None:
        raise PermissionError

    monkeypatch.setattr("coopcoach.storage.files.tempfile.mkstemp", refuse)
    with pytest.raises(Conflict):
        opened(mailed)
