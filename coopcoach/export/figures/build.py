"""Build the figure of two released answers to one prompt."""

from __future__ import annotations

from collections.abc import Mapping

from coopcoach.domain.alignment import (
    EffortComparison,
    LedgerComparison,
    NeedsComparison,
    RankingComparison,
    compare,
)
from coopcoach.domain.answers import Answer, PartnerAnswers
from coopcoach.domain.exercise import Exercise, Prompt, ScaleQuestion
from coopcoach.domain.session import Partner
from coopcoach.export.figures.give_and_take import effort_figure, ledger_figure, needs_figure
from coopcoach.export.figures.model import Figure
from coopcoach.export.figures.scales import (
    ranking_figure,
    scale_figure,
    scales_figure,
)
from coopcoach.i18n import Translator


def build_figure(
    exercise: Exercise,
    prompt: Prompt,
    given: Mapping[str, Answer | None],
    partners: tuple[Partner, ...],
    t: Translator,
) -> Figure | None:
    """Return the figure of two answers; None where the prompt has none or an answer is blank.

    Args:
        exercise: The exercise of the prompt.
        prompt: The prompt.
        given: The released answers by partner id.
        partners: The partners in their order.
        t: The language of the document.
    """
    answers = [given.get(partner.id) for partner in partners]
    if len(answers) != 2 or any(answer is None or answer.value is None for answer in answers):
        return None
    first, second = (
        PartnerAnswers(partner=p.id, answers={prompt.id: answer or Answer()})
        for p, answer in zip(partners, answers, strict=True)
    )
    names = (partners[0].name, partners[1].name)
    values = (first.answer(prompt.id).value, second.answer(prompt.id).value)
    question = prompt.question
    if isinstance(question, ScaleQuestion):
        return scale_figure(question, values, names, t)
    match compare(exercise, prompt, first, second):
        case RankingComparison() as ranked:
            return ranking_figure(question, ranked, values, names, t)
        case NeedsComparison() as needs:
            return needs_figure(question, needs, values, names, t)
        case LedgerComparison() as ledger:
            return ledger_figure(ledger, names, t)
        case EffortComparison() as effort:
            return effort_figure(question, effort, values, names, t)
    return scales_figure(question, values, names, t) if prompt.compare is None else None
