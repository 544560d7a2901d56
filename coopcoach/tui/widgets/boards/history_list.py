"""The states of a session's files, and what one of them changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coopcoach.i18n import Translator
from coopcoach.markup.changes import Piece, near_changes
from coopcoach.services.session.history import Entry, EntryChange, HistoryFile, SessionHistory
from coopcoach.tui.widgets.frame.sanitize import content, one_line
from coopcoach.wording.shortening import shortened

# Entries of each file that are shown at first, and that are added at a time.
_PAGE: Final = 25
_LONGEST_TITLE: Final = 60
_AROUND: Final = 200
_MORE: Final = "more"
# Removed words get brackets as well: some terminals do not support strikethrough.
_MARKS: Final = {"+": ("", "", "bold"), "-": ("[", "] ", "strike"), "=": ("", "", "")}


class HistoryList(OptionList):
    """The states of all files, newest first; the last row of a file shows more of them.

    Args:
        t: The language of the screen.
    """

    DEFAULT_CSS: ClassVar[str] = """
    HistoryList { text-wrap: nowrap; text-overflow: ellipsis; }
    HistoryList > .option-list--option { padding: 0 1; }
    """

    def __init__(self, t: Translator) -> None:
        super().__init__(markup=False)
        self.t = t
        self._history: SessionHistory | None = None
        self._pages: dict[str, int] = {}
        self._rows: list[tuple[Entry, tuple[EntryChange, ...]] | None] = []

    @property
    def selected(self) -> tuple[Entry, tuple[EntryChange, ...]] | None:
        """The entry at the cursor and its changes; None on other rows."""
        at = self.highlighted
        return self._rows[at] if at is not None and at < len(self._rows) else None

    def show(self, history: SessionHistory) -> None:
        """Show the entries of a session."""
        self._history = history
        self._rows = []
        options: list[Option] = []
        for file in history.files:
            for row, option in self._file_rows(history, file):
                self._rows.append(row)
                options.append(option)
        at = self.highlighted
        self.set_options(options)
        first = next((n for n, row in enumerate(self._rows) if row), None)
        is_there = at is not None and at < len(options) and not options[at].disabled
        self.highlighted = at if is_there else first

    def show_more(self) -> bool:
        """Show more entries of the file at whose last row the cursor is; return whether it is at one."""
        at = self.highlighted
        option = self.get_option_at_index(at) if at is not None and self.option_count else None
        kind, _, name = (option.id or "").partition(" ") if option else ("", "", "")
        if kind != _MORE or self._history is None:
            return False
        self._pages[name] = self._pages.get(name, 1) + 1
        self.show(self._history)
        return True

    def _file_rows(
        self, history: SessionHistory, file: HistoryFile
    ) -> Iterator[tuple[tuple[Entry, tuple[EntryChange, ...]] | None, Option]]:
        t = self.t
        most = _PAGE * self._pages.get(file.name, 1)
        entries = list(islice(history.each_entry(file), most + 1))
        if not entries:
            return
        name = file.partner.name if file.partner else ""
        title = t("Answers of {name}", name=one_line(name)) if name else t("The session")
        yield None, Option(Content.assemble((title, "bold")), disabled=True)
        for entry in entries[:most]:
            changes = history.changes(entry)
            yield (entry, changes), Option(self._row(entry, changes))
        if len(entries) > most:
            yield None, Option(content(t("Earlier entries …")), id=f"{_MORE} {file.name}")

    def _row(self, entry: Entry, changes: Sequence[EntryChange]) -> Content:
        titles = [title_of(change, self.t) for change in changes]
        first = shortened(titles[0], _LONGEST_TITLE) if titles else self.t("the first state kept")
        more = self.t.plural("and {n} more", "and {n} more", len(titles) - 1)
        line = f"{first} {more}" if len(titles) > 1 else first
        return Content.assemble((facts_of(entry, self.t), "bold"), "\n  ", line)


class HistoryDetails(VerticalScroll):
    """What one state changed, with the words marked; those of partners' answers are not shown on a screen.

    Args:
        t: The language of the screen.
    """

    DEFAULT_CSS: ClassVar[str] = """
    HistoryDetails { padding: 0 2; }
    HistoryDetails Static { height: auto; }
    """

    def __init__(self, t: Translator) -> None:
        super().__init__(can_focus=True)
        self.t = t
        self._words = Static("", markup=False)

    def compose(self) -> ComposeResult:
        """Lay out the words."""
        yield self._words

    def show(self, entry: Entry | None, changes: Sequence[EntryChange]) -> None:
        """Show the changes of an entry."""
        self.scroll_home(animate=False)
        blocks = [self._block(change, entry) for change in changes] if entry else []
        if entry and entry.file.partner and any(change.id for change in changes):
            note = self.t("What a partner wrote is not shown here: coopcoach history shows it.")
            blocks.append(content(note))
        self._words.update(Content("\n\n").join(blocks))

    def _block(self, change: EntryChange, entry: Entry | None) -> Content:
        title = Content.assemble((title_of(change, self.t), "bold"))
        if entry is None or entry.file.partner or not change.pieces:
            return title
        words = [_marked(piece) for piece in near_changes(change.pieces, _AROUND)]
        return Content.assemble(title, "\n", *words)


def facts_of(entry: Entry, t: Translator) -> str:
    """Return when a state was kept, and whether the file stands so now."""
    facts = [t.moment(entry.at.astimezone()) if entry.at else t("not in the history yet")]
    if entry.is_present:
        facts.append(t("as it is now"))
    if entry.by_others:
        facts.append(t("by an editor or another program"))
    return " · ".join(facts)


def title_of(change: EntryChange, t: Translator) -> str:
    """Return what a change is about in one line."""
    title = one_line(change.title)
    if change.sealed:
        return f"{title}: {t('sealed')}" if title else t("sealed")
    return title or t("about the file")


def _marked(piece: Piece) -> Content:
    opening, closing, style = _MARKS[piece.sign]
    text = Content.assemble(opening, content(piece.text), closing)
    return text.stylize(style) if style else text
