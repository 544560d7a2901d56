"""A page that scrolls and can be focused."""

from __future__ import annotations

from textual.containers import VerticalScroll


class Page(VerticalScroll, can_focus=True):
    """A scrolling page whose focus restyles it alone.

    Textual restyles all widgets of a page whenever its focus changes, which costs a tenth of a page's opening; so a
    style sheet must have no rule for what is in a focused page.
    """

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Restyle the page."""
        self.app.stylesheet.update_nodes((self,))
