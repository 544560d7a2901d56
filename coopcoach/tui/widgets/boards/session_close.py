"""The closing page of a session: results, dates, consents, and the joint answers of the last exercise."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Date
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.content import Content
from textual.widgets import Static

from coopcoach.domain.exercise import Prompt
from coopcoach.domain.ground_rules import RuleState
from coopcoach.domain.session import CONSENT_INDIVIDUAL, Partner, Session
from coopcoach.i18n import Translator
from coopcoach.markup.kinds import value_view
from coopcoach.markup.passages import passages
from coopcoach.services.session.close import set_dates, turn_consent
from coopcoach.services.session.stage import Stage
from coopcoach.tui.commands import CLOSING
from coopcoach.tui.messages import WriteRequest
from coopcoach.tui.widgets.boards.review_close import end_results, review_results
from coopcoach.tui.widgets.forms.dialogs import ConfirmDialog, FieldSpec, FormDialog
from coopcoach.tui.widgets.forms.form_inputs import day_field, day_input, moment_echo
from coopcoach.tui.widgets.frame.buttons import CommandButton, CommandButtons
from coopcoach.tui.widgets.frame.page import Page
from coopcoach.tui.widgets.frame.sanitize import content, one_line
from coopcoach.tui.widgets.pairs.joint import JointView
from coopcoach.wording.days import read_day
from coopcoach.wording.labels import PARTNER_SIGNS, RULE_STATE_LABELS
from coopcoach.wording.moments import read_moment
from coopcoach.wording.needs import with_withdrawal
from coopcoach.wording.person_names import first_name, owner_words
from coopcoach.wording.shortening import shortened

_LONGEST = 200
# Weeks from today within which a review is usual; other dates are accepted with a hint.
_WEEKS = (6, 12)


class ClosingView(Page):
    """The results of a session, and its last inputs.

    Args:
        stage: The session.
    """

    DEFAULT_CSS: ClassVar[str] = """
    ClosingView { padding: 1 1 0 1; }
    ClosingView:focus { background-tint: $foreground 0%; }
    ClosingView .close--title { text-style: bold; color: $primary; }
    ClosingView .close--text { margin: 0 0 1 0; max-width: 120; }
    ClosingView > CommandButtons { margin: 0 0 1 0; }
    """
    BINDINGS = CLOSING.bindings()

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage
        self.t = stage.t

    @property
    def _session(self) -> Session:
        return self._stage.session

    def compose(self) -> ComposeResult:
        """Lay out the buttons, the results, and the joint answers that each partner gives."""
        t = self.t
        consents = zip(("first_consent", "second_consent"), self._session.partners, strict=True)
        yield CommandButtons(
            CommandButton(CLOSING["draft"], t),
            CommandButton(CLOSING["dates"], t),
            *(CommandButton(CLOSING[key], t, self._consent_of(p)) for key, p in consents),
        )
        for name in ("review", "end", "rules", "actions", "dates", "consent", "commitment"):
            yield Static("", id=f"close-{name}", classes="close--text", markup=False)
        prompts = self._prompts()
        if prompts:
            with VerticalGroup():
                yield JointView(self._stage, prompts)

    def _consent_of(self, partner: Partner) -> str:
        return self.t("Consent of {name}", name=first_name(one_line(partner.name)))

    def _each(self) -> list[Prompt]:
        """Return the prompts of the last exercise that each partner answers."""
        # A review asks nothing at its close, and does not show what was said at that of the session.
        exercise = self._stage.workbook.exercise("close")
        asked = self._stage.joint_prompts(exercise) if exercise is not None else ()
        return [prompt for prompt in asked if prompt.by_each]

    def _prompts(self) -> list[Prompt]:
        """Return the prompts that no exercise of the agenda asks."""
        on_agenda = any(exercise.id == "close" for exercise in self._stage.exercises)
        return [] if on_agenda else self._each()

    def _commitments(self) -> Iterator[str]:
        """Yield what each said in the last exercise of the agenda."""
        session = self._session
        if self._prompts():
            return
        for prompt in self._each():
            for sign, partner in zip(PARTNER_SIGNS, session.partners, strict=True):
                answer = session.joint_answer(prompt.id, partner.id)
                view = value_view(prompt.question, answer.value, self.t)
                said = [" ".join(p) for p in passages(view, answer.remark)]
                if said:
                    yield f"{sign} {one_line(partner.name)}: {shortened(one_line(', '.join(said)), _LONGEST)}"

    def on_mount(self) -> None:
        """Show the session as it is."""
        self.redraw()

    def redraw(self) -> None:
        """Show the session as it is now."""
        t = self.t
        titled = {
            "review": (t("What this review brought"), review_results(self._stage)),
            "end": (t("A good end"), end_results(self._stage)),
            "rules": (t("What we agreed"), self._rules()),
            "actions": (t("Who does what"), self._actions()),
            "dates": (t("When we meet again"), self._dates()),
            "consent": (t("What may be printed"), self._consents()),
            "commitment": (t("How firmly you stand behind it"), self._commitments()),
        }
        for name, (title, written) in titled.items():
            lines = list(written)
            self.query_one(f"#close-{name}").display = bool(lines)
            text = Content("\n").join([Content(title).stylize("bold"), *map(content, lines)])
            self.query_one(f"#close-{name}", Static).update(text)

    def _rules(self) -> Iterator[str]:
        t, session = self.t, self._session
        by_state: dict[RuleState, list[str]] = {state: [] for state in RuleState}
        for rule in session.rules:
            by_state[rule.state(session.partner_ids)].append(rule.sentence)
        agreed = by_state.pop(RuleState.AGREED)
        if not agreed:
            yield t("No ground rule is agreed yet; that is a result, too.")
        for sentence in agreed:
            yield f"● {shortened(one_line(sentence), _LONGEST)}"
        if any(by_state.values()):
            yield t("Not agreed:")
        for state, sentences in by_state.items():
            label = RULE_STATE_LABELS[state]
            for sentence in sentences:
                yield f"{label.sign} {shortened(one_line(sentence), _LONGEST)} ({t(label.word)})"

    def _actions(self) -> Iterator[str]:
        t, session = self.t, self._session
        still_open = [action for action in session.actions if not action.done]
        if not still_open:
            yield t("No open actions.")
        for action in sorted(still_open, key=lambda a: (a.until is None, str(a.until))):
            who = one_line(owner_words(action.who, session)) or t("nobody named yet")
            day = t.weekday_date(action.until) if action.until else t("no date")
            yield f"☐ {shortened(one_line(action.what), _LONGEST)} ({who}, {day})"
        if session.parked:
            yield t.plural("{n} topic is parked.", "{n} topics are parked.", len(session.parked))

    def _dates(self) -> Iterator[str]:
        t, session = self.t, self._session
        review, meeting = session.review, session.next_meeting
        yield t("Review: {day}", day=t.weekday_date(review) if review else t("no date"))
        when = f"{t.weekday_date(meeting)}, {t.time(meeting)}" if meeting else t("no date")
        yield t("Next meeting: {day}", day=when)

    def _consents(self) -> Iterator[str]:
        t, session = self.t, self._session
        for partner in session.partners:
            gives = session.consents(partner.id, CONSENT_INDIVIDUAL)
            sign, word = ("☑", t("yes")) if gives else ("☐", t("no"))
            what = t("Individual answers in the PDF")
            line = f"{sign} {what}: {one_line(partner.name)}: {word}"
            withdrawal = session.withdrawal(partner.id, CONSENT_INDIVIDUAL)
            yield with_withdrawal(line, withdrawal.at if withdrawal else None, t)
        if not session.both_consent(CONSENT_INDIVIDUAL):
            yield t("Individual answers appear in the PDF only where both say yes.")

    # Commands

    @work
    async def action_consent(self, number: int) -> None:
        """Give or withdraw a partner's consent, after a question."""
        t, partner = self.t, self._session.partners[number]
        name = one_line(partner.name)
        gives = self._session.consents(partner.id, CONSENT_INDIVIDUAL)
        question = (
            t("Consent withdrawn by {name}?", name=name)
            if gives
            else t("Consent from {name}?", name=name)
        )
        dialog = ConfirmDialog(
            question, t("Yes"), t("No"), details=t("Individual answers in the PDF")
        )
        if not await self.app.push_screen_wait(dialog):
            return
        done = t("Written down for {name}.", name=name)
        self.post_message(
            WriteRequest(lambda: turn_consent(self._stage.live_session, partner.id), done)
        )

    @work
    async def action_dates(self) -> None:
        """Ask for the dates of the review and of the next meeting."""
        t, session = self.t, self._session
        today = self._stage.now().date()
        meeting = session.next_meeting
        review = day_input(session.review, t)
        typed = f"{t.short_date(meeting)} {t.time(meeting)}" if meeting else ""
        fields = [
            day_field("review", t("When do we look back together?"), review, today, t),
            FieldSpec(
                "meeting",
                t("When do we meet again?"),
                typed,
                t("Such as 15/1 10:00 or Friday at 9; you can leave it empty."),
                check=lambda text: _no_moment(text, today, t),
                echo=moment_echo(today, t),
            ),
        ]
        values = await self.app.push_screen_wait(
            FormDialog(t("Review and next meeting"), fields, t)
        )
        if values is None:
            return
        day = read_day(values["review"], today) if values["review"].strip() else None
        at = read_moment(values["meeting"], today) if values["meeting"].strip() else None
        if values["meeting"] == typed:
            at = meeting
        deed = WriteRequest(
            lambda: set_dates(self._stage.live_session, day, at), self._dates_message(day, today)
        )
        self.post_message(deed)

    def _dates_message(self, review: Date | None, today: Date) -> str:
        weeks = round((review - today).days / 7) if review else 0
        if review and not _WEEKS[0] <= weeks <= _WEEKS[1]:
            return self.t.plural(
                "Written down. That is in {n} week; six to twelve are usual.",
                "Written down. That is in {n} weeks; six to twelve are usual.",
                weeks,
            )
        return self.t("The dates are written down.")


def _no_moment(text: str, today: Date, t: Translator) -> str:
    if not text.strip() or read_moment(text, today):
        return ""
    return t("Write a day and a time, such as 15/1 10:00 or Friday at 9.")
