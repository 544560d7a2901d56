"""What a person types into the Markdown workbook comes back exactly, for every kind of prompt."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopcoach.domain.answers import Answer, NumberValue, Stance, TextValue, Visibility
from coopcoach.domain.exercise import (
    UNITS,
    Exercise,
    Kind,
    Option,
    Phase,
    Prompt,
    Question,
    Unit,
    Workbook,
)
from coopcoach.exchange.incoming.markdown_return import read_markdown
from coopcoach.exchange.incoming.written_answer import read_written
from coopcoach.i18n import translator
from coopcoach.wording.units import unit_words
from tests.builders.answers import answers_for
from tests.builders.blank_workbooks import MADE, blank_of
from tests.builders.markdown_filling import filled_in
from tests.builders.workbooks import built_in_workbook

OPTIONS = (
    Option(id="a", label="Übermorgen, (vielleicht)"),
    Option(id="b", label="Ja"),
    Option(id="c", label="Ja, und zwar sofort"),
    Option(id="d", label="Äpfel & Birnen"),
)
SCALE = {"minimum": Decimal(0), "maximum": Decimal(10), "low": "nie", "high": "immer"}
COLUMNS = (
    Question(id="what", kind=Kind.TEXT, label="Was"),
    Question(id="more", kind=Kind.LONG, label="Über was noch?"),
    Question(id="side", kind=Kind.CHOICE, label="Wie", options=OPTIONS),
    Question(id="weight", kind=Kind.SCALE, label="Gewicht (0-10)", **SCALE),
    Question(id="hours", kind=Kind.NUMBER, label="Stunden", unit="h/month"),
    Question(id="day", kind=Kind.DATE, label="Ab wann"),
    Question(id="yes", kind=Kind.CHECK, label="Erledigt"),
)


def every_kind() -> Workbook:
    """Return a workbook with a prompt of each kind, more than once where a kind has forms."""

    def prompt(name: str, kind: Kind, **more: object) -> Prompt:
        data = {
            "id": f"all.{name}",
            "kind": kind,
            "label": f"Was meinen Sie zur Frage nach „{name}“?",
            "phase": Phase.PREPARE,
            "packs": frozenset({"compact", "full"}),
            "help": "Über den Wolken. Schreiben Sie, wie es ist; nicht, wie es sein sollte.",
            "example": "Ärger gibt es immer. Wir reden dann miteinander (Malerin).",
            **more,
        }
        return Prompt.model_validate(data)

    prompts = (
        prompt("text", Kind.TEXT),
        prompt("long", Kind.LONG),
        prompt("choice", Kind.CHOICE, options=OPTIONS),
        prompt("choice_other", Kind.CHOICE, options=OPTIONS, other=True),
        prompt("multi", Kind.MULTI, options=OPTIONS, other=True),
        prompt("check", Kind.CHECK, options=OPTIONS),
        prompt("scale", Kind.SCALE, **SCALE),
        prompt("ranking", Kind.RANKING, options=OPTIONS),
        prompt("ranking_top", Kind.RANKING, options=OPTIONS, top=2),
        prompt("number", Kind.NUMBER, unit="eur/month"),
        prompt("date", Kind.DATE),
        prompt("table", Kind.TABLE, columns=COLUMNS, max_rows=8),
        prompt("form", Kind.TABLE, columns=COLUMNS, max_rows=1),
        prompt("fixed", Kind.TABLE, columns=COLUMNS[:3], rows=OPTIONS),
        prompt("rules", Kind.RULES, maximum=Decimal(5)),
    )
    exercise = Exercise(
        id="all-kinds",
        point="goal",
        title="Über alles",
        order=1,
        opening="Öffnen Sie sich. Nehmen Sie sich Zeit.",
        prompts=prompts,
        talk_minutes={"compact": 5, "full": 5},
        language="de",
    )
    return Workbook(language="de", exercises=(exercise,))


WORKBOOKS = {
    "kinds": every_kind(),
    "de": built_in_workbook("de"),
    "en": built_in_workbook("en"),
}


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_blank_workbook_comes_back_blank(name: str) -> None:
    workbook = WORKBOOKS[name]
    back = read_markdown(blank_of(workbook).encode(), {workbook.language: workbook})
    assert (back.session, back.partner, back.made) == ("maler-tischler", "anna-meier", MADE)
    assert back.language == workbook.language
    assert [k for k, v in back.answers.items() if not v.is_blank] == []
    assert set(back.answers) == set(answers_for(workbook)) - {"all"}
    assert back.found == ()
    assert not back.handed_in


@pytest.mark.parametrize("name", WORKBOOKS)
def test_every_answer_comes_back_as_it_was_typed(name: str) -> None:
    workbook = WORKBOOKS[name]
    answers = answers_for(workbook)
    typed = filled_in(blank_of(workbook), answers, workbook)
    back = read_markdown(typed.encode(), {workbook.language: workbook})
    for prompt_id, answer in answers.items():
        assert back.answers[prompt_id] == answer, prompt_id
    assert back.found == ()


@pytest.mark.parametrize("stance", list(Stance))
@pytest.mark.parametrize("visibility", list(Visibility))
def test_the_ways_not_to_answer_and_who_sees_it_come_back(
    stance: Stance, visibility: Visibility
) -> None:
    workbook = WORKBOOKS["kinds"]
    prompts = workbook.exercises[0].prompts
    answers = {p.id: Answer(stance=stance, visibility=visibility) for p in prompts}
    typed = filled_in(blank_of(workbook), answers, workbook)
    assert read_markdown(typed.encode(), {"de": workbook}).answers == answers


def test_five_thousand_characters_come_back() -> None:
    workbook = WORKBOOKS["de"]
    line = "Wir fragen „warum?“ (und 3× nach) – für 7 €/m² \\o/ ✂️ 👩‍🔧. "
    text = "\n\n".join(line * 12 for _ in range(8)).strip()
    assert len(text) > 5000
    answers = {"goal.why": Answer(value=TextValue(text=text))}
    typed = filled_in(blank_of(workbook), answers, workbook)
    assert (
        read_markdown(typed.encode(), {"de": workbook}).answers["goal.why"] == answers["goal.why"]
    )


def test_what_is_ticked_at_the_end_hands_in() -> None:
    workbook = WORKBOOKS["de"]
    text = blank_of(workbook)
    place = text.rindex("- [ ] ")
    assert read_markdown(
        (text[:place] + "- [x] " + text[place + 6 :]).encode(), {"de": workbook}
    ).handed_in


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("unit", UNITS)
def test_a_number_is_read_with_the_unit_as_the_workbook_words_it(lang: str, unit: Unit) -> None:
    t = translator(lang)
    prompt = WORKBOOKS["kinds"].find_prompt("all.number", Phase.PREPARE)
    assert prompt is not None
    prompt = prompt.model_copy(update={"unit": unit})
    for text in ("12", f"12 {unit_words(unit, t)}"):
        assert read_written(prompt, text, t) == Answer(value=NumberValue(value=Decimal(12))), text
    rough = read_written(prompt, f"ca. 12 {unit_words(unit, t)}", t)
    assert rough.value == NumberValue(value=Decimal(12))
    assert rough.remark.startswith("ca. 12")


PIECES = [
    "# Heading", "---", "```", "<!--", "<br>", "> quote", "- item", "- [x] done", "1. one",
    "| a | b |", "**4** of 5", "–", "&amp;", "&#13;", "=C3=BC", "=\n", "Ã¼", "{#x}", "\\", "\n\n",
    "\n", " ", "äöüß€", "👍", "\u00a0", "“", "[ ]", "Ja", "ab 3 Uhr", ":",
]  # fmt: skip
TYPED = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=10).map("".join)


@settings(max_examples=150)
@given(TYPED)
def test_whatever_is_typed_into_a_file_that_stays_whole_comes_back(text: str) -> None:
    text = "\n".join(
        "".join(c for c in text if c not in "\r\0\ufeff" and not "\ud800" <= c <= "\udfff").split(
            "\n"
        )
    )
    lines = text.split("\n")
    while lines and not lines[0].strip():
        lines.pop(0)
    text = "\n".join(lines).rstrip()
    workbook = WORKBOOKS["kinds"]
    answers = {"all.long": Answer(value=TextValue(text=text) if text else None)}
    typed = filled_in(blank_of(workbook), answers, workbook)
    back = read_markdown(typed.encode(), {"de": workbook})
    assert back.answers["all.long"] == answers["all.long"]
    assert all(answer.is_blank for name, answer in back.answers.items() if name != "all.long")
