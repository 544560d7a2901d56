"""Effort and gain in words."""

from __future__ import annotations

from coopcoach.domain.alignment import Effort, Pays
from coopcoach.domain.alignment.effort import GAIN
from coopcoach.domain.exercise import NumberQuestion, Question, TableQuestion
from coopcoach.i18n import Translator
from coopcoach.wording.units import number_words


def effort_words(question: Question, effort: Effort, t: Translator) -> str:
    """Return the net value a month and the month of pay-back, or the missing columns."""
    if effort.net is None:
        table = question if isinstance(question, TableQuestion) else None
        columns = (table.column(name) for name in effort.missing) if table else ()
        labels = [column.label for column in columns if column]
        return t("cannot be worked out yet; missing: {things}", things=t.and_list(labels))
    amount = number_words(abs(effort.net), _unit(question), t)
    net = f"−{amount}" if effort.net < 0 else amount
    if effort.pays is Pays.NEVER:
        return t("{net}; by these figures it does not pay for itself", net=net)
    if effort.month is None:
        return net
    return t(
        "{net}; by these figures it pays for itself in month {month}", net=net, month=effort.month
    )


def _unit(question: Question) -> str:
    """Return the unit of the gain, which has the session's currency."""
    column = question.column(GAIN) if isinstance(question, TableQuestion) else None
    return (column.unit or "") if isinstance(column, NumberQuestion) else "eur/month"
