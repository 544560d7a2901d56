"""The form in which a new ground rule is written down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from textual.app import App
from textual.message import Message

from coopcoach.domain.exercise import Point
from coopcoach.i18n import Translator
from coopcoach.services.session.stage import Stage
from coopcoach.tui.widgets.forms.dialogs import FieldSpec, FormDialog
from coopcoach.tui.widgets.forms.form_inputs import required
from coopcoach.tui.widgets.frame.sanitize import sanitize
from coopcoach.wording.labels import point_title


@dataclass(frozen=True)
class RuleDraft:
    """A ground rule before it is on the board."""

    point: Point
    sentence: str = ""
    sign: str = ""
    consequence: str = ""
    by: str | None = None
    sources: tuple[str, ...] = ()


class RuleDrafted(Message):
    """A draft is to become a ground rule; its wording is shown in a form before, unless it is ``final``."""

    def __init__(self, draft: RuleDraft, *, final: bool = False) -> None:
        super().__init__()
        self.draft = draft
        self.final = final


def on_board(t: Translator, *, final: bool) -> str:
    """Return what is said when a draft is on the board; after a form the first vote has the focus."""
    led = t("The ground rule is on the board; Tab leads to the votes.")
    return led if final else t("The ground rule is on the board.")


class NewRule:
    """A draft on its way to the board.

    Args:
        stage: The session.
        draft: The draft.
    """

    def __init__(self, stage: Stage, draft: RuleDraft) -> None:
        self._stage = stage
        self._draft = draft
        self.id = ""
        self._values = {name: getattr(draft, name) for name in ("sentence", "sign", "consequence")}

    async def ask(self, app: App[Any]) -> bool:
        """Show the wording in a form; return whether it was saved there."""
        t, draft = self._stage.t, self._draft
        fields = [
            FieldSpec(
                "sentence",
                t("The rule, in one sentence"),
                sanitize(draft.sentence),
                long=True,
                check=required(t("Write the rule as a sentence.")),
            ),
            FieldSpec("sign", t("How we notice that it holds"), sanitize(draft.sign), long=True),
            FieldSpec("consequence", t("If not"), sanitize(draft.consequence), long=True),
        ]
        title = t("New ground rule: {point}", point=point_title(draft.point, t))
        label = t("Put it on the board")
        form = FormDialog(title, fields, t, save_label=label, rescue=self._rescue)
        values = await app.push_screen_wait(form)
        if values is not None:
            self._values = values
        return values is not None

    def write(self) -> None:
        """Put the rule on the board; reword it if the program began to end, and more was typed since."""
        if self.id:
            self._stage.board.reword_rule(self.id, **self._values)
            return
        draft = self._draft
        rule = self._stage.board.propose_rule(
            draft.point, **self._values, by=draft.by, sources=draft.sources
        )
        self.id = rule.id

    def _rescue(self, values: dict[str, str]) -> None:
        self._values = values
        self.write()
