"""Answers as they are read from the fields of a form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopcoach.domain import answers as a
from coopcoach.domain.exercise import Kind, Option
from coopcoach.i18n import translator
from coopcoach.markup.form import ON, Parts, split_name
from coopcoach.markup.kinds import codec_of
from tests.builders.prompts import prompt

# Twelve options whose ids are in no order of the alphabet or of their numbers.
OPTIONS = tuple(Option(id=f"o{n * 5 % 12}", label=f"Option {n * 5 % 12}") for n in range(12))
IDS = [option.id for option in OPTIONS]
ORDERS = st.permutations(IDS).flatmap(
    lambda ids: st.integers(1, len(ids)).map(lambda count: tuple(ids[:count]))
)


@pytest.mark.parametrize("kind", [Kind.MULTI, Kind.CHECK])
@given(ticked=st.sets(st.sampled_from(IDS), min_size=1))
def test_ticks_are_read_in_the_order_of_the_options(kind: Kind, ticked: set[str]) -> None:
    codec = codec_of(prompt(kind, options=OPTIONS).question, translator("en"))
    parts: Parts = {("tick", name): ON for name in ticked}
    value, unread = codec.read_form(parts, [])
    assert value == a.OptionsValue(options=tuple(name for name in IDS if name in ticked))
    assert not unread


@given(order=ORDERS)
def test_a_ranking_of_any_length_comes_back_from_its_form(order: tuple[str, ...]) -> None:
    codec = codec_of(prompt(Kind.RANKING, options=OPTIONS).question, translator("en"))
    form = codec.form(a.RankingValue(order=order))
    # A reader gives the fields in an order of its own.
    parts = {split_name(field.name)[1]: field.value for field in reversed(form.fields)}
    assert codec.read_form(parts, []) == (a.RankingValue(order=order), [])
