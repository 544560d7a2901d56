"""A served site, and a browser that reaches nothing but it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright

from tests.exchange.web.browsing import ARGUMENTS
from tests.exchange.web.site.serving import Served, served, write_site_of
from tests.exchange.web.workbooks import Room

ON_LOOPBACK = [each.replace("NOTFOUND", "NOTFOUND, EXCLUDE 127.0.0.1") for each in ARGUMENTS]


@pytest.fixture(scope="package")
def site(workbook: Room, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(write_site_of(workbook, tmp_path_factory.mktemp("served") / "site")) as here:
        yield here


@pytest.fixture(scope="package")
def browser(playwright: Playwright, chromium_path: str) -> Iterator[Browser]:
    started = playwright.chromium.launch(executable_path=chromium_path, args=ON_LOOPBACK)
    yield started
    started.close()
