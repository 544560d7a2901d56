"""The sheet for the wall: one page, agreed rules only, letters as large as they can be."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from coopcoach.domain.session import Session
from coopcoach.export.release import release
from coopcoach.export.rules_sheet.build import rules_sheet
from coopcoach.export.rules_sheet.model import SIZES, RulesSheet
from coopcoach.i18n import translator
from coopcoach.services.documents.catalogue import NothingToPrint, Renderer, export_document
from tests.builders import exported_sessions
from tests.builders.examples import examples
from tests.builders.exported_sessions import NOW, YES, rule
from tests.builders.pdf.text import letters, pages_of
from tests.builders.workbooks import built_in_workbook

WORKBOOK = built_in_workbook("de")
TRIAL = date(2027, 7, 31)
SHORT = "Wir antworten innerhalb von zwei Arbeitstagen, und sei es nur, um zu sagen, wann."


def with_rules(count: int, words: str = SHORT, **fields: object) -> Session:
    rules = tuple(
        rule(
            n,
            "talk",
            f"{words} ({n})",
            YES,
            **{**fields, "trial_until": TRIAL if n % 3 == 1 else None},
        )
        for n in range(1, count + 1)
    )
    return exported_sessions.planned(rules=rules)


def sheet(session: Session) -> RulesSheet:
    return rules_sheet(release(session, {}, WORKBOOK), translator("de"), NOW, "de")


def printed(folder: Path, session: Session, renderer: Renderer, **wishes: object) -> Path:
    workspace = exported_sessions.written(folder, session, own=False)
    made = export_document(workspace, session.slug, "rules", now=NOW, renderer=renderer, **wishes)  # type: ignore[arg-type]
    return made.paths[0]


@pytest.mark.parametrize("count", [1, 2, 5, 9, 14, 23, 40])
def test_all_of_them_stand_on_one_page(tmp_path: Path, renderer: Renderer, count: int) -> None:
    path = printed(tmp_path, with_rules(count), renderer)
    (page,) = pages_of(path)
    for number in range(1, count + 1):
        assert f"({number})" in page
    assert page.count("auf Probe bis 31.") == (count + 2) // 3
    assert "Anna Meier" in page
    assert "Ben Huber" in page
    assert path.name == "spielregeln.pdf"


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_what_has_no_room_is_counted_and_not_cut(
    tmp_path: Path, renderer: Renderer, paper: str
) -> None:
    path = printed(tmp_path, exported_sessions.many_rules(), renderer, paper=paper)
    (page,) = pages_of(path)
    shown = [n for n in range(1, 41) if f"Regel Nummer {n}:" in page]
    assert shown == list(range(1, len(shown) + 1))
    assert f"{40 - len(shown)} weitere Spielregeln stehen in der Zusammenfassung" in page
    width = float(PdfReader(path).pages[0].mediabox.width)
    assert round(width) == (612 if paper == "letter" else 595)


def test_a_rule_longer_than_a_column_stands_on_the_page(tmp_path: Path, renderer: Renderer) -> None:
    words = "Wir antworten einander innerhalb von zwei Tagen. " * 82
    (page,) = pages_of(printed(tmp_path, with_rules(1, words), renderer))
    assert page.count("antworten") == 82


def test_a_rule_longer_than_the_page_is_left_to_the_summary(
    tmp_path: Path, renderer: Renderer
) -> None:
    (page,) = pages_of(printed(tmp_path, with_rules(1, "Wort " * 4000), renderer))
    assert "Eine weitere Spielregel steht in der Zusammenfassung" in page


def test_hostile_rules_stay_on_it_as_text(tmp_path: Path, renderer: Renderer) -> None:
    (page,) = pages_of(printed(tmp_path, exported_sessions.hostile(), renderer))
    assert letters("<script>alert(1)</script> [klick](javascript:alert(1))") in letters(page)


def test_only_what_both_stand_to_is_on_it(tmp_path: Path, renderer: Renderer) -> None:
    (page,) = pages_of(printed(tmp_path, exported_sessions.rich(), renderer))
    assert "VORSCHLAG" not in page
    assert "Schlechte Nachrichten sagen wir am Telefon" in page
    assert "Am 15. April 2027 prüfen wir sie." in page


def test_without_an_agreed_rule_there_is_no_sheet(tmp_path: Path) -> None:
    workspace = exported_sessions.written(tmp_path, exported_sessions.bare(), own=False)
    with pytest.raises(NothingToPrint, match="no ground rule has both votes yet"):
        export_document(workspace, exported_sessions.SLUG, "rules", now=NOW)
    assert not (workspace.exports / exported_sessions.SLUG / "spielregeln.pdf").exists()


def test_it_is_tagged_and_titled(tmp_path: Path, renderer: Renderer) -> None:
    pdf = PdfReader(printed(tmp_path, exported_sessions.rich(), renderer))
    assert pdf.trailer["/Root"]["/Lang"] == "de"
    assert b"pdfuaid" in pdf.trailer["/Root"]["/Metadata"].get_data()


def test_the_letters_are_the_larger_the_fewer_rules_there_are() -> None:
    sizes = [sheet(with_rules(n)).size for n in (1, 3, 6, 10, 16, 25, 40)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == SIZES[0]
    assert sheet(with_rules(1, "W" * 40_000)).size == SIZES[-1]


@examples(40)
@given(
    lengths=st.lists(st.integers(1, 1500), min_size=1, max_size=60),
    squeeze=st.floats(0.2, 1.0),
)
def test_no_rule_is_lost_between_the_sheet_and_its_count(
    lengths: list[int], squeeze: float
) -> None:
    rules = tuple(rule(n, "talk", "ab " * length, YES) for n, length in enumerate(lengths, 1))
    released = release(exported_sessions.planned(rules=rules), {}, WORKBOOK)
    made = rules_sheet(released, translator("de"), NOW, "de", squeeze=squeeze)
    assert len(made.rules) + made.more == len(rules)
    assert [r.number for r in made.rules] == list(range(1, len(made.rules) + 1))
    assert made.rules
    assert made.size in SIZES


def test_a_day_gone_by_is_no_next_look() -> None:
    past = with_rules(1, look_again=date(2026, 1, 1))
    assert sheet(past).next_look is None
    assert sheet(past.model_copy(update={"review": date(2027, 3, 3)})).next_look == date(2027, 3, 3)
