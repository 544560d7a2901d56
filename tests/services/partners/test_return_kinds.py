"""Each kind of return that real programs made of a workbook, with its right value: read whole, or one sentence."""

from __future__ import annotations

import io
import re
import shutil
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pymupdf
import pypdf
import pytest
from PIL import Image

from coopcoach.domain.answers import (
    Answer,
    ChoiceValue,
    NumberValue,
    OptionsValue,
    PartnerAnswers,
    ScaleValue,
    Stance,
    Visibility,
)
from coopcoach.domain.packs.asked import numbered_prompts
from coopcoach.errors import Conflict, CoopcoachError
from coopcoach.exchange.outgoing.pdf_form import form_pdf
from coopcoach.exchange.web.page import workbook_page
from coopcoach.export.form.build import workbook_form
from coopcoach.export.form.model import WorkbookForm
from coopcoach.i18n import translator
from coopcoach.markup.form import Field
from coopcoach.services.partners.import_answers import Change, ImportPlan, carry_out, plan_import
from coopcoach.services.partners.prepare import Prepare
from coopcoach.services.workspace.desk import create, partner_from
from coopcoach.storage.sessions import answers_path, open_session
from coopcoach.storage.workspace import Workspace, make_workspace
from tests.builders import foreign_files as foreign
from tests.builders.answers import text
from tests.builders.examples import deep
from tests.builders.pdf.fillers import FILLERS
from tests.builders.returned_files import filled_workbook, stored
from tests.builders.sessions import START, answer_as, ticking
from tests.builders.short_packs import short_pack

SLUG = "maler-tischler"
EN, DE = translator("en"), translator("de")
SECRET = "NUR-FUER-MICH"
GIVEN: dict[str, Answer] = {
    "arrive.setting": Answer(value=OptionsValue(options=("quiet", "phone"))),
    "arrive.wish": text("Größere Klarheit – für 5 €, „endlich“."),
    "goal.why": text("Weil wir’s können.\n\nUnd wollen."),
    "goal.benefit": Answer(value=text("Ein freier Tag").value, visibility=Visibility.COACH),
    "goal.plus": Answer(value=ScaleValue(value=7), remark="weil es passt"),
    "tools.time": Answer(value=NumberValue(value="1.5")),
    "team.invoice": Answer(value=ChoiceValue(option="own-part")),
    "talk.delay": Answer(stance=Stance.TALK_LIVE),
}
# The exercises of these questions.
ASKED = ("arrive", "value-strengths", "goal-why", "tools-inventory", "team-job", "talk-reply")
KEPT = {"value.yours": Answer(value=text(SECRET).value, visibility=Visibility.ME)}


@dataclass
class Sent:
    """A session, and what Anna sends back in each form; ``of_ben`` is Ben's text workbook."""

    workspace: Workspace
    md: bytes
    of_ben: bytes
    answers: bytes
    page: bytes
    blank_pdf: bytes
    fields: dict[str, Field]

    def pdf(self, filler: str = "mupdf") -> bytes:
        """Return the PDF, filled in by a program."""
        return FILLERS[filler](self.blank_pdf, self.fields)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    folder = tmp_path_factory.mktemp("kinds")
    workspace = make_workspace(folder / "office")
    anna = partner_from("Anna Meier, Malerei <anna@example.org>", "de")
    ben = partner_from("Ben Weiß, Tischlerei <ben@example.org>", "de")
    create(
        workspace, title="Maler & Tischler", partners=(anna, ben), now=START,
        coach="Katrin Vogt <katrin@example.org>", pack=short_pack(workspace, "full", ASKED),
    )  # fmt: skip
    opened = open_session(workspace, SLUG)
    session, book = opened.session, opened.workbooks["de"]
    md = filled_workbook(workspace, SLUG, "anna-meier", {**GIVEN, **KEPT})
    own = folder / "own.md"
    shutil.copytree(workspace.root, folder / "typing")
    answer_as(Workspace(folder / "typing"), SLUG, "anna-meier", "de", {**GIVEN, **KEPT})
    shutil.copy(answers_path(Workspace(folder / "typing"), SLUG, "anna-meier"), own)
    given = PartnerAnswers(partner="anna-meier", answers={**GIVEN, **KEPT})
    form = workbook_form(session, session.partners[0], book, given, START, DE)
    fields = {
        f.name: f for f in _fields(form) if f.value and (f.shape != "tick" or f.value == "on")
    }
    return Sent(
        workspace=workspace,
        md=md.encode(),
        of_ben=filled_workbook(workspace, SLUG, "ben-weiss", {"goal.why": "Ben"}).encode(),
        answers=Prepare(own, ticking()).hand_in().read_bytes(),
        page=workbook_page(session, session.partners[0], book, made=START, t=DE).encode(),
        blank_pdf=form_pdf(session, session.partners[0], book, made=START, t=DE),
        fields=fields,
    )


def _fields(form: WorkbookForm) -> Iterator[Field]:
    for exercise in form.exercises:
        for prompt in exercise.prompts:
            cells = [cell for row in prompt.rows for cell in row.cells]
            yield from [*prompt.fields, *(field for cell in cells for field in cell)]
            yield from [prompt.stance, prompt.visibility, *filter(None, [prompt.remark])]


@pytest.fixture
def sent(made: Sent, tmp_path: Path) -> Sent:
    shutil.copytree(made.workspace.root, tmp_path / "office")
    return Sent(Workspace(tmp_path / "office"), *list(vars(made).values())[1:])


def imported(sent: Sent, data: bytes, partner: str | None = None) -> list[ImportPlan]:
    path = sent.workspace.root.parent / "came-back"
    path.write_bytes(data)
    plans = plan_import(sent.workspace, SLUG, [path], now=START, partner=partner)
    carry_out(plans, START)
    return plans


def notices(plans: list[ImportPlan]) -> str:
    return "\n".join(n.sentence(EN) for plan in plans for file in plan.files for n in file.notices)


def mangled(data: bytes, *steps: tuple[str, str]) -> bytes:
    words = data.decode()
    for pattern, by in steps:
        words = re.sub(pattern, by, words)
    return words.encode()


def zipped(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


def old_zip(name: str, data: bytes) -> bytes:
    """Return a zip as Windows makes it, whose names are in its own charset."""
    marked = zipped({"@" * len(name.encode("cp437")): data})
    return marked.replace(b"@" * len(name.encode("cp437")), name.encode("cp437"))


def quoted(data: bytes) -> str:
    return "".join(f"> {line}\n" for line in data.decode().split("\n"))


def photo() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((500, 500), 90).save(out, "JPEG")
    return out.getvalue()


def pdf_changed(data: bytes, **save: object) -> bytes:
    return bytes(pymupdf.open(stream=data, filetype="pdf").tobytes(**save))


def page_of(data: bytes) -> bytes:
    """Return the workbook as a page that a word processor saved."""
    return foreign.html_of(data.decode())


# Everything in it arrives as it was given; what is for its owner alone stays out.
WHOLE: dict[str, Callable[[Sent], bytes]] = {
    "text file": lambda s: s.md,
    "web page's answers file": lambda s: s.answers,
    "PDF by MuPDF": lambda s: s.pdf("mupdf"),
    "PDF by pdfium": lambda s: s.pdf("pdfium"),
    "PDF by pypdf": lambda s: s.pdf("pypdf"),
    "PDF saved twice": lambda s: pdf_changed(pdf_changed(s.pdf()), garbage=4, deflate=True),
    "PDF flattened": lambda s: flattened(s.pdf()),
    "PDF with an owner password": lambda s: locked(s.pdf(), ""),
    "mail with the text file": lambda s: foreign.mail_of(files={"heft.md": s.md}),
    "mail with the PDF as octets, and a logo": lambda s: foreign.mail_of(
        files={"Arbeitsheft": s.pdf(), "logo.jpg": photo()[:3000]}
    ),
    "mail, fully quoted": lambda s: foreign.mail_of(quoted(s.md)),
    "forwarded mail": lambda s: forwarded(foreign.mail_of(files={"heft.md": s.md})),
    "zip with umlauts": lambda s: zipped({"Für Sie/Übung.md": s.md, "__MACOSX/._x": b"x"}),
    "zip of old Windows": lambda s: old_zip("Übung.md", s.md),
    "zip with PDF and text": lambda s: zipped({"a.pdf": s.blank_pdf, "a.md": s.md}),
    "zip with the whole package": lambda s: zipped(
        {"heft.pdf": s.blank_pdf, "heft.html": s.page, "heft.md": s.md, "termin.ics": b"BEGIN:VCALENDAR"}
    ),
    "docx": lambda s: foreign.word_of(s.md.decode()),
    "odt": lambda s: foreign.open_document_of(s.md.decode()),
    "rtf": lambda s: foreign.rich_text_of(s.md.decode()),
    "msg": lambda s: foreign.outlook_of({"heft.md": s.md}),
    "winmail.dat": lambda s: foreign.mail_of(files={"winmail.dat": foreign.tnef_of({"h.md": s.md})}),
    "html": lambda s: page_of(s.md),
    "Windows' charset and line ends": lambda s: s.md.replace(b"\n", b"\r\n").decode().encode("cp1252"),
    "UTF-8 with its mark": lambda s: b"\xef\xbb\xbf" + s.md,
    "UTF-16": lambda s: s.md.decode().encode("utf-16"),
    "Mac Roman with its line ends": lambda s: s.md.decode().replace("\n", "\r").encode("mac_roman"),
    "letters taken apart": lambda s: unicodedata.normalize("NFD", s.md.decode()).encode(),
    "phone: spaces in the brackets, other signs": lambda s: mangled(s.md, (r"\[x\]", "[ X ]"), ("--", "–")),
    "ticks as signs": lambda s: mangled(s.md, (r"- \[x\]", "- ☑"), (r"- \[ \]", "- ☐")),
    "bullets of notes, headings without signs": lambda s: mangled(s.md, (r"(?m)^- ", "• "), (r"(?m)^#+ ", "")),
    "without its head": lambda s: mangled(s.md, (r"(?s)\A---.*?---\n", "")),
}  # fmt: skip


def flattened(data: bytes) -> bytes:
    document = pymupdf.open(stream=data, filetype="pdf")
    document.bake()
    return bytes(document.tobytes())


def locked(data: bytes, password: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(password, "inhaber", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def forwarded(mail: bytes) -> bytes:
    head = b"From: Anna Meier <anna@example.org>\nSubject: Fwd\nMIME-Version: 1.0\n"
    return head + b"Content-Type: message/rfc822\n\n" + mail


# What changes on the way is the same in tests/exchange: pdf round trips, charsets and other programs.
DEEP = {
    "PDF by pdfium",
    "PDF by pypdf",
    "PDF saved twice",
    "odt",
    "rtf",
    "html",
    "UTF-8 with its mark",
    "UTF-16",
    "Mac Roman with its line ends",
    "letters taken apart",
    "ticks as signs",
}


@pytest.mark.parametrize("kind", [deep(kind) if kind in DEEP else kind for kind in WHOLE])
def test_it_arrives_whole(sent: Sent, kind: str) -> None:
    data = WHOLE[kind](sent)
    (plan,) = imported(sent, data)
    answers = stored((sent.workspace, SLUG))
    assert plan.partner.id == "anna-meier"
    got = {name: answers.answer(name) for name in GIVEN}
    if kind == "PDF flattened":
        # What was one line or two cannot be seen any more.
        got["goal.why"] = text(re.sub(r"\n+", "\n\n", answers.answer("goal.why").value.text))
    assert got == GIVEN
    assert SECRET not in answers_path(sent.workspace, SLUG, "anna-meier").read_text(
        encoding="utf-8"
    )
    assert "please check" not in notices([plan])


SENTENCES: dict[str, tuple[Callable[[Sent], bytes], str]] = {
    "the page itself": (lambda s: s.page, "stays in the browser"),
    "PDF with a password": (lambda s: locked(s.pdf(), "geheim"), "locked with a password"),
    "PDF cut off": (lambda s: s.pdf()[:5000], "damaged or was cut off"),
    "PDF of scans": (lambda _: scanned(), f"coopcoach prepare {SLUG} --partner NAME --from-paper FILE"),
    "PDF printed and blank": (lambda s: flattened(s.blank_pdf), "its fields were lost"),
    "photo": (lambda _: photo(), f"coopcoach prepare {SLUG} --partner NAME --from-paper FILE"),
    "mail with a photo": (lambda _: foreign.mail_of(files={"IMG.jpg": photo()}), "this is a picture"),
    "mail in free words": (lambda _: foreign.mail_of("Guten Tag, bis morgen!"), "where they are numbered"),
}  # fmt: skip


def scanned() -> bytes:
    document = pymupdf.open()
    document.new_page().insert_image(pymupdf.Rect(0, 0, 500, 500), stream=photo())
    return bytes(document.tobytes())


@pytest.mark.parametrize("kind", SENTENCES)
def test_one_sentence_says_what_it_is_and_what_to_do(sent: Sent, kind: str) -> None:
    data, words = SENTENCES[kind]
    before = answers_path(sent.workspace, SLUG, "anna-meier").read_bytes()
    with pytest.raises(CoopcoachError) as refused:
        imported(sent, data(sent))
    assert words in refused.value.sentence(EN)
    assert len(refused.value.sentence(DE).splitlines()) == 1
    assert answers_path(sent.workspace, SLUG, "anna-meier").read_bytes() == before


def test_pages_alone_give_the_answers_on_them(sent: Sent) -> None:
    writer = pypdf.PdfWriter()
    writer.append(pypdf.PdfReader(io.BytesIO(sent.pdf())), pages=[1, 2, 3])
    out = io.BytesIO()
    writer.write(out)
    plans = imported(sent, out.getvalue())
    answers = stored((sent.workspace, SLUG))
    assert answers.answer("arrive.wish") == GIVEN["arrive.wish"]
    assert answers.answer("team.invoice").is_blank
    assert "pages taken out" in notices(plans)


def test_a_mail_with_numbered_answers_is_read_by_number(sent: Sent) -> None:
    opened = open_session(sent.workspace, SLUG)
    order = [p.id for p in numbered_prompts(opened.session, opened.workbooks["de"])]
    wish, plus = order.index("arrive.wish") + 1, order.index("goal.plus") + 1
    mail = foreign.mail_of(f"{wish}. Ruhe\n{plus}. 7, weil es passt\n\nViele Grüße\nAnna")
    (plan,) = imported(sent, mail)
    answers = stored((sent.workspace, SLUG))
    assert plan.partner.id == "anna-meier"
    assert answers.answer("arrive.wish") == text("Ruhe")
    assert answers.answer("goal.plus") == GIVEN["goal.plus"]


def test_both_partners_in_one_mail_are_taken_in_one_by_one(sent: Sent) -> None:
    mail = foreign.mail_of(
        "Anbei beide.", {"a.md": sent.md, "b.md": sent.of_ben}, "katrin@example.org"
    )
    plans = imported(sent, mail)
    assert sorted(plan.partner.id for plan in plans) == ["anna-meier", "ben-weiss"]
    assert stored((sent.workspace, SLUG)).answer("goal.why") == GIVEN["goal.why"]
    assert stored((sent.workspace, SLUG), "ben-weiss").answer("goal.why") == text("Ben")
    assert "it may be from either partner" in notices(plans)


@pytest.mark.parametrize(
    ("sender", "said"),
    [
        ("Ben Weiß <ben@example.org>", "the e-mail comes from Ben Weiß, but the answers are those of Anna Meier"),
        ("x@example.com", "the e-mail comes from x@example.com, which is not an address of Anna Meier"),
        ("Anna <ANNA@example.org>", ""),
        ("Katrin Vogt <katrin@example.org>", ""),
    ],
)  # fmt: skip
def test_a_mail_of_somebody_else_is_taken_as_its_content_says_and_named(
    sent: Sent, sender: str, said: str
) -> None:
    plans = imported(sent, foreign.mail_of(files={"heft.md": sent.md}, sender=sender))
    assert [plan.partner.id for plan in plans] == ["anna-meier"]
    assert said in notices(plans)
    assert bool(said) is ("please check" in notices(plans))


def test_a_workbook_that_is_not_that_of_the_named_partner_is_refused(sent: Sent) -> None:
    with pytest.raises(Conflict):
        imported(sent, sent.md, "Ben")


def test_half_first_and_then_whole_and_half_again(sent: Sent) -> None:
    some = {
        name: field
        for name, field in sent.fields.items()
        if name.startswith(("arrive", "goal:why"))
    }
    half = FILLERS["mupdf"](sent.blank_pdf, some)
    (first,) = imported(sent, half)
    (second,) = imported(sent, sent.pdf())
    (third,) = imported(sent, half)
    assert first.files[0].count(Change.NEW) == 3
    assert second.files[0].count(Change.NEW) == len(GIVEN) - 3
    assert third.files[0].known


def test_words_on_the_pages_are_kept_and_drawings_named(sent: Sent) -> None:
    document = pymupdf.open(stream=sent.blank_pdf, filetype="pdf")
    document[1].insert_text((70, 780), "Mit Fill & Sign", fontsize=11)
    document[2].add_ink_annot([[(100, 100), (150, 120)]])
    plans = imported(sent, bytes(document.tobytes()))
    assert "Mit Fill & Sign" in answers_path(sent.workspace, SLUG, "anna-meier").read_text(
        encoding="utf-8"
    )
    assert "page 3: a drawing" in notices(plans)
