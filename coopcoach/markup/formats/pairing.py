"""Whether an exercise asks the same in both languages, and whether its links lead anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coopcoach.domain.exercise import Exercise, Option, Phase, Prompt, Question, Workbook
from coopcoach.errors import Fault
from coopcoach.i18n import N_
from coopcoach.markup.reading import FaultCollector


def differing(exercise: Exercise, other: Exercise) -> list[Fault]:
    """Return the faults of an exercise beside the same one in the other language.

    The lines are those of the first; what only the other has is found the other way round.
    """
    faults = FaultCollector()
    if exercise.point != other.point or exercise.talk_minutes != other.talk_minutes:
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
    _compare_questions(prompt, twin, language, faults)
    for name in ("packs", "minutes", "required", "by_each", "compare", "of", "max_rows"):
        if getattr(prompt, name) != getattr(twin, name):
            shown = {"by_each": "by", "max_rows": "rows"}.get(name, name)
            _differs(prompt.line, shown, language, faults)
    _compare_options(prompt.rows, twin.rows, prompt.line, language, faults)
    twins = {column.id: column for column in twin.columns}
    _compare_ids(prompt.columns, tuple(twins), prompt.line, language, faults)
    for column in prompt.columns:
        if column.id in twins:
            _compare_questions(column, twins[column.id], language, faults)


def _compare_questions(
    question: Question, twin: Question, language: str, faults: FaultCollector
) -> None:
    for name in ("kind", "other", "minimum", "maximum", "top", "unit"):
        if getattr(question, name) != getattr(twin, name):
            shown = {"minimum": "min", "maximum": "max"}.get(name, name)
            _differs(question.line, shown, language, faults)
    _compare_options(question.options, twin.options, question.line, language, faults)


def _compare_options(
    options: Sequence[Option],
    twins: Sequence[Option],
    line: int,
    language: str,
    faults: FaultCollector,
) -> None:
    _compare_ids(options, [twin.id for twin in twins], line, language, faults)


def _compare_ids(
    items: Iterable[Option | Question],
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
            N_("the ids stand in another order in the other language ({language})"),
            N_("bring them into the same order"),
            language=language,
        )


def _differs(line: int, name: str, language: str, faults: FaultCollector) -> None:
    faults.add(
        line,
        N_("“{name}” differs from the other language ({language})"),
        N_("write the same in both files"),
        name=name,
        language=language,
    )
