"""Compare the answers of two partners.

``compare`` compares two answers to one prompt for the reveal; ``talk_first`` lists where to begin a conversation. There
is no overall score: it would be taken for a verdict.
"""

from coopcoach.domain.alignment.choices import ChoiceComparison, OptionsComparison
from coopcoach.domain.alignment.dispatch import compare
from coopcoach.domain.alignment.effort import Effort, EffortComparison, Pays
from coopcoach.domain.alignment.gap import Comparison, Gap, Match
from coopcoach.domain.alignment.guess import Guess, GuessComparison
from coopcoach.domain.alignment.ledger import Balance, LedgerComparison
from coopcoach.domain.alignment.needs import NeedsComparison, NeedsRow
from coopcoach.domain.alignment.practice import Expectation, PracticeComparison, PracticeRow
from coopcoach.domain.alignment.rankings import SURVEYED, RankedOption, RankingComparison
from coopcoach.domain.alignment.scales import DateComparison, NumberComparison, ScaleComparison
from coopcoach.domain.alignment.tables import CellComparison, RowComparison, TableComparison
from coopcoach.domain.alignment.talk_first import Reason, TalkFirst, talk_first
from coopcoach.domain.alignment.texts import RulesComparison, TextComparison

__all__ = [
    "SURVEYED",
    "Balance",
    "CellComparison",
    "ChoiceComparison",
    "Comparison",
    "DateComparison",
    "Effort",
    "EffortComparison",
    "Expectation",
    "Gap",
    "Guess",
    "GuessComparison",
    "LedgerComparison",
    "Match",
    "NeedsComparison",
    "NeedsRow",
    "NumberComparison",
    "OptionsComparison",
    "Pays",
    "PracticeComparison",
    "PracticeRow",
    "RankedOption",
    "RankingComparison",
    "Reason",
    "RowComparison",
    "RulesComparison",
    "ScaleComparison",
    "TableComparison",
    "TalkFirst",
    "TextComparison",
    "compare",
    "talk_first",
]
