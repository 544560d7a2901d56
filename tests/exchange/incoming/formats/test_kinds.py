"""The kind of a file is told by its content."""

from __future__ import annotations

import pytest

from coopcoach.exchange.incoming.formats.kinds import FileKind, is_mail, kind_of

HEAD = ("From: anna@example.org", "Subject: a", "\tlong one", "MIME-Version: 1.0")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_calendar_is_no_mail_however_long_it_is(end: str) -> None:
    """Its lines look like the head of a mail that never ends; each of them doubled the time."""
    lines = ["BEGIN:VCALENDAR", *["DESCRIPTION:a call", " goes on"] * 2000, "END:VCALENDAR", ""]
    assert kind_of(end.join(lines).encode()) is FileKind.TEXT


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_head_of_a_mail_ends_with_a_blank_line(end: str) -> None:
    assert is_mail(end.join([*HEAD, "", "Hello"]).encode())
    assert not is_mail(end.join(HEAD).encode())


def test_the_data_of_a_form_are_known() -> None:
    for data in (b"%FDF-1.2\n1 0 obj", b'<?xml version="1.0"?>\n<xfdf xmlns="x">'):
        assert kind_of(data) is FileKind.FORM_DATA
