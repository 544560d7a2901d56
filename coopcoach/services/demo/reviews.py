"""The two reviews of the worked sample, carried out with the calls of the coach's screens.

``coopcoach/sample/LANGUAGE/reviews/DAY.md`` says in its front matter what each partner answers alone, what is voted on
and decided, and when.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Date
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from coopcoach.domain.answers import (
    Answer,
    ChoiceValue,
    NumberValue,
    Row,
    ScaleValue,
    TableValue,
    TextValue,
)
from coopcoach.domain.exercise import Phase
from coopcoach.domain.ground_rules import GroundRule, Says
from coopcoach.domain.review import BALANCE, CHASING, FIVE, GAIN, HOURS, LEDGER, NEXT, NEXT_EXERCISE
from coopcoach.i18n import Translator
from coopcoach.markup.document import Document
from coopcoach.markup.formats.session_file import NOTE
from coopcoach.services.demo.walk import StandingClock
from coopcoach.services.session.close import set_dates
from coopcoach.services.session.review import ReviewStage, hold_review, open_stage
from coopcoach.storage.files import read_text
from coopcoach.storage.sessions import answers_path, hand_in, open_answers, save_answer
from coopcoach.storage.workspace import REVIEWS, Workspace
from coopcoach.wording.labels import SAYS_LABELS

_NUMBERS = {"chasing": CHASING, "hours": HOURS, "gain": GAIN}


def review_stories(sample: Path) -> list[dict[str, Any]]:
    """Return what happens in each review, in the order of their days.

    Args:
        sample: The folder of the sample in one language.
    """
    stories = []
    for path in sorted((sample / REVIEWS).glob("*.md")):
        front = Document(read_text(path).text, str(path)).front
        assert front is not None, path
        stories.append(dict(front.values))
    return stories


class ReviewWalk:
    """Carries out one review; each step yields its lines.

    Args:
        workspace: The workspace of the sample.
        slug: The name of its session.
        story: What happens; see `review_stories`.
        t: The language.
        time: Set to the time of each step.
    """

    def __init__(
        self,
        workspace: Workspace,
        slug: str,
        story: dict[str, Any],
        t: Translator,
        time: StandingClock,
    ) -> None:
        self._workspace = workspace
        self._story = story
        self._t = t
        self._time = time
        self._slug = slug

    def walk(self) -> Iterator[str]:
        """Invite, hand in, reveal, vote, decide and set the next day."""
        t, time, story = self._t, self._time, self._story
        time.now = _at(story["made"])
        # A time by the clock of the session.
        met = datetime.fromisoformat(str(story["date"]))
        opened = hold_review(self._workspace, self._slug, date=met, now=time.now)
        yield t("Review of {day}: the workbooks are ready, and sealed", day=t.date(opened.day))
        for given in story["answers"]:
            yield self._hand_in(opened.session.slug, given)
        stage = open_stage(self._workspace, self._slug, opened.day, t, time)
        for exercise in stage.exercises:
            if exercise.id in story["reveals"]:
                time.now = _at(story["reveals"][exercise.id])
                stage.reveal(exercise)
                yield t("Revealed: {title}", title=exercise.title)
            if exercise.id == "review-rules":
                yield from self._vote(stage)
            yield from self._note(stage, exercise.id, exercise.title)
            if exercise.id == NEXT_EXERCISE:
                yield self._decide(stage)
            stage.go_on()
        yield from self._agree(stage)

    def _hand_in(self, name: str, given: dict[str, Any]) -> str:
        at = _at(given["handed_in"])
        path = answers_path(self._workspace, name, given["partner"])
        stage = open_stage(self._workspace, self._slug, None, self._t, self._time)
        own = open_answers(path, stage.workbook)
        for prompt_id, answer in _alone(given).items():
            prompt = stage.workbook.find_prompt(prompt_id, Phase.PREPARE)
            assert prompt is not None, prompt_id
            own = save_answer(own, prompt, answer, at)
        hand_in(own, at)
        who = stage.session.name_of(given["partner"])
        return self._t("{name} handed in on {moment}", name=who, moment=self._t.moment(at))

    def _vote(self, stage: ReviewStage) -> Iterator[str]:
        t = self._t
        for step in self._story["board"]:
            self._time.now = _at(step["at"])
            rule = stage.session.rule(step["rule"])
            assert rule is not None, step["rule"]
            if "sentence" in step or "trial" in step:
                yield self._reword(stage, rule, step)
            for partner, (says, *reason) in step["votes"].items():
                stage.board.give_voice(rule.id, partner, Says(says), "".join(reason))
                word = t(SAYS_LABELS[Says(says)].word)
                yield t("Vote of {name}: {says}", name=stage.session.name_of(partner), says=word)

    def _reword(self, stage: ReviewStage, rule: GroundRule, step: dict[str, Any]) -> str:
        stage.board.reword_rule(
            rule.id,
            sentence=step.get("sentence", rule.sentence),
            sign=step.get("sign", rule.sign),
            consequence=step.get("consequence", rule.consequence),
            trial_until=None if "trial" in step else rule.trial_until,
        )
        sentence = step.get("sentence", rule.sentence)
        return self._t("Reworded, so both vote again: {sentence}", sentence=sentence)

    def _note(self, stage: ReviewStage, exercise_id: str, title: str) -> Iterator[str]:
        note = self._story["notes"].get(exercise_id)
        exercise = stage.workbook.exercise(exercise_id)
        prompts = stage.joint_prompts(exercise) if exercise and note else ()
        for prompt in prompts:
            if prompt.id == f"{NOTE}{exercise_id}":
                self._time.now = _at(note["at"])
                stage.set_joint(prompt, Answer(value=TextValue(text=note["text"])))
                yield self._t("Noted on “{title}”", title=title)

    def _decide(self, stage: ReviewStage) -> str:
        decided = self._story["next"]
        prompt = stage.workbook.find_prompt(NEXT, Phase.SESSION)
        assert prompt is not None
        self._time.now = _at(decided["at"])
        stage.set_joint(prompt, Answer(value=ChoiceValue(option=decided["option"])))
        return self._t("Settled together: {question}", question=prompt.label)

    def _agree(self, stage: ReviewStage) -> Iterator[str]:
        t, story = self._t, self._story
        for action_id in story["done"]:
            stage.board.tick_action(action_id, True)
        for action in story["actions"]:
            until = Date.fromisoformat(str(action["until"]))
            stage.board.put_action(action["what"], who=action["who"], until=until)
            yield t("Action: {what}", what=action["what"])
        day = Date.fromisoformat(str(story["review"]))
        set_dates(stage.live_session, day, datetime.fromisoformat(str(story["meeting"])))
        yield t("We look back again on {day}.", day=t.weekday_date(day))


def _alone(given: dict[str, Any]) -> dict[str, Answer]:
    """Return a partner's answers by prompt id."""
    answers = {
        f"review.{rule.replace('-', '_')}": Answer(value=ScaleValue(value=kept), remark=remark)
        for rule, (kept, remark) in given["rules"].items()
    }
    for name, prompt_id in _NUMBERS.items():
        number, remark = given[name]
        answers[prompt_id] = Answer(value=NumberValue(value=Decimal(number)), remark=remark)
    balance, remark = given["balance"]
    answers[BALANCE] = Answer(value=ScaleValue(value=balance), remark=remark)
    rows = (
        Row(row=point, cells={"now": ScaleValue(value=value)})
        for point, value in given["five"].items()
    )
    answers[FIVE] = Answer(value=TableValue(rows=tuple(rows)))
    listed = (
        Row(
            cells={
                "what": TextValue(text=what),
                "side": ChoiceValue(option=side),
                "weight": ScaleValue(value=weight),
            }
        )
        for what, side, weight in given.get("ledger", ())
    )
    answers[LEDGER] = Answer(value=TableValue(rows=tuple(listed)))
    return answers


def _at(text: object) -> datetime:
    return datetime.fromisoformat(str(text))
