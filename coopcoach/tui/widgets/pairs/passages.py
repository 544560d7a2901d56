"""One answer as passages, of which some can be marked."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar, Final

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.style import Style
from textual.widgets import Static

from coopcoach.domain.exercise import Prompt
from coopcoach.i18n import Translator
from coopcoach.markup.kinds import value_view
from coopcoach.markup.passages import passages
from coopcoach.services.session.stage import Side
from coopcoach.tui.widgets.frame.sanitize import one_line
from coopcoach.wording.labels import STANCE_LABELS

_MARKED: Final = "$block-cursor-foreground on $block-cursor-background"
_IS_RULE: Final = "✓ "
_PLACE: Final = "passage"


class PassageText(Static):
    """The passages of one answer, or a sentence in their place.

    Args:
        prompt: The prompt.
        side: The partner's answer.
        t: The language of the screen.
    """

    DEFAULT_CSS: ClassVar[str] = """
    PassageText { height: auto; width: 1fr; }
    PassageText.-quiet { text-style: italic; color: $text-muted; }
    """

    class Clicked(Message):
        """A passage was clicked."""

        def __init__(self, text: PassageText, place: int) -> None:
            super().__init__()
            self.text = text
            self.place = place

    def __init__(self, prompt: Prompt, side: Side, t: Translator) -> None:
        super().__init__("", markup=False)
        self.prompt = prompt
        self.side = side
        answer = side.answer
        view = value_view(prompt.question, answer.value, t)
        found = () if side.withheld else passages(view, answer.remark)
        self._paragraphs = [[one_line(passage) for passage in p] for p in found]
        self.passages = [passage for paragraph in self._paragraphs for passage in paragraph]
        self._stance = t(STANCE_LABELS[answer.stance].reported) if answer.stance else ""
        self._instead = t("keeps this answer private") if side.withheld else t("left blank")
        self.set_class(not self.passages, "-quiet")

    def draw(self, marked: range, rules: Collection[str] = ()) -> None:
        """Show the passages, those within a range marked, and those that are rules with a sign."""
        if not self.passages:
            self.update(Content(self._stance or self._instead))
            return
        lines: list[Content] = []
        place = 0
        for paragraph in self._paragraphs:
            drawn = []
            for passage in paragraph:
                words = Content((_IS_RULE if passage in rules else "") + passage)
                words = words.stylize(Style.from_meta({_PLACE: place}))
                drawn.append(words.stylize(_MARKED) if place in marked else words)
                place += 1
            lines.append(Content(" ").join(drawn))
        if self._stance:
            lines.append(Content.styled(self._stance, "italic"))
        self.update(Content("\n").join(lines))

    def on_click(self, event: Click) -> None:
        """Post which passage was clicked."""
        place = event.style.meta.get(_PLACE)
        if place is not None:
            event.stop()
            self.post_message(self.Clicked(self, place))
