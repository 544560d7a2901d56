"""Collects the faults of a file while it is read, each with its line and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from coopcoach.errors import Fault
from coopcoach.i18n import N_

E = TypeVar("E", bound=StrEnum)


class FaultCollector:
    """The faults found so far; reading goes on, so that one pass names them all."""

    def __init__(self, found: Iterable[Fault] = ()) -> None:
        self.found: list[Fault] = list(found)

    def add(self, line: int, what: str, todo: str, **values: object) -> None:
        """Add a fault; ``what`` and ``todo`` are message ids."""
        self.found.append(Fault(line, what, todo, tuple(values.items())))

    def known(self, line: int, what: str, name: str, known: Sequence[str]) -> bool:
        """Return whether a name is one of those known; else add a fault with the nearest."""
        if name in known:
            return True
        near = get_close_matches(name, known, n=1, cutoff=0.5)
        if near:
            self.add(line, what, N_("did you mean “{near}”?"), name=name, near=near[0])
        else:
            self.add(line, what, N_("take one of: {known}"), name=name, known=", ".join(known))
        return False

    def member(self, line: int, key: str, name: str, kind: type[E]) -> E | None:
        """Return the member of an enumeration; else add a fault."""
        members = [member.value for member in kind]
        if not name:
            todo = N_("add {key}= one of: {known}")
            self.add(line, N_("“{key}” is missing"), todo, key=key, known=", ".join(members))
            return None
        what = {
            "kind": N_("unknown kind “{name}”"),
            "phase": N_("unknown phase “{name}”"),
            "compare": N_("unknown comparison “{name}”"),
        }[key]
        return kind(name) if self.known(line, what, name, members) else None

    def one_of(self, line: int, key: str, name: str, known: Sequence[str]) -> str:
        """Return the value if it is known; else add a fault and return the first known."""
        if name not in known:
            todo = N_("take one of: {known}")
            what = N_("“{key}” cannot be “{name}”")
            self.add(line, what, todo, key=key, name=name, known=", ".join(known))
            return known[0]
        return name

    def yes_no(self, line: int, key: str, name: str) -> bool:
        """Return whether an attribute says yes."""
        return self.one_of(line, key, name, ("no", "yes")) == "yes"

    def number(self, line: int, key: str, text: str, minimum: int | None = None) -> Decimal | None:
        """Return an attribute's number; else add a fault."""
        try:
            number = Decimal(text)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or (minimum is not None and number < minimum):
            todo = N_("write a number such as {key}=5")
            self.add(
                line, N_("“{name}” is not a valid number for “{key}”"), todo, key=key, name=text
            )
            return None
        return number

    def bad_id(self, line: int, name: str) -> None:
        """Add the fault of an id that is missing or misspelt."""
        what = N_("an id is missing or has characters other than a-z, 0-9 and hyphens: “{name}”")
        self.add(line, what, N_("end the line with {{#short-id}}"), name=name)

    def duplicate(self, line: int, name: str) -> None:
        """Add the fault of an id that stands twice."""
        self.add(
            line, N_("the id “{name}” is used twice"), N_("give one of them another id"), name=name
        )


def time_in(text: object) -> datetime | None:
    """Return a date and time as files hold it, 2027-01-15T10:00; None where it is none."""
    try:
        return datetime.fromisoformat(str(text)) if text else None
    except ValueError:
        return None
