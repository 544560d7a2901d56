"""What we had written into a workbook: the texts to know again, and to tell apart from the answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from coopcoach.domain.exercise import Exercise, Pack, Phase, Prompt, Workbook
from coopcoach.domain.packs.essentials import ESSENTIALS
from coopcoach.exchange.incoming.former_words import wordings
from coopcoach.exchange.outgoing import markdown_workbook as wording
from coopcoach.i18n import Translator, translator
from coopcoach.markup.kinds import codec_of
from coopcoach.markup.loose.alnum_key import alnum_key
from coopcoach.wording.labels import STANCE_LABELS

# Shorter texts might as well be a person's own words: they count only where they fill a line.
LONG = 14

# Not the spaces that do not break: where ours have become such, that is worth a repair.
_SPACE = re.compile(r"[ \t\n]+")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[”“\"’)]*\s+")
_PLACEHOLDER = re.compile(r"\{[a-z_]+\}")
# By its letters alone: its other characters are there to be changed.
_LAST_LINE = re.compile(
    "(?:session.{0,120}?partner.{0,120}?made.{0,80}?)?" + alnum_key(wording.PROBE)
)


@dataclass(frozen=True)
class Piece:
    """A text of ours: where its letters stand anywhere, or, if it is short, where they fill a line.

    ``words`` is the text itself, where it has no blanks; ``open_end`` says that a blank ends it.
    """

    wanted: str | re.Pattern[str]
    short: bool = False
    words: str = ""
    open_end: bool = False


@dataclass(frozen=True)
class Asked:
    """The questions of a session, as far as they are known: its exercises and its pack.

    Attributes:
        exercises: The ids of the exercises on the agenda; empty where it is not known.
        pack: The pack; None where it is not known.
    """

    exercises: frozenset[str] = frozenset()
    pack: Pack | None = None


class Template:
    """The texts of a workbook in one language."""

    def __init__(self, workbook: Workbook, phase: Phase = Phase.PREPARE) -> None:
        self.workbook = workbook
        self.t: Translator = translator(workbook.language)
        self.prompts: dict[str, Prompt] = {}
        self.exercises: dict[str, Exercise] = {}
        self._general: list[Piece] = []
        for exercise in workbook.exercises:
            prompts = [p for p in exercise.prompts if p.phase is phase]
            if prompts:
                self.prompts.update((p.id, p) for p in prompts)
                self.exercises[exercise.id] = exercise
                self._general.extend(_sentences(exercise.opening))
        self.labels = {p.id: alnum_key(p.label) for p in self.prompts.values()}
        t = self.t
        for message in (
            *wording.WELCOME,
            ESSENTIALS,
            wording.DATED,
            *wording.HOW_TO,
            *wording.ENCRYPTED,
            wording.KEEP,
        ):
            for words in wordings(message, t):
                self._general.extend(_sentences(words))
        for message in (wording.GREETING, wording.HOW, wording.THANKS, wording.END):
            self._general.extend(_piece(words, line=True) for words in wordings(message, t))
        hints = [
            hint
            for prompt in self.prompts.values()
            for hint in codec_of(prompt.question, t).hints()
        ]
        who_sees = wordings(wording.WHO_SEES, t)
        for text in dict.fromkeys((t(wording.INSTEAD), *who_sees, *hints)):
            self._general.extend(_sentences(text))
        self._general.append(_piece(t(wording.ANSWER), line=True))
        beside = (
            wording.ANSWER,
            wording.WHO_SEES,
            *(label.own for label in STANCE_LABELS.values()),
        )
        self._around = [alnum_key(t(message)) for message in beside]
        self._general.append(Piece(_LAST_LINE))

    def general(self, name: str) -> list[Piece]:
        """Return what stands outside of the prompts, in the workbook of a person of this name."""
        title = self.t(wording.TITLE, name=name) if name else self.t(wording.TITLE)
        return [*self._general, _piece(title, line=True)]

    def pieces(self, prompt: Prompt) -> list[Piece]:
        """Return what stands in a prompt's section beside the heading, the lists and the answer."""
        t = self.t
        found = [*_sentences(prompt.help), *_sentences(prompt.example)]
        for hint in codec_of(prompt.question, t).hints():
            found.extend(_sentences(hint))
        found.append(_piece(t(wording.INSTEAD)))
        for words in wordings(wording.WHO_SEES, t):
            found.extend([_piece(words), *_sentences(words)])
        return sorted(found, key=_length, reverse=True)

    def headings(self) -> list[str]:
        """Return the questions and the titles of the exercises, the longest first."""
        titles = [exercise.title for exercise in self.exercises.values()]
        words = [*titles, *(prompt.label for prompt in self.prompts.values())]
        return sorted(
            (each for each in words if len(alnum_key(each)) >= LONG), key=len, reverse=True
        )

    def score(self, text: str) -> int:
        """Return how much of a text is known to be ours; a repair has to raise it."""
        keyed = alnum_key(text)
        words = _SPACE.sub(" ", text)
        count = sum(label in keyed for label in self.labels.values() if label)
        for prompt in self.prompts.values():
            count += _SPACE.sub(" ", prompt.label) in words
            first = _SPACE.sub(" ", prompt.help)[:60]
            count += bool(first) and first in words
        # Variants of a language, such as de-CH, may ask the same in the same words.
        count += sum(key in keyed for key in self._around)
        return count + 3 * (wording.PROBE in words)


def has_question(text: str, workbooks: Mapping[str, Workbook]) -> bool:
    """Whether a text has a question of ours, by its words or its id."""
    key = alnum_key(text)
    return "{#" in text or any(
        len(label) >= LONG and label in key
        for workbook in workbooks.values()
        for label in Template(workbook).labels.values()
    )


def _sentences(text: str) -> list[Piece]:
    whole = " ".join(text.split())
    if not whole:
        return []
    parts = [part for part in _SENTENCE_END.split(whole) if alnum_key(part)]
    return [_piece(whole), *(_piece(part) for part in parts if len(parts) > 1)]


def _piece(text: str, *, line: bool = False) -> Piece:
    fixed = [alnum_key(part) for part in _PLACEHOLDER.split(text)]
    short = line or sum(len(part) for part in fixed) < LONG
    if len(fixed) == 1:
        return Piece(fixed[0], short, text)
    pattern = re.compile(".{0,150}?".join(re.escape(part) for part in fixed))
    return Piece(pattern, short, open_end=not fixed[-1])


def _length(piece: Piece) -> int:
    return len(piece.wanted if isinstance(piece.wanted, str) else piece.wanted.pattern)
