"""``load(save(session)) == session``; hand-written bytes stay; voices hold to their wording."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coopcoach.domain.exercise import Workbook
from coopcoach.domain.session import (
    Session,
)
from coopcoach.i18n import translator
from coopcoach.markup.document import Document
from coopcoach.markup.formats.session_file import (
    new_session_file,
    read_session,
    with_joint_answers,
    write_session,
)
from tests.builders.examples import examples
from tests.builders.strategies import WORKBOOKS, sessions


def read(source: str, workbook: Workbook) -> Session:
    document = Document(source)
    return with_joint_answers(read_session(document, "test"), document, workbook)


@examples(100)
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


@examples(50)
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
