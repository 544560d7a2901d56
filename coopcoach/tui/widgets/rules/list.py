"""The list of ground rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from textual import work
from textual.content import Content

from coopcoach.domain.exercise import POINTS, Point
from coopcoach.domain.ground_rules import GroundRule, RuleState
from coopcoach.services.session.proposals import Proposal, open_proposals
from coopcoach.services.session.stage import Stage
from coopcoach.tui.commands import RULES
from coopcoach.tui.widgets.boards.board_list import BoardEntry, BoardList
from coopcoach.tui.widgets.forms.choose import SearchDialog
from coopcoach.tui.widgets.forms.dialogs import FormDialog
from coopcoach.tui.widgets.frame.keys import key_name, key_of
from coopcoach.tui.widgets.frame.sanitize import one_line
from coopcoach.tui.widgets.rules.card import rule_card
from coopcoach.tui.widgets.rules.sources import Sources, draft_of
from coopcoach.tui.widgets.rules.writing import RuleDrafted
from coopcoach.wording.labels import PARTNER_SIGNS, point_title
from coopcoach.wording.shortening import shortened

_PROPOSAL: Final = "proposal-"
_LONGEST: Final = 160


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
        self._proposals: dict[str, Proposal] = {}

    def title(self) -> str:
        """Return the heading of the list of all rules; below the tab of an exercise it needs none."""
        return self.t("All ground rules") if self._point is None else ""

    def entries(self) -> Sequence[BoardEntry]:
        """Return the open proposals, then the rules by point, those that are parked or dropped last."""
        session = self._stage.session
        points = POINTS if self._point is None else (self._point,)
        found = list(self._proposed())
        for point in points:
            rules = sorted((r for r in session.rules if r.point == point), key=self._rank)
            if rules and self._point is None:
                found.append(BoardEntry("", Content(point_title(point, self.t))))
            found.extend(BoardEntry(rule.id, rule_card(rule, session, self.t)) for rule in rules)
        return found

    def _proposed(self) -> Iterator[BoardEntry]:
        """Yield the proposals of which no rule was made."""
        t, session = self.t, self._stage.session
        open_ = open_proposals(self._stage)
        self._proposals = {
            f"{_PROPOSAL}{n}": p
            for n, p in enumerate(open_)
            if self._point is None or p.point == self._point
        }
        if self._proposals:
            key = key_name(t, "enter")
            yield BoardEntry("", Content(t("Proposed by you: {key} makes it a rule", key=key)))
        for entry, proposal in self._proposals.items():
            # Without the partner's colour: under the cursor it would be that of the background.
            sign = PARTNER_SIGNS[proposal.place]
            name = (f"{sign} {one_line(session.name_of(proposal.partner))}", "bold")
            words = shortened(one_line(proposal.rule.rule), _LONGEST)
            yield BoardEntry(entry, Content.assemble(name, ": ", words))
        if self._proposals and self._point is not None and session.rules:
            yield BoardEntry("", Content(t("Ground rules")))

    def open_entry(self, entry: str) -> None:
        """Make a rule of a proposal; open a rule."""
        proposal = self._proposals.get(entry)
        if proposal is None:
            super().open_entry(entry)
        else:
            self.post_message(RuleDrafted(draft_of(proposal), final=True))

    def _rank(self, rule: GroundRule) -> bool:
        return rule.state(self._stage.session.partner_ids) in {
            RuleState.PARKED,
            RuleState.DROPPED,
            RuleState.RETIRED,
        }

    def empty_words(self) -> str:
        """Return how to write the first one."""
        return self.t(
            "No ground rule yet. {key} writes one, from your words, a proposal or the library.",
            key=key_of(self.t, RULES["new"]),
        )

    @work
    async def action_propose(self) -> None:
        """Ask for the source of a new rule, then for its wording."""
        t = self.t
        sources = Sources(self._stage, self._here)
        title = t("Where does the ground rule come from?")
        chosen = await self.app.push_screen_wait(
            SearchDialog(title, sources.choices(), t("Cancel"), t("Search"))
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
