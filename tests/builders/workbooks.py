"""The workbooks of the program."""

from __future__ import annotations

from functools import cache

from coopcoach.domain.exercise import Workbook
from coopcoach.storage.content_folders import bundled_folder
from coopcoach.storage.exercises import Workbooks


@cache
def _built_in() -> Workbooks:
    return Workbooks([bundled_folder("exercises")])


def built_in_workbook(language: str) -> Workbook:
    """Return the built-in workbook in one language, read once for all tests of a process."""
    return _built_in()[language]
