"""Make a session."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict, Unpack, cast

from coopcoach.domain.exercise import PACKS, Pack
from coopcoach.domain.packs.agenda import (
    LENGTH,
    SITTINGS,
    OwnPack,
    agenda_of,
    agenda_of_sittings,
    built_in_items,
)
from coopcoach.domain.session import Partner, Session
from coopcoach.domain.zones import zone_named
from coopcoach.errors import BadFile, WrongCall
from coopcoach.i18n import DEFAULT_CURRENCY, DEFAULT_LANGUAGE, N_, translator
from coopcoach.services.clock import machine_zone
from coopcoach.storage.content_folders import content_folders
from coopcoach.storage.exercises import Workbooks
from coopcoach.storage.own_packs import unknown_exercises
from coopcoach.storage.sessions import (
    create_session,
)
from coopcoach.storage.settings import read_settings, settings_path
from coopcoach.storage.workspace import Workspace, name_of_folder
from coopcoach.wording.currencies import is_currency
from coopcoach.wording.person_names import read_person


class Meeting(TypedDict, total=False):
    """When and where a session is held, and its currency; see `Session`."""

    date: datetime | None
    time_zone: str
    location: str
    currency: str


def create(
    workspace: Workspace,
    *,
    title: str,
    partners: Sequence[Partner],
    now: datetime,
    coach: str = "",
    pack: str = "compact",
    sittings: int = 1,
    language: str = DEFAULT_LANGUAGE.code,
    **meeting: Unpack[Meeting],
) -> str:
    """Make a session with blank answers of each partner, and return its name.

    The time zone of times without one is the machine's where none is named, the coach that of the settings.

    Raises:
        WrongCall: There are not two different partners, the title is empty, or the time zone, the currency or the pack
            unknown.
        BadFile: The coach's own pack names an exercise that is not there.
    """
    time_zone = meeting.get("time_zone", "")
    if time_zone and zone_named(time_zone) is None:
        raise WrongCall(
            N_("“{name}” is not a time zone"), N_("write it as Europe/Berlin"), name=time_zone
        )
    if not title.strip():
        raise WrongCall(N_("a session needs a title"), N_("give it one, such as the two trades"))
    if len(partners) != 2 or len({partner.id for partner in partners}) != 2:
        raise WrongCall(
            N_("a session has two partners with different names"),
            N_('name both: --partner "Anna Meier, Malerei Meier <anna@example.org>"'),
        )
    if len({partner.name.casefold() for partner in partners}) < len(partners):
        raise WrongCall(
            N_("both partners are called {name}, and no page could tell them apart"),
            N_("add something that does, such as a middle name or the place"),
            name=partners[0].name,
        )
    currency = meeting.get("currency", "").strip().upper() or DEFAULT_CURRENCY
    if not is_currency(currency):
        raise WrongCall(
            N_("“{name}” is not a currency"),
            N_("write its three letters, such as CHF"),
            name=currency,
        )
    codes = [language, *(partner.language for partner in partners)]
    own = _own_pack(workspace, pack)
    base = own.questions if own else cast(Pack, pack)
    asks = own.exercises if own else ()
    workbooks = Workbooks(content_folders(workspace), None, currency, codes, asks)
    coach, _, address = (coach.strip() or coach_of(workspace)).partition("<")
    items = own.items if own else built_in_items(workbooks[language], base)
    if sittings == SITTINGS:
        if all(item.exercise for item in items):
            raise WrongCall(
                N_("the pack “{name}” has no breaks at which to end a session"),
                N_("plan it as one session, or take the full pack"),
                name=pack,
            )
        agenda = agenda_of_sittings(items, translator(language))
    else:
        agenda = agenda_of(items, 0 if own else LENGTH[base], translator(language))
    session = Session(
        slug=workspace.free_slug(title),
        title=" ".join(title.split()),
        created=now,
        partners=tuple(partners),
        coach=" ".join(coach.split()),
        coach_email=address.partition(">")[0].strip(),
        pack=base,
        asks=own.exercises if own else (),
        language=language,
        currency=currency,
        date=meeting.get("date"),
        time_zone=time_zone or machine_zone(),
        location=" ".join(meeting.get("location", "").split()),
        place=agenda[0].exercise if agenda else "",
        agenda=agenda,
    )
    create_session(workspace, session, workbooks)
    return session.slug


def coach_of(workspace: Workspace) -> str:
    """Return the coach's name in the settings; "" where they cannot be read."""
    try:
        return read_settings(workspace).coach
    except BadFile:
        return ""


def _own_pack(workspace: Workspace, name: str) -> OwnPack | None:
    """Return the coach's own pack with a name; None for a built-in one."""
    if name in PACKS:
        return None
    own = read_settings(workspace).packs
    if name not in own:
        raise WrongCall(
            N_("unknown pack “{name}”"),
            N_("take one of: {known}"),
            name=name,
            known=", ".join((*PACKS, *own)),
        )
    workbook = Workbooks(content_folders(workspace))[DEFAULT_LANGUAGE.code]
    faults = list(unknown_exercises(read_settings(workspace), workbook))
    if faults:
        raise BadFile(settings_path(workspace), faults)
    return own[name]


def partner_from(text: str, language: str, taken: Sequence[str] = ()) -> Partner:
    """Read a partner from text: ``Anna Meier, Malerei Meier <anna@example.org>``.

    Args:
        text: Name, firm, mail address; only the name is needed.
        language: The language of the partner.
        taken: The ids of other partners.

    Raises:
        WrongCall: There is no name in it.
    """
    person = read_person(text)
    if not person.name:
        raise WrongCall(
            N_("a partner needs a name"),
            N_("write it as “Anna Meier, Malerei Meier <anna@example.org>”"),
        )
    base = name_of_folder(person.name, 40) or "partner"
    ids = [base, *(f"{base}-{number}" for number in range(2, 10))]
    return Partner(
        id=next(i for i in ids if i not in taken),
        name=person.name,
        firm=person.firm,
        email=person.address,
        language=language,
    )
