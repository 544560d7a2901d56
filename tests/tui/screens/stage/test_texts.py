"""What people and attackers write is drawn as it stands, and breaks nothing."""

import io
import unicodedata

import pytest
from rich.segment import Segment

from coopcoach.domain.answers import Answer, TextValue
from coopcoach.domain.ground_rules import Says
from tests.builders.examples import deep
from tests.builders.screens import SMALL, app_of, drawn, keys, until
from tests.builders.sessions import prepared, stage_of

MARKUP = "[bold]x[/bold] [@click=app.quit]leave[/] [/x] [link=http://x]y[/link]"
HOSTILE = {
    "markup": MARKUP,
    "escapes": "a\x1b[2Jb\x1b]52;c;eA==\x07c\x1b]8;;http://x\x1b\\d\x9b31me",
    "controls": "a\x00b\x08c\x7fd\x85e\u2028f",
    "bidi": "abc\u202edef\u2066ghi\u200bjkl\ufeffmno",
    "long": "x" * 10_000,
    "placeholders": "{name} {0} {} %s {{",
    "lines": "\n\n\none\ntwo\n\n\n",
}
# In one text, but for the one that is so long that the others would be out of sight.
TOGETHER = "".join(text for kind, text in HOSTILE.items() if kind != "long")
BAD = {"Cc", "Cf", "Cs", "Co"}


def strips(app):
    for strip in app.screen._compositor.render_strips(app.size):
        yield list(strip)


def harmless(app) -> bool:
    """Whether no cell holds what a terminal would obey, and no markup became a link or an action."""
    for line in strips(app):
        for segment in line:
            assert isinstance(segment, Segment)
            if any(unicodedata.category(c) in BAD for c in segment.text if c != "\u200d"):
                return False
            if segment.style is not None and segment.style.link:
                return False
    return True


def visit():
    return [
        "ctrl+r",
        "left",
        "enter",
        "pagedown",
        "f8",
        "f8",
        "enter",
        "escape",
        "f4",
        "enter",
        "pagedown",
    ]


@pytest.mark.parametrize("text", [TOGETHER, HOSTILE["long"], *map(deep, HOSTILE.values())])
async def test_hostile_texts_in_answers_rules_and_lists(tmp_path, text):
    workspace, slug = prepared(tmp_path, words=(text, text))
    stage = stage_of(workspace, slug)
    stage.go_to("goal-why")
    rule = stage.board.propose_rule("goal", f"we {text}")
    stage.board.reword_rule(rule.id, sentence=f"we {text}", sign=text, consequence=text)
    stage.board.describe_rule(rule.id, why=text, looks_after=text)
    partner = stage.session.partners[0].id
    stage.board.give_voice(rule.id, partner, Says.LIVE_WITH, text)
    stage.board.put_action(f"do {text}", who=text)
    stage.board.park_topic(f"park {text}")
    for exercise in stage.exercises:
        for prompt in stage.joint_prompts(exercise)[-1:]:
            stage.set_joint(prompt, Answer(value=TextValue(text=text)))
    before = stage.session
    async with app_of(stage).run_test(size=SMALL) as pilot:
        for key in [
            *visit(),
            "1",
            "escape",
            "ctrl+w",
            "escape",
            "ctrl+n",
            "enter",
            "escape",
            "ctrl+t",
            "ctrl+o",
        ]:
            await keys(pilot, key)
            assert harmless(pilot.app), key
        await keys(pilot, "escape", "2", "tab", "escape")
    # Looking at it changed nothing.
    assert stage.session.model_copy(update={"reveals": before.reveals}) == before


async def test_markup_is_drawn_as_it_was_written(tmp_path):
    workspace, slug = prepared(tmp_path, words=(MARKUP, MARKUP))
    stage = stage_of(workspace, slug)
    stage.go_to("goal-why")
    async with app_of(stage).run_test(size=(200, 60)) as pilot:
        await keys(pilot, "ctrl+r", "left", "enter")
        await until(pilot, lambda: MARKUP in drawn(pilot))


@pytest.mark.parametrize("lang", ["de", deep("en")])
async def test_names_of_300_characters(tmp_path, lang):
    long = "A" * 300
    workspace, slug = prepared(tmp_path, lang, names=(f"Anna {long}", f"[b]Ben[/b] {long}"))
    stage = stage_of(workspace, slug, lang)
    rule = stage.board.propose_rule("goal", "We call back")
    stage.board.give_voice(rule.id, stage.session.partners[0].id, Says.YES)
    stage.go_to("goal-why")
    async with app_of(stage).run_test(size=SMALL) as pilot:
        for key in [*visit(), "1", "escape", "ctrl+n", "ctrl+t", "ctrl+o"]:
            await keys(pilot, key)
            assert harmless(pilot.app), key
            assert drawn(pilot).splitlines()[-1].strip()


async def test_the_bytes_that_reach_the_terminal_are_clean(tmp_path):
    workspace, slug = prepared(tmp_path, words=(HOSTILE["escapes"], HOSTILE["bidi"]))
    stage = stage_of(workspace, slug)
    app = app_of(stage)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "ctrl+r", "left", "enter")
        out = io.StringIO()
        for line in strips(app):
            out.write("".join(segment.text for segment in line))
        assert "\x1b" not in out.getvalue()
        assert "\u202e" not in out.getvalue()
