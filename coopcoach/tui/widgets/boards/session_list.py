"""The list of sessions on the desk, and the details of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coopcoach.domain.progress import Progress
from coopcoach.i18n import Translator
from coopcoach.services.index.summary import SessionSummary
from coopcoach.tui.commands import SESSION_LIST
from coopcoach.tui.widgets.frame.sanitize import content, one_line
from coopcoach.wording.progress import PROGRESS_LABELS


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


class SessionList(OptionList):
    """All sessions, two lines each.

    The first click on a session selects it, the second opens it.
    """

    DEFAULT_CSS: ClassVar[str] = """
    SessionList { text-wrap: nowrap; text-overflow: ellipsis; }
    SessionList > .option-list--option { padding: 0 1; }
    """
    BINDINGS = SESSION_LIST.bindings()

    def __init__(self, t: Translator) -> None:
        super().__init__(markup=False)
        self.t = t
        self.summaries: tuple[SessionSummary, ...] = ()

    @property
    def selected(self) -> SessionSummary | None:
        """The session at the cursor."""
        at = self.highlighted
        return self.summaries[at] if at is not None and at < len(self.summaries) else None

    def show(self, summaries: Sequence[SessionSummary], select: str = "") -> None:
        """Show sessions; the cursor goes to the one named, or stays at its session."""
        wanted = select or (self.selected.slug if self.selected else "")
        self.summaries = tuple(summaries)
        self.set_options([Option(self._row(s), id=s.slug) for s in summaries])
        slugs = [s.slug for s in summaries]
        if slugs:
            self.highlighted = slugs.index(wanted) if wanted in slugs else 0

    def on_click(self, event: events.Click) -> None:
        """Select a session by the first click, open it by the second."""
        event.prevent_default()
        clicked = event.style.meta.get("option")
        if clicked is None:
            return
        if clicked == self.highlighted:
            self.action_select()
        self.highlighted = clicked

    def _row(self, summary: SessionSummary) -> Content:
        if summary.fault is not None:
            return Content.assemble(
                (f"! {summary.slug}", "bold"), "\n  ", self.t("cannot be read"), "\n "
            )
        t = self.t
        when = t.short_date(summary.date) if summary.date else t("no date yet")
        steps = t("{done} of {n} steps", done=summary.steps_done, n=summary.steps)
        names = t.and_list([one_line(name) for name in summary.partners])
        facts = " · ".join([when, prepared_words(t, summary.prepared), steps, names])
        return Content.assemble((one_line(summary.title), "bold"), "\n", facts, "\n ")


class SessionDetails(VerticalScroll):
    """The details of one session."""

    DEFAULT_CSS: ClassVar[str] = """
    SessionDetails { padding: 0 2; }
    SessionDetails Static { height: auto; }
    SessionDetails .details--title { text-style: bold; }
    """

    def __init__(self, t: Translator) -> None:
        super().__init__(can_focus=True)
        self.t = t
        self._title = Static("", classes="details--title", markup=False)
        self._facts = Static("", markup=False)

    def compose(self) -> ComposeResult:
        """Lay out title and facts."""
        yield self._title
        yield self._facts

    def show(self, summary: SessionSummary | None, fault: str = "") -> None:
        """Show a session, or the fault of its file."""
        self.scroll_home(animate=False)
        if summary is None:
            self._title.update("")
            self._facts.update("")
        elif summary.fault is not None:
            self._title.update(content(summary.slug))
            self._facts.update(content(fault))
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
            f"{one_line(name)} {t(PROGRESS_LABELS[state].of_partner)}"
            for name, state in zip(summary.partners, summary.prepared, strict=True)
        ]
        steps = t("{done} of {n} steps", done=summary.steps_done, n=summary.steps)
        rules = t.plural("{n} rule agreed", "{n} rules agreed", summary.rules_agreed)
        actions = t.plural("{n} open action", "{n} open actions", summary.actions_open)
        folder = t("Folder: {path}", path=f"sessions/{summary.slug}")
        return [when, *partners, steps, rules, actions, folder]
