"""The joint answers of an exercise, and one editor for each partner where the prompt asks each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.message import Message
from textual.widgets import Static

from coopcoach.domain.answers import Answer
from coopcoach.domain.exercise import Prompt
from coopcoach.services.session.stage import Stage
from coopcoach.tui.widgets.answers import AnswerEditor
from coopcoach.tui.widgets.frame.sanitize import content, one_line


@dataclass(frozen=True)
class Slot:
    """Where a joint answer belongs: its prompt, and the partner's id where each answers."""

    prompt: Prompt
    partner: str = ""


class JointView(VerticalGroup):
    """The editors of one exercise; what is typed goes out as ``Typed``."""

    DEFAULT_CSS: ClassVar[str] = """
    JointView { height: auto; max-width: 120; }
    JointView AnswerEditor { margin: 0 0 1 0; }
    JointView .joint--owner { text-style: bold; color: $primary; padding: 0 1; }
    """

    class Typed(Message):
        """An answer was changed by hand and is not yet in the file."""

        def __init__(self, slot: Slot, answer: Answer) -> None:
            super().__init__()
            self.slot = slot
            self.answer = answer

    def __init__(self, stage: Stage, prompts: Sequence[Prompt]) -> None:
        super().__init__()
        self._stage = stage
        session = stage.session
        self._editors: dict[AnswerEditor, Slot] = {}
        for prompt in prompts:
            owners = session.partners if prompt.by_each else (None,)
            for owner in owners:
                slot = Slot(prompt, owner.id if owner else "")
                answer = session.joint_answer(prompt.id, slot.partner)
                name = one_line(owner.name) if owner else ""
                self._editors[AnswerEditor(prompt, answer, stage.t, owner=name)] = slot

    def compose(self) -> ComposeResult:
        """One editor below the other, with its owner's name where each answers."""
        for editor in self._editors:
            if editor.owner:
                yield Static(content(editor.owner), classes="joint--owner")
            yield editor

    def redraw(self) -> None:
        """Show the answers as the session has them now."""
        session = self._stage.session
        for editor, slot in self._editors.items():
            editor.load(session.joint_answer(slot.prompt.id, slot.partner))

    @on(AnswerEditor.Changed)
    def _changed(self, event: AnswerEditor.Changed) -> None:
        event.stop()
        slot = self._editors.get(event.editor)
        if slot is not None:
            self.post_message(self.Typed(slot, event.answer))
