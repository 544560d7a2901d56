"""The docs stand in German too: each page, with links that lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
# The glossary is in both languages.
PAGES = sorted(path.name for path in DOCS.glob("*.md") if path.name != "glossary.md")
_LINK = re.compile(r"\]\((?P<file>[a-z./-]*)(?:#(?P<part>[^)]+))?\)")


@pytest.mark.parametrize("name", PAGES)
def test_each_page_of_the_docs_is_there_in_german(name: str) -> None:
    text = (DOCS / "de" / name).read_text(encoding="utf-8")
    for link in _LINK.finditer(text):
        target = (DOCS / "de" / (link["file"] or name)).resolve()
        assert target.is_file(), link[0]
        if link["part"]:
            headings = re.findall(r"^#+ (.*)$", target.read_text(encoding="utf-8"), re.MULTILINE)
            parts = [re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in headings]
            assert link["part"] in parts, link[0]
