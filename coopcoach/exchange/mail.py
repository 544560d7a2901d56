"""The mail with which a workbook goes out: a draft that a mail program opens ready to be sent."""

from __future__ import annotations

import mimetypes
import unicodedata
from collections.abc import Mapping
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from coopcoach.domain.session import Partner, Session
from coopcoach.i18n import N_, Translator

_SUBJECT = N_("Your workbook for our session")
_TEXT = (
    N_(
        "I am looking forward to our session with you and {other}. So that we can get straight to what"
        " matters, each of you answers a few questions alone beforehand."
    ),
    N_(
        "Attached is your workbook, in two forms: as a PDF to fill in and as a text file. Take whichever you"
        " like better, one is enough. It takes about {minutes} minutes; two sittings are fine."
    ),
    N_(
        "What you write stays sealed. I drop the file into my program unread, and both of you see the answers"
        " only when we open them together. For each answer you can say that it is for me alone, or that you"
        " would rather not answer."
    ),
    N_("Then save the file and simply reply to this mail with it."),
)
_DATED = N_(
    "We meet on {moment}; an entry for your calendar is attached. Please write back two days before."
)
_QUESTIONS = N_("If anything is unclear, just call me.")
_GREETING = N_("Hello {name},")
_CLOSING = N_("Kind regards")


def mail_draft(
    session: Session,
    partner: Partner,
    attachments: Mapping[str, bytes],
    *,
    minutes: str,
    t: Translator,
) -> bytes:
    """Return the draft as an .eml file.

    Args:
        session: To which the partner is invited.
        partner: To whom the mail goes.
        attachments: File names and contents.
        minutes: How long the workbook takes, as the language writes it.
        t: The partner's language.
    """
    message = EmailMessage(policy=SMTP)
    # Outlook and its relatives open a mail with this line as one that is still to be sent.
    message["X-Unsent"] = "1"
    address = _address(partner)
    if address is not None:
        message["To"] = address
    message["Subject"] = t(_SUBJECT)
    message.set_content(
        "\n\n".join(_paragraphs(session, partner, minutes, t)) + "\n", cte="quoted-printable"
    )
    for name, data in attachments.items():
        main, _, sub = _media_type(name).partition("/")
        # Base64 throughout: quoted-printable is what breaks line ends on the way.
        message.add_attachment(data, maintype=main, subtype=sub, filename=name, cte="base64")
    return bytes(message)


def _paragraphs(session: Session, partner: Partner, minutes: str, t: Translator) -> list[str]:
    other = t.and_list([_line(p.name) for p in session.partners if p.id != partner.id])
    paragraphs = [t(_GREETING, name=_line(partner.name))]
    paragraphs += [t(text, other=other, minutes=minutes) for text in _TEXT]
    if session.date is not None:
        paragraphs.append(t(_DATED, moment=t.moment(session.date)))
    paragraphs.append(t(_QUESTIONS))
    paragraphs.append("\n".join(part for part in (t(_CLOSING), _line(session.coach)) if part))
    return paragraphs


def _address(partner: Partner) -> Address | None:
    """Return a partner's address; None where there is none that a mail program would take."""
    try:
        return Address(display_name=_line(partner.name), addr_spec=_line(partner.email))
    except (ValueError, IndexError):
        return None
    except Exception as error:
        # The header parser has errors of its own that are no ValueError.
        if type(error).__module__.startswith("email"):
            return None
        raise


def _media_type(name: str) -> str:
    if name.endswith(".md"):
        return "text/markdown"
    if name.endswith(".ics"):
        return "text/calendar"
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def _line(text: str) -> str:
    kept = (c for c in text if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Zl", "Zp"})
    return " ".join("".join(kept).split())
