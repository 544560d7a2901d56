"""A partner in three browsers: leaves and comes back, is offline, saves the file, copies, and sees what the page asked for."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Protocol, cast

import pytest
from playwright.sync_api import Playwright

from tests.exchange.web.browsing import Opened, opened
from tests.exchange.web.site.conftest import ON_LOOPBACK
from tests.exchange.web.site.webdriver import DriverPage, firefox, webkit
from tests.exchange.web.test_filling import WINDOWS

PATIENCE = 20
# As WebDriver writes these keys.
ENTER, CONTROL = "\ue007", "\ue009"
ASKED_FOR = "performance.getEntriesByType('resource').map(entry => entry.name)"
# The page may not put text into the clipboard by itself: what is read is what a person would paste.
_PASTING = """(() => {
  const area = document.createElement("textarea");
  area.id = "pasted";
  document.body.append(area);
  area.focus();
})()"""
# WebKit keeps no downloads under automation: what the page would save is taken from it.
_TAKE = "URL.createObjectURL = blob => (blob.text().then(text => window.sent = text), 'data:,x')"


class Visitor(Protocol):
    """A partner at a browser of one kind."""

    seen: Opened

    def come_back(self, address: str) -> None:
        """Close the page, and open the link anew."""

    def saved(self, press: Callable[[], None]) -> bytes:
        """Return the file that the page saves when something is pressed."""

    def press_as_person(self, what: str) -> None:
        """Press a button by a real click or key: pages may copy only then."""

    def pasted(self) -> str:
        """Return what the clipboard holds."""

    def asked_for(self) -> list[str]:
        """Return the addresses that the open page asked for."""


class InChromium:
    def __init__(self, start: Callable[[str], tuple[Any, Opened]], address: str) -> None:
        self._start = start
        self.context, self.seen = start(address)
        self.requests: list[str] = []

    def come_back(self, address: str) -> None:
        self.requests += self.seen.requests
        self.seen.page.close()
        self.context.close()
        self.context, self.seen = self._start(address)

    def saved(self, press: Callable[[], None]) -> bytes:
        with self.seen.page.expect_download() as download:
            press()
        return Path(download.value.path()).read_bytes()

    def press_as_person(self, what: str) -> None:
        self.seen.page.locator(what).press("Enter")

    def pasted(self) -> str:
        return str(self.seen.page.evaluate("navigator.clipboard.readText()"))

    def asked_for(self) -> list[str]:
        return [url for url in (*self.requests, *self.seen.requests) if url.startswith("http")]


class InDriver:
    """Firefox or WebKit; ``folder`` is that of the downloads, if the browser keeps them.

    Firefox is ended and started again; WebKit, which forgets everything at its end, gets another window.
    """

    def __init__(
        self,
        start: Callable[[], AbstractContextManager[Opened]],
        address: str,
        folder: Path | None = None,
    ) -> None:
        self._start, self.folder = start, folder
        self.stack = ExitStack()
        self.seen = self.stack.enter_context(start())
        self.page.goto(address)

    @property
    def page(self) -> DriverPage:
        return cast(DriverPage, self.seen.page)

    def come_back(self, address: str) -> None:
        if self.folder is None:
            self.page.reopen()
        else:
            self.stack.close()
            self.seen = self.stack.enter_context(self._start())
        self.page.goto(address)

    def saved(self, press: Callable[[], None]) -> bytes:
        if self.folder is None:
            self.page.script(_TAKE)
            press()
            return str(until(lambda: self.page.script("return window.sent"))).encode()
        before = set(self.folder.glob("*"))
        press()

        def whole() -> bytes:
            assert self.folder is not None
            new = set(self.folder.glob("*")) - before
            is_partly = any(path.suffix == ".part" for path in self.folder.glob("*"))
            return b"" if is_partly else b"".join(path.read_bytes() for path in new)

        return cast(bytes, until(whole))

    def press_as_person(self, what: str) -> None:
        if self.folder is None:
            # Its clicks are made by a script, which may not copy.
            self.page.locator(what).press_keys(ENTER)
        else:
            self.seen.press(what)

    def pasted(self) -> str:
        self.page.script(_PASTING)
        self.page.locator("#pasted").press_keys(CONTROL + "v")
        read = "return document.getElementById('pasted').value"
        text = str(until(lambda: self.page.script(read)))
        self.page.script("document.getElementById('pasted').remove()")
        return text

    def asked_for(self) -> list[str]:
        return cast(list[str], self.page.script(f"return {ASKED_FOR}"))


@contextmanager
def visitor(
    kind: str, window: str, address: str, folder: Path, request: pytest.FixtureRequest
) -> Iterator[Visitor]:
    """Open a link in a browser, or skip where this machine has none of the kind."""
    if kind == "chromium":
        playwright: Playwright = request.getfixturevalue("playwright")
        path = request.getfixturevalue("chromium_path")

        def start(place: str) -> tuple[Any, Opened]:
            context = playwright.chromium.launch_persistent_context(
                folder / "profile",
                executable_path=path,
                args=ON_LOOPBACK,
                reduced_motion="reduce",
                permissions=["clipboard-read", "clipboard-write"],
                **WINDOWS[window],
            )
            return context, opened(context.pages[0], place, touch=window == "phone")

        there = InChromium(start, address)
        yield there
        there.context.close()
    elif kind == "firefox":
        if shutil.which("firefox-esr") is None:
            pytest.skip("no firefox-esr here")
        profile = folder / "profile"
        (profile / "downloads").mkdir(parents=True)
        start_firefox = partial(firefox, profile, narrow=window == "phone")
        in_firefox = InDriver(start_firefox, address, profile / "downloads")
        with in_firefox.stack:
            yield in_firefox
    else:
        browser = next(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"), None)
        if browser is None or not (shutil.which("WebKitWebDriver") and shutil.which("Xvfb")):
            pytest.skip("no webkit2gtk-driver or no xvfb here")
        in_webkit = InDriver(partial(webkit, browser, narrow=window == "phone"), address)
        with in_webkit.stack:
            yield in_webkit


def until(told: Callable[[], object]) -> object:
    """Return what a function tells once it tells something: these drivers send no events."""
    ends = time.monotonic() + PATIENCE
    while not (found := told()):
        assert time.monotonic() < ends
        time.sleep(0.05)
    return found
