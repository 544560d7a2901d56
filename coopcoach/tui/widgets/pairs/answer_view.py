"""The reading view of one answer, as it stands beside the other partner's after the reveal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.content import Content
from textual.widgets import Static

from coopcoach.domain.answers import (
    Answer,
    ChoiceValue,
    DateValue,
    NumberValue,
    OptionsValue,
    RankingValue,
    Row,
    RulesValue,
    ScaleValue,
    TableValue,
    TextValue,
    UnreadValue,
)
from coopcoach.domain.exercise import Kind, Prompt
from coopcoach.i18n import Translator
from coopcoach.tui.widgets.drawings.grid import grid
from coopcoach.tui.widgets.drawings.lines import hanging, wrapped
from coopcoach.tui.widgets.drawings.prose import prose_lines
from coopcoach.tui.widgets.frame.sanitize import content, one_line
from coopcoach.tui.widgets.frame.width_aware import Lines, WidthAware
from coopcoach.wording.labels import STANCE_LABELS
from coopcoach.wording.values import cell_words

# Narrower columns would break most words; the rows then stand below each other.
_NARROWEST = 11


class AnswerView(VerticalGroup):
    """One answer to read.

    Args:
        prompt: What was asked.
        answer: What was answered.
        t: The language of the screen.
        withheld: Whether its owner keeps it from the partner; nothing of it is drawn then.
        is_drawn: Whether a picture shows the value already; what else was said is left to be read.
    """

    DEFAULT_CSS = """
    AnswerView {
        height: auto; padding: 0 1;
        Static, WidthAware { height: auto; }
        .view--quiet { text-style: italic; color: $text-muted; }
        .view--remark { margin-top: 1; }
    }
    """

    def __init__(
        self,
        prompt: Prompt,
        answer: Answer,
        t: Translator,
        withheld: bool = False,
        *,
        is_drawn: bool = False,
    ) -> None:
        super().__init__()
        self.prompt = prompt
        # What is withheld is not even held here: a terminal can copy what it does not show.
        self.answer = Answer() if withheld else answer
        self.withheld = withheld
        self.is_drawn = is_drawn
        self.t = t

    def compose(self) -> ComposeResult:
        """Lay out value, remark and stance, or the sentence that stands for them."""
        t, answer = self.t, self.answer
        if self.withheld:
            yield _quiet(t("keeps this answer private"))
            return
        if answer.is_blank:
            yield _quiet(t("left blank"))
            return
        shown = None if self.is_drawn else drawn_value(self.prompt, answer, t)
        if shown is not None:
            yield WidthAware(shown)
        if answer.remark:
            classes = "view--remark" if shown is not None else ""
            yield WidthAware(_prose(answer.remark), classes=classes)
        if answer.stance is not None:
            yield _quiet(t(STANCE_LABELS[answer.stance].reported))
        elif self.is_drawn and not answer.remark:
            yield _quiet(t("no remark"))


def _quiet(sentence: str) -> Static:
    return Static(content(sentence), classes="view--quiet")


def drawn_value(prompt: Prompt, answer: Answer, t: Translator) -> Lines | None:
    """Return an answer's value as it is drawn; None where there is none."""
    match answer.value:
        case TextValue(text=text):
            return _prose(text) if prompt.kind is Kind.LONG else _literal(content(text))
        case ScaleValue(value=value):
            return _literal(_scale(prompt, value, t))
        case ChoiceValue() | NumberValue() | DateValue() as cell:
            return _literal(content(cell_words(prompt, cell, t, long_dates=True)))
        case OptionsValue(options=options, other=other):
            labels = [prompt.option_label(option) for option in options]
            return _listed([("✓", label) for label in [*labels, *([other] if other else [])]])
        case RankingValue(order=order):
            return _ranking(prompt, order)
        case RulesValue(rules=rules):
            signs = t("We notice it:")
            pairs = [(f"{n}.", _rule(r.rule, r.sign, signs)) for n, r in enumerate(rules, 1)]
            return _listed(pairs)
        case TableValue(rows=rows):
            return _table(prompt, rows, t)
    return None


def _prose(text: str) -> Lines:
    """Return Markdown, as drawn: the kind that takes “any Markdown”, and reasons."""
    return lambda width: prose_lines(text, width)


def _literal(words: Content) -> Lines:
    return lambda width: wrapped(words, width)


def _listed(pairs: Sequence[tuple[str, str]]) -> Lines:
    """Return lines with a mark before each, wrapped beside the mark and not below it."""
    indent = max((len(mark) for mark, _ in pairs), default=1) + 1

    def lines(width: int) -> list[Content]:
        return [
            line
            for mark, words in pairs
            for line in hanging(mark, wrapped(content(words), width - indent), indent=indent)
        ]

    return lines


def _rule(rule: str, sign: str, signs: str) -> str:
    return f"{rule}\n{signs} {sign}" if sign else rule


def _scale(prompt: Prompt, value: int, t: Translator) -> Content:
    low, high = int(prompt.minimum or 0), int(prompt.maximum or value)
    steps = "".join("●" if step == value else "○" for step in range(low, high + 1))
    number = t("{value} of {maximum}", value=value, maximum=high)
    line = Content.assemble((number, "bold"), "   ", steps)
    named = {low: prompt.low, high: prompt.high}
    ends = "   ·   ".join(f"{at} = {one_line(name)}" for at, name in named.items() if name)
    return Content("\n").join([line, Content(ends)]) if ends else line


def _ranking(prompt: Prompt, order: tuple[str, ...]) -> Lines:
    top = prompt.top or len(order)
    return _listed(
        [
            (f"{place}." if place <= top else f"({place}.)", prompt.option_label(option))
            for place, option in enumerate(order, 1)
        ]
    )


def _table(prompt: Prompt, rows: tuple[Row, ...], t: Translator) -> Lines:
    listed = _listed(list(_rows_in_words(prompt, rows, t)))
    columns = {column.id for column in prompt.columns}
    if prompt.is_form or any(row.cells.keys() - columns for row in rows):
        return listed
    cells = [[content(column.label) for column in prompt.columns]]
    for row in rows:
        given = [(column, row.cells.get(column.id)) for column in prompt.columns]
        cells.append([content(cell_words(c, cell, t) if cell else "") for c, cell in given])
    if prompt.rows:
        heads = ["", *(_head(prompt, row) for row in rows)]
        cells = [[content(head), *row] for head, row in zip(heads, cells, strict=True)]
    return lambda width: grid(cells, width, narrowest=_NARROWEST) or listed(width)


def _head(prompt: Prompt, row: Row) -> str:
    return next((fixed.label for fixed in prompt.rows if fixed.id == row.row), row.row) or ""


def _rows_in_words(
    prompt: Prompt, rows: tuple[Row, ...], t: Translator
) -> Iterator[tuple[str, str]]:
    for place, row in enumerate(rows, 1):
        cells = _cells(prompt, row, t)
        if prompt.is_form:
            yield from (("·", f"{label}: {words}") for label, words in cells)
            continue
        head = _head(prompt, row)
        words = _row_in_words(head, cells, alone=len(prompt.columns) == 1)
        yield "·" if head else f"{place}.", words


def _cells(prompt: Prompt, row: Row, t: Translator) -> list[tuple[str, str]]:
    found = [(column, row.cells.get(column.id)) for column in prompt.columns]
    known = [(c.label, cell_words(c, cell, t)) for c, cell in found if cell is not None]
    columns = {column.id for column in prompt.columns}
    strange = [
        (key, cell.text)
        for key, cell in row.cells.items()
        if key not in columns and isinstance(cell, TextValue | UnreadValue)
    ]
    return known + strange


def _row_in_words(head: str, cells: list[tuple[str, str]], *, alone: bool) -> str:
    if alone:
        words = " · ".join(words for _, words in cells)
        return f"{head}: {words}" if head else words
    lines = [f"{label}: {words}" for label, words in cells]
    if head:
        return "\n".join([head, *(f"  {line}" for line in lines)])
    return "\n".join(lines)
