"""Read a filled-in PDF: which partner and session it is of, and the answers by prompt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

import pypdfium2

from coopcoach.domain.answers import Answer, Stance, Visibility, default_visibility
from coopcoach.domain.exercise import Phase, Prompt, Workbook
from coopcoach.domain.packs.asked import asked_exercises
from coopcoach.errors import BadFile
from coopcoach.exchange.incoming.audience import CLOSED_PASSAGES, closed_notice
from coopcoach.exchange.incoming.expected import Expected, NeedsBlank
from coopcoach.exchange.incoming.formats.kinds import FROM_PAPER, refused
from coopcoach.exchange.incoming.former_words import wordings
from coopcoach.exchange.incoming.named_workbooks import best_named
from coopcoach.exchange.incoming.pages.beside_fields import (
    beside_fields,
    beside_printed,
    marked_prompts,
)
from coopcoach.exchange.incoming.pages.extra_page import (
    extra_texts,
    joined_texts,
    prompts_of,
    with_more,
)
from coopcoach.exchange.incoming.pages.joined_workbooks import refuse_joined
from coopcoach.exchange.incoming.pages.page_text import Run, added_passages, page_runs
from coopcoach.exchange.incoming.pages.printed_form import PrintedForm, read_printed
from coopcoach.exchange.incoming.pdf_fields import PdfFields, read_fields
from coopcoach.exchange.incoming.returned import Notice, Returned
from coopcoach.exchange.incoming.whole_answers import for_owner
from coopcoach.export.form.identity import FORM_FORMAT, Identity, find_identity
from coopcoach.i18n import N_, SPOKEN, language_of, translator
from coopcoach.markup.answer import read_form_answer
from coopcoach.markup.form import EXTRA_PAGE, FINISHED, IDENTITY, Parts, is_filled, split_name
from coopcoach.markup.kinds.options import folded
from coopcoach.markup.loose.alnum_key import alnum_key
from coopcoach.wording.labels import STANCE_LABELS, VISIBILITY_LABELS

E = TypeVar("E", Stance, Visibility)

# Questions that have to be printed on a PDF without fields before it counts as a workbook.
LEAST_LABELS = 3
# The page of a portfolio says at most that another program is needed.
_FEW_LETTERS = 1_000
CLOSED = N_("answers left out, as the print does not show who may see them: {count}")
PARTLY_READ = N_(
    "“{prompt}”: not all of it is clear; what could not be read is in the remark below the answer"
)
NOT_READABLE = N_("not readable, see page {page} of the PDF")
PRINTED = N_(
    "the fields were lost in printing; the answers were read by their places: compare them"
)


@dataclass(frozen=True)
class _Whose:
    """The session, partner and language of a workbook; empty where the file does not name them."""

    session: str
    partner: str
    language: str
    made: datetime | None


def read_pdf(
    data: bytes, workbooks: Mapping[str, Workbook], expected: Expected | None = None
) -> Returned:
    """Read a filled-in PDF.

    What a field's kind cannot take becomes the answer's remark; fields of no known prompt and everything that
    was written beside the fields are returned as found text. Scripts in the file are never run. Emoji that
    pdfium writes as another character (👍 as U+F44D) are put back. Where the fields were lost, the text is
    read by their places.

    Args:
        data: The file.
        workbooks: The session's exercises by language.
        expected: The session and its blank forms, where they are known.

    Raises:
        BadFile: It is no workbook that can be read; the one fault says why and what to do.
        NeedsBlank: The fields were lost, and the blank form can be had.
    """
    expected = expected or Expected()
    fields = read_fields(data)
    runs, notices = _page_runs(data)
    refuse_joined(fields, runs)
    if fields.values:
        whose = _whose(fields, runs, workbooks, expected)
        form, unreadable = None, dict[str, int]()
    else:
        identity = _printed_identity(fields, runs, workbooks, expected)
        form = _printed(data, runs, identity, expected)
        whose = _Whose(identity.session, identity.partner, identity.language, identity.made)
        fields.values, unreadable = form.values, form.unreadable
        notices = [Notice(text=PRINTED)]
        closed = sum(_is_audience(name) for name in unreadable)
        if closed:
            notices.append(Notice(text=CLOSED, values={"count": closed}))
    known = _by_language(workbooks, whose.language)
    parts, strays = _sorted_out(fields.values, known)
    more = parts.pop(EXTRA_PAGE, {})
    answers, unmatched, unread = _answers(parts, more, unreadable, known, whose.language)
    unmatched = [*strays, *unmatched]
    marked = marked_prompts(fields)
    named = _name_of(whose.partner, expected)
    closing = [
        closed_notice(prompts_of(prompt_id, known)[0], named)
        for prompt_id, answer in answers.items()
        if prompt_id in marked and not answer.is_blank and answer.visibility is not Visibility.ME
    ]
    answers.update({p: for_owner(answers[p]) for p in marked & answers.keys()})
    shared = _shared(fields.values, parts, answers)
    if form is None:
        beside = beside_fields(fields, added_passages(runs), shared)
    else:
        beside = beside_printed(fields.notes, form, shared)
    notices.extend(beside.notices)
    if shared is not None and unmatched:
        # They may go on with an answer that its owner keeps.
        notices.append(Notice(text=CLOSED_PASSAGES, values={"count": len(unmatched)}))
        unmatched = []
    return Returned(
        form="pdf",
        session=whose.session,
        partner=whose.partner,
        # The language of the file may be none that the session has now.
        language=known[0].language,
        made=whose.made,
        answers=answers,
        found=tuple(dict.fromkeys([*unmatched, *beside.found])),
        beside=beside.placed,
        handed_in=is_filled(fields.values.get(FINISHED, "")),
        unreadable=unread,
    ).with_notices(
        *notices,
        *closing,
        *_missing(fields.values, known[0], expected),
        *_partly_read(parts, answers, known, whose.language),
        *_closed_notices(parts, answers, known, named),
    )


def _shared(
    values: Mapping[str, str], parts: Mapping[str, Parts], answers: Mapping[str, Answer]
) -> set[str] | None:
    """Return the prompts whose answers others may see; None where that is all of them."""
    shared = {p for p, answer in answers.items() if answer.visibility is not Visibility.ME}
    seen = [_labelled(value, VISIBILITY_LABELS) for n, value in values.items() if _is_audience(n)]
    # Also those of fields whose question is not known.
    are_open = all(who not in {None, Visibility.ME} for who in seen)
    return None if are_open and parts.keys() <= shared else shared


def _name_of(partner: str, expected: Expected) -> str:
    owner = expected.session.partner(partner or expected.partner) if expected.session else None
    return owner.name if owner else partner


def identity_of(data: bytes) -> Identity | None:
    """Return which workbook a PDF of our own is; None where it is none."""
    try:
        return find_identity(read_fields(data).about)
    except BadFile:
        return None


def _page_runs(data: bytes) -> tuple[list[Run], list[Notice]]:
    try:
        return page_runs(data), []
    except pypdfium2.PdfiumError:
        what = N_("text outside the fields cannot be found in this PDF: open it and look")
        return [], [Notice(text=what)]


def _answers(
    parts: Mapping[str, Parts],
    more: Parts,
    unreadable: Mapping[str, int],
    known: Sequence[Workbook],
    language: str,
) -> tuple[dict[str, Answer], list[str], tuple[str, ...]]:
    """Return the answers by prompt, text of no prompt, and the prompts with something unreadable.

    An answer is left out where the field that says who may see it is unreadable.
    """
    extras = extra_texts(more, known, parts)
    pages = {split_name(name): page for name, page in unreadable.items()}
    answers: dict[str, Answer] = {}
    for prompt_id, given in parts.items():
        prompts = prompts_of(prompt_id, known)
        answer = _placed(prompts[0], read_form_answer(prompts, given, language), given)
        answer = with_more(prompts[0], answer, extras.get(prompt_id, []))
        hidden = {part: page for (owner, part), page in pages.items() if owner == prompt_id}
        if ("visibility",) not in hidden:
            answers[prompt_id] = _with_unreadable(answer, hidden, language)
    unread = tuple(sorted({prompt_id for prompt_id, _ in pages} & answers.keys()))
    return answers, extras.get("", []), unread


def _with_unreadable(
    answer: Answer, hidden: Mapping[tuple[str, ...], int], language: str
) -> Answer:
    """Return an answer that says where something is written that cannot be read."""
    pages = sorted(set(hidden.values()))
    words = [translator(language)(NOT_READABLE, page=page) for page in pages]
    return answer.model_copy(update={"remark": joined_texts(answer.remark, *words)})


def _missing(values: Mapping[str, str], workbook: Workbook, expected: Expected) -> Iterator[Notice]:
    """Yield how many of the session's questions are not in the file."""
    if expected.session is None:
        return
    session = expected.session
    exercises = asked_exercises(session, workbook)
    asked = [p.id for e in exercises for p in e.prompts_in(Phase.PREPARE, session.pack)]
    there = {split_name(name)[0] for name in values}
    count = sum(prompt not in there for prompt in asked)
    if 0 < count < len(asked):
        what = N_("questions not in the file (pages taken out, or an older workbook): {count}")
        yield Notice(text=what, values={"count": count})


def _whose(
    fields: PdfFields, runs: Sequence[Run], workbooks: Mapping[str, Workbook], expected: Expected
) -> _Whose:
    """Return which workbook it is: by the field with its mark, by the file’s properties, by its pages.

    Raises:
        BadFile: It is none, or of another version.
    """
    known = [*workbooks.values()]
    is_ours = any(prompts_of(split_name(name)[0], known) for name in fields.values)
    inside = find_identity(fields.values.get(IDENTITY, "")) or find_identity(fields.about)
    if inside is None and is_ours:
        inside = find_identity("".join(run.text for run in runs))
    if inside is not None:
        if inside.format != FORM_FORMAT:
            raise refused(
                N_("the workbook was made by another version of coopcoach"),
                N_("read it with a newer version, or ask for the answers in a new workbook"),
            )
        return _Whose(inside.session, inside.partner, inside.language, inside.made)
    if not is_ours:
        raise refused(
            N_("this PDF is not a coopcoach workbook"),
            N_("take the one that came with the invitation"),
        )
    # The cover was taken out, and the lower edge of the pages was cut off.
    return _Whose("", "", _language_of(fields.values, workbooks, expected), None)


def _language_of(
    values: Mapping[str, str], workbooks: Mapping[str, Workbook], expected: Expected
) -> str:
    """Return the language of a form whose mark is gone, by what its fields say at first."""
    shown = [value for name, value in values.items() if _is_audience(name)]
    counts = {
        language: sum(
            value in wordings(label, translator(language))
            for value in shown
            for label in VISIBILITY_LABELS.values()
        )
        for language in {workbook.language: None for workbook in workbooks.values()}
    }
    best = max(counts, key=lambda language: counts[language])
    owner = expected.session.partner(expected.partner) if expected.session else None
    return best if counts[best] or owner is None else owner.language


def _printed_identity(
    fields: PdfFields, runs: Sequence[Run], workbooks: Mapping[str, Workbook], expected: Expected
) -> Identity:
    """Return which workbook a PDF without fields was made from.

    Raises:
        BadFile: It is none, or it does not say so.
    """
    text = "".join(run.text for run in runs)
    identity = find_identity(text) or find_identity(fields.about)
    if identity is not None:
        return identity
    if fields.encloses and len(text) < _FEW_LETTERS:
        raise refused(
            N_("this PDF is only an envelope (a portfolio) around other files"),
            N_("save the workbook out of it, and import that one file"),
        )
    if not text.strip():
        raise refused(
            N_("the PDF holds pictures only, as from a scanner, and no fields"),
            FROM_PAPER,
            session=expected.slug or "SESSION",
        )
    words = alnum_key(text)
    labels = {
        language: sum(
            alnum_key(prompt.label) in words for e in book.exercises for prompt in e.prompts
        )
        for language, book in best_named(text, workbooks).items()
    }
    language = max(labels, key=lambda each: labels[each], default="")
    if not language or labels[language] < LEAST_LABELS:
        raise refused(
            N_("this PDF is not a coopcoach workbook"),
            N_("take the one that came with the invitation"),
        )
    if expected.session is None or not expected.partner:
        raise refused(
            N_("the file no longer says whose workbook it is"),
            N_("name the partner with --partner"),
        )
    session = expected.session
    return Identity(
        session=session.slug, partner=expected.partner, language=language, made=session.created
    )


def _printed(
    data: bytes, runs: Sequence[Run], identity: Identity, expected: Expected
) -> PrintedForm:
    """Read a form without fields by their places.

    Raises:
        BadFile: That is not possible, or nothing is filled in.
        NeedsBlank: The blank form is not at hand and can be had.
    """
    blank = expected.blanks.get(identity.line)
    if blank is None and expected.asks_for_blanks:
        raise NeedsBlank(identity)
    form = read_printed(data, runs, blank) if blank else PrintedForm()
    form.values = {name: _as_label(name, text) for name, text in form.values.items()}
    # Something always stands there: where nothing is read, it was not understood.
    pages = {
        name: max(form.pages) + 1
        for name, text in form.values.items()
        if _is_audience(name) and not text
    }
    form.unreadable = {**pages, **form.unreadable}
    filled = any(is_filled(text) for name, text in form.values.items() if not _is_audience(name))
    if not filled and all(_is_audience(name) for name in form.unreadable):
        raise refused(
            N_("the workbook was printed to a new PDF, and its fields were lost"),
            N_(
                "ask for the file that was filled in, saved and not printed; or type the answers in: coopcoach"
                " prepare {session} --partner NAME --from-paper FILE"
            ),
            session=expected.slug or "SESSION",
        )
    return form


def _is_audience(name: str) -> bool:
    """Whether a field says who may see an answer."""
    return split_name(name)[1] == ("visibility",)


def _as_label(name: str, text: str) -> str:
    """Return a printed choice as it is worded, whatever became of its spaces."""
    labels: list[str] = []
    if _is_audience(name):
        labels = list(VISIBILITY_LABELS.values())
    elif split_name(name)[1] == ("stance",):
        labels = [label.own for label in STANCE_LABELS.values()]
    shown = (
        words
        for language in SPOKEN
        for label in labels
        for words in wordings(label, translator(language))
    )
    return next((label for label in shown if alnum_key(label) == alnum_key(text)), text)


def _by_language(workbooks: Mapping[str, Workbook], language: str) -> list[Workbook]:
    """The workbooks, those of the file's own language or a variant of it first: labels may be of any of them."""
    base = language_of(language).base_code
    return sorted(
        workbooks.values(),
        key=lambda w: (w.language != language, language_of(w.language).base_code != base),
    )


def _sorted_out(
    values: Mapping[str, str], known: Sequence[Workbook]
) -> tuple[dict[str, Parts], list[str]]:
    """The parts of each answer by prompt; what stands in a field of no known prompt is found text."""
    parts: dict[str, Parts] = {}
    found: list[str] = []
    for name, value in values.items():
        prompt_id, part = split_name(name)
        if part and (prompt_id == EXTRA_PAGE or prompts_of(prompt_id, known)):
            parts.setdefault(prompt_id, {})[part] = value
        elif name not in {IDENTITY, FINISHED} and is_filled(value):
            found.append(f"{name}: {value}")
    return parts, found


def _placed(prompt: Prompt, answer: Answer, given: Parts) -> Answer:
    """The answer with its stance and with who may see it; only its owner where a field is not clear."""
    said, seen = given.get(("stance",), ""), given.get(("visibility",), "")
    stance = _labelled(said, {stance: label.own for stance, label in STANCE_LABELS.items()})
    visibility = _labelled(seen, VISIBILITY_LABELS) or default_visibility(prompt)
    if _is_closed(given):
        visibility = Visibility.ME
    return answer.model_copy(
        update={
            "remark": joined_texts(
                answer.remark, said if stance is None and is_filled(said) else ""
            ),
            "stance": stance,
            "visibility": visibility,
        }
    )


def _is_closed(given: Parts) -> bool:
    """Whether the fields do not say clearly who may see an answer, or whether it is one."""
    said, seen = given.get(("stance",), ""), given.get(("visibility",), "")
    stances = {stance: label.own for stance, label in STANCE_LABELS.items()}
    if is_filled(said) and _labelled(said, stances) is None:
        return True
    # The blank form names an audience in each of these fields.
    return _labelled(seen, VISIBILITY_LABELS) is None


def _closed_notices(
    parts: Mapping[str, Parts], answers: Mapping[str, Answer], known: Sequence[Workbook], name: str
) -> Iterator[Notice]:
    """Yield a line for each answer that is left out because its fields are not clear."""
    for prompt_id, given in parts.items():
        answer = answers.get(prompt_id)
        if answer is not None and not answer.is_blank and _is_closed(given):
            yield closed_notice(prompts_of(prompt_id, known)[0], name)


def _partly_read(
    parts: Mapping[str, Parts],
    answers: Mapping[str, Answer],
    known: Sequence[Workbook],
    language: str,
) -> Iterator[Notice]:
    """Yield a line for each shared answer of which a part could not be read, such as a place that was given twice."""
    for prompt_id, given in parts.items():
        answer = answers.get(prompt_id)
        if answer is None or answer.value is None or answer.visibility is Visibility.ME:
            continue
        prompts = prompts_of(prompt_id, known)
        remark = given.get(("remark",), "")
        if read_form_answer(prompts, given, language).remark != (remark if remark.strip() else ""):
            yield Notice(text=PARTLY_READ, values={"prompt": prompts[0].label})


def _labelled(text: str, labels: Mapping[E, str]) -> E | None:
    written = folded(text)
    for member in labels:
        own = (wordings(labels[member], translator(lang)) for lang in SPOKEN)
        named = {folded(words) for each in own for words in each}
        if written == member.value or written in named:
            return member
    return None
