"""What was read from a file that came back, whatever its form: answers by prompt, and all the rest."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from coopcoach.domain.answers import Answer
from coopcoach.domain.exercise import Frozen
from coopcoach.exchange.incoming.formats.parts import Sender
from coopcoach.i18n import Translator


class Notice(Frozen):
    """Something the coach has to know about a file: never the words of an answer.

    ``text`` is a message id, filled in with ``values``; ``reason`` is one too, and fills in ``{reason}``.
    ``unclear`` is the prompt of an answer that is left out because it cannot be read who may see it.
    """

    text: str
    values: dict[str, str | int] = Field(default_factory=dict)
    reason: str = ""
    unclear: str = ""

    def sentence(self, t: Translator) -> str:
        """Return the notice in the coach's language."""
        reason = t(self.reason, **self.values) if self.reason else ""
        return t(self.text, **{**self.values, "reason": reason})


class Returned(Frozen):
    """One partner's answers as they came back.

    ``answers`` holds what could be read, by prompt id; a prompt that is not in it was not in the file.
    ``found`` holds text that belongs to no prompt: it is kept and shown, never dropped. ``made`` is when the
    blank workbook was made, as the file itself says. ``handed_in`` is set where the partner says in the file
    that it is finished, ``handed_in_at`` where it also says when. ``name`` is the partner's name, ``content``
    the version of the exercises that were asked, ``encrypt_to`` the coach's public key; a file need not say
    them. ``beside`` are words in the headings of answers, by prompt id, until it is read whether they say who may
    see the answer; the headings themselves stand under the empty id. ``sender`` is that of the mail in which
    the file came; ``unreadable`` are prompts at which
    something is written that cannot be read.
    """

    form: Literal["pdf", "markdown"]
    session: str
    partner: str
    language: str
    made: datetime | None = None
    answers: dict[str, Answer] = Field(default_factory=dict)
    found: tuple[str, ...] = ()
    beside: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    handed_in: bool = False
    handed_in_at: datetime | None = None
    name: str = ""
    content: str = ""
    encrypt_to: str = ""
    sender: Sender = Sender()
    unreadable: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()

    def of_owner(self, partner: str, name: str) -> Returned:
        """Return the same with the partner's name in each notice that has only the id, or nothing."""
        notices = tuple(
            notice.model_copy(update={"values": {**notice.values, "name": name}})
            if notice.values.get("name") in {"", partner}
            else notice
            for notice in self.notices
        )
        return self.model_copy(update={"notices": notices})

    @property
    def unclear(self) -> frozenset[str]:
        """The prompts whose answers are left out because it cannot be read who may see them."""
        return frozenset(notice.unclear for notice in self.notices if notice.unclear)

    def with_notices(self, *notices: Notice) -> Returned:
        """Return the same answers with more to tell the coach."""
        unique = {notice.model_dump_json(): notice for notice in (*self.notices, *notices)}
        return self.model_copy(update={"notices": tuple(unique.values())})
