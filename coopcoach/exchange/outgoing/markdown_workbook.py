"""The workbook as a Markdown file, to be filled in with any editor or in a mail.

The room for an answer has no escapes and no tables. ``markdown_return`` knows the texts of this module and of
the codecs again in a file that comes back, also after a mail program has changed it.
"""

from __future__ import annotations

import hashlib
import textwrap
from collections.abc import Iterable, Iterator
from datetime import datetime

from coopcoach.domain.answers import Visibility, default_visibility
from coopcoach.domain.exercise import Exercise, Phase, Prompt, Workbook
from coopcoach.domain.packs.asked import asked_exercises, minutes_stated
from coopcoach.domain.packs.essentials import essentials_words
from coopcoach.domain.session import Partner, Session
from coopcoach.exchange.encryption import ENCRYPT_TO
from coopcoach.i18n import N_, Translator
from coopcoach.markup.attributes import write_attributes
from coopcoach.markup.document import Document
from coopcoach.markup.formats.answers_file import address_front
from coopcoach.markup.kinds import codec_of
from coopcoach.markup.literal import heading_text
from coopcoach.wording.labels import FINISHED, STANCE_LABELS, VISIBILITY_LABELS

FORMAT = "workbook/1"
HANDED_IN = "handed-in"

# Characters that a change of charset, quoted-printable or HTML alters, on a line long enough to be wrapped: the
# changes to them show the changes to the answers.
PROBE = "ÄÖÜ äöü ß € „a“ “b” – ’ & < > = | 0123456789 abcdefghijklmnopqrstuvwxyz"

# Without a tick, both see an answer.
TICKED = (Visibility.COACH, Visibility.ME)

TITLE = N_("Workbook of {name}")
SEALED = N_(
    "What you write stays sealed: your partner sees nothing of it until your coach"
    " reveals it in the session. Your coach can open sealed answers for themselves"
    " beforehand; if they do, the reveal tells you both that they did, and when."
)
OWN_WORKBOOK = N_(
    "This is your own workbook for the session with {other}. Nobody but you writes in it, and"
    " there are no wrong answers: short ones are fine, and honest ones help most."
)
WELCOME = (
    OWN_WORKBOOK,
    N_("It takes about {minutes} minutes. Two sittings are fine; just save in between."),
    SEALED,
)
GREETING = N_("Hello,")
DATED = N_("The session is on {moment}.")
HOW = N_("How to fill it in")
FOR_BOTH = N_(
    "Each answer is for your partner and the coach, once it is revealed in the session."
    " If you tick “only the coach”, your partner does not get to see it. If you tick"
    " “only me”, the coach’s program leaves it out; to be quite sure, delete it before"
    " you send the file."
)
KEEP_QUESTIONS = N_(
    "Please leave the questions and everything in curly brackets as they are: that way each answer"
    " finds its place."
)
SEND_BACK = N_("Save the file as plain text and e-mail it back to your coach as an attachment.")
HOW_TO = (
    N_("Write below “Your answer”. The space grows with your text."),
    N_("Where there are brackets, put an x between them: [x]."),
    N_("You need not answer everything. Below each question are three ways to say so."),
    FOR_BOTH,
    KEEP_QUESTIONS,
    SEND_BACK,
)
ANSWER = N_("Your answer:")
INSTEAD = N_("Or instead of an answer:")
WHO_SEES = N_("Who may see it? Without an x: your partner and the coach.")
END = N_("Finished?")
THANKS = N_("Thank you! Now save the file and e-mail it back.")
NOT_ENCRYPTED = N_(
    "A text editor cannot encrypt. If you fill in the workbook there, whoever gets hold of the"
    " e-mail can read it, like any other e-mail."
)
ENCRYPTED = (
    N_(
        "Your coach would like to get your answers encrypted. The terminal program does that for you: what you"
        " hand in with “coopcoach prepare” can be opened by nobody but your coach."
    ),
    NOT_ENCRYPTED,
)
KEEP = N_("Please leave this line; it shows what an e-mail program has changed:")

_WIDTH = 78


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
        partner: The partner.
        workbook: The exercises in the partner's language.
        made: The time of making, which the file states.
        t: The partner's language.
        encrypt_to: The coach's public key, where the answers shall come back encrypted.
    """
    exercises = asked_exercises(session, workbook)
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
        *address_front(workbook),
        ("made", made.isoformat(timespec="seconds")),
        ("content", content_version(exercises)),
    ):
        document = document.with_front(key, value)
    if encrypt_to:
        document = document.with_front(ENCRYPT_TO, encrypt_to)
    return document.source


def probe_line(session: str, partner: str, made: datetime) -> str:
    """Return the last line: the session, the partner, the time of making, and the probe."""
    return f"session: {session} · partner: {partner} · made: {made.isoformat(timespec='seconds')} · {PROBE}"


def content_version(exercises: Iterable[Exercise]) -> str:
    """Return a digest of the exercises' texts, equal if two programs ask the same."""
    texts = sorted("".join([exercise.source, *exercise.changes]) for exercise in exercises)
    return hashlib.sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def prompt_blocks(prompt: Prompt, t: Translator) -> Iterator[str]:
    """Yield the blocks of a prompt: label, help, example, room for the answer, stances, visibility."""
    yield f"### {heading_text(prompt.label)} {write_attributes(prompt.id, {})}"
    yield from _paragraphs(prompt.help)
    for paragraph in _paragraphs(prompt.example, _WIDTH - 2):
        yield "\n".join(f"> {line}" for line in paragraph.split("\n"))
    codec = codec_of(prompt.question, t)
    for hint in codec.hints():
        yield _wrapped(hint)
    yield f"**{t(ANSWER)}**"
    yield from codec.room()
    yield t(INSTEAD)
    yield "\n".join(
        f"- [ ] {t(label.own)} {{#{stance}}}" for stance, label in STANCE_LABELS.items()
    )
    yield t(WHO_SEES)
    default = default_visibility(prompt)
    yield "\n".join(
        f"- [{'x' if who is default else ' '}] {t(VISIBILITY_LABELS[who])} {{#{who}}}"
        for who in TICKED
    )


def _welcome(
    session: Session, partner: Partner, t: Translator, exercises: tuple[Exercise, ...]
) -> Iterator[str]:
    others = t.and_list([p.name for p in session.partners if p.id != partner.id])
    minutes = t.number(minutes_stated(exercises, session.pack))
    yield t(GREETING)
    for text in WELCOME:
        yield _wrapped(t(text, other=others, minutes=minutes))
    if first := essentials_words(exercises, session.pack, t):
        yield _wrapped(first)
    if session.date is not None:
        day, time = t.weekday_date(session.date), t.time(session.date)
        yield t(DATED, moment=t("{day}, {time}", day=day, time=time))
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
