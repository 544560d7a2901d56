"""The ground rules: those of one point, or the whole board."""

from __future__ import annotations

from collections.abc import Sequence

from textual import work
from textual.content import Content

from coopcoach.domain.exercise import POINTS, Point
from coopcoach.domain.ground_rules import GroundRule, RuleState
from coopcoach.services.session.stage import Stage
from coopcoach.tui.commands import RULES
from coopcoach.tui.messages import WriteRequest
from coopcoach.tui.widgets.boards.board_list import BoardEntry, BoardList
from coopcoach.tui.widgets.forms.choose import ChoiceDialog
from coopcoach.tui.widgets.forms.dialogs import FieldSpec, FormDialog
from coopcoach.tui.widgets.forms.form_inputs import needed
from coopcoach.tui.widgets.frame.sanitize import sanitize
from coopcoach.tui.widgets.rules.card import rule_card
from coopcoach.tui.widgets.rules.sources import Draft, Sources
from coopcoach.wording.labels import point_title


class RuleList(BoardList):
    """Ground rules as cards.

    Args:
        stage: The session.
        t: The language of the screen.
        point: The point whose rules are shown; all where none is named.
        here: The point that a new rule belongs to.
    """

    COMMANDS = RULES
    BINDINGS = RULES.bindings()

    def __init__(self, stage: Stage, point: Point | None, here: Point) -> None:
        super().__init__(stage)
        self._point = point
        self._here = here

    def title(self) -> str:
        """Name the whole board; beside an exercise, its tab says what this is."""
        return self.t("All ground rules") if self._point is None else ""

    def entries(self) -> Sequence[BoardEntry]:
        """Cards, point by point; what was parked or dropped comes last."""
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
        """Say how the first one comes here."""
        return self.t(
            "No ground rule yet. w writes one, from your words, a proposal or the library."
        )

    @work
    async def action_propose(self) -> None:
        """Put a new rule on the board: own words, a partner's proposal, or one from the library."""
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
            self._write_down(sources.draft(chosen, values))

    @work
    async def _write_down(self, draft: Draft) -> None:
        t = self.t
        fields = [
            FieldSpec(
                "sentence",
                t("The rule, in one sentence"),
                sanitize(draft.sentence),
                long=True,
                check=needed(t("Write the rule as a sentence.")),
            ),
            FieldSpec("sign", t("How we notice that it holds"), sanitize(draft.sign), long=True),
            FieldSpec("consequence", t("If not"), sanitize(draft.consequence), long=True),
        ]
        title = t("New ground rule: {point}", point=point_title(draft.point, t))

        made: list[str] = []

        def keep(values: dict[str, str]) -> None:
            if made:
                # The program ends, and more was typed since it began to.
                self._reword(made[0], values)
            else:
                made.append(self._propose(draft, values))

        values = await self.app.push_screen_wait(
            FormDialog(
                title,
                fields,
                t,
                save_label=t("Put it on the board"),
                rescue=keep,
            )
        )
        if values is not None:
            self.post_message(
                WriteRequest(
                    lambda: keep(values),
                    t("The ground rule is on the board."),
                    then=lambda: self.post_message(self.Opened(self, made[0])),
                )
            )

    def _propose(self, draft: Draft, values: dict[str, str]) -> str:
        return self._stage.board.propose_rule(
            draft.point,
            values["sentence"],
            sign=values["sign"],
            consequence=values["consequence"],
            by=draft.by,
            sources=draft.sources,
        ).id

    def _reword(self, rule_id: str, values: dict[str, str]) -> None:
        self._stage.board.reword_rule(
            rule_id,
            sentence=values["sentence"],
            sign=values["sign"],
            consequence=values["consequence"],
        )
