"""Mail drafts (.eml): the invitation with a workbook, the summary for both, and the reminder of a review."""

from __future__ import annotations

import mimetypes
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date as Date
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Literal

import idna

from coopcoach.domain.exercise import Workbook
from coopcoach.domain.review_names import parted_name
from coopcoach.domain.schedule import answer_by
from coopcoach.domain.session import Action, Partner, Session
from coopcoach.exchange.outgoing.linked_mail import (
    encrypted_paragraph,
    hand_in_paragraph,
    link_paragraphs,
)
from coopcoach.exchange.outgoing.mailed_questions import mail_paragraphs
from coopcoach.exchange.web.texts import answers_name
from coopcoach.i18n import N_, Translator, language_of, same_language, translator
from coopcoach.wording.person_names import called_name, owner_words

_GREETING = N_("Hello {name},")
_CLOSING = N_("Kind regards")

_INVITATION_SUBJECT = N_("Your workbook for our session")
_QUESTIONS_SUBJECT = N_("Some questions before our session")
_INVITATION = (
    N_(
        "I am looking forward to the session with you and {other}. So that we can get straight to what"
        " matters, each of you answers a few questions alone beforehand."
    ),
    N_(
        "Attached is your workbook, in two forms: {pdf} to fill in as a PDF, and {text} for a"
        " text editor. Take whichever you like better; one is enough. It takes about"
        " {minutes} minutes; two sittings are fine."
    ),
    N_(
        "What you write stays sealed: I import the file unread, and your partner sees your"
        " answers only when we reveal them together. I could open sealed answers for myself"
        " beforehand; if I do, the reveal tells you both that I did, and when. For each"
        " answer you can choose that only I, as your coach, see it, or say that you would"
        " rather not answer."
    ),
    N_(
        "I keep your answers as files on my computer, and use them only for our work together. In the session"
        " you say whether I may keep them afterwards. You can withdraw that at any time; then I delete them."
    ),
    N_(
        "When you are done, put an x next to “I have finished” at the end, save the file, and"
        " attach it to your reply to this e-mail."
    ),
)
_REVIEW_SUBJECT = N_("Your questions before our review")
_REVIEW_INVITATION = N_(
    "It is time to look back with you and {other}: what has worked, what do you want to"
    " change, and what may end? Beforehand, each of you again answers a few questions"
    " alone, most of them about the rules you agreed:"
)
_WITH_PAGE = N_(
    "Attached is your workbook, in three forms; one is enough. The PDF, {pdf}, can be"
    " filled in even on a phone or a tablet. The page for the browser on a computer is"
    " {page}: save it and double-click it; it needs no internet connection. For a text"
    " editor there is {text}. It takes about {minutes} minutes; two sittings are fine."
)
_ONLY_PDF = N_(
    "Attached is your workbook: {pdf}, a PDF to fill in, even on a phone or a tablet. It"
    " takes about {minutes} minutes; two sittings are fine."
)
_ONLY_TEXT = N_(
    "Attached is your workbook: {text}, a text file for any editor. It takes about {minutes} minutes; two sittings"
    " are fine."
)
_HAND_IN_PAGE = N_(
    "When you are done with the page, choose “Hand in”: it offers to write the e-mail to me with"
    " your answers in it, or saves the file {answers} for you to attach. The page itself holds no"
    " answers. In the PDF or the text file, put an x next to “I have finished” at the end, save"
    " it, and attach it to your reply."
)
_PAPER = N_(
    "If you would rather write by hand, print {paper}: all the choices are on it. Send me a photo"
    " of each page, or bring it along and we will type it in together."
)
_ENCRYPTED = N_(
    "I would like to get your answers encrypted, so that nobody can read them on the way. The page"
    " {page} does that by itself. A PDF reader or a text editor cannot; if you take one of these,"
    " your file travels as openly as this e-mail."
)
_DATED = N_(
    "We meet on {moment}; an entry for your calendar is attached. Please send your answers back by {day}."
)
_ANSWER_BY = N_("Your answers help me most if they are back by {day}.")
_SETUP = N_(
    "For the call, please sit alone in a quiet room, with your phone on silent and"
    " something to drink. Try out your camera and sound beforehand, and leave ten minutes"
    " free before and after."
)
_QUESTIONS = N_("If anything is unclear, just call me.")

_SUMMARY_SUBJECT = N_("What we agreed: {title}")
_SUMMARY = (
    N_("Thank you for your openness today. Attached is what the two of you have agreed, as a PDF."),
    N_(
        "Please take your time over it, and write to me and to each other if a wording does not say"
        " what you meant. What counts is what both of you said yes to; the rest may stay open."
    ),
)
_LOOKED_BACK_SUBJECT = N_("What we saw and agreed in our review: {title}")
_LOOKED_BACK = (
    N_(
        "Thank you for looking back so openly. Attached is the review as a PDF: what has"
        " worked, what you changed, and how you will go on."
    ),
    _SUMMARY[1],
)
_ENDED = (
    N_(
        "Thank you both. You have ended your work together with the same care with which you"
        " began it. Attached is the review as a PDF. It says what is still to be finished,"
        " how your customers will find out, and what each of you keeps."
    ),
    N_("If a wording does not say what you meant, please write to me and to each other."),
)
_REMINDER_SUBJECT = N_("We look back on {day}")
_REMINDER = (
    N_(
        "On {day} we look back together: what has worked, what do you want to change, and"
        " what may end?"
    ),
    N_(
        "Before that, each of you answers a few questions alone; they will come in a separate"
        " e-mail. It helps to keep your ground rules in view until then."
    ),
)
_REMINDER_CLOSING = N_("If the day no longer suits you, please tell us all and suggest another.")
# The days between the reminder and the review.
REMINDER_DAYS = 14
_REVIEW = N_("On {day} we look back together: what has worked?")
_MEETING = N_("We meet again on {moment}.")
_AGREED = N_("Your ground rules:")
_ACTIONS = N_("Who does what:")
_ACTION = N_("{what} ({who}, by {day})")
_ACTION_OPEN = N_("{what} ({who})")
_NOBODY = N_("nobody named yet")
_GREETING_BOTH = N_("Hello {names},")


def invitation_mail(  # noqa: PLR0913 - all but three by name
    session: Session,
    partner: Partner,
    attachments: Mapping[str, bytes],
    *,
    minutes: str,
    essentials: str = "",
    t: Translator,
    encrypts: bool = False,
    link: str = "",
    paper: str = "",
) -> bytes:
    """Return the invitation of one partner as an .eml file.

    Args:
        session: The session.
        partner: The addressee.
        attachments: Contents by file name, the recommended one first.
        minutes: The time for the workbook, formatted.
        essentials: The sentence about its first part.
        t: The partner's language.
        encrypts: Whether the answers are to be returned encrypted.
        link: The address of the partner's workbook on the coach's site, if there is one; it comes first.
        paper: The name of the attached workbook for a pen, if there is one.
    """
    forms = {name.rpartition(".")[2]: name for name in attachments if name != paper}
    opening, choice, sealed, stored, hand_in = _INVITATION
    if "html" in forms:
        choice, hand_in = _WITH_PAGE, _HAND_IN_PAGE
    elif "md" not in forms:
        choice = _ONLY_PDF
    elif "pdf" not in forms:
        choice = _ONLY_TEXT
    values = {
        "other": t.and_list([line_of(p.name) for p in session.partners if p.id != partner.id]),
        "minutes": minutes,
        "page": forms.get("html", ""),
        "pdf": forms.get("pdf", ""),
        "text": forms.get("md", ""),
        "answers": answers_name(partner, t),
    }
    of_review = parted_name(session.slug) is not None
    opening = t(_REVIEW_INVITATION if of_review else opening, **values)
    if of_review:
        opening = "\n".join([opening, *_numbered_rules(session)])
    paragraphs = [t(_GREETING, name=_called(partner, t)), opening]
    if link:
        paragraphs += link_paragraphs(link, minutes=minutes, pdf=values["pdf"], t=t)
        ending = [t(sealed), t(stored), hand_in_paragraph(t)]
    else:
        paragraphs.append(t(choice, **values))
        ending = [t(text, **values) for text in (sealed, stored, hand_in)]
    paragraphs += [essentials] if essentials else []
    paragraphs += ending
    if paper:
        paragraphs.append(t(_PAPER, paper=paper))
    if encrypts:
        paragraphs.append(encrypted_paragraph(t) if link else t(_ENCRYPTED, **values))
    paragraphs += _dates(session, t)
    if session.date is not None:
        paragraphs.append(t(_SETUP))
    paragraphs.append(t(_QUESTIONS))
    paragraphs.append(_closing(session.coach, t))
    subject = t(_REVIEW_SUBJECT if of_review else _INVITATION_SUBJECT)
    return _draft(session, [partner], subject, ["\n\n".join(paragraphs)], attachments)


def questions_mail(
    session: Session,
    partner: Partner,
    workbook: Workbook,
    attachments: Mapping[str, bytes],
    t: Translator,
) -> bytes:
    """Return the invitation of one partner with the essential questions in its text as an .eml file.

    Args:
        session: The session.
        partner: The addressee.
        workbook: The exercises in the partner's language.
        attachments: Contents by file name.
        t: The partner's language.
    """
    paragraphs = questions_paragraphs(session, partner, workbook, t)
    of_review = parted_name(session.slug) is not None
    subject = t(_REVIEW_SUBJECT if of_review else _QUESTIONS_SUBJECT)
    return _draft(session, [partner], subject, ["\n\n".join(paragraphs)], attachments)


def questions_paragraphs(
    session: Session, partner: Partner, workbook: Workbook, t: Translator
) -> list[str]:
    """Return the text of the mail with the essential questions: a reply quotes it."""
    other = t.and_list([line_of(p.name) for p in session.partners if p.id != partner.id])
    paragraphs = [t(_GREETING, name=_called(partner, t))]
    paragraphs += mail_paragraphs(session, other, workbook, t)
    paragraphs.append(t(_INVITATION[3]))
    paragraphs += _dates(session, t)
    paragraphs.append(t(_QUESTIONS))
    paragraphs.append(_closing(session.coach, t))
    return paragraphs


def _dates(session: Session, t: Translator) -> list[str]:
    """Return the paragraph with the day of the session and the day to answer by; none where neither is known."""
    day = answer_by(session)
    if day is None:
        return []
    if session.date is None:
        return [t(_ANSWER_BY, day=t.weekday_date(day))]
    return [t(_DATED, moment=_day_and_time(session.date, t), day=t.weekday_date(day))]


def summary_mail(
    session: Session,
    coach: str,
    attachments: Mapping[str, bytes],
    after: Literal["session", "review", "end"] = "session",
) -> bytes:
    """Return the mail with the summary, or the review report, to both partners as an .eml file.

    Its text is repeated in each partner's language.

    Args:
        session: The session.
        coach: The sender.
        attachments: The PDFs by file name.
        after: What was held: the session, a review, or one that ended the cooperation.
    """
    ts = [translator(language) for language in languages_of(session)]
    message = _SUMMARY_SUBJECT if after == "session" else _LOOKED_BACK_SUBJECT
    subject = ts[0](message, title=line_of(session.title))
    opening = {"session": _SUMMARY, "review": _LOOKED_BACK, "end": _ENDED}[after]
    texts = ["\n\n".join(_summary_paragraphs(session, coach, t, opening)) for t in ts]
    return _draft(session, session.partners, subject, texts, attachments)


def _day_and_time(moment: datetime, t: Translator) -> str:
    return t("{day}, {time}", day=t.weekday_date(moment), time=t.time(moment))


def reminder_mail(session: Session, coach: str) -> bytes:
    """Return the mail that reminds both partners of the day of the next review as an .eml file.

    Its text is repeated in each partner's language.

    Raises:
        ValueError: The next review has no day.
    """
    if session.review is None:
        raise ValueError(session.slug)
    ts = [translator(language) for language in languages_of(session)]
    subject = ts[0](_REMINDER_SUBJECT, day=ts[0].weekday_date(session.review))
    texts = ["\n\n".join(_reminder_paragraphs(session, session.review, coach, t)) for t in ts]
    return _draft(session, session.partners, subject, texts, {})


def _reminder_paragraphs(session: Session, review: Date, coach: str, t: Translator) -> list[str]:
    names = t.and_list([line_of(partner.name) for partner in session.partners])
    opening, alone = _REMINDER
    paragraphs = [
        t(_GREETING_BOTH, names=names),
        t(opening, day=t.weekday_date(review)),
        t(alone),
    ]
    rules = _numbered_rules(session)
    if rules:
        paragraphs.append("\n".join([t(_AGREED), *rules]))
    actions = [_action_line(action, session, t) for action in session.actions if not action.done]
    if actions:
        paragraphs.append("\n".join([t(_ACTIONS), *(f"- {action}" for action in actions)]))
    return [*paragraphs, t(_REMINDER_CLOSING), _closing(coach, t)]


def _numbered_rules(session: Session) -> list[str]:
    rules = enumerate(session.agreed_rules(), 1)
    return [f"{number}. {line_of(rule.sentence)}" for number, rule in rules]


def languages_of(session: Session) -> tuple[str, ...]:
    """Return the partners' languages, each once; for two variants of one language that of the session."""
    groups: dict[str, list[str]] = {}
    for partner in session.partners:
        language = language_of(partner.language)
        groups.setdefault(language.base_code, []).append(language.code)
    return tuple(
        codes[0] if len(set(codes)) == 1 else same_language(codes[0], session.language)
        for codes in groups.values()
    )


def _summary_paragraphs(
    session: Session, coach: str, t: Translator, opening: Sequence[str]
) -> list[str]:
    names = t.and_list([line_of(partner.name) for partner in session.partners])
    paragraphs = [t(_GREETING_BOTH, names=names), *map(t, opening)]
    rules = [line_of(rule.sentence) for rule in session.agreed_rules()]
    actions = [_action_line(a, session, t) for a in session.actions if not a.done]
    for title, items in ((_AGREED, rules), (_ACTIONS, actions)):
        if items:
            paragraphs.append("\n".join([t(title), *(f"- {item}" for item in items)]))
    if session.review is not None:
        paragraphs.append(t(_REVIEW, day=t.weekday_date(session.review)))
    if session.next_meeting is not None:
        paragraphs.append(t(_MEETING, moment=_day_and_time(session.next_meeting, t)))
    paragraphs.append(_closing(coach, t))
    return paragraphs


def _action_line(action: Action, session: Session, t: Translator) -> str:
    who = line_of(owner_words(action.who, session)) or t(_NOBODY)
    what = line_of(action.what)
    if action.until is None:
        return t(_ACTION_OPEN, what=what, who=who)
    return t(_ACTION, what=what, who=who, day=t.weekday_date(action.until))


def _called(partner: Partner, t: Translator) -> str:
    """Return how a mail calls a partner: by the first name where it says “du”."""
    name = called_name(partner.name) if t.language.layers else ""
    return line_of(name or partner.name)


def _closing(coach: str, t: Translator) -> str:
    return "\n".join(filter(None, (t(_CLOSING), line_of(coach))))


def _draft(
    session: Session,
    partners: Sequence[Partner],
    subject: str,
    texts: Sequence[str],
    attachments: Mapping[str, bytes],
) -> bytes:
    """Return an unsent mail of the coach as an .eml file; without a valid address somebody is left out."""
    message = EmailMessage(policy=SMTP)
    # Outlook opens a mail with this header as a draft.
    message["X-Unsent"] = "1"
    sender = _address(session.coach, session.coach_email)
    if sender is not None:
        message["From"] = sender
    written = (_address(p.name, each) for p in partners for each in p.addresses)
    addresses = [address for address in written if address is not None]
    if addresses:
        message["To"] = addresses
    message["Subject"] = subject
    message.set_content("\n\n* * *\n\n".join(texts) + "\n", cte="quoted-printable")
    for name, data in attachments.items():
        main, _, sub = _media_type(name).partition("/")
        # Base64 also for text: mail servers change line ends in quoted-printable.
        message.add_attachment(data, maintype=main, subtype=sub, filename=name, cte="base64")
    return bytes(message)


def unwritable_addresses(partner: Partner) -> tuple[str, ...]:
    """Return the addresses of a partner that no mail header can hold."""
    return tuple(
        address for address in partner.addresses if _address(partner.name, address) is None
    )


def _address(name: str, address: str) -> Address | None:
    """Return an address with a name; None if it is invalid.

    A domain with umlauts is written as ASCII (IDNA); in front of the @ only few mail programs take them.
    """
    local, _, domain = line_of(address).rpartition("@")
    if not local.isascii():
        return None
    try:
        ascii_domain = idna.encode(domain, uts46=True).decode("ascii")
        return Address(display_name=line_of(name), addr_spec=f"{local}@{ascii_domain}")
    except (ValueError, IndexError):
        return None
    except Exception as error:
        # Some errors of the header parser are not derived from ValueError.
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
    """Return a text as one line without characters that a mail header does not allow."""
    flowing = " ".join(text.split())
    kept = (c for c in flowing if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Zl", "Zp"})
    return " ".join("".join(kept).split())
