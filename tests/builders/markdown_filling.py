"""Fill in a Markdown workbook as a person does in an editor."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from coopcoach.domain.answers import (
    Answer,
    Cell,
    CheckValue,
    ChoiceValue,
    DateValue,
    NumberValue,
    OptionsValue,
    ProposedRule,
    RankingValue,
    Row,
    RulesValue,
    ScaleValue,
    TableValue,
    TextValue,
    UnreadValue,
)
from coopcoach.domain.exercise import Prompt, Question, TableQuestion, Workbook
from coopcoach.domain.session import AgendaItem, Partner, Session
from coopcoach.exchange.outgoing import markdown_workbook as wording
from coopcoach.i18n import Translator, translator
from coopcoach.markup.kinds.table import field_label
from coopcoach.markup.numbers import write_number
from coopcoach.wording.labels import STANCE_LABELS, VISIBILITY_LABELS

MADE = datetime(2027, 1, 10, 18, 4, tzinfo=UTC)


def blank_of(workbook: Workbook) -> str:
    """Return the blank workbook of Anna, with every exercise of a workbook."""
    anna = Partner(id="anna-meier", name="Anna Meier", language=workbook.language)
    ben = Partner(id="ben-weiss", name="Ben Weiß")
    session = Session(
        slug="maler-tischler",
        title="Maler & Tischler",
        created=MADE,
        date=datetime(2027, 1, 15, 10, 0),
        partners=(anna, ben),
        pack="full",
        agenda=tuple(AgendaItem(exercise=e.id, minutes=5) for e in workbook.exercises),
    )
    return wording.workbook_markdown(
        session, anna, workbook, made=MADE, t=translator(workbook.language)
    )


def filled_in(blank: str, answers: dict[str, Answer], workbook: Workbook) -> str:
    """Return the workbook with these answers typed into it."""
    t = translator(workbook.language)
    for exercise in workbook.exercises:
        for prompt in exercise.prompts:
            if (
                prompt.id in answers
                and prompt.phase.value == "prepare"
                and f"{{#{prompt.id}}}" in blank
            ):
                blank = _with_answer(blank, prompt, answers[prompt.id], t)
    return blank


def _with_answer(text: str, prompt: Prompt, answer: Answer, t: Translator) -> str:
    start = text.index("{#" + prompt.id + "}")
    following = re.compile(r"^#{2,3} ", re.MULTILINE).search(text, start)
    end = following.start() if following else len(text)
    section = text[start:end]
    if answer.stance is not None:
        section = section.replace(
            "- [ ] " + t(STANCE_LABELS[answer.stance].own),
            "- [x] " + t(STANCE_LABELS[answer.stance].own),
        )
    for who in wording.TICKED:
        label, tick = t(VISIBILITY_LABELS[who]), "x" if answer.visibility is who else " "
        section = re.sub(rf"- \[[ x]\] {re.escape(label)}", f"- [{tick}] {label}", section)
    if answer.value is not None or answer.remark:
        section = _typed(section, prompt, answer, t)
    return text[:start] + section + text[end:]


def _typed(section: str, prompt: Prompt, answer: Answer, t: Translator) -> str:
    head, mark, rest = section.partition(f"**{t(wording.ANSWER)}**")
    space, instead, tail = rest.partition(t(wording.INSTEAD))
    body = space.strip("\n")
    match answer.value:
        case TextValue(text=text):
            body = text
        case ScaleValue(value=value):
            body = str(value)
        case NumberValue(value=value):
            body = write_number(value, prompt.question.unit, t.lang)
        case DateValue(value=value):
            body = value.isoformat()
        case ChoiceValue(option=option, other=other):
            body = _ticked(body, [option] if option else [], other, t)
        case OptionsValue(options=options, other=other):
            body = _ticked(body, list(options), other, t)
        case RankingValue(order=order):
            for place, option in enumerate(order, 1):
                body = re.sub(rf"\[ \](?=[^\n]*\{{#{option}\}})", f"[{place}]", body)
        case TableValue(rows=rows):
            body = _form(prompt.question, rows, t)
        case RulesValue(rules=rules):
            body = _rules(rules, t)
    if answer.remark:
        body = f"{body}\n\n{answer.remark}" if body else answer.remark
    return f"{head}{mark}\n\n{body}\n\n{instead}{tail}"


def _ticked(body: str, options: list[str], other: str | None, t: Translator) -> str:
    for option in options:
        body = re.sub(rf"\[ \](?=[^\n]*\{{#{option}\}})", "[x]", body)
    if other is not None:
        label = t("Other")
        body = body.replace(f"- [ ] {label}: ", f"- [x] {label}: {other} ")
    return body


def _form(table: TableQuestion, rows: tuple[Row, ...], t: Translator) -> str:
    blocks: list[str] = []
    for number, row in enumerate(rows, 1):
        fixed = next((r for r in table.rows if r.id == row.row), None)
        if fixed is not None:
            blocks.append(f"**{fixed.label}**")
        elif not table.is_form:
            blocks.append(f"**{t('Entry {n}', n=number)}**")
        blocks.append("\n".join(_field(c, row.cells.get(c.id), t) for c in table.columns))
    return "\n\n".join(blocks)


def _field(column: Question, cell: Cell | None, t: Translator) -> str:
    return f"- {field_label(column.label)} {_cell(column, cell, t)}".rstrip()


def _cell(column: Question, cell: Cell | None, t: Translator) -> str:
    match cell:
        case TextValue(text=text) | UnreadValue(text=text):
            return text.replace("\n", "\n  ")
        case ChoiceValue(option=option, other=other):
            return column.option_label(option) if option else other or ""
        case ScaleValue(value=value):
            return str(value)
        case NumberValue(value=value):
            return write_number(value, column.unit, t.lang)
        case DateValue(value=value):
            return value.isoformat()
        case CheckValue(value=value):
            if not value:
                return "nein" if t.lang == "de" else "no"
            return "ja" if t.lang == "de" else "x"
    return ""


def _rules(rules: tuple[ProposedRule, ...], t: Translator) -> str:
    blocks = []
    for number, rule in enumerate(rules, 1):
        blocks.append(f"**{t('Rule {n}', n=number)}**")
        blocks.append(
            f"- {t('The rule')}: {rule.rule}\n- {t('How we notice that it holds')}: {rule.sign}"
        )
    return "\n\n".join(blocks)
