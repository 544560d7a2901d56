"""Read the session that is enclosed in a PDF for the archive."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from coopcoach.domain.exercise import Frozen, Workbook
from coopcoach.errors import BadFile
from coopcoach.exchange.incoming.formats.kinds import refused
from coopcoach.i18n import LANGUAGES, LAYERS, N_
from coopcoach.wording.typed_words import any_of

if TYPE_CHECKING:
    from pypdf.generic import EmbeddedFile

# A session of all exercises in two languages has about a hundred files, of some kilobytes each, and a review about fifteen.
MOST_FILES = 400
MOST_LETTERS = 20_000_000

_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_REVIEW = r"reviews/[0-9]{4}-[0-9]{2}-[0-9]{2}"
_PATH = re.compile(
    rf"sessions/(?P<slug>{_SLUG})/"
    rf"(?P<file>session\.md|(?:{_REVIEW}/)?(?:answers/[A-Za-z0-9_-]+|exercises/(?:{any_of(*LANGUAGES, *LAYERS)})/[a-z0-9-]+)\.md"
    rf"|{_REVIEW}/review\.md)\Z"
)


class ArchivedSession(Frozen):
    """A session as it was enclosed: its name, and each file's text by its path in the session's folder."""

    slug: str
    files: dict[str, str]


def read_archive(data: bytes, _workbooks: Mapping[str, Workbook]) -> ArchivedSession:
    """Read the session that is enclosed in a PDF.

    Raises:
        BadFile: None is, or it is damaged.
    """
    slugs: set[str] = set()
    files: dict[str, str] = {}
    for enclosed in _enclosed(data):
        place = _PATH.match(enclosed.description or "")
        if place is None:
            continue
        slugs.add(place["slug"])
        if place["file"] in files or len(files) >= MOST_FILES:
            raise _damaged()
        files[place["file"]] = _text(enclosed)
        if sum(map(len, files.values())) > MOST_LETTERS:
            raise _damaged()
    if "session.md" not in files:
        raise refused(
            N_("no session is enclosed in this PDF"),
            N_(
                "take one that was exported with --archive; for a workbook that came back run"
                " “coopcoach import SESSION FILE”"
            ),
        )
    if len(slugs) > 1:
        raise _damaged()
    return ArchivedSession(slug=slugs.pop(), files=files)


def _enclosed(data: bytes) -> list[EmbeddedFile]:
    import pypdf

    try:
        return list(pypdf.PdfReader(io.BytesIO(data)).attachment_list)
    except Exception:
        # pypdf has many ways to say that a file is none.
        raise refused(
            N_("this PDF cannot be read"), N_("take the file as it was exported")
        ) from None


def _text(enclosed: EmbeddedFile) -> str:
    try:
        return enclosed.content.decode("utf-8")
    except Exception:
        raise _damaged() from None


def _damaged() -> BadFile:
    return refused(N_("the session in this PDF is damaged"), N_("take another copy of the file"))
