"""Print the results of commands: lines for people, JSON for programs."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coopcoach.errors import Conflict
from coopcoach.i18n import N_, Translator

if TYPE_CHECKING:
    from coopcoach.domain.session import Session
    from coopcoach.services.index.summary import SessionSummary
    from coopcoach.services.workspace.check import CheckReport


def say(text: str = "", *, error: bool = False) -> None:
    """Print a line without the characters that would control the terminal."""
    kept = (c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cf", "Cs"})
    click.echo("".join(kept), err=error)


def say_json(value: Any) -> None:
    """Print a value as JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def summary_as_json(summary: SessionSummary, t: Translator) -> dict[str, Any]:
    """Return a line of the desk as JSON; nothing in it is sealed."""
    return {
        "slug": summary.slug,
        "title": summary.title,
        "partners": list(summary.partners),
        "date": summary.date.isoformat(timespec="minutes") if summary.date else None,
        "prepared": [state.value for state in summary.prepared],
        "steps": summary.steps,
        "steps_done": summary.steps_done,
        "rules_agreed": summary.rules_agreed,
        "actions_open": summary.actions_open,
        "fault": summary.fault.sentence(t) if summary.fault else None,
    }


def say_sessions(summaries: Sequence[SessionSummary], t: Translator) -> None:
    """Print the sessions of a workspace."""
    from coopcoach.wording.progress import PROGRESS_LABELS

    if not summaries:
        say(t("There is no session yet. Make one with “coopcoach new”, or try “coopcoach demo”."))
    for summary in summaries:
        if summary.fault is not None:
            say(f"{summary.slug}\n  {summary.fault.sentence(t)}")
            continue
        when = t.moment(summary.date) if summary.date else t("no date yet")
        ready = ", ".join(
            f"{name}: {t(PROGRESS_LABELS[state].word)}"
            for name, state in zip(summary.partners, summary.prepared, strict=True)
        )
        steps = t("{done} of {n} steps", done=summary.steps_done, n=summary.steps)
        rules = t.plural("{n} rule agreed", "{n} rules agreed", summary.rules_agreed)
        actions = t.plural("{n} open action", "{n} open actions", summary.actions_open)
        say(
            f"{summary.slug}\n  {summary.title} · {when}\n  {ready}\n  {steps} · {rules} · {actions}"
        )


def session_as_json(session: Session) -> dict[str, Any]:
    """Return the part of a session that is not sealed as JSON."""
    return {
        "slug": session.slug,
        "title": session.title,
        "date": session.date.isoformat(timespec="minutes") if session.date else None,
        "coach": session.coach,
        "pack": session.pack,
        "language": session.language,
        "partners": [partner.model_dump() for partner in session.partners],
        "agenda": [
            {**item.model_dump(), "revealed": session.is_revealed(item.exercise)}
            for item in session.agenda
        ],
        "rules": [
            {
                "id": rule.id,
                "point": rule.point,
                "sentence": rule.sentence,
                "state": rule.state(session.partner_ids).value,
            }
            for rule in session.rules
        ],
        "actions": [action.model_dump() for action in session.actions],
        "parked": [topic.text for topic in session.parked],
    }


def say_session(session: Session, summary: SessionSummary, t: Translator) -> None:
    """Print the part of a session that is not sealed."""
    from coopcoach.wording.labels import RULE_STATE_LABELS

    say_sessions([summary], t)
    for rule in session.rules:
        state = t(RULE_STATE_LABELS[rule.state(session.partner_ids)].word)
        say(f"  {rule.id} ({state}): {rule.sentence}")
    for action in session.actions:
        mark = "[x]" if action.done else "[ ]"
        until = f" · {t.short_date(action.until)}" if action.until else ""
        who = f" · {session.name_of(action.who)}" if action.who else ""
        say(f"  {mark} {action.what}{who}{until}")
    parked = t("parked")
    for topic in session.parked:
        say(f"  {parked}: {topic.text}")


def say_check(report: CheckReport, t: Translator) -> None:
    """Print the faults of a check, and the amount of content."""
    for error in report.faulty:
        for fault in error.faults:
            say(fault.sentence(t, _short(error.path)))
    for size in report.packs:
        say(
            t(
                "{pack}: {exercises} exercises, {prompts} prompts, {alone} minutes alone,"
                " {session} minutes in the session",
                pack=size.pack,
                exercises=size.exercises,
                prompts=size.prompts,
                alone=t.number(size.minutes_alone),
                session=size.minutes_session,
            )
        )
    if report.packs:
        guides = t.plural("{n} coach guide", "{n} coach guides", report.guides)
        rules = t.plural("{n} starter rule", "{n} starter rules", report.starter_rules)
        say(f"{guides}, {rules}")
    files = t.plural("{n} file", "{n} files", report.files)
    faults = t.plural("{n} fault", "{n} faults", report.faults)
    say(t("{files} checked, {faults}", files=files, faults=faults))


def _short(path: Path | str) -> str:
    try:
        return str(Path(path).relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def require_yes(question: str, what: str) -> None:
    """Ask for a yes.

    Raises:
        Conflict: It was not given; ``what`` says what did not happen.
    """
    from coopcoach.wording.typed_words import YES, YES_LETTERS

    if not sys.stdin.isatty():
        raise Conflict(what, N_("call it again with --yes if this is what you want"))
    click.echo(f"{question} ", nl=False)
    if sys.stdin.readline().strip().casefold() not in YES | YES_LETTERS:
        raise Conflict(N_("nothing was written"), N_("call it again whenever you like"))
