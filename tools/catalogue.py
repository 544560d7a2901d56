"""Bring the catalogues up to date with the texts of the program: `python -m tools.catalogue`.

Keeps every translation whose text still exists, adds what is new with an empty translation, drops
what no longer occurs, says what is left to translate, and compiles. Nothing is guessed from a
similar text, and the file has no line numbers and no dates, so that a change shows only what it changes.
"""

import io
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from hatch_build import compile_catalogues
from tools.texts import Text, find_texts

PACKAGE = Path(__file__).resolve().parent.parent / "coopcoach"
LOCALE = PACKAGE / "i18n" / "locale"

# Lines of a .po header that change with every run or every release of Babel.
VOLATILE = re.compile(
    rb'^"(POT-Creation-Date|PO-Revision-Date|Generated-By|Project-Id-Version|'
    rb"Report-Msgid-Bugs-To|Last-Translator|Language-Team):.*\n",
    re.MULTILINE,
)


def read(path: Path, lang: str) -> Catalog:
    """Read a .po file; a new language begins empty."""
    if not path.exists():
        return Catalog(locale=lang)
    with path.open("rb") as file:
        return read_po(file, locale=lang, abort_invalid=True)


def write(path: Path, catalogue: Catalog) -> None:
    """Write a .po file, if anything in it has changed."""
    target = io.BytesIO()
    write_po(target, catalogue, width=0, no_location=True, sort_output=True, ignore_obsolete=True)
    content = VOLATILE.sub(b"", target.getvalue())
    if not path.exists() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        # In one step: a running program may be reading it.
        beside = path.with_suffix(".po~")
        beside.write_bytes(content)
        beside.replace(path)


def merged(old: Catalog, texts: Iterable[Text], lang: str) -> Catalog:
    """A catalogue of exactly these texts, with the translations that the old one has for them."""
    new = Catalog(locale=lang, header_comment="", fuzzy=False)
    for text in texts:
        known = old.get(text.message, context=text.context)
        is_plural = text.plural is not None
        keep = known is not None and known.pluralizable == is_plural
        new.add(
            (text.message, text.plural) if text.plural is not None else text.message,
            known.string if known is not None and keep else None,
            flags=known.flags & {"fuzzy"} if known is not None and keep else (),
            user_comments=known.user_comments if known is not None else (),
            context=text.context,
        )
    return new


def translated(message: Message) -> bool:
    """Whether every form of a message has a translation that somebody stands behind."""
    forms = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return not message.fuzzy and all(forms)


def main() -> int:
    """Update every language that has a catalogue."""
    texts = list(find_texts(PACKAGE))
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/coopcoach.po")):
        lang = path.parent.parent.name
        old = read(path, lang)
        new = merged(old, texts, lang)
        write(path, new)
        kept = {(m.context, m.id) for m in new}
        dropped = [m for m in old if m.id and (m.context, m.id) not in kept]
        left = [m for m in new if m.id and not translated(m)]
        for message in dropped:
            print(f"{lang}: no longer in the program: {message.id!r}")
        for message in left:
            print(f"{lang}: to translate: {message.id!r}")
        print(f"{lang}: {len(new)} texts, {len(left)} to translate, {len(dropped)} dropped")
    compile_catalogues(LOCALE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
