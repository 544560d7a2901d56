"""Where the workbook's content lies: the built-in files, a workspace's own, a session's copies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import coopcoach
from coopcoach.domain.exercise import Exercise, Guide, StarterRule, Workbook
from coopcoach.errors import BadFile, MachineLacks
from coopcoach.i18n import N_
from coopcoach.markup.blocks import read_content
from coopcoach.markup.exercise_format import exercise_from
from coopcoach.markup.guide_format import guide_from, starter_rules_from
from coopcoach.storage.files import read_text


def bundled_folder(name: str) -> Path:
    """Return a folder that ships with the program: in the package, or in the checkout beside it.

    Raises:
        MachineLacks: The installation is incomplete.
    """
    package = Path(coopcoach.__file__).parent
    for folder in (package / "_workspace" / name, package.parent / name):
        if folder.is_dir():
            return folder
    raise MachineLacks(
        N_("the installation lacks the folder “{name}”"),
        N_("install coopcoach again"),
        name=name,
    )


@dataclass
class ReadContent:
    """What was read from content files, by id: later files replace earlier ones."""

    exercises: dict[str, Exercise]
    guides: dict[str, Guide]
    starter_rules: dict[str, StarterRule]
    paths: dict[str, Path]
    faulty: list[BadFile]

    def workbook(self, language: str) -> Workbook:
        """Return it all as a workbook, exercises in their order."""
        return Workbook(
            language=language,
            exercises=tuple(sorted(self.exercises.values(), key=lambda e: (e.order, e.id))),
            guides=tuple(self.guides.values()),
            starter_rules=tuple(self.starter_rules.values()),
        )


def read_folders(folders: Iterable[Path], language: str) -> ReadContent:
    """Read all content files of one language; faulty files are collected, not raised."""
    content = ReadContent({}, {}, {}, {}, [])
    for folder in folders:
        for path in sorted((folder / language).glob("*.md")):
            try:
                _read_file(path, language, content)
            except BadFile as error:
                content.faulty.append(error)
    return content


def read_workbook(folders: Iterable[Path], language: str) -> Workbook:
    """Read the workbook of one language.

    Raises:
        BadFile: A file has faults; all faults of the first such file are named.
    """
    content = read_folders(folders, language)
    if content.faulty:
        raise content.faulty[0]
    return content.workbook(language)


def _read_file(path: Path, language: str, content: ReadContent) -> None:
    source = read_text(path).text
    blocks = read_content(source, str(path))
    if "guide" in blocks.front:
        guide = guide_from(blocks, language)
        content.guides[guide.point] = guide
    elif "rules" in blocks.front:
        content.starter_rules.update((rule.id, rule) for rule in starter_rules_from(blocks))
    else:
        exercise = exercise_from(blocks, language, source)
        content.exercises[exercise.id] = exercise
        content.paths[exercise.id] = path
