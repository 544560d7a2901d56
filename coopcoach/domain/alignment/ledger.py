"""Compare giving and taking as each partner sees it (S4)."""

from __future__ import annotations

from collections import Counter

from coopcoach.domain.alignment.gap import (
    SAME,
    Comparison,
    Gap,
    answers_gap,
    different,
    filled_rows,
    shared_fields,
)
from coopcoach.domain.answers import Answer, ChoiceValue, Row, ScaleValue
from coopcoach.domain.exercise import ChoiceQuestion, Frozen, ScaleQuestion, TableQuestion

SIDE = "side"
WEIGHT = "weight"
GIVE = "give"
TAKE = "take"


class Balance(Frozen):
    """Giving and taking as one partner sees it: the sums of the weights, each from 1 to 5.

    ``uncounted`` is the number of rows without a direction or a weight.
    """

    given: int = 0
    taken: int = 0
    uncounted: int = 0

    @property
    def balance(self) -> int:
        """The difference of giving and taking: above 0 this partner gives more."""
        return self.given - self.taken


class LedgerComparison(Comparison):
    """Two balances, each as its partner sees it.

    They are SAME where the giving of one has the proportion of the other's taking. ``width`` is the distance from that:
    0.0 where one gives 0.7 and the other 0.3 of the total, 1.0 where each sees only their own giving.
    """

    first: Balance = Balance()
    second: Balance = Balance()


def compare_ledger(
    question: TableQuestion, first: Answer, second: Answer
) -> LedgerComparison | None:
    """Compare two tables of giving and taking.

    Returns:
        The comparison; None where the table has no choice column ``side`` with ``give`` and ``take``,
        and no scale column ``weight``.
    """
    side, weight = question.column(SIDE), question.column(WEIGHT)
    if not isinstance(side, ChoiceQuestion) or not isinstance(weight, ScaleQuestion):
        return None
    if not all(side.option(o) for o in (GIVE, TAKE)):
        return None
    one, other = _balance(weight, first), _balance(weight, second)
    gap = answers_gap(first, second, _measured(one, other))
    return LedgerComparison.model_validate(
        {**shared_fields(question, gap), "first": one, "second": other}
    )


def _balance(weight: ScaleQuestion, answer: Answer) -> Balance:
    sums: Counter[str] = Counter()
    uncounted = 0
    for row in filled_rows(answer):
        counted = _counted(weight, row)
        if counted is None:
            uncounted += 1
        else:
            sums[counted[0]] += counted[1]
    return Balance(given=sums[GIVE], taken=sums[TAKE], uncounted=uncounted)


def _counted(weight: ScaleQuestion, row: Row) -> tuple[str, int] | None:
    match row.cells.get(SIDE), row.cells.get(WEIGHT):
        case ChoiceValue(option=str(side)), ScaleValue(value=value) if side in {GIVE, TAKE}:
            return (side, value) if _is_on(weight, value) else None
    return None


def _is_on(scale: ScaleQuestion, value: int) -> bool:
    """Return whether a weight is on its scale and not negative: that would turn giving into taking."""
    return value >= 0 and scale.minimum <= value <= scale.maximum


def _measured(one: Balance, other: Balance) -> Gap | None:
    passed = (one.given + one.taken) * (other.given + other.taken)
    if not passed:
        return None
    # share given by one + share given by the other - 1, without rounding on the way
    off = abs(one.given * other.given - one.taken * other.taken)
    return different(off / passed) if off else SAME
