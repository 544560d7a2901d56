"""The faults of an exercise beside its other language, and of links to prompts that do not exist."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coopcoach.domain.exercise import BaseQuestion, Exercise, Option, Phase, Prompt, Workbook
from coopcoach.errors import Fault
from coopcoach.i18n import N_
from coopcoach.markup.reading import FaultCollector

# The fields of a question that hold text of its language, or its place in the file.
_IN_LANGUAGE = frozenset({"id", "label", "line", "low", "high", "also", "written"})
# The fields of an exercise that are the same in each language.
_SHARED = ("point", "talk_minutes", "break_minutes", "is_essential")
# The attributes that are named otherwise than their fields.
_ATTRIBUTES = {
    "minimum": "min",
    "maximum": "max",
    "max_rows": "rows",
    "by_each": "by",
    "for_coach": "seen_by",
}


def differing(exercise: Exercise, other: Exercise) -> list[Fault]:
    """Return the faults of an exercise beside the same one in the other language.

    The lines are those of the first; what only the other has is found the other way round.
    """
    faults = FaultCollector()
    if any(getattr(exercise, name) != getattr(other, name) for name in _SHARED):
        faults.add(
            1,
            N_("point or minutes differ from the other language ({language})"),
            N_("write the same in both files"),
            language=other.language,
        )
    for prompt in exercise.prompts:
        twin = other.prompt(prompt.id, prompt.phase)
        if twin is None:
            faults.add(
                prompt.line,
                N_("the prompt “{name}” ({phase}) is missing in the other language ({language})"),
                N_("add it there, with the same id"),
                name=prompt.id,
                phase=prompt.phase.value,
                language=other.language,
            )
        else:
            _compare_prompts(prompt, twin, other.language, faults)
    return faults.found


def missing_translation(exercise: Exercise, language: str) -> Fault:
    """Return the fault of an exercise that has no file in the other language."""
    return Fault(
        1,
        N_("the exercise “{name}” is missing in the other language ({language})"),
        N_("add exercises/{language}/{name}.md with the same ids"),
        (("name", exercise.id), ("language", language)),
    )


def dead_links(exercise: Exercise, workbook: Workbook) -> list[Fault]:
    """Return the faults of prompts that refer to a prompt that is not there."""
    faults = FaultCollector()
    known = [p.id for e in workbook.exercises for p in e.prompts if p.phase is Phase.PREPARE]
    for prompt in exercise.prompts:
        if prompt.of is not None:
            faults.known(prompt.line, N_("there is no prompt “{name}”"), prompt.of, known)
    return faults.found


def _compare_prompts(prompt: Prompt, twin: Prompt, language: str, faults: FaultCollector) -> None:
    _compare_questions(prompt.question, twin.question, language, faults)
    for name in ("packs", "required", "by_each", "for_coach", "compare", "of"):
        if getattr(prompt, name) != getattr(twin, name):
            _differs(prompt.line, name, language, faults)


def _compare_questions(
    question: BaseQuestion, twin: BaseQuestion, language: str, faults: FaultCollector
) -> None:
    if type(question) is not type(twin):
        _differs(question.line, "kind", language, faults)
        return
    for name in type(question).model_fields:
        mine, theirs = getattr(question, name), getattr(twin, name)
        if name in _IN_LANGUAGE:
            continue
        if isinstance(mine, tuple):
            _compare_items(mine, theirs, question.line, language, faults)
        elif mine != theirs:
            _differs(question.line, name, language, faults)


def _compare_items(
    items: Sequence[Option | BaseQuestion],
    twins: Sequence[Option | BaseQuestion],
    line: int,
    language: str,
    faults: FaultCollector,
) -> None:
    by_id = {twin.id: twin for twin in twins}
    _compare_ids(items, tuple(by_id), line, language, faults)
    for item in items:
        twin = by_id.get(item.id)
        if isinstance(item, BaseQuestion) and isinstance(twin, BaseQuestion):
            _compare_questions(item, twin, language, faults)


def _compare_ids(
    items: Iterable[Option | BaseQuestion],
    known: Sequence[str],
    line: int,
    language: str,
    faults: FaultCollector,
) -> None:
    own = list(items)
    for item in own:
        if item.id not in known:
            faults.add(
                item.line or line,
                N_("the id “{name}” is not in the other language ({language})"),
                N_("use the same ids in both; there it has: {known}"),
                name=item.id,
                language=language,
                known=", ".join(known),
            )
    ids = [item.id for item in own]
    if sorted(ids) == sorted(known) and ids != list(known):
        faults.add(
            line,
            N_("the ids are in another order in the other language ({language})"),
            N_("bring them into the same order"),
            language=language,
        )


def _differs(line: int, name: str, language: str, faults: FaultCollector) -> None:
    faults.add(
        line,
        N_("“{name}” differs from the other language ({language})"),
        N_("write the same in both files"),
        name=_ATTRIBUTES.get(name, name),
        language=language,
    )
