"""The first start: language, folder and name of a coach who has no workspace yet, or the worked sample."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widgets import Button, Input, Static

from coopcoach.errors import CoopcoachError
from coopcoach.i18n import Translator, translator
from coopcoach.services.workspace.settings_change import SettingsChange
from coopcoach.storage.settings import settings_path
from coopcoach.storage.workspace import USUAL_FOLDER, Workspace, make_workspace
from coopcoach.tui.commands import WELCOME
from coopcoach.tui.screens.base import BaseScreen
from coopcoach.tui.screens.desk import DeskScreen
from coopcoach.tui.screens.sample import open_sample
from coopcoach.tui.widgets.forms.fields import FormChoice, FormField, Options
from coopcoach.tui.widgets.frame.key_queue import after_pending_keys
from coopcoach.tui.widgets.frame.sanitize import content
from coopcoach.wording.labels import LANGUAGE_LABELS


class WelcomeScreen(BaseScreen[Screen[Any] | None]):
    """Ask for language, folder and name; returns the desk, itself in another language, or None at the end.

    Args:
        t: The language of the screen.
        clock: Returns the local time, with its zone.
        folder: The folder that is proposed.
        coach: The name that was typed already.
    """

    CSS_PATH = "welcome.tcss"
    AUTO_FOCUS = ""
    BINDINGS = WELCOME.bindings()

    def __init__(
        self,
        t: Translator,
        clock: Callable[[], datetime],
        folder: str = str(USUAL_FOLDER),
        coach: str = "",
    ) -> None:
        super().__init__(t)
        self._clock = clock
        self._proposed = folder
        self._typed_name = coach

    def compose_body(self) -> ComposeResult:
        """Lay out a sentence about the program, the fields and what can be done."""
        t = self.t
        with VerticalScroll(id="welcome", can_focus=False):
            about = t(
                "For coaches who bring two firms together: invite both partners, import their"
                " answers, reveal them side by side, agree on ground rules."
            )
            yield Static(content(about), id="about")
            yield FormChoice(
                "Sprache · Language", "language", tuple(LANGUAGE_LABELS.items()), t.lang
            )
            yield FormField(
                t("Folder for your sessions"),
                "folder",
                value=self._proposed,
                hint=t(
                    "It is made if it does not exist yet. All your files stay in it, on this machine."
                ),
            )
            yield FormField(
                t("Your name, as documents and e-mails show it (optional)"),
                "coach",
                value=self._typed_name,
            )
            with Horizontal(id="buttons"):
                yield Button(content(t("Begin")), id="begin", variant="primary")
                yield Button(content(t("Look at the sample first")), id="sample")
                yield Button(content(t("Quit")), id="quit")

    def on_mount(self) -> None:
        """Show the title, and focus the name: all else has a proposal."""
        self.show_title(self.t("Welcome to coopcoach"))
        self.call_after_refresh(self._coach.input.focus, scroll_visible=False)

    @property
    def _folder(self) -> FormField:
        return self.query_one("#folder", FormField)

    @property
    def _coach(self) -> FormField:
        return self.query_one("#coach", FormField)

    @on(Options.Changed)
    def _other_language(self, event: Options.Changed) -> None:
        if event.value != self.t.lang:
            t = translator(event.value)
            self.dismiss(WelcomeScreen(t, self._clock, self._folder.value, self._coach.value))

    @on(Input.Submitted)
    def _next(self) -> None:
        if self.focused is self._coach.input:
            self.action_begin()
        else:
            self.focus_next()

    @on(Button.Pressed, "#begin")
    def _begin_pressed(self) -> None:
        self.action_begin()

    @on(Button.Pressed, "#sample")
    def _sample_pressed(self) -> None:
        self.action_sample()

    @on(Button.Pressed, "#quit")
    def _quit_pressed(self) -> None:
        self.dismiss(None)

    def action_begin(self) -> None:
        """Make the workspace when all keys pressed before have arrived in their fields."""
        after_pending_keys(self.app, self._begin)

    def _begin(self) -> None:
        fault = self._folder_fault()
        self._folder.show_error(fault)
        if fault:
            self._folder.input.focus()
            return
        try:
            workspace = make_workspace(self._root)
            self._write_settings(workspace)
        except CoopcoachError as error:
            self.say(error.sentence(self.t))
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or "?"
            self._folder.show_error(self.t("the folder cannot be made: {why}", why=why))
            self._folder.input.focus()
        else:
            self.dismiss(DeskScreen(workspace, self.t, self._clock))

    @property
    def _root(self) -> Path:
        return Path(self._folder.value).expanduser().absolute()

    def _folder_fault(self) -> str:
        """Return why the folder cannot be a workspace; "" where it can."""
        t = self.t
        if not self._folder.value:
            return t("name a folder")
        try:
            root = self._root
            if root.exists() and not root.is_dir():
                return t("that is a file: name a folder")
            is_other = root.is_dir() and not (root / "sessions").is_dir() and any(root.iterdir())
        except (OSError, RuntimeError, ValueError):
            return t("this folder cannot be read: name another")
        return t("other files are in this folder: name a new one") if is_other else ""

    def _write_settings(self, workspace: Workspace) -> None:
        """Write language and name; the settings of a workspace that has some stay as they are."""
        if settings_path(workspace).exists():
            return
        values = {"coach": self._coach.value, "language": self.t.lang}
        SettingsChange(workspace, ()).save({name: v for name, v in values.items() if v})

    @work(group="sample", exclusive=True)
    async def action_sample(self) -> None:
        """Open the worked sample; leaving it leads back here."""
        await open_sample(self, self._clock, DeskScreen)

    def action_leave(self) -> None:
        """Out of a text field, else say how to end."""
        if isinstance(self.focused, Input):
            self.set_focus(None)
        else:
            self.say(self.t("Press Ctrl+Q to quit; nothing has been written yet."))
