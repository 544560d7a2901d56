"""The link: whatever a session is called, it is short, and comes back equal in Python and in the page; damage is told."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page

from coopcoach.domain.exercise import PACKS
from coopcoach.exchange.outgoing.mail import line_of
from coopcoach.exchange.web.page import script_parts
from coopcoach.exchange.web.site.files import site_scripts
from coopcoach.exchange.web.site.link import (
    LONGEST,
    DamagedLink,
    Link,
    link_address,
    read_link,
    write_link,
)
from tests.builders.examples import examples

KEY = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"
SITE = "https://katrin-vogt-coaching.example/arbeitsheft/"
SAMPLE = Link(
    language="de",
    session="maler-und-tischler",
    partner="anna-meier",
    name="Anna",
    other="Jörg",
    coach="Katrin Vogt",
    address="katrin@example.org",
    pack="compact",
    prints=tuple(range(1000, 1011)),
    digest=0x1234ABCD,
    made=datetime(2027, 1, 4, 9, 30, tzinfo=UTC),
    answer_by=date(2027, 1, 13),
    key=KEY,
)
NAMES = st.text(max_size=80).map(line_of)
SLUGS = st.from_regex(r"[a-z0-9](-?[a-z0-9]){0,31}", fullmatch=True)
LINKS = st.builds(
    Link,
    language=st.sampled_from(["de", "en", "de-du"]),
    session=SLUGS,
    partner=SLUGS,
    name=NAMES,
    other=NAMES,
    coach=NAMES,
    address=NAMES,
    pack=st.sampled_from(PACKS),
    prints=st.lists(st.integers(0, 2**16 - 1), max_size=18).map(tuple),
    digest=st.integers(0, 2**32 - 1),
    made=st.datetimes(datetime(2020, 1, 1), datetime(2099, 1, 1)).map(
        lambda each: each.replace(tzinfo=UTC, microsecond=0)
    ),
    answer_by=st.none() | st.dates(date(2020, 1, 2), date(2190, 1, 1)),
    key=st.just("")
    | st.text("qpzry9x8gf2tvdw0s3jn54khce6mua7l", min_size=58, max_size=58).map("age1".__add__),
)


@given(LINKS)
def test_a_link_comes_back_equal(link: Link) -> None:
    assert read_link(write_link(link)) == link


@given(LINKS)
def test_no_link_is_longer_than_mail_programs_keep_whole(link: Link) -> None:
    address = link_address(SITE, replace(link, session="x" * 64, partner="y" * 42))
    assert len(address) <= LONGEST
    assert address.startswith(f"{SITE}#1")
    assert address[-1] == "z"
    read = read_link(address.partition("#")[2])
    assert link.name.startswith(read.name.strip()) or read.name == link.name


def test_the_sample_is_far_below_the_limit() -> None:
    assert len(link_address("https://heft.example.org", SAMPLE)) < 270


@given(st.data())
def test_damage_is_told(data: st.DataObject) -> None:
    fragment = write_link(SAMPLE)
    at = data.draw(st.integers(0, len(fragment) - 1))
    other = data.draw(st.sampled_from("Aa0-_%= ").filter(lambda c: c != fragment[at]))
    cut = data.draw(st.integers(0, len(fragment) - 1))
    for damaged in (
        fragment[:at] + other + fragment[at + 1 :],
        fragment[:cut],
        fragment + fragment[:cut] + "!",
    ):
        # The last letter holds bits that are not used.
        with suppress(DamagedLink):
            assert read_link(damaged) == SAMPLE
            assert at == len(fragment) - 2


def as_script_has_it(link: Link) -> dict[str, Any]:
    fields = asdict(link)
    day = fields.pop("answer_by")
    return {
        **fields,
        "prints": list(link.prints),
        "made": link.made.isoformat(timespec="seconds"),
        "answerBy": day.isoformat() if day else None,
    }


def test_the_page_reads_it_as_the_program_does(page: Page) -> None:
    source = "\n".join([script_parts()["seal"], site_scripts()["link"]])
    tried = """fragments => fragments.map(fragment => {
      try { return readLink(fragment) } catch (error) {
        if (!(error instanceof DamagedLink)) throw error;
        return null;
      }
    })"""
    page.evaluate("source => { window.read = eval(source) }", f"{source}\n({tried})")

    @examples(100)
    @given(st.lists(LINKS, min_size=1, max_size=8), st.integers(1, 30))
    def same(links: list[Link], at: int) -> None:
        fragments = [write_link(link) for link in links]
        broken = [
            each[:at] + ("A" if each[at] != "A" else "B") + each[at + 1 :] for each in fragments
        ]
        read = page.evaluate(
            "given => window.read(given)", [*fragments, *broken, "", "1z", "overview"]
        )
        assert read[: len(links)] == [as_script_has_it(link) for link in links]
        assert read[len(links) :] == [None] * (len(links) + 3)

    same()


def test_days_beyond_what_it_holds_are_left_out() -> None:
    far = replace(SAMPLE, answer_by=date(2020, 1, 1) + timedelta(days=1 << 16))
    assert read_link(write_link(far)).answer_by is None
