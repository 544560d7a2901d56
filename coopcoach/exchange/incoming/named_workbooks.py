"""Choose the workbook whose names for the partner stand in a text: who it is of is not known beforehand."""

from __future__ import annotations

from collections.abc import Mapping

from coopcoach.domain.exercise import Workbook
from coopcoach.domain.session import Partner, Session
from coopcoach.i18n import language_of
from coopcoach.markup.formats.workbook_texts import named_texts
from coopcoach.markup.loose.alnum_key import alnum_key
from coopcoach.wording.partner_names import name_in_text


def best_named(text: str, workbooks: Mapping[str, Workbook]) -> dict[str, Workbook]:
    """Return one workbook of each language: the one whose texts about the partner occur most.

    Args:
        text: The text that came back.
        workbooks: The workbooks by language; those with a name have further keys.
    """
    keyed = alnum_key(text)
    found: dict[str, tuple[int, Workbook]] = {}
    for workbook in workbooks.values():
        keys = map(alnum_key, named_texts(workbook))
        score = sum(len(key) for key in keys if key in keyed)
        if workbook.language not in found or score > found[workbook.language][0]:
            found[workbook.language] = (score, workbook)
    return {language: workbook for language, (_, workbook) in found.items()}


def workbook_for(
    workbooks: Mapping[str, Workbook], session: Session, language: str, owner: Partner | None
) -> Workbook:
    """Return the workbook of a language that calls a partner's other one by name; the nearest there is.

    Args:
        workbooks: The workbooks by language; those with a name have further keys.
        session: The session.
        language: The language.
        owner: The partner; None where the name is not known either.
    """
    others = [partner.name for partner in session.partners if owner and partner.id != owner.id]
    other = name_in_text(others[0]) if len(others) == 1 else ""
    code = language_of(language).code
    own = [workbook for workbook in workbooks.values() if workbook.language == code]
    named = [workbook for workbook in own if workbook.other == other]
    return next(iter([*named, *own, *workbooks.values()]))
