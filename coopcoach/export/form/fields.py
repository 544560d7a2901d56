"""The fields of one answer, kind by kind, with what was answered so far in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from coopcoach.domain.answers import (
    Answer,
    Cell,
    CheckValue,
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
    Value,
)
from coopcoach.domain.exercise import Kind, Prompt, Question
from coopcoach.export.form.model import Column, Field, FormRow
from coopcoach.export.form.names import ON, field_name
from coopcoach.i18n import Translator
from coopcoach.markup.numbers import write_number
from coopcoach.wording.shortening import shortened
from coopcoach.wording.units import unit_words
from coopcoach.wording.values import ends_words

# What a select shows before anything is chosen: a reader that draws nothing for "" would show no field at all.
NO_ANSWER = "–"

_FREE_ROWS = 6
_RULES = 5
_LONG, _TEXT = 9, 2
# Millimetres: a table's width, the least for the heads of its rows, and the least for a column of text.
_PAGE, _ROW_HEAD, _TEXT_COLUMN = 166, 36, 30


@dataclass(frozen=True)
class AnswerFields:
    """The fields of an answer: in a list, or row by row."""

    fields: tuple[Field, ...] = ()
    rows: tuple[FormRow, ...] = ()
    unit: str = ""


def answer_fields(prompt: Prompt, answer: Answer, t: Translator) -> AnswerFields:
    """Return the fields that hold the value of an answer."""
    if prompt.kind is Kind.TABLE:
        return AnswerFields(rows=_table(prompt, answer.value, t))
    if prompt.kind is Kind.RULES:
        return AnswerFields(rows=_rules(prompt, answer.value, t))
    fields = _BY_KIND[prompt.kind](prompt, answer.value, t)
    return AnswerFields(fields=fields, unit=unit_words(prompt.unit, t))


def columns(prompt: Prompt, t: Translator) -> tuple[Column, ...]:
    """Return a table's columns, each as wide as what it shows; text takes what is left."""
    widths = [_width(column) for column in prompt.columns]
    left = _PAGE - (_ROW_HEAD if prompt.rows else 0) - _TEXT_COLUMN * widths.count(0)
    if sum(widths) > left:
        widths = [0] * len(widths)
    return tuple(
        Column(label=column.label, hint=_hint(column, t), width=width)
        for column, width in zip(prompt.columns, widths, strict=True)
    )


def _hint(column: Question, t: Translator) -> str:
    if column.kind is Kind.SCALE:
        return ends_words(column)
    return t("DD/MM/YYYY") if column.kind is Kind.DATE else ""


def _width(column: Question) -> int:
    head = 3 + round(1.75 * max(map(len, column.label.split()), default=0))
    match column.kind:
        case Kind.TEXT | Kind.LONG:
            return 0
        case Kind.CHOICE:
            longest = max((len(option.label) for option in column.options), default=0)
            return max(head, 12 + round(1.65 * longest))
        case Kind.SCALE | Kind.CHECK:
            return max(head, 26)
    return max(head, 30)


def _written(prompt: Prompt, value: Value | None, _t: Translator) -> tuple[Field, ...]:
    text = value.text if isinstance(value, TextValue) else ""
    lines = _LONG if prompt.kind is Kind.LONG else _TEXT
    name = field_name(prompt.id, "value")
    return (Field(name=name, shape="area", title=prompt.label, value=text, lines=lines),)


def _choice(prompt: Prompt, value: Value | None, t: Translator) -> tuple[Field, ...]:
    chosen = value if isinstance(value, ChoiceValue) else None
    return _choice_fields(prompt, chosen, field_name(prompt.id, "value"), "", t)


def _choice_fields(
    question: Question, chosen: ChoiceValue | None, name: str, row: str, t: Translator
) -> tuple[Field, ...]:
    """A select, and a line for the person's own words where the question allows them."""
    title = f"{row}: {question.label}" if row else question.label
    labels = [option.label for option in question.options]
    shown = NO_ANSWER
    if chosen is not None and chosen.option is not None:
        shown = question.option_label(chosen.option)
    elif chosen is not None and chosen.other is not None:
        shown = t("Other")
    if question.other:
        labels.append(t("Other"))
    fields = [_select(name, title, labels, shown)]
    if question.other:
        own = name + "/other" if row else name.rpartition("/")[0] + "/other"
        words = (chosen.other or "") if chosen else ""
        heard = f"{title} – {t('in your own words')}"
        fields.append(Field(name=own, shape="area", title=heard, label=t("Other"), value=words))
    return tuple(fields)


def _ticks(prompt: Prompt, value: Value | None, t: Translator) -> tuple[Field, ...]:
    ticked = value.options if isinstance(value, OptionsValue) else ()
    other = value.other if isinstance(value, OptionsValue) else None
    fields = [
        _tick(prompt, option.id, option.label, option.id in ticked) for option in prompt.options
    ]
    if prompt.other:
        fields.append(_tick(prompt, "other", t("Other"), other is not None))
        heard = f"{shortened(prompt.label, 120)} – {t('in your own words')}"
        name = field_name(prompt.id, "other")
        fields.append(Field(name=name, shape="area", title=heard, value=other or ""))
    return tuple(fields)


def _tick(prompt: Prompt, option_id: str, label: str, on: bool) -> Field:
    return Field(
        name=field_name(prompt.id, "tick", option_id),
        shape="tick",
        title=f"{shortened(prompt.label, 120)} – {label}",
        label=label,
        value=ON if on else "",
    )


def _scale(prompt: Prompt, value: Value | None, _t: Translator) -> tuple[Field, ...]:
    shown = str(value.value) if isinstance(value, ScaleValue) else NO_ANSWER
    name = field_name(prompt.id, "value")
    return (_select(name, _scale_title(prompt, prompt.label), _steps(prompt), shown),)


def _scale_title(question: Question, words: str) -> str:
    ends = ends_words(question)
    return f"{words} ({ends})" if ends else words


def _steps(question: Question) -> list[str]:
    low, high = int(question.minimum or 0), int(question.maximum or 5)
    return [str(step) for step in range(low, high + 1)]


def _ranking(prompt: Prompt, value: Value | None, t: Translator) -> tuple[Field, ...]:
    order = value.order if isinstance(value, RankingValue) else ()
    labels = [option.label for option in prompt.options]
    places = max(prompt.top or len(labels), len(order))
    return tuple(
        _select(
            field_name(prompt.id, "place", place),
            " – ".join((shortened(prompt.label, 120), t("place {number}", number=place))),
            labels,
            prompt.option_label(order[place - 1]) if place <= len(order) else NO_ANSWER,
        )
        for place in range(1, places + 1)
    )


def _number(prompt: Prompt, value: Value | None, t: Translator) -> tuple[Field, ...]:
    shown = write_number(value.value, None, t.lang) if isinstance(value, NumberValue) else ""
    unit = unit_words(prompt.unit, t)
    title = f"{prompt.label} ({unit})" if unit else prompt.label
    return (Field(name=field_name(prompt.id, "value"), shape="line", title=title, value=shown),)


def _date(prompt: Prompt, value: Value | None, t: Translator) -> tuple[Field, ...]:
    shown = t.short_date(value.value) if isinstance(value, DateValue) else ""
    title = f"{prompt.label} ({t('DD/MM/YYYY')})"
    return (Field(name=field_name(prompt.id, "value"), shape="line", title=title, value=shown),)


def _table(prompt: Prompt, value: Value | None, t: Translator) -> tuple[FormRow, ...]:
    given = value.rows if isinstance(value, TableValue) else ()
    if prompt.rows:
        known = {row.row: row for row in given}
        return tuple(
            _row(prompt, fixed.id, fixed.label, known.get(fixed.id, Row(row=fixed.id)), t)
            for fixed in prompt.rows
        )
    count = max(prompt.max_rows or _FREE_ROWS, len(given))
    rows = [*given, *[Row()] * (count - len(given))]
    return tuple(
        _row(prompt, str(n), "" if prompt.is_form else t("row {number}", number=n), row, t)
        for n, row in enumerate(rows, 1)
    )


def _row(prompt: Prompt, row_id: str, head: str, row: Row, t: Translator) -> FormRow:
    cells = tuple(
        _cell(column, row.cells.get(column.id), field_name(prompt.id, "row", row_id, column.id),
              head or shortened(prompt.label, 120), t)
        for column in prompt.columns
    )  # fmt: skip
    return FormRow(head=head if prompt.rows else "", cells=cells)


def _cell(
    column: Question, cell: Cell | None, name: str, row: str, t: Translator
) -> tuple[Field, ...]:
    title = f"{row}: {column.label}"
    unread = cell.text if isinstance(cell, UnreadValue) else None
    match column.kind:
        case Kind.CHOICE:
            chosen = cell if isinstance(cell, ChoiceValue) else None
            first, *rest = _choice_fields(column, chosen, name, row, t)
            return (_with_unread(first, unread), *rest)
        case Kind.SCALE:
            shown = str(cell.value) if isinstance(cell, ScaleValue) else NO_ANSWER
            field = _select(name, _scale_title(column, title), _steps(column), shown)
            return (_with_unread(field, unread),)
        case Kind.CHECK:
            yes, no = t.context("cell", "yes"), t.context("cell", "no")
            shown = (yes if cell.value else no) if isinstance(cell, CheckValue) else NO_ANSWER
            return (_with_unread(_select(name, title, [yes, no], shown), unread),)
        case Kind.NUMBER:
            number = write_number(cell.value, None, t.lang) if isinstance(cell, NumberValue) else ""
            unit = unit_words(column.unit, t)
            heard = f"{title} ({unit})" if unit else title
            return (
                Field(name=name, shape="line", title=heard, label=unit, value=unread or number),
            )
        case Kind.DATE:
            day = t.short_date(cell.value) if isinstance(cell, DateValue) else ""
            heard = f"{title} ({t('DD/MM/YYYY')})"
            return (Field(name=name, shape="line", title=heard, value=unread or day),)
    text = cell.text if isinstance(cell, TextValue | UnreadValue) else ""
    lines = 3 if column.kind is Kind.LONG else 1
    return (Field(name=name, shape="area", title=title, value=text, lines=lines),)


def _rules(prompt: Prompt, value: Value | None, t: Translator) -> tuple[FormRow, ...]:
    given = value.rules if isinstance(value, RulesValue) else ()
    rows = []
    for n in range(1, max(prompt.max_rows or _RULES, len(given)) + 1):
        rule = given[n - 1] if n <= len(given) else None
        head = t("rule {number}", number=n)
        words, sign = t("The rule"), t("How we would notice that it holds")
        cells = (
            Field(name=field_name(prompt.id, "rule", n), shape="area", title=f"{head}: {words}",
                  label=words, value=rule.rule if rule else "", lines=2),
            Field(name=field_name(prompt.id, "sign", n), shape="area", title=f"{head}: {sign}",
                  label=sign, value=rule.sign if rule else "", lines=2),
        )  # fmt: skip
        rows.append(FormRow(head=str(n), cells=(cells,)))
    return tuple(rows)


def _select(name: str, title: str, labels: list[str], shown: str) -> Field:
    options = (NO_ANSWER, *labels)
    if shown not in options:
        options = (*options, shown)
    return Field(name=name, shape="select", title=title, value=shown, options=options)


def _with_unread(field: Field, text: str | None) -> Field:
    """What stands in a cell although it fits none of the options is kept as one more of them."""
    if not text:
        return field
    line = " ".join(text.split())
    return field.model_copy(update={"value": line, "options": (*field.options, line)})


_Fields = Callable[[Prompt, Value | None, Translator], tuple[Field, ...]]
_BY_KIND: dict[Kind, _Fields] = {
    Kind.TEXT: _written,
    Kind.LONG: _written,
    Kind.CHOICE: _choice,
    Kind.MULTI: _ticks,
    Kind.CHECK: _ticks,
    Kind.SCALE: _scale,
    Kind.RANKING: _ranking,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
}
