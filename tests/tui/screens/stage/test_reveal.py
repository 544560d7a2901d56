"""The reveal draws each pair as fits its kind, and says in words what it is."""

from __future__ import annotations

from coopcoach.domain.answers import Answer, Stance
from coopcoach.domain.coach_notes import Opened
from coopcoach.domain.exercise import Phase
from coopcoach.i18n import translator
from coopcoach.services.session.private_window import PrivateWindow
from coopcoach.storage.sessions import answers_path, open_answers, open_session, save_answer
from coopcoach.tui.widgets.forms.dialogs import ConfirmDialog
from coopcoach.tui.widgets.pairs.pair_view import PairView
from tests.builders.screens import app_of, drawn, keys, until
from tests.builders.sessions import CANARIES, NOW, clock, prepared, stage_of

WIDE, NARROW, NARROWEST = (120, 120), (80, 120), (50, 120)

# What is to be seen of an exercise of the full workbook, from answers of which each is one step apart.
SEEN = {
    "goal-why": ["guess by", "wrote", "«»", "1 step apart", "not at all"],
    "goal-motives": ["├─", "1. ", "In brackets: how many of the 15", "≠ different"],
    "goal-sharing": ["◀━━━━━━", "↔ complementary", "↔ they complement each other"],
    "goal-fit": ["├──●━━◆", "● Anna Meier", "◆ Ben Roth"],
    "goal-effort": ["a month", "Both together"],
    "talk-reply": ["● expected by Anna Meier", "◆ reply from Ben Roth", "later than expected"],
    "value-ledger": ["given by Anna Meier: 1", "As seen by Anna Meier:", "▲"],
    "tools-inventory": ["███", "hours a month"],
    "team-work": ["my partner", "–", "read both"],
}


async def revealed(tmp_path, exercise, size):
    workspace, slug = prepared(tmp_path, pack="full")
    stage = stage_of(workspace, slug)
    stage.go_to(exercise)
    stage.reveal(stage.here)
    return app_of(stage).run_test(size=size)


async def test_each_kind_has_its_picture(tmp_path):
    workspace, slug = prepared(tmp_path, pack="full")
    stage = stage_of(workspace, slug)
    for exercise in stage.exercises:
        if exercise.id in SEEN:
            stage.reveal(exercise)
    async with app_of(stage).run_test(size=WIDE) as pilot:
        for exercise, words in SEEN.items():
            stage.go_to(exercise)
            await keys(pilot, "1")
            await until(pilot, lambda: pilot.app.screen.query(PairView))
            shown = " ".join(drawn(pilot).split())
            assert [w for w in words if " ".join(w.split()) not in shown] == [], exercise


async def test_both_are_told_that_the_coach_had_opened_it_before(tmp_path):
    workspace, slug = prepared(tmp_path)
    window = PrivateWindow(workspace, slug, translator("en"), clock)
    goal = next(exercise for exercise in window.exercises if exercise.id == "goal-why")
    window.open_for_me((goal,), Opened.ANSWERS)
    stage = stage_of(workspace, slug)
    stage.go_to("goal-why")
    said = f"Opened by the coach alone on {stage.t.moment(clock())}, before the reveal"
    async with app_of(stage).run_test(size=WIDE) as pilot:
        await keys(pilot, "ctrl+r")
        await until(pilot, lambda: isinstance(pilot.app.screen, ConfirmDialog))
        assert said in " ".join(drawn(pilot).split())
        await keys(pilot, "left", "enter")
        await until(pilot, lambda: pilot.app.screen.query(PairView))
        assert said in " ".join(drawn(pilot).split())


async def test_both_sides_stand_beside_each_other_or_below(tmp_path):
    async with await revealed(tmp_path, "goal-why", WIDE) as pilot:
        await until(pilot, lambda: pilot.app.screen.query(PairView))
        for size, beside in ((WIDE, True), (NARROW, True), (NARROWEST, False)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            await pilot.pause()
            one, other = list(pilot.app.screen.query(".pair--side"))[:2]
            assert (one.region.y == other.region.y) is beside
            assert (one.region.x == other.region.x) is not beside


async def test_a_narrow_window_has_the_same_in_words(tmp_path):
    async with await revealed(tmp_path, "goal-motives", (40, 60)) as pilot:
        await until(pilot, lambda: pilot.app.screen.query(PairView))
        words = " ".join(drawn(pilot).split())
        assert "Both named:" in words
        assert "Anna Meier 2., Ben Roth 1." in words
        assert "├" not in words


async def test_a_blank_side_and_one_to_talk_about_say_so(tmp_path):
    workspace, slug = prepared(tmp_path)
    stage = stage_of(workspace, slug)
    workbook = open_session(workspace, slug).workbooks["en"]
    ben = answers_path(workspace, slug, stage.session.partner_ids[1])
    why, benefit = (workbook.find_prompt(p, Phase.PREPARE) for p in ("goal.why", "goal.benefit"))
    opened = save_answer(open_answers(ben, workbook), why, Answer(), NOW)
    save_answer(opened, benefit, Answer(stance=Stance.TALK_LIVE), NOW)
    stage.go_to("goal-why")
    stage.reveal(stage.here)
    async with app_of(stage).run_test(size=WIDE) as pilot:
        await until(pilot, lambda: "◐ one answer blank" in drawn(pilot))
        assert "… to talk about" in drawn(pilot)
        assert "left blank" in drawn(pilot)
        assert "would like to talk about it live" in drawn(pilot)


async def test_the_arrows_go_from_answer_to_answer(tmp_path):
    async with await revealed(tmp_path, "goal-why", (120, 24)) as pilot:
        await until(pilot, lambda: pilot.app.screen.query(PairView))
        tops = [view.virtual_region.y for view in pilot.app.screen.query(PairView)]
        pairs = pilot.app.screen.query_one("PairsView")
        await keys(pilot, "right")
        assert pairs.scroll_y == tops[1]
        await keys(pilot, "right", "left")
        assert pairs.scroll_y == tops[1]
        assert any(canary in drawn(pilot) for canary in CANARIES)
