"""Pictures of two answers, from the result of their comparison.

Each picture has words that replace it where the window is too narrow.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from textual.content import Content

from coopcoach.domain.alignment import (
    SURVEYED,
    Comparison,
    EffortComparison,
    LedgerComparison,
    NeedsComparison,
    NumberComparison,
    OptionsComparison,
    Pays,
    PracticeComparison,
    RankingComparison,
    ScaleComparison,
    TableComparison,
)
from coopcoach.domain.answers import Answer
from coopcoach.domain.exercise import (
    NumberQuestion,
    Prompt,
    Question,
    RankingQuestion,
    ScaleQuestion,
    TableQuestion,
)
from coopcoach.i18n import Translator
from coopcoach.tui.widgets.drawings.bars import FULL, PENDING, bars, pay_back
from coopcoach.tui.widgets.drawings.beam import beam
from coopcoach.tui.widgets.drawings.dumbbell import dumbbell
from coopcoach.tui.widgets.drawings.lines import wrapped
from coopcoach.tui.widgets.drawings.ranked import ranked
from coopcoach.tui.widgets.frame.partners import PARTNER_COLOURS
from coopcoach.tui.widgets.frame.sanitize import content, one_line
from coopcoach.tui.widgets.pairs.picture_tables import (
    Words,
    has_one_value,
    is_known,
    matrix_table,
    needs_table,
    painted,
    practice_table,
)
from coopcoach.wording.comparisons import comparison_lines
from coopcoach.wording.labels import PARTNER_SIGNS
from coopcoach.wording.units import number_words


@dataclass(frozen=True)
class Picture:
    """The picture of two answers.

    Attributes:
        lines: Returns its lines for a width.
        says_all: Whether it shows both values completely.
    """

    lines: Words
    says_all: bool


def picture(
    prompt: Prompt,
    found: Comparison,
    given: tuple[Answer, Answer],
    names: tuple[str, str],
    t: Translator,
) -> Picture:
    """Return the picture of two answers in the partners' colours, or the words of their comparison."""
    drawn = _picture(prompt, found, given, names, t)
    with_signs = ScaleComparison | TableComparison | PracticeComparison
    signs = PARTNER_SIGNS if isinstance(found, with_signs) else ()
    marks = [(word, place) for words in (names, signs) for place, word in enumerate(words)]
    return Picture(
        lambda width: [_coloured(line, marks) for line in drawn.lines(width)], drawn.says_all
    )


def _coloured(line: Content, marks: Sequence[tuple[str, int]]) -> Content:
    """Return a line with names and signs in the colour of their partner."""
    for word, place in marks:
        for found in re.finditer(re.escape(word), line.plain) if word else ():
            line = line.stylize(PARTNER_COLOURS[place], *found.span())
    return line


def _picture(
    prompt: Prompt,
    found: Comparison,
    given: tuple[Answer, Answer],
    names: tuple[str, str],
    t: Translator,
) -> Picture:
    question = prompt.question
    words = comparison_lines(question, found, names, t)
    match found:
        case ScaleComparison(first=int(), second=int()):
            return _scale(question, found, names, t)
        case RankingComparison() if all(answer.value for answer in given):
            return _ranking(question, found, names, words, t)
        case NumberComparison(first=Decimal(), second=Decimal()):
            return _number(question, found, names, t)
        case LedgerComparison() if words:
            return Picture(_or_words(_ledger(found, names, t), words), False)
        case EffortComparison() if words:
            return Picture(_effort(found, names, words, t), False)
        case OptionsComparison() if words:
            own_words = found.first_other is not None or found.second_other is not None
            return Picture(lambda width: _wrapped_words(words, width), not own_words)
    table = _table(question, found, names, t)
    if table is not None:
        return Picture(table, is_known(question, given))
    return Picture(lambda width: _wrapped_words(words, width), False)


def _table(
    question: Question, found: Comparison, names: tuple[str, str], t: Translator
) -> Words | None:
    if not isinstance(question, TableQuestion):
        return None
    match found:
        case NeedsComparison() if found.rows:
            return needs_table(question, found, names, t)
        case PracticeComparison() if found.rows:
            return practice_table(question, found, names, t)
        case TableComparison() if found.rows and has_one_value(question):
            return matrix_table(question, found, names, t)
    return None


def _wrapped_words(words: Sequence[str], width: int) -> list[Content]:
    return [line for one in words for line in wrapped(content(one), width)]


def _or_words(draw: Callable[[int], list[str]], words: Sequence[str]) -> Words:
    """Return the lines of a drawing, or words where it has no room."""
    return lambda width: [painted(line) for line in draw(width)] or _wrapped_words(words, width)


def _scale(
    question: Question, found: ScaleComparison, names: tuple[str, str], t: Translator
) -> Picture:
    assert isinstance(question, ScaleQuestion)
    first, second = found.first or 0, found.second or 0
    scale = (int(question.minimum), int(question.maximum))
    both = t("both: {value}", value=first)
    labels = (f"{names[0]}: {first}", f"{names[1]}: {second}", both)
    ends = (one_line(question.low), one_line(question.high))
    values = zip(names, (first, second), strict=True)
    words = [f"{n}: {t('{value} of {maximum}', value=v, maximum=scale[1])}" for n, v in values]
    named = zip(scale, ends, strict=True)
    words += [f"{at} = {end}" for at, end in named if end]
    lines = _or_words(lambda width: dumbbell(scale, (first, second), labels, ends, width), words)
    return Picture(lines, True)


def _ranking(
    question: Question,
    found: RankingComparison,
    names: tuple[str, str],
    words: Sequence[str],
    t: Translator,
) -> Picture:
    assert isinstance(question, RankingQuestion)
    columns: list[list[str]] = []
    places: list[dict[str, int]] = []
    for side in ("first", "second"):
        chosen = [(getattr(o, side), o) for o in found.options if getattr(o, side)]
        order = [option for _, option in sorted(chosen, key=lambda pair: pair[0])]
        columns.append([_ranked_label(question, o.option, o.survey) for o in order])
        places.append({o.option: at for at, o in enumerate(order)})
    links = [(places[0][option], places[1][option]) for option in found.shared]
    is_surveyed = any(option.survey is not None for option in found.options)
    note = t("In brackets: how many of the {all} partnerships surveyed named it.", all=SURVEYED)

    def draw(width: int) -> list[str]:
        drawn = ranked(names, columns[0], columns[1], links, width)
        return [*drawn, "", note] if drawn and is_surveyed else drawn

    def lines(width: int) -> list[Content]:
        drawn = _or_words(draw, words)(width)
        return [drawn[0].stylize("bold"), *drawn[1:]] if draw(width) else drawn

    top = question.top or len(question.options)
    return Picture(lines, all(len(column) <= top for column in columns))


def _ranked_label(question: RankingQuestion, option: str, survey: int | None) -> str:
    label = one_line(question.option_label(option))
    return f"{label} ({survey})" if survey is not None else label


def _number(
    question: Question, found: NumberComparison, names: tuple[str, str], t: Translator
) -> Picture:
    assert isinstance(question, NumberQuestion)
    values = (found.first or Decimal(0), found.second or Decimal(0))
    rows = [
        (name, value, number_words(value, question.unit, t))
        for name, value in zip(names, values, strict=True)
    ]
    words = [f"{name}: {amount}" for name, _, amount in rows]
    return Picture(_or_words(lambda width: bars(rows, width), words), True)


def _ledger(
    found: LedgerComparison, names: tuple[str, str], t: Translator
) -> Callable[[int], list[str]]:
    one, other = found.first, found.second
    # Each partner has the same arm in both beams: equal views give equal pictures.
    views = ((names[0], one.given, one.taken), (names[1], other.taken, other.given))
    heaviest = max(*(weight for _, *weights in views for weight in weights), 1)

    def draw(width: int) -> list[str]:
        lines: list[str] = []
        for name, left, right in views:
            if not left and not right:
                continue
            sides = ((names[0], left), (names[1], right))
            loads = [(t("given by {name}: {weight}", name=n, weight=w), w) for n, w in sides]
            drawn = beam(loads[0], loads[1], heaviest, width)
            if not drawn:
                return []
            lines += ["", t("As seen by {name}:", name=name), *drawn]
        return [*lines[1:], *_uncounted(found, names, t)]

    return draw


def _uncounted(found: LedgerComparison, names: tuple[str, str], t: Translator) -> Iterator[str]:
    for name, side in zip(names, (found.first, found.second), strict=True):
        if side.uncounted:
            words = t.plural(
                "{n} line without “give or get” or weight is not counted",
                "{n} lines without “give or get” or weight are not counted",
                side.uncounted,
            )
            yield f"{name}: {words}"


def _effort(
    found: EffortComparison, names: tuple[str, str], words: Sequence[str], t: Translator
) -> Words:
    everyone = (*names, t("Both together"))
    efforts = zip(everyone, (found.first, found.second, found.both), strict=True)
    rows = [(name, effort.month) for name, effort in efforts if effort.pays is not Pays.UNKNOWN]
    legend = t(
        "Month by month: {pending} has cost more than it has brought in, {full} has paid for"
        " itself",
        pending=PENDING,
        full=FULL,
    )

    def lines(width: int) -> list[Content]:
        drawn = pay_back(rows, width) if rows else []
        in_words = _wrapped_words(words, width)
        return (
            [*map(painted, drawn), *wrapped(legend, width), Content(""), *in_words]
            if drawn
            else in_words
        )

    return lines
