"""The workbook as a Markdown file: to be read and filled in with any editor, or in a mail.

Where a person shall write, nothing but their own text stands: no escapes, no tables to keep straight. What
comes back may have gone through a mail program; ``markdown_return`` reads it with the help of the very texts
that are written here, which is why they are kept as constants.
"""

from __future__ import annotations

import hashlib
import textwrap
from collections.abc import Iterable, Iterator
from datetime import datetime

from coopcoach.domain.answers import Visibility
from coopcoach.domain.exercise import Exercise, Kind, Phase, Prompt, Question, Workbook
from coopcoach.domain.session import Partner, Session
from coopcoach.exchange.encryption import ENCRYPT_TO
from coopcoach.i18n import N_, Translator
from coopcoach.markup.attributes import write_attributes
from coopcoach.markup.document import Document
from coopcoach.markup.literal import heading_text
from coopcoach.wording.labels import STANCE_LABELS, VISIBILITY_LABELS
from coopcoach.wording.units import unit_words

FORMAT = "workbook/1"
HANDED_IN = "handed-in"

# What a change of charset, quoted-printable or HTML would alter, on a line long enough to be wrapped:
# by what became of it the reader sees what became of the answers.
PROBE = "ÄÖÜ äöü ß € „a“ “b” – ’ & < > = | 0123456789 abcdefghijklmnopqrstuvwxyz"

# Without a tick, both see an answer.
TICKED = (Visibility.COACH, Visibility.ME)

TITLE = N_("Workbook of {name}")
WELCOME = (
    N_(
        "this is your own workbook for the talk with {other}. Nobody but you writes in it, and there are no"
        " wrong answers: short ones are fine, and honest ones help most."
    ),
    N_("It takes about {minutes} minutes. Two sittings are fine, just save in between."),
    N_(
        "What you write stays sealed: until both of you open a page together in the session, your partner"
        " sees nothing of it, and your coach’s program shows only how far you have come."
    ),
)
GREETING = N_("Hello,")
DATED = N_("The session is on {moment}.")
HOW = N_("How to fill it in")
HOW_TO = (
    N_("Write below “Your answer”. The space grows with your text."),
    N_("Where there are brackets, put an x between them: [x]."),
    N_("You need not answer everything. Below each question are three ways to say so."),
    N_(
        "Each answer is for your partner and the coach, once you open it together. If you tick “only the"
        " coach”, your partner does not get to see it. If you tick “only me”, the coach’s program leaves it"
        " out; to be quite sure, delete it before you send the file."
    ),
    N_(
        "Please leave the questions and everything in curly brackets as they are: so each answer finds its"
        " place."
    ),
    N_("Save the file as plain text and mail it back to your coach as an attachment."),
)
ANSWER = N_("Your answer:")
INSTEAD = N_("Or instead of an answer:")
WHO_SEES = N_("Who may see it? Without an x: your partner and the coach.")
END = N_("Finished?")
FINISHED = N_("I have finished and hand in my answers.")
THANKS = N_("Thank you! Now save the file and mail it back.")
ENCRYPTED = (
    N_(
        "Your coach would like to get your answers encrypted. The terminal program does that for you: what you"
        " hand in with “coopcoach prepare” can be opened by nobody but your coach."
    ),
    N_(
        "A text editor cannot encrypt. If you fill in the workbook there, whoever gets hold of the mail can"
        " read it, like any other mail."
    ),
)
KEEP = N_("Please leave this line, it shows what a mail program has changed:")

ONE = N_("Put an x where it fits best.")
SOME = N_("Put an x wherever it fits.")
TICK = N_("Put an x where it is done.")
ORDER = N_("Number them in the brackets: [1] for the most important, then [2] and so on.")
ORDER_TOP = N_(
    "Number your {n} most important in the brackets: [1] for the first, then [2] and so on. Leave the"
    " others empty."
)
SCALE = N_(
    "Write a number from {low} ({low_end}) to {high} ({high_end}), and below it, if you like, why."
)
SCALE_PLAIN = N_("Write a number from {low} to {high}, and below it, if you like, why.")
NUMBER = N_("Write a number: {unit}.")
NUMBER_PLAIN = N_("Write a number.")
DATE = N_("Write a date, such as {example}.")
FIELDS = N_("Write behind the colons.")
ENTRIES = N_(
    "Write behind the colons. If you need more room, copy an entry; leave empty what you don’t need."
)
COLUMN_OPTIONS = N_("{label}: one of “{options}”.")
COLUMN_NUMBER = N_("{label}: a number, {unit}.")
COLUMN_SCALE = N_("{label}: a number from {low} ({low_end}) to {high} ({high_end}).")
ENTRY = N_("Entry {n}")
RULE = N_("Rule {n}")
RULE_SENTENCE = N_("The rule")
RULE_SIGN = N_("How we notice that it holds")
OTHER = N_("Other")

_WIDTH = 78
_BLANK_ROWS = 4


def workbook_markdown(
    session: Session,
    partner: Partner,
    workbook: Workbook,
    *,
    made: datetime,
    t: Translator,
    encrypt_to: str = "",
) -> str:
    """Return a partner's blank workbook.

    Args:
        session: The session.
        partner: Whose workbook it is.
        workbook: The exercises in the partner's language.
        made: When it is made; the file says so.
        t: The partner's language.
        encrypt_to: The coach's public key, where the answers shall come back encrypted.
    """
    exercises = asked(session, workbook)
    blocks = [
        f"# {heading_text(t(TITLE, name=partner.name))}",
        *_welcome(session, partner, t, exercises),
        *(_wrapped(t(text)) for text in ENCRYPTED if encrypt_to),
    ]
    for exercise in exercises:
        blocks.append(f"## {heading_text(exercise.title)} {write_attributes(exercise.id, {})}")
        blocks.extend(_paragraphs(exercise.opening))
        for prompt in exercise.prompts_in(Phase.PREPARE, session.pack):
            blocks.extend(prompt_blocks(prompt, t))
    blocks.append(f"## {t(END)}")
    blocks.append(f"- [ ] {t(FINISHED)} {{#{HANDED_IN}}}")
    blocks.append(t(THANKS))
    blocks.append("---")
    blocks.append(f"{t(KEEP)} {probe_line(session.slug, partner.id, made)}")
    document = Document("\n\n".join(blocks) + "\n")
    for key, value in (
        ("coopcoach", FORMAT),
        ("session", session.slug),
        ("partner", partner.id),
        ("name", partner.name),
        ("language", workbook.language),
        ("made", made.isoformat(timespec="seconds")),
        ("content", content_version(exercises)),
    ):
        document = document.with_front(key, value)
    if encrypt_to:
        document = document.with_front(ENCRYPT_TO, encrypt_to)
    return document.source


def probe_line(session: str, partner: str, made: datetime) -> str:
    """Return what stands at the end: once more whose file it is, and the probe."""
    return f"session: {session} · partner: {partner} · made: {made.isoformat(timespec='seconds')} · {PROBE}"


def asked(session: Session, workbook: Workbook) -> tuple[Exercise, ...]:
    """Return the exercises of the agenda in which a partner answers something alone."""
    found = (workbook.exercise(item.exercise) for item in session.agenda)
    return tuple(e for e in found if e and e.prompts_in(Phase.PREPARE, session.pack))


def content_version(exercises: Iterable[Exercise]) -> str:
    """Return what tells whether two programs ask the same: a digest over the texts of exercises."""
    texts = sorted(exercise.source for exercise in exercises)
    return hashlib.sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def prompt_blocks(prompt: Prompt, t: Translator) -> Iterator[str]:
    """Yield the blocks of one prompt: question, help, example, room for the answer, the ways not to."""
    yield f"### {heading_text(prompt.label)} {write_attributes(prompt.id, {})}"
    yield from _paragraphs(prompt.help)
    for paragraph in _paragraphs(prompt.example, _WIDTH - 2):
        yield "\n".join(f"> {line}" for line in paragraph.split("\n"))
    for hint in hints(prompt, t):
        yield _wrapped(hint)
    yield f"**{t(ANSWER)}**"
    yield from room(prompt, t)
    yield t(INSTEAD)
    yield "\n".join(
        f"- [ ] {t(label.own)} {{#{stance}}}" for stance, label in STANCE_LABELS.items()
    )
    yield t(WHO_SEES)
    yield "\n".join(f"- [ ] {t(VISIBILITY_LABELS[who])} {{#{who}}}" for who in TICKED)


def hints(prompt: Prompt, t: Translator) -> Iterator[str]:
    """Yield how to answer, where that is not plain from the question."""
    match prompt.kind:
        case Kind.CHOICE:
            yield t(ONE)
        case Kind.MULTI:
            yield t(SOME)
        case Kind.CHECK:
            yield t(TICK)
        case Kind.RANKING:
            short = prompt.top is not None and prompt.top < len(prompt.options)
            yield t(ORDER_TOP, n=prompt.top) if short else t(ORDER)
        case Kind.SCALE:
            yield t(SCALE if prompt.low and prompt.high else SCALE_PLAIN, **_ends(prompt))
        case Kind.NUMBER:
            yield t(NUMBER, unit=unit_words(prompt.unit, t)) if prompt.unit else t(NUMBER_PLAIN)
        case Kind.DATE:
            yield t(DATE, example="2027-01-15")
        case Kind.TABLE:
            yield t(FIELDS if prompt.rows or prompt.is_form else ENTRIES)
            for column in prompt.columns:
                yield from _column_hint(column, t)
        case Kind.RULES:
            yield t(ENTRIES)


def room(prompt: Prompt, t: Translator) -> Iterator[str]:
    """Yield what stands below “Your answer” in a blank workbook."""
    match prompt.kind:
        case Kind.CHOICE | Kind.MULTI | Kind.CHECK | Kind.RANKING:
            lines = [f"- [ ] {' '.join(o.label.split())} {{#{o.id}}}" for o in prompt.options]
            if prompt.other:
                lines.append(f"- [ ] {t(OTHER)}: {{#other}}")
            yield "\n".join(lines)
        case Kind.TABLE:
            for head in _row_heads(prompt, t):
                if head:
                    yield f"**{head}**"
                yield "\n".join(f"- {field_label(column.label)} " for column in prompt.columns)
        case Kind.RULES:
            for number in range(1, int(prompt.maximum or 5) + 1):
                yield f"**{t(RULE, n=number)}**"
                yield f"- {field_label(t(RULE_SENTENCE))} \n- {field_label(t(RULE_SIGN))} "
        case Kind.LONG:
            yield "\n\n\n"
        case _:
            yield "\n"


def field_label(label: str) -> str:
    """Return a label with the colon behind which the answer is written."""
    label = " ".join(label.split())
    return label if label.endswith(("?", "…", ":")) else f"{label}:"


def _row_heads(prompt: Prompt, t: Translator) -> list[str]:
    if prompt.rows:
        return [" ".join(row.label.split()) for row in prompt.rows]
    if prompt.is_form:
        return [""]
    count = min(prompt.max_rows or _BLANK_ROWS, _BLANK_ROWS)
    return [t(ENTRY, n=number) for number in range(1, count + 1)]


def _column_hint(column: Question, t: Translator) -> Iterator[str]:
    label = " ".join(column.label.split())
    if column.options:
        yield t(COLUMN_OPTIONS, label=label, options=" / ".join(o.label for o in column.options))
    elif column.kind is Kind.SCALE:
        yield t(COLUMN_SCALE, label=label, **_ends(column))
    elif column.kind is Kind.NUMBER and column.unit:
        yield t(COLUMN_NUMBER, label=label, unit=unit_words(column.unit, t))


def _ends(question: Question) -> dict[str, object]:
    return {
        "low": question.minimum,
        "high": question.maximum,
        "low_end": question.low,
        "high_end": question.high,
    }


def _welcome(
    session: Session, partner: Partner, t: Translator, exercises: tuple[Exercise, ...]
) -> Iterator[str]:
    others = t.and_list([p.name for p in session.partners if p.id != partner.id])
    minutes = sum(e.minutes_alone(session.pack) for e in exercises)
    yield t(GREETING)
    for text in WELCOME:
        yield _wrapped(t(text, other=others, minutes=t.number(round(minutes))))
    if session.date is not None:
        yield t(DATED, moment=t.moment(session.date))
    yield f"**{t(HOW)}**"
    yield "\n".join(_item(t(line)) for line in HOW_TO)


def _paragraphs(text: str, width: int = _WIDTH) -> Iterator[str]:
    for paragraph in text.split("\n\n"):
        if paragraph.strip():
            yield _wrapped(paragraph, width)


def _wrapped(text: str, width: int = _WIDTH) -> str:
    return textwrap.fill(
        " ".join(text.split()), width, break_long_words=False, break_on_hyphens=False
    )


def _item(text: str) -> str:
    return textwrap.fill(
        text,
        _WIDTH,
        initial_indent="- ",
        subsequent_indent="  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
