"""The mail with which both partners get the summary, in the language of each."""

from __future__ import annotations

from collections.abc import Mapping

from coopcoach.domain.session import Partner, Session
from coopcoach.exchange.outgoing.mail import line_of, unsent
from coopcoach.i18n import N_, Translator, translator

_SUBJECT = N_("What we agreed: {title}")
_TEXT = (
    N_("thank you for your openness today. Attached is what the two of you have agreed, as a PDF."),
    N_(
        "Please read it in peace, and write to me and to each other if a wording does not say what you meant."
        " What counts is what both of you said yes to; the rest may stay open."
    ),
)
_REVIEW = N_("On {day} we look back together at how it holds.")
_MEETING = N_("We meet again on {moment}.")
_GREETING = N_("Hello {names},")
_CLOSING = N_("Kind regards")


def summary_mail(session: Session, coach: str, files: Mapping[str, bytes]) -> bytes:
    """Return the draft to both as an .eml file.

    Args:
        session: Whose summary it is.
        coach: Who writes.
        files: The PDFs by their names.
    """
    ts = [translator(language) for language in languages_of(session)]
    subject = ts[0](_SUBJECT, title=line_of(session.title))
    texts = ["\n\n".join(_paragraphs(session, coach, t)) for t in ts]
    return unsent(session.partners, subject, texts, files)


def languages_of(session: Session) -> tuple[str, ...]:
    """Return the partners' languages, each once."""
    return tuple(dict.fromkeys(translator(p.language).lang for p in session.partners))


def _paragraphs(session: Session, coach: str, t: Translator) -> list[str]:
    names = t.and_list([_first_name(partner) for partner in session.partners])
    found = [t(_GREETING, names=names), *(t(text) for text in _TEXT)]
    if session.review is not None:
        found.append(t(_REVIEW, day=t.weekday_date(session.review)))
    if session.next_meeting is not None:
        found.append(t(_MEETING, moment=t.moment(session.next_meeting)))
    found.append("\n".join(filter(None, (t(_CLOSING), line_of(coach)))))
    return found


def _first_name(partner: Partner) -> str:
    return line_of(partner.name)
