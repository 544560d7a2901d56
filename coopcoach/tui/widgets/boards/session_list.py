"""The list of sessions on the desk, and the details of one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coopcoach.domain.progress import Progress
from coopcoach.i18n import N_, Translator
from coopcoach.tui.commands import DESK, SESSION_FILTER, SESSION_LIST
from coopcoach.tui.widgets.frame.keys import key_of
from coopcoach.tui.widgets.frame.sanitize import content, one_line
from coopcoach.tui.widgets.frame.typed_text import LineInput
from coopcoach.wording.conflicts import conflict_words
from coopcoach.wording.needs import NEED_LABELS, retention_words
from coopcoach.wording.progress import PROGRESS_LABELS

if TYPE_CHECKING:
    from coopcoach.services.index.grouping import SessionGroup
    from coopcoach.services.index.summary import SessionSummary

# More rows take longer to lay out than a key may take to show.
MOST_ROWS: Final = 200


def prepared_words(t: Translator, prepared: Sequence[Progress]) -> str:
    """Return the progress of both partners in words."""
    ready = sum(state is Progress.DONE for state in prepared)
    if ready and ready == len(prepared):
        return t("both ready")
    if ready:
        return t("one ready")
    if all(state is Progress.NOT_BEGUN for state in prepared):
        return t("not begun")
    return t("in progress")


class SessionFilter(LineInput):
    """Words to which the list is narrowed while they are typed."""

    DEFAULT_CSS: ClassVar[str] = """
    SessionFilter { border: none; height: 1; padding: 0 1; background: $panel; }
    SessionFilter:focus { border: none; background: $surface; text-style: underline; }
    """
    BINDINGS = SESSION_FILTER.bindings()

    def __init__(self, t: Translator) -> None:
        placeholder = t("Find: title, name, firm, joint answer, ground rule")
        super().__init__(placeholder=placeholder, select_on_focus=False, id="filter")


class SessionList(OptionList):
    """Sessions in their groups, two lines each; of very many only the first, as the filter finds the others.

    The first click on a session selects it, the second opens it.
    """

    DEFAULT_CSS: ClassVar[str] = """
    SessionList { text-wrap: nowrap; text-overflow: ellipsis; }
    SessionList > .option-list--option { padding: 0 1; }
    SessionList > .option-list--option-disabled { color: $text-accent; text-style: bold; }
    """
    BINDINGS = SESSION_LIST.bindings()

    def __init__(self, t: Translator) -> None:
        super().__init__(markup=False)
        self.t = t
        self.summaries: tuple[SessionSummary, ...] = ()
        self._by_slug: dict[str, SessionSummary] = {}

    @property
    def selected(self) -> SessionSummary | None:
        """The session at the cursor."""
        option = self.highlighted_option
        return self._by_slug.get(option.id or "") if option else None

    def show(self, groups: Sequence[SessionGroup], select: str = "") -> None:
        """Show sessions; the cursor goes to the one named, or stays at its session."""
        wanted = select or (self.selected.slug if self.selected else "")
        left = MOST_ROWS
        options: list[Option] = []
        shown: list[SessionSummary] = []
        for group in groups:
            fitting = list(group.summaries[:left])
            # The one that was asked for is always in the list.
            fitting += [s for s in group.summaries[left:] if s.slug == select]
            if fitting:
                head = f"{self.t(NEED_LABELS[group.need])} ({len(group.summaries)})"
                options.append(Option(Content(head), disabled=True))
                options += [Option(self._row(s), id=s.slug) for s in fitting]
            shown += fitting
            left = max(0, left - len(fitting))
        more = sum(len(group.summaries) for group in groups) - len(shown)
        if more:
            words = self.t.plural(
                "{n} more session: type to find it", "{n} more sessions: type to find them", more
            )
            options.append(Option(Content(words), disabled=True))
        self.summaries = tuple(shown)
        self._by_slug = {summary.slug: summary for summary in shown}
        self.set_options(options)
        if shown:
            slug = wanted if wanted in self._by_slug else shown[0].slug
            self.highlighted = self.get_option_index(slug)

    def on_click(self, event: events.Click) -> None:
        """Select a session by the first click, open it by the second."""
        event.prevent_default()
        clicked = event.style.meta.get("option")
        if clicked is None or self.get_option_at_index(clicked).disabled:
            return
        if clicked == self.highlighted:
            self.action_select()
        self.highlighted = clicked

    def _row(self, summary: SessionSummary) -> Content:
        if summary.fault is not None:
            return Content.assemble(
                (f"! {summary.slug}", "bold"), "\n  ", self.t("cannot be read"), "\n "
            )
        open_words = self._open_words(summary)
        t = self.t
        when = t.date(summary.date) if summary.date else t("no date yet")
        steps = t("{done} of {n} exercises", done=summary.steps_done, n=summary.steps)
        names = t.and_list([one_line(name) for name in summary.partners])
        facts = " · ".join([when, prepared_words(t, summary.prepared), steps, names])
        mark = (f"! {open_words} · ", "bold") if open_words else ""
        return Content.assemble((one_line(summary.title), "bold"), "\n", mark, facts, "\n ")

    def _open_words(self, summary: SessionSummary) -> str:
        count = summary.conflicts
        return conflict_words(count.versions, count.copies, self.t)


class SessionDetails(VerticalScroll):
    """The details of one session.

    Args:
        t: The language of the screen.
        clock: Returns the local time, with its zone.
    """

    DEFAULT_CSS: ClassVar[str] = """
    SessionDetails { padding: 0 2; }
    SessionDetails Static { height: auto; }
    SessionDetails .details--title { text-style: bold; }
    """

    def __init__(self, t: Translator, clock: Callable[[], datetime]) -> None:
        super().__init__(can_focus=True)
        self.t = t
        self._clock = clock
        self._title = Static("", classes="details--title", markup=False)
        self._facts = Static("", markup=False)

    def compose(self) -> ComposeResult:
        """Lay out title and facts."""
        yield self._title
        yield self._facts

    def show(self, summary: SessionSummary | None, fault: str = "") -> None:
        """Show a session, or the fault of its file; without a session ``fault`` says why there is none."""
        self.scroll_home(animate=False)
        if summary is None:
            self._title.update("")
            self._facts.update(content(fault))
        elif summary.fault is not None:
            self._title.update(content(summary.slug))
            lines = [fault, *_conflict_lines(summary, self.t)]
            self._facts.update(content("\n".join(lines)))
        else:
            self._title.update(content(one_line(summary.title)))
            self._facts.update(content("\n".join(self._lines(summary))))

    def _lines(self, summary: SessionSummary) -> list[str]:
        t = self.t
        when = (
            f"{t.weekday_date(summary.date)}, {t.time(summary.date)}"
            if summary.date
            else t("no date yet")
        )
        partners = [
            f"{one_line(name)}: {t(PROGRESS_LABELS[state].of_partner)}"
            for name, state in zip(summary.partners, summary.prepared, strict=True)
        ]
        steps = t("{done} of {n} exercises", done=summary.steps_done, n=summary.steps)
        rules = t.plural("{n} rule agreed", "{n} rules agreed", summary.rules_agreed)
        actions = t.plural("{n} open action", "{n} open actions", summary.actions_open)
        today = self._clock().date()
        kept = [*retention_words(summary.keep_until, summary.withdrawn, summary.slug, today, t)]
        folder = t("Folder: {path}", path=f"sessions/{summary.slug}")
        return [
            *_conflict_lines(summary, t),
            *([*kept, ""] if kept else ()),
            when,
            *partners,
            steps,
            rules,
            actions,
            *self._coming_days(summary),
            folder,
        ]

    def _coming_days(self, summary: SessionSummary) -> list[str]:
        """Return the days on which something is due."""
        t = self.t
        days = (
            (N_("Next meeting: {day}"), summary.next_meeting),
            (N_("Review: {day}"), summary.review),
            (N_("Next action by {day}"), summary.next_action),
        )
        lines = [t(words, day=t.date(day)) for words, day in days if day is not None]
        if summary.review is not None:
            lines.append(
                t("{key} makes the review, or opens it", key=key_of(t, SESSION_LIST["review"]))
            )
        return lines


def _conflict_lines(summary: SessionSummary, t: Translator) -> list[str]:
    """Return what stands twice in a session, and the key that shows it."""
    count = summary.conflicts
    if not count.total:
        return []
    words = conflict_words(count.versions, count.copies, t)
    return [t("{words}: {key} shows them", words=words, key=key_of(t, DESK["conflicts"])), ""]
