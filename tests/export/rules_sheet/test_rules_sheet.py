"""The sheet for the wall: agreed rules only, letters as large as they can be."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from coopcoach.domain.session import Session
from coopcoach.export.pdf.rendering import RenderProgress, RenderStage
from coopcoach.export.release import release
from coopcoach.export.rules_sheet.build import largest_size, rules_sheet
from coopcoach.export.rules_sheet.model import SIZES, RulesSheet
from coopcoach.i18n import translator
from coopcoach.services.documents.catalogue import NothingToPrint, Renderer, export_document
from coopcoach.storage.workspace import Workspace
from tests.builders import exported_sessions
from tests.builders.exported_sessions import NOW, YES, rule
from tests.builders.pdf.text import letter_sizes, letters, pages_of, words_of
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


def size_of_rules(path: Path) -> float:
    return letter_sizes(path).most_common(1)[0][0]


@pytest.mark.parametrize(("count", "sheets"), [(2, 1), (10, 1), (40, 4)])
def test_every_rule_stands_on_as_few_sheets_as_are_readable(
    tmp_path: Path, renderer: Renderer, count: int, sheets: int
) -> None:
    path = printed(tmp_path, with_rules(count), renderer)
    pages = pages_of(path)
    assert len(pages) <= sheets
    words = " ".join(pages)
    for number in range(1, count + 1):
        assert words.count(f"({number})") == 1
    assert words.count("auf Probe bis 31.") == (count + 2) // 3
    assert "Anna Meier" in pages[0]
    assert "Ben Huber" in pages[0]
    assert size_of_rules(path) >= 16
    assert path.name == "spielregeln.pdf"


def test_ten_rules_are_read_across_the_room_on_one_sheet(
    tmp_path: Path, renderer: Renderer
) -> None:
    """At two metres the small letters of 16 points take 4.7 minutes of arc; those of A3 take more."""
    path = printed(tmp_path, with_rules(10), renderer)
    assert len(pages_of(path)) == 1
    small = size_of_rules(path)
    again = printed(tmp_path / "large", with_rules(10), renderer, large=True)
    assert len(pages_of(again)) == 1
    assert size_of_rules(again) > 1.3 * small >= 1.3 * 16
    box = PdfReader(again).pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == (842, 1191)


def test_an_unchanged_sheet_is_not_laid_out_again(tmp_path: Path, renderer: Renderer) -> None:
    session = with_rules(3)
    path = printed(tmp_path, session, renderer)
    before = path.read_bytes()
    drawn: list[RenderProgress] = []
    export_document(
        Workspace(tmp_path),
        session.slug,
        "rules",
        now=NOW,
        renderer=renderer,
        progress=drawn.append,
    )
    assert path.read_bytes() == before
    assert RenderStage.LAYOUT not in {progress.stage for progress in drawn}


def test_a_rule_longer_than_a_sheet_goes_on_the_next(tmp_path: Path, renderer: Renderer) -> None:
    words = "Wir antworten einander innerhalb von zwei Tagen. " * 82
    path = printed(tmp_path, with_rules(1, words), renderer, paper="letter")
    assert words_of(path).count("antworten") == 82
    assert round(float(PdfReader(path).pages[0].mediabox.width)) == 612


def test_hostile_rules_stay_on_it_as_text(tmp_path: Path, renderer: Renderer) -> None:
    page = words_of(printed(tmp_path, exported_sessions.hostile(), renderer))
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


@given(fits=st.lists(st.integers(1, 9), min_size=len(SIZES), max_size=len(SIZES)))
def test_the_largest_size_with_the_fewest_sheets_is_found(fits: list[int]) -> None:
    counts = dict(zip(SIZES, sorted(fits, reverse=True), strict=True))
    asked: list[float] = []

    def pages(size: float) -> int:
        asked.append(size)
        return counts[size]

    found = largest_size(pages)
    assert counts[found] == min(fits)
    assert all(count > min(fits) for size, count in counts.items() if size > found)
    assert len(asked) <= 7
    # The caller prints what it has measured.
    assert found in asked


def test_a_day_gone_by_is_no_next_look() -> None:
    past = with_rules(1, look_again=date(2026, 1, 1))
    assert sheet(past).next_look is None
    assert sheet(past).rules[0].look_again is None
    reviewed = sheet(past.model_copy(update={"review": date(2027, 3, 3)}))
    assert reviewed.rules[0].look_again == date(2027, 3, 3)
    assert sheet(past.model_copy(update={"review": date(2027, 3, 3)})).next_look == date(2027, 3, 3)
