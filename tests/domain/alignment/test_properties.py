"""What holds for all answers, however odd: nothing raises, and both sides are treated alike."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopcoach.domain import answers as a
from coopcoach.domain.alignment import Match, compare, talk_first
from coopcoach.domain.exercise import (
    CellQuestion,
    Compare,
    Exercise,
    Kind,
    Option,
    Phase,
    Prompt,
    Question,
)
from tests.builders.comparisons import workbook
from tests.builders.examples import examples
from tests.builders.prompts import (
    asking,
    column,
    columns_of,
    exercise_of,
    options_of,
    prompt,
    rows_of,
)

WORKBOOK = workbook().exercises

FIVE = {"minimum": Decimal(1), "maximum": Decimal(5), "low": "no", "high": "yes"}
IDS = ("me", "you", "need", "offer", "give", "take", "same-day", "week")
OPTIONS = tuple(Option(id=o, label=o) for o in IDS)
ODD_COLUMNS = (
    column("side", Kind.CHOICE, "x", options=OPTIONS),
    column("expect", Kind.CHOICE, "x", options=OPTIONS, other=True),
    column("practice", Kind.CHOICE, "x", options=OPTIONS),
    column("weight", Kind.SCALE, "x", **FIVE),
    column("hours", Kind.NUMBER, "x", unit="h/month"),
    column("what", Kind.TEXT, "x"),
    column("until", Kind.DATE, "x"),
    column("done", Kind.CHECK, "x"),
)


def odd_prompts() -> list[Prompt]:
    """One prompt of each kind with each comparison, also where they make no sense together."""
    found = []
    for kind in Kind:
        for how in (None, *Compare):
            fields: dict[str, Any] = {"compare": how}
            if how is Compare.GUESS:
                fields["of"] = "team.real"
            if kind in {Kind.CHOICE, Kind.MULTI, Kind.RANKING, Kind.CHECK}:
                fields["options"] = OPTIONS
            if kind is Kind.SCALE:
                fields |= FIVE
            if kind is not Kind.TABLE:
                found.append(prompt(kind, **fields))
                continue
            shapes = ({"rows": OPTIONS}, {"max_rows": 4}, {"max_rows": 1}, {"columns": ()})
            found += [prompt(kind, **{"columns": ODD_COLUMNS, **fields, **s}) for s in shapes]
    return found


def real(asked: Prompt) -> Prompt:
    """The prompt whose answers are guessed."""
    return asking(asked, id="team.real").model_copy(update={"compare": None})


ASKED: list[tuple[Exercise, Prompt]] = [
    *((page, asked) for page in WORKBOOK for asked in page.prompts),
    *((exercise_of(asked, real(asked)), asked) for asked in odd_prompts()),
]

WORDS = st.sampled_from(["", "x", "X ", "I do", "\n"]) | st.text(max_size=5)
# The comparisons with rules of their own come up often enough to be met in all their ways.
SPECIAL = [p for p in ASKED if p[0] in WORKBOOK and (p[1].compare or p[1].kind is Kind.RANKING)]

ABSURD = ("1E+9999999", "1E-9999999", "-1E+999999")
NUMBERS = st.one_of(
    st.integers(0, 60).map(Decimal),
    st.integers(0, 600).map(Decimal),
    st.integers(1, 12).map(Decimal),
    st.sampled_from([Decimal(x) for x in ("-1", "2.50", *ABSURD)]),
    st.decimals(allow_nan=False, allow_infinity=False),
)
POINTS = st.integers(1, 5) | st.sampled_from([-2, 0, 12, 10**400, -(10**400)])


def choices(question: Question) -> st.SearchStrategy[a.ChoiceValue]:
    ids = [*(o.id for o in options_of(question)), "unheard-of"]
    return st.one_of(
        st.builds(a.ChoiceValue, option=st.sampled_from(ids)),
        st.builds(a.ChoiceValue, option=st.none() | st.sampled_from(ids), other=st.none() | WORDS),
    )


def fitting_cell(column: CellQuestion, kind: Kind | None = None) -> st.SearchStrategy[a.Cell]:
    match kind or column.kind:
        case Kind.CHOICE:
            return choices(column)
        case Kind.SCALE:
            return st.builds(a.ScaleValue, value=POINTS)
        case Kind.NUMBER:
            return st.builds(a.NumberValue, value=NUMBERS)
        case Kind.DATE:
            return st.builds(a.DateValue, value=st.dates())
        case Kind.CHECK:
            return st.builds(a.CheckValue, value=st.booleans())
    return st.builds(a.TextValue, text=WORDS)


def odd_cell(column: CellQuestion) -> st.SearchStrategy[a.Cell]:
    kinds = (Kind.CHOICE, Kind.SCALE, Kind.NUMBER, Kind.DATE, Kind.CHECK, Kind.TEXT)
    others = (fitting_cell(column, kind) for kind in kinds)
    return st.one_of(*others, st.builds(a.UnreadValue, text=WORDS))


UNHEARD_OF = column("unheard-of", Kind.TEXT, "x")


@st.composite
def rows(draw: st.DrawFn, asked: Prompt) -> a.Row:
    ids = [row.id for row in rows_of(asked.question)]
    row_id = draw(st.sampled_from([*ids, *ids, None, "unheard-of"]))
    filled = [c for c in (*columns_of(asked.question), UNHEARD_OF) if draw(usually())]
    cells = {c.id: draw(fitting_cell(c) if draw(usually()) else odd_cell(c)) for c in filled}
    return a.Row(row=row_id, cells=cells)


def usually() -> st.SearchStrategy[bool]:
    return st.integers(0, 7).map(bool)


def values(asked: Prompt) -> dict[str, st.SearchStrategy[a.Value]]:
    ids = [*(o.id for o in options_of(asked.question)), "unheard-of"]
    some_ids = st.lists(st.sampled_from(ids), max_size=6).map(tuple)
    rules = st.builds(a.ProposedRule, rule=WORDS, sign=WORDS)
    return {
        "text": st.builds(a.TextValue, text=WORDS),
        "choice": choices(asked.question),
        "options": st.builds(a.OptionsValue, options=some_ids, other=st.none() | WORDS),
        "scale": st.builds(a.ScaleValue, value=POINTS),
        "ranking": st.builds(a.RankingValue, order=some_ids),
        "number": st.builds(a.NumberValue, value=NUMBERS),
        "date": st.builds(a.DateValue, value=st.dates()),
        "table": st.builds(a.TableValue, rows=st.lists(rows(asked), max_size=4).map(tuple)),
        "rules": st.builds(a.RulesValue, rules=st.lists(rules, max_size=2).map(tuple)),
    }


@st.composite
def answers_to(draw: st.DrawFn, asked: Prompt) -> a.Answer:
    """Mostly fitting answers; also other kinds, ids that the workbook doesn't have, and stances."""
    by_kind = values(asked)
    fitting = {"long": "text", "multi": "options", "check": "options"}.get(asked.kind, asked.kind)
    value = by_kind[fitting] if draw(usually()) else st.none() | st.one_of(*by_kind.values())
    return a.Answer(
        value=draw(value),
        remark=draw(st.sampled_from(["", "", "because"])),
        stance=None if draw(usually()) else draw(st.sampled_from(list(a.Stance))),
    )


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Exercise, Prompt, a.PartnerAnswers, a.PartnerAnswers]:
    page, asked = draw(st.sampled_from(SPECIAL) | st.sampled_from(ASKED))
    both = []
    for name in ("anna", "ben"):
        given_answers = {asked.id: draw(answers_to(asked))}
        if asked.of:
            about = page.prompt(asked.of, asked.phase) or asked
            given_answers[asked.of] = draw(answers_to(about))
        both.append(a.PartnerAnswers(partner=name, answers=given_answers))
    return page, asked, both[0], both[1]


def seen_from_the_other_side(dumped: Any) -> Any:
    """A dumped comparison with its sides exchanged; the order of rows of one's own is left open."""
    if isinstance(dumped, dict):
        turned = {"first": "second", "second": "first"}
        return {
            "_".join(turned.get(part, part) for part in key.split("_")): seen_from_the_other_side(v)
            for key, v in dumped.items()
        }
    if isinstance(dumped, (list, tuple)):
        return [seen_from_the_other_side(item) for item in dumped]
    return dumped


def sorted_out(dumped: Any) -> Any:
    if isinstance(dumped, dict):
        return {key: sorted_out(v) for key, v in sorted(dumped.items())}
    if isinstance(dumped, (list, tuple)):
        return sorted((sorted_out(item) for item in dumped), key=repr)
    return dumped


@given(pairs())
def test_nothing_raises_and_the_width_lies_between_none_and_all(pair):
    page, asked, first, second = pair
    found = compare(page, asked, first, second)
    assert found.prompt_id == asked.id
    assert 0.0 <= found.width <= 1.0
    if found.match is Match.SAME:
        assert found.width == 0.0 or asked.compare is Compare.NEEDS


@given(pairs())
def test_both_sides_are_treated_alike(pair):
    page, asked, first, second = pair
    here, there = compare(page, asked, first, second), compare(page, asked, second, first)
    assert (here.match, here.width) == (there.match, there.width)
    assert sorted_out(seen_from_the_other_side(here.model_dump())) == sorted_out(there.model_dump())


@given(pairs())
def test_a_partner_who_says_nothing_leaves_the_other_alone(pair):
    page, asked, first, _ = pair
    found = compare(page, asked, first, a.PartnerAnswers(partner="ben"))
    assert found.match in {Match.ONE_BLANK, Match.BOTH_BLANK, Match.TO_TALK}


# Rows without a name stand alone, me is mirrored, and the words of two people may mean two things.
@given(pairs())
def test_two_who_answer_alike_are_never_called_one_sided(pair):
    page, asked, first, _ = pair
    found = compare(page, asked, first, first)
    assert found.match is not Match.ONE_BLANK or asked.compare is Compare.GUESS


@examples(40)
@given(st.data())
def test_the_list_is_ordered_and_the_same_from_either_side(data):
    asked = [p for page in WORKBOOK for p in page.prompts_in(Phase.PREPARE, "full")]
    chosen = data.draw(st.lists(st.sampled_from(asked), max_size=8, unique_by=lambda p: p.id))
    first, second = (
        a.PartnerAnswers(partner=n, answers={p.id: data.draw(answers_to(p)) for p in chosen})
        for n in ("anna", "ben")
    )
    found = talk_first(WORKBOOK, "full", first, second)
    widths = [item.width for item in found]
    assert widths == sorted(widths, reverse=True)
    assert found == talk_first(WORKBOOK, "full", second, first)


@pytest.mark.parametrize(("page", "asked"), [p for p in ASKED if p[0] in WORKBOOK])
def test_two_who_wrote_nothing(page, asked):
    nobody = a.PartnerAnswers(partner="x")
    assert compare(page, asked, nobody, nobody).match is Match.BOTH_BLANK
