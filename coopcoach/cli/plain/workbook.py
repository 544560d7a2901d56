"""The workbook line by line: question, answer, next. For screen readers, simple terminals and scripts.

Nothing is drawn and nothing moves; every answer is written before the next question is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from pathlib import Path

from coopcoach.cli.plain.answers import Pasted, PlainQuestion, nothing_pasted
from coopcoach.cli.plain.shown import answer_lines
from coopcoach.domain.answers import Answer, Stance, Visibility
from coopcoach.domain.exercise import Phase
from coopcoach.errors import MachineLacks
from coopcoach.i18n import Translator
from coopcoach.services.clock import Clock
from coopcoach.services.partners.mailed_workbook import open_workbook
from coopcoach.services.partners.prepare import AskedPrompt, Prepare
from coopcoach.services.partners.prepare_words import kept_beside, readable_after_all, send_this
from coopcoach.wording.labels import STANCE_LABELS, VISIBILITY_LABELS
from coopcoach.wording.typed_words import BACK, END, ONWARD, YES, YES_LETTERS

Read = Callable[[str], str]
Write = Callable[[str], None]

# What a shell expects of a program that ctrl+c has ended.
INTERRUPTED = 130
_TAKE_BACK = "?0"
_BY_STANCE = {"?1": Stance.DONT_KNOW, "?2": Stance.TALK_LIVE, "?3": Stance.RATHER_NOT}
_BY_SIGN = {"!1": Visibility.BOTH, "!2": Visibility.COACH, "!3": Visibility.ME}


class Step(Enum):
    """Where a line leads that is no answer."""

    ON = auto()
    BACK = auto()
    END = auto()


_STEPS = {
    **dict.fromkeys(ONWARD, Step.ON),
    **dict.fromkeys(BACK, Step.BACK),
    **dict.fromkeys(END, Step.END),
}


class _Turn(Exception):
    def __init__(self, step: Step, *, forget: bool = False) -> None:
        super().__init__(step)
        self.step = step
        self.forget = forget


def run_prepare_plain(
    path: Path,
    clock: Clock,
    read: Read,
    write: Write,
    pasted: Pasted = nothing_pasted,
    *,
    phase: Phase = Phase.PREPARE,
) -> int:
    """Ask a partner's workbook line by line, and return the exit code.

    Args:
        path: The answers file, or the workbook from the mail.
        clock: Tells the local time, with its zone.
        read: Shows what is asked for, and returns what is typed; EOFError ends it.
        write: Shows one line; it has to make the text harmless.
        pasted: Returns the lines that wait already behind the one that was read.
        phase: Which questions the file holds.

    Raises:
        BadFile: The file cannot be read, is no answers file, or asks nothing that is known here.
    """
    return PlainWorkbook(open_workbook(path, clock, phase), read, write, pasted).run()


class PlainWorkbook:
    """One partner's workbook, asked line by line."""

    def __init__(
        self, prepare: Prepare, read: Read, write: Write, pasted: Pasted = nothing_pasted
    ) -> None:
        self.prepare = prepare
        self.read = read
        self.write = write
        self.pasted = pasted
        self._place: AskedPrompt = prepare.asked[0]

    @property
    def t(self) -> Translator:
        """The language of the file."""
        return self.prepare.t

    def run(self) -> int:
        """Ask from the first blank question on, then offer to hand in."""
        t, code = self.t, 0
        self.write(t("Workbook of {name}", name=self.prepare.name))
        if self.prepare.came_from is not None:
            self.write(kept_beside(self.prepare))
        try:
            if self._may_be_changed():
                self._instruct()
                self._show_found("")
                if self._ask_all():
                    self._offer_to_hand_in()
        except EOFError:
            self.write("")
        except KeyboardInterrupt:
            code = INTERRUPTED
            self.write("")
        self.write(t("Everything is saved."))
        return code

    def _may_be_changed(self) -> bool:
        t, at = self.t, self.prepare.handed_in
        if at is None:
            return True
        self.write(t("Handed in on {moment}.", moment=t.moment(at)))
        if not self._agrees(t("Change something after all?")):
            return False
        self.prepare.reopen()
        return True

    def _instruct(self) -> None:
        t = self.t
        lines = (
            t("An empty line leaves an answer as it is and goes on."),
            t("back – one question back; skip – the next one; end – stop here; ? – this help"),
            t("{key} – take this answer back", key=_TAKE_BACK),
            *(f"{key} – {t(STANCE_LABELS[stance].own)}" for key, stance in _BY_STANCE.items()),
            *(
                t("{key} – who sees it: {who}", key=key, who=t(VISIBILITY_LABELS[visibility]))
                for key, visibility in _BY_SIGN.items()
            ),
        )
        for line in lines:
            self.write(line)

    def _ask_all(self) -> bool:
        """Ask question by question; returns whether the last one was passed."""
        places, blanks = self.prepare.asked, self.prepare.blanks
        at = places.index(blanks[0]) if blanks else 0
        opened = ""
        while at < len(places):
            self._place = places[at]
            if self._place.exercise.id != opened:
                opened = self._place.exercise.id
                self._open_exercise()
            step = self._ask(at + 1, len(places))
            if step is Step.END:
                return False
            at = max(0, at - 1) if step is Step.BACK else at + 1
        return True

    def _show_found(self, prompt_id: str) -> None:
        for each in self.prepare.found(prompt_id):
            self.write(f"{self.t('Found in the file')}:")
            for line in each.text.splitlines():
                self.write(f"  {line}")

    def _open_exercise(self) -> None:
        exercise = self._place.exercise
        for line in ("", f"== {exercise.title} ==", *_paragraphs(exercise.opening)):
            self.write(line)

    def _ask(self, number: int, count: int) -> Step:
        t, prompt = self.t, self._place.prompt
        place = t("{place} of {count}", place=number, count=count)
        for line in ("", f"{place}: {prompt.label}", *_paragraphs(prompt.help)):
            self.write(line)
        for example in _paragraphs(prompt.example):
            self.write(t("For example: {example}", example=example))
        answer = self.prepare.answer(prompt.id)
        lines = answer_lines(prompt, answer, t)
        if lines:
            self.write(t("So far:"))
        for line in lines:
            self.write(f"  {line}")
        self._show_found(prompt.id)
        question = PlainQuestion(prompt, self._line, self.write, t, self.pasted)
        try:
            self._keep(question.ask(answer))
        except _Turn as turn:
            if question.given is not None and not turn.forget:
                self._keep(question.given)
            return turn.step
        except (EOFError, KeyboardInterrupt):
            if question.given is not None:
                self._keep(question.given)
            raise
        return Step.ON

    def _keep(self, given: Answer) -> None:
        # Who sees it, and the ways not to answer, may have been changed while the question was open.
        now = self.prepare.answer(self._place.prompt.id)
        update = {"visibility": now.visibility, "stance": now.stance}
        self._save(given.model_copy(update=update))

    def _line(self, asked: str) -> str:
        """Return a line that is an answer; do what the others say."""
        while True:
            typed = self.read(asked).rstrip()
            command = typed.strip().casefold()
            if command in _STEPS:
                raise _Turn(_STEPS[command])
            if command in _BY_STANCE:
                self._mark(stance=_BY_STANCE[command])
                raise _Turn(Step.ON)
            if command == _TAKE_BACK:
                visibility = self.prepare.answer(self._place.prompt.id).visibility
                self._save(Answer(visibility=visibility))
                self.write(self.t("The answer is taken back."))
                raise _Turn(Step.ON, forget=True)
            if command == "?":
                self._instruct()
            elif command in _BY_SIGN:
                self._mark(visibility=_BY_SIGN[command])
                self.write(self.t(VISIBILITY_LABELS[_BY_SIGN[command]]))
            else:
                return typed

    def _mark(self, **update: Stance | Visibility) -> None:
        answer = self.prepare.answer(self._place.prompt.id)
        self._save(answer.model_copy(update=update))

    def _save(self, answer: Answer) -> None:
        if self.prepare.set_answer(self._place.prompt, answer):
            self.write(self.t("Another program changed this file; both were kept."))

    def _offer_to_hand_in(self) -> None:
        t, blanks = self.t, self.prepare.blanks
        self.write("")
        if blanks:
            self.write(t("Still blank:"))
        for place in blanks:
            self.write(f"- {place.prompt.label}")
        if self.prepare.encrypts:
            self.write(t("What goes back is encrypted: only your coach can open it."))
        if self._agrees(t("Hand in now?")) and self._hand_in():
            self.write(t("Thank you, it is handed in."))
            if not self.prepare.is_in_session:
                self.write(send_this(self.prepare))

    def _hand_in(self) -> bool:
        try:
            self.prepare.hand_in()
        except MachineLacks as error:
            for line in readable_after_all(self.prepare, error).splitlines():
                self.write(line)
            if not self._agrees(self.t("Send your answers readable?")):
                return False
            self.prepare.hand_in(readable=True)
        return True

    def _agrees(self, question: str) -> bool:
        asked = self.t("{question} (yes/no)", question=question)
        return self.read(f"{asked} ").strip().casefold() in YES | YES_LETTERS


def _paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]
