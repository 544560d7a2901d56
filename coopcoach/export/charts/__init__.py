"""Charts of answers and of the state of a session, as SVG.

Each chart is a model with a method that draws it. Its title tells the whole content in words, for screen
readers. The partners differ in shape, letter and fill (the first filled, the second hollow) besides colour.
Charts are made from released data only.
"""

from coopcoach.export.charts.balance import BalanceChart
from coopcoach.export.charts.dumbbell import DumbbellChart
from coopcoach.export.charts.needs import Need, NeedsChart
from coopcoach.export.charts.payback import PaybackChart, PaybackLine
from coopcoach.export.charts.ranks import RankChart
from coopcoach.export.charts.settled import SettledChart
from coopcoach.export.charts.trend import TrendChart, TrendLine

__all__ = [
    "BalanceChart",
    "Chart",
    "DumbbellChart",
    "Need",
    "NeedsChart",
    "PaybackChart",
    "PaybackLine",
    "RankChart",
    "SettledChart",
    "TrendChart",
    "TrendLine",
]

Chart = (
    BalanceChart | DumbbellChart | NeedsChart | PaybackChart | RankChart | SettledChart | TrendChart
)
