"""Exercises, their prompts and questions, coach guides and starter rules, in one language.

Source of the five points: S4; of the prompts: see ``exercises/`` and S1-S5 there.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from coopcoach.i18n import DEFAULT_CURRENCY

Point = Literal["arrive", "goal", "talk", "value", "tools", "team", "close"]
POINTS: tuple[Point, ...] = ("arrive", "goal", "value", "talk", "tools", "team", "close")
FIVE_POINTS: tuple[Point, ...] = ("goal", "value", "talk", "tools", "team")

Pack = Literal["compact", "full"]
PACKS: tuple[Pack, ...] = ("compact", "full")

# Those of money begin with the code of the session's currency; exercises are written in euros.
Unit = str
UNITS: tuple[Unit, ...] = (
    "h/week",
    "h/month",
    "eur/month",
    "eur/h",
    "days",
    "minutes",
    "month",
    "times",
    "percent",
)


class Kind(StrEnum):
    """The eleven kinds of question."""

    TEXT = "text"
    LONG = "long"
    CHOICE = "choice"
    MULTI = "multi"
    SCALE = "scale"
    RANKING = "ranking"
    NUMBER = "number"
    DATE = "date"
    TABLE = "table"
    CHECK = "check"
    RULES = "rules"


class Phase(StrEnum):
    """When a prompt is answered, and by whom."""

    PREPARE = "prepare"
    SESSION = "session"
    REVIEW = "review"


class Compare(StrEnum):
    """A comparison that the kind alone does not imply."""

    GUESS = "guess"
    NEEDS = "needs"
    PRACTICE = "practice"
    LEDGER = "ledger"
    EFFORT = "effort"


class Frozen(BaseModel):
    """An immutable value, compared by content."""

    model_config = ConfigDict(frozen=True, extra="forbid")


# The name of a field, and its text as the file has it, where that has a place for the partner's name.
Written = tuple[tuple[str, str], ...]


class Option(Frozen):
    """An option to choose, rank or tick, or a fixed row.

    Attributes:
        id: The id, the same in each language.
        label: The text of the option.
        survey: How many of 15 cooperations named it (S2).
        line: Its line in the file.
        also: Other wordings of the label, under which it is known again.
        written: Its texts with a place for the partner's name.
    """

    id: str
    label: str
    survey: int | None = None
    line: int = 0
    also: tuple[str, ...] = ()
    written: Written = ()


class BaseQuestion(Frozen):
    """The fields of a question of any kind; the last two as those of `Option`."""

    id: str
    label: str
    line: int = 0
    also: tuple[str, ...] = ()
    written: Written = ()


class OptionsQuestion(BaseQuestion):
    """The fields of a question with options."""

    options: tuple[Option, ...] = ()

    def option(self, option_id: str) -> Option | None:
        """Return the option with this id, if there is one."""
        return next((option for option in self.options if option.id == option_id), None)

    def option_label(self, option_id: str) -> str:
        """Return the option's label, or the id itself where the option is unknown."""
        found = self.option(option_id)
        return found.label if found else option_id


class OpenOptionsQuestion(OptionsQuestion):
    """The fields of a question with options that may allow words of one's own, ``other``."""

    other: bool = False


class TextQuestion(BaseQuestion):
    """Asks for a line of text."""

    kind: Literal[Kind.TEXT] = Kind.TEXT


class LongQuestion(BaseQuestion):
    """Asks for Markdown of any length."""

    kind: Literal[Kind.LONG] = Kind.LONG


class ChoiceQuestion(OpenOptionsQuestion):
    """Asks for one option."""

    kind: Literal[Kind.CHOICE] = Kind.CHOICE


class MultiQuestion(OpenOptionsQuestion):
    """Asks for any number of options; the bounds are advice."""

    kind: Literal[Kind.MULTI] = Kind.MULTI
    minimum: Decimal | None = None
    maximum: Decimal | None = None


class ScaleQuestion(BaseQuestion):
    """Asks for a step of a scale; ``low`` and ``high`` name its ends."""

    kind: Literal[Kind.SCALE] = Kind.SCALE
    minimum: Decimal
    maximum: Decimal
    low: str = ""
    high: str = ""

    @property
    def steps(self) -> range:
        """The steps of the scale."""
        return range(int(self.minimum), int(self.maximum) + 1)


class RankingQuestion(OptionsQuestion):
    """Asks for an order; with ``top`` only the first so many count."""

    kind: Literal[Kind.RANKING] = Kind.RANKING
    top: int | None = None


class NumberQuestion(BaseQuestion):
    """Asks for a number; the bounds are advice."""

    kind: Literal[Kind.NUMBER] = Kind.NUMBER
    unit: Unit | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None


class DateQuestion(BaseQuestion):
    """Asks for a calendar day."""

    kind: Literal[Kind.DATE] = Kind.DATE


class CheckQuestion(OptionsQuestion):
    """Asks which options are done; in a table's column it has none and asks for yes or no."""

    kind: Literal[Kind.CHECK] = Kind.CHECK


CellQuestion = Annotated[
    TextQuestion
    | LongQuestion
    | ChoiceQuestion
    | ScaleQuestion
    | NumberQuestion
    | DateQuestion
    | CheckQuestion,
    Field(discriminator="kind"),
]


class TableQuestion(BaseQuestion):
    """Asks for rows: the fixed ``rows``, or at most ``max_rows`` of the partner's own."""

    kind: Literal[Kind.TABLE] = Kind.TABLE
    columns: tuple[CellQuestion, ...] = ()
    rows: tuple[Option, ...] = ()
    max_rows: int | None = None

    @property
    def is_form(self) -> bool:
        """Whether the table has exactly one row, and is drawn as a form."""
        return not self.rows and self.max_rows == 1

    def column(self, column_id: str) -> CellQuestion | None:
        """Return the column with this id, if there is one."""
        return next((column for column in self.columns if column.id == column_id), None)


class RulesQuestion(BaseQuestion):
    """Asks for ground rules, at most ``maximum`` of them."""

    kind: Literal[Kind.RULES] = Kind.RULES
    maximum: int | None = None


Question = Annotated[
    TextQuestion
    | LongQuestion
    | ChoiceQuestion
    | MultiQuestion
    | ScaleQuestion
    | RankingQuestion
    | NumberQuestion
    | DateQuestion
    | TableQuestion
    | CheckQuestion
    | RulesQuestion,
    Field(discriminator="kind"),
]


class Prompt(Frozen):
    """A question of an exercise, with what stands around it in the workbook.

    With ``for_coach`` only the coach sees its answers, unless their owner opens them for both.
    """

    question: Question
    phase: Phase
    packs: frozenset[Pack]
    help: str = ""
    example: str = ""
    minutes: Decimal = Decimal(0)
    required: bool = False
    by_each: bool = False
    compare: Compare | None = None
    of: str | None = None
    for_coach: bool = False
    written: Written = ()

    @property
    def id(self) -> str:
        """The id, the same in each language; a phase has it once."""
        return self.question.id

    @property
    def kind(self) -> Kind:
        """The kind of the question."""
        return self.question.kind

    @property
    def label(self) -> str:
        """The question as it is asked: the prompt's heading."""
        return self.question.label

    @property
    def line(self) -> int:
        """The line of the heading in the exercise's file."""
        return self.question.line


class Exercise(Frozen):
    """An exercise: an opening and its prompts, in one language; ``review`` says that it belongs to a review alone.

    ``source`` is the text of its file, ``changes`` are the texts of the files that lie over it.
    """

    id: str
    point: Point
    title: str
    order: int
    opening: str
    prompts: tuple[Prompt, ...]
    talk_minutes: dict[Pack, int]
    language: str
    source: str = ""
    minutes_to_begin: Decimal = Decimal(0)
    is_essential: bool = False
    break_minutes: dict[Pack, int] = Field(default_factory=dict)
    changes: tuple[str, ...] = ()
    written: Written = ()
    review: bool = False

    def prompts_in(self, phase: Phase, pack: Pack) -> tuple[Prompt, ...]:
        """Return the prompts of this phase that belong to the pack, in order."""
        return tuple(p for p in self.prompts if p.phase is phase and pack in p.packs)

    def prompt(self, prompt_id: str, phase: Phase) -> Prompt | None:
        """Return the prompt with this id in this phase, if there is one."""
        # A loop: generators took three times as long, and each answer that is read asks for its prompt.
        for prompt in self.prompts:
            if prompt.id == prompt_id and prompt.phase is phase:
                return prompt
        return None

    def in_pack(self, pack: Pack) -> bool:
        """Whether the exercise belongs to a first session in this pack; a review never does."""
        if self.of_review:
            return False
        return any(pack in prompt.packs for prompt in self.prompts)

    @property
    def of_review(self) -> bool:
        """Whether it belongs to a review, not to a first session."""
        return self.review or any(prompt.phase is Phase.REVIEW for prompt in self.prompts)

    def minutes_alone(self, pack: Pack) -> Decimal:
        """Return the minutes that a partner needs alone."""
        prompts = self.prompts_in(Phase.PREPARE, pack)
        return sum((p.minutes for p in prompts), self.minutes_to_begin) if prompts else Decimal(0)


def own_point(exercise: Exercise) -> Point:
    """Return the point to which a ground rule from an exercise belongs: the last where it is at none of the five."""
    return exercise.point if exercise.point in FIVE_POINTS else FIVE_POINTS[-1]


class Guide(Frozen):
    """The coach guide of one point; never shown on the stage. That of a layer is empty where it changes nothing."""

    point: Point
    title: str
    minutes: dict[Pack, int]
    opening: str
    questions: tuple[str, ...]
    watch: tuple[str, ...]
    pitfalls: tuple[str, ...]
    bridge: str
    move_on: str
    language: str


class Blank(Frozen):
    """A typed blank in a starter rule: a number within bounds, a text, or a partner's name."""

    id: str
    label: str
    kind: Literal["number", "text", "partner"]
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    value: str = ""


class StarterRule(Frozen):
    """A ground rule of the library; its sentence has blanks written ``{blank}``."""

    id: str
    point: Point
    title: str
    sentence: str
    sign: str
    consequence: str
    blanks: tuple[Blank, ...] = ()

    def filled(self, values: dict[str, str]) -> str:
        """Return the sentence with its blanks filled; a missing one keeps its name in braces."""
        text = self.sentence
        for blank in self.blanks:
            text = text.replace("{" + blank.id + "}", values.get(blank.id) or blank.value or "…")
        return text


class Workbook(Frozen):
    """All exercises, coach guides and starter rules of one language.

    ``asks`` are the exercises of a coach's own pack in their order; empty where all of a built-in pack are asked.
    ``other`` is the first name that its texts call the other partner by; ``currency`` the code of its amounts.
    """

    language: str
    other: str = ""
    currency: str = DEFAULT_CURRENCY
    exercises: tuple[Exercise, ...]
    guides: tuple[Guide, ...] = ()
    starter_rules: tuple[StarterRule, ...] = ()
    asks: tuple[str, ...] = ()

    def exercise(self, exercise_id: str) -> Exercise | None:
        """Return the exercise with this id, if there is one."""
        return next((e for e in self.exercises if e.id == exercise_id), None)

    def guide(self, point: Point) -> Guide | None:
        """Return the coach guide of a point, if there is one."""
        return next((g for g in self.guides if g.point == point), None)

    def for_pack(self, pack: Pack) -> tuple[Exercise, ...]:
        """Return the exercises of a first session in this pack, in their order."""
        chosen = (e for e in self.exercises if e.in_pack(pack))
        if self.asks:
            return tuple(
                sorted(
                    (e for e in chosen if e.id in self.asks), key=lambda e: self.asks.index(e.id)
                )
            )
        return tuple(sorted(chosen, key=lambda e: e.order))

    def find_prompt(self, prompt_id: str, phase: Phase) -> Prompt | None:
        """Return the prompt with this id in this phase, from any exercise."""
        for exercise in self.exercises:
            prompt = exercise.prompt(prompt_id, phase)
            if prompt is not None:
                return prompt
        return None
