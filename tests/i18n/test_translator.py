"""Translators write texts, dates, numbers and lists as their readers do."""

import datetime as dt
from decimal import Decimal

import pytest

from coopcoach.i18n import LANGUAGES, N_, language_from_environment, translator

DAY = dt.date(2027, 1, 15)
MOMENT = dt.datetime(2027, 1, 15, 18, 4, tzinfo=dt.UTC)


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
