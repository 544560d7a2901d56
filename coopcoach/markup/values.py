"""Answers' values as a person would write them in Markdown, and back, kind by kind.

Each kind has a writer, ``value → lines``, and a reader, ``lines → value``. What a reader cannot take is
never dropped: it becomes the answer's remark. A value that is missing while there is a remark is
written as a dash (``–``), so that the remark is not taken for the value.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date as Date

from coopcoach.domain.answers import (
    ChoiceValue,
    DateValue,
    NumberValue,
    OptionsValue,
    ProposedRule,
    RankingValue,
    RulesValue,
    ScaleValue,
    TextValue,
    Value,
)
from coopcoach.domain.exercise import Kind, Option, Prompt, Question
from coopcoach.i18n import Translator
from coopcoach.markup import tables
from coopcoach.markup.literal import decode_line, encode_line
from coopcoach.markup.numbers import read_date, read_number, write_number
from coopcoach.wording.typed_words import OF, any_of

NOTHING = "–"

_TASK = re.compile(
    r"[-*+] \[(?P<mark>[ xX])\][ \t]*(?P<text>.*?)[ \t]*(?P<id>\{#[a-z0-9-]+\})?[ \t]*\Z"
)
_NUMBERED = re.compile(r"\d+[.)][ \t]+(?P<text>.*?)[ \t]*(?P<id>\{#[a-z0-9-]+\})?[ \t]*\Z")
_SCALE = re.compile(rf"\**(?P<value>\d+)\**(?:[ \t]*(?:{any_of(*OF)}|/)[ \t]*\d+)?[ \t]*\Z")
_RULE = re.compile(r"[-*+](?:[ \t]+(?P<text>.*))?\Z")
_SIGN = re.compile(r"[ \t]+[-*+](?:[ \t]+(?P<text>.*))?\Z")


def write_value(question: Question, value: Value | None, t: Translator) -> str:
    """Return the value's lines; a blank task list or table is written out so it can be filled in."""
    return _WRITERS[question.kind](question, value, t)


def read_value(question: Question, block: str, language: str) -> Value | None:
    """Read the first block of a body; None where it is not what the kind needs."""
    if block == NOTHING:
        return None
    return _READERS[question.kind](question, block.split("\n"), language)


def matches(label: str, option: Option) -> bool:
    """Whether a label written by hand means this option."""
    return _folded(label) in {_folded(option.label), option.id}


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _write_tasks(question: Question, value: Value | None, t: Translator) -> str:
    chosen: tuple[str, ...] = ()
    other: str | None = None
    if isinstance(value, ChoiceValue):
        chosen, other = ((value.option,) if value.option else ()), value.other
    elif isinstance(value, OptionsValue):
        chosen, other = value.options, value.other
    lines = [
        f"- [{'x' if option.id in chosen else ' '}] {encode_line(option.label)} {{#{option.id}}}"
        for option in question.options
    ]
    if question.other:
        words = f"{t('Other')}: {encode_line(other or '')}".rstrip(" ")
        lines.append(f"- [{' ' if other is None else 'x'}] {words} {{#other}}")
    return "\n".join(lines)


def _read_tasks(question: Question, lines: list[str]) -> tuple[list[str], str | None] | None:
    """Return the ticked option ids and the other text; None where a line is something else."""
    chosen: list[str] = []
    other: str | None = None
    for line in lines:
        match = _TASK.match(line)
        if match is None:
            return None
        option_id = (match["id"] or "")[2:-1]
        ticked = match["mark"] != " "
        if option_id == "other" and question.other:
            text = match["text"].partition(":")[2].strip(" \t")
            if text and not ticked:
                return None
            other = decode_line(text) if ticked else other
            continue
        option = next(
            (o for o in question.options if o.id == option_id or matches(match["text"], o)), None
        )
        if option is None and ticked:
            return None
        if option is not None and ticked:
            chosen.append(option.id)
    return chosen, other


def _read_choice(question: Question, lines: list[str], _language: str) -> Value | None:
    found = _read_tasks(question, lines)
    if found is None or len(found[0]) + (found[1] is not None) > 1:
        return None
    option = found[0][0] if found[0] else None
    return ChoiceValue(option=option, other=found[1])


def _read_options(question: Question, lines: list[str], _language: str) -> Value | None:
    found = _read_tasks(question, lines)
    if found is None:
        return None
    order = [o.id for o in question.options]
    return OptionsValue(options=tuple(sorted(found[0], key=order.index)), other=found[1])


def _write_scale(question: Question, value: Value | None, t: Translator) -> str:
    if not isinstance(value, ScaleValue):
        return ""
    return f"**{value.value}** {t('of')} {question.maximum}"


def _read_scale(question: Question, lines: list[str], _language: str) -> Value | None:
    match = _SCALE.match(lines[0]) if len(lines) == 1 else None
    return in_scale(question, int(match["value"])) if match else None


def in_scale(question: Question, value: int) -> ScaleValue | None:
    """Return the value where it lies within the bounds of the scale."""
    low, high = question.minimum, question.maximum
    if (low is not None and value < low) or (high is not None and value > high):
        return None
    return ScaleValue(value=value)


def _write_ranking(question: Question, value: Value | None, _t: Translator) -> str:
    order = value.order if isinstance(value, RankingValue) else ()
    return "\n".join(
        f"{place}. {encode_line(question.option_label(option_id))} {{#{option_id}}}"
        for place, option_id in enumerate(order, 1)
    )


def _read_ranking(question: Question, lines: list[str], _language: str) -> Value | None:
    order: list[str] = []
    for line in lines:
        match = _NUMBERED.match(line)
        if match is None:
            return None
        option_id = (match["id"] or "")[2:-1]
        option = next(
            (o for o in question.options if o.id == option_id or matches(match["text"], o)), None
        )
        if option is None or option.id in order:
            return None
        order.append(option.id)
    return RankingValue(order=tuple(order))


def _write_number(question: Question, value: Value | None, t: Translator) -> str:
    if not isinstance(value, NumberValue):
        return ""
    return write_number(value.value, question.unit, t.lang)


def _read_number(question: Question, lines: list[str], language: str) -> Value | None:
    number = read_number(lines[0], question.unit, language) if len(lines) == 1 else None
    return NumberValue(value=number) if number is not None else None


def _write_date(_question: Question, value: Value | None, _t: Translator) -> str:
    return value.value.isoformat() if isinstance(value, DateValue) else ""


def _read_date(_question: Question, lines: list[str], _language: str) -> Value | None:
    day: Date | None = read_date(lines[0]) if len(lines) == 1 else None
    return DateValue(value=day) if day is not None else None


def _write_rules(_question: Question, value: Value | None, _t: Translator) -> str:
    lines: list[str] = []
    for proposed in value.rules if isinstance(value, RulesValue) else ():
        lines.append(f"- {encode_line(proposed.rule)}".rstrip(" "))
        if proposed.sign:
            lines.append(f"    - {encode_line(proposed.sign)}")
    return "\n".join(lines)


def _read_rules(_question: Question, lines: list[str], _language: str) -> Value | None:
    rules: list[ProposedRule] = []
    for line in lines:
        rule, sign = _RULE.match(line), _SIGN.match(line)
        if rule is not None:
            rules.append(ProposedRule(rule=decode_line((rule["text"] or "").strip(" \t"))))
        elif sign is not None and rules and not rules[-1].sign:
            text = decode_line((sign["text"] or "").strip(" \t"))
            rules[-1] = ProposedRule(rule=rules[-1].rule, sign=text)
        else:
            return None
    return RulesValue(rules=tuple(rules))


def _write_text(_question: Question, value: Value | None, _t: Translator) -> str:
    return value.text if isinstance(value, TextValue) else ""


def _write_table(question: Question, value: Value | None, t: Translator) -> str:
    return tables.write_table(_as_prompt(question), value, t)


def _read_table(question: Question, lines: list[str], language: str) -> Value | None:
    return tables.read_table(_as_prompt(question), lines, language)


def _as_prompt(question: Question) -> Prompt:
    if not isinstance(question, Prompt):
        raise TypeError("only a prompt can be a table")
    return question


_WRITERS: dict[Kind, Callable[[Question, Value | None, Translator], str]] = {
    Kind.TEXT: _write_text,
    Kind.LONG: _write_text,
    Kind.CHOICE: _write_tasks,
    Kind.MULTI: _write_tasks,
    Kind.CHECK: _write_tasks,
    Kind.SCALE: _write_scale,
    Kind.RANKING: _write_ranking,
    Kind.NUMBER: _write_number,
    Kind.DATE: _write_date,
    Kind.TABLE: _write_table,
    Kind.RULES: _write_rules,
}
_READERS: dict[Kind, Callable[[Question, list[str], str], Value | None]] = {
    Kind.CHOICE: _read_choice,
    Kind.MULTI: _read_options,
    Kind.CHECK: _read_options,
    Kind.SCALE: _read_scale,
    Kind.RANKING: _read_ranking,
    Kind.NUMBER: _read_number,
    Kind.DATE: _read_date,
    Kind.TABLE: _read_table,
    Kind.RULES: _read_rules,
}
