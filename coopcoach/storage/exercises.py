"""Where the workbook's content lies: the built-in files, a workspace's own, a session's copies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import coopcoach
from coopcoach.domain.exercise import Exercise, Guide, StarterRule, Workbook
from coopcoach.errors import BadFile, MachineLacks
from coopcoach.i18n import LANGUAGES, N_
from coopcoach.markup.blocks import read_content
from coopcoach.markup.formats.exercise_format import exercise_from
from coopcoach.markup.formats.guide_format import guide_from, starter_rules_from
from coopcoach.markup.formats.pairing import dead_links, differing, missing_translation
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
        BadFile: A file has faults, or does not fit the same exercise in the other language; all
            faults of the first such file are named.
    """
    contents = {name: read_folders(folders, name) for name in LANGUAGES}
    faulty = [error for content in contents.values() for error in content.faulty]
    faulty.extend(unpaired(contents))
    if faulty:
        raise faulty[0]
    return contents[language if language in contents else "en"].workbook(language)


def unpaired(contents: Mapping[str, ReadContent]) -> list[BadFile]:
    """Return the files whose exercise differs from, or is missing in, another language."""
    found: list[BadFile] = []
    for language, content in contents.items():
        workbook = content.workbook(language)
        for exercise in content.exercises.values():
            faults = dead_links(exercise, workbook)
            for other, twins in contents.items():
                twin = twins.exercises.get(exercise.id)
                if other == language:
                    continue
                faults += (
                    differing(exercise, twin) if twin else [missing_translation(exercise, other)]
                )
            if faults:
                found.append(BadFile(content.paths[exercise.id], faults))
    return found


def _read_file(path: Path, language: str, content: ReadContent) -> None:
    source = read_text(path).text
    try:
        read = _read_source(source, language)
    except BadFile as error:
        raise BadFile(path, error.faults) from None
    if isinstance(read, Guide):
        content.guides[read.point] = read
    elif isinstance(read, Exercise):
        content.exercises[read.id] = read
        content.paths[read.id] = path
    else:
        content.starter_rules.update((rule.id, rule) for rule in read)


# Each session carries copies of its exercises: most sources are read many times over.
@lru_cache(maxsize=512)
def _read_source(source: str, language: str) -> Exercise | Guide | tuple[StarterRule, ...]:
    blocks = read_content(source, "")
    if "guide" in blocks.front:
        return guide_from(blocks, language)
    if "rules" in blocks.front:
        return starter_rules_from(blocks)
    return exercise_from(blocks, language, source)
