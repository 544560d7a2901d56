"""Figures of scales and rankings: the position of each partner."""

from __future__ import annotations

from coopcoach.domain.alignment import SURVEYED, RankingComparison
from coopcoach.domain.answers import RankingValue, ScaleValue, TableValue
from coopcoach.domain.exercise import Question, RankingQuestion, ScaleQuestion, TableQuestion
from coopcoach.export.charts import DumbbellChart, RankChart
from coopcoach.export.charts.drawing import letters_of
from coopcoach.export.figures.model import Figure, FigureRow
from coopcoach.i18n import Translator
from coopcoach.wording.scale_ends import ends_words

# The width of a scale in a table row.
_IN_ROW = 560


def scale_figure(
    scale: ScaleQuestion, values: tuple[object, object], names: tuple[str, str], t: Translator
) -> Figure | None:
    """Return both positions on one scale; None where one partner has none."""
    chart = _dumbbell(scale, values, names, t)
    if chart is None or chart.first is None or chart.second is None:
        return None
    words = tuple(
        t("{name}: {value} of {maximum}", name=name, value=value, maximum=chart.maximum)
        for name, value in zip(names, (chart.first, chart.second), strict=True)
    )
    row = FigureRow(head="", charts=(chart,), words=words)
    return Figure(kind="scale", names=names, rows=(row,), notes=_ends(scale))


def _dumbbell(
    scale: ScaleQuestion,
    values: tuple[object, object],
    names: tuple[str, str],
    t: Translator,
    width: int = 620,
) -> DumbbellChart | None:
    positions = [value.value if isinstance(value, ScaleValue) else None for value in values]
    if positions == [None, None]:
        return None
    words = [
        t("{name}: {value} of {maximum}", name=name, value=position, maximum=scale.maximum)
        for name, position in zip(names, positions, strict=True)
        if position is not None
    ]
    return DumbbellChart(
        title=t.and_list(words),
        letters=letters_of(names),
        minimum=int(scale.minimum),
        maximum=int(scale.maximum),
        first=positions[0],
        second=positions[1],
        width=width,
    )


def _ends(scale: ScaleQuestion) -> tuple[str, ...]:
    ends = ends_words(scale)
    return (ends,) if ends else ()


def scales_figure(
    question: Question, values: tuple[object, object], names: tuple[str, str], t: Translator
) -> Figure | None:
    """Return both positions on one scale, row by row.

    None where the question is no table of fixed rows with one scale, or an answer has another row.
    """
    first, second = values
    if not isinstance(first, TableValue) or not isinstance(second, TableValue):
        return None
    if not isinstance(question, TableQuestion) or len(question.columns) != 1:
        return None
    scale = question.columns[0]
    if not isinstance(scale, ScaleQuestion):
        return None
    rows = []
    for fixed in question.rows:
        cells = (first.cell(fixed.id, scale.id), second.cell(fixed.id, scale.id))
        chart = _dumbbell(scale, cells, names, t, _IN_ROW)
        if chart is None:
            continue
        words = tuple("–" if v is None else t.number(v) for v in (chart.first, chart.second))
        rows.append(FigureRow(head=fixed.label, charts=(chart,), words=words))
    known = {fixed.id for fixed in question.rows}
    if not rows or any(row.row not in known for table in (first, second) for row in table.rows):
        return None
    return Figure(kind="scales", names=names, rows=tuple(rows), notes=_ends(scale))


def ranking_figure(
    question: Question,
    found: RankingComparison,
    values: tuple[object, object],
    names: tuple[str, str],
    t: Translator,
) -> Figure | None:
    """Return two rankings as bars on both sides of the options; shared high ranks first.

    None where an answer has a value of another kind.
    """
    assert isinstance(question, RankingQuestion)
    if not all(isinstance(value, RankingValue) for value in values):
        return None
    chosen = [o for o in found.options if o.first or o.second]
    of = max(question.top or 0, *(rank for o in chosen for rank in (o.first or 1, o.second or 1)))
    rows = []
    for option in sorted(chosen, key=lambda o: (o.first or of + 1) + (o.second or of + 1)):
        charts = tuple(
            _bar(which, rank, of, names, t) if rank else None
            for which, rank in enumerate((option.first, option.second))
        )
        survey = (
            t("{count} of {all}", count=option.survey, all=SURVEYED)
            if option.survey is not None
            else ""
        )
        label = question.option_label(option.option)
        rows.append(FigureRow(head=label, charts=charts, words=(survey,)))
    note = t(
        "On the right: how many of {all} partnerships in a 1999 survey named it.", all=SURVEYED
    )
    notes = (note,) if any(row.words[0] for row in rows) else ()
    return Figure(kind="ranking", names=names, rows=tuple(rows), notes=notes)


def _bar(which: int, rank: int, of: int, names: tuple[str, str], t: Translator) -> RankChart:
    title = t("{name}: place {place} of {of}", name=names[which], place=rank, of=of)
    return RankChart(title=title, which=1 if which else 0, rank=rank, of=of)
