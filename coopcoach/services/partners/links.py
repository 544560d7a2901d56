"""The link to a partner's workbook on the coach's site."""

from __future__ import annotations

from datetime import datetime

from coopcoach.domain.schedule import answer_by
from coopcoach.domain.session import Partner, Session
from coopcoach.exchange.web.site.content import is_on_site, prints_in_link, session_prints
from coopcoach.exchange.web.site.link import Link, link_address
from coopcoach.i18n import Translator
from coopcoach.storage.content_folders import content_folders
from coopcoach.storage.exercises import Workbooks
from coopcoach.storage.sessions import OpenSession
from coopcoach.wording.person_names import first_name


def partner_link(
    opened: OpenSession, partner: Partner, site: str, *, now: datetime, key: str, t: Translator
) -> str:
    """Return a partner's link; an empty text where the site does not ask what this session asks.

    Args:
        opened: The session.
        partner: The partner.
        site: The address of the site.
        now: The time that the link names.
        key: The coach's public key, if the answers are to be encrypted.
        t: The partner's language.

    Raises:
        WrongCall: The link would be too long.
    """
    session, workbook = opened.session, opened.workbooks[t.lang]
    prints = session_prints(session, workbook, t)
    on_site = Workbooks(content_folders(opened.workspace))[t.lang]
    if not is_on_site(prints, session.pack, on_site, t):
        return ""
    short, digest = prints_in_link(prints)
    return link_address(
        site,
        Link(
            language=t.lang,
            session=session.slug,
            partner=partner.id,
            name=first_name(partner.name),
            other=_other(session, partner, t),
            coach=session.coach,
            address=session.coach_email,
            pack=session.pack,
            prints=short,
            digest=digest,
            made=now,
            answer_by=answer_by(session),
            key=key,
        ),
    )


def _other(session: Session, partner: Partner, t: Translator) -> str:
    return t.and_list([first_name(p.name) for p in session.partners if p.id != partner.id])
