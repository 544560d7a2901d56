"""The coach guide to the point of an exercise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.widgets import Static

from coopcoach.domain.exercise import Guide, Pack
from coopcoach.i18n import Translator
from coopcoach.tui.widgets.answers.editor import flowing
from coopcoach.tui.widgets.frame.sanitize import content, one_line


class GuideView(VerticalGroup):
    """A coach guide.

    Args:
        guide: The guide; None if the point has none.
        pack: The pack of the session, which decides the minutes.
        t: The language of the screen.
    """

    DEFAULT_CSS: ClassVar[str] = """
    GuideView { height: auto; max-width: 100; }
    GuideView > .guide--title { text-style: bold; color: $primary; }
    GuideView > .guide--text { margin: 0 0 1 0; }
    """

    def __init__(self, guide: Guide | None, pack: Pack, t: Translator) -> None:
        super().__init__()
        self._guide = guide
        self._pack = pack
        self.t = t

    def compose(self) -> ComposeResult:
        """Lay out the parts of the guide, each with its heading."""
        if self._guide is None:
            words = self.t("There is no coach guide for this point.")
            yield Static(content(words), classes="guide--text")
            return
        for title, text in self._parts(self._guide):
            yield Static(content(title), classes="guide--title")
            yield Static(content(text), classes="guide--text")

    def _parts(self, guide: Guide) -> Iterator[tuple[str, str]]:
        t = self.t
        yield t("To open with"), flowing(guide.opening)
        yield t("Questions to go deeper"), _listed(guide.questions)
        yield t("What to watch for"), _listed(guide.watch)
        yield t("What easily goes wrong"), _listed(guide.pitfalls)
        yield t("The way to a rule"), flowing(guide.bridge)
        minutes = guide.minutes.get(self._pack)
        when = t("When to move on")
        if minutes:
            planned = t.plural("{n} minute", "{n} minutes", minutes)
            whole_point = t("{planned} for the whole point", planned=planned)
            when = f"{when} · {whole_point}"
        yield when, flowing(guide.move_on)


def _listed(lines: tuple[str, ...]) -> str:
    return "\n".join(f"– {one_line(line)}" for line in lines)
