"""Every letter is drawn from a bundled font or named, and foreign names keep to their place in a sentence."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopcoach.cli import main
from coopcoach.export import characters
from coopcoach.export.characters import missing_characters, with_fonts
from coopcoach.export.direction import isolated, printable_isolated
from coopcoach.export.pdf.rendering import Renderer
from coopcoach.i18n import translator
from coopcoach.markup.safe_html import printable
from coopcoach.wording.characters import missing_sentences
from tests.builders import exported_sessions
from tests.builders.exported_sessions import FOREIGN
from tests.builders.pdf.accessibility import tags
from tests.export.test_nothing_private import printed
from tools.make_fonts import FONTS, coverage

HEAD = (
    '<html lang="de"><head><title>–</title><link rel="stylesheet" href="coopcoach:base.css"></head>'
)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], str]:
    """The source of every document of a session with foreign names."""
    workspace = exported_sessions.written(
        tmp_path_factory.mktemp("foreign"), exported_sessions.foreign()
    )
    made = printed(workspace, archive=False)
    return {key: data.decode("utf-8", "replace") for key, data in made.items()}


def fonts_of(data: bytes) -> set[str]:
    found = set()
    for page in pypdf.PdfReader(io.BytesIO(data)).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            found.add(str(font["/BaseFont"]).partition("+")[2])
    return found


def test_the_list_of_letters_is_that_of_the_fonts() -> None:
    lines = [f"{file.stem} {coverage(file)}" for file in sorted(FONTS.glob("*.ttf"))]
    assert (FONTS / "coverage.txt").read_text(encoding="ascii").splitlines() == lines


def test_every_script_is_drawn_without_a_font_of_the_machine(renderer: Renderer) -> None:
    words = "Ωμέγα Привет שלום محمد हिन्दी ไทย 李小龙 Straße 🙂"
    page = f"{HEAD}<body><p>{words}</p></body></html>"
    assert missing_characters(page) == ()
    data = renderer.render(page)
    assert {name.replace("-", " ").removeprefix("Coopcoach ") for name in fonts_of(data)} == {
        *("Sans", "Hebrew", "Arabic", "Devanagari", "Thai", "CJK", "Emoji")
    }


def test_a_page_names_only_the_fonts_it_needs() -> None:
    page = f"{HEAD}<body>Anna – „ja“ 🙂</body></html>"
    assert with_fonts(page) == (page, ())
    thai, assets = with_fonts(page.replace("ja", "ไทย"))
    assert thai.count("<link") == 2
    assert assets == ()


def test_without_the_package_its_letters_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(characters, "CJK_PACKAGE", "no_such_package")
    for cached in (characters._cjk_characters, characters._cjk_font):
        cached.cache_clear()
    page = f"{HEAD}<body><h1>李 &amp; Co</h1><p>x</p><h2>Ziel</h2><p>李李 ᚠ</p></body></html>"
    try:
        missing = missing_characters(page)
        assert with_fonts(page) == (page, ())
    finally:
        for cached in (characters._cjk_characters, characters._cjk_font):
            cached.cache_clear()
    assert [(m.character, m.places, m.is_east_asian) for m in missing] == [
        ("李", ("李 & Co", "Ziel"), True),
        ("ᚠ", ("Ziel",), False),
    ]
    sentences = missing_sentences([(m.character, m.places) for m in missing], translator("de"))
    assert (
        sentences[1]
        == "keine Schrift hat ᚠ (U+16A0); statt des Zeichens steht ein Kästchen da: „Ziel“"
    )


def test_the_command_line_names_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    session = exported_sessions.bare(title="Runen ᚠ")
    root = str(exported_sessions.written(tmp_path, session, own=False).root)
    assert main(["--workspace", root, "--lang", "de", "export", session.slug]) == 0
    assert "keine Schrift hat ᚠ (U+16A0)" in capsys.readouterr().err
    assert main(["--workspace", root, "export", session.slug, "--archive"]) == 1


def test_names_are_isolated_in_every_document(pages: dict[tuple[str, str], str]) -> None:
    name = FOREIGN[0]
    for key, page in pages.items():
        if key[1] in {"pdf", "html", "md"}:
            # The title is read by programs alone.
            body = page.partition("<body")[2] if "<body" in page else page
            assert body.count(name) == body.count(isolated(name)) > 0, key


def test_a_date_stands_behind_a_name_from_right_to_left(renderer: Renderer, tmp_path: Path) -> None:
    t = translator("de")
    names = t.and_list(["Anna", isolated(FOREIGN[0])])
    words = t("{name}, {date}", name=names, date="15. Januar 2027")
    path = tmp_path / "page.pdf"
    path.write_bytes(renderer.render(f"{HEAD}<body><p>{words}</p></body></html>"))
    done = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, check=True)
    placed = re.findall(r'xMin="([\d.]+)".*xMax="([\d.]+)".*>(.*)</word>', done.stdout.decode())
    left = {word.strip(",\u202b\u202c"): float(start) for start, _, word in placed}
    ends = [float(end) for _, end, word in placed if re.search("[\u0600-\u06ff]", word)]
    assert max(ends) < left["15."] < left["Januar"] < left["2027"]
    assert left["Anna"] < left["und"] < min(ends)


def test_passages_in_the_other_language_are_tagged(renderer: Renderer, tmp_path: Path) -> None:
    page = (
        f'{HEAD}<body><p>eins</p><div lang="en"><p>one</p><p lang="de">zwei</p></div></body></html>'
    )
    path = tmp_path / "page.pdf"
    path.write_bytes(renderer.render(page))
    found = [(tag["/S"], tag["/Lang"]) for tag in tags(path) if "/Lang" in tag]
    assert found == [("/Div", "en"), ("/P", "de")]


def test_the_machine_has_no_say(tmp_path: Path) -> None:
    """The fonts that an environment names are not used."""
    code = (
        "from coopcoach.export.pdf.writer import write_pdf\n"
        "from coopcoach.export.pdf.source import PdfSource\n"
        "import sys\n"
        f"open(sys.argv[1], 'wb').write(write_pdf(PdfSource('{HEAD}<p>ᚠ ja</p></html>')))"
    )
    out = tmp_path / "page.pdf"
    env = {**os.environ, "FONTCONFIG_FILE": "/etc/fonts/fonts.conf"}
    subprocess.run([sys.executable, "-c", code, str(out)], check=True, env=env)
    assert fonts_of(out.read_bytes()) == {"Coopcoach-Sans"}


@given(st.text(st.sampled_from("aבם1 \u2066\u2067\u2068\u2069\u202e\u200f,"), max_size=12))
def test_isolating_marks_come_in_pairs_or_not_at_all(text: str) -> None:
    shown = printable_isolated(isolated(text))
    assert shown.count("\u2068") == shown.count("\u2069")
    assert printable(shown) == printable(text)
    depth = 0
    for character in shown:
        depth += (character == "\u2068") - (character == "\u2069")
        assert depth in {0, 1}
