"""How two answers stand to each other, in words: what the comparisons found, drawn for two owners.

No word here judges: “different” is a reason to talk, and there is no score.
"""

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
from coopcoach.domain.exercise import Prompt
from coopcoach.i18n import Translator
from coopcoach.wording.effort import effort_words
from coopcoach.wording.labels import MATCH_LABELS

_BAR: Final = 20


def match_words(match: Match, t: Translator) -> str:
    """Return how two answers stand to each other, with a sign."""
    label = MATCH_LABELS[match]
    return f"{label.sign} {t(label.words)}"


def found_words(found: Comparison, t: Translator) -> str:
    """Return the same of a whole comparison, and how far it is where steps can be counted."""
    words = match_words(found.match, t)
    if isinstance(found, ScaleComparison) and found.distance:
        apart = t.plural("{n} step apart", "{n} steps apart", found.distance)
        return f"{words}, {apart}"
    return words


def comparison_lines(
    prompt: Prompt, found: Comparison, names: tuple[str, str], t: Translator
) -> list[str]:
    """Return what the comparison found, one line for each thing worth seeing."""
    if found.match in {Match.ONE_BLANK, Match.BOTH_BLANK}:
        return []
    lines: Iterable[str] = ()
    match found:
        case RankingComparison():
            lines = _ranking(prompt, found, names, t)
        case LedgerComparison():
            lines = _ledger(found, names, t)
        case EffortComparison():
            lines = _effort(prompt, found, names, t)
        case OptionsComparison():
            lines = _options(prompt, found, names, t)
    return list(lines)


def _ranking(
    prompt: Prompt, found: RankingComparison, names: tuple[str, str], t: Translator
) -> Iterator[str]:
    if 0 < found.overlap < len(prompt.options):
        labels = t.and_list([prompt.option_label(option) for option in found.shared])
        yield t("Both named: {things}.", things=labels)
    chosen = [o for o in found.options if o.first or o.second]
    for option in sorted(chosen, key=lambda o: min(o.first or 99, o.second or 99)):
        places = ", ".join(
            t("{name} {place}.", name=name, place=place)
            for name, place in zip(names, (option.first, option.second), strict=True)
            if place
        )
        line = f"– {prompt.option_label(option.option)}: {places}"
        if option.survey is not None:
            line += " " + t("(in the survey: {count} of {all})", count=option.survey, all=SURVEYED)
        yield line


def _ledger(found: LedgerComparison, names: tuple[str, str], t: Translator) -> Iterator[str]:
    sides = (found.first, found.second)
    longest = max(*(max(side.given, side.taken) for side in sides), 1)
    words = (t("gives"), t("takes"))
    width = max(map(len, words))
    for name, side in zip(names, sides, strict=True):
        if not side.given and not side.taken:
            continue
        yield t("As {name} sees it:", name=name)
        for word, weight in zip(words, (side.given, side.taken), strict=True):
            bar = "█" * max(round(weight / longest * _BAR), 1 if weight else 0)
            yield f"  {word.ljust(width)} {bar} {weight}"
        if side.uncounted:
            yield "  " + t.plural(
                "{n} line without direction or weight is not counted",
                "{n} lines without direction or weight are not counted",
                side.uncounted,
            )


def _effort(
    prompt: Prompt, found: EffortComparison, names: tuple[str, str], t: Translator
) -> Iterator[str]:
    everyone = (*names, t("Both together"))
    for name, effort in zip(everyone, (found.first, found.second, found.both), strict=True):
        yield f"– {name}: {effort_words(prompt, effort, t)}"


def _options(
    prompt: Prompt, found: OptionsComparison, names: tuple[str, str], t: Translator
) -> Iterator[str]:
    groups = (
        (t("Both"), found.shared),
        (t("Only {name}", name=names[0]), found.only_first),
        (t("Only {name}", name=names[1]), found.only_second),
    )
    for who, options in groups:
        if options:
            yield f"– {who}: {t.and_list([prompt.option_label(o) for o in options])}"
