"""Whatever voices are given and wordings changed: agreed means both, to this wording."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from coopcoach.domain.ground_rules import CONSENTING, RuleState, Says, SetAside
from coopcoach.export.release import public
from tests.builders.examples import examples
from tests.builders.sessions import new_session, stage_of
from tests.builders.strategies import ANY_TEXT
from tests.builders.workbooks import built_in_workbook

WORKBOOK = built_in_workbook("de")
PARTNERS = ("anna-meier", "ben-weiss")
WORDINGS = st.one_of(st.sampled_from(["Wir antworten.", "Wir antworten!"]), ANY_TEXT).filter(
    lambda text: bool(text.strip())
)


class Voices(RuleBasedStateMachine):
    """Random talk about rules, through the services, read back through the file."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.workspace, self.slug = new_session(Path(self.folder.name))
        self.stage = stage_of(self.workspace, self.slug, "de")
        self.last: dict[str, dict[str, Says]] = {}
        self.aside: dict[str, SetAside | None] = {}

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.folder.cleanup()

    @rule(sentence=WORDINGS)
    def propose(self, sentence: str) -> None:
        if len(self.last) < 3:
            made = self.stage.board.propose_rule("talk", sentence)
            self.last[made.id], self.aside[made.id] = {}, None

    @precondition(lambda self: self.last)
    @rule(data=st.data(), says=st.sampled_from(list(Says)), reason=ANY_TEXT)
    def speak(self, data: st.DataObject, says: Says, reason: str) -> None:
        rule_id = data.draw(st.sampled_from(sorted(self.last)))
        partner = data.draw(st.sampled_from(PARTNERS))
        self.stage.board.give_voice(rule_id, partner, says, reason)
        self.last[rule_id][partner] = says

    @precondition(lambda self: self.last)
    @rule(data=st.data(), sentence=WORDINGS, sign=ANY_TEXT)
    def reword(self, data: st.DataObject, sentence: str, sign: str) -> None:
        rule_id = data.draw(st.sampled_from(sorted(self.last)))
        before = self.stage.session.rule(rule_id)
        assert before is not None
        self.stage.board.reword_rule(rule_id, sentence=sentence, sign=sign)
        if (before.sentence, before.sign) != (sentence.strip(), sign.strip()):
            self.last[rule_id] = {}

    @precondition(lambda self: self.last)
    @rule(data=st.data(), aside=st.none() | st.sampled_from(list(SetAside)))
    def set_aside(self, data: st.DataObject, aside: SetAside | None) -> None:
        rule_id = data.draw(st.sampled_from(sorted(self.last)))
        self.stage.board.set_rule_aside(rule_id, aside)
        self.aside[rule_id] = aside

    @precondition(lambda self: self.last)
    @rule(data=st.data())
    def edit_by_hand(self, data: st.DataObject) -> None:
        rule_id = data.draw(st.sampled_from(sorted(self.last)))
        path = self.workspace.session_folder(self.slug) / "session.md"
        text = path.read_bytes().decode()
        place = text.index("> ", text.index("{#" + rule_id + " ")) + 2
        path.write_bytes((text[:place] + "x" + text[place:]).encode())
        self.last[rule_id] = {}
        self.stage.live_session.refresh()

    @invariant()
    def only_two_voices_agree(self) -> None:
        if not hasattr(self, "stage"):
            return
        reread = stage_of(self.workspace, self.slug, "de").session
        wanted = {
            rule_id
            for rule_id, voices in self.last.items()
            if self.aside[rule_id] is None and all(voices.get(p) in CONSENTING for p in PARTNERS)
        }
        retired = {
            rule_id
            for rule_id, voices in self.last.items()
            if self.aside[rule_id] is None and all(voices.get(p) is Says.RETIRE for p in PARTNERS)
        }
        for session in (self.stage.session, reread):
            assert {r.id for r in session.agreed_rules()} == wanted
            states = {r.id: r.state(PARTNERS) for r in session.rules}
            assert {r for r, state in states.items() if state is RuleState.RETIRED} == retired
            # A retired rule is exported only as history, and only where both had agreed to it.
            shown = public(session, WORKBOOK)
            assert {r.id for r in shown.agreed_rules()} == wanted
            assert {r.id for r in shown.rules} - wanted <= retired


Voices.TestCase.settings = examples(25, stateful_step_count=20)
TestVoices = Voices.TestCase
