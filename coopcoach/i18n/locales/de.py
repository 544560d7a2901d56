"""German."""

from __future__ import annotations

from typing import Final

from coopcoach.i18n.language import DayWords, FileNames, FormerWords, Language, TypedWords, phrases

GERMAN: Final = Language(
    code="de",
    name="Deutsch",
    locale="de_DE",
    tag="de-DE",
    quotes=("„", "“"),
    decimal_sign=",",
    group_sign=".",
    short_date="dd.MM.yyyy",
    weekday_date="EEEE, d. MMMM yyyy",
    files=FileNames(
        documents={
            "summary": "zusammenfassung",
            "rules": "spielregeln",
            "agreement": "eckpunkte",
            "workbook": "arbeitsheft",
            "review": "rueckblick",
            "calendar": "termine",
            "script": "leitfaden",
        },
        invitation="einladung",
        appointment="termin",
        mail_to_both="mail-an-beide",
        reminder="erinnerung-an-beide",
        answers="antworten",
        workbook_copy="arbeitsheft-kopie",
        archive="archiv",
        printed="druck",
    ),
    typed=TypedWords(
        yes="ja",
        yes_letter="j",
        no="nein",
        of="von",
        out_of=("aus",),
        roughly=("ca", "circa", "etwa", "rund", "ungefähr"),
        units={
            "h/week": "std|std.|stunden|h/woche|std./woche|stunden/woche|stunden pro woche",
            "h/month": "std|std.|stunden|h/monat|std./monat|stunden/monat|stunden pro monat",
            "days": "tag|tage",
            "minutes": "minuten|minute|min.",
            "month": "monat|monate|.|. monat",
            "times": "x|mal",
            "percent": "prozent",
        },
        onward=("weiter", "überspringen"),
        back=("zurück",),
        end=("ende",),
        question=("zu", "frage", "nr", "nr.", "antwort", "auf"),
        farewell=phrases(
            "viele grü|liebe grü|beste grü|herzliche grü|schöne grü|freundliche grü|mit freundlichen|"
            "mit besten|gruß|grüße|lg|vg|mfg|gesendet von|von meinem"
        ),
        wrote=("schrieb", "schrieb am"),
        mail_from=("von", "absender"),
        mail_head=phrases(
            "gesendet|gesendet am|datum|an|empfänger|cc|kopie|betreff|antwort an|priorität|"
            "wichtigkeit|anlagen"
        ),
        only=("nur", "bloß", "allein", "alleine", "ausschließlich", "lediglich", "einzig"),
        coach=phrases(
            "coach|coachs|coaches|coachin|moderator|moderatorin|mediator|mediatorin|sie|ihnen|du|dich|dir|euch"
        ),
        for_=("für",),
        oneself=("ich", "mich", "mir", "meins"),
        speaker=("ich", "mir"),
        both=("beide", "wir", "wir beide", "wir zwei"),
        in_confidence=phrases(
            "vertraulich|unter uns|nicht weitersagen|nicht weitererzählen|nicht weitergeben|"
            "nicht erzählen|privat|geheim|für sich behalten|behalten sie es für sich|"
            "behalten sie das für sich|sagen sie es nicht|sagen sie das nicht"
        ),
        in_remarks=phrases(
            "unter vier augen|intern|intern verwenden|weiß nichts davon|weiß noch nichts davon|weiß davon nichts|"
            "weiß davon noch nichts|nicht aufdecken|nicht vorlesen|nicht in der sitzung|nicht vor ihm|"
            "nicht vor ihr|nur coach|coach only|diskret|zwischen uns|zwischen dir und mir|"
            "zwischen mir und dir|zwischen ihnen und mir|zwischen mir und ihnen|"
            "zwischen euch und mir|unter uns beiden|unter uns zweien|im vertrauen|vertraulichkeit|"
            "verschwiegenheit|stillschweigen|diskretion|verschlusssache|top secret|anonym|psst|pst|"
            "pssst|nicht öffentlich|nicht an alle|nicht in der gruppe|nicht in der runde|"
            "nicht in die runde|nicht für die runde|nicht im termin|nicht beim termin|"
            "nicht beim gespräch|nicht im gespräch|nicht gemeinsam|selbst sagen|selber sagen|"
            "nur zu ihrer information|nur zu deiner information|nur zu ihrer info|nur zu deiner info|"
            "nur zu ihrer kenntnis|nur zu deiner kenntnis|nur für ihre augen|nur für deine augen|"
            "nur für die beraterin|nur für den berater|nur für meine beraterin|"
            "nur für meinen berater|nicht für alle bestimmt|nicht für alle gedacht|nicht für jeden bestimmt|"
            "nicht für jeden gedacht|nicht für alle augen|heikel|vertr|vertraul|"
            "nicht in die auswertung|nicht in die zusammenfassung|nicht ins protokoll|nicht in den bericht|"
            "unser geheimnis|kein wort|weiß das nicht|weiß das noch nicht|würde ausflippen|"
            "würde ausrasten|sub rosa|nicht für die sitzung|nicht für das gespräch|nicht auf die leinwand|nicht an die leinwand|nicht auf den bildschirm|nicht auf den beamer|"
            "nicht auf die folie|sauer, wenn|sauer wenn|böse, wenn|böse wenn|wütend, wenn|"
            "verletzt, wenn|verletzt wenn|gekränkt, wenn|enttäuscht, wenn|enttäuscht wenn|"
            "peinlich, wenn|peinlich wenn|unangenehm, wenn|unangenehm wenn|nur zur kenntnis"
        ),
        not_to_know=(
            "nicht wissen",
            "nicht sehen",
            "nicht lesen",
            "nicht erfahren",
            "nichts wissen",
            "nichts erfahren",
            "nicht hören",
            "nichts hören",
        ),
        to_oneself=(
            "behalte ich für mich",
            "behalte das für mich",
            "behalte es für mich",
            "für meine augen",
            "für mich behalten",
            "für mich zu behalten",
            "mein geheimnis",
            "notiz für mich",
            "notiz an mich",
            "notizen für mich",
            "geht sie nichts",
            "geht dich nichts",
            "bleibt bei mir",
            "bleiben bei mir",
            "geht nur mich",
            "geht niemanden",
            "geht keinen",
            "mein privater",
            "meine private",
            "meine privaten",
            "privater entwurf",
            "private notizen",
            "nur mein entwurf",
            "nur ein entwurf",
            "nur meine notizen",
        ),
        deleting=phrases(
            "löschen|lösche|löscht|streichen|streiche|streicht|weglassen|wegzulassen|lass weg|"
            "lassen sie das weg|vernichten|vernichte|schreddern|schreddere|wegwerfen|schwärzen|"
            "schwärze|ignorieren|nicht beachten|entfernen|entferne|rausnehmen|herausnehmen|tilgen|"
            "nicht verwenden|nicht übernehmen|nicht importieren|nicht einlesen|nicht auswerten|nicht werten"
        ),
        boxes=phrases("kreuz|kreuze|kreuzchen|kästchen|häkchen|haken|feld|ankreuzen|anzukreuzen"),
        forgotten=phrases("vergessen|vergaß|fehlt|gefehlt|übersehen|sollte|wollte|gemeint"),
        all_of_it=phrases("alles|alle|allen|ganze|ganzes|sämtliche|heft|arbeitsheft|hier drin"),
        not_for_all=phrases("nicht für alle|nicht für jeden"),
        by_oneself=phrases("selbst|selber|von mir|zuerst"),
        later=phrases("erst nach|erst wenn|erst später|nicht vor dem|nicht vor der|nicht bevor"),
        others=phrases(
            "partner|partnerin|partners|geschäftspartner|geschäftspartnerin|mitgründer|mitgründerin|"
            "die andere person|der anderen person|andere person|anderen person|gegenüber|der andere|"
            "die andere|dem anderen|den anderen|ihm|ihn|ihr|kompagnon|kollege|kollegen|kollegin"
        ),
        third_parties=phrases(
            "jemand|irgendjemand|irgendwer|die anderen|den anderen|der anderen|andere|anderen|anderer|jemand anderen|"
            "jemand anderem|jemanden|jemandem|sonst jemanden|sonst jemandem|dritte|dritten|an alle|"
            "allen|vor allen|mit allen|das team|dem team|die gruppe"
        ),
        nobody=("niemand", "niemanden", "niemandem", "keiner", "keinem", "keinen"),
        not_=("nicht", "nichts", "nix", "nit", "ohne", "außer", "kein", "nie", "niemals"),
        please=("bitte", "bidde", "erbeten"),
        asks=phrases(
            "für|soll|sollen|sollte|darf|dürfen|muss|müssen|braucht|nichts an|an|vor|etwas an|was an|hoffentlich"
        ),
        telling=phrases(
            "zeigen|zeige|zeig|herzeigen|herzuzeigen|vorzeigen|sagen|sage|sag|erzählen|erzähle|"
            "erzähl|verraten|verrate|verrat|weitergeben|weiterzugeben|weitersagen|weiterzusagen|"
            "weitererzählen|weiterzuerzählen|weiterleiten|weiterzuleiten|vorlesen|vorzulesen|"
            "vorlegen|mitteilen|teilen|teile|gib|gebt|leite|leiten|besprechen|bespreche|besprich|"
            "ansprechen|anzusprechen|sprich|erwähnen|erwähne|veröffentlichen|verbreiten|verbreite|"
            "einblenden|einzublenden|projizieren|anzeigen|ausdrucken|drucken|petzen|ausplaudern|aufdecken|offenlegen|geben sie"
        ),
        keeping=phrases(
            "behalten|behalte|behalt|behaltet|bleibt|bleibe|bleiben|halten|halte|halt|haltet|"
            "geheimhalten|geheimzuhalten|verbergen|verbirg|verheimlichen|verschweigen|verschweige"
        ),
        knowing=phrases(
            "wissen|weiß|wisse|wüsste|läse|sähe|erfahren|erfährt|erfahre|sieht|sehen|liest|lesen|hören|hört|"
            "mitbekommen|mitbekommt|mitkriegen|mitkriegt|davon"
        ),
        has_to=phrases(
            "soll|sollen|sollst|sollte|sollten|darf|darfst|dürfen|muss|müssen|braucht|brauchen"
        ),
        wishing=phrases(
            "möchte|will|wollen|wünsche|wäre lieber|wäre mir lieb|wäre mir lieber|mir lieber|"
            "wäre lieb|wäre es lieber|wäre es lieb|wäre gut|wäre froh"
        ),
        subjects=(
            "ich",
            "mir",
            "er",
            "wir",
            "man",
        ),
        away=("vor",),
        with_coach=phrases(
            "für sich|für dich|für euch|für sie|bei sich|bei dir|bei ihnen|bei euch|unter uns|"
            "zwischen uns"
        ),
        beside_audience=(
            "das dies diese dieser dieses es ist sind bleibt bleiben bleibe an von vor"
            " lesen liest sehen sieht gezeigt wissen erfahren erfährt"
            " antwort antworten angaben frage fragen hier also wirklich und aber noch ganz auch zu gedacht bestimmt"
            " sein werden nummer nr punkt punkte oben unten alles alle sonst anderer anderen den dem der die davon"
            " streng strikt ja lieber vorerst erst mal herr herrn frau meine mein meinen meinem meiner ihre ihr ihren"
            " gemeint behandeln behandelt danke dank vielen vorab gerne gern vorläufig zunächst absolut total"
            " einfach da daher darum deshalb weil denn doch wird weder noch ihm ihn zu auf keinen fall ach ps nb"
            " hinweis achtung wichtig folgende folgendes folgenden nächste nächsten obige obigen satz abschnitt"
            " teil heft arbeitsheft mail datei anhang texte text geht bis zwischen augen vier vom im in"
            " hörst hört höre wäre lieb gut froh wenn es mir mich nach gespräch termin vorsichtig jeden heikel peinlich unangenehm zur kenntnis des"
            " später sitzung beim bei persönlich kreuz inhalt etwas irgendetwas"
            " ab nachfolgend nachfolgende nachricht mail e-mail email verwenden verwendet verwende rest sich weiter erfährt bitten um gesagt geheim dass selbst selber mit darüber bestimmt zettel augen deine deinen ihre"
            " am ein eine einen strengst eigentlich würde wort darüber auswertung zusammenfassung protokoll bericht dass geheimnis unser ohren gehört gehören leinwand bildschirm beamer folie entwurf notiz notizen notiert aufgeschrieben geschrieben habe hab hatte"
            " versprochen sauer böse wütend verletzt gekränkt enttäuscht was wieder erbeten erwünscht gewünscht eigener eigenen"
            " können könnten kann kannst könntest sag's erzähl's behalt's behalte's zeig's sags behalts zeigs gefälligst"
            " soweit gilt geltet dafür dazu dabei er lassen belassen behalten behalte aufdecken geben teilen sei"
        ),
        titles=phrases("herr|frau|dr|prof|mag|di|dipl.-ing|ing|mmag|ddr|univ.-prof|kommr"),
        salutations=("herr", "herrn", "frau"),
        firm_words=("firma", "fa", "familie"),
        degrees=phrases("mba|msc|m.sc|ma|m.a|bsc|b.sc|ba|b.a|llm|ll.m|bakk|dipl.-ing"),
        beside_name=("mit", "ohne", "an", "von dir und"),
        and_="und",
    ),
    days=DayWords(
        weekdays=(
            "mo mon montag",
            "di die dienstag",
            "mi mit mittwoch",
            "do don donnerstag",
            "fr fre freitag",
            "sa sam samstag sonnabend",
            "so son sonntag",
        ),
        months=(
            "jan jän januar jänner",
            "feb februar feber",
            "mär mar mrz maerz märz",
            "apr april",
            "mai",
            "jun juni",
            "jul juli",
            "aug august",
            "sep sept september",
            "okt oktober",
            "nov november",
            "dez dezember",
        ),
        numbers=(
            "null",
            "ein eine einem einer einen",
            "zwei",
            "drei",
            "vier",
            "fünf fuenf",
            "sechs",
            "sieben",
            "acht",
            "neun",
            "zehn",
            "elf",
            "zwölf zwoelf",
        ),
        days="tag tage tagen",
        weeks="woche wochen",
        months_long="monat monate monaten monats",
        years="jahr jahre jahren jahres",
        days_off={"heute": 0, "morgen": 1, "übermorgen": 2, "uebermorgen": 2},
        weeks_off={
            "diese woche": 0,
            "nächste woche": 1,
            "naechste woche": 1,
            "kommende woche": 1,
            "nächster woche": 1,
            "der nächsten woche": 1,
            "übernächste woche": 2,
            "uebernaechste woche": 2,
        },
        months_off={
            "nächsten monat": 1,
            "naechsten monat": 1,
            "kommenden monat": 1,
            "nächsten monats": 1,
            "in einem halben jahr": 6,
        },
        from_now=("in",),
        before=(
            "bis",
            "spätestens",
            "spaetestens",
            "am",
            "zum",
            "den",
            "kommende",
            "kommenden",
            "nächste",
            "nächsten",
            "naechste",
            "naechsten",
            "diesen",
        ),
        articles=("der", "des", "den"),
        on=("am",),
        of=(),
        ordinals=(),
        start_of=("anfang",),
        middle_of=("mitte",),
        end_of=("ende",),
        month_end=("monatsende",),
        year_end=("jahresende",),
        week_number=("kw", "kalenderwoche"),
        at=("um", "ab"),
        hour=("uhr",),
    ),
    neutral_partner=("die andere Person", "der anderen Person", "der anderen Person"),
    genitive=("s", "’"),
    former=FormerWords(
        sealed=(
            "Was Sie schreiben, bleibt versiegelt: Bis Sie eine Seite in der Sitzung gemeinsam aufdecken, sieht"
            " Ihr Gegenüber nichts davon, und das Programm Ihres Coachs zeigt nur, wie weit Sie gekommen sind.",
            "Was Sie schreiben, bleibt versiegelt: Ihr Gegenüber sieht nichts davon, bis Sie eine Seite in der"
            " Sitzung gemeinsam aufdecken. Ihr Coach kann versiegelte Antworten vorher für sich öffnen;"
            " geschieht das, sehen Sie beide beim Aufdecken, dass und wann.",
        ),
        for_both=(
            "Jede Antwort ist für Ihr Gegenüber und den Coach bestimmt, sobald Sie sie gemeinsam aufdecken."
            " Kreuzen Sie „nur der Coach“ an, bekommt Ihr Gegenüber sie nicht zu sehen. Kreuzen Sie „nur ich“"
            " an, lässt das Programm des Coachs sie weg; wenn Sie ganz sichergehen wollen, löschen Sie sie vor"
            " dem Verschicken.",
        ),
        not_encrypted=(
            "Ein Texteditor kann nicht verschlüsseln. Füllen Sie das Arbeitsheft dort aus, so kann es lesen, wer"
            " an die Mail kommt, wie bei jeder anderen Mail auch.",
        ),
        who_sees=("Wer darf das sehen? Ohne Kreuz: Ihr Gegenüber und der Coach.",),
        seen_by_both=("mein Gegenüber und der Coach",),
    ),
)
