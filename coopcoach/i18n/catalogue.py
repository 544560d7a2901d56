"""Find and read the catalogue of a language."""

import gettext
import io
from pathlib import Path
from typing import Final

LOCALE: Final = Path(__file__).parent / "locale"
DOMAIN: Final = "coopcoach"


def load(lang: str, locale: Path = LOCALE) -> gettext.NullTranslations:
    """Read a language's catalogue; without one, texts stay as the source has them.

    An installed program has the compiled catalogue alone. In a checkout the source catalogue wins as
    soon as it is newer, so that a changed text is never seen in its old form.
    """
    folder = locale / lang / "LC_MESSAGES"
    source, compiled = folder / f"{DOMAIN}.po", folder / f"{DOMAIN}.mo"
    if _modified(source) > _modified(compiled):
        return gettext.GNUTranslations(io.BytesIO(_compile(source, lang)))
    if compiled.exists():
        with compiled.open("rb") as file:
            return gettext.GNUTranslations(file)
    return gettext.NullTranslations()


def _modified(path: Path) -> float:
    """When a file was last changed; a missing one never was."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _compile(source: Path, lang: str) -> bytes:
    # Imported here: an installed program never gets this far, and starts faster without.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as file:
        catalogue = read_po(file, locale=lang, abort_invalid=True)
    target = io.BytesIO()
    write_mo(target, catalogue)
    return target.getvalue()
