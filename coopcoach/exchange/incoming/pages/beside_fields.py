"""Everything on the pages of a PDF that is no field: notes, text that was typed on them, drawings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coopcoach.domain.answers import Visibility
from coopcoach.exchange.incoming.pages.page_text import Passage
from coopcoach.exchange.incoming.pdf_fields import Mark, PageNote, PdfFields
from coopcoach.exchange.incoming.returned import Notice
from coopcoach.i18n import N_, SPOKEN, translator
from coopcoach.markup.form import split_name
from coopcoach.wording.labels import VISIBILITY_LABELS

_NAMED = {
    Mark.DRAWN: N_(
        "page {page}: a drawing, a stamp or a signature, which is not read: look at the PDF"
    ),
    Mark.MARKED: N_(
        "page {page}: words were marked or struck out, without a note: look at the PDF"
    ),
    Mark.ENCLOSED: N_(
        "page {page}: an enclosed file or a recording, which is not read: look at the PDF"
    ),
}
_KEPT = N_("page {page}: a note at an answer that its owner keeps is left out, too")


@dataclass(frozen=True)
class Beside:
    """Texts that were found beside the fields, and what else is there without words."""

    found: list[str]
    notices: list[Notice]


def beside_fields(fields: PdfFields, passages: Sequence[Passage]) -> Beside:
    """Return what was written beside the fields of a PDF.

    Text at a question whose answer is for its owner alone is left out with it.

    Args:
        fields: The fields and the notes.
        passages: Text that was typed on the pages.
    """
    zones = list(_zones(fields))
    typed_on = {passage.page for passage in passages}
    texts = [PageNote(p.page, p.box.middle[1], p.text) for p in passages]
    # A program that typed on a page drew on it, too.
    marks = [n for n in fields.notes if n.mark and (n.height or n.page not in typed_on)]
    found: list[str] = []
    notices = [Notice(text=_NAMED[n.mark], values={"page": n.page + 1}) for n in marks if n.mark]
    for note in [*(n for n in fields.notes if n.text), *texts]:
        if _is_kept(note, zones, fields):
            notices.append(Notice(text=_KEPT, values={"page": note.page + 1}))
        else:
            found.append(note.text)
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


def _is_kept(note: PageNote, zones: Sequence[tuple[int, float, str]], fields: PdfFields) -> bool:
    prompts = [
        prompt for page, bottom, prompt in zones if page == note.page and bottom <= note.height
    ]
    if not prompts:
        # Below the last question of its page.
        prompts = [prompt for page, _, prompt in zones if page == note.page][-1:]
    return bool(prompts) and _is_for_owner(prompts[0], fields)


def _is_for_owner(prompt: str, fields: PdfFields) -> bool:
    values = [v for n, v in fields.values.items() if split_name(n) == (prompt, ("visibility",))]
    label = VISIBILITY_LABELS[Visibility.ME]
    return any(value in {translator(lang)(label) for lang in SPOKEN} for value in values)
