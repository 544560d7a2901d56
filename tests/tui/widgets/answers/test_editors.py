"""The editors of all eleven kinds, by keyboard alone and by mouse alone."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import date
from decimal import Decimal

import pytest
from textual import events
from textual.containers import VerticalScroll

from coopcoach.domain.answers import (
    Answer,
    CheckValue,
    ChoiceValue,
    DateValue,
    NumberValue,
    OptionsValue,
    ProposedRule,
    RankingValue,
    Row,
    RulesValue,
    ScaleValue,
    Stance,
    TableValue,
    TextValue,
    UnreadValue,
    Visibility,
)
from coopcoach.domain.exercise import Kind
from coopcoach.i18n import translator
from coopcoach.tui.app import CoopcoachApp
from coopcoach.tui.screens.base import BaseScreen
from coopcoach.tui.themes import DARK_THEME, LIGHT_THEME
from coopcoach.tui.widgets.answers import AnswerEditor
from coopcoach.tui.widgets.pairs.answer_display import AnswerDisplay
from tests.builders.examples import deep
from tests.builders.prompts import LETTERS, column, prompt
from tests.builders.screens import faint, lines, text

CHOICE = column("who", Kind.CHOICE, "Who", options=LETTERS[:3], other=True)
SCALE = column("fit", Kind.SCALE, "Fit", minimum=Decimal(1), maximum=Decimal(5))
COLUMNS = (
    column("what", Kind.TEXT, "What"),
    CHOICE,
    column("hours", Kind.NUMBER, "Hours", unit="h/week"),
    column("day", Kind.DATE, "Day"),
    column("ok", Kind.CHECK, "OK"),
    SCALE,
)


PROMPTS = {
    Kind.TEXT: prompt(Kind.TEXT),
    Kind.LONG: prompt(Kind.LONG),
    Kind.CHOICE: prompt(Kind.CHOICE, options=LETTERS, other=True),
    Kind.MULTI: prompt(Kind.MULTI, options=LETTERS, other=True, maximum=Decimal(2)),
    Kind.CHECK: prompt(Kind.CHECK, options=LETTERS),
    Kind.SCALE: prompt(
        Kind.SCALE, minimum=Decimal(0), maximum=Decimal(10), low="not at all", high="surely"
    ),
    Kind.RANKING: prompt(Kind.RANKING, options=LETTERS, top=2),
    Kind.NUMBER: prompt(Kind.NUMBER, unit="h/month", minimum=Decimal(0), maximum=Decimal(40)),
    Kind.DATE: prompt(Kind.DATE),
    Kind.TABLE: prompt(Kind.TABLE, columns=COLUMNS, max_rows=3),
    Kind.RULES: prompt(Kind.RULES, maximum=Decimal(5)),
}
FIXED = prompt(Kind.TABLE, columns=COLUMNS[:2], rows=LETTERS[:2])
ONE_COLUMN = prompt(Kind.TABLE, columns=(SCALE,), rows=LETTERS[:3])
FORM = prompt(Kind.TABLE, columns=COLUMNS[2:4], max_rows=1)


class EditorScreen(BaseScreen[None]):
    def __init__(self, editors, t):
        super().__init__(t)
        self.editors = editors
        self.answers = []

    def compose_body(self):
        with VerticalScroll(can_focus=False):
            yield from self.editors

    def on_answer_editor_changed(self, event):
        self.answers.append(event.answer)


@asynccontextmanager
async def editing(asked, answer=None, lang="en", size=(80, 30), **more):
    t = translator(lang)
    editor = AnswerEditor(asked, answer or Answer(), t, **more)
    screen = EditorScreen([editor], t)
    async with CoopcoachApp(t, screen).run_test(size=size) as pilot:
        await pilot.pause()
        editor.focus_first()
        await pilot.pause()
        yield pilot, editor, screen


async def paste(pilot, text):
    pilot.app.post_message(events.Paste(text))
    await pilot.pause()


ODD = "first\r\nsecond\x0b third\u2028fourth \x1b[31m\u202e end"
ANSWERS = {
    Kind.TEXT: TextValue(text=ODD),
    Kind.LONG: TextValue(text=ODD),
    Kind.CHOICE: ChoiceValue(other=ODD),
    Kind.MULTI: OptionsValue(options=("a", "c"), other=ODD),
    Kind.CHECK: OptionsValue(options=("b",)),
    Kind.SCALE: ScaleValue(value=10),
    Kind.RANKING: RankingValue(order=("d", "a", "unknown")),
    Kind.NUMBER: NumberValue(value=Decimal("2.5")),
    Kind.DATE: DateValue(value=date(2027, 1, 15)),
    Kind.TABLE: TableValue(
        rows=(
            Row(
                cells={
                    "what": TextValue(text=ODD),
                    "who": ChoiceValue(option="b"),
                    "hours": UnreadValue(text="about 3"),
                    "ok": CheckValue(value=False),
                    "fit": UnreadValue(text="middling"),
                    "unknown": TextValue(text="kept"),
                }
            ),
            Row(cells={"what": TextValue(text="second")}),
        )
    ),
    Kind.RULES: RulesValue(rules=(ProposedRule(rule=ODD, sign="seen"), ProposedRule(rule="b"))),
}


@pytest.mark.parametrize("kind", list(Kind))
async def test_showing_and_walking_through_changes_nothing(kind):
    answer = Answer(
        value=ANSWERS[kind],
        stance=Stance.TALK_LIVE,
        visibility=Visibility.COACH,
        remark="why\r\nso",
    )
    async with editing(PROMPTS[kind], answer) as (pilot, editor, screen):
        # As many as there are fields, and some.
        await pilot.press(*["tab", "down"] * (12 if kind in {Kind.TABLE, Kind.RULES} else 4))
        assert editor.answer == answer
        assert screen.answers == []


@pytest.mark.parametrize("kind", list(Kind))
async def test_another_answer_can_be_loaded_without_a_word(kind):
    async with editing(PROMPTS[kind]) as (pilot, editor, screen):
        editor.load(Answer(value=ANSWERS[kind], remark="noted"))
        await pilot.pause()
        editor.load(Answer())
        await pilot.pause()
        assert screen.answers == []
        assert editor.answer == Answer()


@pytest.mark.parametrize("kind", list(Kind))
async def test_editing_the_remark_leaves_the_value_alone(kind):
    if kind in (Kind.TEXT, Kind.LONG):
        pytest.skip("words need no remark")
    async with editing(PROMPTS[kind], Answer(value=ANSWERS[kind])) as (pilot, editor, screen):
        editor.query(".answer--remark LineField").last().focus()
        await pilot.press("h", "o")
        assert editor.answer.remark == "ho"
        assert editor.answer.value == ANSWERS[kind]
        assert screen.answers[-1] == editor.answer


async def test_text_joins_the_lines_of_a_paste():
    async with editing(PROMPTS[Kind.TEXT]) as (pilot, editor, _):
        await paste(pilot, "one\r\ntwo \n three\x1b[0m\n")
        assert editor.answer.value == TextValue(text="one two three[0m")


async def test_long_keeps_the_lines_of_a_paste_and_tab_moves_on():
    async with editing(PROMPTS[Kind.LONG]) as (pilot, editor, _):
        await paste(pilot, "- one\r\n- two\n")
        field = pilot.app.focused
        await pilot.press("enter", "x", "tab")
        assert editor.answer.value == TextValue(text="- one\n- two\n\nx")
        assert pilot.app.focused is not field or len(pilot.app.screen.focus_chain) == 1


async def test_emptied_words_are_no_answer():
    async with editing(PROMPTS[Kind.TEXT], Answer(value=TextValue(text="a"))) as (pilot, editor, _):
        await pilot.press("backspace")
        assert editor.answer.is_blank


async def test_choice_by_keys_and_back():
    async with editing(PROMPTS[Kind.CHOICE]) as (pilot, editor, _):
        await pilot.press("down", "space")
        assert editor.answer.value == ChoiceValue(option="b")
        await pilot.press("down", "enter")
        assert editor.answer.value == ChoiceValue(option="c")
        await pilot.press("enter")
        assert editor.answer.is_blank
        await pilot.press("4", "space", "backspace")
        assert editor.answer.is_blank


async def test_choice_in_own_words():
    async with editing(PROMPTS[Kind.CHOICE], Answer(value=ChoiceValue(option="a"))) as (
        pilot,
        editor,
        _,
    ):
        await pilot.press("end", "space", "m", "e")
        assert editor.answer.value == ChoiceValue(other="me")
        await pilot.press("backspace", "backspace")
        assert editor.answer.is_blank


async def test_choice_by_mouse():
    async with editing(PROMPTS[Kind.CHOICE]) as (pilot, editor, _):
        items = list(editor.query("ListItem"))
        await pilot.click(items[2])
        assert editor.answer.value == ChoiceValue(option="c")
        await pilot.click(items[2])
        assert editor.answer.is_blank


async def test_ticks_and_the_hint_beyond_the_maximum():
    async with editing(PROMPTS[Kind.MULTI]) as (pilot, editor, _):
        await pilot.press("3", "space", "1", "enter")
        assert editor.answer.value == OptionsValue(options=("a", "c"))
        hint = editor.query("HintLine").last()
        assert hint.has_class("-empty")
        await pilot.press("2", "space")
        assert editor.answer.value == OptionsValue(options=("a", "b", "c"))
        assert not hint.has_class("-empty")


async def test_scale_by_arrows_digits_and_click():
    async with editing(PROMPTS[Kind.SCALE]) as (pilot, editor, _):
        await pilot.press("right", "right")
        assert editor.answer.value == ScaleValue(value=1)
        await pilot.press("7", "enter")
        assert editor.answer.value == ScaleValue(value=7)
        await pilot.press("1", "0", "space")
        assert editor.answer.value == ScaleValue(value=10)
        await pilot.press("delete")
        assert editor.answer.is_blank
        row = editor.query_one("ScaleRow")
        await pilot.click(row, offset=(2 + 5 * 4 + 1, 0))
        assert editor.answer.value == ScaleValue(value=4)
        await pilot.click(row, offset=(2 + 5 * 4 + 1, 0))
        assert editor.answer.is_blank
        await pilot.press("5", "enter", "down", "b")
        assert editor.answer == Answer(value=ScaleValue(value=5), remark="b")


@pytest.mark.parametrize("kind", [Kind.CHOICE, Kind.MULTI, Kind.CHECK, Kind.SCALE, Kind.RANKING])
@pytest.mark.parametrize("filled", [False, True])
async def test_a_digit_changes_nothing(kind, filled):
    before = Answer(value=ANSWERS[kind]) if filled else Answer()
    async with editing(PROMPTS[kind], before) as (pilot, editor, screen):
        await pilot.press(*"3102", "down", "up")
        assert editor.answer == before
        assert screen.answers == []


async def test_the_mark_of_a_digit_goes_with_the_focus():
    async with editing(PROMPTS[Kind.SCALE]) as (pilot, editor, _):
        await pilot.press("7")
        assert "›7" in text(pilot.app)
        await pilot.press("tab")
        assert "›7" not in text(pilot.app)
        await pilot.press("shift+tab", "enter")
        assert editor.answer.is_blank
        await pilot.press("shift+tab", "7", "left")
        assert editor.answer.value == ScaleValue(value=6)


async def test_ranking_by_keys():
    async with editing(PROMPTS[Kind.RANKING]) as (pilot, editor, _):
        await pilot.press("down", "down", "space")
        assert editor.answer.value == RankingValue(order=("c",))
        await pilot.press("end", "space")
        assert editor.answer.value == RankingValue(order=("c", "d"))
        await pilot.press("shift+up")
        assert editor.answer.value == RankingValue(order=("d", "c"))
        await pilot.press("ctrl+down")
        assert editor.answer.value == RankingValue(order=("c", "d"))
        await pilot.press("end", "enter", "shift+up", "shift+up")
        assert editor.answer.value == RankingValue(order=("b", "c", "d"))
        assert not editor.query("HintLine").last().has_class("-empty")
        await pilot.press("backspace")
        assert editor.answer.value == RankingValue(order=("c", "d"))
        await pilot.press("enter", "enter")
        assert editor.answer.is_blank


async def test_ranking_by_mouse():
    async with editing(PROMPTS[Kind.RANKING]) as (pilot, editor, _):
        items = list(editor.query("ListItem"))
        await pilot.click(items[3])
        await pilot.click(items[3])
        assert editor.answer.value == RankingValue(order=("d", "c"))
        up = items[1].size.width - 6
        await pilot.click(items[1], offset=(up, 0))
        assert editor.answer.value == RankingValue(order=("c", "d"))
        await pilot.click(items[0], offset=(up + 2, 0))
        assert editor.answer.value == RankingValue(order=("d", "c"))
        await pilot.click(items[0], offset=(10, 0))
        assert editor.answer.value == RankingValue(order=("d", "c"))
        await pilot.click(items[0], offset=(up + 4, 0))
        assert editor.answer.value == RankingValue(order=("c",))


async def test_number_is_read_hinted_at_and_never_refused():
    async with editing(PROMPTS[Kind.NUMBER], lang="de") as (pilot, editor, _):
        await pilot.press(*"2,5")
        assert editor.answer.value == NumberValue(value=Decimal("2.5"))
        hint = editor.query_one("NumberControl HintLine")
        assert hint.has_class("-empty")
        await pilot.press("backspace", "backspace", *"50")
        assert editor.answer.value == NumberValue(value=Decimal(250))
        assert not hint.has_class("-empty")
        await pilot.press("home", *"ca. ")
        assert editor.answer == Answer(remark="ca. 250")


async def test_date_is_read_in_both_ways_of_writing():
    async with editing(PROMPTS[Kind.DATE], lang="de") as (pilot, editor, _):
        await pilot.press(*"15.1.2027")
        assert editor.answer.value == DateValue(value=date(2027, 1, 15))
    async with editing(PROMPTS[Kind.DATE], Answer(value=DateValue(value=date(2027, 2, 1)))) as (
        pilot,
        editor,
        _,
    ):
        assert pilot.app.focused.text == "01/02/2027"
        await pilot.press("backspace", "8")
        assert editor.answer.value == DateValue(value=date(2028, 2, 1))
        await pilot.press("x")
        assert editor.answer == Answer(remark="01/02/2028x")


async def test_table_is_filled_row_by_row():
    async with editing(PROMPTS[Kind.TABLE]) as (pilot, editor, screen):
        await pilot.press(*"one", "down", "2", "enter", "down", "down", *"3", "down", *"1.2.2027")
        await pilot.press("tab", "right", "tab", "4", "enter")
        first = Row(
            cells={
                "what": TextValue(text="one"),
                "who": ChoiceValue(option="b"),
                "hours": NumberValue(value=Decimal(3)),
                "day": DateValue(value=date(2027, 2, 1)),
                "ok": CheckValue(value=True),
                "fit": ScaleValue(value=4),
            }
        )
        assert editor.answer.value == TableValue(rows=(first,))
        editor.focus_first()
        await pilot.press("end", "enter", *"two")
        second = Row(cells={"what": TextValue(text="two")})
        assert editor.answer.value == TableValue(rows=(first, second))
        editor.focus_first()
        await pilot.press("2", "shift+up")
        assert editor.answer.value == TableValue(rows=(second, first))
        await pilot.press("delete")
        assert editor.answer.value == TableValue(rows=(second, first))
        assert screen.message_line.text
        await pilot.press("delete")
        assert editor.answer.value == TableValue(rows=(first,))


async def test_heads_stand_above_the_cells_of_fixed_rows():
    async with editing(FIXED) as (pilot, editor, _):
        editor.query_one("ItemList").focus()
        await pilot.press("tab", *"one")
        await pilot.pause()
        head, *rows = lines(pilot.app)[editor.query("ListItem").first().region.y :]
        at = head.index(COLUMNS[0].label)
        assert rows[0][at:].startswith("one")
        assert rows[0][:at].strip(" ›–█")


async def test_table_goes_on_from_cell_to_cell_as_a_spreadsheet():
    async with editing(PROMPTS[Kind.TABLE]) as (pilot, editor, screen):
        heads, *_ = editor.query("ListItem").results()
        assert all(column.label in text(pilot.app) for column in COLUMNS)
        assert heads.region.y < editor.query("ItemList").first().region.y
        # Over the end of the row into a new one, and back.
        await pilot.press(*"one", "tab", "tab", "tab", "tab", "tab", "tab", "tab", *"two")
        rows = [row.cells["what"].text for row in editor.answer.value.rows]
        assert rows == ["one", "two"]
        await pilot.press("shift+tab", "4", "enter", "tab", "enter")
        first, second = editor.answer.value.rows
        assert first.cells == {"what": TextValue(text="one"), "fit": ScaleValue(value=4)}
        # Enter opened a third row in the same column; an empty row is no trap, and leaves nothing.
        assert editor.query("CellField").first().has_focus_within
        await pilot.press("tab", "tab", "tab", "tab", "tab", "tab", "tab")
        assert not any(field.has_focus_within for field in editor.query("CellField"))
        assert editor.answer.value.rows == (first, second)
        # A filled row goes after a second press.
        editor.query("CellField").first().query("LineField").first().focus()
        await pilot.pause()
        await pilot.press("shift+tab", "alt+delete")
        assert screen.message_line.text
        assert len(editor.answer.value.rows) == 2
        await pilot.press("alt+delete")
        assert editor.answer.value.rows == (first,)


async def test_table_by_mouse():
    value = TableValue(rows=tuple(Row(cells={"what": TextValue(text=x)}) for x in "abc"))
    async with editing(PROMPTS[Kind.TABLE], Answer(value=value)) as (pilot, editor, _):
        items = list(editor.query("ItemList ListItem"))
        assert len(items) == 3
        up = items[1].size.width - 6
        await pilot.click(items[1], offset=(up, 0))
        assert [row.cells["what"].text for row in editor.answer.value.rows] == ["b", "a", "c"]
        await pilot.click(items[2], offset=(up + 4, 0))
        await pilot.click(items[2], offset=(up + 4, 0))
        assert [row.cells["what"].text for row in editor.answer.value.rows] == ["b", "a"]
        await pilot.click(list(editor.query("ItemList ListItem"))[2], offset=(10, 0))
        await pilot.press("z")
        assert [row.cells["what"].text for row in editor.answer.value.rows] == ["b", "a", "z"]


async def test_table_says_when_there_is_no_more_room():
    rows = tuple(Row(cells={"what": TextValue(text=x)}) for x in "abcd")
    answer = Answer(value=TableValue(rows=rows))
    async with editing(PROMPTS[Kind.TABLE], answer) as (_, editor, _screen):
        assert len(editor.query("ItemList ListItem")) == 4
        assert editor.answer == answer


async def test_fixed_rows_and_unread_cells_are_kept():
    value = TableValue(
        rows=(
            Row(row="a", cells={"who": UnreadValue(text="\x1bnobody")}),
            Row(row="strange", cells={"what": TextValue(text="kept")}),
        )
    )
    columns = (COLUMNS[0], CHOICE.model_copy(update={"other": False}))
    asked = prompt(Kind.TABLE, columns=columns, rows=LETTERS[:2])
    async with editing(asked, Answer(value=value)) as (pilot, editor, screen):
        await pilot.press("shift+down")
        assert screen.message_line.text
        await pilot.press("enter", "h")
        first = Row(row="a", cells={"what": TextValue(text="h"), **value.rows[0].cells})
        assert editor.answer.value == TableValue(rows=(first, value.rows[1]))
        await pilot.press("tab", "1", "space")
        assert editor.answer.value.cell("a", "who") == ChoiceValue(option="a")


async def test_one_column_opens_all_rows_at_once():
    async with editing(ONE_COLUMN) as (pilot, editor, _):
        await pilot.press("4", "enter", "down", "down", "2", "enter")
        assert editor.answer.value == TableValue(
            rows=(
                Row(row="a", cells={"fit": ScaleValue(value=4)}),
                Row(row="c", cells={"fit": ScaleValue(value=2)}),
            )
        )


async def test_a_form_has_no_list_of_rows():
    async with editing(FORM) as (pilot, editor, _):
        assert not editor.query("ItemList")
        await pilot.press("8", "enter", *"2027-03-01")
        cells = {"hours": NumberValue(value=Decimal(8)), "day": DateValue(value=date(2027, 3, 1))}
        assert editor.answer.value == TableValue(rows=(Row(cells=cells),))


async def test_rules_are_pairs():
    async with editing(PROMPTS[Kind.RULES]) as (pilot, editor, _):
        await pilot.press(*"rule", "tab", *"sign")
        assert editor.answer.value == RulesValue(rules=(ProposedRule(rule="rule", sign="sign"),))


@pytest.mark.parametrize(
    ("lang", "width"),
    [("de", 40), ("en", 80), ("de", 200), deep("en", 40), deep("de", 80), deep("en", 200)],
)
async def test_nothing_is_wider_than_the_window(lang, width):
    t = translator(lang)
    asked = [*PROMPTS.values(), FIXED, ONE_COLUMN, FORM]
    editors = [AnswerEditor(each, Answer(), t, compact=True) for each in asked]
    screen = EditorScreen(editors, t)
    async with CoopcoachApp(t, screen).run_test(size=(width, 40)) as pilot:
        await pilot.pause()
        for widget in screen.query("AnswerEditor *"):
            if widget.display and widget.size.width:
                assert widget.region.right <= width, widget


@pytest.mark.parametrize("kind", list(Kind))
async def test_everything_stands_out_enough(kind):
    answer = Answer(value=ANSWERS[kind], remark="why")
    async with editing(PROMPTS[kind], answer) as (pilot, _editor, _):
        for _ in range(3):
            await pilot.press("tab")
            for theme in (DARK_THEME, LIGHT_THEME):
                pilot.app.theme = theme
                await pilot.pause()
                assert faint(pilot.app) == [], theme


HOSTILE = "[@click=app.quit]x[/] \x1b]8;;http://a\x07 [/b]"


@pytest.mark.parametrize("kind", list(Kind))
async def test_reading_view_draws_any_answer_harmlessly(kind):
    t = translator("de")
    value = ANSWERS[kind]
    asked = PROMPTS[kind].model_copy(update={"low": HOSTILE, "high": "[/x]"})
    answer = Answer(value=value, remark=HOSTILE, stance=Stance.TALK_LIVE)
    screen = EditorScreen([AnswerDisplay(asked, answer, t)], t)
    async with CoopcoachApp(t, screen).run_test(size=(60, 40)) as pilot:
        await pilot.pause()
        shown = text(pilot.app)
        assert "\x1b" not in shown
        assert "\x07" not in shown
        assert "[@click=app.quit]x[/]" in shown
        assert "Gespräch" in shown


async def test_withheld_and_blank_say_so_in_words():
    t = translator("en")
    secret = Answer(value=TextValue(text="secret"))
    views = [
        AnswerDisplay(PROMPTS[Kind.TEXT], secret, t, withheld=True),
        AnswerDisplay(PROMPTS[Kind.TEXT], Answer(), t),
    ]
    screen = EditorScreen(views, t)
    async with CoopcoachApp(t, screen).run_test() as pilot:
        await pilot.pause()
        shown = text(pilot.app)
        assert "secret" not in shown
        assert "private for now" in shown
        assert "left blank" in shown
