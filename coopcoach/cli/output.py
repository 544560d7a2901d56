"""Print the results of commands: lines for people, JSON for programs."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Sequence
from datetime import date as Date
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coopcoach.cli.streams import is_unicode
from coopcoach.domain.finding import comparable, search_words
from coopcoach.domain.needs import DUE
from coopcoach.errors import Conflict
from coopcoach.i18n import N_, Translator
from coopcoach.wording.conflicts import conflict_words
from coopcoach.wording.needs import NEED_LABELS, PLACE_LABELS, retention_words
from coopcoach.wording.progress import PROGRESS_LABELS

if TYPE_CHECKING:
    from coopcoach.domain.session import Session
    from coopcoach.services.index.index import Hit
    from coopcoach.services.index.summary import SessionSummary
    from coopcoach.services.workspace.check import CheckReport


def say(text: str = "", *, error: bool = False) -> None:
    """Print a line without the characters that would control the terminal."""
    click.echo(_printable(text), err=error)


def _printable(text: str) -> str:
    # Most texts hold no such character, and are not looked at one by one.
    if text.replace("\n", "").replace("\t", "").isprintable():
        return text
    kept = (c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cf", "Cs"})
    return "".join(kept)


def say_json(value: Any) -> None:
    """Print a value as JSON."""
    escapes = not is_unicode(sys.stdout)
    click.echo(json.dumps(value, ensure_ascii=escapes, indent=2, default=str))


def summary_as_json(summary: SessionSummary, today: Date, t: Translator) -> dict[str, Any]:
    """Return a line of the desk as JSON; nothing in it is sealed."""
    return {
        "slug": summary.slug,
        "title": summary.title,
        "partners": list(summary.partners),
        "firms": list(summary.firms),
        "date": _minute(summary.date),
        "next_meeting": _minute(summary.next_meeting),
        "review": summary.review,
        "next_action": summary.next_action,
        "keep_until": summary.keep_until,
        "withdrawn": list(summary.withdrawn),
        "need": summary.need(today).value,
        "prepared": [state.value for state in summary.prepared],
        "steps": summary.steps,
        "steps_done": summary.steps_done,
        "rules_agreed": summary.rules_agreed,
        "actions_open": summary.actions_open,
        "conflicts": summary.conflicts.total,
        "fault": summary.fault.sentence(t) if summary.fault else None,
    }


def hit_as_json(hit: Hit) -> dict[str, Any]:
    """Return a session that was found as JSON; nothing in it is sealed."""
    return {
        "slug": hit.summary.slug,
        "title": hit.summary.title,
        "partners": list(hit.summary.partners),
        "date": _minute(hit.summary.date),
        "found": [{"place": each.place.value, "text": each.text} for each in hit.passages],
    }


def _minute(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="minutes") if moment else None


def say_sessions(summaries: Sequence[SessionSummary], today: Date, t: Translator) -> None:
    """Print the sessions of a workspace."""
    if not summaries:
        say(t("There is no session yet. Make one with “coopcoach new”, or try “coopcoach demo”."))
    else:
        say("\n".join(_session_lines(summary, today, t) for summary in summaries))


def _session_lines(summary: SessionSummary, today: Date, t: Translator) -> str:
    conflicts = conflict_words(summary.conflicts.versions, summary.conflicts.copies, t)
    more = [conflicts] if conflicts else []
    if summary.fault is not None:
        return "\n  ".join([summary.slug, summary.fault.sentence(t), *more])
    ready = ", ".join(
        f"{name}: {t(PROGRESS_LABELS[state].word)}"
        for name, state in zip(summary.partners, summary.prepared, strict=True)
    )
    need = summary.need(today)
    facts = [
        *([t(NEED_LABELS[need])] if need in DUE else []),
        t("{done} of {n} exercises", done=summary.steps_done, n=summary.steps),
        t.plural("{n} rule agreed", "{n} rules agreed", summary.rules_agreed),
        t.plural("{n} open action", "{n} open actions", summary.actions_open),
    ]
    more += retention_words(summary.keep_until, summary.withdrawn, summary.slug, today, t)
    return "\n  ".join([_head_line(summary, t), ready, " · ".join(facts), *more])


def _head_line(summary: SessionSummary, t: Translator) -> str:
    when = t.moment(summary.date) if summary.date else t("no date yet")
    return f"{summary.slug}\n  {summary.title} · {when}"


def say_hits(hits: Sequence[Hit], words: Sequence[str], t: Translator) -> None:
    """Print the sessions that were found, each with the lines that hold a word."""
    if not hits:
        say(t("No session contains {words}.", words=t.and_list([t.quoted(word) for word in words])))
    wanted = search_words(" ".join(words))
    for hit in hits:
        say(_head_line(hit.summary, t))
        for each in hit.passages:
            lines = (line.strip() for line in each.text.splitlines())
            for line in (line for line in lines if any(w in comparable(line) for w in wanted)):
                say(f"  {t(PLACE_LABELS[each.place])}: {line}")


def session_as_json(session: Session) -> dict[str, Any]:
    """Return the part of a session that is not sealed as JSON."""
    return {
        "slug": session.slug,
        "title": session.title,
        "date": _minute(session.date),
        "time_zone": session.time_zone,
        "location": session.location,
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


def say_session(session: Session, summary: SessionSummary, today: Date, t: Translator) -> None:
    """Print the part of a session that is not sealed."""
    from coopcoach.wording.labels import RULE_STATE_LABELS
    from coopcoach.wording.person_names import owner_words

    say_sessions([summary], today, t)
    zone = session.time_zone or t("none; the time zone of this machine applies")
    say("  " + t("time zone: {zone}", zone=zone))
    for rule in session.rules:
        state = t(RULE_STATE_LABELS[rule.state(session.partner_ids)].word)
        say(f"  {rule.id} ({state}): {rule.sentence}")
    for action in session.actions:
        mark = "[x]" if action.done else "[ ]"
        until = f" · {t.short_date(action.until)}" if action.until else ""
        who = f" · {owner_words(action.who, session)}" if action.who else ""
        say(f"  {mark} {action.what}{who}{until}")
    parked = t("parked")
    for topic in session.parked:
        say(f"  {parked}: {topic.text}")


def say_check(report: CheckReport, t: Translator) -> None:
    """Print the faults and questions of a check, and the amount of content."""
    for error in report.faulty:
        for fault in error.faults:
            say(fault.sentence(t, _short(error.path)))
    for path, question in report.questions:
        say(t("please check: {question}", question=question.sentence(t, _short(path))))
    for path, note in report.notes:
        say(t("note: {note}", note=note.sentence(t, _short(path))))
    for size in report.packs:
        say(
            t(
                "{pack}: {exercises} exercises, {prompts} prompts; alone {alone} minutes, {first} of"
                " them for the essentials; together {session} minutes + {breaks} for breaks + {air}"
                " to spare",
                pack=size.pack,
                exercises=size.exercises,
                prompts=size.prompts,
                alone=t.number(round(size.minutes_alone)),
                first=t.number(round(size.minutes_first)),
                session=size.minutes_session,
                breaks=size.breaks,
                air=size.air,
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
        raise Conflict(what, N_("run it again with --yes if this is what you want"))
    click.echo(f"{question} ", nl=False)
    if sys.stdin.readline().strip().casefold() not in YES | YES_LETTERS:
        raise Conflict(N_("nothing was written"), N_("run it again whenever you like"))


def require_words(question: str, words: str) -> None:
    """Ask for words to be typed.

    Raises:
        Conflict: They were not; nothing was changed.
    """
    what = N_("nothing was changed")
    if not sys.stdin.isatty():
        raise Conflict(what, N_("run it again with --yes if this is what you want"))
    click.echo(f"{_printable(question)} ", nl=False)
    if " ".join(sys.stdin.readline().split()) != " ".join(words.split()):
        raise Conflict(what, N_("run it again whenever you like"))
