"""Find and read the catalogue of a language."""

import contextlib
import gettext
import io
import os
from pathlib import Path
from typing import Final

LOCALE: Final = Path(__file__).parent / "locale"
DOMAIN: Final = "coopcoach"


class CatalogueMissing(LookupError):
    """A language of the program has no catalogue."""


def load(lang: str, locale: Path = LOCALE) -> gettext.NullTranslations:
    """Read a language's catalogue.

    An installed program has only the compiled catalogue. In a checkout a source catalogue that is newer is
    compiled first: it takes a second, and the next call finds it compiled.

    Raises:
        CatalogueMissing: There is neither.
    """
    folder = locale / lang / "LC_MESSAGES"
    source, compiled = folder / f"{DOMAIN}.po", folder / f"{DOMAIN}.mo"
    if _modified(source) > _modified(compiled):
        data = _compile(source, lang)
        _keep(data, source, compiled)
        return gettext.GNUTranslations(io.BytesIO(data))
    if compiled.exists():
        with compiled.open("rb") as file:
            return gettext.GNUTranslations(file)
    raise CatalogueMissing(f"no catalogue for “{lang}”: {source}")


def _modified(path: Path) -> float:
    """Return when a file was last changed; 0 for a missing one."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _keep(data: bytes, source: Path, compiled: Path) -> None:
    """Write a compiled catalogue with the time of its source; a folder that may not be written stays as it is."""
    temporary = compiled.with_name(f"{compiled.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        modified = source.stat().st_mtime_ns
        try:
            temporary.write_bytes(data)
            os.utime(temporary, ns=(modified, modified))
            temporary.replace(compiled)
        finally:
            temporary.unlink(missing_ok=True)


def _compile(source: Path, lang: str) -> bytes:
    # Imported late: an installed program does not need it, and starts faster without.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as file:
        # A layer, such as de-du, has the plurals of its language.
        catalogue = read_po(file, locale=lang.partition("-")[0], abort_invalid=True)
    target = io.BytesIO()
    write_mo(target, catalogue)
    return target.getvalue()
