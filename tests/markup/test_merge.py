"""Two states of one file are joined section by section; nothing that either wrote is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coopcoach.markup.document import Document
from coopcoach.markup.literal import decode, encode
from coopcoach.markup.merge import CONFLICT, merge
from tests.builders.strategies import ANY_TEXT

IDS = ("goal.why", "talk.pact", "value.mine")


def file(bodies: dict[str, str], mood: str = "calm") -> str:
    document = Document(f"---\nmood: {mood}\nkept: yes # by hand\n---\n\n# File\n")
    for section_id in IDS:
        if section_id in bodies:
            heading = f"### Question {{#{section_id}}}"
            document = document.with_new_section(heading, encode(bodies[section_id]))
    return document.source


def bodies(text: str) -> dict[str, list[str]]:
    document = Document(text)
    found: dict[str, list[str]] = {}
    for section in document.sections:
        key = section.attributes.get("of") if section.id == CONFLICT else section.id
        found.setdefault(key, []).append(decode(document.body(section)))
    return found


STATES = st.dictionaries(st.sampled_from(IDS), ANY_TEXT)


@given(base=STATES, ours=STATES, theirs=STATES)
def test_no_text_of_either_is_lost(
    base: dict[str, str], ours: dict[str, str], theirs: dict[str, str]
) -> None:
    merged = merge(file(base), file(ours), file(theirs))
    found = bodies(merged.text)
    for mine, other in ((ours, theirs), (theirs, ours)):
        for section_id, text in mine.items():
            changed = base.get(section_id) != text
            untouched = other.get(section_id) == base.get(section_id)
            if changed or (untouched and section_id in other):
                assert text in found.get(section_id, [])


@given(base=STATES, ours=STATES)
def test_what_only_one_changed_is_taken(base: dict[str, str], ours: dict[str, str]) -> None:
    for merged in (
        merge(file(base), file(ours), file(base)),
        merge(file(base), file(base), file(ours)),
    ):
        assert merged.conflicts == ()
        assert bodies(merged.text) == {key: [text] for key, text in ours.items()}


def test_changes_in_different_sections_are_joined() -> None:
    base = {"goal.why": "a", "talk.pact": "b"}
    merged = merge(
        file(base), file({**base, "goal.why": "mine"}), file({**base, "talk.pact": "theirs"})
    )
    assert merged.conflicts == ()
    assert bodies(merged.text) == {"goal.why": ["mine"], "talk.pact": ["theirs"]}


def test_where_both_changed_the_same_both_are_kept() -> None:
    merged = merge(
        file({"goal.why": "a"}), file({"goal.why": "mine"}), file({"goal.why": "theirs"})
    )
    assert merged.conflicts == ("goal.why",)
    assert bodies(merged.text) == {"goal.why": ["mine", "theirs"]}


def test_front_matter_is_joined_by_key() -> None:
    merged = merge(file({}), file({}, mood="glad"), file({"goal.why": "theirs"}))
    assert "mood: glad" in merged.text
    assert "kept: yes # by hand" in merged.text
    assert bodies(merged.text) == {"goal.why": ["theirs"]}
