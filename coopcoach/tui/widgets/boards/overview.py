"""The agenda: all exercises with their states, and the commands to arrange them."""

from __future__ import annotations

from collections.abc import Sequence

from textual import work
from textual.content import Content

from coopcoach.domain.exercise import Exercise
from coopcoach.domain.session import AgendaItem
from coopcoach.tui.commands import AGENDA
from coopcoach.tui.messages import ShowMessage, WriteRequest
from coopcoach.tui.widgets.boards.board_list import BoardEntry, BoardList
from coopcoach.tui.widgets.forms.choose import Choice, ChoiceDialog
from coopcoach.tui.widgets.forms.dialogs import FieldSpec, FormDialog
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
        for number, exercise in enumerate(self._stage.exercises, 1):
            if exercise.point != before:
                found.append(BoardEntry("", Content(point_title(exercise.point, t))))
                before = exercise.point
            found.append(BoardEntry(exercise.id, self._line(number, exercise)))
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
            self.post_message(self.EntryChosen(self, self.chosen))

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
        if not free:
            self.post_message(ShowMessage(t("All exercises are on the agenda already.")))
            return
        choices = [Choice(e.id, f"{e.title} ({point_title(e.point, t)})") for e in free]
        title = t("Which exercise do you want to add?")
        wanted = await self.app.push_screen_wait(ChoiceDialog(title, choices, t("Cancel")))
        exercise = next((e for e in free if e.id == wanted), None)
        if exercise is None:
            return
        agenda = list(stage.session.agenda)
        at = next((n for n, i in enumerate(agenda) if i.exercise == self.chosen), len(agenda) - 1)
        minutes = exercise.talk_minutes.get(pack, 0)
        agenda.insert(at + 1, AgendaItem(exercise=exercise.id, minutes=minutes))
        self._arrange(agenda, t("Added."))

    @work
    async def action_minutes(self) -> None:
        """Ask for the minutes of the exercise under the cursor."""
        t, item = self.t, self._item(self.chosen)
        if item is None:
            return

        def check(text: str) -> str:
            fits = text.strip().isdecimal() and int(text) <= _MOST_MINUTES
            return (
                ""
                if fits
                else t("Write a whole number of minutes, at most {most}.", most=_MOST_MINUTES)
            )

        exercise = self._stage.workbook.exercise(item.exercise)
        title = exercise.title if exercise else item.exercise
        fields = [FieldSpec("minutes", t("Minutes planned"), str(item.minutes), check=check)]
        values = await self.app.push_screen_wait(FormDialog(title, fields, t))
        if values is None:
            return
        planned = item.model_copy(update={"minutes": int(values["minutes"])})
        agenda = [planned if i.exercise == item.exercise else i for i in self._stage.session.agenda]
        self._arrange(agenda, t("The agenda has been rearranged."))

    def _arrange(self, agenda: list[AgendaItem], done: str) -> None:
        self.post_message(WriteRequest(lambda: self._stage.arrange_agenda(tuple(agenda)), done))
