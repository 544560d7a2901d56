"""Hold in a state machine that agreed, renewed, amended and retired need the votes of both to the present wording."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from coopcoach.domain.ground_rules import CONSENTING, GroundRule, Says
from coopcoach.domain.review import RULES_EXERCISE, Outcome
from coopcoach.domain.review_names import review_name
from coopcoach.export.release import release
from coopcoach.i18n import translator
from coopcoach.services.session.review import ReviewStage, hold_review
from coopcoach.services.session.stage import Stage
from coopcoach.storage.reviews import open_review
from coopcoach.storage.sessions import open_session
from tests.builders.agreed_sessions import NOW, agreed_session
from tests.builders.examples import examples
from tests.builders.exported_sessions import SLUG
from tests.builders.workbooks import built_in_workbook

WORKBOOK = built_in_workbook("de")
PARTNERS = ("anna", "ben")
RULES = st.sampled_from(["rule-1", "rule-2", "rule-3"])
SENTENCES = st.sampled_from(["Wir antworten.", "Wir antworten!", "Freitags ist Ruhe."])


class Reviews(RuleBasedStateMachine):
    """Random talk in a session and its reviews; a model of the votes beside it, read back through the files."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        opened = agreed_session(Path(self.folder.name))
        self.workspace = opened.workspace
        self.now = NOW
        # By rule: the votes on its present wording, and how often it was reworded.
        yes = dict.fromkeys(PARTNERS, Says.YES)
        self.votes: dict[str, dict[str, Says]] = {
            "rule-1": dict(yes),
            "rule-2": dict(yes),
            "rule-3": {},
        }
        self.reworded = dict.fromkeys(self.votes, 0)
        # Of the last review: its day, the wordings it asked about, and who has voted on each since.
        self.day: date | None = None
        self.asked: dict[str, int] = {}
        self.since: dict[str, set[str]] = {}
        self.revealed = False
        self.earlier: dict[date, dict[str, Outcome]] = {}

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.folder.cleanup()

    def stage(self) -> Stage:
        """Open the last review, or the session while it has none."""
        name = review_name(SLUG, self.day) if self.day else SLUG
        kind = ReviewStage if self.day else Stage
        return kind(self.workspace, name, translator("de"), lambda: self.now)

    @precondition(lambda self: self.revealed or self.day is None)
    @rule()
    def hold(self) -> None:
        if self.day is not None:
            self.earlier[self.day] = self.outcomes()
        self.now += timedelta(days=60)
        self.day = self.now.date()
        hold_review(self.workspace, SLUG, day=self.day, now=self.now)
        agreed = self.agreed()
        self.asked = {rule_id: self.reworded[rule_id] for rule_id in sorted(agreed)}
        self.since = {rule_id: set() for rule_id in self.asked}
        self.revealed = False

    @precondition(lambda self: self.day is not None and self.asked and not self.revealed)
    @rule()
    def reveal(self) -> None:
        stage = self.stage()
        exercise = stage.workbook.exercise(RULES_EXERCISE)
        assert exercise is not None
        stage.reveal(exercise)
        self.revealed = True

    @rule(rule_id=RULES, partner=st.sampled_from(PARTNERS), says=st.sampled_from(list(Says)))
    def speak(self, rule_id: str, partner: str, says: Says) -> None:
        self.stage().board.give_voice(rule_id, partner, says, "Grund")
        self.votes[rule_id][partner] = says
        self.since.get(rule_id, set()).add(partner)

    @rule(rule_id=RULES, says=st.sampled_from([Says.YES, Says.RETIRE]))
    def speak_both(self, rule_id: str, says: Says) -> None:
        for partner in PARTNERS:
            self.speak(rule_id, partner, says)

    @rule(rule_id=RULES, sentence=SENTENCES)
    def reword(self, rule_id: str, sentence: str) -> None:
        stage = self.stage()
        before = stage.session.rule(rule_id)
        assert before is not None
        stage.board.reword_rule(rule_id, sentence=sentence)
        if before.sentence != sentence:
            self.votes[rule_id] = {}
            self.reworded[rule_id] += 1
            self.since.get(rule_id, set()).clear()

    def agreed(self) -> set[str]:
        return {r for r, v in self.votes.items() if all(v.get(p) in CONSENTING for p in PARTNERS)}

    def outcomes(self) -> dict[str, Outcome]:
        return {rule_id: self.outcome(rule_id) for rule_id in self.asked}

    def outcome(self, rule_id: str) -> Outcome:
        if not self.revealed:
            return Outcome.OPEN
        if all(self.votes[rule_id].get(p) is Says.RETIRE for p in PARTNERS):
            return Outcome.RETIRED
        if rule_id not in self.agreed():
            return Outcome.OPEN
        if self.reworded[rule_id] != self.asked[rule_id]:
            return Outcome.AMENDED
        return Outcome.RENEWED if self.since[rule_id] == set(PARTNERS) else Outcome.OPEN

    @invariant()
    def each_outcome_is_of_both(self) -> None:
        if not hasattr(self, "votes"):
            return
        session = open_session(self.workspace, SLUG).session
        agreed = session.agreed_rules()
        assert {r.id for r in agreed} == self.agreed()
        assert all(_both_consent(r) for r in agreed)
        # A retired rule is no rule of any document; its history is another part.
        assert {r.rule.id for r in release(session, {}, WORKBOOK).rules} == self.agreed()
        if self.day is None:
            return
        record = open_review(self.workspace, review_name(SLUG, self.day)).record
        assert {r.id: r.outcome for r in record.rules} == self.outcomes()
        for day, outcomes in self.earlier.items():
            record = open_review(self.workspace, review_name(SLUG, day)).record
            assert {r.id: r.outcome for r in record.rules} == outcomes


def _both_consent(rule_: GroundRule) -> bool:
    voices = [rule_.voice_of(partner) for partner in PARTNERS]
    return all(v and v.says in CONSENTING and v.wording == rule_.wording for v in voices)


Reviews.TestCase.settings = examples(4, stateful_step_count=12)
TestReviews = Reviews.TestCase
