"""Sentences that ask for confidence, made by a small grammar of both languages, and sentences that are answers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from coopcoach.domain.answers import Visibility
from coopcoach.exchange.incoming.audience_words import audience_in_remarks
from coopcoach.exchange.incoming.remarks.requests import Names, names_in
from coopcoach.i18n import translator
from tests.exchange.incoming.test_numbered_mail import EXPECTED

NAMES = Names(frozenset(("anna", "ben", "brandt")), frozenset(("katrin", "vogt")))
FORMS = ("The radio.\n{}", "The radio. {}", "The radio. ({})", "The radio – {}", "{}\nThe radio.")

GERMAN = (
    (
        "behalte {} bitte für dich|bitte behalte {} für dich|behalt {} für dich|behalten Sie {} bitte für sich"
        "|bitte {} für sich behalten|behaltet {} bitte für euch|kannst du {} bitte für dich behalten?"
        "|{} bleibt bitte unter uns|{} bleibt zwischen dir und mir|{} bleibt zwischen Ihnen und mir",
        "das|es|dies|diese Antwort|alles",
    ),
    (
        "nur für {}|bitte nur für {}!|Das ist nur für {} gedacht|Das ist ausschließlich für {} bestimmt"
        "|lediglich für {}",
        "dich|Sie|euch|dich, Katrin|Sie, Frau Vogt|dich persönlich|den Coach|meine Coachin|die Mediatorin",
    ),
    (
        "nicht an {}|bitte nicht an {} weiterleiten|bitte geben Sie das nicht an {} weiter"
        "|gib das nicht an {} weiter|nicht für {}|Das ist nicht für {} bestimmt|Das geht {} nichts an"
        "|Leite es bitte nicht an {} weiter|bitte zeig das nicht {}|bitte nicht vor {}",
        "die anderen|andere|die andere|Ben|Herrn Brandt|meine Partnerin|Dritte|jemand anderen"
        "|meinen Kollegen|das Team|den Kompagnon",
    ),
    (
        "bitte {} nicht zeigen|sag {} bitte nichts davon|Sagen Sie {} nichts|zeig das {} nicht"
        "|Erzähl {} nichts davon|verrate {} nichts|nicht mit {} besprechen|bitte nicht mit {} teilen"
        "|{} muss das nicht wissen|{} braucht das nicht zu wissen|{} darf das nicht lesen",
        "den anderen|anderen|Ben|meinem Partner|ihm|ihr|allen",
    ),
    (
        "bitte nicht {}|Nicht {}!|Das bitte nicht {}|Das möchte ich nicht {}",
        "weitergeben|weitersagen|weitererzählen|weiterleiten|zeigen|teilen|vorlesen|aufdecken|verraten"
        "|veröffentlichen|erwähnen|ansprechen",
    ),
    (
        "{}",
        "für dich allein|für Sie alleine|nur zu Ihrer Information|nur zu deiner Info|nur dir"
        "|Das sollst nur du lesen|das dürfen nur Sie sehen|Das muss sonst keiner wissen"
        "|Das geht keinen was an|Das geht sonst niemanden etwas an|Sag's keinem|Ben soll das nicht lesen"
        "|Er soll das nicht lesen|Ich möchte nicht, dass Ben das liest|Ich will nicht, dass er das erfährt"
        "|Die anderen sollen das nicht sehen|im Vertrauen|bitte um Diskretion|bitte um Vertraulichkeit"
        "|nicht öffentlich|nicht in der Gruppe|nicht im Termin ansprechen|Das will ich Ben selbst sagen"
        "|Ben soll vom Kredit nichts erfahren|Sag Ben nichts vom Kredit"
        "|Ich will nicht, dass Ben vom Kredit erfährt|Bitte das für dich behalten, der Rest darf an Ben"
        "|Alles ab hier nur für den Coach|intern|nur intern verwenden|Ben weiß noch nichts davon|🔒|Der Kredit 🤫|nicht für alle|Mir wäre lieber, Ben sieht das nicht|Es wäre mir peinlich, wenn Ben das liest"
        "|Ben soll das erst von mir hören|Das sage ich Ben lieber selbst|bitte erst nach der Sitzung zeigen|heikel|Diese Nachricht ist vertraulich",
    ),
)
ENGLISH = (
    (
        "keep {} to yourself|please keep {} between us|keep {} between you and me|Keep {} from Ben"
        "|Could you keep {} to yourself, please?|please don't share {}|don't pass {} on|please don't mention {}"
        "|Do not show {} to anyone|don't show {} to the others|don't let Ben see {}|please don't forward {}",
        "this|it|that|this answer|everything",
    ),
    (
        "not for {}|Not for {}, please|this is not for {}|not to be shared with {}|not to be shown to {}"
        "|not meant for {}|not in front of {}|don't share with {}|please don't tell {}|don't show {}"
        "|I'd rather you didn't tell {}|I don't want {} to see this|please hide this from {}",
        "the others|others|anyone else|my partner|Ben|the other person|my colleague|the group",
    ),
    (
        "only for {}|just for {}|for {} only|This is only for {}|solely for {}|exclusively for {}",
        "you|you, Katrin|the coach|your eyes|Mrs Vogt|you alone|the facilitator",
    ),
    (
        "{}",
        "between you and me|between ourselves|you only|only you may see this|FYI only|for you alone"
        "|in strict confidence|confidentially, please|private and confidential|not a word to Ben"
        "|Ben mustn't know|Ben doesn't need to know|he shouldn't see this|nobody else should see this"
        "|I'd like to keep this private|please be discreet|not for publication|don't repeat this"
        "|Please keep this to yourself, the rest may go to Ben|internal use only"
        "|not for everyone|I'd rather tell Ben myself|let me tell Ben first|keep Ben out of this|Ben is not to see this"
        "|please leave this out of the session|please show this only after the session|I'd be embarrassed if Ben read this"
        "|Ben doesn't know about this|this message is confidential|Don't tell Ben about the loan|Ben must not find out about the loan",
    ),
)
ANSWERS = """Nur ich koche mittags. Wir geben Aufträge nicht an andere weiter. Das gilt nicht für alle.
Ben sieht das nicht so. Die anderen sehen das nicht so. Ich weiß es nicht. Ich sage dazu nichts. Ben sagt nichts.
Ben will nichts sagen. Er will nicht teilen. Ich möchte Ben nicht verlieren. Es bleibt bei Montag.
Wir wollen unter uns bleiben. Er denkt nur an sich. Nur wir beide. Ich arbeite nicht gern für andere. Nicht mit Ben.
Das kann nur Ben. Das sollte Ben machen, nicht ich. Man muss nicht alles wissen. Vorlesen mag ich nicht.
Keine Kundendaten an Dritte geben. Kosten teilen wir. Sag, was du denkst. Bitte nicht unterbrechen. Sie bleiben.
Ben hört mir nicht zu. Ben liest keine Mails. Vor Ben habe ich Respekt. Alleine schaffe ich das nicht.
I do not know. I don't know yet. Ben does not see it that way. He doesn't know. Only I do the books. Not Ben.
We do not share costs. I keep the books. I'd rather work alone. I want more time for myself. Can you just call?
I don't read mails at night. They do not pay. He should know. It's not for everyone. Please call first. I stay.
Never tell customers our prices. Don't share passwords. I hide nothing. Between us it works well. Not me.
Ich halte nichts davon. Das klären wir intern. Nicht für mich, sondern für alle arbeite ich. Ben hält nichts davon.
Ben doesn't know about cars. I know nothing about cars. We use the internal system. I want to tell customers myself. I tell Ben everything.""".replace(
    "\n", " "
)  # fmt: skip


def sentences(grammar: tuple[tuple[str, str], ...]) -> Iterator[str]:
    for patterns, words in grammar:
        for pattern, each in product(patterns.split("|"), words.split("|")):
            yield pattern.format(each)


@pytest.mark.parametrize(
    ("language", "grammar"), [("de", GERMAN), ("en", ENGLISH)], ids=["de", "en"]
)
def test_every_request_for_confidence_narrows_the_audience(
    language: str, grammar: tuple[tuple[str, str], ...]
) -> None:
    t = translator(language)
    made = list(sentences(grammar))
    texts = [FORMS[place % len(FORMS)].format(each) for place, each in enumerate(made)]
    texts += [FORMS[place % 2].format(each.upper()) for place, each in enumerate(made[::7])]
    open_still = [x for x in texts if audience_in_remarks(x, t, NAMES) is Visibility.BOTH]
    assert len(texts) > 200
    assert open_still == []


def test_a_name_that_is_a_common_word_does_not_hide_that_word() -> None:
    names, t = names_in(EXPECTED), translator("de")
    assert names.partners == {"anna", "meier", "ben"}
    for words in ("Ben weiß noch nichts davon.", "Herrn Weiß bitte nicht zeigen."):
        assert audience_in_remarks(f"Das Radio. {words}", t, names) is Visibility.COACH


def test_sentences_about_work_stay_answers() -> None:
    t = translator("de")
    parts = [part for part in ANSWERS.replace("? ", "?. ").split(". ") if part]
    texts = [form.format(f"{part.rstrip('.')}.") for part in parts for form in (FORMS[0], FORMS[4])]
    closed = [x for x in texts if audience_in_remarks(x, t, NAMES) is not Visibility.BOTH]
    assert len(texts) > 100
    assert closed == []


CONFIDED = (
    "nur-coach|Nur für Coahc|nur fpr den Coach|Bitte vertrauich behandeln|strengst vertraulich|"
    "streng geheim|Vertraulichkeit erbeten|Diskretion bitte|Ben nix verraten|"
    "Ben darf davon nix wissen|Das braucht Ben nicht zu erfahren|Nicht für Bens Ohren bestimmt|"
    "Nicht vor Ben erwähnen|Bitte nicht mit Ben besprechen|"
    "Ich habe vergessen, „nur der Coach“ anzukreuzen|Häkchen bei Coach fehlt|"
    "Sollte eigentlich nur der Coach sehen|Das ist nur für Ihre Augen|Nur Katrin|"
    "Nur zwischen uns, Katrin|Behalten Sie das für sich|Psst|bitte diskret behandeln|"
    "Bitte nicht in die Auswertung|Bitte nicht auf die Leinwand|Bitte nicht am Beamer zeigen|"
    "Bitte nicht einblenden|Bitte nicht vor Ben vorlesen|Ben würde ausflippen|"
    "Ben wäre sauer, wenn er das wüsste|Das muss unter uns bleiben|"
    "Das soll unser Geheimnis bleiben|nur Ihnen gesagt|im Vertrauen gesagt|Kein Wort zu Ben|"
    "kein wort darüber zu ben|Ben weiß das nicht|Das weiß Ben nicht und soll er auch nicht|"
    "Confidential please|Keep this between us|Keep Ben out of this|Do not let Ben see this|"
    "Ben mustn't see|dont show ben|Don't you dare tell Ben|not a word to Ben|For Katrin only|"
    "Katrin only|for coach only|coaches eyes only|Strictly confidental|strictly confidential!|"
    "Privat & vertraulich|Private and confidential|This is between you and me|"
    "This stays between us|Please be discreet|Please do not put this on the screen|"
    "Please don't project this|I'd rather Ben didn't see this|I would hate for Ben to read this|"
    "Ben would be furious if he read this|Hide this from Ben|Ben doesn't need to know|"
    "Ben is not to know|Should be ticked coach only|Meant to tick only the coach|sub rosa|NDA|"
    "not for sharing|Not to be shared with Ben|please don't mention this in front of Ben|"
    "Top secret"
)
KEPT = (
    "nur ihc|nur für mich!!|nur für mcih bestimmt|NUR ICH|nru ich|Nur fuer mich|"
    "Privater Entwurf|Entwurf – noch nicht verwenden|Notiz an mich selbst|"
    "nur eine Notiz für mich|Notiz für mich|Bitte ignorieren|Bitte nicht beachten|"
    "Bitte entfernen|Bitte rausnehmen|Bitte wieder löschen|Bitte diese Antwort streichen|"
    "Das hier bitte nicht verwenden|Bitte nicht übernehmen|Bitte nicht importieren|"
    "geht niemanden was an|Das geht keinen etwas an|Das behalte ich für mich|"
    "Das bleibt mein Geheimnis|Geht Sie nichts an|Note to self|private note to self|"
    "Only me please|onyl me|for myself|Please delete this|Please remove this answer|"
    "Please ignore this|Do not use this|Please don't use this answer|draft, not for use|"
    "This stays with me|This is just for me|for my eyes|Nobody should read this|"
    "No one must see this|Please scrap this|Please erase|none of your business|"
    "Das soll keiner lesen|Das darf niemand sehen"
)
OPEN = (
    "Wir sagen uns alles.|Nur ich habe den Schlüssel.|Ich bin gern privat mit ihm unterwegs.|"
    "Das Radio ist laut.|Wir löschen alte Daten.|Bitte weniger Radio.|Ben ignoriert mich.|"
    "Ich entferne Schimmel.|Private customers only.|I only work alone.|"
    "I keep the books to myself.|Tell Ben what you think.|Ben knows it all.|"
    "He keeps secrets from customers.|Ich notiere alles.|Das merke ich mir.|"
    "Alles wird gemeinsam entschieden.|Ich streiche Wände.|Das Kreuz mit den Terminen.|"
    "Der Haken: es kostet Geld.|Ich habe den Termin vergessen.|Bei mir bleibt viel liegen.|"
    "Ben soll mehr reden.|Entwürfe zeichne ich selbst.|He forgot the invoice.|"
    "We should tell customers first.|Check the box before leaving.|I need a draft by Monday.|"
    "Please delete old files together."
)


@pytest.mark.parametrize(
    ("texts", "who"),
    [(CONFIDED, Visibility.COACH), (KEPT, Visibility.ME), (OPEN, Visibility.BOTH)],
)
def test_wordings_of_real_people_with_slips_of_typing(texts: str, who: Visibility) -> None:
    t = translator("de")
    each = {
        words: audience_in_remarks(f"Das Radio. {words}", t, NAMES) for words in texts.split("|")
    }
    assert {words: seen for words, seen in each.items() if seen is not who} == {}
