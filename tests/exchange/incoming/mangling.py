"""What mail programs and editors do to a filled-in workbook; makes the fixtures in ``mangled/``.

Run ``python -m tests.exchange.incoming.mangling`` where the texts of the workbook have changed.
"""

from __future__ import annotations

import html
import quopri
import re
import textwrap
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from coopcoach.domain.answers import (
    Answer,
    ChoiceValue,
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
    Visibility,
)
from coopcoach.domain.exercise import Exercise, Kind, Option, Prompt, Workbook
from tests.builders.prompts import column, prompt

FOLDER = Path(__file__).parent / "mangled"

_OPTIONS = (
    Option(id="owner", label="Wer den Kunden gebracht hat"),
    Option(id="own-part", label="Jeder für seinen Teil"),
    Option(id="one", label="Immer derselbe Betrieb"),
    Option(id="cases", label="Von Fall zu Fall"),
)
_COLUMNS = (
    column("what", Kind.TEXT, "Was"),
    column(
        "side",
        Kind.CHOICE,
        "Richtung",
        options=(Option(id="give", label="ich gebe"), Option(id="take", label="ich nehme")),
    ),
    column(
        "weight",
        Kind.SCALE,
        "Gewicht",
        minimum=Decimal(1),
        maximum=Decimal(5),
        low="eine Kleinigkeit",
        high="zählt sehr viel",
    ),
)


def _prompt(name: str, kind: Kind, label: str, **more: object) -> Prompt:
    return prompt(kind, id=name, label=label, **more)


WORKBOOK = Workbook(
    language="de",
    exercises=(
        Exercise(
            id="goal-why",
            point="goal",
            title="Warum zusammen",
            order=1,
            opening="Sympathie ist ein guter Anfang, aber noch kein Grund, zusammenzuarbeiten.",
            language="de",
            talk_minutes={"compact": 5, "full": 5},
            prompts=(
                _prompt(
                    "goal.why",
                    Kind.LONG,
                    "Warum mit diesem Gegenüber und nicht allein?",
                    help="Zwei oder drei ehrliche Gründe genügen. Wenn Ihnen keiner einfällt, ist auch das gut zu wissen.",
                    example="Ich plane Gärten, sie baut Mauern. Bei ihr weiß ich, dass die Mauer hält. (Gärtnerin)",
                ),
                _prompt(
                    "goal.wish",
                    Kind.TEXT,
                    "Was müsste geschehen, damit es sich für Sie lohnt?",
                    help="Ein Satz genügt.",
                ),
                _prompt(
                    "goal.plus",
                    Kind.SCALE,
                    "Wie sicher ist 1 + 1 hier mehr als 2?",
                    minimum=Decimal(0),
                    maximum=Decimal(10),
                    low="überhaupt nicht",
                    high="ganz sicher",
                ),
                _prompt(
                    "goal.rank",
                    Kind.RANKING,
                    "Welche zwei Wege sind Ihnen die liebsten?",
                    options=_OPTIONS,
                    top=2,
                ),
            ),
        ),
        Exercise(
            id="team-money",
            point="team",
            title="Rechnung und Geld",
            order=2,
            opening="Über Geld redet man besser, solange noch keines fehlt.",
            language="de",
            talk_minutes={"compact": 5, "full": 5},
            prompts=(
                _prompt(
                    "team.invoice",
                    Kind.CHOICE,
                    "Wer stellt den Kunden die Rechnung?",
                    options=_OPTIONS,
                    other=True,
                ),
                _prompt(
                    "team.pool",
                    Kind.MULTI,
                    "Was davon haben Sie schon einmal erlebt?",
                    options=_OPTIONS,
                    other=True,
                ),
                _prompt("team.time", Kind.NUMBER, "Wie viel Zeit haben Sie dafür?", unit="h/week"),
                _prompt(
                    "team.ledger",
                    Kind.TABLE,
                    "Was geben Sie hinein, und was nehmen Sie heraus?",
                    columns=_COLUMNS,
                    max_rows=8,
                ),
                _prompt(
                    "team.rules",
                    Kind.RULES,
                    "Welche Regeln schlagen Sie vor?",
                    maximum=Decimal(2),
                ),
                _prompt("team.hard", Kind.LONG, "Was fällt Ihnen schwer zu sagen?"),
                _prompt("team.late", Kind.LONG, "Was tun Sie, wenn Sie einen Termin nicht halten?"),
            ),
        ),
    ),
)

ANSWERS = {
    "goal.why": Answer(
        value=TextValue(
            text=(
                "Weil ich „Großaufträge“ über 20.000 € allein nicht schaffe & sie auch nicht. Für einen"
                " Maler sind drei Wochen auf derselben Baustelle eine lange Zeit.\n\n"
                "Und weil's (ehrlich) einsam ist. \\o/"
            )
        ),
        visibility=Visibility.COACH,
    ),
    "goal.wish": Answer(value=TextValue(text="Ein Ruckeln weniger: größer = besser?")),
    "goal.plus": Answer(value=ScaleValue(value=7), remark="Weil wir's zweimal erlebt haben."),
    "goal.rank": Answer(value=RankingValue(order=("cases", "own-part"))),
    "team.invoice": Answer(value=ChoiceValue(option="own-part")),
    "team.pool": Answer(value=OptionsValue(options=("owner", "cases"), other="Streit ums Öl")),
    "team.time": Answer(value=NumberValue(value=Decimal("2.5"))),
    "team.ledger": Answer(
        value=TableValue(
            rows=(
                Row(
                    cells={
                        "what": TextValue(text="Empfehlungen für Küchen"),
                        "side": ChoiceValue(option="give"),
                        "weight": ScaleValue(value=3),
                    }
                ),
                Row(
                    cells={
                        "what": TextValue(text="Platz in der Werkstatt (samstags)"),
                        "side": ChoiceValue(option="take"),
                        "weight": ScaleValue(value=5),
                    }
                ),
            )
        )
    ),
    "team.rules": Answer(
        value=RulesValue(
            rules=(
                ProposedRule(rule="Wir antworten binnen 2 Tagen.", sign="Niemand fragt zweimal."),
                ProposedRule(rule="Wer später kommt, ruft an.", sign="Keiner wartet länger."),
            )
        )
    ),
    "team.hard": Answer(stance=Stance.TALK_LIVE),
    "team.late": Answer(),
}


def _lines(change: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: "\n".join(change(line) for line in text.split("\n"))


def _wrapped(text: str, width: int, end: str = "") -> str:
    out = []
    for line in text.split("\n"):
        if len(line) <= width:
            out.append(line)
            continue
        cut = textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False)
        out.extend(f"{each}{end}" for each in cut[:-1])
        out.append(cut[-1])
    return "\n".join(out)


def _sections(text: str) -> tuple[str, list[str]]:
    parts = re.split(r"(?m)^(?=### )", text)
    return parts[0], parts[1:]


def _moved(text: str) -> str:
    """Put the first question last; what hands in stays at the end."""
    head, sections = _sections(text)
    last, finish, end = sections[-1].partition("## Fertig?")
    order = [*sections[1:-1], last, sections[0]]
    return head + "".join(order) + finish + end


def _reply(text: str) -> str:
    """Quote what we wrote, as in a reply with the answers in between."""
    from tests.builders.markdown_filling import blank_of

    ours = set(blank_of(WORKBOOK).split("\n"))
    quoted = [f"> {line}" if line in ours or "[" in line else line for line in text.split("\n")]
    return (
        "Guten Tag Frau Vogt, hier meine Antworten.\n\nAm 12.1. schrieb Katrin Vogt:\n"
        + "\n".join(quoted)
    )


def _smart(text: str) -> str:
    text = re.sub(r"(?<=\w)'", "’", text)
    text = re.sub(r"(?<!\w)'([^'\n]*)'", r"‚\1‘", text)
    return text.replace("...", "…").replace("--", "–").replace(" - ", " – ")


def _page(text: str) -> str:
    """Make a page of HTML, as a mail program shows Markdown that was pasted."""
    blocks = []
    for block in text.split("\n\n"):
        lines = [html.escape(line) for line in block.split("\n")]
        blocks.append("<p>" + "<br>\n".join(lines) + "</p>" if block.strip() else "<p>&nbsp;</p>")
    return (
        "<html><head><style>p {margin:0}</style></head><body>\n"
        + "\n".join(blocks)
        + "\n</body></html>\n"
    )


def _word(text: str) -> str:
    """Make plain text of it as a word processor does: no marks, other bullets and boxes."""
    text = re.sub(r"(?m)^#+ ", "", text).replace("**", "")
    text = text.replace("- [ ] ", "•\t☐ ").replace("- [x] ", "•\t☒ ")
    return re.sub(r"(?m)^- ", "•\t", text)


def _escaped(text: str) -> str:
    return re.sub(r"([\[\]#*{}])", r"\\\1", text)


def _printable(text: str) -> str:
    return quopri.encodestring(text.encode()).decode("ascii")


def _numbered(text: str) -> str:
    count = 0

    def number(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return f"{count}. "

    return re.sub(r"(?m)^#{2,3} ", number, text)


# Every name, and what is done; what a person cannot see is not counted as a change.
MANGLED: dict[str, Callable[[str], str | bytes]] = {
    "crlf": lambda text: text.replace("\n", "\r\n").encode(),
    "cr": lambda text: text.replace("\n", "\r").encode(),
    "bom": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "utf-16": lambda text: text.encode("utf-16"),
    "windows-1252": lambda text: text.encode("cp1252"),
    "misread-utf-8": lambda text: "".join(
        bytes([b]).decode("cp1252", "ignore") or chr(b) for b in text.encode()
    ),
    "lost-umlauts": lambda text: text.encode("ascii", "replace"),
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "quoted-printable": _printable,
    "html-escaped": html.escape,
    "html-page": _page,
    "quoted": _lines(lambda line: f"> {line}"),
    "quoted-twice": _lines(lambda line: f"> > {line}"),
    "reply-in-between": _reply,
    "smart-quotes": _smart,
    "no-braces": lambda text: re.sub(r" \{#[^{}]*\}", "", text),
    "bare-braces": lambda text: text.replace("{", "").replace("}", ""),
    "wrapped-72": lambda text: _wrapped(text, 72),
    "wrapped-and-quoted": lambda text: _lines(lambda line: f"> {line}")(_wrapped(text, 60)),
    "flowed": lambda text: _wrapped(text, 66, " "),
    "no-break-spaces": lambda text: text.replace(" ", "\u00a0"),
    "tabs": lambda text: text.replace("- [", "-\t[").replace("] ", "]\t").replace("## ", "##\t"),
    "indented": _lines(lambda line: f"    {line}" if line else line),
    "bullets": lambda text: text.replace("- [ ]", "* [ ]").replace("- [x]", "* [X]"),
    "word-processor": _word,
    "numbered-headings": _numbered,
    "no-headings": lambda text: re.sub(r"(?m)^#+ (.*?) \{#[^{}]*\}$", r"\1", text),
    "missing-headings": lambda text: re.sub(r"(?m)^### (Warum mit|Wer stellt).*$\n", "", text),
    "moved": _moved,
    "blank-lines-doubled": lambda text: text.replace("\n", "\n\n"),
    "blank-lines-gone": lambda text: re.sub(r"\n{2,}", "\n", text),
    "escaped": _escaped,
    "no-front-matter": lambda text: text.split("\n---\n", 1)[1],
    "no-boxes": lambda text: re.sub(r"- \[ \] ", "- ", text).replace("- [x] ", "- x "),
}


def as_bytes(made: str | bytes) -> bytes:
    """Return a mangled text as the file that it makes."""
    return made if isinstance(made, bytes) else made.encode("utf-8")


def main() -> None:
    """Write the fixtures."""
    from tests.builders.markdown_filling import blank_of, filled_in

    FOLDER.mkdir(exist_ok=True)
    whole = filled_in(blank_of(WORKBOOK), ANSWERS, WORKBOOK)
    for name, mangle in MANGLED.items():
        (FOLDER / f"{name}.md").write_bytes(as_bytes(mangle(whole)))


if __name__ == "__main__":
    main()
