"""The lists of actions and of parked topics."""

from __future__ import annotations

from collections.abc import Sequence

from textual import work
from textual.content import Content

from coopcoach.domain.exercise import Point
from coopcoach.domain.session import Action, ParkedTopic
from coopcoach.services.session.stage import Stage
from coopcoach.tui.commands import ACTIONS, PARKED, STAGE
from coopcoach.tui.messages import ShowMessage, WriteRequest
from coopcoach.tui.widgets.boards.board_list import BoardEntry, BoardList
from coopcoach.tui.widgets.forms.dialogs import FieldSpec, FormDialog
from coopcoach.tui.widgets.forms.form_inputs import (
    day_field,
    day_input,
    required,
    unless_unedited,
    who_from,
    who_hint,
)
from coopcoach.tui.widgets.frame.keys import key_of
from coopcoach.tui.widgets.frame.sanitize import one_line, sanitize
from coopcoach.wording.days import read_day
from coopcoach.wording.labels import point_title
from coopcoach.wording.person_names import owner_words
from coopcoach.wording.shortening import shortened

_LONGEST = 280


class ActionList(BoardList):
    """The actions of the session."""

    COMMANDS = ACTIONS
    BINDINGS = ACTIONS.bindings()

    def title(self) -> str:
        """Return the heading."""
        return self.t("Actions: who does what by when")

    def entries(self) -> Sequence[BoardEntry]:
        """Return the open actions by date, then those that are done."""
        found = sorted(self._stage.session.actions, key=_by_day)
        return [BoardEntry(action.id, self._card(action)) for action in found]

    def _card(self, action: Action) -> Content:
        t = self.t
        who = one_line(owner_words(action.who, self._stage.session)) or t("nobody named yet")
        day = t.weekday_date(action.until) if action.until else t("no date")
        state = t.context("action", "done") if action.done else t.context("action", "open")
        sign = "☑" if action.done else "☐"
        what = shortened(one_line(action.what), _LONGEST)
        return Content.assemble(
            (f"{sign} {what}", "bold"), "\n", f"  {shortened(who, 60)} · {day} · {state}"
        )

    def empty_words(self) -> str:
        """Return how to write the first one."""
        return self.t("No action yet. {key} writes one down.", key=key_of(self.t, ACTIONS["new"]))

    def action_change(self) -> None:
        """Change the action under the cursor."""
        if self._has_one():
            self.action_write(self.chosen)

    @work
    async def action_write(self, action_id: str) -> None:
        """Ask for a new action, or for changes to one."""
        t, session = self.t, self._stage.session
        today = self._stage.now().date()
        known = next((a for a in session.actions if a.id == action_id), None)
        day = day_input(known.until, t) if known else ""
        who = one_line(session.name_of(known.who)) if known else ""
        fields = [
            FieldSpec("what", t("What is to be done?"), one_line(known.what) if known else "",
                  check=required(t("Say what is to be done."))),
            FieldSpec("who", t("Who?"), who, who_hint(session, t)),
            day_field("until", t("By when?"), day, today, t),
        ]  # fmt: skip

        def keep(values: dict[str, str]) -> None:
            nonlocal action_id
            unchanged = known is not None and values["until"] == day
            action_id = self._stage.board.put_action(
                unless_unedited(values["what"], known.what if known else ""),
                who=known.who
                if known and values["who"] == who
                else who_from(values["who"], session),
                until=known.until if known and unchanged else read_day(values["until"], today),
                action_id=action_id,
            ).id

        values = await self.app.push_screen_wait(
            FormDialog(
                t("Change the action") if known else t("New action"),
                fields,
                t,
                rescue=keep,
            )
        )
        if values is not None:
            self.post_message(WriteRequest(lambda: keep(values), t("The action is written down.")))

    def action_tick(self) -> None:
        """Mark the action under the cursor as done, or as open again."""
        known = next((a for a in self._stage.session.actions if a.id == self.chosen), None)
        if known is None:
            self._has_one()
            return
        done = not known.done
        said = self.t("Done.") if done else self.t("Open again.")
        self.post_message(WriteRequest(lambda: self._stage.board.tick_action(known.id, done), said))

    def action_remove(self) -> None:
        """Remove the action under the cursor."""
        chosen = self.chosen
        if self._has_one():
            said = self.t(
                "Taken off the list; {key} brings it back.", key=key_of(self.t, STAGE["undo"])
            )
            self.post_message(WriteRequest(lambda: self._stage.board.remove(chosen), said))

    def _has_one(self) -> bool:
        if not self.chosen:
            self.post_message(
                ShowMessage(
                    self.t(
                        "There is no action yet: {key} writes one down.",
                        key=key_of(self.t, ACTIONS["new"]),
                    )
                )
            )
        return bool(self.chosen)


class ParkedList(BoardList):
    """The parked topics of the session."""

    COMMANDS = PARKED
    BINDINGS = PARKED.bindings()

    def __init__(self, stage: Stage, here: Point) -> None:
        super().__init__(stage)
        self._here = here

    def title(self) -> str:
        """Return the heading."""
        return self.t("Parked topics: worth talking about, on another day")

    def entries(self) -> Sequence[BoardEntry]:
        """Return the topics in the order in which they were parked."""
        return [BoardEntry(topic.id, self._card(topic)) for topic in self._stage.session.parked]

    def _card(self, topic: ParkedTopic) -> Content:
        words = shortened(one_line(topic.text), _LONGEST)
        if topic.point is None:
            return Content(f"– {words}")
        return Content.assemble(f"– {words}", "\n", f"  {point_title(topic.point, self.t)}")

    def empty_words(self) -> str:
        """Return how to write the first one."""
        key = key_of(self.t, PARKED["new"])
        return self.t("Nothing is parked yet: {key} parks a topic.", key=key)

    def action_change(self) -> None:
        """Change the topic under the cursor."""
        if self._has_one():
            self.action_write(self.chosen)

    @work
    async def action_write(self, topic_id: str) -> None:
        """Ask for a topic to park, or for changes to one."""
        t, session = self.t, self._stage.session
        known = next((p for p in session.parked if p.id == topic_id), None)
        point = known.point if known else self._here
        fields = [
            FieldSpec("text", t("What is it about?"), sanitize(known.text) if known else "", long=True,
                  check=required(t("Say what it is about."))),
        ]  # fmt: skip

        def keep(values: dict[str, str]) -> None:
            nonlocal topic_id
            topic_id = self._stage.board.park_topic(
                unless_unedited(values["text"], known.text if known else ""), point, topic_id
            ).id

        values = await self.app.push_screen_wait(
            FormDialog(
                t("Change the parked topic") if known else t("Park a topic"),
                fields,
                t,
                rescue=keep,
            )
        )
        if values is not None:
            self.post_message(WriteRequest(lambda: keep(values), t("The topic is parked.")))

    def action_remove(self) -> None:
        """Remove the topic under the cursor."""
        chosen = self.chosen
        if self._has_one():
            said = self.t(
                "Taken off the list; {key} brings it back.", key=key_of(self.t, STAGE["undo"])
            )
            self.post_message(WriteRequest(lambda: self._stage.board.remove(chosen), said))

    def _has_one(self) -> bool:
        if not self.chosen:
            self.post_message(
                ShowMessage(
                    self.t(
                        "Nothing is parked yet: {key} parks a topic.",
                        key=key_of(self.t, PARKED["new"]),
                    )
                )
            )
        return bool(self.chosen)


def _by_day(action: Action) -> tuple[bool, str]:
    return (action.done, action.until.isoformat() if action.until else "9999")
