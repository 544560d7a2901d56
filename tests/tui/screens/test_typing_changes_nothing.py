"""Words typed where no field has the focus change nothing but the page's own text field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from textual import events
from textual.pilot import Pilot

from coopcoach.domain.answers import Answer, OptionsValue, RankingValue, ScaleValue
from coopcoach.i18n import translator
from coopcoach.services.partners.prepare import Prepare
from coopcoach.services.session.private_window import PrivateWindow
from coopcoach.services.session.stage import Stage
from coopcoach.storage.content_folders import bundled_folder
from coopcoach.storage.sessions import answers_path
from coopcoach.tui.app import CoopcoachApp
from coopcoach.tui.screens.notes.notes import NotesScreen
from coopcoach.tui.screens.prepare.prepare import PrepareScreen
from tests.builders.calls import files_of
from tests.builders.examples import covering, is_deep, some
from tests.builders.screens import LARGE, SMALL, app_of, keys
from tests.builders.sessions import NOW, new_session, prepared, stage_of, ticking

# Words that hold the letters of commands, and begin with them.
FEW = [
    "zuerst",
    "wir",
    "noch",
    "gab",
    "um",
    "wenn",
    "dann",
    "we",
    "then",
    "under",
    "open",
    "draft",
    "quick",
    "judge",
]
EACH = 500


def word_list(lang: str) -> list[str]:
    """Return words of a language: those of the exercises, each once."""
    folder = bundled_folder(f"exercises/{lang}")
    texts = (path.read_text("utf-8") for path in sorted(folder.glob("*.md")))
    words = re.findall(r"[^\W\d_]+", " ".join(texts))
    return list(dict.fromkeys(words))[:EACH]


# A thousand, half German and half English, on each page in the profile "deep".
WORDS = [*word_list("de"), *word_list("en")] if is_deep() else FEW
# A screen has settled before the next ones are typed: on a loaded machine, too, within the patience of Pilot.
AT_ONCE = 25
# Parts without a field, on which letters lead to other pages: over all exercises each word comes several times.
TURNS = 6
PASTED = "erste Zeile\nzweite Zeile mit n, e und r\ndritte"


def portion(number: int, *, has_field: bool = True) -> list[str]:
    """Return the words for one of many pages with the same keys: a part of them, in turn."""
    turns = (1 if has_field else TURNS) if is_deep() else 3
    return WORDS[number % turns :: turns]


async def type_unfocused(pilot: Pilot[None], words: list[str]) -> None:
    """Type words with nothing focused first: the first with pauses, the rest at once."""
    app = pilot.app
    screen = app.screen
    screen.set_focus(None)
    first, *rest = words
    await keys(pilot, *first, "space")
    for start in range(0, len(rest), AT_ONCE):
        for letter in " ".join(rest[start : start + AT_ONCE]) + " ":
            app.post_message(events.Key("space" if letter == " " else letter, letter))
        await pilot.pause()
        await pilot.pause()
    assert app.screen is screen, words


async def paste_unfocused(pilot: Pilot[None]) -> None:
    pilot.app.screen.set_focus(None)
    pilot.app.post_message(events.Paste(PASTED))
    await pilot.pause()


@contextmanager
def unchanged(stage: Stage) -> Iterator[None]:
    """Compare the session before and after; its time runs on."""
    before = stage.session
    yield
    assert stage.session.model_copy(update={"time_entries": before.time_entries}) == before


@contextmanager
def without_deeds(stage: Stage) -> Iterator[None]:
    """Look for reveals, votes and exports after what was typed."""
    reveals = stage.session.reveals
    yield
    assert stage.session.reveals == reveals
    assert not any(rule.voices for rule in stage.session.rules)
    assert not list(stage.workspace.exports.rglob("*.pdf"))


BOARDS = ("f4", "ctrl+n", "ctrl+t", "ctrl+o", "f2")
REVEALED = 4
SIZES = [SMALL, LARGE] if is_deep() else [SMALL]


@pytest.mark.parametrize("size", SIZES)
async def test_on_every_board_of_the_stage(tmp_path, size):
    stage = stage_of(*prepared(tmp_path))
    stage.board.propose_rule("goal", "We call back")
    stage.board.put_action("call the bank")
    stage.board.park_topic("prices")
    async with app_of(stage).run_test(size=size) as pilot:
        await pilot.pause()
        screen = pilot.app.screen
        with without_deeds(stage), unchanged(stage):
            for key in BOARDS:
                await screen._go_to(stage.exercises[0].id)
                await keys(pilot, key)
                await type_unfocused(pilot, WORDS)
                await paste_unfocused(pilot)
            await screen._go_to(stage.exercises[0].id)
            await keys(pilot, "f4", "enter")
            assert screen.query("RulePage")
            await type_unfocused(pilot, WORDS)


@pytest.mark.parametrize("size", SIZES)
async def test_on_every_exercise_of_the_stage(tmp_path, size):
    stage = stage_of(*prepared(tmp_path))
    stage.board.propose_rule("goal", "We call back")
    stage.reveal(stage.exercises[REVEALED])
    with without_deeds(stage):
        async with app_of(stage).run_test(size=size) as pilot:
            await through_exercises(pilot, stage, size)


async def through_exercises(pilot: Pilot[None], stage: Stage, size: tuple[int, int]) -> None:
    """Type on each part of the exercises; only the page's own joint answer changes."""
    await pilot.pause()
    screen = pilot.app.screen
    last = len(stage.exercises) - 1
    for place in range(last + 1) if is_deep() and size == SMALL else (0, 1, REVEALED, last):
        await screen._go_to(stage.exercises[place].id)
        for number in range(1, len(screen._parts) + 1):
            await screen.action_part(number)
            session, joint = stage.session, bool(screen.query("JointView"))
            if getattr(screen.focused, "takes_digits", False):
                await keys(pilot, *"3102")
                screen.flush()
                assert stage.session == session
            words = portion(place + number, has_field=joint)
            await type_unfocused(pilot, words)
            await paste_unfocused(pilot)
            screen.flush()
            now = stage.session
            own = ("joint", "joint_at", "time_entries")
            touched = {name: getattr(session, name) for name in own}
            assert now.model_copy(update=touched) == session
            if joint:
                (changed,) = [k for k in now.joint if now.joint[k] != session.joint.get(k)]
                text = now.joint[changed]
                written = getattr(text.value, "text", "") or text.remark or str(text.value)
                assert " ".join(words) in " ".join(written.split())


async def test_in_the_private_window(tmp_path):
    workspace, slug = prepared(tmp_path)
    t = translator("de")
    window = PrivateWindow(workspace, slug, t, lambda: NOW)
    async with CoopcoachApp(t, NotesScreen(window)).run_test(size=LARGE) as pilot:
        await pilot.pause()
        screen = pilot.app.screen
        before = files_of(workspace.root)
        for _ in range(4):
            await type_unfocused(pilot, WORDS)
            await paste_unfocused(pilot)
            await keys(pilot, "f4")
        screen.flush()
        after = files_of(workspace.root)
        changed = [name for name in after if after[name] != before.get(name)]
        assert all("coach-notes" in name for name in changed)
        assert " ".join(WORDS) in " ".join(window.notes.note("arrive").split())
        assert window.notes.request is None


async def test_in_a_narrow_private_window_typing_opens_the_notes(tmp_path):
    workspace, slug = prepared(tmp_path)
    window = PrivateWindow(workspace, slug, translator("de"), lambda: NOW)
    async with CoopcoachApp(window.t, NotesScreen(window)).run_test(size=SMALL) as pilot:
        await pilot.pause()
        screen = pilot.app.screen
        for name in ("GUIDE", "ANSWERS") if is_deep() else ("GUIDE",):
            await screen.action_aid(name)
            await type_unfocused(pilot, WORDS)
            screen.flush()
            assert " ".join(WORDS) in " ".join(window.notes.note("arrive").split())


async def test_on_every_page_of_the_workbook(tmp_path):
    workspace, slug = new_session(tmp_path)
    prepare = Prepare(answers_path(workspace, slug, "anna-meier"), ticking())
    async with CoopcoachApp(prepare.t, PrepareScreen(prepare)).run_test(size=SMALL) as pilot:
        await pilot.pause()
        screen = pilot.app.screen
        pages = list(enumerate(prepare.exercises))
        for place, exercise in covering(
            pages, lambda page: {p.kind for p in prepare.prompts(page[1])}
        ):
            screen.place = place
            await screen._show()
            before = dict(prepare.answers.answers)
            for field in some(list(screen.query("ChipRow, ItemList")))[:3]:
                field.focus()
                await pilot.press(*"3102")
            screen.flush()
            assert dict(prepare.answers.answers) == before
            words = portion(place)
            await type_unfocused(pilot, words)
            await paste_unfocused(pilot)
            screen.flush()
            after = dict(prepare.answers.answers)
            own = {prompt.id for prompt in prepare.prompts(exercise)}
            touched = {name for name in after if after[name] != before.get(name)}
            assert touched <= own
            assert len(touched) == 1
            answer = after[touched.pop()]
            assert " ".join(words) in " ".join(str(answer).split())
            assert answer.stance is None
            assert answer.visibility is Answer().visibility
            assert getattr(answer.value, "option", None) is None
            assert not isinstance(answer.value, OptionsValue | ScaleValue | RankingValue)
            assert prepare.handed_in is None
