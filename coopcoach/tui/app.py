"""The terminal program: opens the desk, a stage, a private window or a workbook, and ends in good order.

At any end (key, signal, closed terminal, fault) typed text is written first, and nothing of it is left on a
terminal that may be shared. Each screen is imported when it is opened: a partner's workbook loads nothing of
the coach's screens.
"""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final

from rich.text import Text
from textual import actions, on
from textual.app import App
from textual.dom import DOMNode
from textual.events import Event, Key, Paste
from textual.screen import Screen
from textual.theme import Theme
from textual.timer import Timer

from coopcoach.errors import fault_place
from coopcoach.i18n import N_, Translator
from coopcoach.services.clock import Clock
from coopcoach.storage.settings_glance import glance_at
from coopcoach.storage.workspace import Workspace
from coopcoach.tui.any_bytes import accept_any_bytes
from coopcoach.tui.commands import APP, COMMAND_IDS
from coopcoach.tui.messages import ApplySettings
from coopcoach.tui.screens.base import BaseScreen, Flushes
from coopcoach.tui.screens.curtain import CurtainScreen
from coopcoach.tui.stylesheet import ThemedStylesheet
from coopcoach.tui.themes import DARK, DARK_THEME, LIGHT, LIGHT_THEME, theme_for
from coopcoach.tui.widgets.frame.key_queue import KeyOrder, after_pending_keys
from coopcoach.tui.widgets.frame.keys import ActiveCommand, active_commands
from coopcoach.tui.widgets.frame.typed_text import TakesTyping

if TYPE_CHECKING:
    from coopcoach.services.partners.prepare import Prepare
    from coopcoach.services.session.conflicts import ConflictKeeper
    from coopcoach.services.session.private_window import PrivateWindow
    from coopcoach.services.session.stage import Stage
    from coopcoach.storage.session_glance import SessionGlance

SIGNALS: Final = ("SIGINT", "SIGTERM", "SIGHUP")
# Seconds until the process is killed after a signal; typed text is written before they begin.
_PATIENCE: Final = 3.0
# They work before the session is read.
_AT_ONCE: Final = frozenset({APP["curtain"].always, APP["quit"].always})
# Seconds without a key after which garbage is collected.
_REST: Final = 3.0
# Objects and rounds until a collection: young garbage at once, all of it only where there is no rest for long.
_THRESHOLDS: Final = (700, 10, 1000)


def run_desk(workspace: Workspace, t: Translator, clock: Clock) -> int:
    """Open the desk, and return the exit code.

    Args:
        workspace: The workspace whose sessions are listed.
        t: The language of the screens.
        clock: Returns the local time, with its zone.
    """
    from coopcoach.tui.screens.desk import DeskScreen

    # The whole file is read after the first frame: the desk tells its faults, and takes over its keys.
    theme = glance_at(workspace).theme or None
    return _start(t, DeskScreen(workspace, t, clock), {}, theme)


def run_welcome(t: Translator, clock: Clock) -> int:
    """Ask a coach who has no workspace yet for language, folder and name, then open the desk; return the exit code."""
    from coopcoach.tui.screens.welcome import WelcomeScreen

    return _start(t, WelcomeScreen(t, clock), {}, None)


def run_stage(stage: Stage, *, take_over: bool = False) -> int:
    """Open the stage of a session, and return the exit code.

    Args:
        stage: The session.
        take_over: Whether to take it from another stage that has it open.

    Raises:
        BadFile: The settings of the workspace cannot be read.
    """
    from coopcoach.tui.screens.stage.stage import StageScreen

    return _run(
        stage.t, StageScreen(stage, take_over=take_over, renders_ahead=True), stage.workspace
    )


def run_session(
    opening: Callable[[], Stage],
    glance: SessionGlance,
    workspace: Workspace,
    t: Translator,
    *,
    take_over: bool = False,
) -> int:
    """Show the head of a session at once, then open its stage; return the exit code.

    Args:
        opening: Reads the session; called in a thread.
        glance: The head of its file.
        workspace: Its workspace.
        t: The language until the session is read.
        take_over: Whether to take it from another stage that has it open.

    Raises:
        BadFile: A file of it, or the settings of the workspace, cannot be read.
    """
    from coopcoach.tui.screens.opening import opening_of

    first = opening_of(opening, glance, workspace, t, take_over=take_over)
    return _start(t, first, {}, glance_at(workspace).theme or None)


def run_notes(window: PrivateWindow) -> int:
    """Open the private window of a session, and return the exit code.

    Raises:
        BadFile: The settings of the workspace cannot be read.
    """
    from coopcoach.tui.screens.notes.notes import NotesScreen

    return _run(window.t, NotesScreen(window), window.workspace)


def run_conflicts(keeper: ConflictKeeper) -> int:
    """Open what two programs changed in a session, and return the exit code.

    Raises:
        BadFile: The settings of the workspace cannot be read.
    """
    from coopcoach.tui.screens.conflicts import ConflictsScreen

    return _run(keeper.t, ConflictsScreen(keeper), keeper.workspace)


def run_prepare(prepare: Prepare) -> int:
    """Open a partner's workbook in the language of its file, and return the exit code."""
    from coopcoach.tui.screens.prepare.prepare import PrepareScreen

    return _run(prepare.t, PrepareScreen(prepare))


def _run(t: Translator, first: Screen[Any], workspace: Workspace | None = None) -> int:
    if workspace is None or not workspace.settings.is_file():
        return _start(t, first, {}, None)
    # Imported late: most workspaces have no settings, and the first frame need not wait for their parser.
    from coopcoach.storage.settings import read_settings

    settings = read_settings(workspace, COMMAND_IDS)
    return _start(t, first, settings.keys, settings.theme)


def _start(
    t: Translator, first: Screen[Any], keys: Mapping[str, Sequence[str]], theme: str | None
) -> int:
    accept_any_bytes()
    app = CoopcoachApp(t, first, keys, theme_for(os.environ, theme))
    with _neutral_title():
        app.run()
    if app.fault is not None:
        raise app.fault
    return app.return_code or 0


class CoopcoachApp(App[int]):
    """Opens one screen and ends when that is left.

    Args:
        t: The language of the program.
        first: The first screen.
        keys: Keys from the settings, by the id of a command.
        theme: The name of the first theme.
    """

    TITLE = "coopcoach"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = APP.bindings()

    def __init__(
        self,
        t: Translator,
        first: Screen[Any],
        keys: Mapping[str, Sequence[str]] | None = None,
        theme: str = DARK_THEME,
    ) -> None:
        # With the style sheets of the first screen: Textual parses all of them anew where a screen brings its own.
        super().__init__(css_path=[self.CSS_PATH, *first.css_path])
        self._use_keys(keys or {})
        self.t = t
        # Why the first screen could not be opened; told when the terminal is free again.
        self.fault: Exception | None = None
        self._first = first
        # Pressed while the session is read.
        self._kept_keys: list[Key | Paste] | None = None
        self._order = KeyOrder(self, self._hand_on)
        self._ended = False
        self._warned = False
        self._collecting: Timer | None = None
        self.stylesheet = ThemedStylesheet(variables=self.get_css_variables())
        self.register_theme(LIGHT)
        self.register_theme(DARK)
        self._begin_with(theme)
        # Animations off: a field must not move while somebody types.
        self.animation_level = "none"

    def _begin_with(self, theme: str) -> None:
        """Set the first theme, without what a later change does: to parse all style sheets anew."""
        self.set_reactive(App.theme, theme)
        is_dark = theme == DARK_THEME
        self.set_class(is_dark, "-dark-mode", update=False)
        self.set_class(not is_dark, "-light-mode", update=False)
        if not is_dark:
            self.stylesheet.set_variables(self.get_css_variables())

    def on_mount(self) -> None:
        """Open the first screen, and handle the signals that end a program."""
        loop = asyncio.get_running_loop()
        for name in SIGNALS:
            number = getattr(signal, name, None)
            if number is not None:
                # The event loop of Windows has no signal handlers.
                with suppress(NotImplementedError, RuntimeError):
                    loop.add_signal_handler(number, self._signalled, 128 + int(number))
        if not self.is_headless:
            # asyncio would print a failed task onto the shared screen.
            loop.set_exception_handler(lambda _loop, _context: None)
        self._open_first(self._first)
        if isinstance(self._first, BaseScreen) and self._first.keeps_keys:
            self._kept_keys = []
        else:
            self.call_after_refresh(self._begin_collecting)

    def _begin_collecting(self) -> None:
        """Collect garbage from now on; what is there after the first frame is not looked through again."""
        gc.freeze()
        gc.set_threshold(*_THRESHOLDS)
        gc.enable()
        self._collecting = self.set_interval(_REST, _collect_garbage)

    def _open_first(self, screen: Screen[Any]) -> None:
        """Open a screen; when it is left, open the one that it returns, or else end."""
        if isinstance(screen, BaseScreen):
            self.t = screen.t
        self.push_screen(screen, self._first_left)

    def _first_left(self, result: object) -> None:
        if isinstance(result, Screen):
            self._open_first(result)
            if self._kept_keys is not None:
                # When its first field has the focus.
                result.call_after_refresh(self.call_later, self._give_kept_keys)
        elif isinstance(result, Exception):
            self.fault = result
            self._end(1)
        else:
            self._end(0)

    def _give_kept_keys(self) -> None:
        """Give a screen the keys that were pressed while it was read."""
        self._begin_collecting()
        kept, self._kept_keys = self._kept_keys or [], None
        for event in kept:
            self.post_message(event)

    def _keep(self, event: Key | Paste) -> bool:
        """Keep an event for the screen that follows; the keys of curtain and end work at once."""
        at_once = isinstance(event, Key) and event.key in _AT_ONCE
        if self._kept_keys is None or at_once or isinstance(self.screen, CurtainScreen):
            return False
        self._kept_keys.append(event)
        return True

    @on(ApplySettings)
    def _apply_settings(self, event: ApplySettings) -> None:
        self._use_keys(event.keys)
        self.theme = theme_for(os.environ, event.theme)

    def _use_keys(self, own: Mapping[str, Sequence[str]]) -> None:
        self.set_keymap({name: ",".join(own[name]) for name in own})
        self._curtain_key = next(iter(own.get("curtain", ())), APP["curtain"].always)

    async def on_event(self, event: Event) -> None:
        """Hand on an event; what is typed while no text field has the focus goes to one."""
        if self._collecting is not None and isinstance(event, Key | Paste):
            self._collecting.reset()
        if isinstance(event, Key | Paste) and not event.is_forwarded and self.screen_stack:
            at_once = isinstance(event, Key) and event.key in _AT_ONCE
            if not self._keep(event) and (at_once or not self._order.holds(event)):
                await self._hand_on(event)
        else:
            await super().on_event(event)

    async def _hand_on(self, event: Key | Paste) -> None:
        if isinstance(screen := self.screen, TakesTyping):
            screen.focus_for_typing(event)
        await super().on_event(event)
        self._order.begin(event)

    async def action_quit(self) -> None:
        """End the program without a question, as everything is saved."""
        after_pending_keys(self, self._quit)

    def _quit(self) -> None:
        if self._flush_all() or self._warned:
            self._end(0)
        else:
            self._warned = True
            self.notify(
                self.t("What you typed last could not be saved. Press Ctrl+Q again to quit.")
            )

    @property
    def current_theme(self) -> Theme:
        """The theme, without Textual's search: it is asked for with every line that is drawn."""
        return LIGHT if self.theme == LIGHT_THEME else DARK

    def action_theme(self) -> None:
        """Switch between the light and the dark theme."""
        self.theme = LIGHT_THEME if self.theme == DARK_THEME else DARK_THEME

    def action_curtain(self) -> None:
        """Draw the curtain, or open it again."""
        if isinstance(self.screen, CurtainScreen):
            self.pop_screen()
            return
        self.push_screen(CurtainScreen(self.t, self._curtain_key))

    def push_screen(self, screen: Any, *args: Any, **options: Any) -> Any:
        """Open a screen, below the curtain where that is drawn."""
        is_drawn = bool(self.screen_stack) and isinstance(self.screen, CurtainScreen)
        if is_drawn:
            self.pop_screen()
        opened = super().push_screen(screen, *args, **options)
        if is_drawn:
            super().push_screen(CurtainScreen(self.t, self._curtain_key))
        return opened

    def action_help(self) -> None:
        """List the commands of this screen, and give the one that is chosen."""
        from coopcoach.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen | CurtainScreen):
            active = [c for c in active_commands(self.screen) if c.action != "help"]
            # What matters on this page comes first: the commands of the key bar.
            commands = sorted(active, key=lambda command: not command.in_bar)
            self.push_screen(HelpScreen(self.t, commands), self._give)

    async def _give(self, command: ActiveCommand | None) -> None:
        if command is not None:
            await self.run_action(command.action, command.node)

    def action_help_quit(self) -> None:
        """Say how to quit: Ctrl+C copies here, and ends other programs."""
        self.notify(self.t("Ctrl+Q quits the program; everything is saved."))

    def notify(self, message: str, **_options: Any) -> None:
        """Show a message in the message line: Textual's boxes would cover content."""
        if isinstance(self.screen, BaseScreen):
            self.screen.say(message)

    async def run_action(
        self,
        action: str | actions.ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Any = None,
    ) -> bool:
        """Carry out an action, or show why it is not possible now."""
        node = default_namespace
        if isinstance(node, BaseScreen) and isinstance(action, str):
            reason = node.why_not(action)
            if reason:
                node.say(reason)
                return True
        return await super().run_action(action, default_namespace, namespaces)

    # The end

    def _signalled(self, code: int) -> None:
        self._flush_all()
        # Textual waits forever to draw on a terminal that is gone.
        watchdog = threading.Timer(_PATIENCE, os._exit, [code])
        watchdog.daemon = True
        watchdog.start()
        after_pending_keys(self, lambda: self._die(code))

    def _die(self, code: int) -> None:
        saved = self._flush_all()
        self._end(code, "" if saved else self.t("What was typed last could not be saved."))

    def _end(self, code: int, message: str = "") -> None:
        if not self._ended:
            self._ended = True
            self.exit(code, return_code=code, message=message or None)

    def _flush_all(self) -> bool:
        """Write the typed text of all open screens; return whether all of it is in its file."""
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

    def _handle_exception(self, error: Exception) -> None:
        # Textual would show a traceback with variables, among them answers.
        if self.is_headless:
            super()._handle_exception(error)
            return
        self._fail(fault_place(error))

    def panic(self, *renderables: Any) -> None:
        """End after a fault in Textual, without its traceback."""
        if self.is_headless:
            super().panic(*renderables)
        else:
            self._fail("terminal")

    def _fail(self, where: str) -> None:
        if self._ended:
            return
        self._ended = True
        self._return_code = 1
        saved = N_("What you typed is saved.")
        unsaved = N_("What was typed last could not be saved.")
        outcome = self.t(saved if self._flush_all() else unsaved)
        fault = self.t(
            "coopcoach has stopped because of a fault of its own ({where}).", where=where
        )
        super().panic(Text(f"{fault} {outcome}"))


def _collect_garbage() -> None:
    """Collect all garbage, if there can be some: while somebody types it would hold a key up for a tenth of a second."""
    if any(gc.get_count()[1:]):
        gc.collect()


@contextmanager
def _neutral_title() -> Iterator[None]:
    """Set the terminal's title to the program: a shell would show the command with the session's name."""
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
