"""Words that must stay in the house are in no bytes of any export; the words that may leave it are there."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pypdf
import pytest
from hypothesis import Phase as Hunt
from hypothesis import given
from hypothesis import strategies as st

from coopcoach.domain.answers import (
    Answer,
    PartnerAnswers,
    ProposedRule,
    RulesValue,
    TextValue,
    Visibility,
)
from coopcoach.domain.exercise import Kind, Phase, Prompt, Workbook
from coopcoach.domain.ground_rules import GroundRule, Says, SetAside
from coopcoach.domain.session import Action, ParkedTopic, Reveal, Session, TimeEntry
from coopcoach.export.pdf.rendering import Renderer, RenderProgress
from coopcoach.export.pdf.source import PdfSource
from coopcoach.i18n import translator
from coopcoach.markup.document import Document
from coopcoach.markup.formats.answers_file import new_answers_file, write_answer_into
from coopcoach.markup.formats.session_file import new_session_file
from coopcoach.services.documents.catalogue import (
    PRINTERS,
    NothingToPrint,
    export_document,
    export_documents,
)
from coopcoach.services.documents.job import Job
from coopcoach.storage.sessions import open_session
from coopcoach.storage.workspace import Workspace, make_workspace
from tests.builders.examples import examples
from tests.builders.exported_sessions import (
    BOTH_CONSENT,
    NO_CONSENT,
    NOW,
    SLUG,
    partners,
    planned,
    rule,
)
from tests.builders.pdf.contents import everything_in, squeezed
from tests.builders.workbooks import built_in_workbook

WORKBOOK: Workbook = built_in_workbook("de")
COMPACT = WORKBOOK.for_pack("compact")
T = translator("de")
ARCHIVED = ("summary", "agreement", "rules")


def written_prompts(phase: Phase, *kinds: Kind) -> list[tuple[str, Prompt]]:
    found = [(e.id, p) for e in COMPACT for p in e.prompts_in(phase, "compact") if p.kind in kinds]
    assert found
    return found


OWN = written_prompts(Phase.PREPARE, Kind.TEXT, Kind.LONG, Kind.RULES)
JOINT = written_prompts(Phase.SESSION, Kind.TEXT, Kind.LONG)


@dataclass
class Told:
    """Words of which each stands in one place alone: those that may leave the house, and the others."""

    may: set[str] = field(default_factory=set)
    may_not: set[str] = field(default_factory=set)

    def word(self, *where: str, may: bool) -> str:
        # Without a gap or a hyphen, so that no line end takes it apart.
        said = "kanari" + "".join(part.replace(".", "").replace("_", "").replace("-", "") for part in where) + "end"  # fmt: skip
        (self.may if may else self.may_not).add(said)
        return said


@dataclass(frozen=True)
class Draw:
    """What was drawn for one session."""

    revealed: frozenset[str]
    consents: tuple[bool, bool]
    own: dict[tuple[str, str], Visibility]
    joint: dict[str, Visibility]
    rules: tuple[str, ...]


VISIBILITY = st.sampled_from(list(Visibility))
DRAWS = st.builds(
    Draw,
    revealed=st.frozensets(st.sampled_from([e.id for e in COMPACT])),
    consents=st.sampled_from([(True, True), (True, True), (True, False), (False, False)]),
    own=st.fixed_dictionaries({(w, p.id): VISIBILITY for w in ("anna", "ben") for _, p in OWN}),
    joint=st.fixed_dictionaries({p.id: VISIBILITY for _, p in JOINT}),
    rules=st.lists(
        st.sampled_from(["agreed", "no", "alone", "nobody", "parked", "reworded"]), max_size=4
    ).map(tuple),
)
MIXED = Draw(
    revealed=frozenset(e.id for e in COMPACT[1:6]),
    consents=(True, True),
    own={(w, p.id): list(Visibility)[n % 3] for n, (w, p) in enumerate((w, p) for _, p in OWN for w in ("anna", "ben"))},
    joint={p.id: list(Visibility)[n % 3] for n, (_, p) in enumerate(JOINT)},
    rules=("agreed", "no", "alone", "parked", "reworded"),
)  # fmt: skip


def lived(number: int, life: str, told: Told) -> GroundRule:
    """A rule that lived as it says, with a word in each of its parts."""
    is_agreed = life == "agreed"
    name = f"regel{number}"
    made = rule(
        number, "talk", told.word(name, "satz", may=is_agreed),
        sign=told.word(name, "merkmal", may=is_agreed),
        consequence=told.word(name, "folge", may=is_agreed),
        why=told.word(name, "warum", may=False),
    )  # fmt: skip
    says = {"nobody": (), "alone": (Says.YES,), "no": (Says.LIVE_WITH, Says.NO)}
    for who, voice in zip(
        ("anna", "ben"), says.get(life, (Says.YES, Says.LIVE_WITH)), strict=False
    ):
        is_reservation = is_agreed and voice is Says.LIVE_WITH
        made = made.with_voice(who, voice, NOW, told.word(name, who, "grund", may=is_reservation))
    if life == "parked":
        return made.model_copy(update={"set_aside": SetAside.PARKED})
    if life == "reworded":
        later = told.word(name, "neuersatz", may=False)
        return made.reworded(sentence=later, sign="", consequence="", trial_until=None)
    return made


def session_of(draw: Draw, told: Told) -> Session:
    base = planned(pack="compact")
    joint = {
        (prompt.id, ""): Answer(
            value=TextValue(text=told.word("gemeinsam", prompt.id, may=seen is Visibility.BOTH)),
            visibility=seen,
        )
        for _, prompt in JOINT
        if (seen := draw.joint[prompt.id])
    }
    consents = {
        ("arrive.consent", who): BOTH_CONSENT if yes else NO_CONSENT
        for who, yes in zip(("anna", "ben"), draw.consents, strict=True)
    }
    return base.model_copy(
        update={
            "agenda": tuple(item for item in base.agenda if item.exercise in {e.id for e in COMPACT}),
            "partners": tuple(
                p.model_copy(update={"email": f"{told.word('post', p.id, may=False)}@x.org"})
                for p in partners("de")
            ),
            "place": told.word("ort", may=False),
            "coach_email": f"{told.word('coachpost', may=False)}@x.org",
            "reveals": tuple(Reveal(exercise=e, at=NOW) for e in sorted(draw.revealed)),
            "time_entries": (TimeEntry(id=told.word("weile", may=False), exercise="goal-why", start=NOW),),
            "joint": {**joint, **consents},
            "rules": tuple(lived(n, life, told) for n, life in enumerate(draw.rules, 1)),
            "actions": (Action(id="action-1", what=told.word("schritt", may=True), until=date(2027, 9, 1)),),
            "parked": (ParkedTopic(id="parked-1", text=told.word("geparkt", may=True)),),
        }
    )  # fmt: skip


def answers_of(who: str, draw: Draw, told: Told) -> PartnerAnswers:
    answers = {}
    for exercise, prompt in OWN:
        seen = draw.own[who, prompt.id]
        may = all(draw.consents) and exercise in draw.revealed and seen is Visibility.BOTH
        word = told.word("eigen", who, prompt.id, may=may and prompt.kind is not Kind.RULES)
        value = (
            RulesValue(rules=(ProposedRule(rule=word, sign=word),))
            if prompt.kind is Kind.RULES
            else TextValue(text=word)
        )
        answers[prompt.id] = Answer(value=value, visibility=seen)
    return PartnerAnswers(partner=who, answers=answers)


def put_down(workspace: Workspace, draw: Draw) -> Told:
    """Write the files of a session, by hand as well as by the program."""
    told = Told()
    session = session_of(draw, told)
    folder = workspace.sessions / SLUG
    (folder / "answers").mkdir(parents=True, exist_ok=True)
    source = new_session_file(session, WORKBOOK, T).source
    by_hand = f"<!-- {told.word('kommentar', may=False)} -->\n\n## {told.word('abschnitt', may=False)} {{#x}}\n"
    key = f"\n{told.word('schluessel', may=False)}: {told.word('wert', may=False)}\n---\n"
    (folder / "session.md").write_text(source.replace("\n---\n", key, 1) + by_hand)
    for partner in session.partners:
        document = Document(new_answers_file(SLUG, partner, WORKBOOK, "compact", T))
        for prompt_id, answer in answers_of(partner.id, draw, told).answers.items():
            prompt = WORKBOOK.find_prompt(prompt_id, Phase.PREPARE)
            assert prompt is not None
            document = write_answer_into(document, prompt, answer, T)
        found = f"\n## Fundstücke {{#found}}\n\n{told.word('fund', partner.id, may=False)}\n"
        (folder / "answers" / f"{partner.id}.md").write_text(document.source + found)
    (folder / "coach-notes.md").write_text(told.word("notiz", may=False))
    return told


class Unprinted(Renderer):
    """Keeps what would be printed, with all that would be enclosed, and hands back an empty page.

    A hundred PDFs would take minutes; the tests below look into real ones.
    """

    def __init__(self) -> None:
        super().__init__()
        self.kept: list[bytes] = []
        out = io.BytesIO()
        writer = pypdf.PdfWriter()
        writer.add_blank_page(100, 100)
        writer.write(out)
        self._empty = out.getvalue()

    def render(
        self,
        page: str | PdfSource,
        progress: Callable[[RenderProgress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        earlier: Iterable[Path] = (),
    ) -> bytes:
        source = PdfSource(page) if isinstance(page, str) else page
        self.kept.append(source.html.encode())
        for enclosed in source.attachments:
            self.kept.append(f"{enclosed.name}\n{enclosed.description}\n".encode() + enclosed.data)
        return self._empty


def printed(workspace: Workspace, archive: bool) -> dict[tuple[str, str], bytes]:
    """All that each printer makes, or would have printed, with the names of its files."""
    found = {}
    for key, printer in PRINTERS.items():
        renderer = Unprinted()
        try:
            made: Any = printer(Job(open_session(workspace, SLUG), NOW, renderer, archive=archive))
        except NothingToPrint:
            continue
        parts = {"": made} if isinstance(made, bytes) else dict(made)
        if renderer.kept:
            parts = dict.fromkeys(parts, b"\n".join(renderer.kept))
        found[key] = b"\n".join([*parts.values(), *(name.encode() for name in parts)])
    return found


# What fails is told as it was drawn: to make it smaller would take minutes.
@examples(8, phases=[Hunt.explicit, Hunt.generate])
@given(draw=DRAWS)
def test_no_private_word_is_in_any_document(
    tmp_path_factory: pytest.TempPathFactory, draw: Draw
) -> None:
    folder = tmp_path_factory.mktemp("house")
    workspace = make_workspace(folder)
    told = put_down(workspace, draw)
    documents = printed(workspace, archive=True)
    assert len(documents) >= 6
    for (document, form), data in documents.items():
        path = folder / f"{document}.{form}"
        path.write_bytes(data)
        said = everything_in(path)
        assert [w for w in told.may_not if w in said] == [], (document, form)
        if form == "pdf" and document in ARCHIVED:
            assert squeezed(f"sessions/{SLUG}/session.md") in said, document
    # The positive control: whatever may leave the house does, on the page and as a file.
    page = everything_in(folder / "summary.html")
    assert [w for w in told.may if w not in page] == []
    archive = everything_in(folder / "summary.pdf")
    assert [w for w in told.may if archive.count(w) < 2] == []


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory, renderer: Renderer) -> tuple[Told, list[Path]]:
    workspace = make_workspace(tmp_path_factory.mktemp("house"))
    told = put_down(workspace, MIXED)
    made = [path for done in export_documents(workspace, SLUG, now=NOW) for path in done.paths]
    archive = export_document(workspace, SLUG, "summary", now=NOW, archive=True, renderer=renderer)
    made.extend(archive.paths)
    return told, made


def test_no_private_word_is_in_any_byte_of_any_file(drawn: tuple[Told, list[Path]]) -> None:
    told, files = drawn
    assert {p.suffix for p in files} >= {".pdf", ".html", ".md", ".docx", ".ics"}
    assert len(told.may_not) > 40
    for path in files:
        said = everything_in(path)
        assert [w for w in told.may_not if w in said] == [], path


def test_the_words_that_may_leave_the_house_are_found_in_every_kind_of_file(
    drawn: tuple[Told, list[Path]],
) -> None:
    told, files = drawn
    assert len(told.may) >= 10
    for path in files:
        said = everything_in(path)
        found = {w for w in told.may if w in said}
        assert found, path
        if path.stem.startswith("zusammenfassung"):
            assert found == told.may, path
