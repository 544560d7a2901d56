"""Translators over catalogues of a test's own."""

import pytest
from babel.messages.catalog import Catalog

from coopcoach.i18n import LANGUAGES, catalogue
from coopcoach.i18n.translator import Translator
from tools.catalogue import write


@pytest.fixture
def small(tmp_path):
    """A translator over a catalogue of its own."""

    def make(
        *entries: tuple[str | tuple[str, str], str | tuple[str, str], str | None],
    ) -> Translator:
        new = Catalog(locale="de", fuzzy=False)
        for message, string, context in entries:
            new.add(message, string, context=context)
        write(tmp_path / "de" / "LC_MESSAGES" / "coopcoach.po", new)
        return Translator(LANGUAGES["de"], catalogue.load("de", tmp_path))

    return make
