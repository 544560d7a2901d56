"""Words typed where no field has the focus change nothing but the page's own text field."""

from __future__ import annotations

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
from coopcoach.storage.sessions import answers_path
from coopcoach.tui.app import CoopcoachApp
from coopcoach.tui.screens.notes.notes import NotesScreen
from coopcoach.tui.screens.prepare.prepare import PrepareScreen
from tests.builders.calls import files_of
from tests.builders.examples import is_deep
from tests.builders.screens import LARGE, SMALL, app_of, keys
from tests.builders.sessions import NOW, new_session, prepared, stage_of, ticking

GERMAN = [
    "zuerst",
    "und",
    "wir",
    "nehmen",
    "noch",
    "offen",
    "gab",
    "nicht",
    "um",
    "vor",
    "wenn",
    "ob",
    "dann",
    "heute",
    "morgen",
    "Kühlkette",
    "über",
    "klären",
    "prüfen",
    "Übung",
    "große",
    "quer",
    "xylophon",
    "jeder",
    "Bäckerei",
    "Hofladen",
    "Vertrag",
    "zahlt",
    "der",
    "die",
    "das",
]
ENGLISH = [
    "who",
    "we",
    "agree",
    "and",
    "then",
    "not",
    "yet",
    "under",
    "pressure",
    "open",
    "the",
    "draft",
    "map",
    "quick",
    "zero",
    "judge",
    "box",
    "of",
    "very",
    "long",
    "words",
    "given",
    "before",
    "close",
    "park",
    "remove",
    "export",
    "big",
    "time",
    "undo",
    "reveal",
    "next",
]
# All, and their compounds, in the profile "deep".
WORDS = [*GERMAN, *ENGLISH, *(a + b for a in GERMAN for b in ENGLISH)][:1000]
if not is_deep():
    WORDS = [*GERMAN[:14:2], *ENGLISH[1:22:3]]
PASTED = "erste Zeile\nzweite Zeile mit n, e und r\ndritte"


async def type_unfocused(pilot: Pilot[None], words: list[str]) -> None:
    """Type words with nothing focused first: the first with pauses, the rest at once."""
    app = pilot.app
    screen = app.screen
    screen.set_focus(None)
    first, *rest = words
    await keys(pilot, *first, "space")
    for letter in " ".join(rest):
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


@pytest.mark.parametrize("size", [SMALL, LARGE] if is_deep() else [SMALL])
async def test_on_every_page_of_the_stage(tmp_path, size):
    workspace, slug = prepared(tmp_path)
    stage = stage_of(workspace, slug)
    rule = stage.board.propose_rule("goal", "We call back")
    stage.board.put_action("call the bank")
    stage.board.park_topic("prices")
    async with app_of(stage).run_test(size=size) as pilot:
        await pilot.pause()
        screen = pilot.app.screen
        with unchanged(stage):
            for key in ("f4", "ctrl+n", "ctrl+t", "ctrl+o"):
                await screen._go_to(stage.exercises[0].id)
                await keys(pilot, key)
                await type_unfocused(pilot, WORDS)
                await paste_unfocused(pilot)
            await screen._go_to(stage.exercises[0].id)
            await keys(pilot, "f4", "enter")
            assert screen.query("RulePage")
            await type_unfocused(pilot, WORDS)
        for place in (0, 1, 4, len(stage.exercises) - 1):
            await screen._go_to(stage.exercises[place].id)
            for number in range(1, len(screen._parts) + 1):
                await screen.action_part(number)
                session, joint = stage.session, bool(screen.query("JointView"))
                await type_unfocused(pilot, WORDS)
                await paste_unfocused(pilot)
                screen.flush()
                now = stage.session
                own = ("joint", "joint_at", "time_entries")
                touched = {name: getattr(session, name) for name in own}
                assert now.model_copy(update=touched) == session
                if joint:
                    (changed,) = [k for k in now.joint if now.joint[k] != session.joint.get(k)]
                    text = now.joint[changed]
                    written = getattr(text.value, "text", "") or text.remark
                    assert " ".join(WORDS) in " ".join(written.split())
    assert stage.session.reveals == ()
    assert stage.session.rule(rule.id).voices == ()
    assert not list(workspace.exports.rglob("*.pdf"))


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


async def test_on_every_page_of_the_workbook(tmp_path):
    workspace, slug = new_session(tmp_path)
    prepare = Prepare(answers_path(workspace, slug, "anna-meier"), ticking())
    async with CoopcoachApp(prepare.t, PrepareScreen(prepare)).run_test(size=SMALL) as pilot:
        await pilot.pause()
        screen = pilot.app.screen
        for place, exercise in enumerate(prepare.exercises):
            screen.place = place
            await screen._show()
            before = dict(prepare.answers.answers)
            await type_unfocused(pilot, WORDS)
            await paste_unfocused(pilot)
            screen.flush()
            after = dict(prepare.answers.answers)
            own = {prompt.id for prompt in prepare.prompts(exercise)}
            touched = {name for name in after if after[name] != before.get(name)}
            assert touched <= own
            assert len(touched) == 1
            answer = after[touched.pop()]
            assert " ".join(WORDS) in " ".join(str(answer).split())
            assert answer.stance is None
            assert answer.visibility is Answer().visibility
            assert getattr(answer.value, "option", None) is None
            assert not isinstance(answer.value, OptionsValue | ScaleValue | RankingValue)
            assert prepare.handed_in is None
        assert screen.place == len(prepare.exercises) - 1
