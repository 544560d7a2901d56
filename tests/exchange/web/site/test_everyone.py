"""Every screen behind the link can be used by everyone: axe-core in both colour schemes, at 320 pixels, at 200 %, wide."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, expect

from coopcoach.domain.answers import Answer, Stance, TextValue
from coopcoach.exchange.encryption import new_key
from coopcoach.exchange.web.site.link import link_address
from tests.exchange.web.browsing import opened
from tests.exchange.web.site.serving import Served, link_of
from tests.exchange.web.test_filling import SHARE_SHEET
from tests.exchange.web.test_for_everyone import faults, places_of
from tests.exchange.web.workbooks import Room

pytestmark = pytest.mark.deep

# 640 by 512 is a window of 1280 by 1024 at 200 %.
SIZES = {"320 px": (320, 700), "200 %": (640, 512), "wide": (1280, 900)}


@pytest.mark.parametrize("size", list(SIZES))
@pytest.mark.parametrize("touch", [False, True], ids=["mouse", "touch"])
def test_no_screen_has_a_fault_or_goes_beyond_the_window(
    browser: Browser, workbook: Room, site: Served, size: str, touch: bool
) -> None:
    width, height = SIZES[size]
    # The checker itself is put into the page.
    context = browser.new_context(
        viewport={"width": width, "height": height},
        has_touch=touch,
        is_mobile=touch,
        reduced_motion="reduce",
        bypass_csp=True,
        service_workers="block",
    )
    page = context.new_page()
    if touch:
        page.add_init_script(SHARE_SHEET)
    key = new_key().public if touch else ""
    address = link_address(site.address, replace(link_of(workbook), key=key))
    seen = opened(page, address, touch=touch)
    found: dict[str, list[str]] = {}

    def look(name: str) -> None:
        found[name] = faults(page)
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            found[name].append(f"{wide} pixels wide")

    for place in places_of(workbook, seen):
        seen.go(place)
        look(place)
    filled = workbook.prompts[1]
    seen.go(filled.id if seen.is_narrow else workbook.exercises[0].id)
    seen.fill(filled, Answer(value=TextValue(text="Klarheit"), stance=Stance.TALK_LIVE))
    seen.unfold(filled)
    look("filled and unfolded")
    two_windows(page)
    look("two windows")
    seen.go("start")
    look("begun")
    seen.go("hand-in")
    seen.press("#hand-in-now")
    page.locator("#copy-answers").wait_for()
    look("handed in")
    seen.press("#copy-answers")
    page.locator("#copied").wait_for()
    look("copied")
    page.goto("about:blank")
    page.goto(site.address)
    expect(page.locator("#page a")).to_have_count(1)
    look("come back without the link")
    context.close()
    assert {name: each for name, each in found.items() if each} == {}
    assert len(found) > len(workbook.exercises)


def two_windows(page: Page) -> None:
    """Let another window write."""
    page.evaluate("""() => {
      const key = Object.keys(localStorage).find((name) => name.split(":").length === 3);
      const there = JSON.parse(localStorage.getItem(key));
      localStorage.setItem(key, JSON.stringify({ ...there, stamp: `${Date.now()}-other` }));
      dispatchEvent(new Event("focus"));
    }""")
    page.locator("#two-windows").wait_for()
