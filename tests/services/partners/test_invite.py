"""What partners get: each in their language, ready to be sent, and made anew at any time."""

from __future__ import annotations

import email
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from icalendar import Calendar

from coopcoach.cli import main
from coopcoach.domain.exercise import Phase
from coopcoach.domain.session import Partner, Session
from coopcoach.errors import WrongCall
from coopcoach.exchange.encryption import new_key
from coopcoach.exchange.outgoing.mail import invitation_mail, unwritable_addresses
from coopcoach.exchange.web.page import age_script
from coopcoach.exchange.web.site.link import read_link
from coopcoach.export.pdf.rendering import Renderer
from coopcoach.i18n import translator
from coopcoach.services.partners.invite import Invitation, write_invitations
from coopcoach.services.workspace.desk import create, partner_from
from coopcoach.storage.content_folders import bundled_folder
from coopcoach.storage.sessions import open_session
from coopcoach.storage.workspace import Workspace, make_workspace
from tests.builders import exported_sessions
from tests.builders.calls import call
from tests.builders.pdf.fillers import drawn_by_pdfium
from tests.builders.pdf.text import pages_of
from tests.builders.sessions import START
from tests.builders.short_packs import FEW, short_pack

DATE = datetime(2027, 1, 22, 10, 0, tzinfo=UTC)


def session_in(
    folder: Path,
    *,
    anna: str = "Anna Meier, Malerei <anna@example.org>",
    date: datetime | None = DATE,
    exercises: tuple[str, ...] = FEW,
) -> tuple[Workspace, str]:
    workspace = make_workspace(folder / "office")
    first = partner_from(anna, "de")
    second = partner_from("Ben Weiß", "en", (first.id,))
    slug = create(
        workspace,
        title="Maler & Tischler",
        partners=(first, second),
        now=START,
        coach="Katrin Vogt",
        date=date,
        pack=short_pack(workspace, exercises=exercises),
    )
    return workspace, slug


def mail_of(package: Invitation) -> EmailMessage:
    path = next(path for path in package.files if path.suffix == ".eml")
    message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def entry_of(package: Invitation) -> Calendar:
    path = next(path for path in package.files if path.suffix == ".ics")
    return Calendar.from_ical(path.read_bytes())


def test_each_partner_gets_everything_in_their_language(tmp_path: Path, renderer: Renderer) -> None:
    workspace, slug = session_in(tmp_path, exercises=(*FEW, "team-job"))
    anna, ben = write_invitations(workspace, slug, now=START, renderer=renderer)
    assert [p.name for p in anna.files] == [
        "arbeitsheft-anna-meier-druck.pdf",
        "arbeitsheft-anna-meier.html",
        "arbeitsheft-anna-meier.md",
        "arbeitsheft-anna-meier.pdf",
        "einladung.eml",
        "termin.ics",
    ]
    assert [p.name for p in ben.files] == [
        "appointment.ics",
        "invitation.eml",
        "workbook-ben-weiss-print.pdf",
        "workbook-ben-weiss.html",
        "workbook-ben-weiss.md",
        "workbook-ben-weiss.pdf",
    ]
    assert anna.folder == workspace.exports / slug / "invitation" / "anna-meier"
    assert "Ihre Antwort" in anna.files[2].read_text(encoding="utf-8")
    assert "Your answer" in ben.files[4].read_text(encoding="utf-8")
    assert anna.files[3].read_bytes().startswith(b"%PDF-")
    # With a pen nobody can open a drop-down: all options are on the paper.
    words = drawn_by_pdfium(anna.files[0].read_bytes())
    invoice = (
        open_session(workspace, slug).workbooks["de"].find_prompt("team.invoice", Phase.PREPARE)
    )
    assert invoice is not None
    for option in invoice.question.options:
        assert option.label.split(maxsplit=1)[0] in words


def test_the_mail_opens_as_unsent_with_the_workbooks_attached(
    tmp_path: Path, renderer: Renderer
) -> None:
    workspace, slug = session_in(tmp_path)
    package = write_invitations(workspace, slug, now=START, partner="Anna", renderer=renderer)[0]
    mail = mail_of(package)
    assert mail["X-Unsent"] == "1"
    assert mail["To"] == "Anna Meier <anna@example.org>"
    assert mail["Date"] is None
    attached = {part.get_filename(): part for part in mail.iter_attachments()}
    # The recommended one first.
    assert list(attached) == [
        "arbeitsheft-anna-meier.pdf",
        "arbeitsheft-anna-meier.html",
        "arbeitsheft-anna-meier.md",
        "arbeitsheft-anna-meier-druck.pdf",
        "termin.ics",
    ]
    markdown = attached["arbeitsheft-anna-meier.md"].get_payload(decode=True)
    assert markdown == (package.folder / "arbeitsheft-anna-meier.md").read_bytes()
    text = mail.get_body(("plain",))
    assert text is not None
    assert "Katrin Vogt" in text.get_content()
    assert "22. Januar 2027" in text.get_content()
    for words in (
        *list(attached)[:4],
        "„Abgeben“",
        "antworten-anna-meier.md",
        "vorher für mich öffnen",
    ):
        assert words in text.get_content()


def test_a_package_that_asks_for_encryption_says_what_that_means(
    tmp_path: Path, renderer: Renderer
) -> None:
    workspace, slug = session_in(tmp_path)
    write_invitations(workspace, slug, now=START, renderer=renderer)
    public = new_key().public
    anna, ben = write_invitations(workspace, slug, now=START, renderer=renderer, encrypt_to=public)
    for package, says in ((anna, "verschlüsselt"), (ben, "encrypted")):
        text, pdf = (
            next(p for p in reversed(package.files) if p.suffix == suffix)
            for suffix in (".md", ".pdf")
        )
        assert f"encrypt_to: {public}" in text.read_text(encoding="utf-8")
        assert says in text.read_text(encoding="utf-8")
        assert says in drawn_by_pdfium(pdf.read_bytes())
        body = mail_of(package).get_body()
        assert body is not None
        assert says in body.get_content()
        page = next(p for p in package.files if p.suffix == ".html").read_text(encoding="utf-8")
        assert f'"key":"{public}"' in page
        assert age_script() in page


def test_with_mail_only_the_questions_are_in_the_mail_and_nothing_else(tmp_path: Path) -> None:
    workspace, slug = session_in(tmp_path)
    anna, ben = write_invitations(workspace, slug, now=START, mail_only=True)
    assert [p.name for p in anna.files] == ["einladung.eml", "termin.ics"]
    assert sorted(p.name for p in anna.folder.iterdir()) == ["einladung.eml", "termin.ics"]
    for package, question in ((anna, "Was können Sie richtig gut?"), (ben, "at last week")):
        body = mail_of(package).get_body()
        assert body is not None
        assert (question in body.get_content()) == (package is anna)
        assert "Katrin Vogt" in body.get_content()
    refused = call("invite", slug, "--mail-only", "--encrypt", folder=workspace.root, lang="en")
    assert refused.returncode == 2
    assert "--mail-only" in refused.stderr


def test_the_calendar_moves_the_entry_it_has(tmp_path: Path, renderer: Renderer) -> None:
    workspace, slug = session_in(tmp_path)
    first = [
        entry_of(p).events[0]
        for p in write_invitations(workspace, slug, now=START, renderer=renderer)
    ]
    # The entry is the same with and without workbooks beside it.
    later = write_invitations(
        workspace, slug, now=START + timedelta(days=1), partner="anna-meier", mail_only=True
    )
    again = entry_of(later[0]).events[0]
    assert {str(event["uid"]) for event in [*first, again]} == {str(again["uid"])}
    assert again["sequence"] > first[0]["sequence"]
    assert again.start == DATE
    assert again.end > DATE


def test_made_again_it_replaces_and_leaves_nothing_behind(
    tmp_path: Path, renderer: Renderer
) -> None:
    workspace, slug = session_in(tmp_path)
    write_invitations(workspace, slug, now=START, partner="anna-meier", renderer=renderer)
    path = workspace.sessions / slug / "session.md"
    text = path.read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if not line.startswith("date:")]
    path.write_text("\n".join(lines).replace("language: de", "language: en"), encoding="utf-8")
    assert open_session(workspace, slug).session.date is None
    package = write_invitations(
        workspace, slug, now=START, partner="anna-meier", renderer=renderer
    )[0]
    assert sorted(p.name for p in package.folder.iterdir()) == sorted(p.name for p in package.files)
    assert not any(path.suffix == ".ics" for path in package.files)


def test_the_entry_has_the_time_by_the_clock_of_the_session(tmp_path: Path) -> None:
    workspace, slug = session_in(tmp_path, date=datetime(2027, 1, 15, 10, 0))
    path = workspace.sessions / slug / "session.md"
    text = path.read_text(encoding="utf-8")
    kept = [line for line in text.split("\n") if not line.startswith("time_zone:")]
    # A place that no machine of ours is in: the machine's own zone must not count.
    kept.insert(2, "time_zone: Pacific/Auckland")
    path.write_text("\n".join(kept), encoding="utf-8")
    (anna,) = write_invitations(workspace, slug, now=START, partner="anna-meier", mail_only=True)
    event = entry_of(anna).walk("VEVENT")[0]
    assert event.decoded("dtstart").isoformat() == "2027-01-15T10:00:00+13:00"
    body = mail_of(anna).get_body()
    assert body is not None
    assert "15. Januar 2027, 10:00 Uhr" in body.get_content()


@pytest.mark.parametrize(
    "address", ["", "anna", "anna@example.org>, <eve@example.org", "a\r\nBcc: eve@example.org"]
)
def test_an_address_that_is_none_is_left_out(
    tmp_path: Path, renderer: Renderer, address: str
) -> None:
    from coopcoach.exchange.outgoing.mail import invitation_mail

    workspace, slug = session_in(tmp_path)
    session = open_session(workspace, slug).session
    partner = Partner(id="anna-meier", name="Anna\r\nBcc: eve@example.org", email=address)
    mail = email.message_from_bytes(
        invitation_mail(session, partner, {}, minutes="20", t=translator("de")),
        policy=policy.default,
    )
    assert mail["Bcc"] is None
    assert "eve@example.org>" not in str(mail["To"])


def test_without_an_agenda_it_says_that_nothing_is_asked(tmp_path: Path) -> None:
    workspace = exported_sessions.written(tmp_path, exported_sessions.bare(), own=False)
    with pytest.raises(WrongCall, match="its agenda is empty"):
        write_invitations(workspace, exported_sessions.SLUG, now=START)
    assert not (workspace.exports / exported_sessions.SLUG).exists()


def test_who_is_no_partner_is_named_with_those_there_are(tmp_path: Path) -> None:
    workspace, slug = session_in(tmp_path)
    with pytest.raises(WrongCall) as refused:
        write_invitations(workspace, slug, now=START, partner="Eva")
    assert "Anna Meier" in refused.value.sentence(translator("en"))
    assert not (workspace.exports / slug).exists()


@pytest.mark.parametrize(
    ("address", "to", "unwritable"),
    [
        ("anne@müller.de", "Anne Müller <anne@xn--mller-kva.de>", ()),
        ("anne@straße.de", "Anne Müller <anne@xn--strae-oqa.de>", ()),
        ("käthe@example.org", None, ("käthe@example.org",)),
        ("anne müller@example.org", None, ("anne müller@example.org",)),
        ("anne@", None, ("anne@",)),
        (
            "a@example.org, b@example.org",
            "Anne Müller <a@example.org>, Anne Müller <b@example.org>",
            (),
        ),
        ("", None, ()),
    ],
)
def test_an_address_is_written_in_ascii_or_named(
    address: str, to: str | None, unwritable: tuple[str, ...]
) -> None:
    anne = partner_from("Anne Müller", "de").model_copy(update={"email": address})
    session = Session(slug="s", title="S", created=START, partners=(anne,))
    message = message_from_bytes(
        invitation_mail(session, anne, {}, minutes="21", t=translator("de")), policy=policy.default
    )
    assert message["To"] == to
    assert unwritable_addresses(anne) == unwritable


def test_an_address_that_no_mail_can_hold_is_named_by_both_commands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = ["--lang", "en", "--workspace", str(tmp_path / "office")]
    main(["init", str(tmp_path / "office")])
    capsys.readouterr()
    new = [
        "new",
        "T",
        "--partner",
        "Käthe <käthe@example.org>",
        "--partner",
        "Ben <ben@example.org>",
    ]
    assert main([*home, *new]) == 0
    said = capsys.readouterr()
    assert said.out == "t\n"
    assert "“käthe@example.org” cannot be written into an e-mail" in said.err
    assert main([*home, "invite", "t", "--partner", "Käthe", "--mail-only"]) == 0
    assert "“käthe@example.org” cannot be written into an e-mail" in capsys.readouterr().out


def test_where_there_is_a_site_the_link_comes_first_and_asks_the_same(
    tmp_path: Path, renderer: Renderer
) -> None:
    workspace, slug = session_in(tmp_path)
    workspace.settings.write_text("site: https://heft.example.org/\n", encoding="utf-8")
    anna, ben = write_invitations(workspace, slug, now=START, renderer=renderer)
    mail = mail_of(anna)
    attached = [part.get_filename() for part in mail.iter_attachments()]
    assert attached == [
        "arbeitsheft-anna-meier.pdf",
        "arbeitsheft-anna-meier-druck.pdf",
        "termin.ics",
    ]
    body = mail.get_body(("plain",))
    assert body is not None
    (address,) = [line for line in body.get_content().splitlines() if line.startswith("https:")]
    link = read_link(address.removeprefix("https://heft.example.org/#"))
    assert (link.name, link.other, link.coach, link.language) == (
        "Anna",
        "Ben",
        "Katrin Vogt",
        "de",
    )
    assert (link.session, link.partner, link.made) == (slug, "anna-meier", START)
    assert link.answer_by == date(2027, 1, 20)
    assert "bis Mittwoch, 20. Januar 2027" in body.get_content()
    assert [anna.unlinked, ben.unlinked] == [False, False]
    pdf = next(path for path in anna.files if path.name == "arbeitsheft-anna-meier.pdf")
    text = "".join(pages_of(pdf)[0].split())
    # A hyphen at the end of a line is lost.
    assert address.replace("-", "") in text.replace("-", "")


def test_a_session_that_asks_otherwise_than_the_site_gets_no_link(
    tmp_path: Path, renderer: Renderer
) -> None:
    workspace, slug = session_in(tmp_path)
    workspace.settings.write_text("site: https://heft.example.org/\n", encoding="utf-8")
    for lang in ("de", "en"):
        own = workspace.session_folder(slug) / "exercises" / lang / "goal-why.md"
        own.parent.mkdir(parents=True, exist_ok=True)
        text = (bundled_folder("exercises") / lang / own.name).read_text(encoding="utf-8")
        own.write_text(text.replace("compare=guess", "minutes=9 compare=guess"), encoding="utf-8")
    (anna,) = write_invitations(workspace, slug, now=START, partner="Anna", renderer=renderer)
    assert anna.unlinked
    body = mail_of(anna).get_body(("plain",))
    assert body is not None
    assert "https:" not in body.get_content()
