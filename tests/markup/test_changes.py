"""What differs between two texts: no word is left out, and none is marked that stayed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopcoach.markup.changes import (
    changed_sections,
    is_contained,
    near_changes,
    readable,
    word_changes,
    words_of,
)
from tests.builders.strategies import ANY_TEXT

WORDS = st.lists(st.sampled_from(["a", "b", "c", "\n"]), max_size=30).map(" ".join)


@given(WORDS, WORDS)
def test_the_pieces_are_both_texts(before: str, after: str) -> None:
    pieces = word_changes(before, after)
    assert "".join(p.text for p in pieces if p.sign != "+") == before
    assert "".join(p.text for p in pieces if p.sign != "-") == after
    assert before != after or {p.sign for p in pieces} <= {"="}


@given(WORDS, WORDS)
def test_what_came_and_went_is_never_cut(before: str, after: str) -> None:
    pieces = word_changes(before, after)
    assert [p for p in near_changes(pieces, 3) if p.sign != "="] == [
        p for p in pieces if p.sign != "="
    ]


def test_words_far_from_a_change_are_cut() -> None:
    text = " ".join(f"word{n}" for n in range(50))
    near = near_changes(word_changes(f"{text} old {text}", f"{text} new {text}"), 20)
    assert [p.text for p in near] == ["… word48 word49 ", "old", "new", " word0 word1 word2 …"]


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_a_text_is_contained_where_something_was_inserted(a: str, b: str, c: str) -> None:
    assert is_contained(a, a)
    # Removing what holds no words can join two parts to a mark that holds none.
    if words_of(f"{a}{c}") == f"{a}{c}" and words_of(f"{a}{b}{c}") == f"{a}{b}{c}":
        assert is_contained(f"{a}{c}", f"{a}{b}{c}")


@pytest.mark.parametrize(
    ("before", "after"),
    [("one two", "one"), ("one two", "two one"), ("", ""), ("old", "new"), ("one", "on e")],
)
def test_what_lost_a_word_is_not_contained(before: str, after: str) -> None:
    assert is_contained(before, after) == (before in {"", "one"})


def test_times_and_places_are_no_words() -> None:
    text = "---\nplace: {0}\nstage:\n  at: {0}\n  go: {0}\ntitle: x\n---\n\n## A {{#a at={0} x=y}}\n\nat={0}\n"
    other = "## Time {{#time}}\n\n- {0} {{#time-1}}\n\n{0}\n\n## B {{#b}}\n"
    before, after = ((text + other).format(n) for n in (1, 2))
    assert words_of(before).replace("1", "2") == words_of(after)
    assert [line for line in words_of(before).splitlines() if "1" in line] == ["at=1"]
    assert "{#a x=y}" in words_of(before)


def test_sections_are_named_with_their_texts() -> None:
    before = (
        "---\ntitle: one\n---\n\n## A {#a}\n\n- [x] old {#o}\n\n## B {#b}\n\nsame\n\n## C {#c}\n"
    )
    after = before.replace("title: one", "title: two").replace("old", "new") + "\n## D {#d}\n\nx\n"
    found = [(c.id, c.title) for c in changed_sections(before, after.replace("## C {#c}\n", ""))]
    assert found == [("", ""), ("a", "A"), ("d", "D")]
    (top, first, _) = changed_sections(before, after)
    assert ("title: one" in top.before, "title: two" in top.after) == (True, True)
    assert (first.before, first.after) == ("- [x] old", "- [x] new")


def test_an_answer_that_loses_its_stance_has_changed() -> None:
    before, after = "## A {#a stance=dont-know}\n", "## A {#a}\n"
    assert [c.before for c in changed_sections(before, after)] == ["(dont-know)\n"]


def test_a_damaged_text_is_one_section() -> None:
    (change,) = changed_sections("---\ntorn", "## A {#a}\n")
    assert (change.id, change.before) == ("", "---\ntorn")


@pytest.mark.parametrize(
    "unit", [" ", "a", "{", "{#", "{#a ", " at=", "# ", "\n", "---\n", "stage:\n", "## x {#time}\n"]
)
def test_a_hundred_thousand_of_anything_take_no_time(unit: str) -> None:
    """The test run ends late, or never, where an expression is worse than linear."""
    text = unit * (100_000 // len(unit))
    for each in (text, f"---\n{text}", f"## A {{#a {text}", f"{text}}}"):
        words_of.cache_clear()
        assert isinstance(words_of(each), str)
        assert isinstance(readable(each), str)
        assert word_changes(each, f"{each}x{each}")
