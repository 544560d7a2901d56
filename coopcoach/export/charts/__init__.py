"""Pictures of answers and of where things stand, as SVG.

Each kind of chart is a model of what is to be seen and a pure function that draws it. A chart says in its
title, word for word, what it shows: whoever listens misses nothing. The two partners are told apart by
shape and by their letters, filled for the first and hollow for the second, and only then by colour.

Nothing here decides what may be seen: charts are made from what was released, and from nothing else.
"""

from coopcoach.export.charts.balance import Balance, draw_balance
from coopcoach.export.charts.dumbbell import Dumbbell, draw_dumbbell
from coopcoach.export.charts.ink import Ink
from coopcoach.export.charts.needs import Side, Swap, draw_swap
from coopcoach.export.charts.payback import Course, PayBack, draw_payback
from coopcoach.export.charts.places import Place, draw_place
from coopcoach.export.charts.settled import Settled, draw_settled
from coopcoach.export.charts.trend import Trend, TrendLine, draw_trend

__all__ = [
    "Balance",
    "Chart",
    "Course",
    "Dumbbell",
    "Ink",
    "PayBack",
    "Place",
    "Settled",
    "Side",
    "Swap",
    "Trend",
    "TrendLine",
    "draw",
]

Chart = Balance | Dumbbell | PayBack | Place | Settled | Swap | Trend


def draw(chart: Chart, ink: Ink) -> str:
    """Return a chart as SVG."""
    match chart:
        case Balance():
            return draw_balance(chart, ink)
        case Dumbbell():
            return draw_dumbbell(chart, ink)
        case PayBack():
            return draw_payback(chart, ink)
        case Place():
            return draw_place(chart, ink)
        case Settled():
            return draw_settled(chart, ink)
        case Swap():
            return draw_swap(chart, ink)
        case Trend():
            return draw_trend(chart, ink)
