"""What is said and written in the sessions that the tests print."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from coopcoach.domain.answers import (
    Answer,
    ChoiceValue,
    DateValue,
    NumberValue,
    RankingValue,
    Row,
    ScaleValue,
    Stance,
    TableValue,
    TextValue,
    Visibility,
)
from coopcoach.domain.ground_rules import GroundRule, Says, SetAside
from tests.builders.answers import text

NOW = datetime(2027, 1, 15, 12, 5, tzinfo=UTC)


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


def joint_answers() -> dict[tuple[str, str], Answer]:
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


def ground_rules() -> tuple[GroundRule, ...]:
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
