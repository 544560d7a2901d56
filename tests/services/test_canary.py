"""Secret words in one partner's sealed answers: where they may be found, and where never.

They come in through a file, as partners send them. Then every command of the coach is called, the shared
stage is asked, and the other partner's package is written. A positive control finds each word where it
belongs, so that the search itself is known to work.
"""

from __future__ import annotations

import gzip
import io
import os
import shutil
from collections.abc import Iterable
from datetime import timedelta
from functools import cache
from pathlib import Path

import click
import pytest

from coopcoach.cli.program import program
from coopcoach.cli.session_names import SESSION
from coopcoach.domain.answers import Answer, ChoiceValue, TextValue, Visibility
from coopcoach.domain.exercise import Phase
from coopcoach.errors import WrongCall
from coopcoach.exchange.incoming.unpack import read_file
from coopcoach.services.index.database import index_path
from coopcoach.services.partners.import_answers import plan_import
from coopcoach.storage.sessions import answers_path, open_session
from coopcoach.storage.workspace import Workspace
from coopcoach.tui.widgets.boards.session_list import SessionList
from tests.builders import screens as drawn
from tests.builders.calls import printed
from tests.builders.examples import is_deep
from tests.builders.returned_files import filled_workbook
from tests.builders.screens import desk_of, until
from tests.builders.sessions import START, stage_of
from tests.builders.short_packs import WITH_ARRIVAL, short_session

# One for each way in which words come in.
TEXT, REMARK, OTHER, COACH, MINE, LOOSE = (
    f"kanarie{name}" for name in ("eins", "zwei", "drei", "vier", "fuenf", "sechs")
)
WORDS = (TEXT, REMARK, OTHER, COACH, MINE, LOOSE)
SLUG = "maler-tischler"
# Every command that is given a session, also those that are still to come. What takes files in is called
# below with them; what deletes would take the words away from where they belong.
ABOUT_A_SESSION = sorted(
    name
    for name, command in program.commands.items()
    if name not in {"import", "forget"}
    and any(isinstance(p, click.Argument) and p.name == "session" for p in command.params)
)
# They draw the same files in whichever language they are called: each partner's.
DRAWING = {"export", "invite", "review"}


def shown(places: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return in which places each word is found."""
    return {word: [name for name, text in places if word in text.casefold()] for word in WORDS}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Path]:
    """A session in which one partner's answers came back, and a file that is still to be imported."""
    folder = tmp_path_factory.mktemp("canary")
    workspace, slug = short_session(
        folder, languages=("de", "en"), exercises=(*WITH_ARRIVAL, "team-job")
    )
    given: dict[str, Answer | str] = {
        "goal.why": f"Weil {TEXT}.",
        "goal.plus": Answer(remark=f"nicht lesbar: {REMARK}"),
        "team.invoice": Answer(value=ChoiceValue(other=f"je nach {OTHER}")),
        "goal.benefit": Answer(value=TextValue(text=COACH), visibility=Visibility.COACH),
        "value.mine": Answer(value=TextValue(text=MINE), visibility=Visibility.ME),
    }
    text = f"Guten Tag, {LOOSE}!\n\n" + filled_workbook(
        workspace, slug, "anna-meier", given, done=True
    )
    path = folder / "heft.md"
    path.write_text(text, encoding="utf-8")
    return workspace, path


@pytest.fixture(scope="module")
def said(office: tuple[Workspace, Path]) -> list[tuple[str, str]]:
    """What every command of the coach shows, before the import, at it, and after it."""
    workspace, path = office
    places = [
        (
            f"import asked {lang}",
            printed("import", SLUG, str(path), folder=workspace.root, lang=lang),
        )
        for lang in ("de", "en")
    ]
    places.append(
        ("import", printed("import", SLUG, str(path), "--yes", folder=workspace.root, lang="de"))
    )
    changed = path.with_name("zweites.md")
    changed.write_text(path.read_text(encoding="utf-8").replace("Weil", "Doch"), encoding="utf-8")
    places.append(
        (
            "import again",
            printed("import", SLUG, str(changed), "--yes", folder=workspace.root, lang="de"),
        )
    )
    commands = (
        *((name, SLUG) for name in ABOUT_A_SESSION),
        ("found", SLUG, "--json"),
        ("list",),
        ("list", "--json"),
        ("list", "--due"),
        ("search", "maler"),
        # The words themselves are only in the call.
        *(("search", word, "--json") for word in WORDS),
        ("show", SLUG, "--json"),
        ("check",),
        ("check", f"sessions/{SLUG}"),
        ("import", SLUG, str(path)),
        ("import", SLUG, "session.md"),
    )
    for lang in ("de", "en"):
        places += [
            (" ".join((*c, lang)), printed(*c, folder=workspace.root, lang=lang))
            for c in commands
            if lang == "de" or c[0] not in DRAWING or is_deep()
        ]
    return places


def test_the_words_are_where_they_belong(
    office: tuple[Workspace, Path], said: list[tuple[str, str]]
) -> None:
    workspace, path = office
    assert said
    stored = answers_path(workspace, SLUG, "anna-meier").read_text(encoding="utf-8")
    assert [word for word in WORDS if word in stored] == [w for w in WORDS if w != MINE]
    workbooks = {lang: open_session(workspace, SLUG).workbooks[lang] for lang in ("de", "en")}
    everything = repr(read_file(path.read_bytes(), workbooks))
    assert all(word in everything for word in WORDS)
    assert all(shown([("control", everything)])[word] for word in WORDS)


def test_no_command_of_the_coach_shows_them(
    office: tuple[Workspace, Path], said: list[tuple[str, str]]
) -> None:
    assert shown(said) == {word: [] for word in WORDS}
    question = open_session(office[0], SLUG).workbooks["de"].find_prompt("goal.why", Phase.PREPARE)
    assert question is not None
    assert any(question.label in text for _, text in said), "the questions are named"


def test_nothing_outside_of_the_partners_own_file_holds_them(
    office: tuple[Workspace, Path], said: list[tuple[str, str]]
) -> None:
    workspace, _ = office
    assert said
    own = answers_path(workspace, SLUG, "anna-meier")
    own_history = own.parent / ".history" / own.name
    places = [
        (str(path), readable(path))
        for path in workspace.root.rglob("*")
        if path.is_file() and path != own and own_history not in path.parents
    ]
    index = index_path(workspace, os.environ)
    places.append(("index", index.read_bytes().decode("utf-8", "replace")))
    assert "Maler & Tischler" in places[-1][1]
    assert any("invitation/ben-weiss" in name for name, _ in places)
    assert any(name.endswith(".pdf") for name, _ in places)
    assert shown(places) == {word: [] for word in WORDS}


async def test_the_desk_neither_shows_nor_finds_them(
    office: tuple[Workspace, Path], said: list[tuple[str, str]]
) -> None:
    workspace, _ = office
    assert said
    app = desk_of(workspace, "de")
    async with app.run_test(size=(120, 40)) as pilot:
        listed = app.screen.query_one(SessionList)
        await until(pilot, lambda: listed.summaries)
        assert shown([("desk", drawn.text(app))]) == {word: [] for word in WORDS}
        for word in ("maler", *WORDS):
            await pilot.press("escape", "slash", *word)
            await until(pilot, lambda word=word: bool(listed.summaries) is (word == "maler"))  # type: ignore[misc]
            # The last is what was typed into the filter.
            seen = drawn.text(app).casefold().replace(word, "", 1)
            assert shown([("desk", seen)]) == {each: [] for each in WORDS}


def test_completion_offers_none_of_them(
    office: tuple[Workspace, Path], said: list[tuple[str, str]]
) -> None:
    workspace, _ = office
    assert said
    context = program.make_context("coopcoach", ["--workspace", str(workspace.root), "list"])
    shows = program.commands["show"].params[0]
    offered = [
        (typed, [item.value for item in SESSION.shell_complete(context, shows, typed)])
        for typed in ("", "ma", *WORDS)
    ]
    assert offered[:2] == [("", [SLUG]), ("ma", [SLUG])]
    assert not any(names for _, names in offered[2:])


def test_what_its_owner_keeps_is_nowhere(
    office: tuple[Workspace, Path], said: list[tuple[str, str]]
) -> None:
    workspace, _ = office
    assert said
    files = [path for path in workspace.root.rglob("*") if path.is_file()]
    assert [str(path) for path in files if MINE in readable(path)] == []


def test_the_stage_knows_no_word_before_the_reveal(
    office: tuple[Workspace, Path], said: list[tuple[str, str]]
) -> None:
    workspace, _ = office
    assert said
    stage = stage_of(workspace, SLUG, "de")
    known = [("session", repr(stage.session))]
    for exercise in stage.exercises:
        known.append((exercise.id, repr(stage.seal_states(exercise))))
        if not stage.prepared_prompts(exercise):
            continue
        with pytest.raises(WrongCall) as sealed:
            stage.pairs(exercise)
        known.append((f"{exercise.id} refused", repr(sealed.value)))
    assert shown(known) == {word: [] for word in WORDS}


def test_a_plan_holds_no_word_that_could_be_printed(office: tuple[Workspace, Path]) -> None:
    workspace, path = office
    plans = plan_import(workspace, SLUG, [path], now=START + timedelta(days=1))
    assert shown([("plan", repr([plan.files for plan in plans]))]) == {word: [] for word in WORDS}


def test_after_the_reveal_the_words_for_both_are_shown(
    office: tuple[Workspace, Path], said: list[tuple[str, str]], tmp_path: Path
) -> None:
    """The last control: the stage would have shown them, had they not been sealed."""
    # In a copy: the other tests need the answers sealed.
    workspace = Workspace(Path(shutil.copytree(office[0].root, tmp_path / "office")))
    assert said
    stage = stage_of(workspace, SLUG, "de")
    for exercise in stage.exercises:
        stage.reveal(exercise)
    pairs = repr([stage.pairs(exercise) for exercise in stage.exercises])
    found = shown([("stage", pairs)])
    assert {word for word, places in found.items() if places} == {TEXT, REMARK, OTHER}


def readable(path: Path) -> str:
    """Return all text of a file; of a PDF what its pages and fields say."""
    data = path.read_bytes()
    return _readable(path.suffix, data)


@cache
def _readable(suffix: str, data: bytes) -> str:
    if suffix == ".gz":
        data = gzip.decompress(data)
    if data.startswith(b"%PDF-"):
        from pypdf import PdfReader

        reader = PdfReader(io.BytesIO(data))
        fields = repr(reader.get_fields())
        return "".join(page.extract_text() for page in reader.pages).casefold() + fields.casefold()
    return data.decode("utf-8", "replace").casefold()
