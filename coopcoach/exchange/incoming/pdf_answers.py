"""One answer from the text of its fields, kind by kind: nothing that was written is dropped.

What a kind cannot take (an option chosen twice in a ranking, a number in words) becomes the remark.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from coopcoach.domain.answers import (
    Answer,
    Cell,
    ChoiceValue,
    DateValue,
    NumberValue,
    OptionsValue,
    ProposedRule,
    RankingValue,
    Row,
    RulesValue,
    TableValue,
    TextValue,
    UnreadValue,
    Value,
)
from coopcoach.domain.exercise import Kind, Option, Prompt, Question
from coopcoach.export.form.fields import NO_ANSWER
from coopcoach.i18n import LANGUAGES, translator
from coopcoach.markup.literal import encode_line
from coopcoach.markup.numbers import read_date, read_number
from coopcoach.markup.tables import read_cell
from coopcoach.markup.values import in_scale, matches

# The fields of one answer by part, as in ``export.form_names``.
Parts = dict[tuple[str, ...], str]

_DAY_MONTH_YEAR = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4})\.?")
_STEP = re.compile(r"(\d{1,3})(?!\d)")


def is_filled(text: str) -> bool:
    """Whether a field holds anything: neither blank nor the dash of a select."""
    return bool(text.strip()) and text.strip() != NO_ANSWER


def same_words(one: str, other: str) -> bool:
    """Whether two texts are the same but for case and spaces."""
    return _folded(one) == _folded(other)


def begins_with(text: str, start: str) -> bool:
    """Whether a text begins so, whatever its case and spaces."""
    return bool(start.strip()) and _folded(text).startswith(_folded(start))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def read_parts(prompts: Sequence[Prompt], parts: Parts, language: str) -> Answer:
    """Read one answer.

    Args:
        prompts: The prompt, in the file's own language first; labels may be of any.
        parts: The text of its fields by part.
        language: The language of the file, by which numbers are read.
    """
    value, unread = _READERS[prompts[0].kind](prompts, parts, language)
    remark = parts.get(("remark",), "")
    remark = remark if remark.strip() else ""
    answer = Answer(value=value, remark="\n".join([*unread, remark] if remark else unread))
    return Answer(remark=answer.remark) if Answer(value=value).is_blank else answer


_Read = tuple[Value | None, list[str]]


def _read_text(_prompts: Sequence[Prompt], parts: Parts, _language: str) -> _Read:
    text = parts.get(("value",), "")
    return (TextValue(text=text) if text.strip() else None), []


def _read_choice(prompts: Sequence[Prompt], parts: Parts, _language: str) -> _Read:
    return _choice(prompts, parts.get(("value",), ""), parts.get(("other",), ""))


def _choice(
    questions: Sequence[Question], chosen: str, other: str
) -> tuple[ChoiceValue | None, list[str]]:
    """An option by its label; the person's own words where no option was chosen."""
    own = other if other.strip() else ""
    if _is_other(questions[0], chosen) or (own and not is_filled(chosen)):
        return ChoiceValue(other=own), []
    if not is_filled(chosen):
        return None, []
    option = _option(questions, chosen)
    if option is None:
        return None, [text for text in (chosen, own) if text]
    return ChoiceValue(option=option.id), [own] if own else []


def _is_other(question: Question, chosen: str) -> bool:
    words = {translator(lang)("Other").casefold() for lang in LANGUAGES}
    return question.other and chosen.strip().casefold() in words


def _option(questions: Sequence[Question], text: str) -> Option | None:
    return next((o for q in questions for o in q.options if matches(text, o)), None)


def _read_ticks(prompts: Sequence[Prompt], parts: Parts, _language: str) -> _Read:
    ticked = {part[1] for part, value in parts.items() if part[0] == "tick" and is_filled(value)}
    known = [option.id for option in prompts[0].options]
    own = parts.get(("other",), "")
    own = own if own.strip() else ""
    other = own if "other" in ticked or own else None
    chosen = tuple(option for option in known if option in ticked)
    unread = sorted(ticked - set(known) - {"other"})
    if other is not None and not prompts[0].other:
        unread, other = [*unread, other], None
    return OptionsValue(options=chosen, other=other), [text for text in unread if text]


def _read_scale(prompts: Sequence[Prompt], parts: Parts, _language: str) -> _Read:
    text = parts.get(("value",), "")
    if not is_filled(text):
        return None, []
    step = _STEP.match(text.strip())
    value = in_scale(prompts[0], int(step[1])) if step else None
    return value, [] if value else [text]


def _read_ranking(prompts: Sequence[Prompt], parts: Parts, _language: str) -> _Read:
    """Read an order; what is chosen twice or is no option becomes words, and so does a gap in the order."""
    places = sorted(_numbered(parts, "place"))
    last = max((place for place, text in places if is_filled(text)), default=0)
    order: list[str] = []
    unclear: list[str] = []
    for place, text in places[:last]:
        option = _option(prompts, text) if is_filled(text) else None
        if option is None or option.id in order:
            unclear.append(f"{place}. {text if is_filled(text) else NO_ANSWER}")
        else:
            order.append(option.id)
    return RankingValue(order=tuple(order)), unclear


def _numbered(parts: Parts, kind: str) -> Iterator[tuple[int, str]]:
    for part, text in parts.items():
        if len(part) == 2 and part[0] == kind and part[1].isdecimal():
            yield int(part[1]), text


def _read_number(prompts: Sequence[Prompt], parts: Parts, language: str) -> _Read:
    text = parts.get(("value",), "")
    if not is_filled(text):
        return None, []
    number = read_number(text, prompts[0].unit, language)
    return (NumberValue(value=number), []) if number is not None else (None, [text])


def _read_date(_prompts: Sequence[Prompt], parts: Parts, _language: str) -> _Read:
    text = parts.get(("value",), "")
    if not is_filled(text):
        return None, []
    day = read_date(_as_german(text))
    return (DateValue(value=day), []) if day is not None else (None, [text])


def _as_german(text: str) -> str:
    """A date with the day first and any sign between, as the reader of dates knows it."""
    match = _DAY_MONTH_YEAR.fullmatch(text.strip())
    return ".".join(match.groups()) if match else text


def _read_table(prompts: Sequence[Prompt], parts: Parts, language: str) -> _Read:
    prompt = prompts[0]
    ids = [row.id for row in prompt.rows]
    written = {part[1] for part in parts if part[0] == "row"}
    if not ids:
        ids = [str(n) for n in sorted(int(row) for row in written if row.isdecimal())]
    rows, unread = [], []
    for row_id in ids:
        cells: dict[str, Cell] = {}
        for column in prompt.columns:
            own = [c for c in (p.column(column.id) for p in prompts) if c is not None]
            text = parts.get(("row", row_id, column.id), "")
            other = parts.get(("row", row_id, column.id, "other"), "")
            cell, left = _cell(own, text, other, language)
            unread.extend(left)
            if cell is not None:
                cells[column.id] = cell
        if cells:
            rows.append(Row(row=row_id if prompt.rows else None, cells=cells))
    return TableValue(rows=tuple(rows)), unread


def _cell(
    columns: Sequence[Question], text: str, other: str, language: str
) -> tuple[Cell | None, list[str]]:
    column = columns[0]
    if column.kind is Kind.CHOICE:
        value, unread = _choice(columns, text, other)
        if value is None and unread:
            return UnreadValue(text="\n".join(unread)), []
        return value, unread
    if not is_filled(text) and (column.kind not in {Kind.TEXT, Kind.LONG} or not text.strip()):
        return None, []
    if column.kind is Kind.DATE:
        text = _as_german(text)
    return read_cell(column, encode_line(text), language), []


def _read_rules(_prompts: Sequence[Prompt], parts: Parts, _language: str) -> _Read:
    rules, signs = dict(_numbered(parts, "rule")), dict(_numbered(parts, "sign"))
    found = [
        ProposedRule(rule=_filled(rules.get(n, "")), sign=_filled(signs.get(n, "")))
        for n in sorted({*rules, *signs})
    ]
    return RulesValue(rules=tuple(rule for rule in found if rule.rule or rule.sign)), []


def _filled(text: str) -> str:
    return text if text.strip() else ""


_READERS: dict[Kind, Callable[[Sequence[Prompt], Parts, str], _Read]] = {
    Kind.TEXT: _read_text,
    Kind.LONG: _read_text,
    Kind.CHOICE: _read_choice,
    Kind.MULTI: _read_ticks,
    Kind.CHECK: _read_ticks,
    Kind.SCALE: _read_scale,
    Kind.RANKING: _read_ranking,
    Kind.NUMBER: _read_number,
    Kind.DATE: _read_date,
    Kind.TABLE: _read_table,
    Kind.RULES: _read_rules,
}
