"""What was read from a file that came back, whatever its form: answers by prompt, and all the rest."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from coopcoach.domain.answers import Answer
from coopcoach.domain.exercise import Frozen


class Returned(Frozen):
    """One partner's answers as they came back.

    ``answers`` holds what could be read, by prompt id; a prompt that is not in it was not in the file.
    ``found`` holds text that belongs to no prompt: it is kept and shown, never dropped. ``made`` is when the
    blank workbook was made, as the file itself says. ``handed_in`` is set where the partner says in the file
    that it is finished, ``handed_in_at`` where it also says when. ``name`` is the partner's name, ``content``
    the version of the exercises that were asked, ``encrypt_to`` the coach's public key; a file need not say
    them.
    """

    form: Literal["pdf", "markdown"]
    session: str
    partner: str
    language: str
    made: datetime | None = None
    answers: dict[str, Answer] = Field(default_factory=dict)
    found: tuple[str, ...] = ()
    handed_in: bool = False
    handed_in_at: datetime | None = None
    name: str = ""
    content: str = ""
    encrypt_to: str = ""
