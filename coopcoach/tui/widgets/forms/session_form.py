"""The short forms of a session: save or cancel, and nothing typed is thrown away unasked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.widgets import Static

from coopcoach.i18n import Translator
from coopcoach.tui.widgets.forms.dialogs import Field, TextDialog


class Form(TextDialog):
    """A form in the words of the session.

    Args:
        title: What it is for.
        fields: What is asked.
        t: The language of the screen.
        save_label: The button that keeps the values, where it is more than saving.
        rescue: Called with the values when the program ends while the form is open.
    """

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        t: Translator,
        *,
        save_label: str = "",
        rescue: Callable[[dict[str, str]], None] | None = None,
    ) -> None:
        super().__init__(
            title,
            fields,
            save_label or t("Save"),
            t("Cancel"),
            discard_hint=t("Escape once more throws away what you typed."),
            rescue=rescue,
        )

    def save(self) -> None:
        """Close with the values; what is wrong with one of them is brought into sight."""
        super().save()
        for error in self.query(".dialog--error").results(Static):
            if error.display:
                self.call_after_refresh(error.scroll_visible, animate=False)
                return
