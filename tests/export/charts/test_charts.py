"""Charts, on cases that were worked by hand. Lengths are tenths of a millimetre."""

from __future__ import annotations

import re
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from coopcoach.export.charts import (
    BalanceChart,
    Chart,
    DumbbellChart,
    NeedsChart,
    PaybackChart,
    PaybackLine,
    RankChart,
    SettledChart,
)
from coopcoach.export.charts.drawing import Ink, letters_of
from coopcoach.export.charts.payback import running_sums

INK = Ink(
    first="#111111",
    accent="#111111",
    second="#222222",
    soft="#eeeeee",
    line="#cccccc",
    text="#333333",
)
SVG = "{http://www.w3.org/2000/svg}"


def drawn(chart: Chart) -> ET.Element:
    return ET.fromstring(chart.draw(INK))  # noqa: S314 - our own


def all_of(chart: Chart, name: str) -> list[dict[str, str]]:
    return [dict(part.attrib) for part in drawn(chart).iter(SVG + name)]


def letters(chart: Chart) -> list[str]:
    return [part.text or "" for part in drawn(chart).iter(SVG + "text")]


def dumbbell(first: int | None, second: int | None, low: int = 0, high: int = 10) -> DumbbellChart:
    return DumbbellChart(
        title="t", letters=("A", "J"), minimum=low, maximum=high, first=first, second=second
    )


def diamond_x(chart: Chart) -> float:
    points = all_of(chart, "polygon")[0]["points"].split()
    return float(points[0].split(",")[0])


EVERY: list[Chart] = [
    dumbbell(2, 9),
    RankChart(title="t", which=0, rank=1, of=5),
    BalanceChart(title="t", given=1, taken=2, longest=2),
    NeedsChart(title="t", first="need", second="offer"),
    SettledChart(title="t", joint=1, agreed=1, open=1),
    PaybackChart(
        title="t", money="€", months="m", lines=(PaybackLine(of="first", letter="A", sums=(Decimal(1),)),)
    ),
]  # fmt: skip


@pytest.mark.parametrize("chart", EVERY)
def test_each_says_what_it_shows_and_brings_its_font(chart: Chart) -> None:
    whole = drawn(chart.model_copy(update={"title": "<b>Ä & ß</b>"}))
    assert whole[0].tag == SVG + "title"
    assert whole[0].text == "<b>Ä & ß</b>"
    fonts = {part.attrib["font-family"] for part in whole.iter(SVG + "text")}
    assert fonts <= {"Coopcoach Sans"}


# --- dumbbell: 620 wide, the line from 30 to 590, so that a step of ten is 56


def test_both_stand_where_they_said() -> None:
    chart = dumbbell(2, 9)
    assert all_of(chart, "circle")[0]["cx"] == "142"
    assert diamond_x(chart) == 534
    assert [line["x1"] for line in all_of(chart, "line")][-1] == "142"
    assert len(all_of(chart, "line")) == 1 + 11 + 1
    assert letters(chart) == ["A", "J"]


def test_a_scale_of_five_begins_at_one() -> None:
    chart = dumbbell(1, 5, low=1, high=5)
    assert all_of(chart, "circle")[0]["cx"] == "30"
    assert diamond_x(chart) == 590


def test_two_on_one_step_stand_side_by_side() -> None:
    chart = dumbbell(8, 8)
    assert float(all_of(chart, "circle")[0]["cx"]) == 478 - 23
    assert diamond_x(chart) == 478 + 23


def test_on_a_fine_scale_neither_covers_the_other_and_the_lower_stays_to_the_left() -> None:
    chart = dumbbell(51, 50, low=0, high=100)
    assert diamond_x(chart) + 46 == float(all_of(chart, "circle")[0]["cx"])
    assert len(all_of(chart, "line")) == 2


def test_who_is_not_shown_is_not_drawn() -> None:
    chart = dumbbell(4, None)
    assert len(all_of(chart, "circle")) == 1
    assert all_of(chart, "polygon") == []
    assert letters(chart) == ["A"]


def test_a_slip_beyond_the_scale_stays_on_it() -> None:
    assert all_of(dumbbell(99, 1), "circle")[0]["cx"] == "590"


# --- places: 300 for the first, 50 for the last


@pytest.mark.parametrize(("place", "long"), [(1, 300), (3, 175), (5, 50), (9, 50)])
def test_the_higher_the_place_the_longer_the_bar(place: int, long: int) -> None:
    left = all_of(RankChart(title="t", which=0, rank=place, of=5), "rect")[0]
    right = all_of(RankChart(title="t", which=1, rank=place, of=5), "rect")[0]
    # The stroke lies within.
    assert float(left["width"]) == float(right["width"]) == long - 4
    assert float(left["x"]) == 300 - long + 2
    assert float(right["x"]) == 2
    assert left["fill"] == "#111111"
    assert right["fill"] == "#ffffff"


def test_the_only_place_there_is_is_the_first() -> None:
    assert all_of(RankChart(title="t", which=1, rank=1, of=1), "rect")[0]["width"] == "46"


# --- balance: 400 for the longest, from the middle at 470


def test_giving_goes_left_and_taking_right() -> None:
    chart = BalanceChart(title="t", given=12, taken=9, longest=12)
    given, taken = all_of(chart, "rect")
    assert (float(given["x"]), float(given["width"])) == (72, 396)
    assert (float(taken["x"]), float(taken["width"])) == (472, 296)
    assert given["fill"] == "#111111"
    assert taken["fill"] == "#ffffff"
    assert letters(chart) == ["12", "9"]


def test_nothing_given_is_no_bar() -> None:
    assert len(all_of(BalanceChart(title="t", given=0, taken=3, longest=12), "rect")) == 1


# --- needs


def test_the_arrow_goes_from_the_offer_to_the_need() -> None:
    def tip(chart: Chart) -> float:
        return float(all_of(chart, "polygon")[0]["points"].split(",")[0])

    assert tip(NeedsChart(title="t", first="offer", second="need")) == 274 - 23
    assert tip(NeedsChart(title="t", first="need", second="offer")) == 26 + 23


@pytest.mark.parametrize(
    ("first", "second"),
    [("need", "need"), ("offer", "offer"), ("need", "not-now"), (None, "offer"), (None, None)],
)
def test_what_does_not_meet_has_no_arrow(first: str | None, second: str | None) -> None:
    chart = NeedsChart.model_validate({"title": "t", "first": first, "second": second})
    assert all_of(chart, "polygon") == []
    assert len(all_of(chart, "circle")) == [first, second].count("need") + [first, second].count(
        "offer"
    )


# --- settled


def test_a_sign_for_each_thing_and_filled_is_agreed() -> None:
    chart = SettledChart(title="t", joint=3, agreed=2, open=1)
    assert len(all_of(chart, "rect")) == 3
    assert [disc["fill"] for disc in all_of(chart, "circle")] == ["#111111", "#111111", "#ffffff"]


def test_many_are_one_sign_and_their_number() -> None:
    chart = SettledChart(title="t", joint=7, agreed=40, open=0)
    assert len(all_of(chart, "rect")) == 1
    assert len(all_of(chart, "circle")) == 1
    assert letters(chart) == ["× 7", "× 40"]


def test_nothing_is_a_dash() -> None:
    assert len(all_of(SettledChart(title="t", joint=0, agreed=0, open=0), "line")) == 1


# --- pay-back: €460 out a month, €600 in from month 4 on


def test_the_running_sum_is_that_of_pencil_and_paper() -> None:
    sums = running_sums(Decimal(460), Decimal(600), 4, 14)
    assert sums[:5] == (-460, -920, -1380, -1240, -1100)
    assert sums[12] == 20
    assert sums[11] == -120


def test_the_course_begins_at_nothing_and_is_marked_where_it_has_paid() -> None:
    sums = running_sums(Decimal(100), Decimal(200), 2, 4)
    course = PaybackLine(of="second", letter="J", sums=sums, month=2)
    chart = PaybackChart(title="t", money="€", months="Monat", lines=(course,))
    points = [p.split(",") for p in all_of(chart, "polyline")[0]["points"].split()]
    # From 190 to 1410 in four months, from -100 to 200 in steps of 100 on a height of 420.
    assert [float(x) for x, _ in points] == [190, 495, 800, 1105, 1410]
    assert [float(y) for _, y in points] == [310, 450, 310, 170, 30]
    mark = all_of(chart, "circle")[0]
    assert (mark["cx"], mark["cy"]) == ("800", "310")
    assert letters(chart) == ["−100", "0", "100", "200", "1", "2", "3", "4", "€", "Monat", "J"]
    assert "stroke-dasharray" in all_of(chart, "polyline")[0]


def test_thousands_are_set_apart_as_the_language_does() -> None:
    course = PaybackLine(of="first", letter="A", sums=(Decimal(4000),))
    for sign in (".", ","):
        chart = PaybackChart(title="t", money="€", months="m", lines=(course,), group_sign=sign)
        assert f"4{sign}000" in letters(chart)


def test_a_course_of_nothing_can_be_drawn() -> None:
    course = PaybackLine(of="both", letter="A+J", sums=(Decimal(0),) * 12)
    assert re.search(
        r"<polyline", PaybackChart(title="t", money="€", months="m", lines=(course,)).draw(INK)
    )


# --- letters


@pytest.mark.parametrize(
    ("names", "stand_for"),
    [
        (("Anna Meier", "Jonas Brandt"), ("A", "J")),
        (("Anna", "Axel"), ("1", "2")),
        (("ömer", "Ben"), ("Ö", "B")),
        (("ßeta", "Ben"), ("1", "2")),
        (("🙂", "Ben"), ("1", "2")),
        (("", ""), ("1", "2")),
    ],
)
def test_letters_tell_two_names_apart(names: tuple[str, str], stand_for: tuple[str, str]) -> None:
    assert letters_of(names) == stand_for
