"""Giving and taking: the balance as each partner sees it (S4)."""

from __future__ import annotations

from collections import Counter

from coopcoach.domain.alignment.gap import (
    SAME,
    Comparison,
    Gap,
    different,
    filled_rows,
    settled,
    shared_fields,
)
from coopcoach.domain.answers import Answer, ChoiceValue, Row, ScaleValue
from coopcoach.domain.exercise import Frozen, Kind, Prompt, Question

SIDE = "side"
WEIGHT = "weight"
GIVE = "give"
TAKE = "take"


class Balance(Frozen):
    """Giving and taking as one partner sees it, as sums of the weights (1–5 each).

    ``uncounted`` rows lack their direction or their weight; they are not guessed.
    """

    given: int = 0
    taken: int = 0
    uncounted: int = 0

    @property
    def balance(self) -> int:
        """What is given less what is taken: above 0 this partner sees themselves giving more."""
        return self.given - self.taken


class LedgerComparison(Comparison):
    """Two balances, each as its owner sees it.

    They agree where the giving of one is the taking of the other: both see that the same partner gives
    twice as much, say. SAME means that they agree exactly. ``width`` is how far the two views are
    from that: 0.7 given beside 0.3 given of all that passes is 0.0, all given beside all given is 1.0.
    """

    first: Balance = Balance()
    second: Balance = Balance()


def compare_ledger(prompt: Prompt, first: Answer, second: Answer) -> LedgerComparison | None:
    """Set giving and taking side by side, as each partner sees it.

    Returns:
        The comparison; None where the table has no choice column ``side`` with ``give`` and ``take``,
        and no scale column ``weight``.
    """
    side, weight = prompt.column(SIDE), prompt.column(WEIGHT)
    if side is None or weight is None or weight.kind is not Kind.SCALE:
        return None
    if side.kind is not Kind.CHOICE or not all(side.option(o) for o in (GIVE, TAKE)):
        return None
    one, other = _balance(weight, first), _balance(weight, second)
    gap = settled(first, second, _measured(one, other))
    return LedgerComparison.model_validate(
        {**shared_fields(prompt, gap), "first": one, "second": other}
    )


def _balance(weight: Question, answer: Answer) -> Balance:
    sums: Counter[str] = Counter()
    uncounted = 0
    for row in filled_rows(answer):
        counted = _counted(weight, row)
        if counted is None:
            uncounted += 1
        else:
            sums[counted[0]] += counted[1]
    return Balance(given=sums[GIVE], taken=sums[TAKE], uncounted=uncounted)


def _counted(weight: Question, row: Row) -> tuple[str, int] | None:
    match row.cells.get(SIDE), row.cells.get(WEIGHT):
        case ChoiceValue(option=str(side)), ScaleValue(value=value) if side in {GIVE, TAKE}:
            return (side, value) if _is_on(weight, value) else None
    return None


def _is_on(scale: Question, value: int) -> bool:
    """Whether a weight lies on its scale; one below 0 would turn giving into taking."""
    if value < max(0, scale.minimum or 0):
        return False
    return scale.maximum is None or value <= scale.maximum


def _measured(one: Balance, other: Balance) -> Gap | None:
    passed = (one.given + one.taken) * (other.given + other.taken)
    if not passed:
        return None
    # share given by one + share given by the other - 1, without rounding on the way
    off = abs(one.given * other.given - one.taken * other.taken)
    return different(off / passed) if off else SAME
