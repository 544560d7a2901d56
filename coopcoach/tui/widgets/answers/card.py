"""One prompt of the workbook: the answer, its stance, and its visibility."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import HorizontalGroup, VerticalGroup
from textual.message import Message
from textual.widgets import Button, Static

from coopcoach.domain.answers import Answer, default_visibility
from coopcoach.domain.exercise import Prompt
from coopcoach.i18n import Translator
from coopcoach.markup.kinds import KINDS
from coopcoach.tui.widgets.answers.chips import ChipRow
from coopcoach.tui.widgets.answers.editor import AnswerEditor
from coopcoach.tui.widgets.frame.sanitize import content
from coopcoach.tui.widgets.pairs.answer_display import AnswerDisplay
from coopcoach.wording.labels import STANCE_LABELS, VISIBILITY_LABELS


class AnswerCard(VerticalGroup):
    """A prompt that a partner answers alone.

    Args:
        prompt: The prompt.
        answer: The answer so far.
        t: The language of the screen.
        others: Other states of the answer, which another program wrote at the same time.
    """

    DEFAULT_CSS: ClassVar[str] = """
    AnswerCard {
        height: auto; margin: 0 0 1 0; padding: 0 0 1 0; border-bottom: solid $border-blurred;
        .card--row { height: auto; }
        &.-words .card--stance { margin: 1 0 0 0; }
        .card--label { width: 20; height: auto; padding: 0 1; }
        .card--others { height: auto; margin: 1 1; padding: 0 1; border: round $border; }
        .card--others Button { margin: 1 2 0 0; }
    }
    """

    class Changed(Message):
        """The partner changed the answer, its stance or its visibility."""

        def __init__(self, card: AnswerCard, answer: Answer) -> None:
            super().__init__()
            self.card = card
            self.answer = answer

    class Settled(Message):
        """The partner chose one of several states of the answer."""

        def __init__(self, card: AnswerCard, answer: Answer) -> None:
            super().__init__()
            self.card = card
            self.answer = answer

    def __init__(
        self, prompt: Prompt, answer: Answer, t: Translator, others: Sequence[Answer] = ()
    ) -> None:
        super().__init__()
        self.prompt = prompt
        self.t = t
        self.others = tuple(others)
        self.editor = AnswerEditor(prompt, answer, t)
        self._stance = ChipRow([t(label.own) for label in STANCE_LABELS.values()])
        self._visibility = ChipRow([t(label) for label in VISIBILITY_LABELS.values()], quiet=True)
        self._show_marks(answer)
        self.set_class(KINDS[prompt.kind].is_words, "-words")

    def compose(self) -> ComposeResult:
        """Lay out the editor, the stances, the visibilities, and other states of the answer."""
        yield self.editor
        with HorizontalGroup(classes="card--row card--stance"):
            yield Static(content(self.t("Or:")), classes="card--label")
            yield self._stance
        with HorizontalGroup(classes="card--row"):
            yield Static(content(self.t("Who sees it:")), classes="card--label")
            yield self._visibility
        for place, other in enumerate(self.others):
            with VerticalGroup(classes="card--others"):
                said = self.t("Another program changed this at the same time:")
                yield Static(content(said))
                yield AnswerDisplay(self.prompt, other, self.t)
                with HorizontalGroup():
                    yield Button(content(self.t("Take this one")), name=str(place))
                    yield Button(content(self.t("Keep mine")), name="")

    @property
    def answer(self) -> Answer:
        """The answer as it is in the editor."""
        return self.editor.answer

    def load(self, answer: Answer) -> None:
        """Show another answer."""
        self.editor.load(answer)
        self._show_marks(answer)

    def focus_first(self) -> None:
        """Focus the first field."""
        self.editor.focus_first()

    def _show_marks(self, answer: Answer) -> None:
        stance = answer.stance
        self._stance.show(None if stance is None else list(STANCE_LABELS).index(stance))
        self._visibility.show(list(VISIBILITY_LABELS).index(answer.visibility))

    @on(AnswerEditor.Changed)
    def _edited(self, event: AnswerEditor.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(self, event.answer))

    @on(ChipRow.Chosen)
    def _chosen(self, event: ChipRow.Chosen) -> None:
        event.stop()
        if event.row is self._stance:
            stance = list(STANCE_LABELS)[event.chosen] if event.chosen is not None else None
            answer = self.answer.model_copy(update={"stance": stance})
        else:
            # An answer always has a visibility: none chosen is the prompt's own.
            visibility = default_visibility(self.prompt)
            if event.chosen is not None:
                visibility = list(VISIBILITY_LABELS)[event.chosen]
            answer = self.answer.model_copy(update={"visibility": visibility})
        self.load(answer)
        self.post_message(self.Changed(self, answer))

    @on(Button.Pressed)
    def _settled(self, event: Button.Pressed) -> None:
        event.stop()
        name = event.button.name
        self.post_message(self.Settled(self, self.others[int(name)] if name else self.answer))
