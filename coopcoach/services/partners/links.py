"""The link to a partner's workbook on the coach's site."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from coopcoach.domain.schedule import answer_by
from coopcoach.domain.session import Partner, Session
from coopcoach.domain.settings import Settings
from coopcoach.exchange.web.site.content import is_on_site, prints_in_link, session_prints
from coopcoach.exchange.web.site.link import Link, link_address
from coopcoach.i18n import Translator, translator
from coopcoach.storage.content_folders import content_folders
from coopcoach.storage.exercises import Workbooks
from coopcoach.storage.sessions import OpenSession
from coopcoach.storage.workspace import Workspace
from coopcoach.wording.person_names import called_name


@dataclass(frozen=True)
class CoachSite:
    """The address of a coach's site, and the exercises that a site of the workspace has."""

    address: str
    workbooks: Workbooks


def site_of(workspace: Workspace, settings: Settings) -> CoachSite | None:
    """Return the site of a workspace; None where its settings name none."""
    if not settings.site:
        return None
    return CoachSite(settings.site, Workbooks(content_folders(workspace)))


def partner_link(
    opened: OpenSession, partner: Partner, site: CoachSite, *, now: datetime, key: str
) -> str:
    """Return a partner's link; an empty text where the site does not ask what this session asks.

    Args:
        opened: The session.
        partner: The partner.
        site: The coach's site.
        now: The time that the link names.
        key: The coach's public key, if the answers are to be encrypted.

    Raises:
        WrongCall: The link would be too long.
    """
    t = translator(partner.language)
    session, workbook = opened.session, opened.workbooks[t.lang]
    prints = session_prints(session, workbook, t)
    if not is_on_site(prints, session.pack, site.workbooks[t.lang], t):
        return ""
    short, digest = prints_in_link(prints)
    return link_address(
        site.address,
        Link(
            language=t.lang,
            session=session.slug,
            partner=partner.id,
            name=called_name(partner.name) or partner.name,
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
    others = [p.name for p in session.partners if p.id != partner.id]
    return t.and_list([called_name(name) or name for name in others])
