"""The sources of a new ground rule: own words, proposals, joint answers, the library of starter rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from coopcoach.domain.answers import (
    ProposedRule,
    RulesValue,
)
from coopcoach.domain.exercise import (
    FIVE_POINTS,
    POINTS,
    Blank,
    Kind,
    Point,
    StarterRule,
)
from coopcoach.i18n import Translator
from coopcoach.markup.answer_view import TableRow
from coopcoach.markup.kinds import value_view
from coopcoach.services.session.origins import joint_answers
from coopcoach.services.session.stage import Stage
from coopcoach.tui.widgets.forms.choose import Choice
from coopcoach.tui.widgets.forms.dialogs import FieldSpec
from coopcoach.tui.widgets.forms.form_inputs import who_from, who_hint
from coopcoach.tui.widgets.frame.sanitize import one_line
from coopcoach.wording.labels import point_title
from coopcoach.wording.shortening import shortened

OWN_WORDS: Final = "own"
_LONGEST = 160


@dataclass(frozen=True)
class RuleDraft:
    """A ground rule before it is on the board."""

    point: Point
    sentence: str = ""
    sign: str = ""
    consequence: str = ""
    by: str | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Proposal:
    partner: str
    name: str
    prompt: str
    rule: ProposedRule


@dataclass(frozen=True)
class _JointSentence:
    point: Point
    prompt: str
    label: str
    words: str


class Sources:
    """The sources of a new rule; sealed proposals are not among them.

    Args:
        stage: The session.
        here: The present point.
    """

    def __init__(self, stage: Stage, here: Point) -> None:
        self._stage = stage
        self._t = stage.t
        self._here = here
        self._proposals = {f"proposal-{n}": p for n, p in enumerate(_proposals(stage))}
        self._settled = {f"joint-{n}": s for n, s in enumerate(_joint_sentences(stage))}
        self._starters = {f"starter-{rule.id}": rule for rule in stage.workbook.starter_rules}

    def choices(self) -> list[Choice]:
        """Return the entries of the list, those of the present point before the others."""
        t = self._t
        found = [Choice(OWN_WORDS, t("In our own words"))]
        if self._proposals:
            found.append(Choice("", t("Proposed by you")))
            found += [
                Choice(key, one_line(p.name), shortened(one_line(p.rule.rule), _LONGEST))
                for key, p in self._proposals.items()
            ]
        settled = sorted(self._settled.items(), key=lambda item: item[1].point != self._here)
        if settled:
            found.append(Choice("", t("From what you settled together")))
            found += [
                Choice(key, one_line(s.label), shortened(one_line(s.words), _LONGEST))
                for key, s in settled
            ]
        for point in sorted(POINTS, key=lambda p: p != self._here):
            rules = [(key, r) for key, r in self._starters.items() if r.point == point]
            if rules:
                found.append(Choice("", t("Library: {point}", point=point_title(point, t))))
                found += [Choice(key, r.title, r.filled(_dots(r))) for key, r in rules]
        return found

    def title(self, chosen: str) -> str:
        """Return the title of the form that asks for the blanks of a starter rule."""
        rule = self._starters.get(chosen)
        return rule.filled(_dots(rule)) if rule else ""

    def blanks(self, chosen: str) -> list[FieldSpec]:
        """Return the fields for the blanks of a source."""
        rule = self._starters.get(chosen)
        return [self._field(blank) for blank in rule.blanks] if rule else []

    def draft(self, chosen: str, values: dict[str, str]) -> RuleDraft:
        """Return the rule that a source gives."""
        proposal = self._proposals.get(chosen)
        if proposal is not None:
            return RuleDraft(
                self._here,
                proposal.rule.rule,
                proposal.rule.sign,
                by=proposal.partner,
                sources=(proposal.prompt,),
            )
        settled = self._settled.get(chosen)
        if settled is not None:
            return RuleDraft(settled.point, settled.words, sources=(settled.prompt,))
        rule = self._starters.get(chosen)
        if rule is None:
            return RuleDraft(self._here)
        named = {b.id: self._filled(b, values.get(b.id, "")) for b in rule.blanks}
        return RuleDraft(rule.point, rule.filled(named), rule.sign, rule.consequence)

    def _filled(self, blank: Blank, value: str) -> str:
        session = self._stage.session
        return (
            session.name_of(who_from(value, session)) if blank.kind == "partner" else value.strip()
        )

    def _field(self, blank: Blank) -> FieldSpec:
        t = self._t
        hint = ""
        if blank.kind == "partner":
            hint = who_hint(self._stage.session, t)
        elif blank.minimum is not None and blank.maximum is not None:
            hint = t("{low} to {high}", low=t.number(blank.minimum), high=t.number(blank.maximum))

        def check(text: str) -> str:
            if not text.strip():
                return t("Fill this in, please.")
            return _number_fault(blank, text, t) if blank.kind == "number" else ""

        return FieldSpec(blank.id, blank.label, blank.value, hint, check=check)


def _number_fault(blank: Blank, text: str, t: Translator) -> str:
    try:
        number = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return t("Write a number.")
    low, high = blank.minimum, blank.maximum
    if (
        not number.is_finite()
        or (low is not None and number < low)
        or (high is not None and number > high)
    ):
        return t("That is out of range.")
    return ""


def _dots(rule: StarterRule) -> dict[str, str]:
    return {blank.id: "…" for blank in rule.blanks}


def _proposals(stage: Stage) -> Iterator[_Proposal]:
    for exercise in stage.exercises:
        asked = [p for p in stage.prepared_prompts(exercise) if p.kind is Kind.RULES]
        if not asked or not stage.session.is_revealed(exercise.id):
            continue
        for pair in stage.pairs(exercise):
            for side in (pair.first, pair.second):
                if isinstance(side.answer.value, RulesValue):
                    for rule in side.answer.value.rules:
                        yield _Proposal(side.partner.id, side.partner.name, pair.prompt.id, rule)


def _joint_sentences(stage: Stage) -> Iterator[_JointSentence]:
    """Yield the joint answers as sentences; a table row by row."""
    for exercise, prompt, answer in joint_answers(stage):
        point = exercise.point if exercise.point in FIVE_POINTS else "team"
        view = value_view(prompt.question, answer.value, stage.t)
        rows = [_row_words(row) for row in view.table.rows] if view.table else []
        for words in (view.words, view.prose, *rows):
            if words.strip():
                yield _JointSentence(point, prompt.id, prompt.label, words)


def _row_words(row: TableRow) -> str:
    words = ", ".join(cell for cell in row.cells if cell)
    return f"{row.head}: {words}" if row.head else words
