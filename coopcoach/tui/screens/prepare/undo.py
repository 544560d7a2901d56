"""The changes of a workbook that can be taken back since it was opened."""

from __future__ import annotations

from dataclasses import dataclass

from coopcoach.domain.answers import Answer, TextValue
from coopcoach.domain.exercise import Prompt


@dataclass
class AnswerChange:
    """A change of one answer."""

    prompt: Prompt
    before: Answer
    after: Answer

    @property
    def is_typing(self) -> bool:
        """Whether only words differ."""
        return _is_typing(self.before, self.after)


class AnswerUndo:
    """Changes of answers, the last one first to go; what is typed into one field in a row is one change."""

    def __init__(self) -> None:
        self._done: list[AnswerChange] = []
        self._undone: list[AnswerChange] = []

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether a change was taken back, and nothing changed since."""
        return bool(self._undone)

    def note(self, prompt: Prompt, before: Answer, after: Answer) -> None:
        """Take a change that a person made."""
        self._undone.clear()
        last = self._done[-1] if self._done else None
        continues = last is not None and last.prompt.id == prompt.id and last.is_typing
        if last is not None and continues and _is_typing(before, after):
            last.after = after
        else:
            self._done.append(AnswerChange(prompt, before, after))

    def undo(self) -> AnswerChange:
        """Return the last change, whose ``before`` is to be written."""
        self._undone.append(self._done.pop())
        return self._undone[-1]

    def redo(self) -> AnswerChange:
        """Return the change that was taken back last, whose ``after`` is to be written."""
        self._done.append(self._undone.pop())
        return self._done[-1]

    def clear(self) -> None:
        """Forget all: another program changed the answers."""
        self._done.clear()
        self._undone.clear()


def _is_typing(before: Answer, after: Answer) -> bool:
    """Whether only words differ: of the answer itself, or of its remark."""
    words = [
        a.model_copy(
            update={"remark": "", "value": None if isinstance(a.value, TextValue) else a.value}
        )
        for a in (before, after)
    ]
    return words[0] == words[1]
