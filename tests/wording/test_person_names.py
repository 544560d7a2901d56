"""Names as address books write them, and by what a person is called."""

from __future__ import annotations

import pytest

from coopcoach.wording.person_names import Person, first_name, in_order, names_to_call, read_person

PEOPLE = {
    "Anna Meier": Person("Anna Meier", "", ""),
    "Anna Meier, Malerei Meier <anna@example.org>": Person("Anna Meier", "Malerei Meier", "anna@example.org"),
    '"Meier, Anna" <a@example.org>': Person("Anna Meier", "", "a@example.org"),
    '"Meier, Anna", Malerei Meier <a@example.org>': Person("Anna Meier", "Malerei Meier", "a@example.org"),
    "„Meier, Anna“ <a@example.org>": Person("Anna Meier", "", "a@example.org"),
    '"Dr. Anna Meier" <a@example.org>': Person("Dr. Anna Meier", "", "a@example.org"),
    '"Meier, Dr. Anna" <a@example.org>': Person("Dr. Anna Meier", "", "a@example.org"),
    '"Meier, Anna, Dr." <a@example.org>': Person("Dr. Anna Meier", "", "a@example.org"),
    '"O\\"Hara, Pat" <p@example.org>': Person('Pat O"Hara', "", "p@example.org"),
    "Meier, Anna <anna.meier@example.org>": Person("Anna Meier", "", "anna.meier@example.org"),
    "Meier-Roth, Anna <a.meier-roth@example.org>": Person("Anna Meier-Roth", "", "a.meier-roth@example.org"),
    "Meier, Tischlerei <anna@example.org>": Person("Meier", "Tischlerei", "anna@example.org"),
    "Anna Meier, MBA, Malerei <a@example.org>": Person("Anna Meier, MBA", "Malerei", "a@example.org"),
    "Anna und Bernd Meier, Malerei <a@example.org>": Person("Anna und Bernd Meier", "Malerei", "a@example.org"),
    "Anna Meier <mailto:a@example.org>": Person("Anna Meier", "", "a@example.org"),
    "Anna Meier a@example.org": Person("Anna Meier", "", "a@example.org"),
    "Anna Meier, Malerei Meier, Linz": Person("Anna Meier", "Malerei Meier, Linz", ""),
    "": Person("", "", ""),
}  # fmt: skip


@pytest.mark.parametrize("text", PEOPLE)
def test_a_person_is_read_as_it_is_meant(text: str) -> None:
    assert read_person(text) == PEOPLE[text]


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Anna Meier", "Anna"),
        ("Dr. Anna Meier", "Anna"),
        ("Prof. Dr. Anna Meier", "Anna"),
        ("Dipl.-Ing. Anna Meier", "Anna"),
        ("Frau Mag. Anna Meier", "Anna"),
        ("Mr Ben White", "Ben"),
        ("Anna und Bernd Meier", "Anna und Bernd"),
        ("Anna Meier & Bernd Klein", "Anna & Bernd"),
        ("Ann and Ben White", "Ann and Ben"),
        ("Drago Andersen", "Drago"),
        ("Anna", "Anna"),
    ],
)
def test_the_first_name_comes_without_titles(name: str, first: str) -> None:
    assert first_name(name) == first


def test_a_command_may_call_a_person_by_each_of_these() -> None:
    assert {"anna", "bernd", "anna und bernd meier", "bernd meier"} <= names_to_call(
        "Anna und Bernd Meier"
    )
    assert {"anna", "anna meier", "dr. anna meier"} <= names_to_call("Dr. Anna Meier")


def test_a_name_without_a_comma_stays() -> None:
    assert in_order("  Anna   Meier ") == "Anna Meier"
