"""Asking for the rows of a table and for ground rules line by line.

An empty line leaves a cell as it is. Rows that are there already are changed by their number, and new
ones are added behind them, so that nobody types a whole table again for the sake of a word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from coopcoach.domain.answers import (
    Answer,
    Cell,
    ProposedRule,
    Row,
    RulesValue,
    TableValue,
    TextValue,
)
from coopcoach.domain.exercise import Kind, Option, Prompt, Question
from coopcoach.i18n import N_, Translator
from coopcoach.wording.values import cell_words

_MANY_ROWS = 99
# A rule is asked for like a row of two cells.
_RULE = Question(id="rule", kind=Kind.TEXT, label=N_("The rule"))
_SIGN = Question(id="sign", kind=Kind.TEXT, label=N_("How we notice that it holds"))


def ask_rows(
    prompt: Prompt,
    answer: Answer,
    cell: Callable[[Question], Cell | None],
    short: Callable[[str], str],
    write: Callable[[str], None],
    t: Translator,
) -> Iterator[Answer]:
    """Yield the answer after each row that was filled in or changed.

    Args:
        prompt: The question: a table, or rules.
        answer: What is answered so far.
        cell: Asks for one cell; None leaves it as it is.
        short: Asks for one short line.
        write: Shows a line.
        t: The language of all of it.
    """
    rows = _rows_of(answer)
    asking = _Asking(prompt, cell, short, write, t)
    walk = asking.fixed(rows) if prompt.rows else asking.free(rows)
    for _ in walk:
        yield _with_rows(prompt, answer, rows)


class _Asking:
    def __init__(
        self,
        prompt: Prompt,
        cell: Callable[[Question], Cell | None],
        short: Callable[[str], str],
        write: Callable[[str], None],
        t: Translator,
    ) -> None:
        self.cell, self.short, self.write, self.t = cell, short, write, t
        self.is_rules = prompt.kind is Kind.RULES
        self.columns = prompt.columns
        self.fixed_rows = prompt.rows
        self.limit = prompt.max_rows or _MANY_ROWS
        if self.is_rules:
            labelled = (q.model_copy(update={"label": t(q.label)}) for q in (_RULE, _SIGN))
            self.columns = tuple(labelled)
            self.limit = int(prompt.maximum or _MANY_ROWS)

    def fixed(self, rows: list[Row]) -> Iterator[None]:
        for row in self.fixed_rows:
            self.write(f"- {row.label}")
            place = next((i for i, each in enumerate(rows) if each.row == row.id), None)
            before = Row(row=row.id) if place is None else rows[place]
            after = self._filled(before)
            if after == before:
                continue
            if place is None:
                rows.insert(_place_of(row, self.fixed_rows, rows), after)
            else:
                rows[place] = after
            yield

    def free(self, rows: list[Row]) -> Iterator[None]:
        if self.limit == 1:
            before = rows[0] if rows else Row()
            after = self._filled(before)
            if after != before:
                rows[:1] = [after]
                yield
            return
        yield from self._changes(rows)
        if len(rows) < self.limit:
            one_by_one = (
                self.t("One rule after the other; an empty one ends it.")
                if self.is_rules
                else self.t("Row by row; an empty row ends it.")
            )
            self.write(one_by_one)
        while len(rows) < self.limit:
            self.write(self._head(len(rows) + 1))
            new = self._filled(Row())
            if not new.cells:
                return
            rows.append(new)
            yield

    def _changes(self, rows: list[Row]) -> Iterator[None]:
        asked = self.t("Which one do you want to change? Its number, or an empty line for none:")
        while rows and (typed := self.short(f"{asked} ")):
            if not typed.isdecimal() or not 1 <= int(typed) <= len(rows):
                self.write(
                    self.t("That is not one of them; once more, please. An empty line goes on.")
                )
                continue
            place = int(typed) - 1
            rows[place] = self._filled(rows[place])
            yield

    def _head(self, number: int) -> str:
        if self.is_rules:
            return self.t("Rule {n}", n=number)
        return self.t("Row {number}", number=number)

    def _filled(self, row: Row) -> Row:
        cells = dict(row.cells)
        for column in self.columns:
            before = cells.get(column.id)
            so_far = "" if before is None else cell_words(column, before, self.t)
            label = self.t("{label} (so far: {answer})", label=column.label, answer=so_far)
            self.write(f"  {label if so_far else column.label}")
            cell = self.cell(column)
            if cell is not None:
                cells[column.id] = cell
            elif self.is_rules and not cells:
                break
        return row.model_copy(update={"cells": cells})


def _place_of(row: Option, fixed: tuple[Option, ...], rows: list[Row]) -> int:
    """Return where a fixed row stands among those that are filled in."""
    before = {each.id for each in fixed[: fixed.index(row)]}
    return sum(each.row in before for each in rows)


def _rows_of(answer: Answer) -> list[Row]:
    match answer.value:
        case TableValue(rows=rows):
            return list(rows)
        case RulesValue(rules=rules):
            return [Row(cells=_cells(rule)) for rule in rules]
    return []


def _cells(rule: ProposedRule) -> dict[str, Cell]:
    pairs = ((_RULE.id, rule.rule), (_SIGN.id, rule.sign))
    return {name: TextValue(text=text) for name, text in pairs if text}


def _with_rows(prompt: Prompt, answer: Answer, rows: list[Row]) -> Answer:
    filled = tuple(row for row in rows if row.cells)
    if prompt.kind is not Kind.RULES:
        return answer.model_copy(update={"value": TableValue(rows=filled)})
    rules = tuple(ProposedRule(rule=_text(row, _RULE), sign=_text(row, _SIGN)) for row in filled)
    return answer.model_copy(update={"value": RulesValue(rules=rules)})


def _text(row: Row, question: Question) -> str:
    cell = row.cells.get(question.id)
    return cell.text if isinstance(cell, TextValue) else ""
