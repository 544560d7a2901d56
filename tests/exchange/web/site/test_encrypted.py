"""By a link with the coach's key in it the page encrypts, without the internet as well."""

from __future__ import annotations

from dataclasses import replace

from playwright.sync_api import Browser

from coopcoach.exchange.encryption import decrypted, new_key
from coopcoach.exchange.web.site.link import link_address
from tests.exchange.web.browsing import opened
from tests.exchange.web.site.serving import Served, link_of
from tests.exchange.web.workbooks import Room

KEY = new_key()


def test_a_link_with_the_key_encrypts_what_is_handed_in(
    browser: Browser, site: Served, workbook: Room
) -> None:
    context = browser.new_context(reduced_motion="reduce")
    address = link_address(site.address, replace(link_of(workbook), key=KEY.public))
    seen = opened(context.new_page(), address)
    seen.go("arrive")
    seen.page.locator("#q-arrive-wish-field").fill("Klare Verhältnisse 👍")
    seen.wait_until_kept()
    context.set_offline(True)
    seen.page.reload()
    data = seen.hand_in().read_bytes()
    assert b"Verh" not in data
    assert "Klare Verhältnisse 👍" in decrypted(data, KEY.private).decode()
    assert seen.errors == []
    context.close()


def test_where_the_library_cannot_be_had_nothing_is_handed_in(
    browser: Browser, site: Served, workbook: Room
) -> None:
    context = browser.new_context(reduced_motion="reduce", service_workers="block")
    page = context.new_page()
    page.route("**/age-*.js", lambda route: route.abort())
    seen = opened(page, link_address(site.address, replace(link_of(workbook), key=KEY.public)))
    seen.go("hand-in")
    seen.press("#hand-in-now")
    page.locator("#no-share").wait_for()
    assert page.locator("#mail").count() == 0
    assert page.locator("#hand-in-now").is_visible()
    page.unroute("**/age-*.js")
    assert b"BEGIN AGE" in seen.hand_in().read_bytes()
    context.close()
