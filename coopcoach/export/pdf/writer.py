"""HTML to PDF: the only module that knows WeasyPrint, and it loads it late.

Whatever the pages name is served from what is bundled and what came with them as bytes, or not at all: no
file of the machine and nothing from the network gets into a PDF.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from coopcoach.errors import MachineLacks
from coopcoach.export.assets import SCHEME, Asset, bundled
from coopcoach.export.pdf.form_finish import finish_form
from coopcoach.export.pdf.source import Enclosure, PdfSource
from coopcoach.export.pdf.tagging import finish_tags
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


def write_pdf(
    page: str | PdfSource, on_page: Callable[[int | None], None] = lambda _page: None
) -> bytes:
    """Return a page as a tagged PDF; what stands in a ``<form>`` can be filled in.

    Args:
        page: A whole page of HTML, with its language and title, or one with all that goes with it.
        on_page: Called with the number of each page that is laid out, with None when writing begins.

    Raises:
        MachineLacks: The native libraries are missing.
    """
    weasyprint = load()
    manuscript = PdfSource(page) if isinstance(page, str) else page
    with _progress(on_page):
        document = weasyprint.HTML(
            string=manuscript.html,
            base_url=None,
            url_fetcher=fetcher(weasyprint, manuscript.assets),
        )
        # Text of a person never holds a tag: it was escaped.
        is_form = "<form" in manuscript.html
        data = document.write_pdf(
            finisher=_finish,
            pdf_variant=manuscript.variant,
            pdf_identifier=manuscript.mark.encode("ascii"),
            pdf_tags=True,
            pdf_forms=is_form,
            custom_metadata=is_form,
            attachments=[_attachment(weasyprint, file) for file in manuscript.enclosures],
        )
    assert isinstance(data, bytes)
    return data


def _attachment(weasyprint: Any, enclosure: Enclosure) -> Any:
    # Without a moment of its own no two PDFs would be alike.
    made = datetime.fromisoformat(enclosure.made)
    return weasyprint.Attachment(
        string=enclosure.data,
        name=enclosure.name,
        description=enclosure.description,
        relationship=enclosure.relationship,
        created=made,
        modified=made,
    )


def _finish(_document: Any, pdf: Any) -> None:
    finish_tags(pdf)
    finish_form(pdf)
    if "AF" in pdf.catalog:
        # WeasyPrint names each enclosed file twice.
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])


def fetcher(weasyprint: Any, assets: Iterable[Asset] = ()) -> Any:
    """Return what serves bundled files and these assets, and nothing else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    served = {**bundled(), **{asset.address: asset for asset in assets}}

    class Bundled(URLFetcher):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__(allowed_protocols={SCHEME}, allow_redirects=False, fail_on_errors=True)

        def fetch(self, url: str, headers: object = None) -> Any:
            asset = served[url]
            headers = {"Content-Type": asset.media_type}
            return URLFetcherResponse(url, body=asset.data, headers=headers)

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
