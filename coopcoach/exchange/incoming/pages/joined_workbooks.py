"""Two workbooks that a program joined into one PDF, which cannot be told apart any more."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coopcoach.exchange.incoming.formats.kinds import refused
from coopcoach.exchange.incoming.pages.page_text import Run
from coopcoach.exchange.incoming.pdf_fields import PdfFields
from coopcoach.export.form.identity import owners_in
from coopcoach.i18n import N_

# A single field of a name that is there already may have been added by a program.
_LEAST_DOUBLED = 2
# pypdf leaves two fields of one name, qpdf writes “name+1” for the second, MuPDF “name [2138]”.
_NUMBERED = re.compile(r"(?P<name>.*[^ +_#.\[])[ +_#.\[]{1,3}\d{1,9}\]?", re.DOTALL)


def refuse_joined(fields: PdfFields, runs: Sequence[Run]) -> None:
    """Refuse a PDF that two workbooks were joined into: fields of one name share one answer.

    Args:
        fields: The fields of the PDF.
        runs: The texts of its pages.

    Raises:
        BadFile: There are two workbooks in it.
    """
    owners = owners_in("".join(run.text for run in runs))
    numbered = filter(None, map(_NUMBERED.fullmatch, fields.values))
    doubled = fields.doubled + sum(match["name"] in fields.values for match in numbered)
    if len(owners) > 1 or doubled >= _LEAST_DOUBLED:
        raise refused(
            N_("the PDF holds two workbooks that were joined into one file"),
            N_("ask for each of them as a file of its own"),
        )
