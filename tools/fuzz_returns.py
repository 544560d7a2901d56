"""What partners send back, in each format that is read, as seeds for the fuzzer."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from coopcoach.domain.exercise import Workbook
from coopcoach.exchange.incoming.expected import Expected
from coopcoach.exchange.incoming.unpack import read_file
from tests.builders import foreign_files as foreign

# Formats whose seeds are exported by the program itself.
EXPORTED = ("md", "pdf", "html", "eml")


def returns(folder: Path, answers: str) -> dict[str, tuple[bytes, ...]]:
    """Return the seeds of each format by its name.

    Args:
        folder: An exported invitation.
        answers: The text of a partner's answers.

    Raises:
        FileNotFoundError: The invitation lacks one of the formats.
    """
    sent: dict[str, list[bytes]] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            sent.setdefault(path.suffix.removeprefix("."), []).append(path.read_bytes())
    if lacking := [name for name in EXPORTED if name not in sent]:
        raise FileNotFoundError(f"the invitation has no {', '.join(lacking)}: {folder}")
    blank = sent["md"][0].decode()
    texts = (answers, blank)
    files = {"heft.md": answers.encode(), "heft.pdf": sent["pdf"][0]}
    mails = tuple(foreign.mail_of(text, files) for text in ("Anbei.", answers))
    return {
        "md": (*sent["md"], answers.encode()),
        "pdf": tuple(sent["pdf"]),
        "html": (*sent["html"], *(foreign.html_of(text) for text in texts)),
        "eml": (*sent["eml"], *mails),
        "mbox": (foreign.mail_store_of(*mails),),
        "emlx": (foreign.apple_mail_of(mails[0]),),
        "docx": (*map(foreign.word_of, texts), foreign.word_with_comment(answers, "Ja")),
        "odt": tuple(map(foreign.open_document_of, texts)),
        "fodt": tuple(foreign.flat_document_of(text).encode() for text in texts),
        "rtf": tuple(map(foreign.rich_text_of, texts)),
        "webarchive": (foreign.web_archive_of(foreign.html_of(answers)),),
        "winmail": (foreign.tnef_of(files), foreign.tnef_of({}, blank[:500])),
        "msg": (foreign.outlook_of(files), foreign.outlook_of({}, answers)),
        "zip": (_zipped(files),),
    }


def read_here(
    workbooks: Mapping[str, Workbook], expected: Expected, identity: str
) -> Callable[[bytes], object]:
    """Return what reads a file in this process: a fault that would end the reading child is seen here."""
    return lambda data: read_file(data, workbooks, identity, expected)


def _zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()
