"""What the private window does about files: autosave, one way to write, following what others write."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from coopcoach.errors import CoopcoachError
from coopcoach.i18n import Translator
from coopcoach.services.session.private_window import PrivateWindow
from coopcoach.tui.screens.base import BaseScreen
from coopcoach.tui.widgets.boards.notes_pane import NotesPane, Sheet
from coopcoach.tui.widgets.frame.autosave import Autosave
from coopcoach.tui.widgets.frame.following import Following
from coopcoach.tui.widgets.frame.sanitize import sanitize
from coopcoach.tui.widgets.frame.saved_mark import Saved

_LOOK_EVERY = 1.0


class NotesWritingScreen(BaseScreen[None]):
    """A screen that keeps notes in their file, and shows the session as the stage has it.

    Args:
        window: The session.
        t: The language of the screen.
    """

    def __init__(self, window: PrivateWindow, t: Translator) -> None:
        super().__init__(t)
        self.window = window
        self.pane = NotesPane(t)
        self._autosave = Autosave[Sheet, str](self, self.flush)
        self._fault = ""
        folder = window.folder
        self._following = Following(self, folder, self._files, self.look)

    async def on_mount(self) -> None:
        """Follow the files; once a second, also where nothing is told of them."""
        self._following.start()
        self.set_interval(_LOOK_EVERY, self._tick)

    def on_unmount(self) -> None:
        """Follow no longer."""
        self._following.stop()

    def redraw(self) -> None:
        """Show the session and the notes as they are now."""

    def show_time(self) -> None:
        """Show how time goes on."""

    # Writing

    def on_notes_pane_typed(self, event: NotesPane.Typed) -> None:
        """Take what was typed."""
        event.stop()
        self._take(event.sheet, event.text)

    def flush(self) -> None:
        """Write what was typed, also what no message has told of yet."""
        typed = self.pane.tell()
        if typed is not None:
            self._take(typed.sheet, typed.text)
        for sheet, text in self._autosave.pending:
            if not self.write(lambda s=sheet, x=text: self.window.write_note(s.key, s.title, x)):  # type: ignore[misc]
                return
            self._autosave.written(sheet, text)
            self._saved()

    def write(self, deed: Callable[[], object]) -> bool:
        """Write one thing; returns whether it is in the file."""
        try:
            deed()
        except (OSError, CoopcoachError) as error:
            self._not_saved(error)
            return False
        if self.window.conflicts:
            self.say(
                self.t(
                    "Another program changed the same. Both versions were kept in coach-notes.md."
                )
            )
        return True

    def _take(self, sheet: Sheet, text: str) -> None:
        # A field shows a note made harmless: what nobody edited stays as the file has it.
        is_pending = any(other.key == sheet.key for other, _ in self._autosave.pending)
        if not is_pending and text == sanitize(self.window.notes.note(sheet.key)):
            return
        self._autosave.put(sheet, text)
        self.show_saved(Saved.SAVING)

    @property
    def is_all_written(self) -> bool:
        """Whether nothing waits for being written."""
        return not self._autosave.pending

    def _saved(self) -> None:
        if self._autosave.pending:
            return
        if self._fault:
            self._fault = ""
            self.say(self.t("Everything is saved again."))
        self.show_saved(Saved.SAVED)

    def _not_saved(self, error: Exception) -> None:
        self.show_saved(Saved.NOT_SAVED)
        fault = self.t(
            "Not saved: {why}. It is tried again every second.", why=self.words_of(error)
        )
        if fault != self._fault:
            self._fault = fault
            self.say(fault)

    def words_of(self, error: Exception) -> str:
        """Return why something went wrong, without the path of the coach's folder."""
        if isinstance(error, CoopcoachError):
            return error.sentence(self.t).replace(f"{self.window.workspace.root}/", "")
        named = isinstance(error, OSError) and error.strerror
        return named or type(error).__name__

    # Following

    def _files(self) -> Iterable[Path]:
        return self.window.files

    def look(self) -> None:
        """Read what others have written, and show it."""
        if self._read():
            self.redraw()

    def _tick(self) -> None:
        if self._fault:
            self.flush()
        before = self.window.session
        if self._read() and self.window.session != before:
            self.redraw()
        self.show_time()

    def _read(self) -> bool:
        # First what was typed: it is joined with what another program wrote to the same note.
        self.flush()
        try:
            self.window.refresh(notes=self.is_all_written)
        except (OSError, CoopcoachError) as error:
            self.say(self.words_of(error))
            return False
        return True
