"""One partner's answer as passages, of which some can be marked."""

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
from coopcoach.tui.widgets.frame.partners import partner_name
from coopcoach.tui.widgets.frame.sanitize import one_line
from coopcoach.wording.labels import STANCE_LABELS

_MARKED: Final = "$block-cursor-foreground on $block-cursor-background"
_IS_RULE: Final = "✓ "
_PLACE: Final = "passage"


class PassageText(Static):
    """A partner's name, and the passages of the answer or a sentence in their place.

    Args:
        prompt: The prompt.
        side: The partner's answer.
        partner: The partner's place, 0 or 1.
        t: The language of the screen.
    """

    DEFAULT_CSS: ClassVar[str] = """
    PassageText { height: auto; width: 1fr; }
    """

    class Clicked(Message):
        """A passage was clicked."""

        def __init__(self, text: PassageText, place: int) -> None:
            super().__init__()
            self.text = text
            self.place = place

    def __init__(self, prompt: Prompt, side: Side, partner: int, t: Translator) -> None:
        super().__init__("", markup=False)
        self.prompt = prompt
        self.side = side
        self._heading = partner_name(side.partner.name, partner)
        answer = side.answer
        view = value_view(prompt.question, answer.value, t)
        found = () if side.withheld else passages(view, answer.remark)
        self._paragraphs = [[one_line(passage) for passage in p] for p in found]
        self.passages = [passage for paragraph in self._paragraphs for passage in paragraph]
        self._stance = t(STANCE_LABELS[answer.stance].reported) if answer.stance else ""
        self._instead = t("private for now") if side.withheld else t("left blank")
        self._drawn: tuple[range, frozenset[str]] | None = None

    def draw(self, marked: range, rules: Collection[str] = ()) -> None:
        """Show the passages, those within a range marked, and those that are rules with a sign."""
        now = (marked, frozenset(rules).intersection(self.passages))
        if now == self._drawn:
            return
        self._drawn = now
        if not self.passages:
            instead = Content.styled(self._stance or self._instead, "italic $text-muted")
            self.update(Content("\n").join([self._heading, instead]))
            return
        lines = [self._heading]
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
