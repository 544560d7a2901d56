"""The catalogues are complete; texts are collected from code and templates, and read back."""

import os
import re
from collections import Counter
from string import Formatter

import pytest
from babel.messages.catalog import Catalog

from coopcoach.i18n import LANGUAGES, SOURCE_LANGUAGE, catalogue
from coopcoach.i18n.catalogue import CatalogueMissing
from hatch_build import compile_catalogues
from tests.builders.marked_calls import MarkedCall, marked_calls
from tools.catalogue import PACKAGE, catalogue_path, collected, read, translated, update, write

SHIPPED = sorted(LANGUAGES.keys() - {SOURCE_LANGUAGE.code})


def placeholders(text: str) -> frozenset[str]:
    """The names in braces of a text."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)


@pytest.fixture(scope="module")
def texts() -> Catalog:
    return collected()


@pytest.fixture(scope="module")
def calls() -> list[MarkedCall]:
    return list(marked_calls(PACKAGE))


@pytest.fixture(scope="module", params=SHIPPED)
def shipped(request) -> Catalog:
    return read(catalogue_path(request.param), request.param)


# --- the catalogue that is shipped


def keys(catalogue: Catalog) -> set[tuple[str | None, str]]:
    """The context and text of each message."""
    return {(m.context, m.id[0] if m.pluralizable else m.id) for m in catalogue if m.id}


def test_a_catalogue_holds_every_text_of_the_program_and_no_other(texts, shipped):
    assert keys(texts) == keys(shipped)
    assert [message.id for message in shipped if message.id and not translated(message)] == []
    assert list(shipped.obsolete) == []


def test_babel_finds_every_call(texts, calls):
    found = keys(texts)
    assert [
        f"{call.where}: outside of an f-string?" for call in calls if call.key not in found
    ] == []


def test_no_translation_is_a_guess(shipped):
    assert [m.id for m in shipped if m.fuzzy] == []


def test_translations_have_the_placeholders_of_their_texts(shipped):
    faults = []
    for message in shipped:
        if not message.id or not translated(message):
            continue
        sources = message.id if message.pluralizable else (message.id,)
        strings = message.string if message.pluralizable else (message.string,)
        for source, string in zip(sources, strings, strict=True):
            expected, found = placeholders(source), placeholders(string)
            # “one answer” may leave out the number that “{n} answers” needs.
            if found != expected and not (message.pluralizable and found ^ expected == {"n"}):
                faults.append((source, string))
    assert faults == []


def test_calls_pass_exactly_the_values_that_their_text_names(calls):
    faults = []
    for call in calls:
        if call.values is None:
            continue
        given = call.values | ({"n"} if call.mark == "plural" else set())
        shown = call.texts[1:] if call.mark == "context" else call.texts
        names = frozenset().union(*map(placeholders, shown))
        if given - {"n"} != names - {"n"} or not names <= given:
            faults.append(f"{call.where}: {shown} is called with {sorted(given)}")
    assert faults == []


def test_one_text_has_one_plural(calls):
    plurals = {call.texts for call in calls if call.mark == "plural"}
    assert [one for one, count in Counter(one for one, _ in plurals).items() if count > 1] == []


# --- how texts are collected and kept


CODE = """
t("plain"); self.t("held by {who}", who=t("nested")); app.screen.t.plural("{n} row", "{n} rows", n)
t("two "
  "parts"); t.context("button", "Open"); LABELS = [N_("marked {later}")]; t("open", **more)
t(variable); context("only one")
"""
TEMPLATE = """{% if x %}<p title="{{ t('A title') }}">{{ plural("{n} page", "{n} pages", n) }}</p>{% endif %}
{{ t("by {name}", name=t("nobody")) }}{{ context("button", "Close") }}{{ t(variable) }}"""


def test_texts_are_collected_from_code_and_templates(tmp_path):
    (tmp_path / "a.py").write_text(CODE, encoding="utf-8")
    (tmp_path / "a.html.jinja").write_text(TEMPLATE, encoding="utf-8")
    found = {(m.context, m.id) for m in collected(tmp_path) if m.id}
    code = {"plain", "held by {who}", "nested", ("{n} row", "{n} rows"), "two parts"}
    code |= {"marked {later}", "open"}
    template = {"A title", ("{n} page", "{n} pages"), "by {name}", "nobody"}
    plain = {(None, text) for text in code | template}
    assert found == plain | {("button", "Open"), ("button", "Close")}


def catalogue_of(*messages: str | tuple[str, str]) -> Catalog:
    made = Catalog(locale="de", fuzzy=False)
    for message in messages:
        made.add(message)
    return made


def test_an_update_keeps_what_is_used_and_drops_the_rest():
    old = Catalog(locale="de", fuzzy=False)
    old.add("kept", "bleibt")
    old.add("gone", "weg")
    dropped = update(old, catalogue_of("kept", "fresh", ("row", "rows")))
    assert {m.id: m.string for m in old if m.id and translated(m)} == {"kept": "bleibt"}
    assert {m.id for m in old} == {"", "kept", "fresh", ("row", "rows")}
    assert [m.id for m in dropped] == ["gone"]


def test_a_text_that_gains_a_plural_is_to_be_translated_anew():
    old = Catalog(locale="de", fuzzy=False)
    old.add("row", "Zeile")
    update(old, catalogue_of(("row", "rows")))
    (message,) = (m for m in old if m.id)
    assert not translated(message)


def test_a_catalogue_written_twice_is_the_same_file(tmp_path):
    path, again = tmp_path / "a.po", tmp_path / "b.po"
    write(path, catalogue_of("B {x}", ("A", "As")))
    written = read(path, "de")
    update(written, catalogue_of(("A", "As"), "B {x}"))
    write(again, written)
    assert path.read_bytes() == again.read_bytes()
    assert b"Date" not in path.read_bytes()


def test_a_source_newer_than_its_compiled_form_wins(small, tmp_path):
    folder = tmp_path / "de" / "LC_MESSAGES"
    small(("word", "alt", None))
    compile_catalogues(tmp_path)
    small(("word", "neu", None))
    os.utime(folder / "coopcoach.mo", (1000, 1000))
    assert catalogue.load("de", tmp_path).gettext("word") == "neu"
    os.utime(folder / "coopcoach.po", (500, 500))
    assert catalogue.load("de", tmp_path).gettext("word") == "neu"
    (folder / "coopcoach.po").unlink()
    assert catalogue.load("de", tmp_path).gettext("word") == "neu"
    (folder / "coopcoach.mo").unlink()
    with pytest.raises(CatalogueMissing, match=re.escape(str(folder / "coopcoach.po"))):
        catalogue.load("de", tmp_path)


def test_a_source_is_compiled_once(small, tmp_path):
    folder = tmp_path / "de" / "LC_MESSAGES"
    small(("word", "Wort", None))
    catalogue.load("de", tmp_path)
    (folder / "coopcoach.po").write_text("not read again", encoding="utf-8")
    os.utime(
        folder / "coopcoach.po", ns=(then := (folder / "coopcoach.mo").stat().st_mtime_ns, then)
    )
    assert catalogue.load("de", tmp_path).gettext("word") == "Wort"
    assert [path.name for path in sorted(folder.iterdir())] == ["coopcoach.mo", "coopcoach.po"]
