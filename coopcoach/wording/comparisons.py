"""Comparisons of two answers in words. They don't judge: “different” is a reason to talk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from coopcoach.domain.alignment import (
    SURVEYED,
    Comparison,
    EffortComparison,
    LedgerComparison,
    Match,
    OptionsComparison,
    RankingComparison,
    ScaleComparison,
)
from coopcoach.domain.exercise import OptionsQuestion, Question, RankingQuestion
from coopcoach.i18n import Translator
from coopcoach.wording.effort import effort_words
from coopcoach.wording.labels import MATCH_LABELS

_BAR: Final = 20


def match_words(match: Match, t: Translator) -> str:
    """Return the result of a comparison with its sign."""
    label = MATCH_LABELS[match]
    return f"{label.sign} {t(label.word)}"


def comparison_words(comparison: Comparison, t: Translator) -> str:
    """Return the result of a comparison with its sign, and the distance on a scale in steps."""
    words = match_words(comparison.match, t)
    if isinstance(comparison, ScaleComparison) and comparison.distance:
        apart = t.plural("{n} step apart", "{n} steps apart", comparison.distance)
        return f"{words}, {apart}"
    return words


def comparison_lines(
    question: Question, comparison: Comparison, names: tuple[str, str], t: Translator
) -> list[str]:
    """Return the details of a comparison, line by line; none where a side is blank."""
    if comparison.match in {Match.ONE_BLANK, Match.BOTH_BLANK}:
        return []
    lines: Iterable[str] = ()
    match comparison:
        case RankingComparison() if isinstance(question, RankingQuestion):
            lines = _ranking(question, comparison, names, t)
        case LedgerComparison():
            lines = _ledger(comparison, names, t)
        case EffortComparison():
            lines = _effort(question, comparison, names, t)
        case OptionsComparison() if isinstance(question, OptionsQuestion):
            lines = _options(question, comparison, names, t)
    return list(lines)


def _ranking(
    question: RankingQuestion, comparison: RankingComparison, names: tuple[str, str], t: Translator
) -> Iterator[str]:
    if 0 < comparison.overlap < len(question.options):
        labels = t.and_list([question.option_label(option) for option in comparison.shared])
        yield t("Both named: {things}.", things=labels)
    chosen = [o for o in comparison.options if o.first or o.second]
    for option in sorted(chosen, key=lambda o: min(o.first or 99, o.second or 99)):
        places = ", ".join(
            t("{name} {place}.", name=name, place=place)
            for name, place in zip(names, (option.first, option.second), strict=True)
            if place
        )
        line = f"– {question.option_label(option.option)}: {places}"
        if option.survey is not None:
            line += " " + t("(in the survey: {count} of {all})", count=option.survey, all=SURVEYED)
        yield line


def _ledger(comparison: LedgerComparison, names: tuple[str, str], t: Translator) -> Iterator[str]:
    sides = (comparison.first, comparison.second)
    longest = max(*(max(side.given, side.taken) for side in sides), 1)
    words = (t("gives"), t("gets"))
    width = max(map(len, words))
    for name, side in zip(names, sides, strict=True):
        if not side.given and not side.taken:
            continue
        yield t("As seen by {name}:", name=name)
        for word, weight in zip(words, (side.given, side.taken), strict=True):
            bar = "█" * max(round(weight / longest * _BAR), 1 if weight else 0)
            yield f"  {word.ljust(width)} {bar} {weight}"
        if side.uncounted:
            yield "  " + t.plural(
                "{n} line without “give or get” or weight is not counted",
                "{n} lines without “give or get” or weight are not counted",
                side.uncounted,
            )


def _effort(
    question: Question, comparison: EffortComparison, names: tuple[str, str], t: Translator
) -> Iterator[str]:
    everyone = (*names, t("Both together"))
    for name, effort in zip(
        everyone, (comparison.first, comparison.second, comparison.both), strict=True
    ):
        yield f"– {name}: {effort_words(question, effort, t)}"


def _options(
    question: OptionsQuestion, comparison: OptionsComparison, names: tuple[str, str], t: Translator
) -> Iterator[str]:
    groups = (
        (t("Both"), comparison.shared),
        (t("Only {name}", name=names[0]), comparison.only_first),
        (t("Only {name}", name=names[1]), comparison.only_second),
    )
    for who, options in groups:
        if options:
            yield f"– {who}: {t.and_list([question.option_label(o) for o in options])}"
