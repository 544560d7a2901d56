"""The invitations of a session at the desk: whom, in which way, until when; then the written mails."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Button, Static

from coopcoach.domain.schedule import answer_by
from coopcoach.domain.session import Session
from coopcoach.export.pdf.rendering import Renderer
from coopcoach.i18n import Translator
from coopcoach.services.documents.job import ExportOptions
from coopcoach.services.documents.opening import open_file
from coopcoach.services.partners.invite import Invitation, write_invitations
from coopcoach.services.workspace.care import set_answer_by
from coopcoach.services.workspace.coach_key import coach_key, needed_key
from coopcoach.storage.settings import read_settings
from coopcoach.storage.workspace import Workspace
from coopcoach.tui.commands import MAILS
from coopcoach.tui.exporting import Make
from coopcoach.tui.screens.desk_base import Desk
from coopcoach.tui.widgets.forms.dialogs import FieldSpec, FormDialog
from coopcoach.tui.widgets.forms.form_inputs import day_field, day_input
from coopcoach.tui.widgets.frame.closing import Dialog
from coopcoach.tui.widgets.frame.sanitize import content, one_line
from coopcoach.wording.days import read_day

BOTH: Final = "both"


@dataclass(frozen=True)
class Mail:
    """A written mail draft as it is shown.

    Attributes:
        name: The partner's name.
        path: The draft.
        folder: The folder of the invitation, from the workspace on.
        to: The addressees; empty where none is known, or none can be written.
        subject: Its subject.
        text: Its text.
        files: The names of the attached files.
        notes: What the coach has to know of it.
    """

    name: str
    path: Path
    folder: str
    to: str
    subject: str
    text: str
    files: tuple[str, ...]
    notes: tuple[str, ...]


def mail_of(invitation: Invitation, workspace: Workspace, t: Translator) -> Mail | None:
    """Return the draft of an invitation; None where there is none."""
    path = next((p for p in invitation.files if p.suffix == ".eml"), None)
    if path is None:
        return None
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain",))
    notes = [
        t(
            "“{address}” cannot be written into an e-mail: enter the address by hand",
            address=address,
        )
        for address in invitation.unwritable
    ]
    if invitation.unlinked:
        notes.append(
            t(
                "no link: the exercises of this session differ from those of the workspace, which"
                " are the ones on your site"
            )
        )
    return Mail(
        name=invitation.partner.name,
        path=path,
        folder=invitation.folder.relative_to(workspace.root).as_posix(),
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        text=body.get_content() if body is not None else "",
        files=tuple(part.get_filename() or "" for part in message.iter_attachments()),
        notes=tuple(notes),
    )


class InviteForm:
    """The form that asks for the invitations of a session.

    Args:
        workspace: The workspace.
        session: The session.
        clock: Returns the local time, with its zone.
        t: The language of the screen.
    """

    def __init__(
        self,
        workspace: Workspace,
        session: Session,
        clock: Callable[[], datetime],
        t: Translator,
    ) -> None:
        self._workspace = workspace
        self._session = session
        self._clock = clock
        self._t = t

    def dialog(self) -> FormDialog:
        """Return the form: for whom, in which way, until when."""
        t, session = self._t, self._session
        names = [(partner.id, one_line(partner.name)) for partner in session.partners]
        today = self._clock().date()
        fields = [
            FieldSpec(
                "partner", t("Who for"), BOTH, options=((BOTH, t("both, an e-mail each")), *names)
            ),
            FieldSpec("way", t("How"), "all", options=self._ways()),
            day_field("day", t("Answer by"), day_input(answer_by(session), t), today, t),
        ]
        title = t("Invite to {title}", title=t.quoted(one_line(session.title)))
        return FormDialog(title, fields, t, save_label=t("Write the e-mails"))

    def _ways(self) -> tuple[tuple[str, str], ...]:
        t = self._t
        linked = t("e-mail with the link to your site, and the PDF")
        attached = t("e-mail with PDF, web page and text file: the partner chooses")
        ways = [
            ("all", linked if read_settings(self._workspace).site else attached),
            ("pdf", t("e-mail with the PDF alone")),
            ("md", t("e-mail with the text file alone")),
            ("questions", t("the essential questions in the e-mail itself")),
        ]
        if coach_key(os.environ) is not None:
            ways.append(("key", t("answers come back encrypted to your key")))
        return tuple(ways)

    def make(self, values: dict[str, str], show: Callable[[Sequence[Invitation]], str]) -> Make:
        """Return what writes the invitations in a thread.

        Args:
            values: The values of the form.
            show: Called with the written invitations; returns the message about them.
        """
        workspace, slug, t = self._workspace, self._session.slug, self._t
        day = read_day(values["day"], self._clock().date())
        way = values["way"]

        def make(renderer: Renderer, options: ExportOptions) -> str:
            # Where the key is gone by now nothing is written: answers would come back unencrypted.
            public = needed_key(os.environ).public if way == "key" else ""
            set_answer_by(workspace, slug, day, t, self._clock())
            written = write_invitations(
                workspace,
                slug,
                now=self._clock(),
                partner=None if values["partner"] == BOTH else values["partner"],
                renderer=renderer,
                encrypt_to=public,
                mail_only=way == "questions",
                forms=(way,) if way in {"pdf", "md"} else (),
                cancelled=options.get("cancelled"),
            )
            return show(written)

        return make


class MailsDialog(Dialog[None]):
    """The written mails, one at a time: the text can be copied, the draft opened.

    Args:
        mails: At least one.
        t: The language of the screen.
    """

    DEFAULT_CSS: ClassVar[str] = """
    MailsDialog > Vertical { width: 94%; max-width: 100; height: 100%; max-height: 40; }
    MailsDialog #mail { height: 1fr; min-height: 3; border-top: solid $border-blurred; }
    MailsDialog #mail:focus { border-top: heavy $border; }
    MailsDialog #told { height: auto; color: $text-success; text-style: bold; }
    """
    BINDINGS = MAILS.bindings()

    def __init__(self, mails: Sequence[Mail], t: Translator) -> None:
        super().__init__()
        self.t = t
        self._mails = tuple(mails)
        self._at = 0

    def compose(self) -> ComposeResult:
        """Lay out head and text of the mail, and what can be done with it."""
        t = self.t
        with Vertical():
            yield Static("", id="head", markup=False)
            with VerticalScroll(id="mail"):
                yield Static("", id="text", markup=False)
            yield Static("", id="told", markup=False)
            with Horizontal(classes="dialog--buttons"):
                yield Button(content(t("Copy the text")), id="copy", variant="primary")
                yield Button(content(t("E-mail program")), id="open")
                if len(self._mails) > 1:
                    yield Button(content(t("The other e-mail")), id="other")
                yield Button(content(t("Close")), id="close")

    def on_mount(self) -> None:
        """Show the first mail."""
        self._show()
        self.query_one("#copy").focus()

    def _show(self) -> None:
        t, mail = self.t, self._mails[self._at]
        count = f" ({self._at + 1}/{len(self._mails)})" if len(self._mails) > 1 else ""
        to = mail.to or t("no address: enter it in your e-mail program")
        lines = [
            t("E-mail for {name}", name=one_line(mail.name)) + count,
            t("To: {to}", to=one_line(to)),
            t("Subject: {subject}", subject=one_line(mail.subject)),
            t("Attached: {files}", files=", ".join(map(one_line, mail.files)) or t("nothing")),
            t("Folder: {path}", path=mail.folder),
            *mail.notes,
        ]
        self.query_one("#head", Static).update(content("\n".join(lines)))
        self.query_one("#text", Static).update(content(mail.text.rstrip()))
        self.query_one("#mail", VerticalScroll).scroll_home(animate=False)
        self._tell("")

    def _tell(self, words: str) -> None:
        told = self.query_one("#told", Static)
        told.update(content(words))
        told.display = bool(words)

    @on(Button.Pressed)
    async def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        await self.run_action(
            {"copy": "copy", "open": "open", "other": "turn", "close": "dismiss(None)"}[
                event.button.id or "close"
            ]
        )

    def action_copy(self) -> None:
        """Copy the text to the clipboard of the terminal."""
        mail = self._mails[self._at]
        self.app.copy_to_clipboard(mail.text)
        self._tell(
            self.t(
                "Copied: paste it into an e-mail; the files to attach are in {path}",
                path=mail.folder,
            )
        )

    def action_open(self) -> None:
        """Open the draft in the mail program."""
        mail = self._mails[self._at]
        draft = f"{mail.folder}/{mail.path.name}"
        if open_file(mail.path, os.environ):
            self._tell(self.t("The e-mail opens in your e-mail program; it is not sent yet."))
        else:
            self._tell(self.t("No e-mail program was found; the draft is {path}", path=draft))

    def action_turn(self) -> None:
        """Show the other mail."""
        self._at = (self._at + 1) % len(self._mails)
        self._show()


def show_mails(desk: Desk, mails: Sequence[Mail]) -> str:
    """Show written mails over the desk, from a thread; return the message for the desk.

    Where another screen lies over the desk, which may be shared, only the message is shown.
    """
    t = desk.t

    def show() -> None:
        desk.action_refresh()
        # Looked at and opened in one go: between two calls from a thread a stage could open.
        if desk.is_active and mails:
            desk.app.push_screen(MailsDialog(mails, t))

    desk.app.call_from_thread(show)
    names = t.and_list([one_line(mail.name) for mail in mails])
    folder = mails[0].folder.rpartition("/")[0] if mails else ""
    return t("The e-mails to {names} are written, not sent: {path}", names=names, path=folder)
