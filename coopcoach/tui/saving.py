"""Saving: typed text is written at once, retried where the disk refuses, and merged with other programs' changes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from textual.timer import Timer

from coopcoach.errors import CoopcoachError, WrongCall
from coopcoach.i18n import N_
from coopcoach.storage.merged import UNKEPT
from coopcoach.storage.watching import changes
from coopcoach.tui.screens.base import BaseScreen, without_folder
from coopcoach.tui.widgets.frame.saved_mark import SaveState

# Seconds: without a key before typed text is written, at the latest, and between two checks of the files. Up to 1 s
# of typing may be lost; the latest leaves half of it to a slow fsync and a busy machine.
QUIET = 0.3
LATEST = 0.5
CHECK_EVERY = 1.0

Target = TypeVar("Target")
Typed = TypeVar("Typed")
Value = TypeVar("Value")


@dataclass(frozen=True)
class Result(Generic[Value]):
    """The value of a write that is in the file, and whether another program's change was merged with it."""

    value: Value
    merged: bool


class Saver(Generic[Target, Typed]):
    """Write what is typed on a screen, and read what other programs write to the same files.

    Everything is written in the event loop: of two threads, the older write could land last. Typed text is
    written by way of the screen's ``flush``, so that it can add text of which no message has arrived yet.

    Args:
        screen: Shows the state of saving and the messages; its ``redraw`` shows the files as they are now.
        folder: Messages name files without it, as the screen may be shared; None for the whole path.
        save: Writes one typed text to its target.
        refresh: Reads the files again, and returns whether another program changed them. It must leave out
            a file for which typed text waits: that text would replace the other program's without a conflict.
        conflict: Returns the message id for a last write that was merged with another program's change of
            the same text; "" where there was none.
        changed: Message id for another change by another program; "" for none.
        watched: A folder and files in it whose changes are read at once.
        before_refresh: Called at each check, before the files are read.
        unkept: Returns whether the text before the last write could not be kept in the history.
    """

    def __init__(  # noqa: PLR0913 - all but three by name
        self,
        screen: BaseScreen[Any],
        folder: Path | None,
        *,
        save: Callable[[Target, Typed], object],
        refresh: Callable[[], bool],
        conflict: Callable[[], str],
        changed: str = "",
        watched: tuple[Path, Callable[[], Iterable[Path]]] | None = None,
        before_refresh: Callable[[], object] = lambda: None,
        unkept: Callable[[], bool] = lambda: False,
    ) -> None:
        self._screen = screen
        self._folder = folder
        self._save = save
        self._refresh = refresh
        self._conflict = conflict
        self._changed = changed
        self._watched = watched
        self._before_refresh = before_refresh
        self._unkept = unkept
        self._was_unkept = False
        self._was_saving = False
        self._pending: dict[Target, Typed] = {}
        self._to_retry: list[Callable[[], object]] = []
        self._fault = ""
        self._quiet: Timer | None = None
        self._latest: Timer | None = None
        self._watcher: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to check the files: once a second, and after a change of the watched ones."""
        self._screen.set_interval(CHECK_EVERY, self.check_files)
        if self._watched is not None:
            self._watcher = asyncio.create_task(self._watch(*self._watched))

    def stop(self) -> None:
        """End the watcher."""
        if self._watcher is not None:
            self._watcher.cancel()

    async def _watch(self, folder: Path, files: Callable[[], Iterable[Path]]) -> None:
        async for _ in changes(folder, files):
            self._screen.call_later(self.check_files)

    # Writing

    @property
    def is_all_written(self) -> bool:
        """Whether no typed text and no command waits for being written."""
        return not (self._pending or self._to_retry)

    def waits_for(self, target: Target) -> bool:
        """Return whether typed text for a target is not in the file yet."""
        return target in self._pending

    def put(self, target: Target, typed: Typed) -> None:
        """Take typed text, to be written soon; newer text replaces older."""
        self._pending[target] = typed
        self._screen.show_saved(SaveState.SAVING)
        if self._quiet is not None:
            self._quiet.stop()
        self._quiet = self._screen.set_timer(QUIET, self._due)
        if self._latest is None:
            self._latest = self._screen.set_timer(LATEST, self._due)

    def _due(self) -> None:
        for timer in (self._quiet, self._latest):
            if timer is not None:
                timer.stop()
        self._quiet = self._latest = None
        self._screen.flush()

    def flush(self) -> None:
        """Write all typed text; what the disk refuses is kept and retried."""
        conflict = ""
        for target, typed in tuple(self._pending.items()):
            try:
                self._save(target, typed)
            except (OSError, CoopcoachError) as error:
                self.report(error)
                break
            del self._pending[target]
            self._confirm()
            conflict = self._conflict() or conflict
        if conflict:
            self._show_others(conflict)

    def write(self, command: Callable[[], Value], *, retry: bool = False) -> Result[Value] | None:
        """Carry out one command, after all typed text is written.

        Args:
            command: Changes the file.
            retry: Whether it is retried every second where the disk refuses it: for what was typed. A reveal
                is not retried, as nobody would expect it later.

        Returns:
            The command's value; None where it could not be carried out, which the screen then says.
        """
        self._screen.flush()
        try:
            value = command()
        except WrongCall as error:
            self._screen.say(self.explain(error))
            return None
        except (OSError, CoopcoachError) as error:
            if retry:
                self._to_retry.append(command)
            self.report(error, retried=retry)
            return None
        self._confirm()
        conflict = self._conflict()
        self._say(conflict)
        return Result(value, merged=bool(conflict))

    def _confirm(self) -> None:
        if not self.is_all_written:
            return
        if self._unkept() and not self._was_unkept:
            self._say(UNKEPT)
        self._was_unkept = self._unkept()
        if self._fault:
            self._fault = ""
            self._say(N_("Everything is saved again."))
        self._screen.show_saved(SaveState.SAVED)
        self._screen.refresh_bindings()

    # Faults

    def report(self, error: Exception, *, retried: bool = True) -> None:
        """Say once why something is not written, and whether it is retried."""
        self._screen.show_saved(SaveState.NOT_SAVED)
        not_saved = N_("Not saved: {why}. It is tried again every second.")
        not_done = N_("Not done: {why}. Please try it once more.")
        message = not_saved if retried else not_done
        fault = self._screen.t(message, why=self.explain(error))
        if fault != self._fault:
            self._fault = fault
            self._screen.say(fault)

    def explain(self, error: Exception) -> str:
        """Return why something failed, without the path of the coach's folder."""
        if isinstance(error, CoopcoachError):
            sentence = error.sentence(self._screen.t)
            return without_folder(sentence, self._folder) if self._folder else sentence
        # The whole text of an OSError names the path.
        return (isinstance(error, OSError) and error.strerror) or type(error).__name__

    # Other programs

    def check_files(self) -> None:
        """Retry what could not be written, then read what other programs have written."""
        self._retry()
        self._before_refresh()
        if self._fault:
            self._screen.flush()
        try:
            is_changed = self._refresh()
        except (OSError, CoopcoachError) as error:
            self.report(error)
            return
        # An edit that left the words as they were is not written. Of one that is on its way the message may still
        # have to arrive: it is given a second.
        is_saving = self._screen.title_bar.mark.state is SaveState.SAVING
        if self._fault or (is_saving and self._was_saving):
            self._confirm()
        self._was_saving = is_saving and self.is_all_written
        if is_changed:
            self._show_others(self._changed)

    def _retry(self) -> None:
        commands, self._to_retry = self._to_retry, []
        for number, command in enumerate(commands):
            if not self.write(command, retry=True):
                self._to_retry += commands[number + 1 :]
                return
        if commands:
            self._screen.redraw()

    def _show_others(self, message: str) -> None:
        self._say(message)
        self._screen.redraw()

    def _say(self, message: str) -> None:
        if message:
            self._screen.say(self._screen.t(message))
