"""The first frame of the stage: title and exercise, while the session is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual import work
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from coopcoach.i18n import Translator, same_language
from coopcoach.storage.session_glance import SessionGlance
from coopcoach.storage.workspace import Workspace
from coopcoach.tui.commands import COMMAND_IDS, SCREEN
from coopcoach.tui.messages import ApplySettings
from coopcoach.tui.screens.base import BaseScreen
from coopcoach.tui.widgets.frame.sanitize import content, one_line

if TYPE_CHECKING:
    from coopcoach.services.session.stage import Stage


class OpeningScreen(BaseScreen[Screen[Any] | Exception]):
    """Shows a session by the head of its file while it is read; returns its screen, or why there is none.

    The reading takes several times as long as this screen. The app keeps the keys that are pressed meanwhile for the
    screen that follows.

    Args:
        t: The language of the screen.
        glance: The head of the session's file.
        read: Reads the session, and returns its screen and the settings of its workspace; called in a thread.
    """

    CSS_PATH = "opening.tcss"
    AUTO_FOCUS = ""
    BINDINGS = SCREEN.bindings()
    keeps_keys = True

    def __init__(
        self,
        t: Translator,
        glance: SessionGlance,
        read: Callable[[], tuple[Screen[Any], ApplySettings | None]],
    ) -> None:
        super().__init__(t)
        self._glance = glance
        self._read = read
        self._result: Screen[Any] | Exception | None = None

    def compose_body(self) -> ComposeResult:
        """Lay out the exercise, and below it the empty page."""
        # The file names it in the language of the session; the stage may show it in another.
        is_same = same_language(self.t.lang, self._glance.language) == self._glance.language
        name = one_line(self._glance.exercise) if is_same else ""
        yield Static(Content.styled(name, "bold"), id="exercise")
        with Container(id="body"):
            yield Static(content(self.t("The session is being opened …")))

    def on_mount(self) -> None:
        """Show the title; read when this screen is drawn."""
        self.show_title(self._glance.title)
        self.call_after_refresh(self._begin)

    def on_screen_resume(self) -> None:
        """Go on where the session was read while the curtain was drawn."""
        self._close()

    @work(thread=True)
    def _begin(self) -> None:
        try:
            screen, settings = self._read()
        except Exception as error:
            self._result = error
        else:
            if settings is not None:
                self.app.post_message(settings)
            self._result = screen
        self.app.call_later(self._close)

    def _close(self) -> None:
        # Does nothing behind the curtain.
        if self._result is not None:
            self.dismiss(self._result)


def opening_of(
    opening: Callable[[], Stage],
    glance: SessionGlance,
    workspace: Workspace,
    t: Translator,
    *,
    take_over: bool,
) -> OpeningScreen:
    """Return the first frame of a session; the arguments are those of `run_session`."""

    def read() -> tuple[Screen[Any], ApplySettings | None]:
        stage = opening()
        from coopcoach.tui.screens.stage.stage import StageScreen

        screen = StageScreen(stage, take_over=take_over, renders_ahead=True)
        if not workspace.settings.is_file():
            return screen, None
        from coopcoach.storage.settings import read_settings

        settings = read_settings(workspace, COMMAND_IDS)
        return screen, ApplySettings(settings.keys, settings.theme)

    return OpeningScreen(t, glance, read)
