"""The mail with which a workbook goes out: a draft that a mail program opens ready to be sent."""

from __future__ import annotations

import mimetypes
import unicodedata
from collections.abc import Mapping, Sequence
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
_WITH_PAGE = N_(
    "Attached is your workbook, in three forms: as a page for your browser, as a PDF to fill in, and as a text"
    " file. Most people like the page best: save it and double-click it; it needs no internet and works on a"
    " phone too. One form is enough. It takes about {minutes} minutes; two sittings are fine."
)
_ENCRYPTED = N_(
    "I would like to get your answers encrypted, so that nobody can read them on the way. The terminal program"
    " does that for you: coopcoach prepare, with the text file. A PDF reader or a text editor cannot; if you"
    " take one of these, your file travels as openly as this mail."
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
    encrypts: bool = False,
) -> bytes:
    """Return the draft as an .eml file.

    Args:
        session: To which the partner is invited.
        partner: To whom the mail goes.
        attachments: File names and contents.
        minutes: How long the workbook takes, as the language writes it.
        t: The partner's language.
        encrypts: Whether the answers shall come back encrypted.
    """
    page = any(name.endswith(".html") for name in attachments)
    texts = ["\n\n".join(_paragraphs(session, partner, minutes, t, page=page, encrypts=encrypts))]
    return unsent([partner], t(_SUBJECT), texts, attachments)


def unsent(
    partners: Sequence[Partner], subject: str, texts: Sequence[str], files: Mapping[str, bytes]
) -> bytes:
    """Return a mail as an .eml file that is still to be sent.

    Args:
        partners: To whom it goes; who has no address is left out.
        subject: Its subject.
        texts: What it says, in one language after the other.
        files: Names and contents of what is attached.
    """
    message = EmailMessage(policy=SMTP)
    # Outlook and its relatives open a mail with this line as one that is still to be sent.
    message["X-Unsent"] = "1"
    addresses = [a for a in map(_address, partners) if a is not None]
    if addresses:
        message["To"] = addresses
    message["Subject"] = subject
    message.set_content("\n\n* * *\n\n".join(texts) + "\n", cte="quoted-printable")
    for name, data in files.items():
        main, _, sub = _media_type(name).partition("/")
        # Base64 throughout: quoted-printable is what breaks line ends on the way.
        message.add_attachment(data, maintype=main, subtype=sub, filename=name, cte="base64")
    return bytes(message)


def _paragraphs(
    session: Session, partner: Partner, minutes: str, t: Translator, *, page: bool, encrypts: bool
) -> list[str]:
    other = t.and_list([line_of(p.name) for p in session.partners if p.id != partner.id])
    paragraphs = [t(_GREETING, name=line_of(partner.name))]
    texts = (_TEXT[0], _WITH_PAGE, *_TEXT[2:]) if page else _TEXT
    paragraphs += [t(text, other=other, minutes=minutes) for text in texts]
    if encrypts:
        paragraphs.append(t(_ENCRYPTED))
    if session.date is not None:
        paragraphs.append(t(_DATED, moment=t.moment(session.date)))
    paragraphs.append(t(_QUESTIONS))
    paragraphs.append("\n".join(part for part in (t(_CLOSING), line_of(session.coach)) if part))
    return paragraphs


def _address(partner: Partner) -> Address | None:
    """Return a partner's address; None where there is none that a mail program would take."""
    try:
        return Address(display_name=line_of(partner.name), addr_spec=line_of(partner.email))
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


def line_of(text: str) -> str:
    """Return a text as one line without anything that a mail's header must not hold."""
    kept = (c for c in text if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Zl", "Zp"})
    return " ".join("".join(kept).split())
