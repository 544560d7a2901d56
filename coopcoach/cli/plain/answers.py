"""Asking for an answer line by line, kind by kind; what is typed takes the place of what stood there.

Only a row takes no other row's place: rows of tables and rules are changed one by one, or added.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from coopcoach.cli.plain.rows import ask_rows
from coopcoach.domain.answers import (
    Answer,
    Cell,
    CheckValue,
    ChoiceValue,
    DateValue,
    NumberValue,
    OptionsValue,
    RankingValue,
    ScaleValue,
    TextValue,
    UnreadValue,
    Value,
)
from coopcoach.domain.exercise import Kind, Prompt, Question
from coopcoach.i18n import Translator
from coopcoach.markup.numbers import read_date, read_number
from coopcoach.wording.typed_words import NO, YES
from coopcoach.wording.values import ends_words

Line = Callable[[str], str]
Write = Callable[[str], None]
Pasted = Callable[[], list[str]]


def nothing_pasted() -> list[str]:
    """Say that no line waits, where nobody can know."""
    return []


class PlainQuestion:
    """Asks one question.

    Args:
        prompt: The question.
        line: Returns a line that the person types; empty where nothing was typed.
        write: Shows a line.
        t: The language of both.
        pasted: Returns the further lines of what was pasted; they belong to the same answer.
    """

    def __init__(
        self,
        prompt: Prompt,
        line: Line,
        write: Write,
        t: Translator,
        pasted: Pasted = nothing_pasted,
    ) -> None:
        self.prompt = prompt
        self.line = line
        self.write = write
        self.t = t
        self.pasted = pasted
        # What was said so far: it counts also where the asking breaks off.
        self.given: Answer | None = None

    def ask(self, answer: Answer) -> Answer:
        """Return the answer as it is after asking; the same where nothing was typed."""
        if self.prompt.kind in {Kind.TABLE, Kind.RULES}:
            return self._rows(answer)
        asked = {
            Kind.TEXT: self._text,
            Kind.LONG: self._long,
            Kind.CHOICE: self._choice,
            Kind.MULTI: self._options,
            Kind.CHECK: self._options,
            Kind.SCALE: self._scale,
            Kind.RANKING: self._ranking,
            Kind.NUMBER: self._measured,
            Kind.DATE: self._measured,
        }[self.prompt.kind](answer)
        return asked or answer

    def _text(self, answer: Answer) -> Answer | None:
        text = "\n".join(self._part()).strip()
        return _with(answer, TextValue(text=text)) if text else None

    def _long(self, answer: Answer) -> Answer | None:
        self.write(self.t("As many lines as you like; an empty line ends it."))
        lines: list[str] = []
        while any(part := self._part()):
            lines.extend(part)
            self.given = _with(answer, TextValue(text="\n".join(lines).strip("\n")))
        return self.given

    def _part(self) -> list[str]:
        return [self.line("> "), *self.pasted()]

    def _short(self, asked: str = "> ") -> str:
        return self.line(asked).strip()

    def _rows(self, answer: Answer) -> Answer:
        for given in ask_rows(self.prompt, answer, self._cell, self._short, self.write, self.t):
            self.given = given
        return self.given or answer

    def _choice(self, answer: Answer) -> Answer | None:
        cell = self._pick(self.prompt)
        return _with(answer, cell) if isinstance(cell, ChoiceValue) else None

    def _options(self, answer: Answer) -> Answer | None:
        self._list(self.prompt)
        self.write(self.t("The numbers of all that fit, such as 1 3; 0 for none of them."))
        count = len(self.prompt.options)
        while typed := self._short():
            found = _numbers(typed, count, zero=True)
            if found is None and not self.prompt.other:
                self._not_understood()
                continue
            ticked = sorted(set(found or ()) - {0})
            ids = tuple(self.prompt.options[number - 1].id for number in ticked)
            other = typed if found is None else None
            return _with(answer, OptionsValue(options=ids, other=other))
        return None

    def _scale(self, answer: Answer) -> Answer | None:
        cell = self._pick_number(self.prompt)
        if cell is None:
            return None
        self.given = given = _with(answer, cell)
        reason = self._short(f"{self.t('Why?')} ")
        return given.model_copy(update={"remark": reason}) if reason else given

    def _ranking(self, answer: Answer) -> Answer | None:
        self._list(self.prompt)
        self.write(self.t("The numbers in your order, the most important first, such as 4 1 2."))
        while typed := self._short():
            found = _numbers(typed, len(self.prompt.options), zero=False)
            if found is not None and len(set(found)) == len(found):
                order = tuple(self.prompt.options[number - 1].id for number in found)
                return _with(answer, RankingValue(order=order))
            self._not_understood()
        return None

    def _measured(self, answer: Answer) -> Answer | None:
        typed = self._short()
        if not typed:
            return None
        cell = self._read(self.prompt, typed)
        if isinstance(cell, NumberValue | DateValue):
            return _with(answer, cell)
        self.write(self.t("It is kept as you wrote it."))
        return answer.model_copy(update={"value": None, "remark": typed})

    def _cell(self, column: Question) -> Cell | None:
        match column.kind:
            case Kind.CHOICE:
                return self._pick(column)
            case Kind.SCALE:
                return self._pick_number(column)
        typed = self._short("  > ")
        return self._read(column, typed) if typed else None

    def _read(self, question: Question, typed: str) -> Cell:
        match question.kind:
            case Kind.NUMBER:
                number = read_number(typed, question.unit, self.t.lang)
                return UnreadValue(text=typed) if number is None else NumberValue(value=number)
            case Kind.DATE:
                day = read_date(typed)
                return UnreadValue(text=typed) if day is None else DateValue(value=day)
            case Kind.CHECK:
                word = typed.casefold()
                if word not in YES | NO | {"x"}:
                    return UnreadValue(text=typed)
                return CheckValue(value=word not in NO)
        return TextValue(text=typed)

    # Choosing by number

    def _list(self, question: Question) -> None:
        for number, option in enumerate(question.options, 1):
            self.write(f"  {number}  {option.label}")
        if question.other:
            own_words = self.t("or in your own words")
            self.write(f"  …  {own_words}")

    def _pick(self, question: Question) -> ChoiceValue | None:
        self._list(question)
        while typed := self._short():
            found = _numbers(typed, len(question.options), zero=False)
            if found is not None and len(found) == 1:
                return ChoiceValue(option=question.options[found[0] - 1].id)
            if question.other and found is None:
                return ChoiceValue(other=typed)
            self._not_understood()
        return None

    def _pick_number(self, question: Question) -> ScaleValue | None:
        low, high = int(question.minimum or 0), int(question.maximum or 5)
        ends = ends_words(question)
        self.write(f"  {low}–{high}" + (f" ({ends})" if ends else ""))
        while typed := self._short():
            if typed.isdecimal() and low <= int(typed) <= high:
                return ScaleValue(value=int(typed))
            self._not_understood()
        return None

    def _not_understood(self) -> None:
        self.write(self.t("That is not one of them; once more, please. An empty line goes on."))


def _with(answer: Answer, value: Value) -> Answer:
    return answer.model_copy(update={"value": value})


def _numbers(typed: str, count: int, *, zero: bool) -> list[int] | None:
    """Return the numbers of a line; None where it holds anything else."""
    parts = re.split(r"[\s,;.]+", typed.strip(" ,;."))
    if not all(re.fullmatch(r"[0-9]{1,3}", part) for part in parts):
        return None
    numbers = [int(part) for part in parts]
    return numbers if all((0 if zero else 1) <= number <= count for number in numbers) else None
