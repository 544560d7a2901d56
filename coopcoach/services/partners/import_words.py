"""The words for what an import would change; no answer is among them."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from coopcoach.i18n import N_, Translator
from coopcoach.services.partners.import_answers import Change, FilePlan, ImportPlan

_CHANGES: Final = {
    Change.NEW: N_("new"),
    Change.CHANGED: N_("changed"),
    Change.UNREADABLE: N_("unreadable"),
    Change.KEPT_BACK: N_("kept private by its owner"),
    Change.UNCLEAR: N_("left out, unclear who may see it"),
}


def plan_lines(plan: ImportPlan, session: str, t: Translator) -> Iterator[str]:
    """Yield the lines that show a plan before it is carried out."""
    for file in plan.files:
        said = N_("{file}: {name}, session {session}")
        if plan.review is not None:
            said = N_("{file}: {name}, session {session}, review of {day}")
        yield t(
            said,
            file=file.path.name,
            name=plan.partner.name,
            session=session,
            day=t.date(plan.review) if plan.review else "",
        )
        yield from (f"  {line}" for line in _file_lines(file, t))
    if plan.hands_in:
        yield t("The answers of {name} will be handed in and sealed.", name=plan.partner.name)


def _file_lines(file: FilePlan, t: Translator) -> list[str]:
    if file.known:
        return [t("imported before; nothing changes")]
    counts = Counter(each.change for each in file.changes)
    said = [f"{counts[change]} {t(label)}" for change, label in _CHANGES.items() if counts[change]]
    nothing = t("nothing is filled in") if file.blank else t("no answer is new")
    lines = [", ".join(said) or nothing]
    # A notice names each unclear one, and whom to ask.
    named = [each for each in file.changes if each.change is not Change.UNCLEAR]
    lines.extend(f"  {t(_CHANGES[each.change])}: {each.prompt.label}" for each in named)
    if counts[Change.CHANGED]:
        lines.append(
            t("What was there before is kept below the answers, under “Found in the file”.")
        )
    if file.unmatched:
        lines.append(
            t.plural(
                "{n} passage belongs to no question: it is kept under “Found in the file”.",
                "{n} passages belong to no question: they are kept under “Found in the file”.",
                file.unmatched,
            )
        )
    revealed = sum(each.revealed for each in file.changes)
    if revealed:
        lines.append(
            t.plural(
                "{n} of them is revealed already.", "{n} of them are revealed already.", revealed
            )
        )
    if file.older:
        lines.append(t("This is an older workbook than the one imported before."))
    lines.extend(notice.sentence(t) for notice in file.notices)
    return lines


def dropped_paths(text: str) -> list[Path]:
    """Return the files that were typed, or dropped onto a terminal: with quotes, backslashes or as file:// addresses."""
    whole = Path(text.strip()).expanduser()
    if whole.is_file():
        return [whole]
    try:
        pieces = shlex.split(text)
    except ValueError:
        pieces = [text.strip()]
    return [_path_of(piece) for piece in pieces]


def _path_of(piece: str) -> Path:
    if piece.startswith("file://"):
        return Path(unquote(urlsplit(piece).path))
    return Path(piece).expanduser()
