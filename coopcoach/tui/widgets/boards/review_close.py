"""The results of a review on the closing page: the decision, the ground rules, and what was settled for an end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from coopcoach.domain.answers import ChoiceValue
from coopcoach.domain.exercise import OptionsQuestion, Phase
from coopcoach.domain.review import END_EXERCISE, NEXT
from coopcoach.markup.kinds import value_view
from coopcoach.markup.passages import passages
from coopcoach.services.session.stage import Stage
from coopcoach.tui.widgets.frame.sanitize import one_line
from coopcoach.tui.widgets.rules.reviewed import outcome_words
from coopcoach.wording.labels import PARTNER_SIGNS
from coopcoach.wording.shortening import shortened

_LONGEST: Final = 200


def review_results(stage: Stage) -> Iterator[str]:
    """Yield the decision, and what became of each ground rule; nothing outside of a review."""
    if not stage.is_review:
        return
    t = stage.t
    yield t("How we go on: {decision}", decision=_decision(stage) or t("not decided yet"))
    for rule in stage.reviewed:
        sentence = shortened(one_line(rule.amended or rule.sentence), _LONGEST)
        reason = f": {shortened(one_line(rule.reason), _LONGEST)}" if rule.reason else ""
        yield f"{rule.number}. {sentence} ({outcome_words(rule, t)}{reason})"


def end_results(stage: Stage) -> Iterator[str]:
    """Yield what was settled for an end; nothing where the partners go on."""
    if not stage.is_review:
        return
    exercise = stage.workbook.exercise(END_EXERCISE)
    on_agenda = any(item.exercise == END_EXERCISE for item in stage.session.agenda)
    if exercise is None or not on_agenda:
        return
    session, t = stage.session, stage.t
    signs = dict(zip(session.partner_ids, PARTNER_SIGNS, strict=True))
    for prompt in exercise.prompts_in(Phase.SESSION, session.pack):
        for who in session.partner_ids if prompt.by_each else ("",):
            answer = session.joint_answer(prompt.id, who)
            view = value_view(prompt.question, answer.value, t)
            said = ", ".join(" ".join(p) for p in passages(view, answer.remark))
            words = shortened(one_line(said), _LONGEST) if said else t("still open")
            name = f" {signs[who]} {one_line(session.name_of(who))}:" if who else ""
            yield f"{one_line(prompt.label)}{name} {words}"


def _decision(stage: Stage) -> str:
    prompt = stage.workbook.find_prompt(NEXT, Phase.SESSION)
    value = stage.session.joint_answer(NEXT).value
    if prompt is None or not isinstance(value, ChoiceValue):
        return ""
    question = prompt.question
    if value.option and isinstance(question, OptionsQuestion):
        return question.option_label(value.option)
    return one_line(value.other or "")
