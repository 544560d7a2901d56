"""What a person types into the Markdown workbook comes back exactly, for every kind of prompt."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopcoach.domain.answers import Answer, NumberValue, Stance, TextValue, Visibility
from coopcoach.domain.exercise import (
    UNITS,
    Kind,
    Phase,
    Prompt,
    Question,
    Unit,
    Workbook,
)
from coopcoach.exchange.incoming.markdown_return import read_markdown
from coopcoach.i18n import translator
from coopcoach.markup.answer import read_loose_answer
from coopcoach.wording.units import unit_words
from tests.builders.answers import value_for
from tests.builders.examples import examples
from tests.builders.markdown_filling import MADE, blank_of, filled_in
from tests.builders.prompts import asking, column, options, prompt, workbook_of
from tests.builders.workbooks import built_in_workbook

OPTIONS = options(a="Übermorgen, (vielleicht)", b="Ja", c="Ja, und zwar sofort", d="Äpfel & Birnen")
SCALE = {"minimum": Decimal(0), "maximum": Decimal(10), "low": "nie", "high": "immer"}
COLUMNS = (
    column("what", Kind.TEXT, "Was"),
    column("more", Kind.LONG, "Über was noch?"),
    column("side", Kind.CHOICE, "Wie", options=OPTIONS),
    column("weight", Kind.SCALE, "Gewicht (0-10)", **SCALE),
    column("hours", Kind.NUMBER, "Stunden", unit="h/month"),
    column("day", Kind.DATE, "Ab wann"),
    column("yes", Kind.CHECK, "Erledigt"),
)


def asked(name: str, kind: Kind, **more: object) -> Prompt:
    """Return a prompt with help and an example."""
    return prompt(
        kind,
        id=f"all.{name}",
        label=f"Was meinen Sie zur Frage nach „{name}“?",
        help="Über den Wolken. Schreiben Sie, wie es ist; nicht, wie es sein sollte.",
        example="Ärger gibt es immer. Wir reden dann miteinander (Malerin).",
        **more,
    )


# A prompt of each kind, more than once where a kind has forms.
EVERY_KIND = (
    asked("text", Kind.TEXT),
    asked("long", Kind.LONG),
    asked("choice", Kind.CHOICE, options=OPTIONS),
    asked("choice_other", Kind.CHOICE, options=OPTIONS, other=True),
    asked("multi", Kind.MULTI, options=OPTIONS, other=True),
    asked("check", Kind.CHECK, options=OPTIONS),
    asked("scale", Kind.SCALE, **SCALE),
    asked("ranking", Kind.RANKING, options=OPTIONS),
    asked("ranking_top", Kind.RANKING, options=OPTIONS, top=2),
    asked("number", Kind.NUMBER, unit="eur/month"),
    asked("date", Kind.DATE),
    asked("table", Kind.TABLE, columns=COLUMNS, max_rows=8),
    asked("form", Kind.TABLE, columns=COLUMNS, max_rows=1),
    asked("fixed", Kind.TABLE, columns=COLUMNS[:3], rows=OPTIONS),
    asked("rules", Kind.RULES, maximum=Decimal(5)),
)
HARD = (
    "Größe (ä ö ü ß €) „so“ “so” \"so\" 'so' ’so’ 👍🏽 \\ \\\\server\\x\\ – 50 % & <b> | #1 * _x_"
)
LONG_TEXT = (
    f'{HARD}\n\n- eins\n- zwei (2)\n\n    Code = "x"\n\n> Zitat\n\nLetzte Zeile: [ja] {{so}}'
)


def words(question: Question, seed: int) -> str:
    """Return hard texts of as many lines as the place takes."""
    if question.kind in {Kind.TEXT, Kind.RULES} and isinstance(question, Prompt):
        return f"{seed}. {HARD}"
    return f"{seed}. {LONG_TEXT}" if isinstance(question, Prompt) else f"{HARD} {seed}\nzwei (\\)"


def answers_for(workbook: Workbook) -> dict[str, Answer]:
    """Return an answer to each prompt that is answered alone."""
    prompts = [p for e in workbook.exercises for p in e.prompts if p.phase is Phase.PREPARE]
    return {
        p.id: Answer(
            value=value_for(p, words, seed, other="je nachdem: (wer zuerst da ist) – ß"),
            remark="Weil: ich hab’s so erlebt (2×) – ß." if p.kind is Kind.SCALE else "",
        )
        for seed, p in enumerate(prompts)
    }


WORKBOOKS = {
    "kinds": workbook_of(
        *EVERY_KIND,
        language="de",
        id="all-kinds",
        title="Über alles",
        opening="Öffnen Sie sich. Nehmen Sie sich Zeit.",
    ),
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
    asked = {p.id for e in workbook.exercises for p in e.prompts if "full" in p.packs}
    assert set(back.answers) == (set(answers_for(workbook)) - {"all"}) & asked
    assert back.found == ()
    assert not back.handed_in


@pytest.mark.parametrize("name", WORKBOOKS)
def test_every_answer_comes_back_as_it_was_typed(name: str) -> None:
    workbook = WORKBOOKS[name]
    answers = answers_for(workbook)
    typed = filled_in(blank_of(workbook), answers, workbook)
    back = read_markdown(typed.encode(), {workbook.language: workbook})
    asked = {p.id for e in workbook.exercises for p in e.prompts if "full" in p.packs}
    for prompt_id, answer in answers.items():
        if prompt_id in asked:
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
    prompt = asking(prompt, unit=unit)
    for text in ("12", f"12 {unit_words(unit, t)}"):
        assert read_loose_answer(prompt, text, t) == Answer(value=NumberValue(value=Decimal(12))), (
            text
        )
    rough = read_loose_answer(prompt, f"ca. 12 {unit_words(unit, t)}", t)
    assert rough.value == NumberValue(value=Decimal(12))
    assert rough.remark.startswith("ca. 12")


PIECES = [
    "# Heading", "---", "```", "<!--", "<br>", "> quote", "- item", "- [x] done", "1. one",
    "| a | b |", "**4** of 5", "–", "&amp;", "&#13;", "=C3=BC", "=\n", "Ã¼", "{#x}", "\\", "\n\n",
    "\n", " ", "äöüß€", "👍", "\u00a0", "“", "[ ]", "Ja", "ab 3 Uhr", ":",
]  # fmt: skip
TYPED = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=10).map("".join)


@examples(150)
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
