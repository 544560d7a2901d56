"""Choose the workbook whose names for the partner stand in a text: who it is of is not known beforehand."""

from __future__ import annotations

from collections.abc import Mapping

from coopcoach.domain.exercise import Workbook
from coopcoach.markup.loose.alnum_key import alnum_key
from coopcoach.wording.workbook_texts import named_texts


def best_named(text: str, workbooks: Mapping[str, Workbook]) -> dict[str, Workbook]:
    """Return one workbook of each language: the one whose texts about the partner occur most.

    Args:
        text: The text that came back.
        workbooks: The workbooks by language; those with a name have further keys.
    """
    keyed = alnum_key(text)
    found: dict[str, tuple[int, Workbook]] = {}
    for workbook in workbooks.values():
        keys = map(alnum_key, named_texts(workbook))
        score = sum(len(key) for key in keys if key in keyed)
        if workbook.language not in found or score > found[workbook.language][0]:
            found[workbook.language] = (score, workbook)
    return {language: workbook for language, (_, workbook) in found.items()}


def named_like(workbooks: Mapping[str, Workbook], language: str, other: str) -> Workbook | None:
    """Return the workbook of a language with this name for the other partner; else the one without."""
    own = [workbook for workbook in workbooks.values() if workbook.language == language]
    named = (workbook for workbook in own if workbook.other == other)
    return next(named, None) or next(iter(own), None)
