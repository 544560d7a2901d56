"""Forget a session, or one partner of it: files, history, documents, left-overs, and the bins of sync programs.

What lies elsewhere is named and not reached: mails that were sent, copies on other machines, backups.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from slugify import slugify

from coopcoach.domain.session import Partner, Session
from coopcoach.errors import BadFile, Conflict, CoopcoachError, WrongCall
from coopcoach.i18n import N_
from coopcoach.markup.document import Document
from coopcoach.markup.formats.review_file import without_reasons
from coopcoach.markup.formats.session_file import read_session
from coopcoach.services.index.index import SessionIndex
from coopcoach.services.partners.invite import named_partner
from coopcoach.storage.copies import find_copies
from coopcoach.storage.files import read_text, write_text
from coopcoach.storage.history import HISTORY
from coopcoach.storage.notes import NOTES_FILE
from coopcoach.storage.sessions import answers_path
from coopcoach.storage.stage_lock import LOCK_FILE, read_holder
from coopcoach.storage.workspace import REVIEW_FILE, SESSION_FILE, Workspace

# Message ids: what no program can reach from here.
BEYOND: Final = (
    N_("e-mails that were sent or received, and files that the partners have"),
    N_("copies on other machines and with the provider, where the folder is synchronised"),
    N_("backups, the bin of your desktop, and what the disk itself still holds"),
)
_BINS: Final = re.compile(
    r"\.stversions|\.trash.*|\.dropbox\.cache|#recycle|\$recycle\.bin|\.restore\..*", re.I
)
_PARKED: Final = ".forgotten-"
# Shorter words than that are in too many texts.
_SHORTEST_NAME: Final = 3
# Stands where a firm or an address stood: an empty title would make a session unreadable.
_NOTHING: Final = "…"
# Bytes at the beginning of a file in which it names its partner.
_HEAD: Final = 4096
_VOICE: Final = "{#voice "


@dataclass(frozen=True)
class Mention:
    """A file of the workspace that still names somebody, with the lines; it is not changed."""

    path: str
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Forgotten:
    """What was forgotten.

    Attributes:
        removed: The removed files and folders, in the workspace.
        changed: The files in which a partner's name was replaced.
        mentions: The files that still name a partner or the session.
        backups: The zip files in the workspace that hold the session.
        has_git: Whether git keeps earlier states.
    """

    removed: tuple[str, ...]
    changed: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    backups: tuple[str, ...] = ()
    has_git: bool = False


def session_targets(workspace: Workspace, slug: str) -> tuple[Path, ...]:
    """Return all files and folders of a session, also what was left over and what lies in bins.

    Raises:
        WrongCall: There is nothing of this name.
        Conflict: A stage has the session open.
    """
    if slug != slugify(slug) or not slug:
        raise _no_session(workspace, slug)
    found = [*_named(workspace.sessions, slug), *_named(workspace.exports, slug)]
    found += _in_bins(workspace.root, slug)
    if not found:
        raise _no_session(workspace, slug)
    _need_closed(workspace.sessions / slug)
    return tuple(found)


def _no_session(workspace: Workspace, slug: str) -> WrongCall:
    longer = workspace.slugs_from(slug) if slug else []
    if len(longer) == 1:
        return WrongCall(
            N_(
                "to forget a session, write its whole name: “{slug}” is only the beginning of “{whole}”"
            ),
            N_("write the whole name"),
            slug=slug,
            whole=longer[0],
        )
    return WrongCall(
        N_("there is no session “{slug}” in this workspace"),
        N_("see “coopcoach list” for those there are"),
        slug=slug,
    )


def _need_closed(folder: Path) -> None:
    holder = read_holder(folder / LOCK_FILE)
    if holder is not None and not holder.is_gone(datetime.now().astimezone()):
        raise Conflict(
            N_("the session is open on the machine “{host}”, and nothing was forgotten"),
            N_("close it there first"),
            host=holder.host,
        )


def _named(folder: Path, slug: str) -> Iterator[Path]:
    """Yield the folder of a session, its copies, and what an interrupted command left."""
    if not folder.is_dir():
        return
    names = [path.name for path in folder.iterdir()]
    longer = tuple(n for n in names if n == slugify(n) and n != slug and n.startswith(slug))
    for path in sorted(folder.iterdir()):
        name = path.name.removeprefix(".")
        is_left = _is_like(name, slug) and not name.startswith(longer)
        if path.name == slug or is_left or path.name.startswith(_PARKED):
            yield path


def _is_like(name: str, slug: str) -> bool:
    """Return whether a name is that of a session with something behind it, and no other session's."""
    rest = name.removeprefix(slug)
    is_longer = name.startswith(slug) and bool(rest) and not rest[0].isalnum()
    return is_longer and name != slugify(name)


def _in_bins(root: Path, slug: str) -> list[Path]:
    found = []
    for folder, folders, files in os.walk(root):
        here = Path(folder)
        if not any(_BINS.fullmatch(part) for part in here.relative_to(root).parts):
            continue
        names = [*folders, *files]
        found += [here / name for name in names if name == slug or _is_like(name, slug)]
        folders[:] = [name for name in folders if here / name not in found]
    return found


def forget_session(workspace: Workspace, slug: str) -> Forgotten:
    """Remove a session from the workspace.

    Raises:
        WrongCall: There is nothing of this name.
        Conflict: A stage has the session open.
        OSError: Something cannot be removed; the next call goes on.
    """
    targets = session_targets(workspace, slug)
    words = [slug, *_names_in(workspace.sessions / slug / SESSION_FILE)]
    removed = [_shown(path, workspace) for path in targets]
    for path in targets:
        _remove(path)
    SessionIndex(workspace).forget(slug)
    return Forgotten(
        removed=tuple(removed),
        mentions=_mentions(workspace, words),
        backups=_backups(workspace, slug),
        has_git=_has_git(workspace.root),
    )


def _names_in(path: Path) -> list[str]:
    """Return the partners' names and addresses in a session; none where it cannot be read."""
    try:
        session = read_session(Document(read_text(path).text, str(path)), path.parent.name)
    except CoopcoachError:
        return []
    return [word for partner in session.partners for word in _words_of(partner)]


def _words_of(partner: Partner) -> list[str]:
    words = [partner.email, *partner.addresses, partner.name, partner.firm, partner.id]
    return sorted({word for word in words if word.strip()}, key=len, reverse=True)


def _remove(path: Path) -> None:
    """Remove a file or a folder; a folder is hidden first, so that no half of it is taken for a session."""
    if path.is_symlink() or not path.is_dir():
        path.unlink(missing_ok=True)
        return
    if not path.name.startswith(_PARKED):
        path = path.rename(path.with_name(f"{_PARKED}{secrets.token_hex(8)}"))
    shutil.rmtree(path)


def _shown(path: Path, workspace: Workspace) -> str:
    return path.relative_to(workspace.root).as_posix()


# One partner


def partner_of(workspace: Workspace, slug: str, name: str) -> Partner:
    """Return a partner of a session by name or id.

    Raises:
        WrongCall: There is no such session or partner.
        BadFile: The session cannot be read.
    """
    path = workspace.session_folder(slug) / SESSION_FILE
    return named_partner(read_session(Document(read_text(path).text, str(path)), slug), name)


def forget_partner(workspace: Workspace, slug: str, name: str) -> Forgotten:
    """Remove a partner's answers from a session, and the name wherever it stands in full.

    The history and the documents of the session go as well, as they hold both. What was settled together stays.

    Raises:
        WrongCall: There is no such session or partner.
        BadFile: The session cannot be read.
        Conflict: A stage has the session open.
        OSError: Something cannot be removed; the next call goes on.
    """
    folder = workspace.session_folder(slug)
    _need_closed(folder)
    path = folder / SESSION_FILE
    loaded = read_text(path)
    session = read_session(Document(loaded.text, str(path)), slug)
    partner = named_partner(session, name)
    number = session.partners.index(partner) + 1
    text = _without_partner(loaded.text, session, partner, number)
    _ = read_session(Document(text, str(path)), slug)
    targets = _partner_targets(workspace, session, partner)
    removed = [_shown(each, workspace) for each in targets]
    for each in targets:
        _remove(each)
    others = [p for p in sorted(folder.rglob("*.md")) if p != path]
    changed = [
        _shown(p, workspace)
        for p in others
        if (_forget_in_review if p.name == REVIEW_FILE else _rename_in)(p, partner, number)
    ]
    write_text(path, text, loaded.stamp)
    SessionIndex(workspace).forget(slug)
    return Forgotten(
        removed=tuple(removed),
        changed=(*changed, _shown(path, workspace)),
        mentions=_mentions(workspace, [*_words_of(partner), *_parts_of_name(partner)]),
        backups=_backups(workspace, slug),
        has_git=_has_git(workspace.root),
    )


def _partner_targets(workspace: Workspace, session: Session, partner: Partner) -> list[Path]:
    folder = workspace.sessions / session.slug
    own = answers_path(workspace, session.slug, partner.id)
    common = {folder / SESSION_FILE, folder / NOTES_FILE, own}
    copies = [c.path for c in find_copies(folder) if not c.has_marks and c.original in common]
    left = [p for p in folder.rglob(".*") if p.is_file() and p.suffix == ".tmp"]
    histories = [p for p in folder.rglob(HISTORY) if p.is_dir()]
    beside = [
        p for p in own.parent.glob(f"{partner.id}*") if p not in copies and _is_beside(p, own)
    ]
    bins = _in_bins(workspace.root, session.slug)
    exports = list(_named(workspace.exports, session.slug))
    twins = [path for path in _named(workspace.sessions, session.slug) if path != folder]
    theirs = [
        p for p in sorted(folder.rglob("*")) if p not in common and _is_of(p, partner, folder)
    ]
    found = [*exports, *twins, *bins, *histories, *left, *copies, *beside, *theirs]
    return [p for p in dict.fromkeys(found) if p.exists() and not set(p.parents) & set(found)]


def _is_beside(path: Path, own: Path) -> bool:
    """Return whether a file is a partner's answers, or one that was made of them (encrypted, handed in)."""
    return path == own or path.name.startswith((f"{own.name}.", f"{own.stem}."))


def _is_of(path: Path, partner: Partner, folder: Path) -> bool:
    """Return whether a file in a session's folder holds a partner's answers, wherever it lies there.

    A workbook that came back, answers typed from paper, and what a sync program keeps name the partner at their
    beginning; in a bin the file's name is enough.
    """
    if path.is_symlink() or not path.is_file():
        return False
    in_bin = any(_BINS.fullmatch(part) for part in path.relative_to(folder).parts[:-1])
    if in_bin and path.name.startswith((f"{partner.id}.", f"{partner.id}~")):
        return True
    with path.open("rb") as opened:
        head = opened.read(_HEAD).decode("utf-8", "replace")
    return re.search(rf"(?m)^partner:\s*['\"]?{re.escape(partner.id)}['\"]?\s*$", head) is not None


def _rename_in(path: Path, partner: Partner, number: int) -> bool:
    """Replace a partner's name in a file; return whether it stood there."""
    try:
        loaded = read_text(path)
    except BadFile:
        return False
    text = _renamed(loaded.text, partner, number)
    if text == loaded.text:
        return False
    write_text(path, text, loaded.stamp)
    return True


def _forget_in_review(path: Path, partner: Partner, number: int) -> bool:
    """Remove a partner's answers and the reasons of votes from a review file, and replace the name."""
    try:
        loaded = read_text(path)
    except BadFile:
        return False
    document = without_reasons(_without_sections(Document(loaded.text), partner))
    text = _renamed(document.source, partner, number)
    if text == loaded.text:
        return False
    write_text(path, text, loaded.stamp)
    return True


def _without_sections(document: Document, partner: Partner) -> Document:
    """Return a document without the sections that are one partner's own."""
    while True:
        own = next(
            (s for s in document.sections if s.attributes.get("partner") == partner.id), None
        )
        if own is None:
            return document
        document = document.without_section(own)


def _renamed(text: str, partner: Partner, number: int) -> str:
    """Return a text without a partner's name, firm, address and id."""
    new = {partner.id: f"partner-{number}", partner.name: f"Partner {number}"}
    for word in _words_of(partner):
        # A firm of one word may be any word; it is named among the mentions.
        if word != partner.firm or " " in word:
            text = _pattern(word).sub(new.get(word, _NOTHING), text)
    return text


def _pattern(word: str) -> re.Pattern[str]:
    """Return a pattern for a word in any case, not inside of a longer one; blanks may be of any kind."""
    parts = r"\s+".join(re.escape(part) for part in word.split())
    return re.compile(rf"(?<![\w-]){parts}(?![\w-])", re.IGNORECASE)


def _without_partner(text: str, session: Session, partner: Partner, number: int) -> str:
    document = _without_sections(Document(text), partner)
    anonymous = Partner(id=f"partner-{number}", name=f"Partner {number}", language=partner.language)
    partners = [anonymous if p == partner else p for p in session.partners]
    document = document.with_front("partners", [p.model_dump() for p in partners])
    mark = f"partner={partner.id} "
    lines = [
        f"{line[: line.index('}') + 1]}"
        if _VOICE in line and mark in line and "}" in line
        else line
        for line in document.source.split("\n")
    ]
    return _renamed("\n".join(lines), partner, number)


# What is left


def _parts_of_name(partner: Partner) -> list[str]:
    return [part for part in partner.name.split() if len(part) >= _SHORTEST_NAME]


def _mentions(workspace: Workspace, words: Sequence[str]) -> tuple[Mention, ...]:
    """Return the files of the workspace in whose names or texts one of the words stands."""
    patterns = [_pattern(word) for word in dict.fromkeys(words)]
    found = []
    for path in sorted(workspace.root.rglob("*")):
        if ".git" in path.parts or not path.is_file():
            continue
        text = path.read_bytes().decode("utf-8", "replace")
        lines = tuple(
            number
            for number, line in enumerate(text.split("\n"), 1)
            if any(pattern.search(line) for pattern in patterns)
        )
        name = _shown(path, workspace)
        if lines or any(pattern.search(part) for part in name.split("/") for pattern in patterns):
            found.append(Mention(name, lines))
    return tuple(found)


def _backups(workspace: Workspace, slug: str) -> tuple[str, ...]:
    """Return the zip files in the workspace that hold a session, or cannot be opened."""
    found = []
    for path in sorted(workspace.root.rglob("*")):
        if path.suffix.lower() not in {".zip", ".age"} or not path.is_file():
            continue
        try:
            with zipfile.ZipFile(path) as archive:
                holds = any(slug in name.split("/") for name in archive.namelist())
        except (OSError, ValueError, zipfile.BadZipFile):
            holds = True
        if holds:
            found.append(_shown(path, workspace))
    return tuple(found)


def _has_git(root: Path) -> bool:
    return any((folder / ".git").exists() for folder in (root, *root.parents))
