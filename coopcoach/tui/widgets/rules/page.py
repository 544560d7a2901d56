"""The page of one ground rule: wording, voices, and commands."""

from __future__ import annotations

from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coopcoach.domain.ground_rules import CONSENTING, GroundRule, RuleState, Says, SetAside
from coopcoach.domain.session import Partner
from coopcoach.errors import WrongCall
from coopcoach.i18n import N_
from coopcoach.services.session.stage import Stage
from coopcoach.tui.commands import RULE
from coopcoach.tui.messages import ShowMessage, WriteRequest
from coopcoach.tui.widgets.forms.choose import VoiceDialog, VoiceInput
from coopcoach.tui.widgets.forms.dialogs import FieldSpec, FormDialog
from coopcoach.tui.widgets.forms.form_inputs import (
    day_field,
    day_input,
    required,
    unless_unedited,
    who_from,
    who_hint,
)
from coopcoach.tui.widgets.frame.big import is_big
from coopcoach.tui.widgets.frame.buttons import CommandButton, CommandButtons
from coopcoach.tui.widgets.frame.keys import key_of
from coopcoach.tui.widgets.frame.sanitize import one_line, sanitize
from coopcoach.tui.widgets.rules.card import bound_words, rule_in_big, rule_in_full
from coopcoach.tui.widgets.rules.origins import origin_words, show_origins
from coopcoach.tui.widgets.rules.reviewed import asked_again, review_lines
from coopcoach.tui.widgets.rules.voices import VoiceField, VoiceRow
from coopcoach.wording.days import read_day
from coopcoach.wording.shortening import shortened

# Columns beside the sentence in big mode: margins, and room for a scroll bar.
_BESIDE: Final = 10


class RulePage(Vertical):
    """One ground rule.

    Args:
        stage: The session.
        rule_id: The rule.
    """

    DEFAULT_CSS: ClassVar[str] = """
    RulePage { height: 1fr; }
    RulePage > VerticalScroll { height: 1fr; padding: 1 1 0 1; }
    RulePage > CommandButtons { padding: 0 1; }
    """
    BINDINGS = RULE.bindings()

    def __init__(self, stage: Stage, rule_id: str) -> None:
        super().__init__()
        self.rule_id = rule_id
        self._stage = stage
        self.t = stage.t
        names = (shortened(one_line(partner.name), 13) for partner in self._partners)
        voices = [self.t("Vote: {name}", name=name) for name in names]
        self._voices = VoiceRow(self._partners, self.t)
        labels = dict(zip(("first_voice", "second_voice"), voices, strict=True))
        self._buttons = {
            command.id: CommandButton(command, self.t, labels.get(command.id, ""))
            for command in RULE.commands
        }

    @property
    def rule(self) -> GroundRule | None:
        """The rule as it is now; None if another program removed it."""
        return self._stage.session.rule(self.rule_id)

    def compose(self) -> ComposeResult:
        """Lay out the rule and the buttons."""
        yield VerticalScroll(Static("", id="rule", markup=False), can_focus=True)
        yield self._voices
        yield CommandButtons(*self._buttons.values())

    @property
    def _partners(self) -> tuple[Partner, ...]:
        return self._stage.session.partners

    def on_mount(self) -> None:
        """Show the rule."""
        self.redraw()

    def focus_first(self) -> None:
        """Focus the text, so that it scrolls and the keys work."""
        self.query_one(VerticalScroll).focus()

    def focus_voices(self) -> None:
        """Focus the first voice that is missing; with both, the text."""
        self.redraw()
        if not self._voices.focus_open():
            self.focus_first()

    def redraw(self) -> None:
        """Show the rule as it is now."""
        rule = self.rule
        if rule is None:
            text = Content(self.t("This ground rule is no longer on the board."))
        else:
            text = self._words(rule)
            aside = rule.set_aside
            back, t = self.t("Bring back"), self.t
            self._buttons["park"].show(back if aside is SetAside.PARKED else t("Park"))
            self._buttons["drop"].show(back if aside is SetAside.DROPPED else t("Drop"))
        self.query_one("#rule", Static).update(text)
        self._voices.show(rule, asked_again(self._stage, rule) if rule else frozenset())

    def _words(self, rule: GroundRule) -> Content:
        """Return all of a rule; in big mode the sentence alone, in larger type."""
        session, t = self._stage.session, self.t
        if is_big(self.app):
            return rule_in_big(rule, session, t, self.app.size.width - _BESIDE)
        full = rule_in_full(rule, session, t, origin_words(self._stage, rule.id))
        return Content("\n").join([*review_lines(self._stage, rule.id), full])

    def on_resize(self) -> None:
        """Break the larger type anew."""
        if is_big(self.app):
            self.redraw()

    @work
    async def action_voice(self, number: int) -> None:
        """Ask for a partner's voice to the present wording."""
        rule = self.rule
        if rule is None or self._is_aside(rule):
            return
        voice = rule.voice_of(self._partners[number].id)
        before = VoiceInput(voice.says, voice.reason) if voice else None
        await self._ask_voice(rule, number, before)

    @on(VoiceField.Given)
    @work
    async def _voice_given(self, event: VoiceField.Given) -> None:
        """Write down a yes at once; ask for the reason of another voice."""
        event.stop()
        rule, number = self.rule, event.field.place
        if rule is None or self._is_aside(rule):
            return
        voice = rule.voice_of(self._partners[number].id)
        reason = voice.reason if voice and voice.says is event.says else ""
        spoken = VoiceInput(event.says, reason)
        if event.says is Says.YES:
            self._give_voice(rule, number, spoken)
        else:
            await self._ask_voice(rule, number, spoken, asks_reason=True)

    async def _ask_voice(
        self,
        rule: GroundRule,
        number: int,
        before: VoiceInput | None,
        *,
        asks_reason: bool = False,
    ) -> None:
        t = self.t
        name = one_line(self._partners[number].name)
        sentence = "\n".join(part for part in (rule.sentence, *bound_words(rule, t)) if part)
        dialog = VoiceDialog(
            name,
            sentence,
            before,
            t,
            votes=rule.votes(self._stage.session.partner_ids),
            asks_reason=asks_reason,
        )
        spoken = await self.app.push_screen_wait(dialog)
        if spoken is not None:
            self._give_voice(rule, number, spoken)

    def _give_voice(self, rule: GroundRule, number: int, spoken: VoiceInput) -> None:
        """Write down a voice; the focus stays, so that a second Enter is no vote of the other partner."""
        t, partner, session = self.t, self._partners[number], self._stage.session

        def give() -> None:
            now = self.rule
            if now is None or now.wording != rule.wording:
                raise WrongCall(
                    N_("the wording was changed by another program meanwhile"),
                    N_("read it again before anyone says yes to it"),
                )
            self._stage.board.give_voice(rule.id, partner.id, spoken.says, spoken.reason)

        agreed = session.rule(rule.id)
        others = [p for p in session.partner_ids if p != partner.id]
        told = t("The vote of {name} is written down.", name=one_line(partner.name))
        waits = asked_again(self._stage, rule).intersection(others)
        if waits or not all(agreed and agreed.voice_of(p) for p in others):
            told = t(
                "The vote of {name} is written down; Tab leads to the other one.",
                name=one_line(partner.name),
            )
        elif agreed and all(self._consents(agreed, p) for p in others) and _is_yes(spoken):
            told = t("Agreed: both said yes to this wording.")
        if agreed and spoken.says is Says.RETIRE and all(self._retires(agreed, p) for p in others):
            told = t("Retired by both: it stays in the history, with the reasons.")
        self.post_message(WriteRequest(give, told))

    @staticmethod
    def _retires(rule: GroundRule, partner: str) -> bool:
        voice = rule.voice_of(partner)
        return voice is not None and voice.says is Says.RETIRE

    @staticmethod
    def _consents(rule: GroundRule, partner: str) -> bool:
        voice = rule.voice_of(partner)
        return voice is not None and _is_yes(VoiceInput(voice.says))

    def _is_aside(self, rule: GroundRule) -> bool:
        state = rule.state(self._stage.session.partner_ids)
        if state in {RuleState.PARKED, RuleState.DROPPED}:
            self.post_message(
                ShowMessage(self.t("The ground rule is set aside: bring it back first."))
            )
            return True
        return False

    @work
    async def action_reword(self) -> None:
        """Ask for another wording; the form names the voices that will no longer count."""
        rule, t = self.rule, self.t
        if rule is None:
            return
        today = self._stage.now().date()
        spoke = [p for p in self._partners if rule.voice_of(p.id)]
        names = t.and_list([one_line(p.name) for p in spoke])
        title = t("Change the wording")
        if spoke:
            title += "\n" + t(
                "The vote of {names} was for the present wording and no longer counts once it changes.",
                names=names,
            )
        trial = day_input(rule.trial_until, t)
        fields = [
            FieldSpec("sentence", t("The rule, in one sentence"), sanitize(rule.sentence), long=True,
                  check=required(t("Write the rule as a sentence."))),
            FieldSpec("sign", t("How we notice that it holds"), sanitize(rule.sign), long=True),
            FieldSpec("consequence", t("If not"), sanitize(rule.consequence), long=True),
            day_field("trial", t("On trial until"), trial, today, t),
        ]  # fmt: skip

        def keep(values: dict[str, str]) -> None:
            self._stage.board.reword_rule(
                rule.id,
                sentence=unless_unedited(values["sentence"], rule.sentence),
                sign=unless_unedited(values["sign"], rule.sign),
                consequence=unless_unedited(values["consequence"], rule.consequence),
                trial_until=rule.trial_until
                if values["trial"] == trial
                else read_day(values["trial"], today),
            )

        values = await self.app.push_screen_wait(FormDialog(title, fields, t, rescue=keep))
        if values is not None:
            said = t("The wording has been changed.")
            if spoke:
                said = t("The wording has been changed; please ask {names} again.", names=names)
            self.post_message(WriteRequest(lambda: keep(values), said))

    @work
    async def action_describe(self) -> None:
        """Ask for the details outside of the wording; voices keep counting."""
        rule, t = self.rule, self.t
        if rule is None:
            return
        today = self._stage.now().date()
        session = self._stage.session
        again = day_input(rule.look_again, t)
        owner = one_line(session.name_of(rule.looks_after))
        fields = [
            FieldSpec("why", t("Why"), sanitize(rule.why), long=True),
            FieldSpec("who", t("Who looks after it"), owner, who_hint(session, t)),
            day_field("again", t("When we look at it again"), again, today, t),
        ]

        def keep(values: dict[str, str]) -> None:
            self._stage.board.describe_rule(
                rule.id,
                why=unless_unedited(values["why"], rule.why),
                looks_after=rule.looks_after
                if values["who"] == owner
                else who_from(values["who"], session),
                look_again=rule.look_again
                if values["again"] == again
                else read_day(values["again"], today),
            )

        title = t("About the ground rule; the votes stay")
        values = await self.app.push_screen_wait(FormDialog(title, fields, t, rescue=keep))
        if values is not None:
            self.post_message(WriteRequest(lambda: keep(values), t("Written down.")))

    @work
    async def action_origins(self) -> None:
        """Show the origins of the rule."""
        changed = await show_origins(self.app, self._stage, self.rule_id)
        if changed is not None:
            self.post_message(changed)

    def action_park(self) -> None:
        """Park the rule, or bring it back."""
        self._set_aside(SetAside.PARKED, self.t("The ground rule is parked."))

    def action_drop(self) -> None:
        """Drop the rule, or bring it back."""
        self._set_aside(
            SetAside.DROPPED,
            self.t(
                "The ground rule is dropped; {key} brings it back.",
                key=key_of(self.t, RULE["drop"]),
            ),
        )

    def _set_aside(self, aside: SetAside, said: str) -> None:
        rule = self.rule
        if rule is None:
            return
        to = None if rule.set_aside is aside else aside
        told = said if to else self.t("The ground rule is back on the board.")
        self.post_message(WriteRequest(lambda: self._stage.board.set_rule_aside(rule.id, to), told))


def _is_yes(spoken: VoiceInput) -> bool:
    return spoken.says in CONSENTING
