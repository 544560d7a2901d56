"""Filling in an answers file: what it asks, saving, joining, handing in and taking it back."""

from __future__ import annotations

from decimal import Decimal

import pytest

from coopcoach.domain.answers import Answer, ScaleValue, Stance, TextValue, Visibility
from coopcoach.domain.exercise import Phase
from coopcoach.domain.progress import Progress
from coopcoach.errors import BadFile
from coopcoach.services.partners.prepare import Prepare
from coopcoach.storage.sessions import answers_path
from tests.builders.sessions import new_session, stage_of, ticking


@pytest.fixture
def path(tmp_path):
    workspace, slug = new_session(tmp_path)
    return answers_path(workspace, slug, "anna-meier")


def opened(path):
    return Prepare(path, ticking())


def prompt(prepare, prompt_id):
    return next(place.prompt for place in prepare.asked if place.prompt.id == prompt_id)


def words(text, **more):
    return Answer(value=TextValue(text=text), **more)


def test_it_asks_what_the_pack_asks_in_the_files_language(tmp_path):
    for pack in ("compact", "full"):
        workspace, slug = new_session(tmp_path / pack, languages=("de", "en"), pack=pack)
        for partner, lang in (("anna-meier", "de"), ("ben-weiss", "en")):
            prepare = opened(answers_path(workspace, slug, partner))
            assert prepare.t.lang == lang
            assert prepare.pack == pack
            stage = stage_of(workspace, slug, lang)
            asked = [p for e in stage.exercises for p in stage.prepared_prompts(e)]
            assert [place.prompt.id for place in prepare.asked] == [p.id for p in asked]
    assert prepare.name == "Ben Weiß"


def test_a_copy_anywhere_can_be_filled_in(path, tmp_path):
    copy = tmp_path / "mail" / "anna.md"
    copy.parent.mkdir()
    copy.write_bytes(path.read_bytes())
    prepare = opened(copy)
    assert not prepare.is_in_session
    # Without the session the other partner has no name.
    assert [e.id for e in prepare.exercises] == [e.id for e in opened(path).exercises]
    assert [p.prompt.id for p in prepare.asked] == [p.prompt.id for p in opened(path).asked]


def test_what_is_no_answers_file_is_refused(path, tmp_path):
    strange = tmp_path / "strange.md"
    strange.write_text("# Hello\n")
    with pytest.raises(BadFile):
        opened(strange)
    strange.write_text("---\ncoopcoach: answers/1\npartner: anna\nlanguage: de\n---\n\n# Hello\n")
    with pytest.raises(BadFile):
        opened(strange)


def test_progress_minutes_and_the_place_to_go_on(path):
    prepare = opened(path)
    all_minutes = sum((e.minutes_alone(prepare.pack) for e in prepare.exercises), Decimal(0))
    assert prepare.minutes_left == all_minutes
    assert prepare.resume_at == 0
    for asked in prepare.prompts(prepare.exercises[0]):
        assert prepare.progress(prepare.exercises[0]) is not Progress.DONE
        prepare.set_answer(asked, Answer(stance=Stance.DONT_KNOW))
    assert prepare.progress(prepare.exercises[0]) is Progress.DONE
    assert prepare.minutes_left == all_minutes - prepare.exercises[0].minutes_alone(prepare.pack)
    assert prepare.resume_at == 1


def test_every_answer_is_in_the_file_at_once(path):
    prepare = opened(path)
    answer = words("Mehr Ruhe", stance=Stance.TALK_LIVE, visibility=Visibility.COACH)
    assert prepare.set_answer(prompt(prepare, "arrive.wish"), answer) is False
    assert opened(path).answer("arrive.wish") == answer


def test_changes_to_different_answers_are_joined(path):
    ours, theirs = opened(path), opened(path)
    theirs.set_answer(prompt(theirs, "goal.why"), words("theirs"))
    assert ours.set_answer(prompt(ours, "arrive.wish"), words("ours")) is True
    assert ours.answer("goal.why") == words("theirs")
    assert opened(path).answer("arrive.wish") == words("ours")
    assert ours.other_states("arrive.wish") == ()


def test_two_states_of_one_answer_are_both_kept_until_settled(path):
    ours, theirs = opened(path), opened(path)
    wish = prompt(ours, "arrive.wish")
    theirs.set_answer(wish, words("theirs"))
    ours.set_answer(wish, words("ours"))
    assert ours.answer(wish.id) == words("ours")
    assert ours.other_states(wish.id) == (words("theirs"),)
    assert opened(path).other_states(wish.id) == (words("theirs"),)
    ours.settle(wish, words("theirs"))
    assert opened(path).answer(wish.id) == words("theirs")
    assert opened(path).other_states(wish.id) == ()


def test_refresh_reads_what_another_program_wrote(path):
    ours, theirs = opened(path), opened(path)
    assert ours.refresh() is False
    theirs.set_answer(prompt(theirs, "arrive.wish"), words("theirs"))
    assert ours.refresh() is True
    assert ours.answer("arrive.wish") == words("theirs")


def test_handing_in_seals_and_reopening_takes_the_seal_away(tmp_path):
    workspace, slug = new_session(tmp_path)
    path = answers_path(workspace, slug, "anna-meier")
    prepare = opened(path)
    prepare.set_answer(prompt(prepare, "arrive.wish"), words("Mehr Ruhe"))
    before = path.read_text()
    assert prepare.hand_in() == path
    assert prepare.handed_in is not None
    stage = stage_of(workspace, slug, "de")
    state = stage.seal_states(prepare.exercises[0])[0]
    assert state.handed_in
    assert state.unchanged
    prepare.reopen()
    assert prepare.handed_in is None
    assert path.read_text() == before


def test_the_seal_also_covers_what_another_program_wrote_meanwhile(tmp_path):
    workspace, slug = new_session(tmp_path)
    path = answers_path(workspace, slug, "anna-meier")
    ours, theirs = opened(path), opened(path)
    theirs.set_answer(prompt(theirs, "goal.why"), words("theirs"))
    ours.hand_in()
    assert ours.answer("goal.why") == words("theirs")
    assert stage_of(workspace, slug, "de").seal_states(ours.exercises[0])[0].unchanged


def test_what_is_only_for_me_is_not_in_the_copy_that_is_handed_in(path, tmp_path):
    copy = tmp_path / "anna.md"
    copy.write_bytes(path.read_bytes())
    prepare = opened(copy)
    prepare.set_answer(prompt(prepare, "arrive.wish"), words("secret", visibility=Visibility.ME))
    prepare.set_answer(prompt(prepare, "goal.why"), words("open"))
    sent = prepare.hand_in()
    assert sent != copy
    assert "secret" in copy.read_text()
    assert "secret" not in sent.read_text()
    assert "open" in sent.read_text()
    assert opened(sent).handed_in == prepare.handed_in
    assert prepare.hand_in() == sent


def test_a_review_is_filled_in_the_same_way(path, tmp_path):
    review = tmp_path / "review.md"
    front = "---\ncoopcoach: answers/1\npartner: anna\nlanguage: de\n---\n\n"
    review.write_text(front + "### Balance {#review.balance}\n")
    prepare = Prepare(review, ticking(), Phase.REVIEW)
    balance = prompt(prepare, "review.balance")
    prepare.set_answer(balance, Answer(value=ScaleValue(value=4)))
    again = Prepare(review, ticking(), Phase.REVIEW)
    assert again.answer("review.balance") == Answer(value=ScaleValue(value=4))
