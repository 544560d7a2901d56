"""The shell of the terminal program: opens the first screen, and ends in good order.

However the program ends (key, signal, closed terminal, fault), what was typed is written first, and
nothing of it stays behind on a screen that may be shared.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, ClassVar, Final

from rich.text import Text
from textual import actions
from textual.app import App
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.screen import Screen

from coopcoach.domain.settings import Settings
from coopcoach.i18n import N_, Translator
from coopcoach.tui.screens.base import BaseScreen, Flushes
from coopcoach.tui.screens.curtain import CurtainScreen
from coopcoach.tui.themes import DARK, DARK_THEME, LIGHT, LIGHT_THEME, theme_for
from coopcoach.tui.typed_bytes import read_any_bytes
from coopcoach.tui.widgets.frame.key_queue import when_settled
from coopcoach.tui.widgets.frame.keys import Deed, deeds

# Seconds that a program has to end in good order after a signal; all is written before they begin.
_PATIENCE: Final = 3.0
_CURTAIN: Final = "ctrl+l"
SIGNALS: Final = ("SIGINT", "SIGTERM", "SIGHUP")


class CoopcoachApp(App[int]):
    """Opens one screen and ends when it is left.

    Args:
        t: The language of the program.
        first: The screen to begin with.
        keys: Keys of one's own: the id of a binding to keys.
    """

    TITLE = "coopcoach"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        # What has priority works inside text fields and dialogs, too.
        Binding(_CURTAIN, "curtain", N_("Curtain"), show=False, priority=True, id="curtain"),
        Binding("ctrl+q", "quit", N_("Quit the program"), show=False, priority=True, id="quit"),
        Binding("t,ctrl+t", "theme", N_("Light or dark"), show=False, id="theme"),
        Binding("question_mark", "help", N_("All keys"), id="help"),
        # Inside a text field the question mark is typed.
        Binding("f1,ctrl+p", "help", N_("All keys"), priority=True, id="help"),
    ]

    def __init__(
        self,
        t: Translator,
        first: Screen[Any],
        keys: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        super().__init__()
        own = keys or {}
        self.set_keymap({name: ",".join(own[name]) for name in own})
        self._curtain_key = next(iter(own.get("curtain", ())), _CURTAIN)
        self.t = t
        self._first = first
        self._ended = False
        self._warned = False
        self.register_theme(LIGHT)
        self.register_theme(DARK)
        self.theme = DARK_THEME
        # Nothing glides: a field stands still while one types, and the shared window is calm.
        self.animation_level = "none"

    def on_mount(self) -> None:
        """Open the first screen, and listen to the signals that end a program."""
        loop = asyncio.get_running_loop()
        for name in SIGNALS:
            number = getattr(signal, name, None)
            if number is not None:
                # Where loops know no signals (Windows), a closed window ends the program unasked.
                with suppress(NotImplementedError, RuntimeError):
                    loop.add_signal_handler(number, self._signalled, 128 + int(number))
        if not self.is_headless:
            # What asyncio would print about a task that failed would land on the shared screen.
            loop.set_exception_handler(lambda _loop, _context: None)
        self.push_screen(self._first, lambda _: self._end(0))

    async def action_quit(self) -> None:
        """End the program; asks nothing, because everything is saved."""
        when_settled(self, self._quit)

    def _quit(self) -> None:
        if self._flush_all() or self._warned:
            self._end(0)
        else:
            self._warned = True
            self.notify(self.t("What you typed last could not be saved. Ctrl+Q once more quits."))

    def action_theme(self) -> None:
        """Change between light and dark."""
        self.theme = LIGHT_THEME if self.theme == DARK_THEME else DARK_THEME

    def action_curtain(self) -> None:
        """Show nothing at once, or again what was there, exactly as it was."""
        if isinstance(self.screen, CurtainScreen):
            self.pop_screen()
            return
        self.push_screen(CurtainScreen(self.t, self._curtain_key))

    def push_screen(self, screen: Any, *args: Any, **options: Any) -> Any:
        """Open a screen; what opens while the curtain is drawn opens below it."""
        is_drawn = bool(self.screen_stack) and isinstance(self.screen, CurtainScreen)
        if is_drawn:
            self.pop_screen()
        opened = super().push_screen(screen, *args, **options)
        if is_drawn:
            super().push_screen(CurtainScreen(self.t, self._curtain_key))
        return opened

    def action_help(self) -> None:
        """Show everything that can be done on this screen, and do what is chosen."""
        from coopcoach.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen | CurtainScreen):
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

    def _signalled(self, code: int) -> None:
        self._flush_all()
        # Where the terminal is gone, what shall be drawn piles up, and Textual waits for it forever.
        watchdog = threading.Timer(_PATIENCE, os._exit, [code])
        watchdog.daemon = True
        watchdog.start()
        when_settled(self, lambda: self._die(code))

    def _die(self, code: int) -> None:
        saved = self._flush_all()
        words = "" if saved else self.t("What was typed last could not be saved.")
        self._end(code, words)

    def _end(self, code: int, words: str = "") -> None:
        if not self._ended:
            self._ended = True
            self.exit(code, return_code=code, message=words or None)

    def _flush_all(self) -> bool:
        """Write what was typed on any open screen; returns whether all of it could be written."""
        saved = True
        for screen in reversed(self.screen_stack):
            if isinstance(screen, Flushes):
                try:
                    screen.flush()
                except Exception:
                    saved = False
            if isinstance(screen, BaseScreen) and not screen.is_saved:
                saved = False
        return saved

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
        frames = traceback.extract_tb(error.__traceback__)
        where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "-"
        self._fail(f"{type(error).__name__}, {where}")

    def panic(self, *renderables: Any) -> None:
        """End after a fault that Textual found; it would show a traceback."""
        if self.is_headless:
            super().panic(*renderables)
        else:
            self._fail("terminal")

    def _fail(self, where: str) -> None:
        if self._ended:
            return
        self._ended = True
        self._return_code = 1
        saved = self._flush_all()
        words = self.t(
            "coopcoach has stopped because of a fault of its own ({where}).", where=where
        )
        then = (
            N_("What you typed is saved.")
            if saved
            else N_("What was typed last could not be saved.")
        )
        super().panic(Text(f"{words} {self.t(then)}"))


def run_screen(t: Translator, first: Screen[Any], settings: Settings | None = None) -> int:
    """Open a screen in the terminal until it is left, and return the exit code."""
    settings = settings or Settings()
    read_any_bytes()
    app = CoopcoachApp(t, first, settings.keys)
    app.theme = theme_for(os.environ, settings.theme)
    with _neutral_title():
        app.run()
    return app.return_code or 0


@contextmanager
def _neutral_title() -> Iterator[None]:
    """Name the window by the program alone: a shell would show the command, and who is coached with it."""
    out = sys.__stderr__
    if out is None or not out.isatty() or os.environ.get("TERM") in {"dumb", "linux"}:
        yield
        return
    out.write(f"\x1b[22;2t\x1b]2;{CoopcoachApp.TITLE}\x1b\\")
    out.flush()
    try:
        yield
    finally:
        with suppress(OSError, ValueError):
            out.write("\x1b[23;2t")
            out.flush()
