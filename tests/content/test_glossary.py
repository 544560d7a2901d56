"""One word for one thing: exercises and catalogues hold no word that docs/glossary.md rules out."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from coopcoach.i18n import LAYERS, SOURCE_LANGUAGE
from coopcoach.services.demo.sample import SAMPLE
from coopcoach.storage.content_folders import bundled_folder
from coopcoach.storage.files import read_text
from tools.catalogue import ROOT, catalogue_path, read

GLOSSARY = ROOT / "docs" / "glossary.md"
LANGUAGES = ("de", "en")
# Ids, attributes and the names of blanks are no text.
MACHINE = re.compile(r"\{[#.][^}]*\}|\{\w*\}")


def glossary() -> list[tuple[str, ...]]:
    """Return the rows: number, German term, English term, ruled out in German, in English."""
    lines = read_text(GLOSSARY).text.splitlines()
    rows = (tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines)
    return [row for row in rows if row[0].isdecimal()]


def ruled_out(language: str) -> list[str]:
    """Return the words that texts of a language do not use."""
    column = 3 + LANGUAGES.index(language)
    return [word.strip() for row in glossary() for word in row[column].split(",")]


def exercise_texts(folder: Path, language: str) -> Iterator[tuple[str, str]]:
    """Yield name and text of each exercise, coach guide and rule library."""
    for path in sorted((folder / language).glob("*.md")):
        _, _, body = read_text(path).text.removeprefix("---\n").partition("\n---\n")
        yield f"{language}/{path.name}", body


def catalogue_texts(language: str) -> Iterator[tuple[str, str]]:
    """Yield the texts of the program in a language, each with its msgid."""
    for message in read(catalogue_path("de"), "de"):
        ids = message.id if message.pluralizable else (message.id,)
        strings = message.string if message.pluralizable else (message.string,)
        yield from zip(ids, ids if language == SOURCE_LANGUAGE.code else strings, strict=True)


def pattern(word: str, language: str) -> str:
    """Return the pattern of a word; a German noun is told by its capital from “gegenüber”."""
    if language == "de":
        first = f"(?i:{re.escape(word[0])})" if word[0].islower() else re.escape(word[0])
        return rf"\b{first}{re.escape(word[1:])}\b"
    return rf"(?i:\b{re.escape(word)}\b)"


def found(name: str, text: str, language: str) -> list[str]:
    """Return each word in a text that is ruled out, with the text's name."""
    plain = " ".join(MACHINE.sub(" ", text).split())
    words = ruled_out(language)
    return [f"{name}: {word}" for word in words if re.search(pattern(word, language), plain)]


def test_the_glossary_has_its_terms_in_both_languages() -> None:
    rows = glossary()
    assert [row[0] for row in rows] == [str(number) for number in range(1, 23)]
    assert all(len(row) == 5 and all(row) for row in rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_term_is_ruled_out(language: str) -> None:
    column = 1 + LANGUAGES.index(language)
    assert [hit for row in glossary() for hit in found(row[0], row[column], language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_exercises_use_the_words_of_the_glossary(language: str) -> None:
    texts = list(exercise_texts(bundled_folder("exercises"), language))
    assert len(texts) > 25
    assert [hit for name, text in texts for hit in found(name, text, language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sample_uses_the_words_of_the_glossary(language: str) -> None:
    files = sorted((SAMPLE / language).rglob("*.md"))
    texts = [(path.name, read_text(path).text) for path in files]
    assert len(texts) == 5
    assert [hit for name, text in texts for hit in found(name, text, language)] == []


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_uses_the_words_of_the_glossary(layer: str) -> None:
    strings = [str(message.string) for message in read(catalogue_path(layer), layer)]
    texts = [*exercise_texts(bundled_folder("exercises"), layer), (layer, "\n".join(strings))]
    assert len(texts) > 25
    assert [hit for name, text in texts for hit in found(name, text, "de")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_program_uses_the_words_of_the_glossary(language: str) -> None:
    texts = list(catalogue_texts(language))
    assert len(texts) > 1000
    assert [hit for name, text in texts for hit in found(name, text, language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_word_is_found_in_a_sentence(language: str) -> None:
    for word in ruled_out(language):
        hits = found("planted", f"Before the call, {word}:\nand after it.", language)
        assert f"planted: {word}" in hits


@pytest.mark.parametrize(
    ("name", "word", "planted"),
    [("en/talk-pact.md", "quote", "offer"), ("de/team-job.md", "Kunden", "Kundschaft")],
)
def test_a_planted_word_is_found_in_its_file(
    tmp_path: Path, name: str, word: str, planted: str
) -> None:
    folder = Path(shutil.copytree(bundled_folder("exercises"), tmp_path / "exercises"))
    path, language = folder / name, name[:2]
    source = path.read_text(encoding="utf-8")
    assert re.search(rf"\b{word}\b", source)
    path.write_text(re.sub(rf"\b(?:a )?{word}\b", f"an {planted}", source), encoding="utf-8")
    hits = [
        hit for key, text in exercise_texts(folder, language) for hit in found(key, text, language)
    ]
    assert len(hits) == 1
    assert hits[0].startswith(f"{name}: ")
    assert planted in hits[0]


def test_a_planted_word_is_found_in_a_text_of_the_program() -> None:
    assert found("First voice", "First voice", "en") == ["First voice: voice"]
    assert found("no voice yet", "noch kein Votum", "de") == ["no voice yet: Votum"]
    assert found("liable", "haftet gegenüber dem Kunden", "de") == []
