"""The workbook of a partner in the terminal, with a page for each exercise."""

from __future__ import annotations

from typing import Final

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import Static

from coopcoach.domain.answers import Answer
from coopcoach.domain.exercise import Prompt
from coopcoach.errors import MachineLacks
from coopcoach.i18n import N_
from coopcoach.services.partners.prepare import Prepare
from coopcoach.services.partners.prepare_words import (
    kept_beside,
    paper_line,
    readable_after_all,
    state_words,
)
from coopcoach.tui.commands import PREPARE
from coopcoach.tui.saving import Saver
from coopcoach.tui.screens.base import BaseScreen
from coopcoach.tui.screens.prepare.overview import (
    OverviewChoice,
    PrepareOverviewScreen,
    hand_in_summary,
)
from coopcoach.tui.screens.prepare.undo import AnswerUndo
from coopcoach.tui.widgets.answers.card import AnswerCard
from coopcoach.tui.widgets.answers.page import ActionRequest, HandedInPage, WorkbookPage
from coopcoach.tui.widgets.forms.dialogs import ConfirmDialog
from coopcoach.tui.widgets.frame.keys import key_of
from coopcoach.tui.widgets.frame.sanitize import content, one_line
from coopcoach.tui.widgets.frame.saved_mark import SaveState
from coopcoach.tui.widgets.pairs.unmatched_view import UnmatchedView

_CHANGED: Final = N_("Another program changed this file; this is how it is now.")


class PrepareScreen(BaseScreen[None]):
    """One partner's workbook.

    Args:
        prepare: The answers file.
    """

    CSS_PATH = "prepare.tcss"
    BINDINGS = PREPARE.bindings()

    def __init__(self, prepare: Prepare) -> None:
        super().__init__(prepare.t)
        self.prepare = prepare
        self.place = prepare.resume_at
        self._at_end = prepare.handed_in is not None
        self._is_merged = False
        self.undo = AnswerUndo()
        # The answers as they were edited last, by prompt.
        self._latest: dict[str, Answer] = {}
        self.saver = Saver[Prompt, Answer](
            self,
            None,
            save=self._save,
            refresh=lambda: self.saver.is_all_written and prepare.refresh(),
            conflict=lambda: _CHANGED if self._is_merged else "",
            unkept=lambda: prepare.unkept,
            changed=_CHANGED,
        )

    def compose_body(self) -> ComposeResult:
        """Lay out the container of the page."""
        if self.prepare.paper is not None:
            yield Static(content(paper_line(self.prepare)), id="paper")
        yield Container(id="pages")

    async def on_mount(self) -> None:
        """Open the workbook at the first blank question."""
        self.saver.start()
        await self._show(self._next_open())
        if self.prepare.came_from is not None:
            self.say(kept_beside(self.prepare))
        elif self.place and not self._at_end:
            self.say(self.t("Welcome back: here is the next open question."))

    def _next_open(self) -> str:
        """Return the id of the first blank prompt; "" if it begins an exercise, whose opening is to be read first."""
        prepare = self.prepare
        if not prepare.blanks or self._at_end:
            return ""
        first = prepare.prompts(prepare.exercises[self.place])[0]
        blank = prepare.blanks[0].prompt
        return "" if blank.id == first.id else blank.id

    # Pages

    async def _show(self, prompt_id: str = "") -> None:
        pages = self.query_one("#pages", Container)
        page = self._make_page()
        with self.single_update():
            await pages.remove_children()
            await pages.mount(page)
        self._show_place()
        self.say("")
        self.refresh_bindings()
        card = page.card(prompt_id) if isinstance(page, WorkbookPage) else None
        if card is None:
            # At once, before the next key is handled.
            self.set_focus(page)
        else:
            card.scroll_visible(top=True, animate=False)
            card.focus_first()

    def _make_page(self) -> WorkbookPage | HandedInPage:
        if self._at_end:
            return HandedInPage(self.prepare)
        return WorkbookPage(self.prepare, self.prepare.exercises[self.place])

    def _show_place(self) -> None:
        t, prepare = self.t, self.prepare
        words = [t("{place} of {count}", place=self.place + 1, count=len(prepare.exercises))]
        if prepare.handed_in is not None:
            state = state_words(prepare)
            words = [state] if self._at_end else [*words, state]
        elif prepare.minutes_left:
            minutes = max(1, round(prepare.minutes_left))
            words.append(t.plural("about {n} minute left", "about {n} minutes left", minutes))
        else:
            words.append(t("everything answered"))
        self.show_title(t("Workbook of {name}", name=prepare.name), " · ".join(words))

    @on(ActionRequest)
    async def _action_requested(self, event: ActionRequest) -> None:
        event.stop()
        await self.run_action(event.action)

    async def action_onward(self) -> None:
        """Go to the next exercise, and after the last to the overview or the end."""
        self.flush()
        if self._at_end:
            self._at_end = False
            self.place = 0
        elif self.place + 1 == len(self.prepare.exercises):
            if self.prepare.handed_in is None:
                self.action_overview()
                return
            self._at_end = True
        else:
            self.place += 1
        await self._show()

    async def action_back(self) -> None:
        """Go to the exercise before."""
        self.flush()
        if self._at_end:
            self._at_end = False
            self.place = len(self.prepare.exercises) - 1
        else:
            self.place = max(0, self.place - 1)
        await self._show()

    @work
    async def action_overview(self, handing_in: bool = False) -> None:
        """Show the overview, and carry out what is chosen there."""
        self.flush()
        overview = PrepareOverviewScreen(self.prepare, handing_in)
        outcome = await self.app.push_screen_wait(overview)
        if outcome is not None:
            await self._follow(outcome)

    async def _follow(self, outcome: OverviewChoice) -> None:
        if outcome.hand_in:
            self._confirm()
        elif outcome.found_id:
            self._drop(outcome.found_id)
            self.action_overview()
        elif outcome.exercise is not None:
            self._at_end = False
            self.place = self.prepare.exercises.index(outcome.exercise)
            await self._show(outcome.prompt_id)

    def action_leave(self) -> None:
        """Go back from an answer to the page; from the page, ask whether to close the workbook."""
        page = self.query_one("#pages", Container).children[0]
        if isinstance(page, WorkbookPage) and self.focused not in {page, None}:
            page.focus(scroll_visible=False)
        elif self._at_end:
            super().action_leave()
        else:
            self._ask_to_close()

    @work
    async def _ask_to_close(self) -> None:
        self.flush()
        t = self.t
        details = t("Everything is saved. You can go on whenever you like.")
        if not self.saver.is_all_written:
            details = t("What was typed last could not be saved.")
        dialog = ConfirmDialog(
            t("Close the workbook?"), t("Close the workbook"), t("Not yet"), details=details
        )
        if await self.app.push_screen_wait(dialog):
            super().action_leave()

    # Handing in

    def action_hand_in(self) -> None:
        """Hand in, after a summary of what is blank."""
        self.flush()
        if self.prepare.blanks:
            self.action_overview(handing_in=True)
        else:
            self._confirm()

    @work
    async def _confirm(self) -> None:
        t = self.t
        self.flush()
        if not self.saver.is_all_written:
            return
        dialog = ConfirmDialog(
            t("Hand in now?"),
            t("Hand in"),
            t("Not yet"),
            details=hand_in_summary(self.prepare),
            # Without blanks, Enter hands in: it can be taken back.
            yes_first=not self.prepare.blanks,
        )
        if await self.app.push_screen_wait(dialog) and await self._hand_in():
            self._at_end = True
            await self._show()

    async def _hand_in(self, *, readable: bool = False) -> bool:
        """Hand in, after asking where the answers cannot be encrypted; return whether it was done."""

        def hand_in() -> MachineLacks | None:
            try:
                self.prepare.hand_in(readable=readable)
            except MachineLacks as error:
                return error
            return None

        written = self.saver.write(hand_in)
        if written is None or written.value is None:
            return written is not None
        t = self.t
        dialog = ConfirmDialog(
            t("Send your answers unencrypted?"),
            t("Send unencrypted"),
            t("Not yet"),
            details=readable_after_all(self.prepare, written.value),
        )
        return await self.app.push_screen_wait(dialog) and await self._hand_in(readable=True)

    @work
    async def action_change(self) -> None:
        """Take back the handing in, after a question."""
        t = self.t
        details = t("Your answers will not count as handed in until you hand them in again.")
        dialog = ConfirmDialog(
            t("Change something after all?"), t("Change"), t("Leave it"), details=details
        )
        if await self.app.push_screen_wait(dialog) and self.saver.write(self.prepare.reopen):
            self._at_end = False
            await self._show()

    def why_not(self, action: str) -> str:
        """Return why a command is not possible now."""
        t = self.t
        handed_in = self.prepare.handed_in is not None
        if action == "back" and self.place == 0 and not self._at_end:
            return t("This is the first exercise.")
        if action in {"hand_in", "undo", "redo"} and handed_in:
            return t(
                "It has already been handed in; with {key} you can change something after all.",
                key=key_of(t, PREPARE["change"]),
            )
        if action == "change" and not handed_in:
            return t("You have not handed in yet; just change what you like.")
        if (action == "undo" and not self.undo.can_undo) or (
            action == "redo" and not self.undo.can_redo
        ):
            return t("There is nothing to undo or redo.")
        return super().why_not(action)

    # Saving

    @on(AnswerCard.Changed)
    def _answer_changed(self, event: AnswerCard.Changed) -> None:
        event.stop()
        prompt = event.card.prompt
        before = self._latest.get(prompt.id, self.prepare.answer(prompt.id))
        self.undo.note(prompt, before, event.answer)
        self._latest[prompt.id] = event.answer
        self.saver.put(prompt, event.answer)
        self.refresh_bindings()

    async def action_undo(self) -> None:
        """Take back the last change of an answer, and go to it."""
        change = self.undo.undo()
        await self._put_back(change.prompt, change.before, N_("Undone: {what}"))

    async def action_redo(self) -> None:
        """Do the change again that was taken back last."""
        change = self.undo.redo()
        await self._put_back(change.prompt, change.after, N_("Redone: {what}"))

    async def _put_back(self, prompt: Prompt, answer: Answer, said: str) -> None:
        self.saver.write(lambda: self._save(prompt, answer), retry=True)
        self._latest[prompt.id] = answer
        pages = self.prepare.exercises
        self._at_end = False
        self.place = next(n for n, e in enumerate(pages) if prompt in self.prepare.prompts(e))
        await self._show(prompt.id)
        self.say(self.t(said, what=self.t.quoted(one_line(prompt.label))))

    @on(AnswerCard.Settled)
    async def _answer_settled(self, event: AnswerCard.Settled) -> None:
        """Keep one of several states of an answer."""
        event.stop()
        prompt, answer = event.card.prompt, event.answer
        if self.saver.write(lambda: self.prepare.settle(prompt, answer)):
            await self._show(prompt.id)

    @on(UnmatchedView.Dropped)
    async def _passage_dropped(self, event: UnmatchedView.Dropped) -> None:
        event.stop()
        self._drop(event.found_id)
        await self._show()

    def _drop(self, found_id: str) -> None:
        self.saver.write(lambda: self.prepare.drop_unmatched(found_id))

    def _save(self, prompt: Prompt, answer: Answer) -> None:
        self._is_merged = self.prepare.set_answer(prompt, answer)

    def flush(self) -> None:
        """Write typed answers that are not yet in the file."""
        self.saver.flush()

    def show_saved(self, state: SaveState) -> None:
        """Show whether the answers are in the file, and how much is left to answer."""
        super().show_saved(state)
        self._show_place()

    def redraw(self) -> None:
        """Show what another program wrote; where both changed an answer, ask which one to keep."""
        self.undo.clear()
        self._latest.clear()
        twice: list[Prompt] = []
        for card in self.query(AnswerCard):
            if not self.saver.waits_for(card.prompt):
                card.load(self.prepare.answer(card.prompt.id))
            if len(self.prepare.other_states(card.prompt.id)) != len(card.others):
                twice.append(card.prompt)
        if twice:
            self.call_later(self._show, twice[0].id)
            self.say(self.t("Another program changed the same answer. Both are kept: choose one."))
        self._show_place()
