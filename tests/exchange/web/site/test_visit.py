"""A partner comes by the link: fills in, closes, comes back, is offline, hands in; and nobody else hears of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from coopcoach.domain.answers import Answer, Stance, Visibility
from coopcoach.exchange.web.site.link import write_link
from coopcoach.markup.formats.answers_file import seal_of
from tests.builders.examples import deep
from tests.exchange.web.browsing import Opened, opened
from tests.exchange.web.site.conftest import ON_LOOPBACK
from tests.exchange.web.site.serving import Served, address_of, link_of, served, write_site_of
from tests.exchange.web.test_filling import WINDOWS, fill_exercises, imported
from tests.exchange.web.test_for_everyone import faults
from tests.exchange.web.workbooks import Room, room, sample_answers

NOW = datetime(2027, 1, 13, 8, 0, tzinfo=UTC)
WISH = "#q-arrive-wish-field"


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("window", ["phone", deep("wide")])
def test_the_whole_compact_workbook_by_the_link(
    playwright: Playwright, chromium_path: str, tmp_path: Path, window: str
) -> None:
    office = room(tmp_path / "house")
    answers = sample_answers(office.workbook)
    answers["arrive.wish"] = Answer(stance=Stance.TALK_LIVE)
    answers["goal.why"] = answers["goal.why"].model_copy(update={"visibility": Visibility.COACH})
    half = len(office.exercises) // 2

    def start(address: str) -> tuple[Any, Opened]:
        context = playwright.chromium.launch_persistent_context(
            tmp_path / "profile",
            executable_path=chromium_path,
            args=ON_LOOPBACK,
            reduced_motion="reduce",
            **WINDOWS[window],
        )
        return context, opened(context.pages[0], address, touch=window == "phone")

    with served(write_site_of(office, tmp_path / "site")) as site:
        address = address_of(office, site)
        context, first = start(address)
        first.press("#page .main")
        fill_exercises(first, office, answers, slice(0, half))
        # The last thing typed before the window is closed, with no pause after it.
        unfinished = office.prompts_of(office.exercises[half])[0]
        first.fill(unfinished, answers[unfinished.id])
        first.wait_until_kept()
        first.page.close()
        context.close()

        context, again = start(address)
        expect(again.page.locator("#saved")).to_contain_text("Alles ist noch da")
        context.set_offline(True)
        again.page.reload()
        fill_exercises(again, office, answers, slice(half, None), done=unfinished.id)
        sent = again.hand_in().read_bytes()
        context.close()

    requested = [*first.requests, *again.requests]
    assert {url.split(":")[0] for url in requested if not url.startswith(site.address)} <= {
        "blob",
        "mailto",
    }
    assert (first.errors, again.errors) == ([], [])
    fragment = address.partition("#")[2]
    assert site.log
    assert not any(fragment[8:24] in line or office.session.slug in line for line in site.log)

    document = imported(office, sent, answers, tmp_path)
    assert document.front.values["seal"] == seal_of(document)


def test_the_link_stays_in_the_address_and_another_one_begins_anew(
    visitor: Page, workbook: Room, site: Served
) -> None:
    address = address_of(workbook, site)
    seen = opened(visitor, address)
    seen.press("#page .main")
    assert visitor.url == f"{address}/arrive"
    visitor.locator(WISH).fill("Klarheit")
    visitor.go_back()
    expect(visitor.locator("#heading")).to_contain_text("Arbeitsheft von Anna")
    other = write_link(link_of(workbook).__class__(**{**vars(link_of(workbook)), "partner": "ben"}))
    visitor.evaluate("hash => { location.hash = hash }", other)
    expect(visitor.locator("#saved:not(:empty)")).to_have_count(0)
    seen.go("arrive")
    expect(visitor.locator(WISH)).to_have_value("")
    # Without a link it names those that were opened here.
    visitor.goto(f"{site.address}index.html")
    expect(visitor.locator("#page a")).to_have_count(2)
    visitor.locator("#page a >> nth=1").click()
    seen.go("arrive")
    expect(visitor.locator(WISH)).to_have_value("Klarheit")
    assert seen.errors == []


def test_damage_and_other_exercises_are_said(visitor: Page, workbook: Room, site: Served) -> None:
    link = link_of(workbook)
    changed = write_link(link.__class__(**{**vars(link), "prints": (1, *link.prints[1:])}))
    whole = write_link(link)
    for fragment, words in (
        (whole[:-9], "nicht vollständig"),
        (f"{whole[:40]}%E0%", "nicht vollständig"),
        (whole.replace("1de.", "1fr."), "not complete"),
        (changed, "gehört zu anderen Fragen"),
    ):
        visitor.goto("about:blank")
        visitor.goto(f"{site.address}#{fragment}")
        expect(visitor.locator("#page")).to_contain_text(words)
    visitor.goto("about:blank")
    # As a mail program breaks it, and with a place that no address can hold.
    visitor.goto(f"{site.address}#{whole[:70]}%20{whole[70:]}/%E0%")
    expect(visitor.locator("#heading")).to_contain_text("Arbeitsheft von Anna")


def test_without_the_internet_on_the_first_visit_it_says_so_and_tries_again(
    visitor: Page, workbook: Room, site: Served
) -> None:
    visitor.context.route("**/de-*.json", lambda route: route.abort())
    visitor.goto(address_of(workbook, site))
    expect(visitor.locator("#page")).to_contain_text("ließen sich nicht laden")
    visitor.context.unroute("**/de-*.json")
    visitor.locator("#page .main").click()
    expect(visitor.locator("#heading")).to_contain_text("Arbeitsheft von Anna")


def test_inside_another_app_it_says_where_to_write(
    browser: Browser, workbook: Room, site: Served
) -> None:
    agent = "Mozilla/5.0 (Linux; Android 15; Pixel 8; wv) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"
    context = browser.new_context(user_agent=agent)
    page = context.new_page()
    page.goto(address_of(workbook, site))
    expect(page.locator("#page li").first).to_contain_text("Im Browser öffnen")
    context.close()


def test_without_script_it_says_what_to_do(browser: Browser, workbook: Room, site: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address_of(workbook, site))
    words = page.locator("main").inner_text()
    assert "nehmen Sie das PDF" in words
    assert "take the PDF" in " ".join(words.split())
    context.close()


def test_its_own_pages_have_no_fault_and_fit(
    browser: Browser, workbook: Room, site: Served
) -> None:
    # The checker itself is put into the page.
    context = browser.new_context(
        viewport={"width": 320, "height": 700}, bypass_csp=True, service_workers="block"
    )
    page = context.new_page()
    found = {}
    for fragment in ("", "1de.broken", write_link(link_of(workbook))):
        page.goto("about:blank")
        page.goto(f"{site.address}#{fragment}")
        page.locator("#page h1").wait_for()
        found[fragment] = faults(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()
    assert {fragment: each for fragment, each in found.items() if each} == {}
