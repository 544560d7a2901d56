"""The site of a session as it stands on a web space, served on loopback by Python's own plain server."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from coopcoach.exchange.web.site.content import prints_in_link, session_prints
from coopcoach.exchange.web.site.files import site_files
from coopcoach.exchange.web.site.link import Link, link_address
from coopcoach.i18n import translator
from coopcoach.storage.content_folders import content_folders
from coopcoach.storage.exercises import Workbooks
from tests.exchange.web.workbooks import MADE, Room


@dataclass
class Served:
    """A served folder: its address, and every line of the request that the server got, with all headers."""

    address: str
    log: list[str] = field(default_factory=list)
    stop: Callable[[], None] = lambda: None


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *arguments: Any, log: list[str], directory: str) -> None:
        self.log = log
        super().__init__(*arguments, directory=directory)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        self.log.append(f"{format % arguments}\n{self.headers}")


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """Serve a folder as it is."""
    log: list[str] = []
    handler = partial(_Handler, log=log, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()

        def stop() -> None:
            server.shutdown()
            thread.join()
            server.server_close()

        yield Served(f"http://127.0.0.1:{server.server_address[1]}/", log, stop)
        stop()


def write_site_of(office: Room, folder: Path) -> Path:
    """Write the site of a session's workspace."""
    folder.mkdir()
    for name, data in site_files(Workbooks(content_folders(office.workspace))).items():
        (folder / name).write_bytes(data)
    return folder


def link_of(office: Room) -> Link:
    """Return the link of the first partner."""
    session, partner = office.session, office.partner
    t = translator(partner.language)
    prints, digest = prints_in_link(session_prints(session, office.workbook, t))
    return Link(
        language=t.lang,
        session=session.slug,
        partner=partner.id,
        name=partner.name.split()[0],
        other=session.partners[1].name.split()[0],
        coach=session.coach,
        address=session.coach_email,
        pack=session.pack,
        prints=prints,
        digest=digest,
        made=MADE,
        answer_by=None,
    )


def address_of(office: Room, site: Served) -> str:
    """Return the whole link of the first partner."""
    return link_address(site.address, link_of(office))
