"""Both versions of what two programs changed at the same time, one after the other, to choose or to join."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import HorizontalGroup, VerticalGroup, VerticalScroll
from textual.widget import Widget
from textual.widgets import Button, Static

from coopcoach.errors import CoopcoachError
from coopcoach.markup.conflicts import Choice
from coopcoach.services.session.conflicts import ConflictKeeper, ConflictView
from coopcoach.storage.copies import ConflictCopy
from coopcoach.tui.commands import CONFLICTS
from coopcoach.tui.screens.base import BaseScreen, without_folder
from coopcoach.tui.widgets.frame.sanitize import content, one_line
from coopcoach.tui.widgets.pairs.answer_display import AnswerDisplay

Value = TypeVar("Value")


class ConflictsScreen(BaseScreen[None]):
    """What two programs changed in a session, one place at a time.

    Args:
        keeper: The conflicts of the session.
    """

    DEFAULT_CSS: ClassVar[str] = """
    ConflictsScreen #conflict { height: 1fr; padding: 1 2 0 2; }
    ConflictsScreen #conflict > * { height: auto; max-width: 120; }
    ConflictsScreen .conflict--title { text-style: bold; margin: 0 0 1 0; }
    ConflictsScreen .conflict--version { height: auto; border: round $border; padding: 0 1; margin: 0 0 1 0; }
    ConflictsScreen .conflict--version Static { height: auto; }
    ConflictsScreen .conflict--buttons Button { margin: 0 2 1 0; }
    ConflictsScreen .conflict--note { color: $text-muted; }
    """
    AUTO_FOCUS = ""
    BINDINGS = CONFLICTS.bindings()

    def __init__(self, keeper: ConflictKeeper) -> None:
        super().__init__(keeper.t)
        self._keeper = keeper
        self._places: tuple[ConflictView | ConflictCopy, ...] = ()
        self._at = 0

    def compose_body(self) -> ComposeResult:
        """Lay out the page of one place."""
        yield VerticalScroll(id="conflict")

    async def on_mount(self) -> None:
        """Show the first place."""
        await self._show()

    # Showing

    @property
    def _here(self) -> ConflictView | ConflictCopy | None:
        return self._places[self._at] if self._at < len(self._places) else None

    async def _show(self) -> None:
        notes = self._read()
        self._at = max(0, min(self._at, len(self._places) - 1))
        page = self.query_one("#conflict", VerticalScroll)
        with self.single_update():
            await page.remove_children()
            await page.mount(*self._page(), *notes)
        count = len(self._places)
        place = self.t("{place} of {count}", place=self._at + 1, count=count) if count else ""
        self.show_title(self.t("Changed in two programs"), place)
        page.scroll_home(animate=False)
        self.set_focus(page)
        self.refresh_bindings()

    def _read(self) -> list[Widget]:
        """Read the files; return the lines about what is chosen elsewhere or cannot be read."""
        self._places = self._tried(self._keeper.copies) or ()
        self._places += self._tried(self._keeper.views) or ()
        notes: list[Widget] = []
        for name, count in self._tried(self._keeper.answers_twice) or ():
            told = self.t.plural(
                "{n} answer of {name} has two versions: {name} can choose with “coopcoach"
                " prepare”.",
                "{n} answers of {name} have two versions: {name} can choose with “coopcoach"
                " prepare”.",
                count,
                name=one_line(name),
            )
            notes.append(Static(content(told), classes="conflict--note"))
        return notes

    def _tried(self, read: Callable[[], Value]) -> Value | None:
        try:
            return read()
        except (OSError, CoopcoachError) as error:
            self._report(error)
            return None

    def _page(self) -> Iterator[Widget]:
        t, here = self.t, self._here
        if here is None:
            yield Static(content(t("Nothing has two versions. Escape goes back.")))
        elif isinstance(here, ConflictCopy):
            yield from self._copy_page(here)
        else:
            yield Static(content(here.title), classes="conflict--title")
            yield from self._versions(here)
            yield self._buttons(here)

    def _copy_page(self, copy: ConflictCopy) -> Iterator[Widget]:
        t = self.t
        name = copy.original.name
        title = (
            t("Git has left both versions in {name}.", name=name)
            if copy.has_marks
            else t("A sync program made a copy of {name}: {copy}", name=name, copy=copy.path.name)
        )
        yield Static(content(title), classes="conflict--title")
        how = t("Joining adds what is new; where the two differ, both are kept and you choose.")
        kept = "" if copy.has_marks else t("The copy goes into the history.")
        yield Static(content(f"{how} {kept}".rstrip()))
        yield HorizontalGroup(
            Button(content(t("Join the two")), name=Choice.BOTH.value, variant="primary"),
            classes="conflict--buttons",
        )

    def _versions(self, view: ConflictView) -> Iterator[Widget]:
        t = self.t
        if view.withheld:
            yield Static(
                content(t("One version is not for both partners, so no words are shown here."))
            )
            return
        for place, (label, answer) in enumerate(
            ((t("First version"), view.first), (t("Second version"), view.second))
        ):
            if view.prompt is not None:
                shown: Widget = AnswerDisplay(view.prompt, answer, t)
            else:
                shown = Static(content("\n".join(view.lines[place]) or t("nothing")))
            box = VerticalGroup(shown, classes="conflict--version")
            box.border_title = content(label)
            yield box

    def _buttons(self, view: ConflictView) -> Widget:
        labels = {
            Choice.FIRST: self.t("Keep the first"),
            Choice.SECOND: self.t("Take the second"),
            Choice.BOTH: self.t("Join both"),
        }
        return HorizontalGroup(
            *(
                Button(content(label), name=choice.value)
                for choice, label in labels.items()
                if view.joins or choice is not Choice.BOTH
            ),
            classes="conflict--buttons",
        )

    # Choosing

    def why_not(self, action: str) -> str:
        """Return why a version cannot be chosen now."""
        here = self._here
        if action.startswith("choose") and here is None:
            return self.t("Nothing has two versions.")
        if isinstance(here, ConflictCopy) and action.startswith("choose") and "both" not in action:
            return self.t("Join the copy first; then you choose where the two differ.")
        if isinstance(here, ConflictView) and "both" in action and not here.joins:
            return self.t("These two cannot be joined: choose one.")
        return super().why_not(action)

    @on(Button.Pressed)
    async def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        await self.action_choose(event.button.name or "")

    async def action_choose(self, choice: str) -> None:
        """Settle the place that is shown, and show the next."""
        here = self._here
        if here is None:
            return
        left_out = ""
        try:
            if isinstance(here, ConflictCopy):
                left_out = self._keeper.merge(here)
            else:
                self._keeper.settle(here.key, Choice(choice))
        except (OSError, CoopcoachError) as error:
            self._report(error)
            return
        self.say(left_out or self.t("Done; what was replaced is kept in the history."))
        await self._show()

    async def action_turn(self, step: int) -> None:
        """Show the next place, or the one before."""
        if self._places:
            self._at = (self._at + step) % len(self._places)
            await self._show()

    def _report(self, error: Exception) -> None:
        if isinstance(error, CoopcoachError):
            self.say(without_folder(error.sentence(self.t), self._keeper.workspace.root))
        else:
            why = (isinstance(error, OSError) and error.strerror) or "?"
            self.say(self.t("The folder cannot be read: {why}", why=why))
