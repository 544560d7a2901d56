"""Both voices to a ground rule on one line: each is chosen by arrow keys and given by Enter."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

from coopcoach.domain.ground_rules import VOTES, GroundRule, Says
from coopcoach.domain.session import Partner
from coopcoach.i18n import Translator
from coopcoach.tui.commands import VOICE_FIELD
from coopcoach.tui.widgets.frame.partners import partner_name
from coopcoach.tui.widgets.frame.sanitize import one_line
from coopcoach.wording.labels import SAYS_LABELS
from coopcoach.wording.person_names import called_name
from coopcoach.wording.shortening import shortened

_LONGEST_NAME = 18


class VoiceField(Static, can_focus=True):
    """The voice of one partner: the one that was given, or while it has the focus the one that Enter gives.

    Args:
        partner: The partner.
        place: Whether that is the first (0) or the second (1).
        t: The language of the screen.
    """

    DEFAULT_CSS: ClassVar[str] = """
    VoiceField { width: 1fr; height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; background: $panel; }
    VoiceField:focus { background: $surface; text-style: bold; border-left: thick $border; padding: 0 1 0 0; }
    """
    ALLOW_SELECT = False
    BINDINGS = VOICE_FIELD.bindings()

    class Given(Message):
        """A voice is to be written down."""

        def __init__(self, field: VoiceField, says: Says) -> None:
            super().__init__()
            self.field = field
            self.says = says

    def __init__(self, partner: Partner, place: int, t: Translator) -> None:
        super().__init__("", markup=False)
        self.place = place
        self.t = t
        name = one_line(partner.name)
        # The second where the vote beside the first would be cut.
        self._titles = [
            partner_name(shortened(each, _LONGEST_NAME), place)
            for each in (name, called_name(name) or name)
        ]
        self._partner = partner.id
        self._given: Says | None = None
        self._says = Says.YES
        self._is_asked_again = False
        self._votes: tuple[Says, ...] = VOTES

    @property
    def is_given(self) -> bool:
        """Whether the partner has a voice to the present wording, in a review a new one."""
        return self._given is not None and not self._is_asked_again

    def show(
        self, rule: GroundRule | None, partners: Sequence[str], again: Container[str] = ()
    ) -> None:
        """Show the voice to the present wording of a rule of these partners.

        Args:
            rule: The rule; None where it is gone.
            partners: The ids of both.
            again: The ids of the partners who are asked again in a review.
        """
        self._votes = rule.votes(partners) if rule else VOTES
        voice = rule.voice_of(self._partner) if rule else None
        self._given = voice.says if voice else None
        self._is_asked_again = voice is not None and self._partner in again
        self._says = self._given or Says.YES
        self._draw()

    def watch_has_focus(self, has_focus: bool) -> None:
        """Show what Enter would give only while the field has the focus."""
        super().watch_has_focus(has_focus)
        self._draw()

    def action_step(self, by: int) -> None:
        """Choose another voice."""
        says = self._votes
        self._says = says[(says.index(self._says) + by) % len(says)]
        self._draw()

    def action_give(self) -> None:
        """Give the chosen voice; a yes that was given stays as it is."""
        if self._says is Says.YES and self._given is Says.YES and self.is_given:
            return
        self.post_message(self.Given(self, self._says))

    def on_resize(self) -> None:
        """Choose the name for which there is room."""
        self._draw()

    def on_click(self, event: Click) -> None:
        """Focus the field; a click on the focused one chooses the next voice."""
        event.stop()
        if self.has_focus:
            self.action_step(1)
        self.focus()

    def _draw(self) -> None:
        says = self._says if self.has_focus else self._given
        word = self.t(SAYS_LABELS[says].word) if says else self.t("no vote yet")
        if says is not None and says is self._given and self._is_asked_again:
            word = self.t("{says} (before)", says=word)
        sign = "✓ " if says is not None and says is self._given and self.is_given else ""
        shown = f"◂ {sign}{word} ▸" if self.has_focus else f"{sign}{word}"
        full, short = (Content.assemble(title, ": ", shown) for title in self._titles)
        room = self.content_size.width
        self.update(short if full.cell_length > room > 0 else full)


class VoiceRow(Horizontal):
    """The voices of both partners.

    Args:
        partners: Both partners.
        t: The language of the screen.
    """

    DEFAULT_CSS: ClassVar[str] = """
    VoiceRow { height: 1; padding: 0 1; }
    VoiceRow > VoiceField { margin: 0 1 0 0; }
    """

    def __init__(self, partners: tuple[Partner, ...], t: Translator) -> None:
        super().__init__()
        self._partners = tuple(partner.id for partner in partners)
        self.fields = [VoiceField(partner, place, t) for place, partner in enumerate(partners)]

    def compose(self) -> ComposeResult:
        """Lay out both voices."""
        yield from self.fields

    def show(self, rule: GroundRule | None, again: Container[str] = ()) -> None:
        """Show the voices to the present wording; see `VoiceField.show`."""
        for field in self.fields:
            field.show(rule, self._partners, again)

    def focus_open(self) -> bool:
        """Focus the first partner who has no voice yet; return whether there is one."""
        open_ = next((field for field in self.fields if not field.is_given), None)
        if open_ is not None:
            open_.focus()
        return open_ is not None
