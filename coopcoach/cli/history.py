"""The history of a session: what changed when, and bringing back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

import click

from coopcoach.cli.clock import clock
from coopcoach.cli.localised import command, option, translator_of
from coopcoach.cli.output import say, say_json
from coopcoach.cli.program import workspace_of
from coopcoach.cli.session_names import SESSION
from coopcoach.errors import WrongCall
from coopcoach.i18n import N_, Translator

if TYPE_CHECKING:
    from coopcoach.markup.changes import Piece
    from coopcoach.services.session.history import Entry, EntryChange, HistoryFile, SessionHistory

# Entries of each file that are printed unasked, and letters that are printed around a change.
_MOST: Final = 20
_AROUND: Final = 40
_MARKS: Final = {"+": ("{+", "+}"), "-": ("[-", "-]"), "=": ("", "")}


@command("history")
@click.argument("session", type=SESSION, metavar="SESSION")
@option("--all", "every", is_flag=True, help=N_("All entries, not only the latest"))
@option("--prompt", metavar="EXERCISE.PROMPT", default="", help=N_("Only this question"))
@option("--back", metavar="STATE", help=N_("Bring back this state, or with --prompt one answer"))
@option("--notes", "of_notes", is_flag=True, help=N_("The history of your private notes"))
@option("--json", "as_json", is_flag=True, help=N_("Print JSON, for other programs"))
@click.pass_context
def history(
    ctx: click.Context,
    session: str,
    every: bool,
    prompt: str,
    back: str | None,
    of_notes: bool,
    as_json: bool,
) -> int:
    """Print the history of a session, or bring back a state."""
    from coopcoach.services.session.history import SessionHistory

    found = SessionHistory(workspace_of(ctx), session)
    if back is not None:
        return _bring_back(found, back, prompt, translator_of(ctx))
    files = (found.notes,) if of_notes else found.files
    listed = [(file, _entries(found, file, prompt, every=every)) for file in files]
    if prompt and not any(entries for _, entries in listed):
        raise WrongCall(
            N_("no change was made to “{id}”"),
            N_("the ids are in brackets after the changes; run it without --prompt"),
            id=prompt,
        )
    if as_json:
        say_json([_as_json(*each) for _, entries in listed for each in entries])
        return 0
    _say_files(listed, translator_of(ctx))
    return 0


def _entries(
    found: SessionHistory, file: HistoryFile, prompt: str, *, every: bool
) -> list[tuple[Entry, tuple[EntryChange, ...]]]:
    """Return the entries of a file with their changes; with a prompt those that changed it."""
    entries = []
    for entry in found.each_entry(file):
        changes = tuple(c for c in found.changes(entry) if not prompt or c.id == prompt)
        if changes or not (prompt or entry.before):
            entries.append((entry, changes))
        if not every and len(entries) > _MOST:
            break
    return entries


Listed = Sequence[tuple["HistoryFile", list[tuple["Entry", tuple["EntryChange", ...]]]]]


def _say_files(listed: Listed, t: Translator) -> None:
    if not any(entries for _, entries in listed):
        say(t("Nothing has been changed yet."))
    for file, entries in listed:
        if entries:
            name = t("Answers of {name}", name=file.partner.name) if file.partner else ""
            say(name or file.path.name)
        for entry, changes in entries[:_MOST] if len(entries) == _MOST + 1 else entries:
            for line in _lines(entry, changes, t):
                say(f"  {line}")
        if len(entries) == _MOST + 1:
            say("  " + t("There are more: run it with --all."))


def _lines(entry: Entry, changes: Sequence[EntryChange], t: Translator) -> Iterator[str]:
    facts = [t.moment(entry.at.astimezone()) if entry.at else t("not in the history yet")]
    if entry.is_present:
        facts.append(t("as it is now"))
    if entry.by_others:
        facts.append(t("by an editor or another program"))
    yield " · ".join([entry.id or "–", *facts])
    for change in changes:
        yield f"    {heading_of(change, t)}"
        for line in _marked(change.pieces).strip("\n").splitlines():
            yield f"      {line}".rstrip()


def heading_of(change: EntryChange, t: Translator) -> str:
    """Return what changed: the title with its id, or that it is sealed."""
    if change.sealed:
        return f"{change.title}: {t('sealed')}" if change.title else t("sealed")
    return f"{change.title} ({change.id})" if change.id else t("about the file")


def _marked(pieces: Sequence[Piece]) -> str:
    from coopcoach.markup.changes import near_changes

    near = near_changes(pieces, _AROUND)
    return "".join(piece.text.join(_MARKS[piece.sign]) for piece in near)


def _as_json(entry: Entry, changes: Sequence[EntryChange]) -> dict[str, Any]:
    return {
        "state": entry.id or None,
        "file": entry.file.name or "session",
        "at": entry.at.isoformat() if entry.at else None,
        "present": entry.is_present,
        "by_others": entry.by_others,
        "changes": [
            {
                "prompt": change.id or None,
                "title": change.title,
                "sealed": change.sealed,
                "words": [{"sign": p.sign, "text": p.text} for p in change.pieces],
            }
            for change in changes
        ],
    }


def _bring_back(found: SessionHistory, back: str, prompt: str, t: Translator) -> int:
    from coopcoach.services.session.bring_back import bring_back
    from coopcoach.storage.merged import UNKEPT

    if not back.strip():
        raise WrongCall(N_("there is no state to bring back"), N_("add --back STATE"))
    done = bring_back(found, found.entry(back), clock, prompt)
    if not done.changed:
        say(t("It is already like that; nothing was written."))
        return 0
    say(t("Written: {path}", path=done.path))
    if done.undo:
        call = f"coopcoach history {found.slug} --back {done.undo}"
        say(t("To undo this: {call}", call=call))
    if done.unkept:
        say(t(UNKEPT), error=True)
    return 0
