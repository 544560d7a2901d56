"""Screens that lead what is typed without a focused text field into a field."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar, runtime_checkable

from textual import events
from textual.binding import ActiveBinding
from textual.screen import Screen
from textual.widgets import Input

if TYPE_CHECKING:
    from textual.widgets import TextArea

ScreenResult = TypeVar("ScreenResult")


@runtime_checkable
class TakesWords(Protocol):
    """A field into which words can be put that were typed elsewhere."""

    def take(self, words: str) -> str:
        """Put words in at the cursor, and return them as they are in the field."""

    def take_back(self) -> None:
        """Delete the character before the cursor."""


def text_fields() -> tuple[type[Input] | type[TextArea], ...]:
    """Return the types of text fields that can be on a screen.

    Where nothing has imported the field of several lines none is there; its import takes a twentieth of the time to
    the first frame of the desk.
    """
    # While a thread imports it, the module is there and the field not yet.
    area = getattr(sys.modules.get("textual.widgets._text_area"), "TextArea", None)
    return (Input, area) if area is not None else (Input,)


class LineInput(Input):
    """A field of one line, which keeps all lines of a pasted text."""

    def _on_paste(self, event: events.Paste) -> None:
        # Textual keeps the first line only.
        event.prevent_default()
        event.stop()
        words = " ".join(line.strip() for line in event.text.splitlines() if line.strip())
        if self.selection.is_empty:
            self.insert_text_at_cursor(words)
        else:
            self.replace(words, *self.selection)


def _begins_a_word(last: str, typed: str) -> bool:
    """Whether a letter behind the last character of a text is a new word: the field had been left."""
    return typed.isalpha() and (last.isalpha() or last in tuple(".,;:!?…)"))


class TakesTyping(Screen[ScreenResult], Generic[ScreenResult]):
    """A screen whose text field takes what is typed while none has the focus."""

    def typing_field(self) -> Input | TextArea | None:
        """Return the text field that takes what is typed while none has the focus; None where there is none.

        It is the next one behind the focus, or else the last one before it: a field for the answer itself, or else
        any.
        """
        chain = list(self.focus_chain)
        start = chain.index(self.focused) if self.focused in chain else 0
        ordered = [*chain[start:], *reversed(chain[:start])]
        fields = [w for w in ordered if isinstance(w, text_fields())]
        own = (f for f in fields if any(n.has_class("answer--control") for n in f.ancestors))
        return next(own, next(iter(fields), None))

    def focus_for_typing(self, event: events.Key | events.Paste) -> None:
        """Focus the screen's text field for a letter or a pasted text that no widget takes.

        It must neither be lost nor do anything. Called before the event is handed to the focused widget, so that
        quick letters stay in their order.
        """
        if isinstance(self.focused, text_fields()) or not self.is_typed(event):
            return
        field = self.typing_field()
        if isinstance(field, Input):
            # It would select its text with the focus, and the letter would replace it.
            selects, field.select_on_focus = field.select_on_focus, False
            self.set_focus(field)
            field.cursor_position = len(field.value)
            field.call_later(setattr, field, "select_on_focus", selects)
        elif field is not None:
            self.set_focus(field)
            typed = event.text if isinstance(event, events.Paste) else event.character or ""
            if _begins_a_word(field.text[-1:], typed[:1]) and not field.read_only:
                field.insert(" ", field.document.end)
            field.move_cursor(field.document.end)

    def is_typed(self, event: events.Key | events.Paste) -> bool:
        """Whether an event is text that neither the focused widget nor one around it takes."""
        if isinstance(event, events.Paste):
            return True
        if not event.is_printable or event.character is None:
            return False
        if event.character.isdecimal() and getattr(self.focused, "takes_digits", False):
            return False
        # Without labels: only the place of the binding counts here.
        active = super().active_bindings.get(event.key)
        return active is None or self.leaves_to_field(active)

    def leaves_to_field(self, active: ActiveBinding) -> bool:
        """Whether a text field takes a printable key before this binding: one of the screen, but for the list of keys."""
        return active.binding.id != "help" and self not in active.node.ancestors
