"""A real browser, where the machine has one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from coopcoach.services.workspace.doctor import remedy
from tests.exchange.web.browsing import ARGUMENTS, Opened, opened
from tests.exchange.web.workbooks import Room, room
from tools.native_libraries import PLAYWRIGHT_NEEDS

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def installed() -> str | None:
    """Return the browser of this machine."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    return found or (str(_MAC) if _MAC.exists() else None)


# For this folder alone: while it runs, the driver keeps an event loop that other tests would stumble over.
@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    if lacking := [need for need in PLAYWRIGHT_NEEDS if not need.present()]:
        pytest.skip(f"Playwright does not start without libatomic: {remedy(lacking)}")
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="package")
def chromium_path() -> str:
    path = os.environ.get("COOPCOACH_CHROMIUM") or installed()
    if path is None:
        pytest.skip("no Chromium here: “make browser” installs it or says how")
    return path


@pytest.fixture(scope="package")
def chromium(playwright: Playwright, chromium_path: str) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=chromium_path, args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    # Without motion nothing has to be waited for.
    made = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture(scope="package")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Room:
    """A session in German, and Anna's web workbook on the disk."""
    return room(tmp_path_factory.mktemp("web"), pack="full")


@pytest.fixture
def anna(page: Page, workbook: Room) -> Opened:
    """Anna's workbook, opened."""
    return opened(page, workbook.path)
