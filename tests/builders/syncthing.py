"""Two instances of Syncthing on this machine, which share a folder and can be cut off from each other."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROGRAM = os.environ.get("COOPCOACH_SYNCTHING") or shutil.which("syncthing")
KEY = "coopcoach-tests"
FOLDER = "office"
# Seconds.
PATIENCE = 120
ROUND = 2


@dataclass
class Machine:
    """One instance, its folder and its addresses."""

    home: Path
    folder: Path
    gui: int
    port: int
    id: str = ""
    process: subprocess.Popen[bytes] | None = None

    def ask(self, path: str, method: str = "GET") -> Any:
        """Return the answer of its interface."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.gui}/rest/{path}", method=method, headers={"X-API-Key": KEY}
        )
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310  # likewise
            body = answer.read()
        return json.loads(body) if body else None

    def begin(self) -> None:
        """Start it, and wait until it answers."""
        with (self.home / "log").open("wb") as log:
            self.process = subprocess.Popen(
                [str(PROGRAM), "serve", f"--home={self.home}", "--no-browser", "--no-restart"],
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**os.environ, "STNOUPGRADE": "1", "STNODEFAULTFOLDER": "1"},
            )
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                self.ask("system/ping")
            except (urllib.error.URLError, OSError):
                with socket.socket() as waiting:
                    # Returns as soon as something listens.
                    waiting.settimeout(1)
                    waiting.connect_ex(("127.0.0.1", self.gui))
            else:
                return
        raise AssertionError((self.home / "log").read_text("utf-8", "replace"))

    def end(self) -> None:
        """Stop it."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()


def _free_port() -> int:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        return int(bound.getsockname()[1])


def _configured(machine: Machine, machines: tuple[Machine, ...]) -> None:
    """Write a configuration that announces nothing, and knows both machines and the folder."""
    path = machine.home / "config.xml"
    tree = ET.parse(path)  # noqa: S314  # the program wrote it just now
    root = tree.getroot()
    for each in (*root.findall("device"), *root.findall("folder")):
        root.remove(each)
    gui = root.find("gui")
    assert gui is not None
    for tag, text in (("address", f"127.0.0.1:{machine.gui}"), ("apikey", KEY)):
        found = gui.find(tag)
        (ET.SubElement(gui, tag) if found is None else found).text = text
    options = root.find("options")
    assert options is not None
    for each in options.findall("listenAddress"):
        options.remove(each)
    wanted = {
        "listenAddress": f"tcp://127.0.0.1:{machine.port}",
        "globalAnnounceEnabled": "false",
        "localAnnounceEnabled": "false",
        "relaysEnabled": "false",
        "natEnabled": "false",
        "reconnectionIntervalS": "1",
        "urAccepted": "-1",
        "crashReportingEnabled": "false",
        "autoUpgradeIntervalH": "0",
    }
    for tag, text in wanted.items():
        found = options.find(tag)
        (ET.SubElement(options, tag) if found is None else found).text = text
    marks = {"id": FOLDER, "path": str(machine.folder), "type": "sendreceive"}
    folder = ET.SubElement(root, "folder", marks | {"rescanIntervalS": "3600"})
    folder.set("fsWatcherEnabled", "false")
    # The default of a folder that its own page makes; left out it is none.
    ET.SubElement(folder, "maxConflicts").text = "10"
    for each in machines:
        device = ET.SubElement(root, "device", {"id": each.id, "name": each.home.name})
        ET.SubElement(device, "address").text = f"tcp://127.0.0.1:{each.port}"
        ET.SubElement(folder, "device", {"id": each.id})
    tree.write(path)


@dataclass
class Pair:
    """Two machines that share a folder."""

    first: Machine
    second: Machine

    def part(self) -> None:
        """Cut both off from each other."""
        self._each("pause")

    def join(self) -> None:
        """Connect both, and wait until both have the same."""
        self._each("resume")
        self.settle()

    def settle(self) -> None:
        """Let both look at their folders until both have the same files."""
        self._until(lambda: all(self._is_connected(m) for m in (self.first, self.second)))
        self._until(self._is_same)

    def _each(self, verb: str) -> None:
        for here, there in ((self.first, self.second), (self.second, self.first)):
            here.ask(f"system/{verb}?device={there.id}", "POST")

    def _other(self, machine: Machine) -> Machine:
        return self.second if machine is self.first else self.first

    def _is_connected(self, machine: Machine) -> bool:
        found = machine.ask("system/connections")["connections"]
        return bool(found[self._other(machine).id]["connected"])

    def _is_same(self) -> bool:
        for machine in (self.first, self.second):
            # Returns when the folder was read.
            machine.ask(f"db/scan?folder={FOLDER}", "POST")
        return files_in(self.first.folder) == files_in(self.second.folder)

    def _until(self, is_so: Callable[[], bool]) -> None:
        until = time.monotonic() + PATIENCE
        while not is_so():
            assert time.monotonic() < until, self._state()
            since = self.first.ask("events?since=0&limit=1")[-1]["id"]
            # Returns with the next event, or after a round without one.
            self.first.ask(f"events?since={since}&timeout={ROUND}")

    def _state(self) -> str:
        both = (self.first, self.second)
        return "\n".join(
            str((m.ask(f"db/status?folder={FOLDER}"), files_in(m.folder))) for m in both
        )


def files_in(folder: Path) -> dict[str, bytes]:
    """Return all files that are shared, by their paths."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith((".stfolder", ".syncthing", "~syncthing"))
    }


@contextmanager
def two_machines(folder: Path) -> Iterator[Pair]:
    """Start two instances whose folders are joined, and stop them at the end."""
    made = []
    for name in ("first", "second"):
        home = folder / name
        shared = folder / f"{name}-office"
        shared.mkdir(exist_ok=True)
        (shared / ".stfolder").mkdir(exist_ok=True)
        subprocess.run(
            [str(PROGRAM), "generate", f"--home={home}", "--no-default-folder"],
            check=True,
            capture_output=True,
        )
        identity = subprocess.run(
            [str(PROGRAM), f"--home={home}", "--device-id"],
            check=True,
            capture_output=True,
            text=True,
        )
        made.append(Machine(home, shared, _free_port(), _free_port(), identity.stdout.strip()))
    pair = Pair(*made)
    try:
        for machine in made:
            _configured(machine, tuple(made))
            machine.begin()
        pair.settle()
        yield pair
    finally:
        for machine in made:
            machine.end()
