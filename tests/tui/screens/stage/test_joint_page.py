"""The joint page: both answers in sight, a marked passage goes into the field or becomes a rule."""

from __future__ import annotations

import pytest

from coopcoach.domain.answers import Answer, ChoiceValue
from coopcoach.markup.answer_view import AnswerView
from coopcoach.markup.passages import passages, sentences
from coopcoach.tui.widgets.forms.dialogs import FormDialog
from coopcoach.tui.widgets.pairs.beside import AnswersBeside
from coopcoach.tui.widgets.pairs.joint_page import JointPage
from tests.builders.screens import LARGE, SMALL, app_of, drawn, keys, lines, typed
from tests.builders.sessions import answer_as, prepared, stage_of

WORDS = (
    "Anna pays first. Then Ben pays z. B. on the 15. January. After that we both rest.",
    "Ben wants one price. And one phone number.",
)


def opened(folder, exercise, size, *, words=WORDS):
    stage = stage_of(*prepared(folder, words=words))
    stage.go_to(exercise)
    stage.reveal(stage.here)
    return stage, app_of(stage).run_test(size=size)


def test_a_sentence_ends_at_no_abbreviation():
    assert sentences(WORDS[0]) == (
        "Anna pays first.",
        "Then Ben pays z. B. on the 15. January.",
        "After that we both rest.",
    )


def test_a_passage_has_no_signs_of_emphasis():
    view = AnswerView(prose="- **Every Friday** off. *Then* `Monday`.\n\n2 * 3 * 4 and a_b_c")
    assert passages(view) == (("Every Friday off.", "Then Monday."), ("2 * 3 * 4 and a_b_c",))


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_both_answers_are_in_sight_of_the_field(tmp_path, size):
    _, app = opened(tmp_path, "goal-why", size)
    async with app as pilot:
        await keys(pilot, "2")
        page = pilot.app.screen.query_one(JointPage)
        beside, field = page.query_one(AnswersBeside), page.target
        assert field.has_focus
        for words in WORDS:
            assert words[:16] in drawn(pilot)
        assert not beside.region.overlaps(field.region)
        # Below each other in a narrow window, else beside each other.
        assert (beside.region.bottom <= field.region.y) is (size == SMALL)
        assert field.region.bottom >= size[1] - 6


async def test_a_marked_passage_goes_into_the_field_with_one_key(tmp_path):
    stage, app = opened(tmp_path, "goal-why", SMALL)
    async with app as pilot:
        await keys(pilot, "2", "alt+up", "down", "enter")
        await typed(pilot, " yes")
        await keys(pilot, "alt+up", "left", "shift+down", "enter")
        pilot.app.screen.flush()
        note = stage.joint_prompts(stage.here)[-1].id
        assert stage.session.joint_answer(note).value.text == (
            "Then Ben pays z. B. on the 15. January. yes And one phone number. goal.why"
        )


async def test_the_answers_unfold_while_they_have_the_focus(tmp_path):
    _, app = opened(tmp_path, "goal-why", SMALL, words=(" ".join(WORDS) * 5, WORDS[1]))
    async with app as pilot:
        await keys(pilot, "2")
        beside = pilot.app.screen.query_one(AnswersBeside)
        folded = beside.size.height
        await keys(pilot, "shift+tab")
        assert beside.has_focus
        assert beside.size.height >= folded + 4
        await keys(pilot, "end")
        assert beside.scroll_y > 0
        await keys(pilot, "alt+up")
        assert beside.size.height == folded


async def test_a_marked_passage_becomes_the_wording_of_a_rule(tmp_path):
    stage, app = opened(tmp_path, "goal-why", SMALL)
    async with app as pilot:
        await keys(pilot, "2", "alt+up", "ctrl+a")
        assert isinstance(pilot.app.screen, FormDialog)
        await keys(pilot, "f2")
        # The first vote has the focus already.
        assert pilot.app.screen.message_line.text == "The ground rule is on the board."
        (rule,) = stage.session.rules
        assert (rule.sentence, rule.point) == (sentences(WORDS[0])[0], "goal")
        assert (rule.proposed_by, rule.sources) == (stage.session.partner_ids[0], ("goal.why",))
        await keys(pilot, "escape")
        # What is a rule says so.
        assert f"✓ {rule.sentence}" in " ".join(drawn(pilot).split())


async def test_the_key_of_the_answers_says_where_they_are(tmp_path):
    _, app = opened(tmp_path, "goal-why", SMALL)
    async with app as pilot:
        screen = pilot.app.screen
        await keys(pilot, "alt+up")
        assert screen.message_line.text.startswith("Both answers are on this page")
        await screen._go_to("arrive")
        for part in (1, 2):
            await screen.action_part(part)
            await keys(pilot, "alt+up")
            assert screen.message_line.text == "The answers are still sealed; Ctrl+R reveals them."


async def test_a_click_marks_a_passage(tmp_path):
    _, app = opened(tmp_path, "goal-why", LARGE)
    async with app as pilot:
        await keys(pilot, "2")
        y = next(n for n, line in enumerate(lines(pilot.app)) if "Then Ben" in line)
        x = lines(pilot.app)[y].index("Then Ben")
        await pilot.click(offset=(x + 2, y))
        assert pilot.app.screen.query_one(AnswersBeside).words == sentences(WORDS[0])[1]


def only(source: str, prompt: str) -> str:
    """Return an exercise with the questions of one id alone."""
    head, *blocks = source.split("\n## ")
    return "\n## ".join([head, *(b for b in blocks if "{#" + prompt + " " in b)])


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_each_own_choice_stands_at_the_option_with_the_name(tmp_path, size):
    workspace, slug = prepared(tmp_path)
    for path in (workspace.session_folder(slug) / "exercises").glob("*/team-job.md"):
        path.write_text(only(path.read_text("utf-8"), "team.invoice"), "utf-8")
    stage = stage_of(workspace, slug)
    exercise = stage.workbook.exercise("team-job")
    first, second = (o.id for o in exercise.prompts[0].question.options[:2])
    for partner, option in zip(stage.session.partner_ids, (first, second), strict=True):
        answer = Answer(value=ChoiceValue(option=option))
        answer_as(workspace, slug, partner, "en", {"team.invoice": answer})
    stage.go_to(exercise.id)
    async with app_of(stage).run_test(size=size) as pilot:
        # A sealed choice is named nowhere.
        await keys(pilot, "2")
        assert "● Anna Meier" not in drawn(pilot)
        stage.reveal(exercise)
        await keys(pilot, "f3", "f8")
        shown = " ".join(drawn(pilot).split())
        assert shown.count("● Anna Meier") == shown.count("◆ Ben Roth") == 2


async def test_a_pasted_text_grows_the_page_and_stays_in_sight_from_its_top(tmp_path):
    _, app = opened(tmp_path, "goal-why", SMALL)
    async with app as pilot:
        await keys(pilot, "2")
        page = pilot.app.screen.query_one(JointPage)
        page.target.insert("TOP " + "word " * 600 + "BOTTOM")
        await pilot.pause()
        await pilot.pause()
        assert "BOTTOM" in drawn(pilot)
        await keys(pilot, "f8", "f3")
        assert "TOP" in drawn(pilot)
