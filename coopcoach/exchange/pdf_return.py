"""Read a filled-in PDF: which partner and session it is of, and the answers by prompt."""

from __future__ import annotations

from collections.abc import Mapping

from coopcoach.domain.exercise import Workbook
from coopcoach.exchange.returned import Returned


def read_pdf(data: bytes, workbooks: Mapping[str, Workbook]) -> Returned:
    """Read a filled-in PDF.

    Args:
        data: The file.
        workbooks: The session's exercises by language.

    Raises:
        BadFile: It is no workbook that can be read; the one fault says why and what to do.
    """
    raise NotImplementedError
