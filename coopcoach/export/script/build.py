"""Build the coach's script from the agenda and the coach guides."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby

from coopcoach.domain.exercise import Guide, Point, Workbook
from coopcoach.domain.session import AgendaItem, Session
from coopcoach.export.direction import isolated
from coopcoach.export.script.model import Script, ScriptItem, ScriptPage
from coopcoach.i18n import Translator
from coopcoach.markup.passages import sentences
from coopcoach.wording.labels import point_title

SENTENCES = 3


def session_script(session: Session, workbook: Workbook, t: Translator, now: datetime) -> Script:
    """Return the script of a session.

    Args:
        session: The session.
        workbook: Its exercises in the coach's language.
        t: The coach's language.
        now: The time of making.
    """
    clock = _Clock(session.date, t)
    pages = []
    for point, group in groupby(_by_point(session, workbook), key=lambda pair: pair[0]):
        items = [
            (begin, end, item)
            for item in (item for _, item in group)
            for begin, end in [clock.spend(item.minutes)]
        ]
        pages.append(_page(point, items, workbook, t))
    return Script(
        title=isolated(session.title),
        names=tuple(isolated(partner.name) for partner in session.partners),
        when=t.moment(session.date) if session.date else "",
        made=now,
        has_clock=session.date is not None,
        pages=tuple(pages),
    )


class _Clock:
    """Time of day along the agenda; minutes from the beginning where the session has no time yet."""

    def __init__(self, begin: datetime | None, t: Translator) -> None:
        self._begin = begin
        self._t = t
        self._spent = 0

    def spend(self, minutes: int) -> tuple[str, str]:
        """Return the beginning and end of the next minutes."""
        begin, self._spent = self._spent, self._spent + minutes
        return self._shown(begin), self._shown(self._spent)

    def _shown(self, minutes: int) -> str:
        if self._begin is None:
            return self._t.number(minutes)
        return self._t.time(self._begin + timedelta(minutes=minutes))


def _by_point(session: Session, workbook: Workbook) -> Iterator[tuple[Point, AgendaItem]]:
    """Yield the items of the agenda with their points; an own item, such as a break, has that before it."""
    point: Point = "arrive"
    for item in session.agenda:
        exercise = workbook.exercise(item.exercise)
        if exercise is not None:
            point = exercise.point
        if exercise is not None or item.title:
            yield point, item


def _page(
    point: Point, items: list[tuple[str, str, AgendaItem]], workbook: Workbook, t: Translator
) -> ScriptPage:
    guide = workbook.guide(point)
    exercises = {exercise.id: exercise.title for exercise in workbook.exercises}
    rules = (rule for rule in workbook.starter_rules if rule.point == point)
    rule = next((rule for rule in rules if all(blank.value for blank in rule.blanks)), None)
    return ScriptPage(
        title=guide.title if guide else point_title(point, t),
        begin=items[0][0],
        end=items[-1][1],
        items=tuple(
            ScriptItem(
                begin=begin,
                end=end,
                minutes=item.minutes,
                title=item.title or exercises.get(item.exercise, item.exercise),
            )
            for begin, end, item in items
        ),
        say=sentences_to_say(guide) if guide else (),
        ask=guide.questions if guide else (),
        rule=guide.bridge if guide else "",
        example=rule.filled({}) if rule else "",
        move_on=guide.move_on if guide else "",
    )


def sentences_to_say(guide: Guide) -> tuple[str, ...]:
    """Return the first three sentences of what the coach says at the beginning of a point."""
    return sentences(guide.opening)[:SENTENCES]
