"""The editors of the joint answers of an exercise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.message import Message
from textual.widgets import Static

from coopcoach.domain.answers import Answer
from coopcoach.domain.exercise import Prompt
from coopcoach.services.session.beside import Choosers
from coopcoach.services.session.stage import Stage
from coopcoach.tui.widgets.answers import AnswerEditor
from coopcoach.tui.widgets.frame.partners import partner_name
from coopcoach.tui.widgets.frame.sanitize import one_line
from coopcoach.wording.labels import PARTNER_SIGNS


@dataclass(frozen=True)
class Slot:
    """The target of a joint answer: its prompt, and the id of the partner if each answers."""

    prompt: Prompt
    partner: str = ""


class JointView(VerticalGroup):
    """The editors of joint answers, one for each partner if the prompt asks each.

    Args:
        stage: The session.
        prompts: The prompts.
        chosen: Who chose which option alone, by the prompt's id.
    """

    DEFAULT_CSS: ClassVar[str] = """
    JointView { height: auto; max-width: 120; }
    JointView AnswerEditor { margin: 0 0 1 0; }
    JointView .joint--owner { padding: 0 1; }
    """

    class Typed(Message):
        """An answer was changed by hand: ``take_typed`` of the view returns it.

        The answer is not in the message: while it is on its way, more can be typed and saved.
        """

        def __init__(self, view: JointView) -> None:
            super().__init__()
            self.view = view

    def __init__(
        self,
        stage: Stage,
        prompts: Sequence[Prompt],
        chosen: Mapping[str, Choosers] | None = None,
    ) -> None:
        super().__init__()
        self._stage = stage
        session = stage.session
        self._editors: dict[AnswerEditor, Slot] = {}
        # The answer of each editor that was last shown from the session, or taken to be saved.
        self._known: dict[Slot, Answer] = {}
        for prompt in prompts:
            owners = session.partners if prompt.by_each else (None,)
            for place, owner in enumerate(owners):
                slot = Slot(prompt, owner.id if owner else "")
                answer = session.joint_answer(prompt.id, slot.partner)
                name = one_line(owner.name) if owner else ""
                editor = AnswerEditor(prompt, answer, stage.t, owner=name, compact=place > 0)
                editor.name_choosers(_names(stage, (chosen or {}).get(prompt.id, {})))
                self._editors[editor] = slot
                self._known[slot] = answer

    def compose(self) -> ComposeResult:
        """Lay out the editors, with the partner's name above if each answers."""
        partners = self._stage.session.partner_ids
        for editor, slot in self._editors.items():
            if slot.partner:
                name = partner_name(editor.owner, partners.index(slot.partner))
                yield Static(name, classes="joint--owner")
            yield editor

    def redraw(self) -> None:
        """Show the answers that undo or another program changed; an editor may hold letters of no message yet."""
        session = self._stage.session
        for editor, slot in self._editors.items():
            answer = session.joint_answer(slot.prompt.id, slot.partner)
            if answer != self._known[slot]:
                self._known[slot] = answer
                editor.load(answer)

    def take_typed(self) -> list[tuple[Slot, Answer]]:
        """Return the answers that were changed by hand and not taken yet."""
        typed = [
            (slot, editor.answer)
            for editor, slot in self._editors.items()
            if editor.answer != self._known[slot]
        ]
        self._known.update(typed)
        return typed

    @on(AnswerEditor.Changed)
    def _changed(self, event: AnswerEditor.Changed) -> None:
        event.stop()
        self.post_message(self.Typed(self))


def _names(stage: Stage, chosen: Choosers) -> dict[str, str]:
    """Return the partners who chose an option, each with the sign, by the option's id."""
    names = [
        f"{sign} {one_line(partner.name)}"
        for sign, partner in zip(PARTNER_SIGNS, stage.session.partners, strict=True)
    ]
    return {
        option: "\n".join(names[place] for place in places) for option, places in chosen.items()
    }
