"""The session as far as a reader may know it beforehand: names, addresses and the agenda, no answers."""

from __future__ import annotations

import re

from pydantic import ConfigDict, Field

from coopcoach.domain.exercise import Frozen
from coopcoach.domain.session import Session
from coopcoach.exchange.incoming.formats.parts import Sender
from coopcoach.exchange.incoming.template import Asked
from coopcoach.export.form.identity import Identity
from coopcoach.markup.loose.alnum_key import alnum_key
from coopcoach.wording.person_names import names_to_call
from coopcoach.wording.typed_words import AND, BESIDE_NAME, any_of

_SHORTEST_NAME = 3


class NeedsBlank(Exception):
    """A printed PDF can be read beside the blank one that it was made from, and that is not at hand yet."""

    def __init__(self, identity: Identity) -> None:
        super().__init__(identity.line)
        self.identity = identity


class Expected(Frozen):
    """The session that a file is imported into, and the partner whom the coach names; both may be missing.

    ``blanks`` are blank PDF workbooks by their identity line; ``asks_for_blanks`` says that more can be had.
    """

    model_config = ConfigDict(frozen=True, ser_json_bytes="base64", val_json_bytes="base64")

    session: Session | None = None
    partner: str = ""
    blanks: dict[str, bytes] = Field(default_factory=dict)
    asks_for_blanks: bool = False

    @property
    def slug(self) -> str:
        """The session's name; empty where none is known."""
        return self.session.slug if self.session else ""

    @property
    def asked(self) -> Asked:
        """The exercises on the agenda and the pack; both unknown without a session."""
        if self.session is None:
            return Asked()
        exercises = frozenset(item.exercise for item in self.session.agenda)
        return Asked(exercises, self.session.pack)

    def partner_of(self, sender: Sender) -> str:
        """Return the id of the partner who sent a mail, by address, name or else subject; empty for others."""
        partners = self.session.partners if self.session else ()
        by_address = [p.id for p in partners if p.has_address(sender.address)]
        by_name = [
            p.id
            for p in partners
            if not p.email and _words(p.name) == _words(sender.name) != frozenset()
        ]
        found = by_address or by_name
        if len(found) == 1:
            return found[0]
        return "" if found else self.partner_in_subject(sender)

    def partner_in_subject(self, sender: Sender) -> str:
        """Return the id of the only partner whom the subject of a mail names; empty where it names none or both.

        “Our session with Ben” does not say that the answers are those of Ben.
        """
        if self.session is None:
            return ""
        subject = sender.subject.replace(self.session.title, " ").casefold()
        found = [p.id for p in self.session.partners if _is_named(p.name, subject)]
        return found[0] if len(found) == 1 else ""


def _is_named(name: str, text: str) -> bool:
    calls = [call for call in names_to_call(name) if len(call) >= _SHORTEST_NAME]
    between = rf"(?:\s+\w+\s+(?:{any_of(*AND)}|[&+/]))?"
    other = rf"(?<!\w)(?:{any_of(*BESIDE_NAME)}){between}\s*\Z"
    return any(
        re.search(other, text[: match.start()]) is None
        for match in re.finditer(rf"(?<!\w)(?:{any_of(*calls)})(?:['’]?s|['’])?(?!\w)", text)
    )


def _words(name: str) -> frozenset[str]:
    """Return the words of a name, in whatever order a mail program has them."""
    return frozenset(filter(None, map(alnum_key, name.split())))


def expected_of(session: Session, partner: str = "") -> Expected:
    """Return a session without anything that was said, ruled or agreed in it."""
    bare = Session(
        slug=session.slug,
        title=session.title,
        created=session.created,
        partners=session.partners,
        coach=session.coach,
        coach_email=session.coach_email,
        pack=session.pack,
        language=session.language,
        date=session.date,
        agenda=session.agenda,
    )
    return Expected(session=bare, partner=partner)
