"""Firefox and WebKit by the WebDriver protocol: Marionette over TCP and WebKitWebDriver over HTTP, without another library.

What a test needs of Playwright's page is here with the same names.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from tests.exchange.web.browsing import Opened

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
PATIENCE = 20


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


class Marionette:
    """Firefox's own protocol: the commands of WebDriver, each a line of JSON behind its length."""

    def __init__(self, port: int) -> None:
        ends = time.monotonic() + 60
        while True:
            with suppress(OSError):
                self.stream = socket.create_connection(("127.0.0.1", port), 60)
                break
            if time.monotonic() > ends:
                raise TimeoutError
            time.sleep(0.1)
        self.number = 0
        self._receive()
        self.send("NewSession", {})

    def send(self, name: str, body: dict[str, Any], room: str = "WebDriver") -> Any:
        """Call a command and return its value."""
        self.number += 1
        message = json.dumps([0, self.number, f"{room}:{name}", body])
        self.stream.sendall(f"{len(message.encode())}:{message}".encode())
        _, _, error, result = self._receive()
        if error:
            raise RuntimeError(error["message"])
        return result.get("value", result) if isinstance(result, dict) else result

    def _receive(self) -> Any:
        head = b""
        while not head.endswith(b":"):
            head += self.stream.recv(1)
        rest = b""
        while len(rest) < int(head[:-1]):
            rest += self.stream.recv(65536)
        return json.loads(rest)


class WebKitDriver:
    """The HTTP of WebKitWebDriver."""

    def __init__(self, port: int, browser: Path) -> None:
        self.base = f"http://127.0.0.1:{port}/session"
        options = {"binary": str(browser), "args": ["--automation"]}
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        ends = time.monotonic() + 60
        while True:
            with suppress(OSError):
                made = self._post("", {"capabilities": wanted})
                break
            if time.monotonic() > ends:
                raise TimeoutError
            time.sleep(0.2)
        self.base += "/" + made["sessionId"]

    def send(self, name: str, body: dict[str, Any]) -> Any:
        """Call a command and return its value."""
        element = body.pop("id", "")
        if name == "GetWindowHandle":
            return self._call("GET", "/window", None)
        if name == "CloseWindow":
            return self._call("DELETE", "/window", None)
        paths = {
            "NewWindow": "window/new",
            "SwitchToWindow": "window",
            "Navigate": "url",
            "ExecuteScript": "execute/sync",
            "ExecuteAsyncScript": "execute/async",
            "SetWindowRect": "window/rect",
            "ElementClick": f"element/{element}/click",
            "ElementSendKeys": f"element/{element}/value",
        }
        return self._post(f"/{paths[name]}", body)

    def _post(self, path: str, body: dict[str, Any]) -> Any:
        return self._call("POST", path, body)

    def _call(self, method: str, path: str, body: dict[str, Any] | None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        kind = {"Content-Type": "application/json"}
        request = Request(self.base + path, data, kind, method=method)  # noqa: S310 - loopback
        try:
            with urlopen(request, timeout=60) as answer:  # noqa: S310 - loopback
                return json.load(answer)["value"]
        except HTTPError as error:
            raise RuntimeError(error.read().decode()) from None


class Locator:
    """An element by its selector, waited for where it is used."""

    def __init__(
        self, page: DriverPage, selector: str, inside: str = "document", text: str = ""
    ) -> None:
        self.page, self.selector, self.inside, self.text = page, selector, inside, text

    def locator(self, selector: str) -> Locator:
        child = f":scope {selector}" if selector.startswith(">") else selector
        return Locator(
            self.page, child, f"{self.inside}.querySelector({json.dumps(self.selector)})"
        )

    def count(self) -> int:
        return int(self._js("return all.length"))

    def get_attribute(self, name: str) -> str | None:
        found: str | None = self._js(f"return all[0].getAttribute({json.dumps(name)})")
        return found

    def inner_text(self) -> str:
        return str(self._js("return all[0].innerText"))

    def evaluate(self, function: str) -> Any:
        return self._js(f"return ({function})(all[0])")

    def wait_for(self) -> None:
        self._element()

    def click(self) -> None:
        element = self._element()
        self._js("all[0].scrollIntoView({ block: 'center' })")
        # An input that lies invisible above its label; and WebKit's clicks miss what has just been scrolled to.
        hidden = isinstance(self.page.driver, WebKitDriver) or bool(
            self._js("return getComputedStyle(all[0]).opacity === '0'")
        )
        if hidden:
            self._js("all[0].click()")
        else:
            self.page.driver.send("ElementClick", {"id": element[ELEMENT]})

    tap = click

    def press_keys(self, keys: str) -> None:
        """Type into the element as a keyboard does; a button is pressed by Enter."""
        element = self._element()
        self.page.driver.send("ElementSendKeys", {"id": element[ELEMENT], "text": keys})

    def fill(self, text: str) -> None:
        self._element()
        # Typed keys end at the first line break of some fields and cannot be emoji in all drivers.
        self._js(
            "const [field] = all; field.focus();"
            f"const set = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value').set;"
            f"set.call(field, {json.dumps(text)});"
            "field.dispatchEvent(new Event('input', { bubbles: true }))"
        )

    def select_option(self, value: str) -> None:
        self._element()
        self._js(
            f"all[0].value = {json.dumps(value)};"
            "all[0].dispatchEvent(new Event('change', { bubbles: true }))"
        )

    def _element(self) -> Any:
        ends = time.monotonic() + PATIENCE
        while not (found := self._js("return all[0] ?? null")):
            if time.monotonic() > ends:
                raise TimeoutError(self.selector)
            time.sleep(0.05)
        return found

    def _js(self, script: str) -> Any:
        found = f"[...({self.inside}?.querySelectorAll({json.dumps(self.selector)}) ?? [])]"
        wanted = f"each.textContent.includes({json.dumps(self.text)})"
        return self.page.script(f"const all = {found}.filter(each => {wanted});{script}")


class DriverPage:
    """A page with the few methods of Playwright's that a person at the workbook needs."""

    def __init__(self, driver: Marionette | WebKitDriver) -> None:
        self.driver = driver

    def goto(self, address: str) -> None:
        self.driver.send("Navigate", {"url": address})

    def reopen(self) -> None:
        """Open another window, and close the one that was open."""
        old = self.driver.send("GetWindowHandle", {})
        new = self.driver.send("NewWindow", {"type": "tab"})
        new = new.get("handle", new) if isinstance(new, dict) else new
        self.driver.send("CloseWindow", {})
        self.driver.send("SwitchToWindow", {"handle": new})
        assert new != old

    def script(self, source: str, *arguments: Any) -> Any:
        return self.driver.send("ExecuteScript", {"script": source, "args": list(arguments)})

    def evaluate(self, function: str, argument: Any = None) -> Any:
        if not function.lstrip().startswith(("(", "place =>")):
            return self.script(f"return {function}")
        source = (
            f"const done = arguments[1]; Promise.resolve(({function})(arguments[0])).then(done)"
        )
        return self.driver.send("ExecuteAsyncScript", {"script": source, "args": [argument]})

    def locator(self, selector: str, *, has: Locator | None = None, has_text: str = "") -> Locator:
        return Locator(self, f"{selector}:has({has.selector})" if has else selector, text=has_text)


@contextmanager
def firefox(profile: Path, *, narrow: bool) -> Iterator[Opened]:
    """Start Firefox without a window, with a profile that is kept."""
    port = free_port()
    profile.mkdir(exist_ok=True)
    preferences: dict[str, object] = {
        "ui.prefersReducedMotion": 1,
        "browser.download.folderList": 2,
        "browser.download.dir": str(profile / "downloads"),
        "marionette.port": port,
        # The narrowest window is wider than a phone: larger pixels make up for it.
        "layout.css.devPixelsPerPx": "1.3" if narrow else "1.0",
    }
    lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});\n" for k, v in preferences.items()]
    (profile / "user.js").write_text("".join(lines))
    with running(
        [shutil.which("firefox-esr") or "", "--headless", "--marionette", "--profile", str(profile)]
    ) as program:
        driver = Marionette(port)
        with driver.stream:
            size = (507, 1100) if narrow else (1280, 900)
            driver.send("SetWindowRect", {"width": size[0], "height": size[1]})
            yield Opened(DriverPage(driver))  # type: ignore[arg-type]
            # As a person closes it: what a killed Firefox had not written yet is lost.
            driver.send("Quit", {"flags": ["eAttemptQuit"]}, "Marionette")
            program.wait(PATIENCE)


@contextmanager
def webkit(browser: Path, *, narrow: bool) -> Iterator[Opened]:
    """Start WebKit on a screen of its own; it keeps nothing once it is closed."""
    port, screen = free_port(), f":{free_port() % 5000 + 100}"
    with running([shutil.which("Xvfb") or "", screen, "-screen", "0", "1400x1000x24"]):
        command = ["env", f"DISPLAY={screen}", "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS=1"]
        driver_path = shutil.which("WebKitWebDriver") or ""
        with running([*command, driver_path, f"--port={port}"]):
            driver = WebKitDriver(port, browser)
            size = (390, 844) if narrow else (1280, 900)
            driver.send("SetWindowRect", {"width": size[0], "height": size[1], "x": 0, "y": 0})
            yield Opened(DriverPage(driver))  # type: ignore[arg-type]


@contextmanager
def running(command: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program meanwhile."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as program:
        try:
            yield program
        finally:
            program.terminate()
