"""HTML to PDF: the only module that knows WeasyPrint, and it loads it late.

Whatever the pages name is served from what is bundled, or not at all: no file of the machine and nothing
from the network gets into a PDF.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from coopcoach.errors import MachineLacks
from coopcoach.export.bundled import SCHEME, bundled
from coopcoach.export.form_finish import finish_form
from coopcoach.i18n import N_

_PAGE = re.compile(r"Creating layout - Page (\d+)")
_WRITING = "Creating PDF"


def load() -> Any:
    """Load WeasyPrint.

    Raises:
        MachineLacks: Its native libraries are missing.
    """
    try:
        import weasyprint
    except (ImportError, OSError):
        raise MachineLacks(
            N_("this machine lacks the libraries that write PDFs"),
            N_("run “coopcoach doctor”, it names the command that installs them"),
        ) from None
    return weasyprint


def write_pdf(html: str, on_page: Callable[[int | None], None] = lambda _page: None) -> bytes:
    """Return HTML as a tagged PDF (PDF/UA-1); what stands in a ``<form>`` can be filled in.

    Args:
        html: A whole page, with its language and title.
        on_page: Called with the number of each page that is laid out, with None when writing begins.

    Raises:
        MachineLacks: The native libraries are missing.
    """
    weasyprint = load()
    with _progress(on_page):
        document = weasyprint.HTML(string=html, base_url=None, url_fetcher=_fetcher(weasyprint))
        # Text of a person never holds a tag: it was escaped.
        is_form = "<form" in html
        data = document.write_pdf(
            finisher=_finish,
            pdf_variant="pdf/ua-1",
            pdf_tags=True,
            pdf_forms=is_form,
            custom_metadata=is_form,
        )
    assert isinstance(data, bytes)
    return data


def _finish(_document: Any, pdf: Any) -> None:
    """Mark links as part of what is printed, as PDF/UA wants it."""
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("Subtype") == "/Link":
            item["F"] = 4
    finish_form(pdf)


def _fetcher(weasyprint: Any) -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Bundled(URLFetcher):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__(allowed_protocols={SCHEME}, allow_redirects=False, fail_on_errors=True)

        def fetch(self, url: str, headers: object = None) -> Any:
            data, media_type = bundled()[url]
            return URLFetcherResponse(url, body=data, headers={"Content-Type": media_type})

    return Bundled()


@contextmanager
def _progress(on_page: Callable[[int | None], None]) -> Iterator[None]:
    """Hear from WeasyPrint's log how far it has come; nothing of it is printed."""

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            message = record.getMessage()
            page = _PAGE.search(message)
            if page:
                on_page(int(page[1]))
            elif _WRITING in message:
                on_page(None)

    log = logging.getLogger("weasyprint.progress")
    listener, level, propagate = Listener(), log.level, log.propagate
    log.addHandler(listener)
    log.setLevel(logging.INFO)
    log.propagate = False
    try:
        yield
    finally:
        log.removeHandler(listener)
        log.setLevel(level)
        log.propagate = propagate
