"""When both handed in, and whether it is unchanged since: before the reveal and after it."""

from __future__ import annotations

import pytest

from coopcoach.i18n import translator
from coopcoach.services.session.stage import Stage
from coopcoach.storage.sessions import answers_path
from coopcoach.tui.screens.stage.views import part_view
from coopcoach.tui.widgets.frame.parts import Part
from coopcoach.tui.widgets.pairs.pairs import PairsView
from coopcoach.tui.widgets.pairs.sealed import seal_words
from tests.builders.sessions import answer_as, new_session, ticking

WORDS = {
    ("de", True): "Anna Meier: abgegeben am 15. Januar 2027, 10:00, seitdem unverändert",
    ("de", False): "Anna Meier: abgegeben am 15. Januar 2027, 10:00, seitdem geändert",
    ("en", True): "Anna Meier: handed in on 15 January 2027, 10:00, unchanged since",
    ("en", False): "Anna Meier: handed in on 15 January 2027, 10:00, changed since",
}


@pytest.mark.parametrize("unchanged", [True, False])
@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_reveal_says_when_it_was_handed_in_and_whether_it_was_changed(
    tmp_path, lang, unchanged
):
    workspace, slug = new_session(tmp_path)
    answer_as(workspace, slug, "anna-meier", "de", {"goal.why": "Weil."}, done=True)
    path = answers_path(workspace, slug, "anna-meier")
    if not unchanged:
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("Weil.", "Weil eben."), encoding="utf-8")
    t = translator(lang)
    stage = Stage(workspace, slug, t, ticking())
    exercise = next(e for e in stage.exercises if any(p.id == "goal.why" for p in e.prompts))
    anna, ben = stage.seal_states(exercise)
    assert WORDS[lang, unchanged].partition(": ")[2] in seal_words(anna, t)
    assert "10:00" not in seal_words(ben, t)
    stage.reveal(exercise)
    view = part_view(stage, exercise, Part.EACH)
    assert isinstance(view, PairsView)
    not_yet = {"de": "nicht abgegeben", "en": "not handed in"}[lang]
    assert view._seals == (WORDS[lang, unchanged], f"Ben Weiß: {not_yet}")
