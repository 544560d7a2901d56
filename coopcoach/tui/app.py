"""The shell of the terminal program: opens the first screen, and ends in good order.

However the program ends (key, signal, closed terminal, fault), what was typed is written first, and
nothing of it stays behind on a screen that may be shared.
"""

from __future__ import annotations

import asyncio
import signal
import traceback
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar, Final

from textual import actions
from textual.app import App
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.screen import Screen

from coopcoach.i18n import N_, Translator
from coopcoach.storage.workspace import Workspace
from coopcoach.tui.screens.base import BaseScreen, Flushes
from coopcoach.tui.themes import DARK, DARK_THEME, LIGHT, LIGHT_THEME
from coopcoach.tui.widgets.keys import Deed, deeds

SIGNALS: Final = ("SIGTERM", "SIGHUP")


class CoopcoachApp(App[int]):
    """Opens one screen and ends when it is left.

    Args:
        t: The language of the program.
        first: The screen to begin with.
    """

    TITLE = "coopcoach"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", N_("Quit the program"), show=False, priority=True),
        Binding("ctrl+t", "theme", N_("Light or dark"), show=False, priority=True),
        Binding("question_mark", "help", N_("All keys")),
        Binding("f1,ctrl+p", "help", N_("All keys"), show=False, priority=True),
    ]

    def __init__(self, t: Translator, first: Screen[Any]) -> None:
        super().__init__()
        self.t = t
        self._first = first
        self._stopped = False
        self.register_theme(LIGHT)
        self.register_theme(DARK)
        self.theme = DARK_THEME

    def on_mount(self) -> None:
        """Open the first screen, and listen to the signals that end a program."""
        loop = asyncio.get_running_loop()
        for name in SIGNALS:
            number = getattr(signal, name, None)
            if number is not None:
                # Where loops know no signals (Windows), a closed window ends the program unasked.
                with suppress(NotImplementedError, RuntimeError):
                    loop.add_signal_handler(number, self._stop, 128 + int(number))
        self.push_screen(self._first, lambda _: self._stop(0))

    async def action_quit(self) -> None:
        """End the program; asks nothing, because everything is saved."""
        self._stop(0)

    def action_theme(self) -> None:
        """Change between light and dark."""
        self.theme = LIGHT_THEME if self.theme == DARK_THEME else DARK_THEME

    def action_help(self) -> None:
        """Show everything that can be done on this screen, and do what is chosen."""
        from coopcoach.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            found = [deed for deed in deeds(self.screen) if deed.binding.action != "help"]
            self.push_screen(HelpScreen(self.t, found), self._do)

    def action_help_quit(self) -> None:
        """Say how to end: ctrl+c copies here, and many press it to end a program."""
        self.notify(self.t("Ctrl+Q quits the program; everything is saved."))

    def notify(self, message: str, **_options: Any) -> None:
        """Say it in the message line: a box over the content hides what is talked about."""
        if isinstance(self.screen, BaseScreen):
            self.screen.say(message)

    async def _do(self, deed: Deed | None) -> None:
        if deed is not None:
            await self.run_action(deed.binding.action, deed.node)

    def _stop(self, code: int) -> None:
        if not self._stopped:
            self._stopped = True
            self._flush_all()
            self.exit(code, return_code=code)

    def _flush_all(self) -> None:
        for screen in reversed(self.screen_stack):
            if isinstance(screen, Flushes):
                screen.flush()

    async def run_action(
        self,
        action: str | actions.ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Any = None,
    ) -> bool:
        """Do an action, or say why it cannot be done."""
        node = default_namespace
        if isinstance(node, BaseScreen) and isinstance(action, str):
            reason = node.why_not(action)
            if reason:
                node.say(reason)
                return True
        return await super().run_action(action, default_namespace, namespaces)

    def _handle_exception(self, error: Exception) -> None:
        # A traceback with its variables would put answers on a shared screen.
        if self.is_headless:
            super()._handle_exception(error)
            return
        if self._stopped:
            return
        self._stopped = True
        self._return_code = 1
        with suppress(Exception):
            self._flush_all()
        frames = traceback.extract_tb(error.__traceback__)
        where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
        text = N_(
            "coopcoach has stopped because of a fault of its own ({kind}, {where}); what you typed is saved."
        )
        self.panic(self.t(text, kind=type(error).__name__, where=where))


def run_app(
    workspace: Workspace,
    t: Translator,
    clock: Callable[[], datetime],
    *,
    session: str | None = None,
) -> int:
    """Open the desk, or a session's stage, and return the exit code.

    Args:
        workspace: Where the sessions lie.
        t: The language of the screens.
        clock: Tells the local time, with its zone.
        session: The session whose stage is opened; the desk where none is named.

    Raises:
        WrongCall: There is no such session.
        BadFile: Its file, or one of its exercises, cannot be read.
    """
    app = CoopcoachApp(t, _first_screen(workspace, t, clock, session))
    app.run()
    return app.return_code or 0


def _first_screen(
    workspace: Workspace, t: Translator, clock: Callable[[], datetime], session: str | None
) -> Screen[Any]:
    if session is None:
        from coopcoach.tui.screens.desk import DeskScreen

        return DeskScreen(workspace, t, clock)
    from coopcoach.services.stage import Stage
    from coopcoach.tui.screens.stage import StageScreen

    return StageScreen(Stage(workspace, session, t, clock), t)
