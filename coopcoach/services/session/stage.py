"""The stage: agenda, reveal, both answers side by side, joint answers.

Each change is written at once. Of the answers to a sealed exercise the stage returns the progress only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from coopcoach.domain.answers import Answer, PartnerAnswers, Visibility
from coopcoach.domain.coach_notes import Opened
from coopcoach.domain.exercise import Exercise, Phase, Prompt
from coopcoach.domain.ground_rules import GroundRule
from coopcoach.domain.pace import (
    Pace,
    pace_at,
    with_time_begun,
    with_time_ended,
    with_time_moved_on,
)
from coopcoach.domain.progress import Progress
from coopcoach.domain.review import ReviewedRule
from coopcoach.domain.schedule import with_time_passed_on
from coopcoach.domain.session import AgendaItem, Partner, Reveal, Session
from coopcoach.domain.trend.plan import EffortPlan
from coopcoach.errors import WrongCall
from coopcoach.i18n import N_, Translator, same_language, translator
from coopcoach.markup.formats.session_file import note_prompt
from coopcoach.services.clock import Clock
from coopcoach.services.session.board import Board
from coopcoach.services.session.live_session import LiveSession
from coopcoach.storage.notes import notes_path, stage_openings
from coopcoach.storage.sessions import OpenAnswers, open_partner_answers
from coopcoach.storage.workspace import Workspace


class StillSealed(WrongCall):
    """The answers to an exercise are sealed."""

    def __init__(self, exercise: Exercise) -> None:
        what, todo = N_("“{title}” is still sealed"), N_("reveal it first")
        super().__init__(what, todo, title=exercise.title)


@dataclass(frozen=True)
class Side:
    """One partner's answer of a revealed pair; blank where it is ``withheld`` from the other partner."""

    partner: Partner
    answer: Answer
    withheld: bool = False


@dataclass(frozen=True)
class Pair:
    """Both answers to one prompt, side by side."""

    prompt: Prompt
    first: Side
    second: Side


@dataclass(frozen=True)
class SealState:
    """The state of one partner's answers to an exercise, without the answers."""

    partner: Partner
    progress: Progress
    handed_in: datetime | None
    unchanged: bool


class Stage:
    """A session during the call; each change writes ``session.md`` at once.

    ``t`` is the language of the screen; the file is written in that of the session.

    Raises:
        WrongCall: There is no such session.
        BadFile: Its file, or one of its exercises, cannot be read.
    """

    def __init__(self, workspace: Workspace, slug: str, t: Translator, clock: Clock) -> None:
        self.workspace = workspace
        self.live_session = LiveSession(workspace, slug, clock)
        # In a session with “du” the screen says so too, unless it speaks another language.
        self.t = translator(same_language(t.lang, self.live_session.session.language))
        self.workbook = self.live_session.opened.workbooks[self.t.lang]
        self.board = Board(self.live_session)
        # Where a stage that only looks is, apart from the session.
        self._looks_at = ""
        self._answers: dict[str, OpenAnswers] = {}
        # Asked for at each key, once for each command of the bar.
        self._exercises_of: tuple[tuple[AgendaItem, ...], tuple[Exercise, ...]] = ((), ())

    @property
    def session(self) -> Session:
        """The present state of the session."""
        return self.live_session.session

    @property
    def slug(self) -> str:
        """The session's name."""
        return self.session.slug

    # Reviews: these properties are overridden in ``ReviewStage``

    @property
    def is_review(self) -> bool:
        """Whether it is a review of a session."""
        return False

    @property
    def document(self) -> str:
        """The document that is written at the end."""
        return "summary"

    @property
    def document_slug(self) -> str:
        """The name of the session whose documents are exported."""
        return self.slug

    @property
    def ends(self) -> bool:
        """Whether the partners decided to end their cooperation."""
        return False

    @property
    def reviewed(self) -> tuple[ReviewedRule, ...]:
        """The ground rules that a review asks about, with what became of them so far; none in a first session."""
        return ()

    @property
    def agreed_exit(self) -> tuple[Prompt, Answer] | None:
        """The joint answer of the first session on ending the cooperation; None where there is none for both."""
        return None

    @property
    def exit_rules(self) -> tuple[GroundRule, ...]:
        """The ground rules agreed in the first session that came from that answer."""
        return ()

    @property
    def plans(self) -> tuple[EffortPlan, ...]:
        """The hours and the gain planned in the first session, as far as they were revealed and are for both."""
        return ()

    def now(self) -> datetime:
        """Return the local time, with its zone."""
        return self.live_session.clock()

    # The agenda

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """The exercises of the agenda, in its order."""
        agenda = self.session.agenda
        if self._exercises_of[0] is not agenda:
            found = (self.workbook.exercise(item.exercise) for item in agenda)
            self._exercises_of = agenda, tuple(each for each in found if each is not None)
        return self._exercises_of[1]

    @property
    def here(self) -> Exercise | None:
        """The present exercise."""
        at = self._looks_at or self.session.place
        first = next(iter(self.exercises), None)
        return next((each for each in self.exercises if each.id == at), first)

    @property
    def place(self) -> int:
        """The index of the present exercise among ``exercises``."""
        return self.exercises.index(self.here) if self.here else 0

    @property
    def is_at_last(self) -> bool:
        """Whether the present exercise is the last of the agenda."""
        return self.place + 1 == len(self.exercises)

    def go_to(self, exercise_id: str) -> None:
        """Go to an exercise; a stage that only looks leaves the session where it is."""
        if self.live_session.refusal is not None:
            self.look_at(exercise_id)
            return
        if exercise_id == self.session.place:
            return
        there = self.session.model_copy(update={"place": exercise_id})
        self.live_session.save(with_time_moved_on(there, exercise_id, self.now()))

    def look_at(self, exercise_id: str) -> None:
        """Show an exercise without a change of the session; "" shows the session's own place."""
        self._looks_at = exercise_id

    def go_on(self) -> bool:
        """Tick off the present exercise and go to the next; False where it was the last."""
        here, exercises, place = self.here, self.exercises, self.place
        if here is None:
            return False
        is_last = place + 1 >= len(exercises)
        if self.live_session.refusal is not None:
            self.look_at(exercises[place if is_last else place + 1].id)
            return not is_last
        target = here if is_last else exercises[place + 1]
        names = [item.exercise for item in self.session.agenda]
        # Own items between the two, such as a break, are over as well.
        end = len(names) if is_last else names.index(target.id)
        over = names[names.index(here.id) : max(end, names.index(here.id) + 1)]
        agenda = tuple(
            item.model_copy(update={"done": True})
            if item.exercise == here.id or (item.title and item.exercise in over)
            else item
            for item in self.session.agenda
        )
        there = self.session.model_copy(update={"agenda": agenda, "place": target.id})
        if not is_last:
            there = with_time_moved_on(there, target.id, self.now())
        self.live_session.save(there)
        return not is_last

    def go_back(self) -> bool:
        """Go to the exercise before; False where there is none."""
        if self.place == 0:
            return False
        self.go_to(self.exercises[self.place - 1].id)
        return True

    def arrange_agenda(self, agenda: tuple[AgendaItem, ...]) -> None:
        """Change the agenda: order, exercises, minutes.

        Where the present exercise is left out, the session goes to the next one that stays, or else to the one before.
        """
        arranged = self.session.model_copy(update={"agenda": agenda})
        kept = {item.exercise for item in agenda}
        if self.here is not None and self.here.id not in kept:
            nearest = (*self.exercises[self.place + 1 :], *reversed(self.exercises[: self.place]))
            place = next((each.id for each in nearest if each.id in kept), "")
            there = arranged.model_copy(update={"place": place})
            arranged = with_time_moved_on(there, place, self.now()) if place else there
        self.live_session.change(N_("agenda"), arranged)

    def pass_time(self) -> None:
        """Give the minutes that are left of the present exercise to the next item of the agenda."""
        changed = with_time_passed_on(self.session, self.now())
        if changed != self.session:
            self.live_session.change(N_("agenda"), changed)

    # Time

    @property
    def pace(self) -> Pace:
        """The time spent so far, against the agenda."""
        return pace_at(self.session, self.now(), self._looks_at)

    def begin_time(self) -> None:
        """Start to record the time of the present exercise; a stage that only looks records none."""
        if self.here is not None and self.live_session.refusal is None:
            self.live_session.save(with_time_begun(self.session, self.here.id, self.now()))

    def end_time(self) -> None:
        """Stop to record the time."""
        self.live_session.save(with_time_ended(self.session, self.now()))

    def skip_time(self, last: datetime) -> None:
        """Leave out the time since a moment, as when the computer slept; a stage that only looks has none."""
        if self.here is not None and self.live_session.refusal is None:
            until_then = with_time_ended(self.session, last)
            self.live_session.save(with_time_begun(until_then, self.here.id, self.now()))

    def restart_time(self) -> None:
        """Forget the recorded time and start again."""
        if self.here is not None:
            empty = self.session.model_copy(update={"time_entries": ()})
            begun = with_time_begun(empty, self.here.id, self.now())
            self.live_session.change(N_("time"), begun)

    # Sealed, and the reveal

    def prepared_prompts(self, exercise: Exercise) -> tuple[Prompt, ...]:
        """Return the prompts of an exercise that both answer alone."""
        return exercise.prompts_in(Phase.PREPARE, self.session.pack)

    def joint_prompts(self, exercise: Exercise) -> tuple[Prompt, ...]:
        """Return the prompts of an exercise that are answered in the session, its note last."""
        label = self.t("What we take from this")
        prompts = exercise.prompts_in(Phase.SESSION, self.session.pack)
        return (*prompts, note_prompt(exercise.id, label))

    def seal_states(self, exercise: Exercise) -> tuple[SealState, ...]:
        """Return the state of each partner's answers to an exercise."""
        return tuple(self._seal_state(exercise, partner) for partner in self.session.partners)

    def reveal(self, exercise: Exercise) -> None:
        """Reveal an exercise; record the time, and private openings before it. Undo does not take it back."""
        if self.session.is_revealed(exercise.id):
            return
        revealed = self.planned_reveal(exercise)
        reveals = (*self.session.reveals, revealed)
        self.live_session.save(self.session.model_copy(update={"reveals": reveals}))

    def planned_reveal(self, exercise: Exercise) -> Reveal:
        """Return the reveal of an exercise now, with the coach's private openings of it so far."""
        first: dict[Opened, datetime] = {}
        for opening in stage_openings(notes_path(self.workspace, self.slug)):
            if opening.exercise == exercise.id:
                first[opening.opened] = min(first.get(opening.opened, opening.at), opening.at)
        return Reveal(
            exercise=exercise.id,
            at=self.now(),
            answers_opened=first.get(Opened.ANSWERS),
            gaps_opened=first.get(Opened.GAPS),
        )

    def pairs(self, exercise: Exercise) -> tuple[Pair, ...]:
        """Return both answers to each prompt of a revealed exercise.

        Raises:
            StillSealed: The exercise is not revealed.
        """
        first, second = ((p, self._revealed(exercise, p)) for p in self.session.partners)
        return tuple(
            Pair(prompt, _side(*first, prompt), _side(*second, prompt))
            for prompt in self.prepared_prompts(exercise)
        )

    def revealed_answers(self, exercise: Exercise) -> tuple[PartnerAnswers, ...]:
        """Return both partners' answers to a revealed exercise, without those kept from the other.

        Raises:
            StillSealed: The exercise is not revealed.
        """
        asked = {prompt.id for prompt in self.prepared_prompts(exercise)}
        return tuple(
            _shown(self._revealed(exercise, partner), asked) for partner in self.session.partners
        )

    # Joint answers

    def set_joint(self, prompt: Prompt, answer: Answer, partner: str = "") -> None:
        """Write a joint answer, or one partner's where the prompt is answered by each."""
        if self.session.joint_answer(prompt.id, partner) == answer:
            return
        now = self.now()
        changed = self.session.with_joint(prompt.id, partner, answer, now)
        self.live_session.change(N_("joint answer"), changed, key=f"{prompt.id}/{partner}")

    def _seal_state(self, exercise: Exercise, partner: Partner) -> SealState:
        opened = self._answers_of(partner)
        if opened is None:
            return SealState(partner, Progress.NOT_BEGUN, None, False)
        return SealState(
            partner=partner,
            progress=opened.answers.progress(exercise, self.session.pack),
            handed_in=opened.answers.handed_in,
            unchanged=opened.unchanged_since_sealed,
        )

    def _answers_of(self, partner: Partner) -> OpenAnswers | None:
        known = self._answers.get(partner.id)
        opened = open_partner_answers(self.live_session.opened, partner, known)
        if opened is not None:
            self._answers[partner.id] = opened
        return opened

    def _revealed(self, exercise: Exercise, partner: Partner) -> PartnerAnswers:
        if not self.session.is_revealed(exercise.id):
            raise StillSealed(exercise)
        opened = self._answers_of(partner)
        return opened.answers if opened else PartnerAnswers(partner=partner.id)


def _side(partner: Partner, answers: PartnerAnswers, prompt: Prompt) -> Side:
    answer = answers.answer(prompt.id)
    if answer.visibility is not Visibility.BOTH:
        return Side(partner, Answer(), withheld=True)
    return Side(partner, answer)


def _shown(answers: PartnerAnswers, asked: set[str]) -> PartnerAnswers:
    """Return the answers to the prompts that are asked, without those kept from the other partner."""
    shown = {
        prompt_id: answer
        for prompt_id, answer in answers.answers.items()
        if prompt_id in asked and answer.visibility is Visibility.BOTH
    }
    return answers.model_copy(update={"answers": shown})
