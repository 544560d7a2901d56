"""Names of persons as address books write them: titles, “Last, First”, two people in one."""

from __future__ import annotations

import re
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from typing import TYPE_CHECKING, NamedTuple

from coopcoach.wording.typed_words import (
    AND,
    BOTH,
    DEGREES,
    FIRM_WORDS,
    SALUTATIONS,
    TITLES,
    any_of,
)

if TYPE_CHECKING:
    from coopcoach.domain.session import Session

_QUOTED = re.compile(r"""\s*(?:"(?P<straight>(?:[^"\\]|\\.)*)"|[„“”](?P<curly>[^„“”]*)[“”])\s*,?""")
_TITLE = re.compile(rf"(?:(?:{any_of(*TITLES)})\.?(?:[\s-]+|\Z)|\w+\.-\w+\.\s+)+", re.IGNORECASE)
_SALUTED = re.compile(rf"(?:{any_of(*SALUTATIONS)})\.?(?:\s|\Z)", re.IGNORECASE)
_FIRM = re.compile(rf"(?:{any_of(*FIRM_WORDS)})\.?\s", re.IGNORECASE)
_DEGREE = re.compile(rf"(?:{any_of(*DEGREES)})\.?", re.IGNORECASE)
# For a name in one line, with one blank between two words.
_BETWEEN = re.compile(rf" (?:{any_of(*AND)}) | ?[&+/] ?", re.IGNORECASE)
_ADDRESS = re.compile(
    r"<\s*(?:mailto:)?([^<>]*)>?\s*\Z|(?:\A|\s)([^\s<>]+@[^\s<>]+)\s*\Z", re.IGNORECASE
)
# As some programs write an address: “anna@example.org (Anna Meier)”.
_BRACKETED = re.compile(r"\[\s*(?:mailto:)?([^\s\[\]]+@[^\s\[\]]+)\]\s*\Z", re.IGNORECASE)
_COMMENT_FORM = re.compile(r"\A\s*<?([^\s<>()@]+@[^\s<>()@]+)>?\s*\(([^()]+)\)\s*\Z")


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
    text = _BRACKETED.sub(r"<\1>", text)
    text = _COMMENT_FORM.sub(r"\2 <\1>", decoded_line(text))
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
    if (
        rest
        and " " not in _without_titles(name)
        and _begins(address, rest[0], _without_titles(name))
    ):
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
    before, *more = [_one_line(part) for part in name.split(",") if part.strip()] or [""]
    title = _TITLE.match(before) if more else None
    last = before[title.end() :] if title else before
    before = before[: title.end()] if title else ""
    degrees = [part for part in more if _DEGREE.fullmatch(part)]
    titles = [part for part in more if part not in degrees and _TITLE.fullmatch(f"{part} ".strip())]
    first = [part for part in more if part not in degrees and part not in titles]
    return ", ".join([" ".join(filter(None, [before.strip(), *titles, *first, last])), *degrees])


def decoded_line(raw: str) -> str:
    """Return a line of a mail's head with what was encoded for its way, such as ``=?utf-8?q?M=C3=BCller?=``."""
    try:
        return _one_line(str(make_header(decode_header(raw)))) if "=?" in raw else raw
    except (HeaderParseError, LookupError, ValueError):
        return raw


def person_of_head(words: str) -> str:
    """Return the name in the head of a mail, which has no firm: ``Meier, Anna`` is ``Anna Meier``."""
    name = _one_line(words).strip(" ,;\"'„“”‚‘’")
    before, comma, _ = name.partition(",")
    if comma and " " in _without_titles(before):
        return before
    return "" if "@" in name else in_order(name)


def first_name(name: str) -> str:
    """Return the first name without titles; both where a name is that of two people."""
    people = [_without_titles(part) for part in _BETWEEN.split(_one_line(name)) if part.strip()]
    firsts = [person.partition(" ")[0] for person in people]
    between = _BETWEEN.search(_one_line(name))
    return (between[0] if between else " ").join(firsts) if firsts else ""


def called_name(name: str) -> str:
    """Return the name by which a text calls somebody: the first name, or the whole name of a firm.

    Returns:
        "" where only the surname is known: ``Frau Meier`` cannot be called ``Meier``.
    """
    line = _one_line(name)
    if _FIRM.match(line):
        return line
    people = [part.strip() for part in _BETWEEN.split(line) if part.strip()]
    if any(_SALUTED.match(part) and " " not in _without_titles(part) for part in people):
        return ""
    return first_name(name)


def names_to_call(name: str) -> frozenset[str]:
    """Return everything by which a command may mean a person, in lower case."""
    people = [_without_titles(part) for part in _BETWEEN.split(_one_line(name)) if part.strip()]
    firsts = [person.partition(" ")[0] for person in people]
    calls = [_one_line(name), _without_titles(name), first_name(name), *people, *firsts]
    return frozenset(call.casefold() for call in calls if call)


def _without_titles(name: str) -> str:
    title = _TITLE.match(_one_line(name))
    return _one_line(name)[title.end() :] if title else _one_line(name)


def _begins(address: str, words: str, last: str) -> bool:
    """Whether an address is of a person with this first and last name: ``anna@…``, ``a.meier@…``, ``meier.a@…``."""
    first = words.partition(" ")[0].casefold()
    if not first:
        return False
    if re.match(rf"{re.escape(first)}\b", address.casefold()):
        return True
    local = "".join(filter(str.isalnum, address.partition("@")[0].casefold()))
    family = "".join(filter(str.isalnum, last.casefold()))
    return any(local in {given + family, family + given} for given in (first, first[0]))


def _one_line(text: str) -> str:
    return " ".join(text.split())
