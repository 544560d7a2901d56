"""``rules``: proposed ground rules, each with the sign that it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from coopcoach.domain.answers import ProposedRule, Row, RulesValue, TextValue
from coopcoach.domain.exercise import RulesQuestion, TextQuestion
from coopcoach.i18n import N_, Translator
from coopcoach.markup.answer_view import AnswerView
from coopcoach.markup.blocks import Block, Item
from coopcoach.markup.form import AnswerForm, Field, FormRow, Parts, field_name, numbered
from coopcoach.markup.kinds.codec import RowsCodec
from coopcoach.markup.kinds.table import ENTRIES, field_label
from coopcoach.markup.literal import decode_line, encode_line
from coopcoach.markup.loose.entries import read_entries
from coopcoach.markup.reading import FaultCollector

RULE, SIGN = "rule", "sign"

_HEAD = N_("Rule {n}")
_MOST = 5
_RULE_LINE = re.compile(r"[-*+](?:[ \t]+(?P<text>.*))?\Z")
_SIGN_LINE = re.compile(r"[ \t]+[-*+](?:[ \t]+(?P<text>.*))?\Z")
_BULLET = re.compile(r"(?P<indent>[ \t]*)(?:[-*+•·▪◦]|\d{1,2}[.)])[ \t]+(?P<text>.*)\Z")


class RulesCodec(RowsCodec[RulesQuestion, RulesValue]):
    """The codec of ``rules``."""

    value = RulesValue
    attributes = ("max",)
    needs_first_cell = True

    def __init__(self, question: RulesQuestion, t: Translator) -> None:
        super().__init__(question, t)
        self.labels = {RULE: t("The rule"), SIGN: t("How we notice that it holds")}
        self.columns = tuple(TextQuestion(id=i, label=label) for i, label in self.labels.items())
        self.most_rows = question.maximum

    @classmethod
    def question_fields(cls, source: Block | Item, faults: FaultCollector) -> dict[str, Any]:
        written = source.attributes.get("max")
        most = faults.number(source.line, "max", written) if written else None
        return {"maximum": None if most is None else int(most)}

    def write(self, value: RulesValue | None) -> str:
        lines: list[str] = []
        for proposed in value.rules if value else ():
            lines.append(f"- {encode_line(proposed.rule)}".rstrip(" "))
            if proposed.sign:
                lines.append(f"    - {encode_line(proposed.sign)}")
        return "\n".join(lines)

    def read(self, lines: list[str]) -> RulesValue | None:
        rules: list[ProposedRule] = []
        for line in lines:
            rule, sign = _RULE_LINE.match(line), _SIGN_LINE.match(line)
            if rule is not None:
                rules.append(ProposedRule(rule=decode_line((rule["text"] or "").strip(" \t"))))
            elif sign is not None and rules and not rules[-1].sign:
                text = decode_line((sign["text"] or "").strip(" \t"))
                rules[-1] = ProposedRule(rule=rules[-1].rule, sign=text)
            else:
                return None
        return RulesValue(rules=tuple(rules))

    def hints(self) -> Iterator[str]:
        yield self.t(ENTRIES)

    def room(self) -> Iterator[str]:
        for number in range(1, (self.most_rows or _MOST) + 1):
            yield f"**{self.row_title(number)}**"
            yield "\n".join(f"- {field_label(label)} " for label in self.labels.values())

    def read_loosely(self, text: str) -> tuple[RulesValue | None, str]:
        head = self.t(_HEAD).partition("{")[0]
        entries, rest = read_entries(text, list(self.labels.items()), (), head)
        filled = [entry.fields for entry in entries if any(entry.fields.values())]
        if filled or not rest:
            return RulesValue(
                rules=tuple(ProposedRule(rule="").model_copy(update=f) for f in filled)
            ), rest
        return self.read(rest.split("\n")) or RulesValue(rules=_listed_rules(rest)), ""

    def form(self, value: RulesValue | None) -> AnswerForm:
        given = value.rules if value else ()
        blanks = [ProposedRule(rule="")] * ((self.most_rows or _MOST) - len(given))
        labels = {RULE: self.labels[RULE], SIGN: self.t("How we would notice that it holds")}
        rows = []
        for n, rule in enumerate([*given, *blanks], 1):
            head = self.t("rule {number}", number=n)
            cell = tuple(
                Field(
                    name=field_name(self.question.id, part, n),
                    shape="area",
                    title=f"{head}: {label}",
                    label=label,
                    value=getattr(rule, part),
                    lines=2,
                )
                for part, label in labels.items()
            )
            rows.append(FormRow(head=str(n), cells=(cell,)))
        return AnswerForm(layout="rules", rows=tuple(rows))

    def read_form(
        self, parts: Parts, others: Sequence[RulesQuestion]
    ) -> tuple[RulesValue | None, list[str]]:
        rules, signs = (
            {n: text for n, text in numbered(parts, part).items() if text.strip()}
            for part in (RULE, SIGN)
        )
        found = (
            ProposedRule(rule=rules.get(n, ""), sign=signs.get(n, ""))
            for n in sorted({*rules, *signs})
        )
        return RulesValue(rules=tuple(found)), []

    def instruction(self) -> str:
        return self.t("One rule after the other; an empty one ends it.")

    def row_title(self, number: int) -> str:
        return self.t(_HEAD, n=number)

    def rows_of(self, value: RulesValue) -> tuple[Row, ...]:
        return tuple(
            Row(cells={part: TextValue(text=text) for part, text in rule if text})
            for rule in value.rules
        )

    def from_rows(self, rows: tuple[Row, ...]) -> RulesValue:
        rules = (ProposedRule(rule=_text(row, RULE), sign=_text(row, SIGN)) for row in rows)
        return RulesValue(rules=tuple(rules))

    def web(self) -> dict[str, object]:
        return {"max": None if self.most_rows is None else str(self.most_rows)}

    def view(self, value: RulesValue) -> AnswerView:
        return AnswerView(shape="rules", rules=tuple((r.rule, r.sign) for r in value.rules))


def _listed_rules(text: str) -> tuple[ProposedRule, ...]:
    """Read rules written as a list or as paragraphs; the text that is indented below one is its sign."""
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
    return tuple(ProposedRule(rule=rule.strip(), sign=sign.strip()) for rule, sign in rules)


def _text(row: Row, column_id: str) -> str:
    cell = row.cells.get(column_id)
    return cell.text if isinstance(cell, TextValue) else ""
