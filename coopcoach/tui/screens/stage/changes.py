"""Find the view that shows a change of the session, and describe the change in words."""

from __future__ import annotations

from typing import Any, Final

from textual.screen import Screen

from coopcoach.domain.answers import Value
from coopcoach.domain.exercise import Exercise, Prompt
from coopcoach.domain.ground_rules import GroundRule
from coopcoach.domain.session import CONSENT_PROMPT, Action, ParkedTopic, Session
from coopcoach.i18n import Translator
from coopcoach.markup.changes import word_changes
from coopcoach.markup.kinds import value_view
from coopcoach.services.session.live_session import Change
from coopcoach.services.session.stage import Stage
from coopcoach.tui.screens.stage.views import StageView
from coopcoach.tui.widgets.answers.editor import AnswerEditor
from coopcoach.tui.widgets.frame.sanitize import one_line
from coopcoach.wording.shortening import shortened

# The view that shows a field of the session.
_VIEWS: Final = {
    "joint": StageView.EXERCISE,
    "rules": StageView.RULES,
    "actions": StageView.ACTIONS,
    "parked": StageView.PARKED,
    "agenda": StageView.OVERVIEW,
    "review": StageView.CLOSE,
    "next_meeting": StageView.CLOSE,
}
_LONGEST_CHANGE: Final = 60


def view_of(change: Change) -> StageView | None:
    """Return the view that shows what a change touched; None where no view does."""
    if change.prompt_id == CONSENT_PROMPT:
        return StageView.CLOSE
    return next((_VIEWS[name] for name in change.fields if name in _VIEWS), None)


def exercise_of(stage: Stage, prompt_id: str) -> Exercise | None:
    """Return the exercise with a joint prompt, if it is on the agenda."""
    found = (e for e in stage.exercises if any(p.id == prompt_id for p in stage.joint_prompts(e)))
    return next(found, None)


def scroll_to(screen: Screen[Any], prompt_id: str) -> None:
    """Scroll to the joint answer to a prompt, if the open view has one; the focus stays."""
    editor = next((e for e in screen.query(AnswerEditor) if e.prompt.id == prompt_id), None)
    if editor is not None:
        screen.call_after_refresh(editor.scroll_visible, animate=False)


def change_words(stage: Stage, change: Change, *, is_back: bool) -> str:
    """Return what was taken back or done again, in which exercise, which words, and when."""
    t = stage.t
    words = [t(change.label)]
    exercise = exercise_of(stage, change.prompt_id)
    if exercise is not None:
        words.append(t.quoted(shortened(one_line(exercise.title), _LONGEST_CHANGE)))
        written = _changed_words(stage, exercise, change)
        if written:
            words.append(t.quoted(shortened(one_line(written), _LONGEST_CHANGE)))
    elif written := _entry_of(change):
        words.append(t.quoted(shortened(one_line(written), _LONGEST_CHANGE)))
    if change.at is not None:
        words.append(t.time(change.at))
    what = ", ".join(words)
    again = t("Redone: {what}", what=what)
    return t("Undone: {what}", what=what) if is_back else again


def _entry_of(change: Change) -> str:
    """Return the words of the changed ground rule, action or parked topic; "" where it is none of them."""
    after, before = _entries(change.after), _entries(change.before)
    changed = [e for e in after if e not in before] or [e for e in before if e not in after]
    match next(iter(changed), None):
        case GroundRule() as rule:
            return rule.sentence
        case Action() as action:
            return action.what
        case ParkedTopic() as topic:
            return topic.text
    return ""


def _entries(session: Session) -> list[GroundRule | Action | ParkedTopic]:
    return [*session.rules, *session.actions, *session.parked]


def _changed_words(stage: Stage, exercise: Exercise, change: Change) -> str:
    """Return the words that a change brought into a joint answer, or else those that it took out."""
    prompts = stage.joint_prompts(exercise)
    prompt = next(prompt for prompt in prompts if prompt.id == change.prompt_id)
    texts = [_text(stage.t, prompt, session) for session in (change.before, change.after)]
    pieces = word_changes(*texts)
    came, went = (
        " … ".join(" ".join(p.text.split()) for p in pieces if p.sign == sign and p.text.strip())
        for sign in "+-"
    )
    return came or went


def _text(t: Translator, prompt: Prompt, session: Session) -> str:
    """Return the joint answers to a prompt in words, with their remarks."""
    answers = [answer for (name, _), answer in session.joint.items() if name == prompt.id]
    texts = [text for a in answers for text in (value_text(prompt, a.value, t), a.remark) if text]
    return "\n".join(texts)


def value_text(prompt: Prompt, value: Value | None, t: Translator) -> str:
    """Return a value in words, without its layout; "" for none."""
    view = value_view(prompt.question, value, t)
    rows = (
        [cell for row in view.table.rows for cell in (row.head, *row.cells)] if view.table else []
    )
    rules = [part for rule in view.rules for part in rule]
    step = str(view.scale.value) if view.scale else ""
    return ", ".join(filter(None, (view.words, view.prose, step, *view.items, *rows, *rules)))
