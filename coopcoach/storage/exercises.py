"""Read the content of workbooks: the built-in files, a workspace's own, a session's copies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from coopcoach.domain.exercise import Exercise, Guide, StarterRule, Workbook
from coopcoach.domain.review import ReviewedRule
from coopcoach.domain.review_exercises import review_workbook
from coopcoach.domain.session import Partner, Session
from coopcoach.errors import BadFile, Fault
from coopcoach.i18n import DEFAULT_CURRENCY, LANGUAGES, LAYERS, N_, Language, language_of
from coopcoach.markup.blocks import read_content
from coopcoach.markup.formats.changes_format import ExerciseChanges, changed, changes_from
from coopcoach.markup.formats.exercise_format import exercise_from
from coopcoach.markup.formats.guide_format import guide_from, layered_guide, starter_rules_from
from coopcoach.markup.formats.pairing import dead_links, differing, missing_translation
from coopcoach.markup.formats.workbook_texts import (
    named_texts,
    spelled,
    with_currency,
    with_name,
)
from coopcoach.storage.files import read_text
from coopcoach.storage.settings import asked_languages
from coopcoach.wording.partner_names import name_in_text


@dataclass
class Content:
    """Hold the content files of one language, or of a layer such as de-du, by id.

    Attributes:
        exercises: The exercises.
        guides: The coach guides.
        starter_rules: The starter rules.
        changes: The files that change single texts of an exercise, with their paths.
        paths: The files of the exercises.
        faulty: The files that cannot be read.
        unfit: The changes of something that the exercise below them does not have.
    """

    exercises: dict[str, Exercise] = field(default_factory=dict)
    guides: dict[str, Guide] = field(default_factory=dict)
    starter_rules: dict[str, StarterRule] = field(default_factory=dict)
    changes: list[tuple[Path, ExerciseChanges]] = field(default_factory=list)
    paths: dict[str, Path] = field(default_factory=dict)
    faulty: list[BadFile] = field(default_factory=list)
    unfit: list[BadFile] = field(default_factory=list)

    def update(self, other: Content) -> None:
        """Add other content; it replaces what has the same id, and changes what is there."""
        self.exercises.update(other.exercises)
        self.guides.update(other.guides)
        self.starter_rules.update(other.starter_rules)
        self.paths.update(other.paths)
        self.faulty.extend(other.faulty)
        self.apply(other.changes)

    def apply(self, changes: Iterable[tuple[Path, ExerciseChanges]]) -> None:
        """Change single texts of the exercises; those of no exercise here are noted."""
        for path, change in changes:
            exercise = self.exercises.get(change.exercise)
            if exercise is None:
                what = N_("there is no exercise “{name}” to change")
                todo = N_("write the id of an exercise after “changes:”")
                self.unfit.append(
                    BadFile(path, [Fault(1, what, todo, (("name", change.exercise),))])
                )
                continue
            self.exercises[change.exercise], faults = changed(exercise, change)
            if faults:
                self.unfit.append(BadFile(path, faults))

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

    def variant(self, folders: Sequence[Path], language: Language) -> Content:
        """Return the content of a variant of a language: the layers of all folders over that of the language."""
        base = language.base_code
        found = Content()
        for folder in folders:
            found.update(self._content(folder, base))
        # The faults of the language itself are its own.
        found.faulty, found.unfit = [], []
        for layer in language.layers:
            for place, folder in enumerate(folders):
                above = self._content(folder, layer)
                later = [self._content(each, base).guides for each in folders[place + 1 :]]
                for point, guide in above.guides.items():
                    # A guide of the coach's own replaces the built-in one together with its layer.
                    if not any(point in guides for guides in later):
                        found.guides[point] = layered_guide(found.guides.get(point), guide)
                found.faulty.extend(above.faulty)
                found.apply(
                    (path, change)
                    for path, change in above.changes
                    if not self._is_superseded(change.exercise, folders[place:], base, layer)
                )
        return found

    def _is_superseded(self, exercise: str, folders: Sequence[Path], base: str, layer: str) -> bool:
        """Whether a later folder has the exercise anew: with a layer of its own, or with other texts below it."""
        below = self._content(folders[0], base).exercises.get(exercise)
        for folder in folders[1:]:
            above = self._content(folder, base).exercises.get(exercise)
            if above is not None and (
                any(
                    change.exercise == exercise
                    for _, change in self._content(folder, layer).changes
                )
                or (below is not None and above.source != below.source)
            ):
                return True
        return False

    def _content(self, folder: Path, language: str) -> Content:
        if (folder, language) not in self._read:
            self._read[folder, language] = _read_folder(folder, language)
        return self._read[folder, language]


class Workbooks(Mapping[str, Workbook]):
    """The workbook by language; the English one for a language that has none.

    Its keys are the languages; the variants of a language, such as de-du, are made when they are asked for, and are
    keys where ``also`` names them. The first access reads the files.

    Args:
        folders: Where the exercises lie; what comes later replaces what has the same id.
        reader: Shared by the sessions that are read together.
        currency: The code of the currency of all amounts.
        also: Variants that are in use.
        asks: The exercises of a coach's own pack, in their order.

    Raises:
        BadFile: At the first access: a file has faults, or does not fit the same exercise in the
            other language; all faults of the first such file are named.
    """

    def __init__(
        self,
        folders: Iterable[Path],
        reader: ContentReader | None = None,
        currency: str = DEFAULT_CURRENCY,
        also: Iterable[str] = (),
        asks: tuple[str, ...] = (),
    ) -> None:
        self._folders = tuple(folders)
        self._asks = asks
        self._reader = reader or ContentReader()
        self.currency = currency
        self.also = tuple(code for code in dict.fromkeys(also) if code not in LANGUAGES)
        self._made: dict[tuple[str, str], Workbook] = {}

    @cached_property
    def _by_language(self) -> dict[str, Workbook]:
        contents = self._reader.contents(self._folders)
        faulty = [error for content in contents.values() for error in content.faulty]
        faulty.extend(unpaired(contents))
        if faulty:
            raise faulty[0]
        for content in contents.values():
            # Reached only where the workspace asks for no translation: elsewhere a missing one is a fault.
            for other in contents.values():
                for exercise_id, exercise in other.exercises.items():
                    content.exercises.setdefault(exercise_id, exercise)
        return {language: content.workbook(language) for language, content in contents.items()}

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders that it is read from."""
        return self._folders

    @property
    def is_read(self) -> bool:
        """Whether the files were read."""
        return "_by_language" in self.__dict__

    def named(self, language: str, other: str) -> Workbook:
        """Return a workbook that calls the other partner by this name; without one by neutral words."""
        code, name = language_of(language).code, name_in_text(other)
        if (code, name) not in self._made:
            made = with_name(self.named(code, ""), name) if name else self._neutral(code)
            self._made[code, name] = made
        return self._made[code, name]

    def of_partner(self, session: Session, partner: Partner) -> Workbook:
        """Return the workbook of a partner of a session, in the partner's language and with the other's name."""
        others = [p.name for p in session.partners if p.id != partner.id]
        return self.named(partner.language, others[0] if len(others) == 1 else "")

    def with_names(self, names: Iterable[str]) -> dict[str, Workbook]:
        """Return the workbook of each language, and beside it one for each name that a returned file may have."""
        found: dict[str, Workbook] = {}
        calls = [name for name in dict.fromkeys(map(name_in_text, names)) if name]
        for code in self:
            found[code] = self[code]
            if named_texts(self[code]):
                named = enumerate((self.named(code, name) for name in calls), 1)
                found.update((f"{code}-{number}", workbook) for number, workbook in named)
        return found

    def with_layers(self) -> dict[str, Workbook]:
        """Return the workbook of each language and each layer over one."""
        return {code: self[code] for code in (*LANGUAGES, *LAYERS)}

    def _neutral(self, code: str) -> Workbook:
        language = language_of(code)
        workbook = self._by_language[language.base_code]
        if language.layers:
            content = self._reader.variant(self._folders, language)
            if content.faulty:
                raise content.faulty[0]
            workbook = content.workbook(code)
        asked = {"language": code, "asks": self._asks}
        workbook = spelled(workbook.model_copy(update=asked))
        return self._completed(with_currency(workbook, self.currency))

    def _completed(self, workbook: Workbook) -> Workbook:
        """Return a workbook with what the session itself adds, which is no text of the program."""
        return workbook

    def __getitem__(self, language: str) -> Workbook:
        return self.named(language, "")

    def __iter__(self) -> Iterator[str]:
        return iter((*self._by_language, *self.also))

    def __len__(self) -> int:
        return len(self._by_language) + len(self.also)


class ReviewWorkbooks(Workbooks):
    """The workbook of a review by language; see `review_workbook`.

    Args:
        folders: As for `Workbooks`.
        rules: The ground rules that the review asks about.
        reader: As for `Workbooks`.
        currency: As for `Workbooks`.
        also: As for `Workbooks`.
    """

    def __init__(
        self,
        folders: Iterable[Path],
        rules: Iterable[ReviewedRule],
        reader: ContentReader | None = None,
        currency: str = DEFAULT_CURRENCY,
        also: Iterable[str] = (),
    ) -> None:
        super().__init__(folders, reader, currency, also)
        self._rules = tuple(rules)

    def _completed(self, workbook: Workbook) -> Workbook:
        return review_workbook(workbook, self._rules)


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
                if twin is not None:
                    faults += differing(exercise, twin)
                elif needs_translation(content.paths[exercise.id], other):
                    faults.append(missing_translation(exercise, other))
            if faults:
                found.append(BadFile(content.paths[exercise.id], faults))
    return found


def untranslated(contents: Mapping[str, Content]) -> list[BadFile]:
    """Return the files whose exercise has no translation where the workspace asks for none."""
    return [
        BadFile(content.paths[exercise.id], [missing_translation(exercise, other)])
        for content in contents.values()
        for exercise in content.exercises.values()
        for other, twins in contents.items()
        if exercise.id not in twins.exercises
        and not needs_translation(content.paths[exercise.id], other)
    ]


def needs_translation(path: Path, language: str) -> bool:
    """Return whether the workspace of an exercise's file, or of the session that has it, asks for a language."""
    for root in (path.parents[2], *path.parents[4:5]):
        asked = asked_languages(root)
        if asked:
            return language in asked
    return True


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
    elif isinstance(read, ExerciseChanges):
        content.changes.append((path, read))
    elif isinstance(read, Exercise):
        content.exercises[read.id] = read
        content.paths[read.id] = path
    else:
        content.starter_rules.update((rule.id, rule) for rule in read)


# Sessions hold copies of the same exercises: most sources are parsed many times over.
@lru_cache(maxsize=512)
def _read_source(
    source: str, language: str
) -> Exercise | ExerciseChanges | Guide | tuple[StarterRule, ...]:
    blocks = read_content(source, "")
    if "guide" in blocks.front:
        return guide_from(blocks, language)
    if "rules" in blocks.front:
        return starter_rules_from(blocks)
    if "changes" in blocks.front:
        return changes_from(blocks, source)
    return exercise_from(blocks, language, source)
