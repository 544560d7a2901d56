"""Whatever a mail program or an editor did to a workbook: every answer arrives, or is shown as found text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import pytest

from coopcoach.domain.answers import Answer, TextValue
from coopcoach.errors import BadFile
from coopcoach.exchange.incoming.markdown_return import read_markdown
from coopcoach.exchange.incoming.returned import Returned
from tests.builders.markdown_filling import MADE, blank_of, filled_in
from tests.exchange.incoming.mangling import ANSWERS, FOLDER, MANGLED, WORKBOOK, as_bytes

WHOLE = filled_in(blank_of(WORKBOOK), ANSWERS, WORKBOOK)
# What cannot be known any more: compared without it, on both sides.
LOST: dict[str, Callable[[str], str]] = {
    "blank-lines-gone": lambda text: re.sub(r"(?:\\n)+", "/", text),
    "decomposed": lambda text: unicodedata.normalize("NFC", text),
    "lost-umlauts": lambda text: text.encode("ascii", "replace").decode(),
    "smart-quotes": lambda text: re.sub('[’"]', "'", text),
}
# Questions whose heading is gone with all that would tell them: shown as found text.
GONE = {"missing-headings": {"team.invoice": "[x] Jeder für seinen Teil"}}


def read(data: bytes) -> Returned:
    return read_markdown(data, {"de": WORKBOOK})


def test_there_are_enough_of_them() -> None:
    assert len(MANGLED) >= 20


@pytest.mark.parametrize("name", MANGLED)
def test_the_fixture_is_what_the_script_makes(name: str) -> None:
    made = as_bytes(MANGLED[name](WHOLE))
    assert (FOLDER / f"{name}.md").read_bytes() == made, (
        "run python -m tests.exchange.incoming.mangling"
    )


@pytest.mark.parametrize("name", MANGLED)
def test_every_answer_arrives_or_is_found(name: str) -> None:
    back = read((FOLDER / f"{name}.md").read_bytes())
    assert (back.session, back.partner, back.made) == ("maler-tischler", "anna-meier", MADE)
    same = LOST.get(name, str)
    gone = GONE.get(name, {})
    for prompt_id, answer in ANSWERS.items():
        if prompt_id in gone:
            assert any(gone[prompt_id] in text for text in back.found)
            continue
        arrived = back.answers[prompt_id]
        assert same(repr(arrived.value)) == same(repr(answer.value)), prompt_id
        assert same(arrived.remark) == same(answer.remark), prompt_id
        assert (arrived.stance, arrived.visibility) == (answer.stance, answer.visibility)


@pytest.mark.parametrize("name", sorted(set(MANGLED) - set(GONE) - {"reply-in-between"}))
def test_nothing_of_ours_is_shown_as_found(name: str) -> None:
    found = read((FOLDER / f"{name}.md").read_bytes()).found
    assert [text for text in found if re.search(r"\w", text)] == []


def test_what_a_person_wrote_around_the_questions_is_found() -> None:
    text = WHOLE.replace("## Rechnung und Geld", "Noch etwas: Ölpreis!\n\n## Rechnung und Geld")
    text = "Liebe Frau Vogt, bitte anrufen.\n\n" + text + "\n\nGesendet von meinem Telefon\n"
    back = read(text.encode())
    assert "Liebe Frau Vogt, bitte anrufen." in back.found
    assert "Gesendet von meinem Telefon" in back.found
    everything = repr(back)
    assert "Noch etwas: Ölpreis!" in everything
    assert {k: v for k, v in back.answers.items() if k != "goal.rank"} == {
        k: v for k, v in ANSWERS.items() if k != "goal.rank"
    }


def test_an_answer_written_above_or_below_its_place_arrives() -> None:
    blank = blank_of(WORKBOOK)
    label = "### Was fällt Ihnen schwer zu sagen? {#team.hard}\n"
    above = read(blank.replace(label, f"{label}\nGeld, meistens.\n").encode())
    assert above.answers["team.hard"] == Answer(value=TextValue(text="Geld, meistens."))
    following = "### Was tun Sie, wenn"
    below = read(blank.replace(following, f"Geld, meistens.\n\n{following}").encode())
    assert below.answers["team.hard"] == Answer(value=TextValue(text="Geld, meistens."))


def test_a_question_that_was_answered_twice_keeps_both() -> None:
    label = "### Was müsste geschehen"
    start = WHOLE.index(label)
    again = WHOLE[start : WHOLE.index("### Wie sicher")].replace("Ein Ruckeln", "Zwei Rucke")
    back = read((WHOLE + "\n" + again).encode())
    assert back.answers["goal.wish"] == ANSWERS["goal.wish"]
    assert any("Zwei Rucke weniger" in text for text in back.found)


def test_what_is_kept_by_its_owner_is_not_found_either() -> None:
    """A section that lost its question, with “only me” ticked."""
    blank = blank_of(WORKBOOK)
    section = blank[blank.index("### Was fällt") : blank.index("### Was tun Sie")]
    mine = section.replace("**Ihre Antwort:**", "**Ihre Antwort:**\n\nGeheimnis")
    mine = mine.replace("- [ ] nur ich", "- [x] nur ich").split("\n", 1)[1]
    back = read(blank.replace(section, mine).encode())
    assert "Geheimnis" not in repr(back)


@pytest.mark.parametrize(
    "data",
    [
        b"Liebe Gr\xc3\xbc\xc3\x9fe, Anna",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
        b"{}",
        b"session: x\n",
        b"a" * 3_000_000,
    ],
)
def test_what_is_no_workbook_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(BadFile) as refused:
        read(data)
    assert len(refused.value.faults) == 1
