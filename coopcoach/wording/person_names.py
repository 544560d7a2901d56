"""Names of persons as address books write them: titles, “Last, First”, two people in one."""

from __future__ import annotations

import re
from typing import NamedTuple

from coopcoach.domain.session import Session
from coopcoach.wording.typed_words import AND, BOTH, DEGREES, TITLES, any_of

_QUOTED = re.compile(r"""\s*(?:"(?P<straight>(?:[^"\\]|\\.)*)"|[„“”](?P<curly>[^„“”]*)[“”])\s*,?""")
_TITLE = re.compile(rf"(?:(?:{any_of(*TITLES)})\.?(?:[\s-]+|\Z)|\w+\.-\w+\.\s+)+", re.IGNORECASE)
_DEGREE = re.compile(rf"(?:{any_of(*DEGREES)})\.?", re.IGNORECASE)
# For a name in one line, with one blank between two words.
_BETWEEN = re.compile(rf" (?:{any_of(*AND)}) | ?[&+/] ?", re.IGNORECASE)
_ADDRESS = re.compile(
    r"<\s*(?:mailto:)?([^<>]*)>?\s*\Z|(?:\A|\s)([^\s<>]+@[^\s<>]+)\s*\Z", re.IGNORECASE
)


class Person(NamedTuple):
    """A person as typed in one line; firm and address may be empty."""

    name: str
    firm: str
    address: str


def read_person(text: str) -> Person:
    """Read ``Anna Meier, Malerei Meier <anna@example.org>``.

    A name in quotation marks is one name: ``"Meier, Anna" <…>`` is turned round. Without them a comma begins the
    firm, unless a degree follows it, or the address begins with the word behind the comma.
    """
    found = _ADDRESS.search(text)
    words = text[: found.start()] if found else text
    address = (found[1] or found[2] or "").strip() if found else ""
    quoted = _QUOTED.match(words)
    if quoted is not None:
        inside = (quoted["straight"] or quoted["curly"] or "").replace("\\", "")
        return Person(in_order(inside), _one_line(words[quoted.end() :]).strip(", "), address)
    parts = [_one_line(part) for part in words.split(",")]
    name, rest = parts[0], parts[1:]
    while rest and _DEGREE.fullmatch(rest[0]):
        name = f"{name}, {rest.pop(0)}"
    if rest and " " not in name and _begins(address, rest[0]):
        return Person(in_order(f"{name}, {rest[0]}"), ", ".join(rest[1:]), address)
    return Person(name, ", ".join(rest), address)


def owner_words(who: str, session: Session) -> str:
    """Return the names of those who own an action: for a partner's id, and for “both” in any language."""
    if _one_line(who).casefold() in BOTH:
        return both_names(session)
    return session.name_of(who)


def both_names(session: Session) -> str:
    """Return the names of both partners, as they are written where both own something."""
    return " & ".join(_one_line(partner.name) for partner in session.partners)


def in_order(name: str) -> str:
    """Return a name with the first name first: ``Meier, Dr. Anna`` is ``Dr. Anna Meier``."""
    last, *more = [_one_line(part) for part in name.split(",") if part.strip()] or [""]
    degrees = [part for part in more if _DEGREE.fullmatch(part)]
    titles = [part for part in more if part not in degrees and _TITLE.fullmatch(f"{part} ".strip())]
    first = [part for part in more if part not in degrees and part not in titles]
    return ", ".join([" ".join([*titles, *first, last]), *degrees])


def first_name(name: str) -> str:
    """Return the first name without titles; both where a name is that of two people."""
    people = [_without_titles(part) for part in _BETWEEN.split(_one_line(name)) if part.strip()]
    firsts = [person.partition(" ")[0] for person in people]
    between = _BETWEEN.search(_one_line(name))
    return (between[0] if between else " ").join(firsts) if firsts else ""


def names_to_call(name: str) -> frozenset[str]:
    """Return everything by which a command may mean a person, in lower case."""
    people = [_without_titles(part) for part in _BETWEEN.split(_one_line(name)) if part.strip()]
    firsts = [person.partition(" ")[0] for person in people]
    calls = [_one_line(name), _without_titles(name), first_name(name), *people, *firsts]
    return frozenset(call.casefold() for call in calls if call)


def _without_titles(name: str) -> str:
    title = _TITLE.match(_one_line(name))
    return _one_line(name)[title.end() :] if title else _one_line(name)


def _begins(address: str, words: str) -> bool:
    first = words.partition(" ")[0].casefold()
    return bool(first) and re.match(rf"{re.escape(first)}\b", address.casefold()) is not None


def _one_line(text: str) -> str:
    return " ".join(text.split())
