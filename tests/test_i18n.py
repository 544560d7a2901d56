"""Both languages are complete, and say dates, numbers and lists as their readers do."""

import datetime as dt
import os
import re
from collections import Counter
from decimal import Decimal
from string import Formatter

import pytest
from babel.messages.catalog import Catalog

from coopcoach.i18n import LANGUAGES, N_, catalogue, language_from_environment, translator
from coopcoach.i18n.catalogue import CatalogueMissing
from coopcoach.i18n.translator import Translator
from hatch_build import compile_catalogues
from tests.builders.marked_calls import MarkedCall, marked_calls
from tools.catalogue import LOCALE, PACKAGE, collected, read, translated, update, write

GERMAN = LOCALE / "de" / "LC_MESSAGES" / "coopcoach.po"


def placeholders(text: str) -> frozenset[str]:
    """The names in braces of a text."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)


DAY = dt.date(2027, 1, 15)
MOMENT = dt.datetime(2027, 1, 15, 18, 4, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def texts() -> Catalog:
    return collected()


@pytest.fixture(scope="module")
def calls() -> list[MarkedCall]:
    return list(marked_calls(PACKAGE))


@pytest.fixture(scope="module")
def german() -> Catalog:
    return read(GERMAN, "de")


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


# --- the catalogue that is shipped


def keys(catalogue: Catalog) -> set[tuple[str | None, str]]:
    """The context and text of each message."""
    return {(m.context, m.id[0] if m.pluralizable else m.id) for m in catalogue if m.id}


def test_the_german_catalogue_holds_every_text_of_the_program_and_no_other(texts, german):
    assert keys(texts) == keys(german)
    assert [message.id for message in german if message.id and not translated(message)] == []
    assert list(german.obsolete) == []


def test_babel_finds_every_call(texts, calls):
    found = keys(texts)
    assert [
        f"{call.where}: outside of an f-string?" for call in calls if call.key not in found
    ] == []


def test_no_translation_is_a_guess(german):
    assert [m.id for m in german if m.fuzzy] == []


def test_translations_have_the_placeholders_of_their_texts(german):
    faults = []
    for message in german:
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
    assert catalogue.load("de", tmp_path).gettext("word") == "alt"
    (folder / "coopcoach.po").unlink()
    assert catalogue.load("de", tmp_path).gettext("word") == "alt"
    (folder / "coopcoach.mo").unlink()
    with pytest.raises(CatalogueMissing, match=re.escape(str(folder / "coopcoach.po"))):
        catalogue.load("de", tmp_path)


# --- translators


def test_texts_and_values(small):
    t = small(
        ("Saved {name}", "{name} gespeichert", None),
        ("Open", "Öffnen", "button"),
        ("Open", "Offen", None),
    )
    assert t("Saved {name}", name="a") == "a gespeichert"
    assert t("Open") == "Offen"
    assert t.context("button", "Open") == "Öffnen"
    assert t.context("elsewhere", "Open") == "Open"
    assert t("") == ""
    assert t("unknown {x}", x=1) == "unknown 1"


@pytest.mark.parametrize(
    "value", ["{name}", "{0}", "{name.__class__}", "{", "}", "{{x}}", "%s", "\\"]
)
def test_values_are_never_read_as_placeholders(value):
    assert translator("en")("<{name}>", name=value) == f"<{value}>"
    assert translator("en").and_list([value, value]) == f"{value} and {value}"
    assert translator("en").quoted(value) == f"“{value}”"


def test_a_blank_without_a_value_stays_and_doubled_braces_become_one():
    t = translator("en")
    assert t("within {days} days") == "within {days} days"
    assert t("within {days} days of {what}", what="x") == "within {days} days of x"
    assert t("{{#id}} {x}", x=1) == "{#id} 1"


def test_plurals(small):
    t = small(
        (
            ("{n} answer of {who}", "{n} answers of {who}"),
            ("{n} Antwort von {who}", "{n} Antworten von {who}"),
            None,
        )
    )
    say = [
        t.plural("{n} answer of {who}", "{n} answers of {who}", n, who="Anna") for n in (0, 1, 1234)
    ]
    assert say == ["0 Antworten von Anna", "1 Antwort von Anna", "1.234 Antworten von Anna"]
    english = translator("en")
    assert [english.plural("{n} row", "{n} rows", n) for n in (0, 1, 1234)] == [
        "0 rows",
        "1 row",
        "1,234 rows",
    ]


@pytest.mark.parametrize(
    ("method", "value", "german", "english"),
    [
        ("date", DAY, "15. Januar 2027", "15 January 2027"),
        ("date", dt.date(2027, 3, 1), "1. März 2027", "1 March 2027"),
        ("date", MOMENT, "15. Januar 2027", "15 January 2027"),
        ("short_date", dt.date(2027, 2, 5), "05.02.2027", "05/02/2027"),
        ("weekday_date", DAY, "Freitag, 15. Januar 2027", "Friday, 15 January 2027"),
        ("time", MOMENT, "18:04", "18:04"),
        ("time", MOMENT.astimezone(dt.timezone(dt.timedelta(hours=-9))), "09:04", "09:04"),
        ("moment", MOMENT, "15. Januar 2027, 18:04", "15 January 2027, 18:04"),
        ("number", 1234567, "1.234.567", "1,234,567"),
        ("number", 0.5, "0,5", "0.5"),
        ("number", Decimal("-12.25"), "-12,25", "-12.25"),
        ("and_list", [], "", ""),
        ("and_list", ["A"], "A", "A"),
        ("and_list", ["A", "B"], "A und B", "A and B"),
        ("and_list", ["A", "B", "C"], "A, B und C", "A, B and C"),
        ("quoted", "so", "„so“", "“so”"),
    ],
)
def test_what_a_reader_expects(method, value, german, english):
    assert getattr(translator("de"), method)(value) == german
    assert getattr(translator("en"), method)(value) == english


def test_translators_are_made_once_and_unknown_languages_are_english():
    assert translator("de") is translator("de")
    assert [translator(lang).lang for lang in (*LANGUAGES, "fr", "", "DE")] == [
        "de",
        "en",
        "en",
        "en",
        "en",
    ]


def test_marking_changes_nothing():
    assert N_("within {days} days") == "within {days} days"


@pytest.mark.parametrize(
    ("env", "lang"),
    [
        ({}, "en"),
        ({"LANG": "de_AT.UTF-8"}, "de"),
        ({"LANG": "de-CH"}, "de"),
        ({"LANG": "DE_DE@euro"}, "de"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "den_CA"}, "en"),
        ({"LANGUAGE": "fr:de_CH:en", "LANG": "en_US.UTF-8"}, "de"),
        ({"LANGUAGE": "", "LC_ALL": "en_GB", "LANG": "de_DE"}, "en"),
        ({"LC_MESSAGES": "de_DE", "LANG": "en_US"}, "de"),
        ({"LC_ALL": "fr_FR", "LANG": "de_DE"}, "de"),
    ],
)
def test_the_language_of_a_machine(env, lang):
    assert language_from_environment(env) == lang
