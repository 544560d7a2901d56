"""The files that the exercises of a session are made from, for its copies of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from coopcoach.domain.exercise import Workbook
from coopcoach.i18n import LANGUAGES, LAYERS, language_of


def exercise_files(
    exercises: Sequence[str], workbooks: Mapping[str, Workbook]
) -> Iterator[tuple[str, str]]:
    """Yield path and text of each file that some exercises are made from.

    Args:
        exercises: Their ids.
        workbooks: The exercises by language and layer, without names and in euros; others are left out. A layer
            needs its language.
    """
    for language in (code for code in (*LANGUAGES, *LAYERS) if code in workbooks):
        base = language_of(language).base_code
        for exercise_id in exercises:
            exercise = workbooks[language].exercise(exercise_id)
            # In a workspace of one language an exercise stands in for its translation.
            if exercise is None or exercise.language != base:
                continue
            known = workbooks[base].exercise(exercise_id) if language != base else None
            if known is None:
                yield f"{language}/{exercise.id}.md", exercise.source
            changes = exercise.changes[len(known.changes) :] if known else exercise.changes
            for number, source in enumerate(changes, 1):
                yield f"{language}/{exercise.id}-changes-{number}.md", source
