"""Strategies of hypothesis: texts that people and attackers type, answers of each kind, sessions."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import strategies as st

from coopcoach.domain import answers as a
from coopcoach.domain.answers import Answer, OptionsValue, TextValue
from coopcoach.domain.exercise import FIVE_POINTS, Kind, Option
from coopcoach.domain.ground_rules import EarlierWording, GroundRule, Says, SetAside, Voice
from coopcoach.domain.session import (
    Action,
    AgendaItem,
    ParkedTopic,
    Partner,
    Reveal,
    Session,
    TimeEntry,
)
from tests.builders.prompts import column, prompt
from tests.builders.workbooks import built_in_workbook

# Every piece of syntax that means something in our files, and the characters that editors change.
PIECES = [
    "# Heading",
    "## Marked {#goal.why}",
    "### Rule {#rule-1 point=goal}",
    "\\### Escaped {#goal.why}",
    "\\\\# Twice {#x}",
    "---",
    "...",
    "```",
    "~~~",
    "<!-- comment -->",
    "<!--",
    "<br>",
    "\\<br>",
    "> quote",
    "- item",
    "- [x] ticked {#owner}",
    "    - nested",
    "1. one {#compete}",
    "| a | b |",
    "| --- | --- |",
    "**4** of 5",
    "–",
    "&#13;",
    "&amp;#13;",
    "&#10;",
    "&#32;",
    "{#voice partner=a says=yes}: because",
    "\\",
    "\\|",
    "\r",
    "\r\n",
    "\n",
    "\n\n",
    " ",
    "\t",
    "\u00a0",
    "\u0085",
    "\u2028",
    "\u2029",
    "\x0b",
    "\x0c",
    "\x1c",
    "\x1b[31m",
    "\ufeff",
    "äöüß€",
    "👍",
    "coopcoach: answers/1",
]

ANY_TEXT = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=8).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=8).map("\n".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=8).map("".join),
)
SOME_TEXT = ANY_TEXT.filter(bool)

# A prompt of each kind, and the values that answer it.
OPTIONS = (
    Option(id="owner", label="Whoever brought the customer"),
    Option(id="own-part", label="Each | their own <br> part {#x}"),
    Option(id="case", label="Case by case"),
)
SCALE = {"minimum": Decimal(1), "maximum": Decimal(5), "low": "not", "high": "very"}
COLUMNS = (
    column("what", Kind.TEXT, "What | is it"),
    column("why", Kind.LONG),
    column("who", Kind.CHOICE, options=OPTIONS),
    column("weight", Kind.SCALE, **SCALE),
    column("hours", Kind.NUMBER, unit="h/month"),
    column("until", Kind.DATE),
    column("done", Kind.CHECK),
)
OPTION_IDS = [option.id for option in OPTIONS]
NUMBERS = st.decimals(-100000, 100000, places=2).map(lambda d: a.NumberValue(value=d.normalize()))
DATES = st.dates(date(1000, 1, 1)).map(lambda d: a.DateValue(value=d))
ROWS = st.fixed_dictionaries(
    {},
    optional={
        "what": SOME_TEXT.map(lambda t: a.TextValue(text=t)),
        "why": SOME_TEXT.map(lambda t: a.TextValue(text=t)),
        "who": st.sampled_from(OPTION_IDS).map(lambda o: a.ChoiceValue(option=o)),
        "weight": st.integers(1, 5).map(lambda v: a.ScaleValue(value=v)),
        "hours": NUMBERS,
        "until": DATES,
        "done": st.booleans().map(lambda v: a.CheckValue(value=v)),
    },
).filter(bool)
FREE_TABLE = st.lists(ROWS.map(lambda c: a.Row(cells=c)), min_size=1, max_size=4).map(
    lambda rows: a.TableValue(rows=tuple(rows))
)
FIXED_TABLE = st.dictionaries(st.sampled_from(OPTION_IDS), ROWS, min_size=1).map(
    lambda rows: a.TableValue(
        rows=tuple(a.Row(row=o, cells=rows[o]) for o in OPTION_IDS if o in rows)
    )
)
TICKED = st.lists(st.sampled_from(OPTION_IDS), unique=True).map(
    lambda ids: tuple(sorted(ids, key=OPTION_IDS.index))
)
CHOICES = st.one_of(
    st.sampled_from(OPTION_IDS).map(lambda o: a.ChoiceValue(option=o)),
    ANY_TEXT.map(lambda t: a.ChoiceValue(other=t)),
)
MULTI = st.builds(a.OptionsValue, options=TICKED, other=st.none() | ANY_TEXT)
RULES = st.lists(st.builds(a.ProposedRule, rule=ANY_TEXT, sign=ANY_TEXT), min_size=1, max_size=4)

CASES = {
    "text": (prompt(Kind.TEXT), SOME_TEXT.map(lambda t: a.TextValue(text=t))),
    "long": (prompt(Kind.LONG), SOME_TEXT.map(lambda t: a.TextValue(text=t))),
    "choice": (prompt(Kind.CHOICE, options=OPTIONS, other=True), CHOICES),
    "multi": (prompt(Kind.MULTI, options=OPTIONS, other=True), MULTI),
    "check": (prompt(Kind.CHECK, options=OPTIONS), TICKED.map(lambda t: a.OptionsValue(options=t))),
    "scale": (prompt(Kind.SCALE, **SCALE), st.integers(1, 5).map(lambda v: a.ScaleValue(value=v))),
    "ranking": (
        prompt(Kind.RANKING, options=OPTIONS),
        st.permutations(OPTION_IDS).map(lambda o: a.RankingValue(order=tuple(o))),
    ),
    "number": (prompt(Kind.NUMBER, unit="eur/month"), NUMBERS),
    "date": (prompt(Kind.DATE), DATES),
    "table": (prompt(Kind.TABLE, columns=COLUMNS, max_rows=4), FREE_TABLE),
    "fixed table": (prompt(Kind.TABLE, columns=COLUMNS, rows=OPTIONS), FIXED_TABLE),
    "rules": (
        prompt(Kind.RULES, maximum=Decimal(5)),
        RULES.map(lambda r: a.RulesValue(rules=tuple(r))),
    ),
}

WORKBOOKS = {lang: built_in_workbook(lang) for lang in ("de", "en")}
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)).map(
    lambda moment: moment.replace(microsecond=0)
)
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))
PARTNERS = ("anna", "ben")
WHO = st.one_of(st.sampled_from(["", *PARTNERS]), SOME_TEXT)
VOICES = st.builds(
    Voice,
    partner=st.sampled_from(PARTNERS),
    says=st.sampled_from(list(Says)),
    wording=st.text("0123456789abcdef", min_size=16, max_size=16),
    at=MOMENTS,
    reason=ANY_TEXT,
)


EARLIER = st.builds(
    EarlierWording,
    sentence=ANY_TEXT,
    sign=ANY_TEXT,
    consequence=ANY_TEXT,
    trial_until=st.none() | DAYS,
    revision=st.integers(1, 9),
    until=st.none() | MOMENTS,
)


def rules(rule_id: str) -> st.SearchStrategy[GroundRule]:
    return st.builds(
        GroundRule,
        id=st.just(rule_id),
        point=st.sampled_from(FIVE_POINTS),
        sentence=ANY_TEXT,
        sign=ANY_TEXT,
        consequence=ANY_TEXT,
        trial_until=st.none() | DAYS,
        revision=st.integers(1, 9),
        why=ANY_TEXT,
        looks_after=WHO,
        look_again=st.none() | DAYS,
        sources=st.just(()) | st.just(("goal.why", "talk.reply")),
        proposed_by=st.none() | st.sampled_from(PARTNERS),
        set_aside=st.none() | st.sampled_from(list(SetAside)),
        voices=st.lists(VOICES, max_size=4).map(tuple),
        proposed_at=st.none() | MOMENTS,
        set_aside_at=st.none() | MOMENTS,
        earlier=st.lists(EARLIER, max_size=2).map(tuple),
    )


@st.composite
def sessions(draw: st.DrawFn, lang: str) -> Session:
    ids = [e.id for e in WORKBOOKS[lang].for_pack("compact")]
    texts = st.dictionaries(
        st.sampled_from([("goal.sentence", ""), ("note.goal-why", ""), ("value.power", "")]),
        SOME_TEXT.map(lambda t: Answer(value=TextValue(text=t))),
    )
    consents = st.dictionaries(
        st.sampled_from([("arrive.consent", p) for p in PARTNERS]),
        st.just(Answer(value=OptionsValue(options=("store", "individual")))),
    )
    joint = {**draw(texts), **draw(consents)}
    count = draw(st.integers(0, 2))
    return Session(
        slug="test",
        title=draw(SOME_TEXT),
        created=draw(MOMENTS),
        date=draw(st.none() | st.just(datetime(2027, 1, 15, 10, 0))),
        partners=tuple(
            Partner(id=p, name=draw(SOME_TEXT), firm=draw(ANY_TEXT), email=draw(ANY_TEXT))
            for p in PARTNERS
        ),
        coach=draw(ANY_TEXT),
        language=lang,
        place=draw(st.sampled_from(["", *ids])),
        review=draw(st.none() | DAYS),
        next_meeting=draw(st.none() | st.just(datetime(2027, 3, 1, 9, 30))),
        time_entries=tuple(
            TimeEntry(
                id=f"time-{n}",
                exercise=draw(st.sampled_from(ids)),
                start=draw(MOMENTS),
                end=draw(st.none() | MOMENTS),
            )
            for n in range(1, draw(st.integers(1, 3)))
        ),
        agenda=tuple(
            AgendaItem(exercise=i, minutes=draw(st.integers(0, 90)), done=draw(st.booleans()))
            for i in draw(st.permutations(ids))[: draw(st.integers(0, 4))]
        ),
        reveals=tuple(Reveal(exercise=i, at=draw(MOMENTS)) for i in ids[: draw(st.integers(0, 2))]),
        joint=joint,
        joint_at={key: draw(MOMENTS) for key in joint},
        rules=tuple(draw(rules(f"rule-{n}")) for n in range(1, count + 1)),
        actions=tuple(
            Action(
                id=f"action-{n}",
                what=draw(ANY_TEXT),
                who=draw(WHO),
                until=draw(st.none() | DAYS),
                done=draw(st.booleans()),
            )
            for n in range(1, draw(st.integers(1, 3)))
        ),
        parked=tuple(
            ParkedTopic(
                id=f"parked-{n}",
                text=draw(ANY_TEXT),
                point=draw(st.none() | st.sampled_from(FIVE_POINTS)),
            )
            for n in range(1, draw(st.integers(1, 3)))
        ),
    )
