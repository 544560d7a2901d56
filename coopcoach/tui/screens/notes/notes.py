"""The private window: coach guide, notes and answers for the coach, beside the shared stage.

Its content is private: a line at the top says so, and it runs in a terminal of its own.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import Key, Paste
from textual.widget import Widget
from textual.widgets import Static, TextArea

from coopcoach.domain.coach_notes import Opened, note_keys
from coopcoach.domain.exercise import Exercise
from coopcoach.i18n import N_
from coopcoach.services.session.private_window import PrivateWindow
from coopcoach.storage.watching import file_states
from coopcoach.tui.commands import NOTES
from coopcoach.tui.saving import Saver
from coopcoach.tui.screens.base import BaseScreen
from coopcoach.tui.widgets.boards.agenda_view import AgendaView
from coopcoach.tui.widgets.boards.guide_view import GuideView
from coopcoach.tui.widgets.boards.notes_pane import NotesPane, Sheet
from coopcoach.tui.widgets.boards.talk_first_view import TalkFirstView
from coopcoach.tui.widgets.forms.dialogs import ConfirmDialog
from coopcoach.tui.widgets.frame.keys import key_of
from coopcoach.tui.widgets.frame.parts import PartBar
from coopcoach.tui.widgets.frame.sanitize import one_line, sanitize
from coopcoach.tui.widgets.frame.step_line import StepLine
from coopcoach.tui.widgets.pairs.private_sides import OpenForMe, PrivateSides
from coopcoach.wording.labels import POINT_LABELS
from coopcoach.wording.pace import pace_words

_NEED_AN_EXERCISE: Final = {"send_on", "send_back", "send_here", "mark", "sheet", "aid('NOTES')"}
_CONFLICT: Final = N_(
    "Another program changed the same text. Both versions were kept in coach-notes.md."
)
# Seconds after which a stage that has not moved is probably not open.
_PATIENCE: Final = 2.0


class Aid(StrEnum):
    """The contents of the private window."""

    GUIDE = N_("Guide")
    NOTES = N_("Notes")
    FIRST = N_("Talk first")
    ANSWERS = N_("Answers")
    AGENDA = N_("Agenda")


class NotesScreen(BaseScreen[None]):
    """One session beside its stage: coach guide, notes, what to talk about first, the answers.

    Args:
        window: The session.
    """

    CSS_PATH = "notes.tcss"
    BINDINGS = NOTES.bindings()

    def __init__(self, window: PrivateWindow) -> None:
        super().__init__(window.t)
        self.window = window
        self.pane = NotesPane(window.t)
        self.saver = Saver[Sheet, str](
            self,
            window.workspace.root,
            save=lambda sheet, text: window.write_note(sheet.key, sheet.title, text),
            refresh=self._refresh_files,
            conflict=lambda: _CONFLICT if window.conflicts else "",
            unkept=lambda: window.unkept,
            watched=(window.folder, lambda: window.files),
        )
        self._known_states = file_states(window.files)
        self._aid = Aid.GUIDE
        self._of_point = False
        self._shown: tuple[object, ...] = ()
        # The id of an exercise that is shown while the stage is at another; "" while the stage is followed.
        self._shown_apart = ""
        self._stage_at = window.here.id if window.here else ""
        self._pace = ""

    def compose_body(self) -> ComposeResult:
        """Lay out the warning, the exercise and its time, the contents, and the notes."""
        warning = Content(self.t("Private: do not share this window"))
        yield Static(warning, id="private", markup=False)
        yield StepLine()
        yield Static("", id="pace", markup=False)
        yield PartBar(self.t, Aid)
        with Horizontal(id="both"):
            yield VerticalScroll(id="aid")
            yield self.pane

    async def on_mount(self) -> None:
        """Show the exercise at which the stage is."""
        await self.show()
        # Whether the window is narrow is known then.
        self.call_after_refresh(self._focus_first)
        self.saver.start()
        self.set_interval(1.0, self._show_time)

    def _focus_first(self) -> None:
        if self.focused is None:
            (self.pane.area if self.pane.display else self.query_one("#aid")).focus()

    def on_resize(self) -> None:
        """Number the contents only where the digits do not go into the notes."""
        self._show_head()

    def on_unmount(self) -> None:
        """End the watcher."""
        self.saver.stop()

    # Showing

    @property
    def exercise(self) -> Exercise | None:
        """The exercise that is shown here."""
        shown_apart = (e for e in self.window.exercises if e.id == self._shown_apart)
        return next(shown_apart, self.window.here)

    async def show(self) -> None:
        """Show the exercise; unchanged content stays mounted, and so keeps its scroll position."""
        self.flush()
        self._show_head()
        self._show_notes()
        exercise = self.exercise
        states = self.window.seal_states(exercise) if exercise else ()
        session, openings = self.window.session, self.window.notes.openings
        shown = (
            self._aid,
            exercise,
            states,
            session.reveals,
            session.pack,
            openings,
            session.agenda,
        )
        if shown != self._shown:
            is_other = shown[:2] != self._shown[:2]
            if self._shown and is_other:
                # A message goes with its page.
                self.say("")
            self._shown = shown
            aid = self.query_one("#aid", VerticalScroll)
            with self.single_update():
                await aid.remove_children()
                await aid.mount(self._make_aid(exercise))
            if is_other:
                aid.scroll_home(animate=False)
        self.refresh_bindings()

    def _make_aid(self, exercise: Exercise | None) -> Widget:
        window = self.window
        if exercise is None:
            return Static(Content(self.t("There is no exercise on the agenda.")))
        match self._aid:
            case Aid.FIRST:
                return TalkFirstView(window, exercise)
            case Aid.ANSWERS:
                return PrivateSides(window, exercise)
            case Aid.AGENDA:
                return AgendaView(window)
        return GuideView(window.guide(exercise), window.session.pack, self.t)

    def _show_head(self) -> None:
        t, window, exercise = self.t, self.window, self.exercise
        count = len(window.exercises)
        place = t("Exercise {n} of {all}", n=window.place + 1, all=count) if count else ""
        self.show_title(window.session.title, place)
        note = ""
        if self._shown_apart and window.here:
            note = t("The stage is at {title}", title=t.quoted(one_line(window.here.title)))
        self.query_one(StepLine).show(exercise.title if exercise else "", note)
        is_typing = not self.has_class("-narrow") or self._aid is Aid.NOTES
        numbered = exercise is None or not is_typing
        self.query_one(PartBar).show(dict.fromkeys(Aid, ""), self._aid, numbered=numbered)
        self.query_one("#both").set_class(self._aid is Aid.NOTES and exercise is not None, "-notes")
        self._show_time()

    def _show_notes(self) -> None:
        exercise = self.exercise
        if exercise is None:
            self.pane.display = False
            return
        own, of_point = note_keys(exercise)
        point = self.t(POINT_LABELS[exercise.point].short)
        sheets = (
            Sheet(own, exercise.title, self.t("This exercise")),
            Sheet(of_point, point, self.t("Point: {title}", title=point)),
        )
        sheet = sheets[self._of_point]
        self.pane.show(sheets, sheet, self.window.notes.note(sheet.key))

    def _show_time(self) -> None:
        words = pace_words(self.window.pace, self.t)
        if words != self._pace:
            self._pace = words
            self.query_one("#pace", Static).update(Content(words))
            for view in self.query(AgendaView):
                view.tick()

    def why_not(self, action: str) -> str:
        """Return why a command is not possible: without an exercise there are no notes and no next one."""
        if self.exercise is None and action in _NEED_AN_EXERCISE:
            return self.t("There is no exercise on the agenda.")
        return super().why_not(action)

    # Saving, and following the stage

    @on(NotesPane.Typed)
    def _note_typed(self, event: NotesPane.Typed) -> None:
        event.stop()
        self._put_typed()

    def _put_typed(self) -> None:
        typed = self.pane.take_typed()
        if typed is None:
            return
        sheet, text = typed
        # The field has the sanitized note: an unedited one must stay as it is in the file.
        is_unchanged = text == sanitize(self.window.notes.note(sheet.key))
        if self.saver.waits_for(sheet) or not is_unchanged:
            self.saver.put(sheet, text)

    def flush(self) -> None:
        """Write typed text, also text of which no message has arrived yet."""
        self._put_typed()
        self.saver.flush()

    def _refresh_files(self) -> bool:
        # Typed text first, so that the stage is followed while the coach types without a pause.
        self.flush()
        # Answers are read each time they are shown: only whether the files changed matters here.
        seen, self._known_states = self._known_states, file_states(self.window.files)
        return self.window.refresh(notes=self.saver.is_all_written) or self._known_states != seen

    def redraw(self) -> None:
        """Follow the stage."""
        at = self.window.here.id if self.window.here else ""
        if at != self._stage_at:
            self._stage_at, self._shown_apart = at, ""
        self.call_next(self.show)

    # Contents

    async def action_aid(self, name: str) -> None:
        """Show one of the contents; notes get the focus."""
        self._aid = Aid[name]
        await self.show()
        if self._aid is Aid.NOTES and self.exercise is not None:
            self.pane.area.focus()
        else:
            self.query_one("#aid").focus()

    def focus_for_typing(self, event: Key | Paste) -> None:
        """Open the notes for what is typed where a narrow window shows another of the contents."""
        is_command = isinstance(event, Key) and (
            event.key in self.active_bindings or event.character == " "
        )
        is_hidden = self.exercise is not None and not self.pane.display
        if is_hidden and not is_command and self.is_typed(event):
            self._aid = Aid.NOTES
            self._show_head()
            # At once, not with the next refresh: the field takes this letter.
            self.app.stylesheet.update(self.query_one("#both"))
            self.call_next(self.show)
        super().focus_for_typing(event)

    async def action_turn(self) -> None:
        """Show the next of the contents."""
        aids = list(Aid)
        await self.action_aid(aids[(aids.index(self._aid) + 1) % len(aids)].name)

    @on(PartBar.Chosen)
    async def _aid_chosen(self, event: PartBar.Chosen) -> None:
        await self.action_aid(Aid(event.part).name)

    async def action_mark(self) -> None:
        """Begin a line of the notes with the time."""
        self._aid = Aid.NOTES
        await self.show()
        self.pane.mark(self.window.time_mark())

    async def action_sheet(self) -> None:
        """Switch between the notes to the exercise and those to its point."""
        self._of_point = not self._of_point
        await self.action_aid(Aid.NOTES.name)

    @on(NotesPane.Chosen)
    async def _sheet_chosen(self, event: NotesPane.Chosen) -> None:
        exercise = self.exercise
        self._of_point = exercise is not None and event.sheet.key != exercise.id
        await self.action_aid(Aid.NOTES.name)

    # Showing another exercise

    async def action_show_apart(self, by: int) -> None:
        """Show another exercise here; the stage does not move."""
        exercises, exercise = self.window.exercises, self.exercise
        place = exercises.index(exercise) + by if exercise else -1
        if not 0 <= place < len(exercises):
            self.say(self.t("There are no more exercises that way."))
            return
        is_stage = exercises[place] == self.window.here
        self._shown_apart = "" if is_stage else exercises[place].id
        await self.show()

    @on(StepLine.ArrowClicked)
    async def _arrow_clicked(self, event: StepLine.ArrowClicked) -> None:
        await self.action_show_apart(event.by)

    async def action_here(self) -> None:
        """Follow the stage again."""
        self._shown_apart = ""
        await self.show()

    # Requests to the stage

    def action_send_on(self) -> None:
        """Ask the stage to go to the next exercise."""
        self._send(1, N_("The stage is at the last exercise."))

    def action_send_back(self) -> None:
        """Ask the stage to go to the exercise before."""
        self._send(-1, N_("The stage is at the first exercise."))

    def _send(self, by: int, at_the_end: str) -> None:
        place = self.window.place + by
        if 0 <= place < len(self.window.exercises):
            self._send_to(self.window.exercises[place])
        else:
            self.say(self.t(at_the_end))

    def action_send_here(self) -> None:
        """Ask the stage to go to the exercise that is shown here."""
        if self.exercise is not None:
            self._send_to(self.exercise)

    def _send_to(self, exercise: Exercise) -> None:
        if self.saver.write(lambda: self.window.send_to(exercise)):
            self.say("")
            self.set_timer(_PATIENCE, lambda: self._check_that_it_moved(exercise.id))

    def _check_that_it_moved(self, target: str) -> None:
        request = self.window.notes.request
        if self._stage_at != target and request is not None and request.go == target:
            self.say(
                self.t(
                    "The stage has not moved. Is it open? coopcoach run {session}",
                    session=self.window.session.slug,
                )
            )

    @work
    async def action_send_reveal(self) -> None:
        """Ask the stage to reveal its exercise, after a question."""
        t, window, here = self.t, self.window, self.window.here
        if here is None or not window.sealed(here):
            self.say(t("Nothing is sealed where the stage is."))
            return
        names = t.and_list([one_line(partner.name) for partner in window.session.partners])
        dialog = ConfirmDialog(
            t("Reveal {title}?", title=t.quoted(one_line(here.title))),
            t("Reveal"),
            t("Not yet"),
            details=t(
                "{names} will then see each other’s answers. This cannot be undone.", names=names
            ),
        )
        asked = await self.app.push_screen_wait(dialog)
        if asked and self.saver.write(lambda: window.reveal(here)):
            self.say(t("The stage has been asked to reveal."))

    def action_send_time(self) -> None:
        """Ask the stage to give the minutes that are left of its exercise to the next item."""
        here = self.window.here
        if here is not None and self.saver.write(lambda: self.window.pass_time(here)):
            self.say(self.t("The minutes that are left go to the next item of the agenda."))

    def action_curtain(self, drawn: bool) -> None:
        """Ask the stage to draw its curtain, or to open it."""
        if self.saver.write(lambda: self.window.draw_curtain(drawn=drawn)):
            closed = N_("The curtain of the stage is drawn; {key} opens it.")
            opened = N_("The curtain of the stage is open.")
            key = key_of(self.t, NOTES["open_curtain"])
            self.say(self.t(closed if drawn else opened, key=key))

    # Sealed answers

    @on(OpenForMe)
    @work
    async def _open_for_me(self, event: OpenForMe) -> None:
        """Open sealed answers for the coach alone, after a warning; it is recorded."""
        t, exercise = self.t, self.exercise
        if exercise is None:
            return
        is_one = event.opened is Opened.ANSWERS
        exercises = (exercise,) if is_one else self.window.gaps_to_open
        question = (
            t("Open {title} for yourself alone?", title=t.quoted(one_line(exercise.title)))
            if is_one
            else t("Search what is sealed, for yourself alone?")
        )
        details = t(
            "You will then know more than the two know about each other. It is recorded in"
            " coach-notes.md with the time; the stage does not change. Are you sure that this"
            " window is not shared?"
        )
        dialog = ConfirmDialog(question, t("Open for me"), t("Leave it sealed"), details=details)
        if not await self.app.push_screen_wait(dialog):
            return
        if self.saver.write(lambda: self.window.open_for_me(exercises, event.opened)):
            await self.show()
            self.query_one("#aid").focus()

    # Leaving

    def action_leave(self) -> None:
        """Go one level back: out of the notes, back to the stage's exercise, out of the window."""
        self.call_next(self._level_back)

    async def _level_back(self) -> None:
        if isinstance(self.focused, TextArea):
            self.flush()
            self.set_focus(None)
        elif self._shown_apart:
            await self.action_here()
        else:
            self._ask_to_leave()

    @work
    async def _ask_to_leave(self) -> None:
        self.flush()
        t, is_all_written = self.t, self.saver.is_all_written
        saved = t("Everything is saved. The stage stays open.")
        unsaved = t("Something could not be saved yet. If you leave now, it is lost.")
        dialog = ConfirmDialog(
            t("Close the private window?"),
            t("Close"),
            t("Stay"),
            details=saved if is_all_written else unsaved,
            yes_first=is_all_written,
        )
        if await self.app.push_screen_wait(dialog):
            self.dismiss(None)
