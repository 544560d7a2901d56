"""Pictures of scales and rankings: where each of two partners stands."""

from __future__ import annotations

from coopcoach.domain.alignment import RankingComparison
from coopcoach.domain.answers import ScaleValue, TableValue
from coopcoach.domain.exercise import Kind, Prompt, Question
from coopcoach.export.charts import Dumbbell, Place
from coopcoach.export.charts.ink import letters_of
from coopcoach.export.figures.view import Figure, FigureRow
from coopcoach.i18n import Translator

SURVEYED = 15
_BESIDE_ROWS = 560


def scale_figure(
    scale: Question, values: tuple[object, object], names: tuple[str, str], t: Translator
) -> Figure | None:
    """Return where both stand on one scale; None where one of them is on none."""
    chart = _dumbbell(scale, values, names, t)
    if chart is None or chart.first is None or chart.second is None:
        return None
    words = tuple(
        t("{name}: {value} of {maximum}", name=name, value=value, maximum=chart.maximum)
        for name, value in zip(names, (chart.first, chart.second), strict=True)
    )
    return Figure(
        kind="scale",
        names=names,
        rows=(FigureRow(head="", charts=(chart,), words=words),),
        notes=_ends(scale, t),
    )


def _dumbbell(
    scale: Question,
    values: tuple[object, object],
    names: tuple[str, str],
    t: Translator,
    width: int = 620,
) -> Dumbbell | None:
    places = [value.value if isinstance(value, ScaleValue) else None for value in values]
    if scale.maximum is None or places == [None, None]:
        return None
    said = [
        t("{name}: {value} of {maximum}", name=name, value=place, maximum=scale.maximum)
        for name, place in zip(names, places, strict=True)
        if place is not None
    ]
    return Dumbbell(
        title=t.and_list(said),
        letters=letters_of(names),
        minimum=int(scale.minimum or 0),
        maximum=int(scale.maximum),
        first=places[0],
        second=places[1],
        width=width,
    )


def _ends(scale: Question, t: Translator) -> tuple[str, ...]:
    if not (scale.low or scale.high):
        return ()
    return (
        t(
            "{minimum} = {low}, {maximum} = {high}",
            minimum=int(scale.minimum or 0),
            low=scale.low,
            maximum=scale.maximum,
            high=scale.high,
        ),
    )


def asks_one_scale(prompt: Prompt) -> bool:
    """Whether a prompt asks for the same scale in rows that it names."""
    return bool(prompt.rows) and [c.kind for c in prompt.columns] == [Kind.SCALE]


def scales_figure(
    prompt: Prompt, values: tuple[object, object], names: tuple[str, str], t: Translator
) -> Figure | None:
    """Return where both stand, row by row; None where a row is none of the prompt's."""
    first, second = values
    if not isinstance(first, TableValue) or not isinstance(second, TableValue):
        return None
    scale = prompt.columns[0]
    rows = []
    for fixed in prompt.rows:
        cells = (first.cell(fixed.id, scale.id), second.cell(fixed.id, scale.id))
        chart = _dumbbell(scale, cells, names, t, _BESIDE_ROWS)
        if chart is None:
            continue
        words = tuple("–" if v is None else t.number(v) for v in (chart.first, chart.second))
        rows.append(FigureRow(head=fixed.label, charts=(chart,), words=words))
    known = {fixed.id for fixed in prompt.rows}
    if not rows or any(row.row not in known for table in (first, second) for row in table.rows):
        return None
    return Figure(kind="scales", names=names, rows=tuple(rows), notes=_ends(scale, t))


def ranking_figure(
    prompt: Prompt, found: RankingComparison, names: tuple[str, str], t: Translator
) -> Figure:
    """Return two rankings as bars on both sides of what was ranked."""
    chosen = [o for o in found.options if o.first or o.second]
    of = max(prompt.top or 0, *(place for o in chosen for place in (o.first or 1, o.second or 1)))
    rows = []
    # What both put high comes first.
    for option in sorted(chosen, key=lambda o: (o.first or of + 1) + (o.second or of + 1)):
        charts = tuple(
            _place(which, place, of, names, t) if place else None
            for which, place in enumerate((option.first, option.second))
        )
        survey = (
            t("{count} of {all}", count=option.survey, all=SURVEYED)
            if option.survey is not None
            else ""
        )
        label = prompt.option_label(option.option)
        rows.append(FigureRow(head=label, charts=charts, words=(survey,)))
    notes = []
    if any(row.words[0] for row in rows):
        notes.append(
            t(
                "On the right: how many of {all} cooperations in a survey of 1999 named it.",
                all=SURVEYED,
            )
        )
    return Figure(kind="ranking", names=names, rows=tuple(rows), notes=tuple(notes))


def _place(which: int, place: int, of: int, names: tuple[str, str], t: Translator) -> Place:
    title = t("{name}: place {place} of {of}", name=names[which], place=place, of=of)
    return Place(title=title, which=1 if which else 0, place=place, of=of)
