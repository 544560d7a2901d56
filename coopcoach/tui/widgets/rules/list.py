"""The list of ground rules."""

from __future__ import annotations

from collections.abc import Sequence

from textual import work
from textual.content import Content

from coopcoach.domain.exercise import POINTS, Point
from coopcoach.domain.ground_rules import GroundRule, RuleState
from coopcoach.services.session.stage import Stage
from coopcoach.tui.commands import RULES
from coopcoach.tui.widgets.boards.board_list import BoardEntry, BoardList
from coopcoach.tui.widgets.forms.choose import ChoiceDialog
from coopcoach.tui.widgets.forms.dialogs import FormDialog
from coopcoach.tui.widgets.rules.card import rule_card
from coopcoach.tui.widgets.rules.sources import Sources
from coopcoach.tui.widgets.rules.writing import RuleDrafted
from coopcoach.wording.labels import point_title


class RuleList(BoardList):
    """The ground rules of one point, or of all.

    Args:
        stage: The session.
        point: The point; None for all.
        here: The point of a new rule.
    """

    COMMANDS = RULES
    BINDINGS = RULES.bindings()

    def __init__(self, stage: Stage, point: Point | None, here: Point) -> None:
        super().__init__(stage)
        self._point = point
        self._here = here

    def title(self) -> str:
        """Return the heading of the list of all rules; below the tab of an exercise it needs none."""
        return self.t("All ground rules") if self._point is None else ""

    def entries(self) -> Sequence[BoardEntry]:
        """Return the rules by point, those that are parked or dropped last."""
        session = self._stage.session
        points = POINTS if self._point is None else (self._point,)
        found: list[BoardEntry] = []
        for point in points:
            rules = sorted((r for r in session.rules if r.point == point), key=self._rank)
            if rules and self._point is None:
                found.append(BoardEntry("", Content(point_title(point, self.t))))
            found.extend(BoardEntry(rule.id, rule_card(rule, session, self.t)) for rule in rules)
        return found

    def _rank(self, rule: GroundRule) -> bool:
        return rule.state(self._stage.session.partner_ids) in {
            RuleState.PARKED,
            RuleState.DROPPED,
        }

    def empty_words(self) -> str:
        """Return how to write the first one."""
        return self.t(
            "No ground rule yet. w writes one, from your words, a proposal or the library."
        )

    @work
    async def action_propose(self) -> None:
        """Ask for the source of a new rule, then for its wording."""
        t = self.t
        sources = Sources(self._stage, self._here)
        title = t("Where does the ground rule come from?")
        chosen = await self.app.push_screen_wait(
            ChoiceDialog(title, sources.choices(), t("Cancel"))
        )
        if chosen is None:
            return
        blanks = sources.blanks(chosen)
        values: dict[str, str] | None = {}
        if blanks:
            values = await self.app.push_screen_wait(
                FormDialog(sources.title(chosen), blanks, t, save_label=t("Go on"))
            )
        if values is not None:
            self.post_message(RuleDrafted(sources.draft(chosen, values)))
