"""The sender of a mail, in every form that mail programs and people write it."""

from __future__ import annotations

import pytest

from coopcoach.exchange.incoming.formats.mails import mail_parts
from coopcoach.wording.person_names import read_person

ANNA = ("Anna Meier", "anna@example.org")


@pytest.mark.parametrize(
    ("head", "sender"),
    [
        ("Anna Meier <anna@example.org>", ANNA),
        ("Meier, Anna <anna@example.org>", ANNA),
        ('"Meier, Anna" <anna@example.org>', ANNA),
        ("'Meier, Anna' <anna@example.org>", ANNA),
        ("=?utf-8?q?Meier=2C_Anna?= <anna@example.org>", ANNA),
        ("=?iso-8859-1?q?Anna?= =?iso-8859-1?q?_Meier?= <anna@example.org>", ANNA),
        ("anna@example.org (Anna Meier)", ANNA),
        ("anna@example.org (Meier, Anna)", ANNA),
        ("Anna Meier, Malerei Meier <anna@example.org>", ANNA),
        ("Anna Meier [mailto:anna@example.org]", ANNA),
        ("Dr. Meier, Anna <anna@example.org>", ("Dr. Anna Meier", ANNA[1])),
        ("=?utf-8?B?w4RubmUgTcO8bGxlcg==?= <anna@example.org>", ("Änne Müller", ANNA[1])),
        ("Änne Müller <anna@example.org>", ("Änne Müller", ANNA[1])),
        ("anna@example.org", ("", ANNA[1])),
        ("<anna@example.org>", ("", ANNA[1])),
        ('"anna@example.org" <anna@example.org>', ("", ANNA[1])),
        ("Anna Meier", ("Anna Meier", "")),
        ("", ("", "")),
        ("=?utf-9?q?Anna?= <anna@example.org>", ("=?utf-9?q?Anna?=", ANNA[1])),
    ],
)
def test_the_sender_is_read_in_every_form(head: str, sender: tuple[str, str]) -> None:
    (part,) = mail_parts(f"From: {head}\nSubject: Hallo\n\nText".encode())
    assert (part.sender.name, part.sender.address) == sender
    assert part.sender.subject == "Hallo"


@pytest.mark.parametrize(
    ("line", "person"),
    [
        ("Meier, Anna <anna@example.org>", ("Anna Meier", "", ANNA[1])),
        ("Meier, Anna <a.meier@example.org>", ("Anna Meier", "", "a.meier@example.org")),
        ("Meier, Anna <meier.anna@example.org>", ("Anna Meier", "", "meier.anna@example.org")),
        ("Dr. Meier, Anna <a.meier@example.org>", ("Dr. Anna Meier", "", "a.meier@example.org")),
        ("anna@example.org (Anna Meier)", ("Anna Meier", "", ANNA[1])),
        ("=?utf-8?q?Anna_M=C3=BCller?= <anna@example.org>", ("Anna Müller", "", ANNA[1])),
        ("Anna Meier [mailto:anna@example.org]", ("Anna Meier", "", ANNA[1])),
        ("Anna, Malerei <anna@example.org>", ("Anna", "Malerei", ANNA[1])),
        ("Anna Meier, Malerei <a.meier@example.org>", ("Anna Meier", "Malerei", "a.meier@example.org")),
    ],
)  # fmt: skip
def test_a_person_copied_from_a_mail_has_no_firm(line: str, person: tuple[str, str, str]) -> None:
    assert tuple(read_person(line)) == person
