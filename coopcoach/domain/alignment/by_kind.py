"""Compare two answers by the kind of their prompt."""

from __future__ import annotations

from coopcoach.domain.alignment.choices import compare_choice, compare_options
from coopcoach.domain.alignment.gap import Comparison
from coopcoach.domain.alignment.rankings import compare_ranking
from coopcoach.domain.alignment.scales import compare_date, compare_number, compare_scale
from coopcoach.domain.alignment.tables import compare_table
from coopcoach.domain.alignment.texts import compare_rules, compare_text
from coopcoach.domain.answers import Answer
from coopcoach.domain.exercise import Kind, Prompt

_BY_KIND = {
    Kind.TEXT: compare_text,
    Kind.LONG: compare_text,
    Kind.CHOICE: compare_choice,
    Kind.MULTI: compare_options,
    Kind.SCALE: compare_scale,
    Kind.RANKING: compare_ranking,
    Kind.NUMBER: compare_number,
    Kind.DATE: compare_date,
    Kind.TABLE: compare_table,
    Kind.CHECK: compare_options,
    Kind.RULES: compare_rules,
}


def compare_by_kind(prompt: Prompt, first: Answer, second: Answer) -> Comparison:
    """Compare two answers by the kind of their prompt."""
    return _BY_KIND[prompt.kind](prompt, first, second)
