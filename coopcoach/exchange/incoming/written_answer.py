"""One answer as a person wrote it below its question, kind by kind.

What the kind cannot take is never dropped: it becomes the answer's remark. An answer that has a remark where
its kind wants something else, and no value, is what the summary of an import calls unreadable.
"""

from __future__ import annotations

import re
from datetime import date as Date
from decimal import Decimal

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
from coopcoach.domain.exercise import Kind, Prompt, Question
from coopcoach.exchange.incoming.alnum_key import squeeze
from coopcoach.exchange.incoming.written_fields import read_entries
from coopcoach.exchange.incoming.written_lists import Item, find_items, plain_list, without
from coopcoach.exchange.outgoing import markdown_workbook as wording
from coopcoach.i18n import Translator
from coopcoach.markup.literal import encode_line
from coopcoach.markup.numbers import read_date, read_number
from coopcoach.markup.tables import read_cell, read_table
from coopcoach.markup.values import in_scale, read_value
from coopcoach.wording.typed_words import OF, OUT_OF, ROUGHLY, any_of
from coopcoach.wording.units import unit_words

Read = tuple[Value | None, str]

_SCALE = re.compile(
    r"[\s>*_\[(]*(?P<value>\d{1,3})(?![\d.,/–\-]*\d)[\])*_]*"
    rf"(?:[ \t]*(?:{any_of(*OF, *OUT_OF)}|/)[ \t]*\d{{1,3}}\b)?[*_]*(?P<rest>.*)\Z",
    re.DOTALL,
)
_WORDED = re.compile(r"(?P<number>[+\-−]?\d[\d.,'’ ]*?)[ \t]*(?P<unit>[^\d\s].*)\Z")
_ROUGHLY = re.compile(rf"(?i)(?:(?:{any_of(*ROUGHLY)})\.?|~|≈)[ \t]*")
_BULLET = re.compile(r"(?P<indent>[ \t]*)(?:[-*+•·▪◦]|\d{1,2}[.)])[ \t]+(?P<text>.*)\Z")


def read_written(prompt: Prompt, text: str, t: Translator) -> Answer:
    """Read what stands below a question, without anything of ours around it."""
    if prompt.kind in {Kind.TEXT, Kind.LONG}:
        return Answer(value=TextValue(text=text) if text else None)
    if not text.strip():
        return Answer()
    value, remark = _READERS[prompt.kind](prompt, text, t)
    if value is not None and Answer(value=value).is_blank:
        value = None
    return Answer(value=value, remark=remark.strip())


def is_unreadable(prompt: Prompt, answer: Answer) -> bool:
    """Whether something was written that the prompt's kind cannot take."""
    if isinstance(answer.value, TableValue):
        return any(
            isinstance(c, UnreadValue) for row in answer.value.rows for c in row.cells.values()
        )
    return (
        prompt.kind not in {Kind.TEXT, Kind.LONG} and answer.value is None and bool(answer.remark)
    )


def _options(prompt: Prompt, t: Translator) -> list[tuple[str, str]]:
    labels = [(option.id, option.label) for option in prompt.options]
    return [*labels, ("other", t(wording.OTHER))] if prompt.other else labels


def _ticked(prompt: Prompt, text: str, t: Translator) -> tuple[list[str], str | None, str]:
    """Return the ids that are ticked, the other text, and what else was written."""
    items = find_items(text, _options(prompt, t))
    rest = [without(text, items).strip()]
    chosen: list[str] = []
    other: str | None = None
    named = plain_list(items) and len({i.id for i in items}) < len(_options(prompt, t))
    for item in items:
        ticked = item.ticked or (named and not item.marked)
        if item.id == "other" and prompt.other:
            words = item.behind.lstrip(" :*_…").strip()
            other = words if ticked or words else other
            continue
        if ticked and item.id not in chosen:
            chosen.append(item.id)
        if squeeze(item.behind):
            rest.append(f"{prompt.option_label(item.id)} {item.behind}")
    return chosen, other, "\n".join(part for part in rest if part)


def _read_choice(prompt: Prompt, text: str, t: Translator) -> Read:
    chosen, other, rest = _ticked(prompt, text, t)
    if len(chosen) == 1 and not other:
        return ChoiceValue(option=chosen[0]), rest
    if not chosen and other is not None:
        return ChoiceValue(other=other), rest
    if not chosen:
        return None, rest
    labels = [f"[x] {prompt.option_label(option)}" for option in chosen]
    if other is not None:
        labels.append(f"[x] {t(wording.OTHER)}: {other}")
    return None, "\n".join([*labels, *([rest] if rest else [])])


def _read_options(prompt: Prompt, text: str, t: Translator) -> Read:
    chosen, other, rest = _ticked(prompt, text, t)
    order = [option.id for option in prompt.options]
    return OptionsValue(options=tuple(sorted(chosen, key=order.index)), other=other), rest


def _read_ranking(prompt: Prompt, text: str, t: Translator) -> Read:
    items = find_items(text, _options(prompt, t))
    rest = without(text, items).strip()
    behind = [f"{prompt.option_label(i.id)} {i.behind}" for i in items if _says_more(i)]
    remark = "\n".join([*([rest] if rest else []), *behind])
    places = [(_place(item), item) for item in items]
    ranked = [(place, item) for place, item in places if place is not None]
    boxed = any(item.box is not None for item in items)
    by_list = not boxed and [place for place, _ in ranked] == list(range(1, len(items) + 1))
    if by_list and len(items) == len(prompt.options) and prompt.top and prompt.top < len(items):
        # A program made a numbered list of our own: nobody has ranked anything.
        return None, remark
    numbers = [place for place, _ in ranked]
    filled = [item for item in items if item.ticked]
    ids = [item.id for _, item in sorted(ranked, key=lambda pair: pair[0])]
    if (
        len(set(numbers)) == len(numbers)
        and len(set(ids)) == len(ids)
        and len(filled) <= len(ranked)
    ):
        return RankingValue(order=tuple(ids)), remark
    said = [
        f"[{item.box or item.number}] {prompt.option_label(item.id)}"
        for item in items
        if item.box or item.number
    ]
    return None, "\n".join([*said, *([remark] if remark else [])])


def _says_more(item: Item) -> bool:
    return bool(squeeze(item.behind)) and not re.fullmatch(r"\W*\d{1,2}\W*", item.behind)


def _place(item: Item) -> int | None:
    inside = re.fullmatch(r"\D{0,2}(\d{1,2})\D{0,2}", item.box or "")
    if inside is not None:
        return int(inside[1])
    if item.number is not None and item.box is None:
        return item.number
    behind = re.fullmatch(r"\W*(\d{1,2})\W*", item.behind)
    return int(behind[1]) if behind and not item.box else None


def _read_scale(prompt: Prompt, text: str, _t: Translator) -> Read:
    match = _SCALE.match(text)
    value = in_scale(prompt, int(match["value"])) if match else None
    if match is None or value is None:
        return None, text
    return value, match["rest"].lstrip(" \t.,;:–—-\n")


def _first_line(text: str) -> tuple[str, str]:
    first, _, rest = text.strip().partition("\n")
    return first.strip(" \t*_\u00a0"), rest.strip()


def _number(question: Question, text: str, t: Translator) -> Decimal | None:
    """Read a number with or without its unit, also as the workbook words the unit."""
    number = read_number(text, question.unit, t.lang)
    match = _WORDED.match(text) if number is None and question.unit else None
    if match is None or question.unit is None:
        return number
    same = squeeze(match["unit"]) == squeeze(unit_words(question.unit, t))
    return read_number(match["number"], question.unit, t.lang) if same else None


def _read_number(prompt: Prompt, text: str, t: Translator) -> Read:
    first, rest = _first_line(text)
    number = _number(prompt, first, t)
    if number is not None:
        return NumberValue(value=number), rest
    # “about 6 hours”, “6 hours, rather less”: the number counts, and every word is kept.
    bare = _ROUGHLY.sub("", first, count=1)
    found = _number(prompt, bare, t)
    if found is None:
        head = re.match(r"[\d.,'’ ]*\d(?:[ \t]*[^\s\d,;(]+)?", bare)
        alone = head is not None and not re.search(r"\d", bare[head.end() :])
        found = read_number(head[0], prompt.unit, t.lang) if head and alone else None
    return (NumberValue(value=found) if found is not None else None), text


def _read_date(_prompt: Prompt, text: str, _t: Translator) -> Read:
    first, rest = _first_line(text)
    day: Date | None = read_date(first)
    return (DateValue(value=day), rest) if day is not None else (None, text)


def _read_table(prompt: Prompt, text: str, t: Translator) -> Read:
    drawn = _drawn_table(prompt, text, t)
    if drawn is not None:
        return drawn
    columns = [(column.id, column.label) for column in prompt.columns]
    rows = [(row.id, row.label) for row in prompt.rows]
    entry = "" if prompt.rows or prompt.is_form else squeeze(t(wording.ENTRY).partition("{")[0])
    entries, rest = read_entries(text, columns, rows, entry)
    found: list[Row] = []
    for each in entries:
        cells = {name: _cell(prompt.column(name), text, t) for name, text in each.fields.items()}
        filled = {name: cell for name, cell in cells.items() if cell is not None}
        doubled = any(row.row == each.row for row in found)
        if prompt.rows and filled and (each.row is None or doubled):
            rest = "\n".join([rest, *each.fields.values()]).strip()
        elif filled:
            found.append(Row(row=each.row, cells=filled))
    order = [row.id for row in prompt.rows]
    if prompt.rows:
        found.sort(key=lambda row: order.index(row.row or ""))
    return TableValue(rows=tuple(found)), rest


def _drawn_table(prompt: Prompt, text: str, t: Translator) -> Read | None:
    lines = text.split("\n")
    drawn = [index for index, line in enumerate(lines) if line.lstrip().startswith("|")]
    if len(drawn) < 2 or drawn != list(range(drawn[0], drawn[-1] + 1)):
        return None
    block = [line.strip() for line in lines[drawn[0] : drawn[-1] + 1]]
    value = read_table(prompt, block, t.lang)
    rest = [*lines[: drawn[0]], *lines[drawn[-1] + 1 :]]
    return (value, "\n".join(rest).strip()) if value is not None else None


def _cell(column: Question | None, text: str, t: Translator) -> Cell | None:
    if column is None or not text.strip():
        return None
    if column.kind is Kind.CHOICE:
        same = [o.id for o in column.options if squeeze(o.label) == squeeze(text) != ""]
        if len(same) == 1:
            return ChoiceValue(option=same[0])
        items = [i for i in find_items(text, [(o.id, o.label) for o in column.options]) if i.ticked]
        if len(items) == 1 and not squeeze(items[0].behind):
            return ChoiceValue(option=items[0].id)
    if column.kind is Kind.SCALE:
        match = _SCALE.match(text)
        value = in_scale(column, int(match["value"])) if match else None
        if match is not None and value is not None and not match["rest"].strip(" ."):
            return value
    if column.kind is Kind.NUMBER:
        number = _number(column, text.strip(), t)
        return NumberValue(value=number) if number is not None else UnreadValue(text=text)
    return read_cell(column, encode_line(text), t.lang)


def _read_rules(prompt: Prompt, text: str, t: Translator) -> Read:
    columns = [("rule", t(wording.RULE_SENTENCE)), ("sign", t(wording.RULE_SIGN))]
    entries, rest = read_entries(text, columns, (), squeeze(t(wording.RULE).partition("{")[0]))
    rules = [
        ProposedRule(rule=e.fields.get("rule", ""), sign=e.fields.get("sign", ""))
        for e in entries
        if any(e.fields.values())
    ]
    if not rules and rest:
        strict = read_value(prompt, rest, t.lang)
        if isinstance(strict, RulesValue):
            return strict, ""
        rules, rest = _listed_rules(rest), ""
    return RulesValue(rules=tuple(rules)), rest


def _listed_rules(text: str) -> list[ProposedRule]:
    """Read rules written as a list or as paragraphs; what is indented below one is its sign."""
    rules: list[list[str]] = []
    blank = True
    for line in text.split("\n"):
        match = _BULLET.match(line)
        indented = line.startswith(("  ", "\t")) and bool(rules)
        if not line.strip():
            blank = True
            continue
        words = match["text"] if match else line.strip()
        if match is not None and indented:
            rules[-1][1] = "\n".join(part for part in (rules[-1][1], words) if part)
        elif match is not None or (blank and not indented) or not rules:
            rules.append([words, ""])
        else:
            place = 1 if rules[-1][1] else 0
            rules[-1][place] += "\n" + words
        blank = False
    return [ProposedRule(rule=rule.strip(), sign=sign.strip()) for rule, sign in rules]


_READERS = {
    Kind.CHOICE: _read_choice,
    Kind.MULTI: _read_options,
    Kind.CHECK: _read_options,
    Kind.RANKING: _read_ranking,
    Kind.SCALE: _read_scale,
    Kind.NUMBER: _read_number,
    Kind.DATE: _read_date,
    Kind.TABLE: _read_table,
    Kind.RULES: _read_rules,
}
