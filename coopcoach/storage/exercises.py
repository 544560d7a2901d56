"""Read the content of workbooks: the built-in files, a workspace's own, a session's copies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from coopcoach.domain.exercise import Exercise, Guide, StarterRule, Workbook
from coopcoach.domain.review import ReviewedRule
from coopcoach.domain.review_exercises import review_workbook
from coopcoach.errors import BadFile
from coopcoach.i18n import LANGUAGES, language_of
from coopcoach.markup.blocks import read_content
from coopcoach.markup.formats.exercise_format import exercise_from
from coopcoach.markup.formats.guide_format import guide_from, starter_rules_from
from coopcoach.markup.formats.pairing import dead_links, differing, missing_translation
from coopcoach.storage.files import read_text


@dataclass
class Content:
    """What content files of one language hold, by id."""

    exercises: dict[str, Exercise] = field(default_factory=dict)
    guides: dict[str, Guide] = field(default_factory=dict)
    starter_rules: dict[str, StarterRule] = field(default_factory=dict)
    paths: dict[str, Path] = field(default_factory=dict)
    faulty: list[BadFile] = field(default_factory=list)

    def update(self, other: Content) -> None:
        """Add other content; it replaces what has the same id."""
        self.exercises.update(other.exercises)
        self.guides.update(other.guides)
        self.starter_rules.update(other.starter_rules)
        self.paths.update(other.paths)
        self.faulty.extend(other.faulty)

    def workbook(self, language: str) -> Workbook:
        """Return the content as a workbook, exercises in their order."""
        return Workbook(
            language=language,
            exercises=tuple(sorted(self.exercises.values(), key=lambda e: (e.order, e.id))),
            guides=tuple(self.guides.values()),
            starter_rules=tuple(self.starter_rules.values()),
        )


class ContentReader:
    """Read folders of content, each folder and language once."""

    def __init__(self) -> None:
        self._read: dict[tuple[Path, str], Content] = {}

    def contents(self, folders: Iterable[Path]) -> dict[str, Content]:
        """Return the content of folders by language, later folders before earlier ones.

        Faults are collected in it, not raised.
        """
        found = {language: Content() for language in LANGUAGES}
        for folder in folders:
            for language, content in found.items():
                content.update(self._content(folder, language))
        return found

    def _content(self, folder: Path, language: str) -> Content:
        if (folder, language) not in self._read:
            self._read[folder, language] = _read_folder(folder, language)
        return self._read[folder, language]


class Workbooks(Mapping[str, Workbook]):
    """The workbook by language; the English one for a language that has none.

    The first access reads the files.

    Args:
        folders: Where the exercises lie; what comes later replaces what has the same id.
        reader: Shared by the sessions that are read together.

    Raises:
        BadFile: At the first access: a file has faults, or does not fit the same exercise in the
            other language; all faults of the first such file are named.
    """

    def __init__(self, folders: Iterable[Path], reader: ContentReader | None = None) -> None:
        self._folders = tuple(folders)
        self._reader = reader or ContentReader()

    @cached_property
    def _by_language(self) -> dict[str, Workbook]:
        return self._read()

    def _read(self) -> dict[str, Workbook]:
        contents = self._reader.contents(self._folders)
        faulty = [error for content in contents.values() for error in content.faulty]
        faulty.extend(unpaired(contents))
        if faulty:
            raise faulty[0]
        return {language: content.workbook(language) for language, content in contents.items()}

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders that it is read from."""
        return self._folders

    @property
    def is_read(self) -> bool:
        """Whether the files were read."""
        return "_by_language" in self.__dict__

    def __getitem__(self, language: str) -> Workbook:
        return self._by_language[language_of(language).code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_language)

    def __len__(self) -> int:
        return len(self._by_language)


class ReviewWorkbooks(Workbooks):
    """The workbook of a review by language; see `review_workbook`.

    Args:
        folders: As for `Workbooks`.
        rules: The ground rules that the review asks about.
        reader: As for `Workbooks`.
    """

    def __init__(
        self,
        folders: Iterable[Path],
        rules: Iterable[ReviewedRule],
        reader: ContentReader | None = None,
    ) -> None:
        super().__init__(folders, reader)
        self._rules = tuple(rules)

    def _read(self) -> dict[str, Workbook]:
        read = super()._read()
        return {language: review_workbook(read[language], self._rules) for language in read}


def unpaired(contents: Mapping[str, Content]) -> list[BadFile]:
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


def _read_folder(folder: Path, language: str) -> Content:
    content = Content()
    for path in sorted((folder / language).glob("*.md")):
        try:
            _read_file(path, language, content)
        except BadFile as error:
            content.faulty.append(error)
    return content


def _read_file(path: Path, language: str, content: Content) -> None:
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


# Sessions hold copies of the same exercises: most sources are parsed many times over.
@lru_cache(maxsize=512)
def _read_source(source: str, language: str) -> Exercise | Guide | tuple[StarterRule, ...]:
    blocks = read_content(source, "")
    if "guide" in blocks.front:
        return guide_from(blocks, language)
    if "rules" in blocks.front:
        return starter_rules_from(blocks)
    return exercise_from(blocks, language, source)
