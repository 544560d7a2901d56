"""Find the partner of returned answers, and compare it with the sender of their mail."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from coopcoach.domain.session import Partner, Session
from coopcoach.errors import BadFile, Conflict, Fault
from coopcoach.exchange.incoming.expected import expected_of
from coopcoach.exchange.incoming.returned import Notice, Returned
from coopcoach.i18n import N_
from coopcoach.markup.loose.alnum_key import alnum_key
from coopcoach.wording.shortening import shortened


def owner_of(path: Path, returned: Returned, session: Session, wanted: Partner | None) -> Partner:
    """Return the partner of a returned file: named in it, by the coach, or by the sender of its mail.

    Raises:
        BadFile: Nothing names the partner.
        Conflict: The file is of another session, or of another partner than the coach named.
    """
    if returned.session and returned.session != session.slug:
        raise Conflict(
            N_("“{path}” belongs to another session, “{session}”"),
            N_("import it there; nothing was written"),
            path=path.name,
            session=shortened(returned.session, 60),
        )
    owner = session.partner(returned.partner) if returned.partner else wanted
    if owner is None and not returned.partner:
        owner = session.partner(expected_of(session).partner_of(returned.sender))
        if owner is None:
            what = N_("the file no longer says whose workbook it is")
            todo = N_("name the partner with --partner")
            raise BadFile(path, [Fault(1, what, todo)])
    if owner is None or (wanted is not None and owner.id != wanted.id):
        raise Conflict(
            N_("“{path}” is the workbook of “{partner}”"),
            N_("import it for this partner, in the right session; nothing was written"),
            path=path.name,
            partner=owner.name if owner else shortened(returned.partner, 60),
        )
    return owner


def about_sender(returned: Returned, session: Session, owner: Partner) -> Iterator[Notice]:
    """Yield a notice where the sender of a mail is not the partner of the answers in it."""
    name, address = returned.sender.name, returned.sender.address.casefold()
    expected = expected_of(session)
    of_sender = expected.partner_of(returned.sender.model_copy(update={"subject": ""}))
    in_subject = session.partner(expected.partner_in_subject(returned.sender))
    if in_subject is not None and in_subject.id != owner.id:
        what = N_(
            "please check: the subject of the e-mail names {other}, but the answers are those of"
            " {name}"
        )
        yield Notice(text=what, values={"other": in_subject.name, "name": owner.name})
    elif in_subject is not None and not returned.partner and not of_sender:
        what = N_(
            "it does not say whose it is; going by the subject of the e-mail, the answers are"
            " those of {name}"
        )
        yield Notice(text=what, values={"name": owner.name})
    elif not returned.partner and address and of_sender == owner.id:
        what = N_(
            "it does not say whose it is; going by the sender of the e-mail, the answers are those"
            " of {name}"
        )
        yield Notice(text=what, values={"name": owner.name})
    if not name and not address:
        return
    is_coach = bool(address) and address == session.coach_email.casefold()
    if (
        is_coach
        or owner.has_address(address)
        or (not owner.email and alnum_key(name) == alnum_key(owner.name))
    ):
        return
    other = next((p for p in session.partners if p.has_address(address)), None)
    if other is not None:
        what = N_(
            "please check: the e-mail comes from {sender}, but the answers are those of {name}"
        )
        yield Notice(text=what, values={"sender": other.name, "name": owner.name})
    else:
        what = N_("please check: the e-mail comes from {sender}, which is not an address of {name}")
        yield Notice(text=what, values={"sender": address or name, "name": owner.name})
