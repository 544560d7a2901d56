"""The workbook in the terminal: a partner answers alone, a page for each exercise."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container

from coopcoach.domain.answers import Answer
from coopcoach.domain.exercise import Prompt
from coopcoach.errors import CoopcoachError, MachineLacks
from coopcoach.i18n import N_
from coopcoach.services.partners.prepare import Prepare
from coopcoach.services.partners.prepare_words import kept_beside, readable_after_all
from coopcoach.tui.screens.base import BaseScreen
from coopcoach.tui.screens.prepare.overview import Outcome, PrepareOverviewScreen, hand_in_summary
from coopcoach.tui.widgets.answers.card import AnswerCard
from coopcoach.tui.widgets.answers.page import Go, HandedInPage, WorkbookPage
from coopcoach.tui.widgets.forms.dialogs import ConfirmDialog
from coopcoach.tui.widgets.frame.autosave import Autosave
from coopcoach.tui.widgets.frame.saved_mark import Saved
from coopcoach.tui.widgets.pairs.joint import Slot
from coopcoach.tui.widgets.pairs.unmatched_view import UnmatchedView

_LOOK_EVERY = 1.0


class PrepareScreen(BaseScreen[None]):
    """One partner's workbook.

    Args:
        prepare: The answers file.
    """

    CSS_PATH = "prepare.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "onward", N_("On")),
        Binding("f8", "onward", N_("On")),
        Binding("b", "back", N_("Back")),
        Binding("f3", "back", N_("Back")),
        Binding("o", "overview", N_("Overview")),
        Binding("ctrl+o", "overview", N_("Overview")),
        Binding("h", "hand_in", N_("Hand in")),
        Binding("f4", "hand_in", N_("Hand in")),
        Binding("c", "change", N_("Change after all"), show=False),
        Binding("f9", "change", N_("Change after all"), show=False),
    ]

    def __init__(self, prepare: Prepare) -> None:
        super().__init__(prepare.t)
        self.prepare = prepare
        self.place = prepare.resume_at
        self._at_end = prepare.handed_in is not None
        self._autosave = Autosave[Slot, Answer](self, self.save_now)
        self._fault = ""

    def compose_body(self) -> ComposeResult:
        """A place for the pages."""
        yield Container(id="pages")

    async def on_mount(self) -> None:
        """Open the workbook where it goes on, and look for changes by other programs."""
        self.set_interval(_LOOK_EVERY, self._look)
        await self._show(self._next_open())
        if self.prepare.came_from is not None:
            self.say(kept_beside(self.prepare))
        elif self.place and not self._at_end:
            self.say(self.t("Welcome back: here is the next open question."))

    def _next_open(self) -> str:
        """Return the blank question to go on with; none at the beginning of an exercise, to be read first."""
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
        with self.drawn_as_one():
            await pages.remove_children()
            await pages.mount(page)
        self._show_place()
        self.say("")
        self.refresh_bindings()
        card = page.card(prompt_id) if isinstance(page, WorkbookPage) else None
        if card is None:
            # At once: the next key may be on its way.
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
            words = [t("handed in")] if self._at_end else [*words, t("handed in")]
        elif prepare.minutes_left:
            minutes = max(1, round(prepare.minutes_left))
            words.append(t.plural("about {n} minute left", "about {n} minutes left", minutes))
        else:
            words.append(t("everything answered"))
        self.show_title(t("Workbook of {name}", name=prepare.name), " · ".join(words))

    async def on_go(self, event: Go) -> None:
        """Do what a button on the page says."""
        event.stop()
        await self.run_action(event.action)

    async def action_onward(self) -> None:
        """Go to the next exercise; after the last one comes the overview, or the end."""
        self.save_now()
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
        self.save_now()
        if self._at_end:
            self._at_end = False
            self.place = len(self.prepare.exercises) - 1
        else:
            self.place = max(0, self.place - 1)
        await self._show()

    @work
    async def action_overview(self, handing_in: bool = False) -> None:
        """Show what is answered and what is not, and go where the person wants to."""
        self.save_now()
        overview = PrepareOverviewScreen(self.prepare, handing_in)
        outcome = await self.app.push_screen_wait(overview)
        if outcome is not None:
            await self._follow(outcome)

    async def _follow(self, outcome: Outcome) -> None:
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
        """Go back from an answer to the page; from the page ask whether the workbook shall be closed."""
        page = self.query_one("#pages", Container).children[0]
        if isinstance(page, WorkbookPage) and self.focused not in {page, None}:
            page.focus(scroll_visible=False)
        elif self._at_end:
            super().action_leave()
        else:
            self._ask_to_close()

    @work
    async def _ask_to_close(self) -> None:
        self.save_now()
        t = self.t
        details = t("Everything is saved. You can go on whenever you like.")
        if self._autosave.pending:
            details = t("What was typed last could not be saved.")
        dialog = ConfirmDialog(
            t("Close the workbook?"), t("Close the workbook"), t("Not yet"), details=details
        )
        if await self.app.push_screen_wait(dialog):
            super().action_leave()

    # Handing in

    def action_hand_in(self) -> None:
        """Hand in, after a summary of what is blank."""
        self.save_now()
        if self.prepare.blanks:
            self.action_overview(handing_in=True)
        else:
            self._confirm()

    @work
    async def _confirm(self) -> None:
        t = self.t
        self.save_now()
        if self._autosave.pending:
            return
        dialog = ConfirmDialog(
            t("Hand in now?"),
            t("Hand in"),
            t("Not yet"),
            details=hand_in_summary(self.prepare),
            # Whoever asked for it with nothing left blank means it, and can still change it.
            yes_first=not self.prepare.blanks,
        )
        if await self.app.push_screen_wait(dialog) and await self._hand_in():
            self._at_end = True
            await self._show()

    async def _hand_in(self, *, readable: bool = False) -> bool:
        t = self.t
        try:
            self.prepare.hand_in(readable=readable)
        except MachineLacks as error:
            dialog = ConfirmDialog(
                t("Send your answers readable?"),
                t("Send readable"),
                t("Not yet"),
                details=readable_after_all(self.prepare, error),
            )
            return await self.app.push_screen_wait(dialog) and await self._hand_in(readable=True)
        except (OSError, CoopcoachError) as error:
            self._not_saved(error)
            return False
        return True

    @work
    async def action_change(self) -> None:
        """Take the handing in back, after asking."""
        t = self.t
        details = t("Your answers are then no longer handed in, until you hand them in again.")
        dialog = ConfirmDialog(
            t("Change something after all?"), t("Change"), t("Leave it"), details=details
        )
        if await self.app.push_screen_wait(dialog):
            try:
                self.prepare.reopen()
            except (OSError, CoopcoachError) as error:
                self._not_saved(error)
                return
            self._at_end = False
            await self._show()

    def why_not(self, action: str) -> str:
        """Say why something cannot be done now."""
        t = self.t
        handed_in = self.prepare.handed_in is not None
        if action == "back" and self.place == 0 and not self._at_end:
            return t("This is the first exercise.")
        if action == "hand_in" and handed_in:
            return t("It is handed in already; with c you can change something after all.")
        if action == "change" and not handed_in:
            return t("You have not handed in yet; just change what you like.")
        return super().why_not(action)

    # Saving

    def on_answer_card_changed(self, event: AnswerCard.Changed) -> None:
        """Take what was typed."""
        event.stop()
        self._autosave.put(Slot(event.card.prompt), event.answer)
        self.show_saved(Saved.SAVING)

    async def on_unmatched_view_dropped(self, event: UnmatchedView.Dropped) -> None:
        """Take out a passage that was found beside an answer."""
        event.stop()
        self.save_now()
        self._drop(event.found_id)
        await self._show()

    def _drop(self, found_id: str) -> None:
        try:
            self.prepare.drop_unmatched(found_id)
        except (OSError, CoopcoachError) as error:
            self._not_saved(error)

    async def on_answer_card_settled(self, event: AnswerCard.Settled) -> None:
        """Keep one of several states of an answer."""
        event.stop()
        self.save_now()
        try:
            self.prepare.settle(event.card.prompt, event.answer)
        except (OSError, CoopcoachError) as error:
            self._not_saved(error)
            return
        await self._show(event.card.prompt.id)

    def save_now(self) -> None:
        """Write what was typed; what the disk refuses is tried again every second."""
        try:
            self.flush()
        except (OSError, CoopcoachError) as error:
            self._not_saved(error)

    def flush(self) -> None:
        """Write what was typed, or raise what stands in the way.

        Raises:
            CoopcoachError: The file cannot be read or written as it is.
            OSError: The disk refuses.
        """
        joined = False
        for slot, answer in self._autosave.pending:
            joined |= self.prepare.set_answer(slot.prompt, answer)
            self._autosave.written(slot, answer)
            self._saved()
        if joined:
            self._reload()

    def _saved(self) -> None:
        if self._fault:
            self._fault = ""
            self.say(self.t("Everything is saved again."))
        if not self._autosave.pending:
            self.show_saved(Saved.SAVED)
        self._show_place()

    def _not_saved(self, error: Exception) -> None:
        self.show_saved(Saved.NOT_SAVED)
        known = isinstance(error, CoopcoachError)
        why = error.sentence(self.t) if known else getattr(error, "strerror", None) or ""  # type: ignore[attr-defined]
        fault = self.t("Not saved: {why}. It is tried again every second.", why=why)
        if fault != self._fault:
            self._fault = fault
            self.say(fault)

    def _look(self) -> None:
        if self._autosave.pending:
            if self._fault:
                self.save_now()
            return
        try:
            changed = self.prepare.refresh()
        except (OSError, CoopcoachError) as error:
            self._not_saved(error)
            return
        if changed:
            self._reload()

    def _reload(self) -> None:
        """Show what another program wrote; where both wrote, ask which one stays."""
        pending = {slot.prompt.id for slot, _ in self._autosave.pending}
        twice: list[Prompt] = []
        for card in self.query(AnswerCard):
            if card.prompt.id not in pending:
                card.load(self.prepare.answer(card.prompt.id))
            if len(self.prepare.other_states(card.prompt.id)) != len(card.others):
                twice.append(card.prompt)
        if twice:
            self.call_later(self._show, twice[0].id)
            self.say(self.t("Another program changed the same answer. Both are kept: choose one."))
        else:
            self.say(self.t("Another program changed this file; this is how it stands now."))
        self._show_place()
