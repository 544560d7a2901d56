"""The agenda: all exercises with their states, and the commands to arrange them."""

from __future__ import annotations

from collections.abc import Sequence

from textual import work
from textual.content import Content

from coopcoach.domain.exercise import Exercise
from coopcoach.domain.session import OWN_ITEM, AgendaItem, next_id
from coopcoach.tui.commands import AGENDA
from coopcoach.tui.messages import ShowMessage, WriteRequest
from coopcoach.tui.widgets.boards.board_list import BoardEntry, BoardList
from coopcoach.tui.widgets.forms.choose import Choice, ChoiceDialog
from coopcoach.tui.widgets.forms.dialogs import FieldSpec, FormDialog
from coopcoach.tui.widgets.forms.form_inputs import required
from coopcoach.tui.widgets.frame.keys import key_of
from coopcoach.tui.widgets.frame.sanitize import one_line
from coopcoach.wording.labels import point_title
from coopcoach.wording.shortening import shortened

_MOST_MINUTES = 480


class Overview(BoardList):
    """The exercises of the agenda."""

    COMMANDS = AGENDA
    BINDINGS = AGENDA.bindings()

    def on_mount(self) -> None:
        """Put the cursor on the present exercise."""
        if self._stage.here is not None:
            self.call_after_refresh(self.choose, self._stage.here.id)

    def title(self) -> str:
        """Return the minutes of the agenda."""
        t, session = self.t, self._stage.session
        minutes = sum(item.minutes for item in session.agenda)
        left = sum(item.minutes for item in session.agenda if not item.done)
        return t("Agenda: {all} minutes, {left} of them still to come", all=minutes, left=left)

    def entries(self) -> Sequence[BoardEntry]:
        """Return the exercises by point, then the results so far."""
        t = self.t
        found: list[BoardEntry] = []
        before = None
        exercises = {exercise.id: exercise for exercise in self._stage.exercises}
        numbers = {exercise_id: number for number, exercise_id in enumerate(exercises, 1)}
        for item in self._stage.session.agenda:
            exercise = exercises.get(item.exercise)
            if exercise is None and item.title:
                found.append(BoardEntry(item.exercise, self._own_line(item)))
            if exercise is None:
                continue
            if exercise.point != before:
                found.append(BoardEntry("", Content(point_title(exercise.point, t))))
                before = exercise.point
            found.append(BoardEntry(exercise.id, self._line(numbers[exercise.id], exercise)))
        return [*found, BoardEntry("", Content(self._results()))]

    def _line(self, number: int, exercise: Exercise) -> Content:
        t = self.t
        item = self._item(exercise.id)
        is_here = exercise == self._stage.here
        sign = "▶" if is_here else "✓" if item and item.done else "·"
        words = [t.plural("{n} minute", "{n} minutes", item.minutes if item else 0)]
        if self._stage.prepared_prompts(exercise):
            revealed = self._stage.session.is_revealed(exercise.id)
            words.append(t("revealed") if revealed else t("sealed"))
        title = shortened(one_line(exercise.title), 60)
        return Content(f"{sign} {number}. {title} ({', '.join(words)})")

    def _own_line(self, item: AgendaItem) -> Content:
        minutes = self.t.plural("{n} minute", "{n} minutes", item.minutes)
        sign = "✓" if item.done else "·"
        return Content(f"{sign} {shortened(one_line(item.title), 60)} ({minutes})")

    def open_entry(self, entry: str) -> None:
        """Go to an exercise; an item of one's own only has its minutes."""
        item = self._item(entry)
        if item is not None and item.title:
            self.action_minutes()
        else:
            super().open_entry(entry)

    def _results(self) -> str:
        t, session = self.t, self._stage.session
        agreed = len(session.agreed_rules())
        parts = (
            t.plural("{n} ground rule agreed", "{n} ground rules agreed", agreed),
            t.plural("{n} not yet", "{n} not yet", len(session.rules) - agreed),
            t.plural("{n} action", "{n} actions", len(session.actions)),
            t.plural("{n} parked topic", "{n} parked topics", len(session.parked)),
        )
        return t("So far: {things}", things=", ".join(parts))

    def _item(self, exercise_id: str) -> AgendaItem | None:
        return next((i for i in self._stage.session.agenda if i.exercise == exercise_id), None)

    def action_go(self) -> None:
        """Go to the exercise under the cursor."""
        if self.chosen:
            self.open_entry(self.chosen)

    def action_shift(self, by: int) -> None:
        """Move the exercise under the cursor up or down."""
        agenda = list(self._stage.session.agenda)
        at = next((n for n, item in enumerate(agenda) if item.exercise == self.chosen), None)
        if at is None:
            return
        if not 0 <= at + by < len(agenda):
            self.post_message(ShowMessage(self.t("It cannot be moved any further.")))
            return
        agenda.insert(at + by, agenda.pop(at))
        self._arrange(agenda, self.t("The agenda has been rearranged."))

    def action_leave_out(self) -> None:
        """Remove the exercise under the cursor from the agenda."""
        chosen = self.chosen
        agenda = [item for item in self._stage.session.agenda if item.exercise != chosen]
        if not agenda:
            self.post_message(ShowMessage(self.t("One exercise has to stay on the agenda.")))
            return
        if len(agenda) < len(self._stage.session.agenda):
            self._arrange(
                agenda,
                self.t("Left out; {key} puts it back.", key=key_of(self.t, AGENDA["new"])),
            )

    @work
    async def action_take_in(self) -> None:
        """Ask for an exercise to add after the one under the cursor."""
        t, stage = self.t, self._stage
        planned = {item.exercise for item in stage.session.agenda}
        pack = stage.session.pack
        known = sorted(stage.workbook.exercises, key=lambda e: e.order)
        free = [e for e in known if e.id not in planned and e.in_pack(pack)]
        choices = [Choice(e.id, f"{e.title} ({point_title(e.point, t)})") for e in free]
        choices.append(Choice(OWN_ITEM, t("A break, or something of your own")))
        title = t("Which exercise do you want to add?")
        wanted = await self.app.push_screen_wait(ChoiceDialog(title, choices, t("Cancel")))
        if wanted == OWN_ITEM:
            await self._take_in_own()
        exercise = next((e for e in free if e.id == wanted), None)
        if exercise is not None:
            minutes = exercise.talk_minutes.get(pack, 0)
            self._insert(AgendaItem(exercise=exercise.id, minutes=minutes))

    async def _take_in_own(self) -> None:
        """Ask for the title and the minutes of an item of one's own."""
        t = self.t
        fields = [
            FieldSpec("title", t("What"), t("Break"), check=required(t("Give it a title."))),
            FieldSpec("minutes", t("Minutes planned"), "10", check=self._minutes_fault),
        ]
        title = t("A break, or something of your own")
        values = await self.app.push_screen_wait(FormDialog(title, fields, t))
        if values is not None:
            taken = tuple(item.exercise for item in self._stage.session.agenda)
            item = AgendaItem(
                exercise=next_id(OWN_ITEM, taken),
                minutes=int(values["minutes"]),
                title=one_line(values["title"]),
            )
            self._insert(item)

    def _insert(self, item: AgendaItem) -> None:
        """Put an item below the one under the cursor."""
        agenda = list(self._stage.session.agenda)
        at = next((n for n, i in enumerate(agenda) if i.exercise == self.chosen), len(agenda) - 1)
        agenda.insert(at + 1, item)
        self._arrange(agenda, self.t("Added."))

    def _minutes_fault(self, text: str) -> str:
        if text.strip().isdecimal() and int(text) <= _MOST_MINUTES:
            return ""
        return self.t("Write a whole number of minutes, at most {most}.", most=_MOST_MINUTES)

    @work
    async def action_minutes(self) -> None:
        """Ask for the minutes of the exercise under the cursor."""
        t, item = self.t, self._item(self.chosen)
        if item is None:
            return
        exercise = self._stage.workbook.exercise(item.exercise)
        title = exercise.title if exercise else item.title
        fields = [
            FieldSpec("minutes", t("Minutes planned"), str(item.minutes), check=self._minutes_fault)
        ]
        values = await self.app.push_screen_wait(FormDialog(title, fields, t))
        if values is None:
            return
        planned = item.model_copy(update={"minutes": int(values["minutes"])})
        agenda = [planned if i.exercise == item.exercise else i for i in self._stage.session.agenda]
        self._arrange(agenda, t("The agenda has been rearranged."))

    def _arrange(self, agenda: list[AgendaItem], done: str) -> None:
        self.post_message(WriteRequest(lambda: self._stage.arrange_agenda(tuple(agenda)), done))
