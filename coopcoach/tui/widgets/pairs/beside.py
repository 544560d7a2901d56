"""Both answers beside a joint answer: a passage can be marked, and taken over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from coopcoach.services.session.stage import Pair, Stage
from coopcoach.tui.commands import BESIDE
from coopcoach.tui.widgets.frame.page import Page
from coopcoach.tui.widgets.frame.sanitize import content, one_line
from coopcoach.tui.widgets.pairs.passages import PassageText

_NONE = range(0)


class AnswersBeside(Page, can_focus_children=False):
    """Both answers to each prompt, with a mark on one or several passages while it has the focus.

    Args:
        stage: The session.
        pairs: The answers.
    """

    DEFAULT_CSS: ClassVar[str] = """
    AnswersBeside { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; background-tint: $foreground 0%; }
    AnswersBeside:focus { background-tint: $foreground 0%; }
    AnswersBeside .beside--label { text-style: bold; }
    AnswersBeside .beside--sides { height: auto; margin: 0 0 1 0; }
    AnswersBeside PassageText { margin: 0 2 0 0; }
    """
    BINDINGS = BESIDE.bindings()

    class Taken(Message):
        """The marked passage is to go into the field."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    class RuleWanted(Message):
        """The marked passage is to become the wording of a ground rule."""

        def __init__(self, words: str, partner: str, prompt: str) -> None:
            super().__init__()
            self.words = words
            self.partner = partner
            self.prompt = prompt

    def __init__(self, stage: Stage, pairs: Sequence[Pair]) -> None:
        super().__init__()
        self._stage = stage
        self.t = stage.t
        self._pairs = tuple(pairs)
        self._texts: list[PassageText] = []
        self._at = 0
        self._marked = range(1)

    def compose(self) -> ComposeResult:
        """Lay out each prompt with both answers."""
        for pair in self._pairs:
            yield Static(content(pair.prompt.label), classes="beside--label")
            with Horizontal(classes="beside--sides"):
                for place, side in enumerate((pair.first, pair.second)):
                    text = PassageText(pair.prompt, side, place, self.t)
                    self._texts.append(text)
                    yield text

    def on_mount(self) -> None:
        """Show the answers, with the mark at the first that has a passage."""
        self._at = next((n for n, text in enumerate(self._texts) if text.passages), 0)
        self.redraw()

    def redraw(self) -> None:
        """Show which passages are rules by now."""
        rules = {one_line(rule.sentence) for rule in self._stage.session.rules}
        for place, text in enumerate(self._texts):
            is_marked = place == self._at and self.has_focus
            text.draw(self._marked if is_marked else _NONE, rules)

    def watch_has_focus(self, has_focus: bool) -> None:
        """Show the mark only while the keys move it."""
        super().watch_has_focus(has_focus)
        if self.is_mounted:
            self.redraw()

    @property
    def words(self) -> str:
        """The marked passages; a text that was selected by mouse comes before them."""
        selected = self.screen.get_selected_text()
        if selected and selected.strip():
            return one_line(selected)
        text = self._text
        return " ".join(text.passages[self._marked.start : self._marked.stop]) if text else ""

    @property
    def _text(self) -> PassageText | None:
        return self._texts[self._at] if self._at < len(self._texts) else None

    def action_walk(self, step: int) -> None:
        """Move the mark by passages, also into other answers; it stops at the first and the last."""
        places = [(n, p) for n, text in enumerate(self._texts) for p in range(len(text.passages))]
        if places:
            now = places.index((self._at, self._marked.start))
            self._mark(*places[max(0, min(now + step, len(places) - 1))])

    def action_turn(self) -> None:
        """Move the mark to the other partner's answer."""
        other = self._at ^ 1
        if other < len(self._texts) and self._texts[other].passages:
            self._mark(other, self._marked.start)

    def action_extend(self, step: int) -> None:
        """Mark one passage more or less of the same answer."""
        text = self._text
        if text is not None:
            stop = max(self._marked.start + 1, min(self._marked.stop + step, len(text.passages)))
            self._marked = range(self._marked.start, stop)
            self.redraw()

    def action_take(self) -> None:
        """Put the marked passages into the field."""
        if self.words:
            self.post_message(self.Taken(self.words))

    def action_rule(self) -> None:
        """Begin a ground rule with the marked passages."""
        text = self._text
        if text is not None and self.words:
            wanted = self.RuleWanted(self.words, text.side.partner.id, text.prompt.id)
            self.post_message(wanted)

    def _mark(self, at: int, place: int) -> None:
        place = max(0, min(place, len(self._texts[at].passages) - 1))
        self._at, self._marked = at, range(place, place + 1)
        self.redraw()
        self._scroll_to_mark()

    def _scroll_to_mark(self) -> None:
        text = self._texts[self._at]
        # The line of a passage is not known before it is drawn: its share of the answer is near enough.
        share = self._marked.start / max(len(text.passages), 1)
        inside = [
            w for w in text.ancestors_with_self if isinstance(w, Widget) and self in w.ancestors
        ]
        top = sum(widget.virtual_region.y for widget in inside) + int(share * text.size.height)
        if not self.scroll_y <= top <= self.scroll_y + self.size.height - 2:
            self.scroll_to(y=max(0, top - 2), animate=False)

    @on(PassageText.Clicked)
    def _clicked(self, event: PassageText.Clicked) -> None:
        event.stop()
        self.focus(scroll_visible=False)
        self._mark(self._texts.index(event.text), event.place)

    def on_focus(self, event: events.Focus) -> None:
        """Keep the mark in sight, as the answers open with the focus."""
        del event
        self.call_after_refresh(self._scroll_to_mark)
