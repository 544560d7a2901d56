"""The words for days that people type, in both languages."""

from __future__ import annotations

# Both languages are always understood: whoever types does not think of what the screen speaks.
WEEKDAYS = (
    "mo mon montag monday",
    "di die tue tues dienstag tuesday",
    "mi mit wed mittwoch wednesday",
    "do don thu thur thurs donnerstag thursday",
    "fr fre fri freitag friday",
    "sa sam sat samstag sonnabend saturday",
    "so son sun sonntag sunday",
)
MONTHS = (
    "jan jän januar jänner january",
    "feb februar feber february",
    "mär mar mrz maerz märz march",
    "apr april",
    "mai may",
    "jun juni june",
    "jul juli july",
    "aug august",
    "sep sept september",
    "okt oct oktober october",
    "nov november",
    "dez dec dezember december",
)
UNITS = (
    ("day", "tag tage tagen day days"),
    ("week", "woche wochen week weeks"),
    ("month", "monat monate monaten month months"),
    ("year", "jahr jahre jahren year years"),
)
NUMBERS = (
    "null zero",
    "ein eine einem einer einen a an one",
    "zwei two",
    "drei three",
    "vier four",
    "fünf fuenf five",
    "sechs six",
    "sieben seven",
    "acht eight",
    "neun nine",
    "zehn ten",
    "elf eleven",
    "zwölf zwoelf twelve",
)
NEAR = {
    "heute": 0,
    "today": 0,
    "morgen": 1,
    "tomorrow": 1,
    "übermorgen": 2,
    "uebermorgen": 2,
    "the day after tomorrow": 2,
    "day after tomorrow": 2,
    "nächste woche": 7,
    "naechste woche": 7,
    "next week": 7,
    "kommende woche": 7,
    "übernächste woche": 14,
    "uebernaechste woche": 14,
    "the week after next": 14,
    "week after next": 14,
}
MONTHS_OFF = {
    "nächsten monat": 1,
    "naechsten monat": 1,
    "kommenden monat": 1,
    "next month": 1,
    "in einem halben jahr": 6,
    "in half a year": 6,
}
WEEKS_OFF = {
    **{words: days // 7 for words, days in NEAR.items() if days in {7, 14}},
    "nächster woche": 1,
    "der nächsten woche": 1,
    "diese woche": 0,
    "this week": 0,
}
