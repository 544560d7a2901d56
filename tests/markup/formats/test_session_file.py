"""``load(save(session)) == session``; hand-written bytes stay; voices hold to their wording."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from coopcoach.domain.answers import Answer, OptionsValue, TextValue
from coopcoach.domain.exercise import FIVE_POINTS, Workbook
from coopcoach.domain.ground_rules import GroundRule, Says, SetAside, Voice
from coopcoach.domain.session import (
    Action,
    AgendaItem,
    ParkedTopic,
    Partner,
    Reveal,
    Session,
    Stretch,
)
from coopcoach.i18n import translator
from coopcoach.markup.document import Document
from coopcoach.markup.formats.session_file import (
    new_session_file,
    read_session,
    with_joint_answers,
    write_session,
)
from tests.builders.texts import ANY_TEXT, SOME_TEXT
from tests.builders.workbooks import built_in_workbook

WORKBOOKS = {lang: built_in_workbook(lang) for lang in ("de", "en")}
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)).map(
    lambda moment: moment.replace(microsecond=0)
)
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))
PARTNERS = ("anna", "ben")
WHO = st.one_of(st.sampled_from(["", *PARTNERS]), SOME_TEXT)
VOICES = st.builds(
    Voice,
    partner=st.sampled_from(PARTNERS),
    says=st.sampled_from(list(Says)),
    wording=st.text("0123456789abcdef", min_size=16, max_size=16),
    at=MOMENTS,
    reason=ANY_TEXT,
)


def rules(rule_id: str) -> st.SearchStrategy[GroundRule]:
    return st.builds(
        GroundRule,
        id=st.just(rule_id),
        point=st.sampled_from(FIVE_POINTS),
        sentence=ANY_TEXT,
        sign=ANY_TEXT,
        consequence=ANY_TEXT,
        trial_until=st.none() | DAYS,
        revision=st.integers(1, 9),
        why=ANY_TEXT,
        looks_after=WHO,
        look_again=st.none() | DAYS,
        sources=st.just(()) | st.just(("goal.why", "talk.reply")),
        proposed_by=st.none() | st.sampled_from(PARTNERS),
        set_aside=st.none() | st.sampled_from(list(SetAside)),
        voices=st.lists(VOICES, max_size=4).map(tuple),
    )


@st.composite
def sessions(draw: st.DrawFn, lang: str) -> Session:
    ids = [e.id for e in WORKBOOKS[lang].for_pack("compact")]
    texts = st.dictionaries(
        st.sampled_from([("goal.sentence", ""), ("note.goal-why", ""), ("value.power", "")]),
        SOME_TEXT.map(lambda t: Answer(value=TextValue(text=t))),
    )
    consents = st.dictionaries(
        st.sampled_from([("arrive.consent", p) for p in PARTNERS]),
        st.just(Answer(value=OptionsValue(options=("store", "individual")))),
    )
    joint = {**draw(texts), **draw(consents)}
    count = draw(st.integers(0, 2))
    return Session(
        slug="test",
        title=draw(SOME_TEXT),
        created=draw(MOMENTS),
        date=draw(st.none() | st.just(datetime(2027, 1, 15, 10, 0))),
        partners=tuple(
            Partner(id=p, name=draw(SOME_TEXT), firm=draw(ANY_TEXT), email=draw(ANY_TEXT))
            for p in PARTNERS
        ),
        coach=draw(ANY_TEXT),
        language=lang,
        place=draw(st.sampled_from(["", *ids])),
        review=draw(st.none() | DAYS),
        next_meeting=draw(st.none() | st.just(datetime(2027, 3, 1, 9, 30))),
        stretches=tuple(
            Stretch(
                id=f"time-{n}",
                exercise=draw(st.sampled_from(ids)),
                start=draw(MOMENTS),
                end=draw(st.none() | MOMENTS),
            )
            for n in range(1, draw(st.integers(1, 3)))
        ),
        agenda=tuple(
            AgendaItem(exercise=i, minutes=draw(st.integers(0, 90)), done=draw(st.booleans()))
            for i in draw(st.permutations(ids))[: draw(st.integers(0, 4))]
        ),
        reveals=tuple(Reveal(exercise=i, at=draw(MOMENTS)) for i in ids[: draw(st.integers(0, 2))]),
        joint=joint,
        joint_at={key: draw(MOMENTS) for key in joint},
        rules=tuple(draw(rules(f"rule-{n}")) for n in range(1, count + 1)),
        actions=tuple(
            Action(
                id=f"action-{n}",
                what=draw(ANY_TEXT),
                who=draw(WHO),
                until=draw(st.none() | DAYS),
                done=draw(st.booleans()),
            )
            for n in range(1, draw(st.integers(1, 3)))
        ),
        parked=tuple(
            ParkedTopic(
                id=f"parked-{n}",
                text=draw(ANY_TEXT),
                point=draw(st.none() | st.sampled_from(FIVE_POINTS)),
            )
            for n in range(1, draw(st.integers(1, 3)))
        ),
    )


def read(source: str, workbook: Workbook) -> Session:
    document = Document(source)
    return with_joint_answers(read_session(document, "test"), document, workbook)


@settings(max_examples=100)
@given(data=st.data(), lang=st.sampled_from(["de", "en"]))
def test_every_session_comes_back(data: st.DataObject, lang: str) -> None:
    first, second = data.draw(sessions(lang)), data.draw(sessions(lang))
    workbook, t = WORKBOOKS[lang], translator(lang)
    document = new_session_file(first, workbook, t)
    assert read(document.source, workbook) == first
    changed = write_session(document, first, second, workbook, t)
    # The language of a file is the language of its session, and both drawn ones have the same.
    again = read(changed.source, workbook)
    assert again.model_copy(update={"rules": (), "joint_at": {}, "joint": {}}) == second.model_copy(
        update={"rules": (), "joint_at": {}, "joint": {}}
    )
    assert {rule.id: rule for rule in again.rules} == {rule.id: rule for rule in second.rules}
    assert again.joint == second.joint
    assert write_session(changed, second, second, workbook, t).source == changed.source


HAND_MADE = """
<!-- a comment by hand -->

## Things I want to remember

- not ours
"""


@settings(max_examples=50)
@given(data=st.data())
def test_hand_made_text_survives_every_change(data: st.DataObject) -> None:
    first, second = data.draw(sessions("de")), data.draw(sessions("de"))
    workbook, t = WORKBOOKS["de"], translator("de")
    source = new_session_file(first, workbook, t).source
    source = source.replace("coopcoach: session/1", "mine: yes # kept\ncoopcoach: session/1", 1)
    heading = "## Aktionen {#actions}" if "## Aktionen {#actions}" in source else "{#actions}"
    assert heading in source
    place = source.index("\n", source.index(heading)) + 1
    source = source[:place] + HAND_MADE + source[place:]
    document = Document(source)
    changed = write_session(document, read(source, workbook), second, workbook, t).source
    assert "mine: yes # kept" in changed
    assert all(line in changed.split("\n") for line in HAND_MADE.split("\n"))
