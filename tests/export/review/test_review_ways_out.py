"""Reviews on their ways out: nothing sealed or kept back in report and archive, and the archive restores them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pypdf
import pytest

from coopcoach.domain.answers import (
    Answer,
    NumberValue,
    Row,
    ScaleValue,
    TableValue,
    TextValue,
    Visibility,
)
from coopcoach.domain.ground_rules import Says
from coopcoach.domain.review import RULES_EXERCISE, Outcome
from coopcoach.domain.trend.outcomes import confirmed
from coopcoach.export.pdf.rendering import Renderer
from coopcoach.export.pdf.source import PdfSource
from coopcoach.i18n import translator
from coopcoach.services.documents.catalogue import NothingToPrint
from coopcoach.services.documents.job import Job
from coopcoach.services.documents.printers import PRINTERS
from coopcoach.services.documents.reviews import released_reviews
from coopcoach.services.session.review import hold_review, open_stage
from coopcoach.services.workspace.backup import back_up, bring_back
from coopcoach.services.workspace.restore import restore
from coopcoach.storage.sessions import (
    answers_path,
    hand_in,
    open_answers,
    open_session,
    save_answer,
)
from coopcoach.storage.workspace import Workspace, make_workspace
from tests.builders.agreed_sessions import DAY, NAME, NOW, agreed_session
from tests.builders.exported_sessions import SLUG
from tests.builders.pdf.contents import everything_in
from tests.export.test_nothing_private import printed

OPEN, SEALED, COACH, MINE = "kanarieoffen", "kanariesiegel", "kanariecoach", "kanarieselbst"
GIVEN = {
    "review.rule_1": Answer(value=ScaleValue(value=4), remark=OPEN),
    "review.rule_2": Answer(value=ScaleValue(value=2), remark=COACH, visibility=Visibility.COACH),
    "review.balance": Answer(value=ScaleValue(value=1), remark=SEALED),
    "value.ledger": Answer(value=TableValue(rows=(Row(cells={"what": TextValue(text=SEALED)}),))),
    "review.hours": Answer(value=NumberValue(value=5), remark=MINE, visibility=Visibility.ME),
}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A review with Anna's answers handed in, and all sealed."""
    base = agreed_session(tmp_path / "office")
    opened = hold_review(base.workspace, SLUG, day=DAY, now=NOW)
    own = open_answers(answers_path(base.workspace, NAME, "anna"), opened.workbook)
    for exercise in opened.workbook.exercises:
        for prompt in exercise.prompts:
            if prompt.id in GIVEN:
                own = save_answer(own, prompt, GIVEN[prompt.id], NOW)
    hand_in(own, NOW)
    return base.workspace


def told(workspace: Workspace) -> dict[str, str]:
    """Return all that any document and its archive say anywhere, by document."""
    found = {}
    for (document, form), data in printed(workspace, archive=True).items():
        path = workspace.root.parent / f"{document}.{form}"
        path.write_bytes(data)
        found[f"{document}.{form}"] = everything_in(path)
    return found


def reveal(workspace: Workspace) -> None:
    clock = NOW + timedelta(hours=1)
    stage = open_stage(workspace, SLUG, None, translator("de"), lambda: clock)
    exercise = stage.workbook.exercise(RULES_EXERCISE)
    assert exercise is not None
    stage.reveal(exercise)


def test_a_sealed_review_is_in_no_document_and_the_report_says_so(
    workspace: Workspace, renderer: Renderer
) -> None:
    documents = told(workspace)
    assert not any(name.startswith("review") for name in documents)
    for word in (OPEN, SEALED, COACH, MINE):
        assert [name for name, text in documents.items() if word in text] == []
    with pytest.raises(NothingToPrint, match="still sealed"):
        PRINTERS["review", "pdf"](Job(open_session(workspace, SLUG), NOW, renderer))


def test_after_the_reveal_only_what_is_for_both_is_in_report_and_archive(
    workspace: Workspace,
) -> None:
    reveal(workspace)
    documents = told(workspace)
    assert {"review.pdf", "review.docx", "review.md"} <= set(documents)
    for word in (SEALED, COACH, MINE):
        assert [name for name, text in documents.items() if word in text] == []
    # The positive control: in the report, and as a file of the archive in each PDF.
    for name in ("review.pdf", "review.docx", "review.md", "summary.pdf"):
        assert OPEN in documents[name], name


def test_the_lists_of_giving_and_taking_are_told_once_they_are_revealed(
    workspace: Workspace, renderer: Renderer
) -> None:
    reveal(workspace)
    stage = open_stage(workspace, SLUG, None, translator("de"), lambda: NOW + timedelta(hours=2))
    exercise = stage.workbook.exercise("review-balance")
    assert exercise is not None
    stage.reveal(exercise)
    job = Job(open_session(workspace, SLUG), NOW, renderer)
    data = PRINTERS["review", "md"](job)
    assert isinstance(data, bytes)
    assert f"| {SEALED} |" in data.decode()


def test_the_archive_gives_reviews_back_byte_for_byte(
    workspace: Workspace, tmp_path: Path, renderer: Renderer
) -> None:
    reveal(workspace)
    job = Job(open_session(workspace, SLUG), NOW, renderer, archive=True)
    page = '<html lang="de"><title>–</title><p>Archiv</p></html>'
    path = tmp_path / "archive.pdf"
    source = PdfSource(page, variant="pdf/a-3a", attachments=job.attachments)
    path.write_bytes(renderer.render(source))
    enclosed = {e.description: e.content for e in pypdf.PdfReader(path).attachment_list}
    later = make_workspace(tmp_path / "later")
    restored = restore(later, path)
    folder = later.sessions / SLUG
    assert {f"sessions/{SLUG}/{p.relative_to(folder).as_posix()}": p.read_bytes() for p in restored.paths} == enclosed  # fmt: skip
    names = {p.relative_to(folder).as_posix() for p in restored.paths}
    day = f"reviews/{DAY.isoformat()}"
    assert {f"{day}/review.md", f"{day}/answers/anna.md", f"{day}/answers/ben.md"} <= names
    before, after = (released_reviews(open_session(w, SLUG), "de") for w in (workspace, later))
    assert after == before
    assert [kept.kept for kept in after[0].of("anna").rules] == [4]


def test_a_backup_gives_reviews_back_byte_for_byte(workspace: Workspace, tmp_path: Path) -> None:
    back_up(workspace, tmp_path / "all.zip", NOW)
    bring_back(tmp_path / "later", tmp_path / "all.zip")
    before, after = (
        {
            p.relative_to(root): p.read_bytes()
            for p in (root / "sessions").rglob("*.md")
            if p.is_file()
        }
        for root in (workspace.root, tmp_path / "later")
    )
    assert after == before
    assert any("reviews" in path.parts for path in after)


def test_an_outcome_that_no_vote_bears_out_is_open(workspace: Workspace) -> None:
    session = open_session(workspace, SLUG).session
    (asked, *_) = released_reviews(open_session(workspace, SLUG), "de")[0].rules
    rule = session.rule("rule-1")
    assert rule is not None
    claimed = asked.model_copy(update={"outcome": Outcome.RETIRED, "reason": "Von Hand."})
    shown = confirmed(claimed, rule, session.partner_ids)
    assert shown is not None
    assert (shown.outcome, shown.reason) == (Outcome.OPEN, "")
    amended = asked.model_copy(update={"outcome": Outcome.AMENDED, "amended": "Nie vereinbart."})
    shown = confirmed(amended, rule, session.partner_ids)
    assert shown is not None
    assert (shown.outcome, shown.amended) == (Outcome.OPEN, "")
    for partner in session.partner_ids:
        rule = rule.with_voice(partner, Says.RETIRE, NOW)
    assert confirmed(claimed, rule, session.partner_ids) == claimed
    # A rule that both never agreed to is not told of at all.
    never = asked.model_copy(update={"id": "rule-3", "wording": "0" * 16})
    assert confirmed(never, session.rule("rule-3"), session.partner_ids) is None
