"""Name what a language lacks: `python -m tools.language xx`. CONTRIBUTING.md has the recipe."""

import sys
from collections.abc import Iterator

from coopcoach.i18n import LANGUAGES, SOURCE_LANGUAGE
from coopcoach.storage.exercises import ContentReader, unpaired
from tools.catalogue import ROOT, catalogue_path, collected, read, translated
from tools.lacking import print_lacking

# What a language is made of; {code} stands for its code. A path that ends in / is a folder of files.
PIECES = (
    "coopcoach/i18n/locales/{code}.py",
    "coopcoach/i18n/locales/__init__.py",
    "coopcoach/i18n/locale/{code}/LC_MESSAGES/coopcoach.po",
    "exercises/{code}/",
    "coopcoach/sample/{code}/",
)


def lacking(code: str) -> Iterator[str]:
    """Yield one line for each thing that a language lacks, in the order of the recipe."""
    data, registry, catalogue = (piece.format(code=code) for piece in PIECES[:3])
    if not (ROOT / data).exists():
        yield f"{data}: is missing"
    if code not in LANGUAGES:
        yield f"{registry}: “{code}” is not in LANGUAGES"
    if code != SOURCE_LANGUAGE.code:
        yield from _untranslated(code, catalogue)
    for folder in PIECES[3:]:
        yield from _missing_files(folder, code)
    if code in LANGUAGES:
        for error in unpaired(ContentReader().contents([ROOT / "exercises"])):
            yield from (f"{error.path}: {fault.what}" for fault in error.faults)


def _untranslated(code: str, catalogue: str) -> Iterator[str]:
    path = catalogue_path(code)
    if not path.exists():
        yield f"{catalogue}: is missing"
        return
    known = {(m.context, str(m.id)) for m in read(path, code) if translated(m)}
    for message in collected():
        if message.id and (message.context, str(message.id)) not in known:
            yield f"{catalogue}: lacks {message.id!r}"


def _missing_files(folder: str, code: str) -> Iterator[str]:
    source = ROOT / folder.format(code=SOURCE_LANGUAGE.code)
    for path in sorted(source.rglob("*.md")):
        name = folder.format(code=code) + path.relative_to(source).as_posix()
        if not (ROOT / name).exists():
            yield f"{name}: is missing"


if __name__ == "__main__":
    sys.exit(print_lacking(lacking(sys.argv[1])))
