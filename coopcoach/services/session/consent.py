"""Read and change the consents of the partners and the day until which a session is kept; list withdrawals for an export."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date
from datetime import datetime
from pathlib import Path

from coopcoach.domain.session import (
    CONSENT_INDIVIDUAL,
    Withdrawal,
    consent_labels,
    open_withdrawals,
    with_consent,
)
from coopcoach.errors import WrongCall
from coopcoach.i18n import N_, Translator, translator
from coopcoach.services.partners.invite import named_partner
from coopcoach.storage.sessions import OpenSession, open_session, save_session
from coopcoach.storage.workspace import Workspace


@dataclass(frozen=True)
class ConsentView:
    """One consent of one partner.

    Attributes:
        partner: The id of the partner.
        name: The name of the partner.
        item: The id of the option.
        label: Its words.
        gives: Whether it is given.
        withdrawn: The time of the withdrawal, where it was not given again.
    """

    partner: str
    name: str
    item: str
    label: str
    gives: bool
    withdrawn: datetime | None


def consents(opened: OpenSession, language: str = "") -> tuple[ConsentView, ...]:
    """Return each consent of each partner.

    Args:
        opened: The session.
        language: The language of the labels; "" takes that of the session.
    """
    session = opened.session
    labels = consent_labels(opened.workbooks[language or session.language])
    found = []
    for partner in session.partners:
        for item, label in labels.items():
            withdrawal = session.withdrawal(partner.id, item)
            found.append(
                ConsentView(
                    partner=partner.id,
                    name=partner.name,
                    item=item,
                    label=label,
                    gives=session.consents(partner.id, item),
                    withdrawn=withdrawal.at if withdrawal else None,
                )
            )
    return tuple(found)


def set_consent(
    workspace: Workspace, slug: str, partner: str, item: str, *, gives: bool, now: datetime
) -> None:
    """Record that a partner gives or withdraws a consent.

    Args:
        workspace: The workspace.
        slug: The session.
        partner: The partner by name or id.
        item: The id of the option of ``arrive.consent``.
        gives: Whether it is given.
        now: The present time.

    Raises:
        WrongCall: There is no such session, partner or option, or no such consent to withdraw.
        BadFile: The session cannot be read.
    """
    opened = open_session(workspace, slug)
    session = opened.session
    known = consent_labels(opened.workbook)
    if item not in known:
        raise WrongCall(
            N_("there is no consent “{name}”"),
            N_("take one of: {known}"),
            name=item,
            known=", ".join(known),
        )
    who = named_partner(session, partner)
    if not gives and not session.consents(who.id, item):
        raise WrongCall(
            N_("there is no consent of {name} to “{item}”, so there is nothing to withdraw"),
            N_("see “coopcoach consent {slug}” for what is consented to"),
            name=who.name,
            item=item,
            slug=slug,
        )
    changed = with_consent(session, who.id, item, gives=gives, at=now)
    save_session(opened, changed, translator(session.language), now)


def set_keep_until(workspace: Workspace, slug: str, day: Date | None, now: datetime) -> None:
    """Write the day until which a session is kept; None takes it out of the file.

    Raises:
        WrongCall: There is no such session.
        BadFile: It cannot be read.
    """
    opened = open_session(workspace, slug)
    changed = opened.session.model_copy(update={"keep_until": day})
    save_session(opened, changed, translator(changed.language), now)


def withdrawal_remarks(
    opened: OpenSession, folder: Path, written: Sequence[Path], t: Translator
) -> tuple[str, ...]:
    """Say what an export leaves out because a consent was withdrawn, and which older files may still hold it.

    Args:
        opened: The session.
        folder: The folder of its documents.
        written: The files that were just written.
        t: The language.
    """
    session = opened.session
    gone = [w for w in open_withdrawals(session) if w.consent == CONSENT_INDIVIDUAL]
    if not gone:
        return ()
    told = [
        t(
            "{name} withdrew the consent to print individual answers on {day}: they are left out.",
            name=session.name_of(each.partner),
            day=t.date(each.at.date()),
        )
        for each in gone
    ]
    older = _older(folder, gone, written)
    if older:
        words = t("Written earlier, and may still contain them: {names}", names=", ".join(older))
        told.append(words)
    return tuple(told)


def _older(folder: Path, gone: list[Withdrawal], written: Sequence[Path]) -> list[str]:
    """Return the documents that were written before the last withdrawal."""
    last = max(each.at.timestamp() for each in gone)
    found = []
    for path in sorted(folder.rglob("*")):
        sent = path.relative_to(folder).parts[0] == "invitation"
        if path.is_file() and not sent and path not in written and path.stat().st_mtime < last:
            found.append(path.relative_to(folder).as_posix())
    return found
