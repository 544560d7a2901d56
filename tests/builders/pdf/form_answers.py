"""A workbook with every kind of prompt, answers to it that are hard to carry, and the fields that hold them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from coopcoach.domain.answers import (
    Answer,
    CheckValue,
    ChoiceValue,
    DateValue,
    NumberValue,
    OptionsValue,
    PartnerAnswers,
    ProposedRule,
    RankingValue,
    Row,
    RulesValue,
    ScaleValue,
    Stance,
    TableValue,
    TextValue,
    Visibility,
)
from coopcoach.domain.exercise import Kind, Option, Prompt, Workbook
from coopcoach.domain.session import Partner, Session
from coopcoach.export.form.build import workbook_form
from coopcoach.i18n import translator
from coopcoach.markup.form import Field
from tests.builders.prompts import column, prompt, workbook_of

MADE = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)

HARD = (
    "Größe, Ärger, Öl; ß und 5 €: „Anführung“, 'einfach', \"doppelt\" (Klammer) [eckig] {{geschweift}} "
    "\\ rückwärts \\n kein Umbruch, 100 %, <b>kein Tag</b> & mehr 👍🏽 😀 🤝\n\nZweiter Absatz.\n- ein Punkt"
)
_SENTENCE = "Wir liefern täglich für 5 € (fünf) „Brötchen“, größer als je zuvor. "
LONG = ((_SENTENCE * 10).strip() + "\n") * 8
LONG = LONG[:4999] + "Ω"


def options(*labels: str) -> tuple[Option, ...]:
    return tuple(Option(id=f"o{n}", label=label) for n, label in enumerate(labels, 1))


def asked(name: str, kind: Kind, label: str, **more: object) -> Prompt:
    return prompt(kind, id=f"all.{name}", label=label, minutes=Decimal(1), **more)


def workbook(lang: str = "de") -> Workbook:
    other = lang == "en"
    words = options(
        *(("Everything (really)", "A “part”", "Back\\slash") if other else
          ("Alles (wirklich)", "Ein „Teil“ für 5 €", "Rück\\wärts"))
    )  # fmt: skip
    columns = (
        column("what", Kind.TEXT, "Was"),
        column("who", Kind.CHOICE, "Wer", options=words, other=True),
        column("happy", Kind.SCALE, "Wie", minimum=Decimal(1), maximum=Decimal(5)),
        column("hours", Kind.NUMBER, "Stunden", unit="h/month"),
        column("day", Kind.DATE, "Wann"),
        column("ready", Kind.CHECK, "Fertig"),
    )
    scale = {"minimum": Decimal(0), "maximum": Decimal(10), "low": "gar nicht", "high": "ganz"}
    prompts = (
        asked("text", Kind.TEXT, "Ein Satz?", help="Kurz.", example="Ein Beispiel. (Malerin)"),
        asked("long", Kind.LONG, "Was denken Sie?"),
        asked("long-2", Kind.LONG, "Und was noch?"),
        asked("choice", Kind.CHOICE, "Welches?", options=words),
        asked("choice-other", Kind.CHOICE, "Welches sonst?", options=words, other=True),
        asked("multi", Kind.MULTI, "Welche?", options=words, other=True),
        asked("check", Kind.CHECK, "Was ist getan?", options=words),
        asked("scale", Kind.SCALE, "Wie sehr?", **scale),
        asked("ranking", Kind.RANKING, "In welcher Ordnung?", options=words, top=2),
        asked("number", Kind.NUMBER, "Wie viel?", unit="eur/month"),
        asked("date", Kind.DATE, "Wann?"),
        asked("free", Kind.TABLE, "Eine Tabelle", columns=columns, max_rows=3),
        asked("fixed", Kind.TABLE, "Eine feste Tabelle", columns=columns[:2],
                rows=options("Zeile eins", "Zeile „zwei“")),
        asked("form", Kind.TABLE, "Ein Formular", columns=columns, max_rows=1),
        asked("rules", Kind.RULES, "Welche Regeln?", maximum=3),
        asked("silent", Kind.LONG, "Keine Antwort?"),
        asked("blank", Kind.SCALE, "Nichts?", **scale),
    )  # fmt: skip
    return workbook_of(
        *prompts,
        language=lang,
        id="all",
        point="goal",
        title="Alles",
        opening="Eine Übung mit allem.",
    )


WORKBOOKS = {lang: workbook(lang) for lang in ("de", "en")}

ROW = {
    "what": TextValue(text="Größe (groß) \\ klein"),
    "who": ChoiceValue(option="o2"),
    "happy": ScaleValue(value=4),
    "hours": NumberValue(value=Decimal("2.5")),
    "day": DateValue(value=date(2027, 1, 31)),
    "ready": CheckValue(value=False),
}

ANSWERS: dict[str, Answer] = {
    "all.text": Answer(value=TextValue(text="Ein Satz (mit Klammer) für 5 € – „so“ 👍")),
    "all.long": Answer(value=TextValue(text=HARD), visibility=Visibility.COACH),
    "all.long-2": Answer(value=TextValue(text=LONG)),
    "all.choice": Answer(value=ChoiceValue(option="o3"), remark="Weil es so ist.\nWirklich."),
    "all.choice-other": Answer(value=ChoiceValue(other="Etwas \\ (ganz) anderes für 3 €")),
    "all.multi": Answer(value=OptionsValue(options=("o1", "o3"), other="und „mehr“")),
    "all.check": Answer(value=OptionsValue(options=("o2",))),
    "all.scale": Answer(value=ScaleValue(value=0), remark="Öde ist’s (noch)."),
    "all.ranking": Answer(value=RankingValue(order=("o3", "o1"))),
    "all.number": Answer(value=NumberValue(value=Decimal("1250.5"))),
    "all.date": Answer(value=DateValue(value=date(2027, 3, 1))),
    "all.free": Answer(
        value=TableValue(
            rows=(
                Row(cells=ROW),
                Row(cells={"who": ChoiceValue(other="die Nachbarn"), "ready": CheckValue(value=True)}),
            )
        )
    ),
    "all.fixed": Answer(
        value=TableValue(rows=(Row(row="o2", cells={"what": TextValue(text="Zwei\nZeilen")}),))
    ),
    "all.form": Answer(value=TableValue(rows=(Row(cells=ROW),)), remark="Ungefähr."),
    "all.rules": Answer(
        value=RulesValue(
            rules=(
                ProposedRule(rule="Wir rufen (immer) zurück.", sign="Niemand wartet länger als 1 Tag."),
                ProposedRule(rule="Geld: pünktlich, in €."),
            )
        )
    ),
    "all.silent": Answer(stance=Stance.RATHER_NOT, visibility=Visibility.ME),
    "all.blank": Answer(),
}  # fmt: skip


def session(lang: str = "de") -> Session:
    return Session(
        slug="maler-tischler",
        title="Maler & Tischler",
        created=MADE,
        coach="Karin Vogt",
        language=lang,
        date=datetime(2027, 1, 15, 10, 0),
        partners=(
            Partner(id="anna", name="Anna Meier", firm="Malerei Meier", language=lang),
            Partner(id="ben", name="Ben Weiß", firm="Tischlerei Weiß", language=lang),
        ),
    )


def fields_of(answers: dict[str, Answer], lang: str = "de") -> dict[str, Field]:
    """Every field that holds something, as a person would fill it in."""
    whole = session(lang)
    given = PartnerAnswers(partner="anna", answers=answers)
    form = workbook_form(whole, whole.partners[0], workbook(lang), given, MADE, translator(lang))
    found: list[Field] = []
    for exercise in form.exercises:
        for asked_prompt in exercise.prompts:
            cells = [cell for row in asked_prompt.rows for cell in row.cells]
            found.extend([*asked_prompt.fields, *(field for cell in cells for field in cell)])
            found.extend(
                [asked_prompt.stance, asked_prompt.visibility, *filter(None, [asked_prompt.remark])]
            )
    for extra in form.extras:
        found.extend([extra.prompt, extra.text])
    return {field.name: field for field in found}
