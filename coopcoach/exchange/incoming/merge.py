"""Two states of one partner's answers as one: by prompt, and where they differ both stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from coopcoach.domain.answers import Answer, Visibility, for_audience
from coopcoach.domain.exercise import Phase, Prompt, Workbook
from coopcoach.exchange.incoming.audience import narrowest
from coopcoach.exchange.incoming.returned import Notice, Returned
from coopcoach.i18n import N_, Translator, translator
from coopcoach.markup.answer import write_answer
from coopcoach.markup.literal import decode
from coopcoach.wording.labels import STANCE_LABELS

DIFFERS = N_(
    "“{prompt}”: the files that came together differ in who may see it; the narrower choice counts"
)
STAYS_CLOSED = N_(
    "“{prompt}”: a file that was imported before closes this answer, and it is not certain that this one is newer."
    " It stays closed: ask {name}"
)
_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


def same_words(first: Answer, second: Answer) -> bool:
    """Whether two answers say the same, whoever may see them."""
    return first.model_dump(exclude={"visibility"}) == second.model_dump(exclude={"visibility"})


def takes_place_of(answer: Answer, before: Answer) -> bool:
    """Whether an answer that came later counts instead of an earlier one: a blank one never does.

    Only its owner's “only me” takes an answer back.
    """
    if answer.visibility is Visibility.ME:
        return True
    return not answer.is_blank and answer != before


def stays_closed(answer: Answer, before: Answer, *, is_unclear: bool) -> bool:
    """Whether an answer would be opened that its owner closed in a file before.

    Args:
        answer: The answer that comes in.
        before: The one that is there.
        is_unclear: Whether that one is closed only because it could not be read who may see it.
    """
    closes = narrowest((answer.visibility, before.visibility)) is not answer.visibility
    if answer.is_blank or not closes or is_unclear:
        return False
    return before.visibility is Visibility.ME or not before.is_blank


def still_closed(prompt: Prompt, name: str) -> Notice:
    """Return the line about an answer that stays closed."""
    return Notice(text=STAYS_CLOSED, values={"prompt": prompt.label, "name": name})


def is_lost(answer: Answer, before: Answer) -> bool:
    """Whether an earlier answer would be gone if the later took its place, and has to be kept."""
    if before.is_blank or Visibility.ME in {answer.visibility, before.visibility}:
        return False
    return not same_words(answer, before)


def answer_text(prompt: Prompt, answer: Answer, t: Translator) -> str:
    """Return an answer in words, with everything that was said."""
    parts = [decode(write_answer(prompt, answer, t))]
    if answer.stance is not None:
        parts.append(f"[x] {t(STANCE_LABELS[answer.stance].own)}")
    return "\n\n".join(part for part in parts if part)


def by_age(states: Sequence[Returned]) -> list[Returned]:
    """Return states in the order in which their blank workbooks were made; else as they came."""
    return sorted(states, key=lambda state: aware(state.made))


def narrowed_together(states: Sequence[Returned], workbook: Workbook) -> list[Returned]:
    """Return one partner's states that come in together, each answer with the narrowest audience that one of them names.

    Which of two files is the newer one cannot be told where both were made from one blank workbook.
    """
    named: dict[str, Visibility] = {}
    for state in states:
        for prompt_id, answer in state.answers.items():
            if not answer.is_blank or answer.visibility is Visibility.ME:
                before = named.get(prompt_id, Visibility.BOTH)
                named[prompt_id] = narrowest((before, answer.visibility))
    return [_narrowed_to(named, state, workbook) for state in states]


def _narrowed_to(named: Mapping[str, Visibility], state: Returned, workbook: Workbook) -> Returned:
    answers, notices = dict(state.answers), list[Notice]()
    for prompt_id, answer in state.answers.items():
        who = narrowest((answer.visibility, named.get(prompt_id, Visibility.BOTH)))
        if who is answer.visibility or answer.is_blank:
            continue
        answers[prompt_id] = for_audience(answer, who)
        prompt = workbook.find_prompt(prompt_id, Phase.PREPARE)
        if prompt is not None:
            notices.append(Notice(text=DIFFERS, values={"prompt": prompt.label}))
    return state.model_copy(update={"answers": answers}).with_notices(*notices)


def joined(states: Sequence[Returned], workbooks: Mapping[str, Workbook]) -> Returned:
    """Merge states of one partner's answers: a later answer counts, an earlier one becomes found text."""
    ages = dict.fromkeys(aware(state.made) for state in by_age(states))
    of_one_age = ([state for state in states if aware(state.made) == age] for age in ages)
    whole, *later = (
        state
        for same in of_one_age
        for state in narrowed_together(same, workbooks[same[0].language])
    )
    for state in later:
        whole = _with(whole, state, workbooks[state.language])
    return whole


def aware(moment: datetime | None) -> datetime:
    """Return a moment that can be compared with any other."""
    if moment is None:
        return _LONG_AGO
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _with(whole: Returned, state: Returned, workbook: Workbook) -> Returned:
    answers = dict(whole.answers)
    found = [*whole.found, *state.found]
    for prompt_id, answer in state.answers.items():
        before = answers.get(prompt_id, Answer())
        prompt = workbook.find_prompt(prompt_id, Phase.PREPARE)
        if not takes_place_of(answer, before):
            answers.setdefault(prompt_id, answer)
            continue
        if prompt is not None and is_lost(answer, before):
            text = answer_text(prompt, before, translator(workbook.language))
            found.append(f"{prompt.label}\n\n{text}")
        answers[prompt_id] = answer
    return whole.model_copy(
        update={
            "answers": answers,
            "found": tuple(dict.fromkeys(found)),
            "handed_in": whole.handed_in or state.handed_in,
            "handed_in_at": max(
                (at for at in (whole.handed_in_at, state.handed_in_at) if at),
                key=aware,
                default=None,
            ),
            "made": state.made or whole.made,
            "unreadable": tuple(dict.fromkeys([*whole.unreadable, *state.unreadable])),
            "notices": whole.with_notices(*state.notices).notices,
        }
    )
