"""The joint page of an exercise: both answers, and beside or below them the fields of the joint answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.widget import Widget
from textual.widgets import Static, TextArea

from coopcoach.domain.answers import TextValue
from coopcoach.domain.exercise import Exercise, Kind, Prompt, own_point
from coopcoach.i18n import N_
from coopcoach.services.session.beside import choosers, pairs_beside
from coopcoach.services.session.stage import Pair, Stage
from coopcoach.tui.messages import ShowMessage
from coopcoach.tui.widgets.answers.editor import AnswerEditor
from coopcoach.tui.widgets.answers.texts import LongControl
from coopcoach.tui.widgets.answers.written import WordsField
from coopcoach.tui.widgets.pairs.agreed_before import agreed_before
from coopcoach.tui.widgets.pairs.beside import AnswersBeside
from coopcoach.tui.widgets.pairs.joint import JointView
from coopcoach.tui.widgets.rules.writing import RuleDraft, RuleDrafted

# The least height of the last field.
_LEAST = 4
# Characters that a field of this height shows in a narrow window.
_SHORT = 240


class JointPage(Container):
    """The joint answers of an exercise, with both partners' own answers in sight.

    Args:
        stage: The session.
        exercise: The exercise.
    """

    # The stage's own rules fold the answers to a few lines in a narrow window.
    DEFAULT_CSS: ClassVar[str] = """
    JointPage { layout: horizontal; height: 1fr; padding: 1 0 0 0; }
    JointPage > VerticalScroll { width: 1fr; padding: 0 1; }
    JointPage > AnswersBeside { width: 1fr; border-right: vkey $border-blurred; }
    JointPage.-table > VerticalScroll { width: 3fr; }
    JointPage.-table > AnswersBeside { width: 2fr; }
    JointPage.-alone { JointView, AnswerEditor, LongControl, WordsField { height: 1fr; } }
    """

    def __init__(self, stage: Stage, exercise: Exercise) -> None:
        super().__init__()
        self._stage = stage
        self._exercise = exercise
        self._pairs: Sequence[Pair] = pairs_beside(stage, exercise)
        prompts = stage.joint_prompts(exercise)
        chosen = {p.id: choosers(p, tuple(self._pairs)) for p in prompts}
        self.view = JointView(stage, prompts, chosen)
        # Half of a window of 120 columns would cut the dates in a table.
        self.set_class(any(prompt.kind is Kind.TABLE for prompt in prompts), "-table")
        self._field: TextArea | None = None
        before = agreed_before(stage, exercise)
        self._before = [Static(before, id="before", markup=False)] if before else []
        # A single field has the height that is left, without a second layout.
        self._is_alone = _is_one_short_text(stage, prompts)
        self.set_class(self._is_alone, "-alone")

    def compose(self) -> ComposeResult:
        """Lay out the answers and the fields."""
        if self._pairs:
            yield AnswersBeside(self._stage, self._pairs)
        yield VerticalScroll(*self._before, self.view, can_focus=False)

    def on_resize(self, event: events.Resize) -> None:
        """Give the last field the height that is left."""
        del event
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        control = next(iter(reversed(self.query(LongControl))), None)
        if control is None or self._is_alone or not self.is_attached:
            return
        page = self.query_one(VerticalScroll) if not self._pairs else self.view.parent
        if not isinstance(page, Widget):
            return
        field = control.field
        above = sum(each.outer_size.height for each in self._before)
        others = above + self.view.outer_size.height - field.outer_size.height
        field.styles.min_height = max(_LEAST, page.content_size.height - others)

    # The field that takes what is typed or taken over

    @property
    def target(self) -> TextArea | None:
        """The text field that was used last, or the first that takes sentences."""
        if self._field is not None and self._field.is_attached:
            return self._field
        fields = list(self.query(AnswerEditor).results())
        own = (e for e in fields if e.codec.is_words)
        first = next(own, None)
        return first.query(TextArea).first() if first is not None else None

    @on(events.DescendantFocus)
    def _focused(self, event: events.DescendantFocus) -> None:
        if isinstance(event.widget, WordsField):
            self._field = event.widget

    @on(AnswersBeside.Taken)
    def _taken(self, event: AnswersBeside.Taken) -> None:
        event.stop()
        field = self.target
        if field is None:
            return
        before = field.get_text_range((0, 0), field.cursor_location)
        gap = " " if before and not before[-1].isspace() else ""
        field.insert(gap + event.words)
        self.post_message(ShowMessage(self._stage.t(N_("It is in the field now."))))

    @on(AnswersBeside.RuleWanted)
    def _wanted_as_rule(self, event: AnswersBeside.RuleWanted) -> None:
        event.stop()
        point = own_point(self._exercise)
        draft = RuleDraft(point, event.words, by=event.partner, sources=(event.prompt,))
        self.post_message(RuleDrafted(draft))

    def turn(self) -> bool:
        """Go from the field to the answers, and back; return whether there are answers."""
        beside = next(iter(self.query(AnswersBeside)), None)
        if beside is not None and beside.has_focus and self.target is not None:
            self.target.focus()
        elif beside is not None:
            beside.focus()
        return beside is not None


def _is_one_short_text(stage: Stage, prompts: Sequence[Prompt]) -> bool:
    """Whether a page has one text field, and what is in it fits; a long text grows the page from its beginning."""
    if [(prompt.kind, prompt.by_each) for prompt in prompts] != [(Kind.LONG, False)]:
        return False
    value = stage.session.joint_answer(prompts[0].id).value
    text = value.text if isinstance(value, TextValue) else ""
    return len(text) <= _SHORT and text.count("\n") < _LEAST
