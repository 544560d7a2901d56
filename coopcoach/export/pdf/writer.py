"""Convert HTML to PDF with WeasyPrint, which is imported in this module alone and late.

Addresses in a page are served from the bundled files and the assets of its source. Files of the machine
and the network are out of reach.
"""

from __future__ import annotations

import logging
import os
import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from coopcoach.errors import MachineLacks
from coopcoach.export.assets import SCHEME, Asset, bundled
from coopcoach.export.pdf.deferred import imported_at_a_call
from coopcoach.export.pdf.form_finish import finish_form
from coopcoach.export.pdf.hyphenation import preload
from coopcoach.export.pdf.source import Attachment, PdfSource
from coopcoach.export.pdf.tagging import claim_accessibility, finish_tags, languages_tagged
from coopcoach.i18n import N_

_NO_FONTS = Path(__file__).parent.parent / "fonts" / "fonts.conf"
_PAGE = re.compile(r"Creating layout - Page (\d+)")
_WRITING = "Creating PDF"
# WeasyPrint calls them for variable fonts and without HarfBuzz's subsetter; importing them takes a tenth of a second.
_RARELY_CALLED = ("fontTools.subset", "fontTools.varLib.instancer")
_LANGUAGE = re.compile(r'\blang="([A-Za-z-]+)"')


def load_weasyprint() -> Any:
    """Import WeasyPrint.

    Raises:
        MachineLacks: Its native libraries are missing.
    """
    # Fonts of the machine would make each machine's documents different.
    os.environ["FONTCONFIG_FILE"] = str(_NO_FONTS)
    try:
        with warnings.catch_warnings(), imported_at_a_call(*_RARELY_CALLED):
            # That there are no fonts but those of the page.
            warnings.simplefilter("ignore", UserWarning)
            import weasyprint
    except (ImportError, OSError):
        raise missing_libraries() from None
    return weasyprint


def missing_libraries() -> MachineLacks:
    """Return the error for a machine without WeasyPrint's native libraries."""
    return MachineLacks(
        N_("this machine lacks the libraries that write PDFs"),
        N_("run “coopcoach doctor”; it names the command that installs them"),
    )


def write_pdf(
    source: PdfSource, on_page: Callable[[int | None], None] = lambda _page: None
) -> bytes:
    """Return a tagged PDF; fields inside a ``<form>`` become fillable.

    Args:
        source: The page, with a language and a title, and everything it refers to.
        on_page: Called with the number of each page after its layout, with None when writing begins.

    Raises:
        MachineLacks: The native libraries are missing.
    """
    weasyprint = load_weasyprint()
    from weasyprint.pdf import tags

    for language in dict.fromkeys(_LANGUAGE.findall(source.html)):
        preload(language)

    with _progress(on_page), languages_tagged(tags):
        document = weasyprint.HTML(
            string=source.html,
            base_url=None,
            url_fetcher=fetcher(source.assets),
        )
        # Only a template writes this tag: texts are escaped.
        is_form = "<form" in source.html
        data = document.write_pdf(
            finisher=_finish_archive if "pdf/a" in source.variant else _finish,
            pdf_variant=source.variant,
            pdf_identifier=source.fingerprint.encode("ascii"),
            pdf_tags=True,
            pdf_forms=is_form,
            custom_metadata=is_form,
            attachments=[_attachment(weasyprint, file) for file in source.attachments],
        )
    assert isinstance(data, bytes)
    return data


def _attachment(weasyprint: Any, attachment: Attachment) -> Any:
    # Without explicit dates two renders of one source differ.
    made = datetime.fromisoformat(attachment.made)
    return weasyprint.Attachment(
        string=attachment.data,
        name=attachment.name,
        description=attachment.description,
        relationship=attachment.relationship,
        created=made,
        modified=made,
    )


def _finish_archive(document: Any, pdf: Any) -> None:
    _finish(document, pdf)
    claim_accessibility(pdf)


def _finish(_document: Any, pdf: Any) -> None:
    finish_tags(pdf)
    for item in pdf.objects:
        for name in ("Pattern", "Shading") if isinstance(item, dict) else ():
            # WeasyPrint writes them empty, which the validator of PDF/A does not know.
            if item.get(name) == {}:
                del item[name]
    finish_form(pdf)
    if "AF" in pdf.catalog:
        # WeasyPrint lists each attachment twice.
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])


def fetcher(assets: Iterable[Asset] = ()) -> Any:
    """Return a URL fetcher that serves the bundled files and these assets alone."""
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
    """Report WeasyPrint's progress from its log, without printing the log."""

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
