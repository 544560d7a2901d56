"""Make the content file of one language for the site: all exercises for partners, and the texts of the page.

A link says which of them a session asks; ``scripts/arrival.js`` puts both together.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from coopcoach.domain.exercise import PACKS, Exercise, Pack, Phase, Workbook
from coopcoach.domain.packs.asked import asked_exercises
from coopcoach.domain.session import Session
from coopcoach.exchange.web.content import (
    exercise_content,
    harmless_json,
    locale_facts,
    stance_words,
)
from coopcoach.exchange.web.site.link import digest_of, short_print
from coopcoach.exchange.web.texts import page_texts
from coopcoach.i18n import Translator
from coopcoach.markup.formats.workbook_texts import with_currency, with_placeholders
from coopcoach.wording.currencies import CURRENCIES


def language_content(workbook: Workbook, t: Translator) -> dict[str, object]:
    """Return the site's data of one language, serialisable as JSON."""
    return {
        "language": workbook.language,
        "locale": locale_facts(t.language),
        "exercises": list(_exercises(workbook, t)),
        "stances": stance_words(t),
        "texts": page_texts(t),
    }


def exercise_print(exercise: Exercise, pack: Pack, t: Translator) -> str:
    """Return eight hexadecimal digits that are others when a partner is asked otherwise."""
    content = harmless_json(exercise_content(exercise, pack, t))
    return hashlib.sha256(content.encode()).hexdigest()[:8]


def session_prints(session: Session, workbook: Workbook, t: Translator) -> list[str]:
    """Return the prints of the exercises that a session asks, in order."""
    return [exercise_print(e, session.pack, t) for e in asked_exercises(session, workbook)]


def is_on_site(prints: Sequence[str], pack: Pack, site: Workbook, t: Translator) -> bool:
    """Return whether a site made of a workbook has the exercises with these prints."""
    known = {
        exercise_print(e, pack, t)
        for each in _in_each_currency(site)
        for e in _asked_in(pack, each)
    }
    return known.issuperset(prints)


def prints_in_link(prints: Sequence[str]) -> tuple[tuple[int, ...], int]:
    """Return the short prints and the digest, as a link has them."""
    return tuple(short_print(each) for each in prints), digest_of(prints)


def _prepared(workbook: Workbook) -> list[Exercise]:
    found = {e.id: e for pack in PACKS for e in _asked_in(pack, workbook)}
    return sorted(found.values(), key=lambda e: (e.order, e.id))


def _asked_in(pack: Pack, workbook: Workbook) -> list[Exercise]:
    return [e for e in workbook.for_pack(pack) if e.prompts_in(Phase.PREPARE, pack)]


def _in_each_currency(workbook: Workbook) -> Iterator[Workbook]:
    """Yield the workbook itself, and as it reads in the other currencies of the program."""
    yield workbook
    for code in CURRENCIES:
        if code != workbook.currency:
            yield with_currency(workbook, code)


def _exercises(workbook: Workbook, t: Translator) -> Iterator[dict[str, object]]:
    """Yield the exercises, and behind them those that read otherwise in another currency."""
    known: set[str] = set()
    for book in _in_each_currency(workbook):
        named = with_placeholders(book)
        for exercise in _prepared(book):
            prints = {p: exercise_print(exercise, p, t) for p in _packs_of(exercise)}
            if known.issuperset(prints.values()):
                continue
            known |= set(prints.values())
            shown = named.exercise(exercise.id)
            assert shown is not None
            entry = {**_exercise(shown, t), "prints": prints}
            yield entry if book is workbook else {**entry, "currency": book.currency}


def _packs_of(exercise: Exercise) -> list[Pack]:
    return [p for p in PACKS if exercise.in_pack(p) and exercise.prompts_in(Phase.PREPARE, p)]


def _exercise(exercise: Exercise, t: Translator) -> dict[str, object]:
    widest = exercise.model_copy(
        update={
            "prompts": tuple(
                p.model_copy(update={"packs": frozenset(PACKS)})
                for p in exercise.prompts
                if p.phase is Phase.PREPARE
            )
        }
    )
    content = exercise_content(widest, PACKS[0], t)
    asked_in = {p.id: p.packs for p in exercise.prompts if p.phase is Phase.PREPARE}
    prompts = [
        {**prompt, "packs": [pack for pack in PACKS if pack in asked_in[prompt["id"]]]}
        for prompt in content["prompts"]
    ]
    return {**content, "prompts": prompts}
