"""Big mode at one key: for partners who see the stage in a small video window."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from coopcoach.i18n import N_
from coopcoach.tui.screens.base import BaseScreen
from coopcoach.tui.widgets.boards.board_list import BoardList
from coopcoach.tui.widgets.frame.big import is_big, set_big
from coopcoach.tui.widgets.pairs.pairs import PairsView


class BigMode(BaseScreen[None]):
    """A screen that can show fewer things, larger apart, and one side at a time."""

    # What only orients the coach gives its room to what is talked about.
    DEFAULT_CSS: ClassVar[str] = """
    .-big StageScreen PathBar, .-big StageScreen KeyBar { display: none; }
    .-big StageScreen #body { padding: 0 2; }
    .-big StageScreen .pair--label, .-big StageScreen .pair--name { margin: 0 0 1 0; }
    .-big StageScreen .pair--side { border-left: none; padding: 0; }
    .-big StageScreen RulePage > VerticalScroll { padding: 1 2; }
    """
    SCOPED_CSS = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("z,f12", "big", N_("Big mode, for small windows"), show=False, id="big"),
    ]

    async def action_big(self) -> None:
        """Change to big mode, or back."""
        self.flush()
        wanted = not is_big(self.app)
        set_big(self.app, wanted)
        for pairs in self.query(PairsView):
            await pairs.show_anew()
        for board in self.query(BoardList):
            board.redraw()
        on = self.t("Big mode: → and ← turn the answers, z goes back, ? shows every key.")
        self.say(on if wanted else self.t("Everything is shown again."))
