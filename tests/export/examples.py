"""Sessions to print: a rich one, a bare one, one with many rules, a hostile one."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from coopcoach.domain.answers import (
    Answer,
    ChoiceValue,
    DateValue,
    NumberValue,
    OptionsValue,
    RankingValue,
    Row,
    ScaleValue,
    Stance,
    TableValue,
    TextValue,
    Visibility,
)
from coopcoach.domain.exercise import Phase
from coopcoach.domain.ground_rules import GroundRule, Says, SetAside
from coopcoach.domain.session import (
    Action,
    AgendaItem,
    ParkedTopic,
    Partner,
    Reveal,
    Session,
)
from coopcoach.storage.exercises import bundled_folder, read_workbook
from coopcoach.storage.sessions import (
    answers_path,
    create_session,
    open_answers,
    save_answer,
    session_workbook,
)
from coopcoach.storage.workspace import Workspace, make_workspace

NOW = datetime(2027, 1, 15, 12, 5, tzinfo=UTC)
SLUG = "meier-huber"
BOTH_CONSENT = Answer(value=OptionsValue(options=("store", "individual", "room")))
NO_CONSENT = Answer(value=OptionsValue(options=("store", "room")))


def text(words: str, visibility: Visibility = Visibility.BOTH) -> Answer:
    return Answer(value=TextValue(text=words), visibility=visibility)


def partners(lang: str) -> tuple[Partner, ...]:
    return (
        Partner(
            id="anna", name="Anna Meier", firm="Malerei Meier", email="anna@x.org", language=lang
        ),
        Partner(id="ben", name="Ben Huber", firm="Elektro Huber & Söhne", language=lang),
    )


def rule(
    number: int, point: str, sentence: str, says: tuple[Says, ...] = (), **fields: object
) -> GroundRule:
    made = GroundRule.model_validate(
        {"id": f"rule-{number}", "point": point, "sentence": sentence, **fields}
    )
    for partner, voice in zip(("anna", "ben"), says, strict=False):
        reason = "nur nicht in der Heizperiode" if voice is Says.LIVE_WITH else ""
        made = made.with_voice(partner, voice, NOW, reason)
    return made


YES = (Says.YES, Says.YES)


def bare(lang: str = "de", **fields: object) -> Session:
    """A title, two names, and nothing else."""
    return Session.model_validate(
        {
            "slug": SLUG,
            "title": "Meier und Huber",
            "created": NOW,
            "partners": (Partner(id="anna", name="Anna"), Partner(id="ben", name="Ben")),
            "language": lang,
            **fields,
        }
    )


def planned(lang: str = "de", consent: Answer = BOTH_CONSENT, **fields: object) -> Session:
    """A session with an agenda, before anything was said but the consent."""
    exercises = read_workbook([bundled_folder("exercises")], lang).for_pack("full")
    return bare(
        lang,
        **{
            "title": "Maler- und Elektroarbeiten aus einer Hand",
            "partners": partners(lang),
            "coach": "Dr. Ilse Brandt",
            "pack": "full",
            "date": datetime(2027, 1, 15, 10, 0),
            "agenda": tuple(AgendaItem(exercise=e.id, minutes=5) for e in exercises),
            "joint": {("arrive.consent", "anna"): consent, ("arrive.consent", "ben"): consent},
            **fields,
        },
    )


def rich(lang: str = "de", consent: Answer = BOTH_CONSENT) -> Session:
    """A session in which nearly everything was settled."""
    session = planned(lang, consent)
    revealed = ["goal-why", "goal-motives", "goal-sharing", "goal-fit", "talk-reply", "talk-hard"]
    revealed += ["value-strengths", "value-ledger", "tools-inventory", "team-work", "team-money"]
    return session.model_copy(
        update={
            "joint": {**session.joint, **_joint()},
            "reveals": tuple(Reveal(exercise=e, at=NOW) for e in revealed),
            "rules": _rules(),
            "actions": (
                Action(
                    id="action-1",
                    what="Gemeinsamen Kalender einrichten",
                    who="anna",
                    until=date(2027, 1, 22),
                ),
                Action(
                    id="action-2",
                    what="Der Hausverwaltung Seeblick das neue Angebot vorstellen",
                    who="ben",
                    until=date(2027, 2, 5),
                ),
                Action(id="action-3", what="Versicherung fragen", who="beide"),
                Action(
                    id="action-4",
                    what="Kundenliste abgleichen",
                    who="anna",
                    until=date(2027, 1, 10),
                    done=True,
                ),
            ),
            "parked": (
                ParkedTopic(id="parked-1", text="Gemeinsame Lagerhalle ab 2028?", point="tools"),
                ParkedTopic(id="parked-2", text="Ob wir im Herbst zusammen auf die Messe gehen"),
            ),
        }
    )


def _joint() -> dict[tuple[str, str], Answer]:
    def row(**cells: str) -> Row:
        return Row(cells={key: TextValue(text=value) for key, value in cells.items()})

    return {
        ("goal.sentence", ""): text(
            "Bis Ende 2027 renovieren wir zusammen zwölf Altbauwohnungen: Farbe, Strom und Licht aus einer Hand, mit einem Ansprechpartner."
        ),
        ("goal.first_win", ""): Answer(
            value=TableValue(
                rows=(
                    Row(
                        cells={
                            "what": TextValue(
                                text="Die erste Wohnung in der Seestraße ist übergeben"
                            ),
                            "date": DateValue(value=date(2027, 4, 15)),
                        }
                    ),
                )
            )
        ),
        ("goal.not", ""): text(
            "Wir gründen **keine** gemeinsame Firma.\n\n- Niemand muss jeden Auftrag annehmen\n- Wir werben einander keine Kundschaft ab"
        ),
        ("note.goal-why", ""): text(
            "Beide wollen weniger Notdienst am Wochenende. Das hatte keiner vom anderen gewusst."
        ),
        ("talk.pact", ""): Answer(
            value=TableValue(
                rows=(
                    row(
                        occasion="Anfrage für ein gemeinsames Angebot",
                        channel="E-Mail an beide",
                        within="zwei Arbeitstage",
                        otherwise="Anruf am dritten Tag um acht",
                    ),
                    row(
                        occasion="Notfall auf der Baustelle",
                        channel="Telefon",
                        within="eine Stunde",
                        otherwise="Kurznachricht an das Büro",
                    ),
                )
            )
        ),
        ("value.power", ""): text(
            "Wer bei uns ein Zimmer bestellt, hat **eine** Telefonnummer. Und nur einer muss zum Aufmaß fahren."
        ),
        ("tools.decision", ""): Answer(
            value=TableValue(
                rows=(
                    Row(
                        cells={
                            "purpose": TextValue(text="Termine"),
                            "tool": TextValue(text="gemeinsamer Kalender"),
                            "who": TextValue(text="Anna"),
                            "from": DateValue(value=date(2027, 2, 1)),
                        }
                    ),
                    Row(
                        cells={
                            "purpose": TextValue(text="Fotos und Pläne"),
                            "tool": TextValue(text="Cloud-Ordner je Baustelle"),
                            "who": TextValue(text="Ben"),
                        }
                    ),
                )
            )
        ),
        ("team.handover", ""): Answer(
            value=TableValue(
                rows=(
                    row(
                        step="Aufmaß",
                        who="Anna",
                        what="Skizze mit allen Maßen und Fotos",
                        to="Ben",
                        by="nach zwei Tagen",
                    ),
                    row(
                        step="Schlitze geschlossen",
                        who="Ben",
                        what="Meldung mit Foto",
                        to="Anna",
                        by="am selben Abend",
                    ),
                )
            )
        ),
        ("team.invoice", ""): Answer(
            value=ChoiceValue(option="owner"), remark="Außer bei öffentlichen Aufträgen."
        ),
        ("team.settle", ""): Answer(
            value=TableValue(
                rows=(
                    Row(
                        cells={
                            "days": NumberValue(value=Decimal(14)),
                            "documents": TextValue(
                                text="Rechnung und Stundenzettel, ab Zahlungseingang"
                            ),
                        }
                    ),
                )
            )
        ),
        ("team.conflict", ""): Answer(
            value=TableValue(
                rows=(
                    Row(
                        row="step1",
                        cells={
                            "what": TextValue(text="Gespräch ohne Telefon, in der Werkstatt"),
                            "within": TextValue(text="eine Woche"),
                        },
                    ),
                    Row(
                        row="step2",
                        cells={
                            "what": TextValue(text="Termin bei Frau Dr. Brandt"),
                            "within": TextValue(text="ein Monat"),
                        },
                    ),
                    Row(
                        row="step3", cells={"what": TextValue(text="Schlichtungsstelle der Kammer")}
                    ),
                )
            )
        ),
        ("team.exit", ""): Answer(stance=Stance.TALK_LIVE),
        ("team.commit", "anna"): Answer(
            value=ScaleValue(value=8),
            remark="Mit dem Abrechnen möchte ich drei Wohnungen abwarten.",
        ),
        ("team.commit", "ben"): Answer(value=ScaleValue(value=9)),
    }


def _rules() -> tuple[GroundRule, ...]:
    return (
        rule(1, "talk", "Wir antworten innerhalb von zwei Arbeitstagen, und sei es nur, um zu sagen, wann die Antwort kommt.", YES,
             sign="Niemand von uns muss nachfragen.", consequence="Wer wartet, ruft am dritten Tag um acht Uhr an.", looks_after="anna", look_again=date(2027, 4, 15)),
        rule(2, "talk", "Schlechte Nachrichten sagen wir am Telefon und nicht per Nachricht.", (Says.YES, Says.LIVE_WITH),
             sign="Kein Konflikt beginnt mit einer Kurznachricht.", looks_after="ben", look_again=date(2027, 4, 15)),
        rule(3, "team", "Die Rechnung an die Kundschaft stellt, wer den Auftrag gebracht hat.", YES,
             sign="Jede Kundin bekommt eine Rechnung.", consequence="Wir gleichen es im Folgemonat aus.", trial_until=date(2027, 7, 31)),
        rule(4, "value", "Wir sagen einander einmal im Monat, was gut war.", YES),
        rule(5, "team", "OFFENER-VORSCHLAG eins", (Says.YES, Says.NOT_YET)),
        rule(6, "talk", "OFFENER-VORSCHLAG zwei"),
        rule(7, "talk", "OFFENER-VORSCHLAG drei", (Says.NO,)),
        rule(8, "tools", "GEPARKTER-VORSCHLAG", set_aside=SetAside.PARKED),
        rule(9, "goal", "VERWORFENER-VORSCHLAG", YES, set_aside=SetAside.DROPPED),
    )  # fmt: skip


def own_answers(who: str) -> dict[str, Answer]:
    """What each wrote alone, in all shapes."""
    ben = who == "ben"
    return {
        "goal.why": text(
            "Weil Ben pünktlich ist und die Wand hinter ihm **sauber** bleibt."
            if not ben
            else "Anna erklärt Farben so, dass meine Kundschaft versteht, warum es kostet, was es kostet.\n\n1. Vertrauen\n2. Nähe"
        ),
        "goal.benefit": text(f"GEHEIM-{who}", Visibility.COACH if ben else Visibility.ME),
        "goal.partner_benefit": Answer(stance=Stance.DONT_KNOW)
        if ben
        else text("Ben will weg vom Notdienst."),
        "goal.motives": Answer(
            value=RankingValue(
                order=("compete", "marketing", "synergies", "costs", "takeover")
                if ben
                else ("capacity", "knowhow")
            )
        ),
        "goal.sharing": Answer(
            value=TableValue(
                rows=(
                    Row(
                        row="office",
                        cells={"stance": ChoiceValue(option="offer" if ben else "need")},
                    ),
                    Row(row="fairs", cells={"stance": ChoiceValue(option="not-now")}),
                )
            )
        ),
        "goal.fit": Answer(
            value=TableValue(rows=(Row(row="trust", cells={"fit": ScaleValue(value=4)}),))
        ),
        "goal.plus": Answer(
            value=ScaleValue(value=9 if ben else 7),
            remark="Jeder zweite Auftrag ist bisher an uns vorbeigegangen.",
        ),
        "talk.reply": Answer(
            value=TableValue(
                rows=(
                    Row(
                        row="urgent",
                        cells={
                            "expect": ChoiceValue(option="same-day"),
                            "practice": ChoiceValue(option="next-day"),
                        },
                    ),
                    Row(row="ordinary", cells={"expect": ChoiceValue(option="two-days")}),
                )
            )
        ),
        "talk.openness": Answer(value=ScaleValue(value=3)),
        "value.mine": text("Kanten. Und dass am Abend gekehrt ist."),
        "value.ledger": Answer(
            value=TableValue(
                rows=(
                    Row(
                        cells={
                            "what": TextValue(text="Zwei Empfehlungen im Monat"),
                            "side": ChoiceValue(option="give"),
                            "weight": ScaleValue(value=3),
                        }
                    ),
                )
            )
        ),
        "tools.time": Answer(value=NumberValue(value=Decimal("1.5"))),
        "team.invoice": Answer(value=ChoiceValue(other="immer das Büro von Ben 🙂")),
    }


def written(folder: Path, session: Session, *, own: bool = True) -> Workspace:
    """Write a session, and what each wrote alone, into a workspace."""
    workspace = make_workspace(folder)
    create_session(workspace, session)
    for partner in session.partners if own else ():
        workbook = session_workbook(workspace, session.slug, partner.language)
        opened = open_answers(answers_path(workspace, session.slug, partner.id), workbook)
        for prompt_id, answer in own_answers(partner.id).items():
            prompt = workbook.find_prompt(prompt_id, Phase.PREPARE)
            assert prompt is not None
            opened = save_answer(opened, prompt, answer, workbook, NOW)
    return workspace


def many_rules(count: int = 40) -> Session:
    """Forty agreed rules, some of them long."""
    points = ("goal", "talk", "value", "tools", "team")
    words = "Wir stimmen uns ab, bevor jemand der Kundschaft etwas verspricht. "
    made = tuple(
        rule(n, points[n % 5], f"Regel Nummer {n}: {words * (1 + n % 4)}", YES,
             sign="Es steht im Kalender.", consequence="Wir reden darüber.", look_again=date(2027, 5, n % 28 + 1))
        for n in range(1, count + 1)
    )  # fmt: skip
    return planned().model_copy(update={"rules": made})


LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
HOSTILE = "<script>alert(1)</script> [klick](javascript:alert(1)) [datei](file:///etc/passwd) ![bild](http://evil.example/x.png) {{ 7*7 }} <img src=x onerror=alert(1)> https://example.org/" + "a" * 120  # fmt: skip


def hostile() -> Session:
    """Compounds without a gap, emoji, markup of all kinds, tables that would never end."""
    endless = "x" * 400
    joint = {
        ("goal.sentence", ""): text(f"{HOSTILE} {LONG * 2}"),
        ("goal.not", ""): text(f"# Titel\n\n{HOSTILE}\n\n| a | b |\n|---|---|\n| {endless} | 👍🏽 👩‍👩‍👧 |\n\n" + "\n".join("  " * n + "- tief" for n in range(12)) + "\n\n```\n<style>body{display:none}</style>\n```\n\u202everdreht"),
        ("note.goal-why", ""): text("|" + "a|" * 300 + "\n|" + "-|" * 300 + "\n" + "|b|\n" * 50),
        ("talk.pact", ""): Answer(value=TableValue(rows=(Row(cells={k: TextValue(text=LONG) for k in ("occasion", "channel", "within", "otherwise")}),))),
        ("team.handover", ""): Answer(value=TableValue(rows=tuple(Row(cells={k: TextValue(text=endless[:60] + "\n" + HOSTILE[:30]) for k in ("step", "who", "what", "to", "by")}) for _ in range(3)))),
    }  # fmt: skip
    base = planned()
    return base.model_copy(
        update={
            "title": f"{LONG}{LONG} <b>🙂</b> {HOSTILE[:40]}",
            "coach": LONG * 2,
            "partners": tuple(p.model_copy(update={"name": f"{p.name} {LONG}", "firm": endless[:90]}) for p in base.partners),
            "joint": {**base.joint, **joint},
            "reveals": (Reveal(exercise="goal-why", at=NOW),),
            "rules": (rule(1, "talk", HOSTILE, YES, sign=LONG * 2, consequence="👍" * 80, looks_after=LONG), rule(2, "team", endless, YES)),
            "actions": (Action(id="action-1", what=HOSTILE, who=LONG, until=date(2027, 3, 1)), Action(id="action-2", what=endless)),
            "parked": (ParkedTopic(id="parked-1", text=HOSTILE, point="goal"),),
        }
    )  # fmt: skip
