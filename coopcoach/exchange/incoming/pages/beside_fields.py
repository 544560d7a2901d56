"""Everything on the pages of a PDF that is no field: notes, text that was typed on them, drawings."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from coopcoach.exchange.incoming.pages.page_text import Passage
from coopcoach.exchange.incoming.pages.printed_form import PrintedForm
from coopcoach.exchange.incoming.pdf_fields import Edges, Mark, PageNote, PdfFields
from coopcoach.exchange.incoming.returned import Notice
from coopcoach.i18n import N_
from coopcoach.markup.form import split_name
from coopcoach.wording.typed_words import ALL_OF_IT, any_of

_MARKED = N_("page {page}: words were marked or struck out, without a note: look at the PDF")
_NAMED = {
    Mark.DRAWN: N_(
        "page {page}: a drawing, a stamp or a signature, which is not read: look at the PDF"
    ),
    Mark.MARKED: _MARKED,
    Mark.STRUCK: _MARKED,
    Mark.ENCLOSED: N_(
        "page {page}: an enclosed file or a recording, which is not read: look at the PDF"
    ),
}
# In points: the question above its fields, and what lies beside the field of the audience.
_QUESTION, _BESIDE_AUDIENCE = 24, 120
_ABOUT_ALL = re.compile(rf"\b(?:{any_of(*ALL_OF_IT)}|\d{{1,3}})\b", re.IGNORECASE)
_KEPT = N_("page {page}: a note beside an answer that its owner keeps private is left out, too")


@dataclass(frozen=True)
class Beside:
    """Texts that were found beside the fields, and what else is there without words.

    Attributes:
        found: The texts.
        notices: What is to be told.
        placed: Those of the texts that stand at a question, by prompt; all of them under the empty id.
    """

    found: list[str]
    notices: list[Notice]
    placed: dict[str, tuple[str, ...]] = field(default_factory=dict)


def beside_fields(
    fields: PdfFields, passages: Sequence[Passage], shared: Collection[str] | None
) -> Beside:
    """Return what was written beside the fields of a PDF.

    Text at a question whose answer is not shared is left out with it.

    Args:
        fields: The fields and the notes.
        passages: Text that was typed on the pages.
        shared: The prompts whose answers others than their owner may see; None where that is all of them.
    """
    zones = list(_zones(fields))
    typed_on = {passage.page for passage in passages}
    texts = [PageNote(p.page, p.box.middle[1], p.text) for p in passages]
    # A program that typed on a page drew on it, too.
    marks = [n for n in fields.notes if n.mark and (n.height or n.page not in typed_on)]
    found: list[str] = []
    placed: dict[str, tuple[str, ...]] = {}
    notices = [Notice(text=_NAMED[n.mark], values={"page": n.page + 1}) for n in marks if n.mark]
    for note in [*(n for n in fields.notes if n.text), *texts]:
        if shared is not None and _is_kept(note, zones, shared):
            notices.append(Notice(text=_KEPT, values={"page": note.page + 1}))
            continue
        found.append(note.text)
        prompt = _question_at(note, fields)
        if prompt:
            for name in ("", prompt):
                placed[name] = (*placed.get(name, ()), note.text)
    return Beside(found, notices, placed)


def marked_prompts(fields: PdfFields) -> set[str]:
    """Return the prompts where something without words is drawn at the field that says who may see the answer.

    Words that were struck out or blackened in the answer itself count as well.
    """
    marked = set[str]()
    for note in fields.notes:
        if note.mark not in {Mark.DRAWN, Mark.MARKED, Mark.STRUCK} or not any(note.box):
            continue
        for place in fields.places:
            prompt, part = split_name(place.name)
            is_audience = part == ("visibility",)
            is_struck = note.mark is Mark.STRUCK and bool(part)
            beside = _BESIDE_AUDIENCE if is_audience else 0
            if place.page == note.page and (is_audience or is_struck):
                marked |= {prompt} if _meet(place.box, note.box, beside) else set()
    return marked


def _meet(field_box: Edges, mark: Edges, beside: float) -> bool:
    left, bottom, right, top = field_box
    is_beside = mark[0] <= right + beside and mark[2] >= left - beside
    return is_beside and mark[1] <= top + 1 and mark[3] >= bottom - 1


def _question_at(note: PageNote, fields: PdfFields) -> str:
    """Return the prompt at whose fields a note stands; empty where it may be about more than one."""
    if _ABOUT_ALL.search(note.text):
        return ""
    zones: dict[str, tuple[float, float]] = {}
    for place in fields.places:
        prompt, part = split_name(place.name)
        if part and place.page == note.page:
            low, high = zones.get(prompt, (place.box[1], place.box[3]))
            zones[prompt] = (min(low, place.box[1]), max(high, place.box[3]))
    at = [p for p, (low, high) in zones.items() if low - 2 <= note.height <= high + _QUESTION]
    return at[0] if len(at) == 1 else ""


def beside_printed(
    notes: Sequence[PageNote], form: PrintedForm, shared: Collection[str] | None
) -> Beside:
    """Return what was written beside the fields of a form that was printed.

    Which words are at which question is not known any more: a page with an answer that is not shared, and one
    that was not found in the blank form, is left out.

    Args:
        notes: The notes of the PDF.
        form: The printed form.
        shared: The prompts whose answers others than their owner may see; None where that is all of them.
    """
    open_pages = set(form.pages_of.values())
    for name, page in form.pages_of.items():
        if shared is not None and split_name(name)[0] not in shared:
            open_pages.discard(page)
    found: list[str] = []
    notices: list[Notice] = []
    for note in [*(n for n in notes if n.text), *form.loose]:
        if shared is None or note.page in open_pages:
            found.append(note.text)
        else:
            notices.append(Notice(text=_KEPT, values={"page": note.page + 1}))
    return Beside(found, notices)


def _zones(fields: PdfFields) -> Iterator[tuple[int, float, str]]:
    """Yield page, lower edge and prompt of each question, from the top of a page to its end."""
    lowest: dict[tuple[int, str], float] = {}
    for place in fields.places:
        prompt, part = split_name(place.name)
        if part:
            key = (place.page, prompt)
            lowest[key] = min(lowest.get(key, place.box[1]), place.box[1])
    for (page, prompt), bottom in sorted(lowest.items(), key=lambda item: (item[0][0], -item[1])):
        yield page, bottom, prompt


def _is_kept(
    note: PageNote, zones: Sequence[tuple[int, float, str]], shared: Collection[str]
) -> bool:
    prompts = [
        prompt for page, bottom, prompt in zones if page == note.page and bottom <= note.height
    ]
    if not prompts:
        # Below the last question of its page.
        prompts = [prompt for page, _, prompt in zones if page == note.page][-1:]
    return bool(prompts) and prompts[0] not in shared
