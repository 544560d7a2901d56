"""Exercises: what the workbook asks, prompt by prompt, in one language.

Source of the five points: S4; of the prompts: see ``exercises/`` and S1-S5 there.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict

Point = Literal["arrive", "goal", "talk", "value", "tools", "team", "close"]
POINTS: tuple[Point, ...] = ("arrive", "goal", "talk", "value", "tools", "team", "close")
FIVE_POINTS: tuple[Point, ...] = ("goal", "talk", "value", "tools", "team")

Pack = Literal["compact", "full"]
PACKS: tuple[Pack, ...] = ("compact", "full")

Unit = Literal[
    "h/week", "h/month", "eur/month", "eur/h", "days", "minutes", "month", "times", "percent"
]
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
    """The eleven kinds of prompt."""

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


CELL_KINDS = frozenset(
    {Kind.TEXT, Kind.LONG, Kind.CHOICE, Kind.SCALE, Kind.NUMBER, Kind.DATE, Kind.CHECK}
)


class Phase(StrEnum):
    """When a prompt is answered, and by whom."""

    PREPARE = "prepare"
    SESSION = "session"
    REVIEW = "review"


class Compare(StrEnum):
    """How the reveal sets two answers side by side where the kind alone does not say."""

    GUESS = "guess"
    NEEDS = "needs"
    PRACTICE = "practice"
    LEDGER = "ledger"
    EFFORT = "effort"


class Frozen(BaseModel):
    """A value: compared by content, never changed in place."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Option(Frozen):
    """One of the things to choose, rank or tick; ``survey`` counts 15 cooperations (S2)."""

    id: str
    label: str
    survey: int | None = None
    line: int = 0


class Question(Frozen):
    """What a prompt and a table's column have in common: a kind and what that kind needs."""

    id: str
    kind: Kind
    label: str
    options: tuple[Option, ...] = ()
    other: bool = False
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    low: str = ""
    high: str = ""
    top: int | None = None
    unit: Unit | None = None
    line: int = 0

    def option(self, option_id: str) -> Option | None:
        """Return the option with this id, if there is one."""
        return next((option for option in self.options if option.id == option_id), None)

    def option_label(self, option_id: str) -> str:
        """Return the option's label, or the id itself where the option is unknown."""
        found = self.option(option_id)
        return found.label if found else option_id


class Prompt(Question):
    """One question of an exercise. The heading of the prompt is its ``label``."""

    phase: Phase
    packs: frozenset[Pack]
    help: str = ""
    example: str = ""
    minutes: Decimal = Decimal(0)
    required: bool = False
    by_each: bool = False
    compare: Compare | None = None
    of: str | None = None
    columns: tuple[Question, ...] = ()
    rows: tuple[Option, ...] = ()
    max_rows: int | None = None

    @property
    def is_form(self) -> bool:
        """Whether the table has exactly one row, and is drawn as a form."""
        return self.kind is Kind.TABLE and not self.rows and self.max_rows == 1

    def column(self, column_id: str) -> Question | None:
        """Return the column with this id, if there is one."""
        return next((column for column in self.columns if column.id == column_id), None)


class Exercise(Frozen):
    """A page of the workbook: an opening and its prompts, in one language."""

    id: str
    point: Point
    title: str
    order: int
    opening: str
    prompts: tuple[Prompt, ...]
    talk_minutes: dict[Pack, int]
    language: str
    source: str = ""

    def prompts_in(self, phase: Phase, pack: Pack) -> tuple[Prompt, ...]:
        """Return the prompts of this phase that belong to the pack, in order."""
        return tuple(p for p in self.prompts if p.phase is phase and pack in p.packs)

    def prompt(self, prompt_id: str, phase: Phase) -> Prompt | None:
        """Return the prompt with this id in this phase, if there is one."""
        return next((p for p in self.prompts if p.id == prompt_id and p.phase is phase), None)

    def in_pack(self, pack: Pack) -> bool:
        """Whether the exercise belongs to a first session in this pack; a review never does."""
        if any(prompt.phase is Phase.REVIEW for prompt in self.prompts):
            return False
        return any(pack in prompt.packs for prompt in self.prompts)

    def minutes_alone(self, pack: Pack) -> Decimal:
        """Return the minutes that a partner needs alone."""
        return sum((p.minutes for p in self.prompts_in(Phase.PREPARE, pack)), Decimal(0))


class Guide(Frozen):
    """What the coach has at hand for one point: never shown on the stage."""

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
    """A ground rule to begin from, with blanks written ``{blank}`` in its sentence."""

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
    """All exercises, coach guides and starter rules of one language."""

    language: str
    exercises: tuple[Exercise, ...]
    guides: tuple[Guide, ...] = ()
    starter_rules: tuple[StarterRule, ...] = ()

    def exercise(self, exercise_id: str) -> Exercise | None:
        """Return the exercise with this id, if there is one."""
        return next((e for e in self.exercises if e.id == exercise_id), None)

    def guide(self, point: Point) -> Guide | None:
        """Return the coach guide of a point, if there is one."""
        return next((g for g in self.guides if g.point == point), None)

    def for_pack(self, pack: Pack) -> tuple[Exercise, ...]:
        """Return the exercises of a first session in this pack, in their order."""
        chosen = (e for e in self.exercises if e.in_pack(pack))
        return tuple(sorted(chosen, key=lambda e: e.order))

    def find_prompt(self, prompt_id: str, phase: Phase) -> Prompt | None:
        """Return the prompt with this id in this phase, from whichever exercise has it."""
        found = (e.prompt(prompt_id, phase) for e in self.exercises)
        return next((p for p in found if p is not None), None)
