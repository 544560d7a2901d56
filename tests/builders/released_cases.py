"""Answers and ground rules of which each word can be found in what is exported."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import strategies as st

from coopcoach.domain.answers import (
    Answer,
    PartnerAnswers,
    ProposedRule,
    RulesValue,
    TextValue,
    Visibility,
)
from coopcoach.domain.exercise import Kind, Phase, Workbook
from coopcoach.domain.ground_rules import GroundRule, Says, SetAside
from tests.builders.exported_sessions import rule
from tests.builders.workbooks import built_in_workbook

WORKBOOK: Workbook = built_in_workbook("de")
NOW = datetime(2027, 1, 15, tzinfo=UTC)
WRITTEN = [
    prompt
    for exercise in WORKBOOK.for_pack("full")
    for prompt in exercise.prompts_in(Phase.PREPARE, "full")
    if prompt.kind in {Kind.TEXT, Kind.LONG, Kind.RULES}
]


def exercise_of(prompt_id: str) -> str:
    return next(
        e.id
        for e in WORKBOOK.exercises
        if any(p.id == prompt_id and p.phase is Phase.PREPARE for p in e.prompts)
    )


def token(partner: str, prompt_id: str) -> str:
    return f"wort-{partner}-{prompt_id.replace('.', '-').replace('_', '-')}-ende"


def own(partner: str, visibility: dict[str, Visibility]) -> PartnerAnswers:
    answers = {}
    for prompt in WRITTEN:
        words = token(partner, prompt.id)
        value = (
            RulesValue(rules=(ProposedRule(rule=words, sign=words),))
            if prompt.kind is Kind.RULES
            else TextValue(text=words)
        )
        answers[prompt.id] = Answer(value=value, visibility=visibility[prompt.id])
    return PartnerAnswers(partner=partner, answers=answers)


VISIBILITIES = st.fixed_dictionaries(
    {prompt.id: st.sampled_from(list(Visibility)) for prompt in WRITTEN}
)
EXERCISES = [exercise.id for exercise in WORKBOOK.for_pack("full")]


SAYS = st.lists(
    st.tuples(st.sampled_from(["voice", "edit", "edit back", "aside", "again"]),
              st.sampled_from(["anna", "ben"]), st.sampled_from(list(Says))),
    max_size=8,
)  # fmt: skip


def lived(number: int, steps: list[tuple[str, str, Says]]) -> GroundRule:
    made = rule(number, "talk", f"satz-{number}-wortlaut-1-ende")
    first = made.sentence
    for place, (step, who, says) in enumerate(steps):
        if step == "voice":
            made = made.with_voice(who, says, NOW, f"grund-{number}-{place}-ende")
        elif step == "aside":
            made = made.model_copy(update={"set_aside": SetAside.PARKED})
        elif step == "again":
            made = made.model_copy(update={"set_aside": None})
        else:
            words = first if step == "edit back" else f"satz-{number}-wortlaut-{place + 2}-ende"
            made = made.reworded(sentence=words, sign="", consequence="", trial_until=None)
    return made
