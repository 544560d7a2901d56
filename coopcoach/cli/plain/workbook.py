"""Ask a workbook line by line, for screen readers, simple terminals and scripts.

Each answer is written before the next prompt is asked.
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
from coopcoach.services.partners.prepare_words import (
    kept_beside,
    paper_line,
    readable_after_all,
    send_this,
    thanks,
)
from coopcoach.wording.labels import STANCE_LABELS, VISIBILITY_LABELS
from coopcoach.wording.typed_words import STEP_BACK, STEP_END, STEP_ONWARD, YES, YES_LETTERS

ReadLine = Callable[[str], str]
WriteLine = Callable[[str], None]

# The exit code of a program that ctrl+c has ended.
INTERRUPTED = 130
_TAKE_BACK = "?0"
_BY_STANCE = {"?1": Stance.DONT_KNOW, "?2": Stance.TALK_LIVE, "?3": Stance.RATHER_NOT}
_BY_SIGN = {"!1": Visibility.BOTH, "!2": Visibility.COACH, "!3": Visibility.ME}


class Step(Enum):
    """The next prompt after a command."""

    ON = auto()
    BACK = auto()
    END = auto()


_STEPS = {
    **dict.fromkeys(STEP_ONWARD, Step.ON),
    **dict.fromkeys(STEP_BACK, Step.BACK),
    **dict.fromkeys(STEP_END, Step.END),
}


class _Command(Exception):
    def __init__(self, step: Step, *, forget: bool = False) -> None:
        super().__init__(step)
        self.step = step
        self.forget = forget


def run_prepare_plain(
    path: Path,
    clock: Clock,
    read: ReadLine,
    write: WriteLine,
    pasted: Pasted = nothing_pasted,
    *,
    phase: Phase = Phase.PREPARE,
) -> int:
    """Ask a partner's workbook line by line, and return the exit code.

    Args:
        path: The answers file, or the mailed workbook.
        clock: Returns the local time, with its zone.
        read: Prints a question and returns the typed line; EOFError ends the workbook.
        write: Prints a line, without control characters.
        pasted: Returns the further lines of a paste.
        phase: The phase of the prompts.

    Raises:
        BadFile: The file cannot be read, is no answers file, or holds no known prompt.
    """
    return PlainWorkbook(open_workbook(path, clock, phase), read, write, pasted).run()


class PlainWorkbook:
    """One partner's workbook, asked line by line."""

    def __init__(
        self, prepare: Prepare, read: ReadLine, write: WriteLine, pasted: Pasted = nothing_pasted
    ) -> None:
        self.prepare = prepare
        self.read = read
        self.write = write
        self.pasted = pasted
        self._asked: AskedPrompt = prepare.asked[0]

    @property
    def t(self) -> Translator:
        """The language of the file."""
        return self.prepare.t

    def run(self) -> int:
        """Ask from the first blank prompt on, then offer to hand in."""
        t, code = self.t, 0
        self.write(t("Workbook of {name}", name=self.prepare.name))
        if self.prepare.came_from is not None:
            self.write(kept_beside(self.prepare))
        if self.prepare.paper is not None:
            self.write(paper_line(self.prepare))
        try:
            if self._may_be_changed():
                self._instruct()
                self._show_unmatched("")
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
        if not self._confirms(t("Change something after all?")):
            return False
        self.prepare.reopen()
        return True

    def _instruct(self) -> None:
        t = self.t
        lines = (
            t("An empty line leaves an answer as it is and moves on."),
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
        """Ask prompt by prompt; return whether the last one was passed."""
        prompts, blanks = self.prepare.asked, self.prepare.blanks
        at = prompts.index(blanks[0]) if blanks else 0
        opened = ""
        while at < len(prompts):
            self._asked = prompts[at]
            if self._asked.exercise.id != opened:
                opened = self._asked.exercise.id
                self._open_exercise()
            step = self._ask(at + 1, len(prompts))
            if step is Step.END:
                return False
            at = max(0, at - 1) if step is Step.BACK else at + 1
        return True

    def _show_unmatched(self, prompt_id: str) -> None:
        title = self.t("Found in the file")
        for each in self.prepare.unmatched(prompt_id):
            self.write(f"{title}:")
            for line in each.text.splitlines():
                self.write(f"  {line}")

    def _open_exercise(self) -> None:
        exercise = self._asked.exercise
        for line in ("", f"== {exercise.title} ==", *_paragraphs(exercise.opening)):
            self.write(line)

    def _ask(self, number: int, count: int) -> Step:
        t, prompt = self.t, self._asked.prompt
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
        self._show_unmatched(prompt.id)
        question = PlainQuestion(prompt, self._line, self.write, t, self.pasted)
        try:
            self._keep(question.ask(answer))
        except _Command as command:
            if question.given is not None and not command.forget:
                self._keep(question.given)
            return command.step
        except (EOFError, KeyboardInterrupt):
            if question.given is not None:
                self._keep(question.given)
            raise
        return Step.ON

    def _keep(self, given: Answer) -> None:
        # Commands may have changed visibility and stance while the prompt was asked.
        now = self.prepare.answer(self._asked.prompt.id)
        update = {"visibility": now.visibility, "stance": now.stance}
        self._save(given.model_copy(update=update))

    def _line(self, asked: str) -> str:
        """Return a line that is an answer; carry out the commands before it."""
        while True:
            typed = self.read(asked).rstrip()
            command = typed.strip().casefold()
            if command in _STEPS:
                raise _Command(_STEPS[command])
            if command in _BY_STANCE:
                self._mark(stance=_BY_STANCE[command])
                raise _Command(Step.ON)
            if command == _TAKE_BACK:
                visibility = self.prepare.answer(self._asked.prompt.id).visibility
                self._save(Answer(visibility=visibility))
                self.write(self.t("The answer is taken back."))
                raise _Command(Step.ON, forget=True)
            if command == "?":
                self._instruct()
            elif command in _BY_SIGN:
                self._mark(visibility=_BY_SIGN[command])
                self.write(self.t(VISIBILITY_LABELS[_BY_SIGN[command]]))
            else:
                return typed

    def _mark(self, **update: Stance | Visibility) -> None:
        answer = self.prepare.answer(self._asked.prompt.id)
        self._save(answer.model_copy(update=update))

    def _save(self, answer: Answer) -> None:
        if self.prepare.set_answer(self._asked.prompt, answer):
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
        if self._confirms(t("Hand in now?")) and self._hand_in():
            self.write(thanks(self.prepare))
            if not self.prepare.is_in_session:
                self.write(send_this(self.prepare))

    def _hand_in(self) -> bool:
        try:
            self.prepare.hand_in()
        except MachineLacks as error:
            for line in readable_after_all(self.prepare, error).splitlines():
                self.write(line)
            if not self._confirms(self.t("Send your answers unencrypted?")):
                return False
            self.prepare.hand_in(readable=True)
        return True

    def _confirms(self, question: str) -> bool:
        asked = self.t("{question} (yes/no)", question=question)
        return self.read(f"{asked} ").strip().casefold() in YES | YES_LETTERS


def _paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]
