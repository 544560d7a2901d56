"""The ground rules of a review: how well each was kept in both views, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from textual.content import Content

from coopcoach.domain.answers import ScaleValue
from coopcoach.domain.ground_rules import GroundRule
from coopcoach.domain.review import RULES_EXERCISE, Outcome, ReviewedRule, votes_again
from coopcoach.i18n import Translator
from coopcoach.services.session.stage import Pair, Side, Stage
from coopcoach.tui.commands import RULE
from coopcoach.tui.widgets.boards.board_list import BoardEntry
from coopcoach.tui.widgets.frame.keys import key_of
from coopcoach.tui.widgets.frame.sanitize import content, one_line
from coopcoach.tui.widgets.rules.card import rule_card
from coopcoach.tui.widgets.rules.list import RuleList
from coopcoach.wording.labels import OUTCOME_LABELS, PARTNER_SIGNS, STANCE_LABELS
from coopcoach.wording.person_names import first_name
from coopcoach.wording.shortening import shortened

_LONGEST: Final = 200


class ReviewedRules(RuleList):
    """The ground rules that a review asks about, by number, then those that are new.

    Args:
        stage: The review.
    """

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage, None, "team")

    def title(self) -> str:
        """Return no heading: the list stands below the tab of its exercise."""
        return ""

    def entries(self) -> Sequence[BoardEntry]:
        """Return the reviewed rules, then proposals and new rules."""
        t, session = self.t, self._stage.session
        pairs = _pairs(self._stage)
        found = [
            BoardEntry(r.id, self._card(r, pairs.get(r.prompt_id))) for r in self._stage.reviewed
        ]
        known = {rule.id for rule in self._stage.reviewed}
        proposed = list(self._proposed())
        new = [rule for rule in session.rules if rule.id not in known and not self._rank(rule)]
        if new or proposed:
            found.append(BoardEntry("", Content(t("New rules, and those still open"))))
        found.extend(proposed)
        found.extend(BoardEntry(rule.id, rule_card(rule, session, t)) for rule in new)
        return found

    def _card(self, rule: ReviewedRule, pair: Pair | None) -> Content:
        sentence = shortened(one_line(rule.amended or rule.sentence), _LONGEST)
        title = Content.styled(f"{rule.number}. {sentence}", "bold")
        told = " · ".join([*kept_words(pair, self.t), outcome_words(rule, self.t)])
        return Content.assemble(title, "\n   ", content(told))


def outcome_words(rule: ReviewedRule, t: Translator) -> str:
    """Return what became of a rule, with its sign."""
    label = OUTCOME_LABELS[rule.outcome]
    word = t("still open") if rule.outcome is Outcome.OPEN else t(label.word)
    return f"{label.sign} {word}"


def kept_words(pair: Pair | None, t: Translator) -> Iterator[str]:
    """Yield how well each partner found a rule kept; nothing while it is sealed."""
    for place, side in enumerate((pair.first, pair.second) if pair else ()):
        name = shortened(first_name(one_line(side.partner.name)), 13)
        yield f"{PARTNER_SIGNS[place]} {name} {_kept(side, t)}"


def review_lines(stage: Stage, rule_id: str) -> Iterator[Content]:
    """Yield what the page of a rule says about it in a review; nothing outside of one."""
    rule = next((r for r in stage.reviewed if r.id == rule_id), None)
    if rule is None:
        return
    t = stage.t
    yield Content.styled(t("In this review: {outcome}", outcome=outcome_words(rule, t)), "bold")
    pair = _pairs(stage).get(rule.prompt_id)
    for place, side in enumerate((pair.first, pair.second) if pair else ()):
        words = f"{PARTNER_SIGNS[place]} {one_line(side.partner.name)}: {_kept(side, t)}"
        remark = one_line(side.answer.remark)
        yield content(f"  {words} – {remark}" if remark else f"  {words}")
    if rule.outcome is Outcome.OPEN:
        yield content(
            t(
                "To renew it, both say yes again. {reword} changes it; then both say yes. It is"
                " retired once both vote “{retire}”.",
                reword=key_of(t, RULE["reword"]),
                retire=t("retire it"),
            )
        )
    yield Content("")


def asked_again(stage: Stage, rule: GroundRule) -> frozenset[str]:
    """Return the ids of the partners whom a review still asks about a rule, as they voted before it."""
    asked = next((r for r in stage.reviewed if r.id == rule.id), None)
    if asked is None or rule.wording != asked.wording:
        return frozenset()
    return frozenset(p for p in stage.session.partner_ids if not votes_again(asked, rule, p))


def _kept(side: Side, t: Translator) -> str:
    """Return how well a partner found a rule kept."""
    if side.withheld:
        return t("private for now")
    if isinstance(side.answer.value, ScaleValue):
        return t("{value} of {maximum}", value=side.answer.value.value, maximum=5)
    stance = side.answer.stance
    return t(STANCE_LABELS[stance].own) if stance else "–"


def _pairs(stage: Stage) -> dict[str, Pair]:
    """Return both answers about each rule by the prompt, read once for all; none while they are sealed."""
    exercise = stage.workbook.exercise(RULES_EXERCISE)
    if exercise is None or not stage.session.is_revealed(exercise.id):
        return {}
    return {pair.prompt.id: pair for pair in stage.pairs(exercise)}
