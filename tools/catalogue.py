"""Bring the catalogues up to date with the texts of the program: `python -m tools.catalogue`.

Babel collects what `[tool.babel]` of pyproject.toml names. Translations of texts that still exist are kept, new texts
are added without one, others are dropped; what lacks a translation is listed, and the catalogues are compiled. The
files hold no line numbers and no dates, so that a change shows only what it changes. A layer, such as de-du, holds
only the texts that differ from those of its language.
"""

import io
import re
import sys
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po, write_po

from coopcoach.i18n import LANGUAGES, LAYERS, SOURCE_LANGUAGE
from hatch_build import compile_catalogues

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "coopcoach"
LOCALE = PACKAGE / "i18n" / "locale"

# The calls that mark a text: `plural` holds two, `context` a context before its text.
KEYWORDS = ("t", "N_", "plural:1,2", "context:1c,2")

# Lines of a .po header that change with every run or every release of Babel.
VOLATILE = re.compile(
    rb'^"(POT-Creation-Date|PO-Revision-Date|Generated-By|Project-Id-Version|'
    rb"Report-Msgid-Bugs-To|Last-Translator|Language-Team):.*\n",
    re.MULTILINE,
)


def collected(folder: Path = PACKAGE) -> Catalog:
    """Return the texts below a folder, without translations."""
    with tempfile.TemporaryDirectory() as temporary:
        template = Path(temporary) / "coopcoach.pot"
        marks = [part for keyword in KEYWORDS for part in ("--keyword", keyword)]
        CommandLineInterface().run(  # type: ignore[no-untyped-call]  # Babel types its API, not its commands
            [
                *("pybabel", "--quiet", "extract", "--no-default-keywords", *marks),
                *("--mapping-file", str(ROOT / "pyproject.toml")),
                *("--output-file", str(template), str(folder)),
            ]
        )
        with template.open("rb") as file:
            return read_po(file, abort_invalid=True)


def catalogue_path(lang: str) -> Path:
    """Return the .po file of a language."""
    return LOCALE / lang / "LC_MESSAGES" / "coopcoach.po"


def read(path: Path, lang: str) -> Catalog:
    """Read a .po file; a new language begins empty."""
    if not path.exists():
        return Catalog(locale=lang.partition("-")[0])
    with path.open("rb") as file:
        return read_po(file, locale=lang.partition("-")[0], abort_invalid=True)


def write(path: Path, catalogue: Catalog) -> None:
    """Write a .po file if anything in it has changed."""
    target = io.BytesIO()
    write_po(target, catalogue, width=0, no_location=True, sort_output=True, ignore_obsolete=True)
    content = VOLATILE.sub(b"", target.getvalue())
    if not path.exists() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        # In one step: a running program may be reading it.
        beside = path.with_suffix(".po~")
        beside.write_bytes(content)
        beside.replace(path)


def update(catalogue: Catalog, texts: Catalog) -> list[Message]:
    """Give a catalogue exactly these texts, in place; returns the messages that were dropped."""
    catalogue.update(texts, no_fuzzy_matching=True)
    dropped = list(catalogue.obsolete.values())
    catalogue.obsolete.clear()
    return dropped


def translated(message: Message) -> bool:
    """Return whether every form of a message has a translation that is no guess."""
    forms = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return not message.fuzzy and all(forms)


def main() -> int:
    """Update the catalogue of every language, and begin that of a new one."""
    texts = collected()
    for lang in sorted(LANGUAGES.keys() - {SOURCE_LANGUAGE.code}):
        path = catalogue_path(lang)
        catalogue = read(path, lang)
        dropped = update(catalogue, texts)
        write(path, catalogue)
        left = [m for m in catalogue if m.id and not translated(m)]
        for message in dropped:
            print(f"{lang}: no longer in the program: {message.id!r}")
        for message in left:
            print(f"{lang}: to translate: {message.id!r}")
        print(f"{lang}: {len(catalogue)} texts, {len(left)} to translate, {len(dropped)} dropped")
    for layer in LAYERS:
        path = catalogue_path(layer)
        catalogue = read(path, layer)
        dropped = update(catalogue, texts)
        for message in [m for m in catalogue if m.id and not translated(m)]:
            catalogue.delete(message.id, message.context)
        write(path, catalogue)
        for message in dropped:
            print(f"{layer}: no longer in the program: {message.id!r}")
        print(f"{layer}: {len(catalogue)} texts over those of the language, {len(dropped)} dropped")
    compile_catalogues(LOCALE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
