"""The child that reads what came back: one request in, one result out."""

from __future__ import annotations

# Who reads a kind of file: ``module:function``, called with the file's bytes and the workbooks by language.
READERS = {
    "pdf": "coopcoach.exchange.pdf_return:read_pdf",
    "markdown": "coopcoach.exchange.markdown_return:read_markdown",
}
