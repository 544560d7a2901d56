"""Second versions stay until somebody settles them, and a choice changes nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopcoach.markup.conflicts import Choice, kept_versions, settled
from coopcoach.markup.document import Document
from coopcoach.markup.git_marks import git_sides
from coopcoach.markup.literal import decode
from coopcoach.markup.merge import merge, merge_copy
from tests.builders.strategies import ANY_TEXT
from tests.markup.test_merge import IDS, STATES, bodies, file

WORDS = st.sampled_from(["", "a", "b", "c", "ab", "abc"])


def words_of(text: str) -> str:
    return "\n".join(text for texts in bodies(text).values() for text in texts)


@given(rounds=st.lists(st.tuples(st.sampled_from(IDS), WORDS, WORDS), max_size=8))
def test_two_programs_that_write_in_turn_lose_no_text(rounds: list[tuple[str, str, str]]) -> None:
    base = file({"goal.why": "old"})
    for number, (section_id, ours, theirs) in enumerate(rounds):
        marked = [f"{number}{who}{text}" for who, text in (("m", ours), ("t", theirs))]
        states = []
        for text in marked:
            document = Document(base)
            place = document.section(section_id)
            states.append(
                document.with_section(place, None, text).source
                if place
                else document.with_new_section(f"### Question {{#{section_id}}}", text).source
            )
        kept = {version.key for version in kept_versions(Document(base))}
        base = merge(base, *states).text
        assert all(text in words_of(base) for text in marked)
        assert kept <= {version.key for version in kept_versions(Document(base))}


@given(base=STATES, ours=STATES, theirs=STATES)
def test_both_find_the_same_conflicts_after_each_merged_the_other(
    base: dict[str, str], ours: dict[str, str], theirs: dict[str, str]
) -> None:
    first = merge(file(base), file(ours), file(theirs)).text
    again = merge(file(base), first, file(theirs)).text
    assert bodies(again) == bodies(first)


def test_a_conflict_that_one_program_settled_is_gone_and_another_stays() -> None:
    both = merge(file({"goal.why": "a"}), file({"goal.why": "b"}), file({"goal.why": "c"})).text
    (version,) = kept_versions(Document(both))
    mine = settled(Document(both), version, Choice.SECOND).source
    other = (
        Document(both).with_section(Document(both).section("talk.pact"), None, "x")
        if (Document(both).section("talk.pact"))
        else Document(both).with_new_section("### Question {#talk.pact}", "x")
    )
    merged = merge(both, mine, other.source).text
    assert kept_versions(Document(merged)) == ()
    assert bodies(merged) == {"goal.why": ["c"], "talk.pact": ["x"]}


def test_text_typed_on_in_the_other_program_replaces_its_beginning() -> None:
    base = file({"goal.why": "a"})
    first = merge(base, file({"goal.why": "mine"}), file({"goal.why": "their"})).text
    theirs = Document(first)
    later = theirs.with_section(theirs.section("goal.why"), None, "their words").source
    ours = Document(first).with_section(Document(first).section("goal.why"), None, "mine on").source
    found = bodies(merge(first, ours, later).text)["goal.why"]
    assert found == ["mine on", "their words"]


def test_who_may_see_a_second_version_stays() -> None:
    def with_visibility(text: str, visibility: str) -> str:
        return f"### Question {{#team.invoice visibility={visibility}}}\n\n{text}\n"

    merged = merge(
        with_visibility("a", "both"), with_visibility("b", "both"), with_visibility("c", "me")
    )
    (version,) = kept_versions(Document(merged.text))
    assert version.attributes.get("visibility") == "me"
    taken = settled(Document(merged.text), version, Choice.SECOND)
    section = taken.section("team.invoice")
    assert section is not None
    assert section.attributes.get("visibility") == "me"


@given(ours=ANY_TEXT, theirs=ANY_TEXT)
def test_each_choice_leaves_the_chosen_words_and_no_conflict(ours: str, theirs: str) -> None:
    kept = {"talk.pact": "untouched", "value.mine": "last"}
    before = {"goal.why": "before", **kept}
    merged = merge(
        file(before), file({**before, "goal.why": ours}), file({**before, "goal.why": theirs})
    )
    document = Document(merged.text)
    for version in kept_versions(document):
        first = bodies(settled(document, version, Choice.FIRST).source)
        second = bodies(settled(document, version, Choice.SECOND).source)
        both = settled(document, version, Choice.BOTH)
        assert first == {"goal.why": [ours], **{k: [v] for k, v in kept.items()}}
        assert second == {"goal.why": [theirs], **{k: [v] for k, v in kept.items()}}
        assert kept_versions(both) == ()


def test_joined_lists_hold_the_items_of_both_under_ids_of_their_own() -> None:
    def actions(*lines: str) -> str:
        return "## Actions {#actions}\n\n" + "\n".join(lines) + "\n"

    common = "- [ ] call {#action-1 who=anna}"
    merged = merge(
        actions(common),
        actions(common, "- [ ] write {#action-2}"),
        actions(common, "- [x] pay {#action-2}"),
    )
    document = Document(merged.text)
    (version,) = kept_versions(document)
    joined = settled(document, version, Choice.BOTH)
    assert decode(joined.body(joined.section("actions"))).split("\n") == [
        common,
        "- [ ] write {#action-2}",
        "- [x] pay {#action-3}",
    ]


def test_a_joined_ground_rule_is_two_ground_rules() -> None:
    def rule(sentence: str) -> str:
        return f"### Spielregel 1 {{#rule-1 point=talk}}\n\n> {sentence}\n"

    document = Document(merge(rule("a"), rule("b"), rule("c")).text)
    (version,) = kept_versions(document)
    joined = settled(document, version, Choice.BOTH)
    assert [section.id for section in joined.sections] == ["rule-1", "rule-2"]
    assert "### Spielregel 2 {#rule-2 point=talk}\n\n> c" in joined.source


# Copies whose base is not known


@given(ours=STATES, copy=STATES)
def test_a_joined_copy_loses_no_text_of_either(ours: dict[str, str], copy: dict[str, str]) -> None:
    found = bodies(merge_copy(file(ours), file(copy), ()).text)
    for state in (ours, copy):
        for section_id, text in state.items():
            assert not text.strip() or text in found.get(section_id, [])


def test_a_copy_of_an_earlier_state_brings_nothing() -> None:
    ours = file({"goal.why": "now", "talk.pact": "kept"})
    earlier = file({"goal.why": "before", "value.mine": "dropped"})
    assert merge_copy(ours, earlier, [earlier]).text == ours


def test_a_copy_fills_what_is_blank() -> None:
    merged = merge_copy(
        file({"goal.why": "", "talk.pact": "mine"}), file({"goal.why": "words"}), ()
    )
    assert merged.conflicts == ()
    assert bodies(merged.text) == {"goal.why": ["words"], "talk.pact": ["mine"]}


# Git

MARKED = "a\n<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> other\nb\n"


def test_git_marks_are_parted_into_both_sides() -> None:
    assert git_sides(MARKED) == ("a\nours\nb\n", "a\ntheirs\nb\n")
    with_base = MARKED.replace("=======", "||||||| base\nold\n=======")
    assert git_sides(with_base) == ("a\nours\nb\n", "a\ntheirs\nb\n")


@pytest.mark.parametrize(
    "text", ["", "a\n", MARKED.replace(">>>>>>> other\n", ""), MARKED.replace("=======\n", "")]
)
def test_marks_that_do_not_match_are_text(text: str) -> None:
    assert git_sides(text) is None
