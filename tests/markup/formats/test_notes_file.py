"""Notes come back exactly; hand-made bytes stay; what the stage is asked for stands in the front matter alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopcoach.domain.coach_notes import Opened, PrivateOpening, StageRequest, point_key
from coopcoach.domain.session import Partner, Session
from coopcoach.errors import BadFile
from coopcoach.i18n import translator
from coopcoach.markup.document import Document
from coopcoach.markup.formats.notes_file import (
    marked,
    new_notes_file,
    read_notes,
    read_request,
    with_note,
    with_opening,
    with_request,
)
from tests.builders.strategies import ANY_TEXT, SOME_TEXT

AT = datetime(2027, 1, 15, 10, 0, tzinfo=UTC)
T = translator("de")
SESSION = Session(
    slug="meier-roth",
    title="Meier & Roth {#x}",
    created=AT,
    partners=(Partner(id="anna", name="Anna"), Partner(id="ben", name="Ben")),
)
KEYS = ["arrive", "goal-why", "goal-motives", point_key("goal"), point_key("arrive")]
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)).map(
    lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000)
)
HAND_MADE = """---
coopcoach: notes/1
# my own
mood: {calm: yes}
session: meier-roth
---
Before everything, by hand.

## Mine {#something-of-mine color=red}

A text <!-- and a comment -->

### Without an id

still the same section

## Goal {#goal-why}

old
"""


def new() -> Document:
    return new_notes_file(SESSION, T)


@given(st.dictionaries(st.sampled_from(KEYS), SOME_TEXT, min_size=1), st.data())
def test_every_note_comes_back_and_no_other_changes(notes, data):
    document = new()
    for key, text in notes.items():
        document = with_note(document, key, f"Titel {key}", text)
    assert read_notes(document).notes == notes
    key = data.draw(st.sampled_from(sorted(notes)))
    text = data.draw(ANY_TEXT)
    after = read_notes(with_note(document, key, "anders", text)).notes
    assert after == {k: t for k, t in {**notes, key: text}.items() if t}


@given(SOME_TEXT)
def test_hand_made_text_keys_and_headings_stay(text):
    document = with_note(Document(HAND_MADE), "goal-why", "Ziel", text)
    document = with_request(document, StageRequest(at=AT, go="goal-why"))
    opening = PrivateOpening(exercise="goal-why", opened=Opened.GAPS, at=AT)
    document = with_opening(document, opening, "Ziel", T)
    kept = HAND_MADE.split("---\n")[1].split("session:", maxsplit=1)[0]
    assert kept in document.source
    assert HAND_MADE.split("---\n")[2].split("old", maxsplit=1)[0] in document.source
    assert read_notes(document).note("goal-why") == text


def test_line_ends_of_the_file_stay():
    document = Document(HAND_MADE.replace("\n", "\r\n"))
    document = with_note(document, "goal-why", "Ziel", "eins\nzwei")
    document = with_request(document, StageRequest(at=AT, go="arrive"))
    assert "\n" not in document.source.replace("\r\n", "")
    assert read_notes(document).note("goal-why") == "eins\nzwei"


def test_notes_kept_in_an_editor_so_far_are_taken_on():
    document = marked(Document("# Notizen\n\nfrei\n\n## Ziel {#goal-why}\n\nda\n"), SESSION)
    assert read_notes(document).notes == {"goal-why": "da"}
    assert document.source.endswith("# Notizen\n\nfrei\n\n## Ziel {#goal-why}\n\nda\n")
    assert document.front.values["session"] == "meier-roth"


def test_another_file_in_its_place_is_refused():
    with pytest.raises(BadFile):
        read_notes(Document("---\ncoopcoach: answers/1\npartner: anna\n---\n"))


@given(st.lists(st.tuples(st.sampled_from(KEYS[:3]), st.sampled_from(Opened), MOMENTS)), ANY_TEXT)
def test_each_look_behind_the_seal_is_on_record(looks, title):
    openings = tuple(
        PrivateOpening(exercise=e, opened=o, at=at.replace(microsecond=0)) for e, o, at in looks
    )
    document = with_note(new(), "arrive", "Ankommen", "eine Notiz")
    for opening in openings:
        document = with_opening(document, opening, title, T)
    found = read_notes(document)
    assert found.openings == openings
    assert found.notes == {"arrive": "eine Notiz"}


def test_a_note_that_looks_like_a_record_is_none():
    line = "- Ziel {#goal-why opened=answers at=2027-01-15T10:00:00+01:00}"
    text = f"## Geöffnet {{#coach.opened}}\n\n{line}"
    found = read_notes(with_note(new(), "arrive", "Ankommen", text))
    assert found.openings == ()
    assert found.note("arrive") == text


@given(MOMENTS, st.sampled_from(["", *KEYS[:3]]), st.sampled_from([None, True, False]))
def test_a_request_comes_back_and_replaces_the_one_before(at, go, curtain):
    request = StageRequest(at=at, go=go, curtain=curtain)
    document = with_request(new(), StageRequest(at=at - timedelta(days=1), go="arrive"))
    document = with_request(document, request)
    front = document.source[: document.front.end]
    assert read_request(front) == read_notes(document).request == request
    assert front.count("stage:") == 1


@pytest.mark.parametrize(
    "front",
    [
        "",
        "---\n---\n",
        "---\nstage: on\n---\n",
        "---\nstage: {go: goal-why}\n---\n",
        "---\nstage: {go: goal-why, at: soon}\n---\n",
        "---\nstage: {go: goal-why, at: 2027-01-15T10:00:00}\n---\n",
        "---\nstage: {go: [goal-why], at: '2027-01-15T10:00:00+01:00'}\n---\n",
        "---\nstage: {go: x, at: '2027-01-15T10:00:00+01:00', rm: all}\n---\n",
        "---\nstage: {{{\n---\n",
        "---\nstage: {go: goal-why",
    ],
)
def test_what_cannot_be_understood_asks_for_nothing(front):
    assert read_request(front) is None
