"""Read a filled-in PDF: which partner and session it is of, and the answers by prompt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from coopcoach.domain.answers import Answer, Stance, TextValue, Visibility
from coopcoach.domain.exercise import Kind, Phase, Prompt, Workbook
from coopcoach.exchange.incoming.pdf_answers import (
    Parts,
    begins_with,
    is_filled,
    read_parts,
    same_words,
)
from coopcoach.exchange.incoming.pdf_fields import PdfFields, read_fields, refused
from coopcoach.exchange.incoming.returned import Returned
from coopcoach.export.form.identity import FORMAT, Identity, find_identity
from coopcoach.export.form.names import EXTRA_PAGE, IDENTITY, split_name
from coopcoach.i18n import LANGUAGES, N_, translator
from coopcoach.wording.labels import STANCE_LABELS, VISIBILITY_LABELS

E = TypeVar("E", Stance, Visibility)


def read_pdf(data: bytes, workbooks: Mapping[str, Workbook]) -> Returned:
    """Read a filled-in PDF.

    What a field's kind cannot take becomes the answer's remark; fields of no known prompt and notes written on
    the pages are returned as found text. Scripts in the file are never run. Emoji that pdfium writes as another
    character (👍 as U+F44D) are put back.

    Args:
        data: The file.
        workbooks: The session's exercises by language.

    Raises:
        BadFile: It is no workbook that can be read; the one fault says why and what to do.
    """
    fields = read_fields(data)
    identity = _identity(fields)
    known = _by_language(workbooks, identity.language)
    parts, found = _sorted_out(fields.values, known)
    extras = _extras(parts.pop(EXTRA_PAGE, {}), known, parts)
    answers: dict[str, Answer] = {}
    for prompt_id, given in parts.items():
        prompts = _prompts(prompt_id, known)
        answer = read_parts(prompts, given, identity.language)
        answers[prompt_id] = _with_more(
            prompts[0], _placed(answer, given), extras.get(prompt_id, [])
        )
    found.extend(extras.get("", []))
    found.extend(note.strip("\n") for note in fields.notes)
    return Returned(
        form="pdf",
        session=identity.session,
        partner=identity.partner,
        language=identity.language,
        made=identity.made,
        answers=answers,
        found=tuple(found),
    )


def _identity(fields: PdfFields) -> Identity:
    """Which workbook it is: by its own field, by what the file says of itself, by what is printed on it.

    Raises:
        BadFile: It says nothing of the kind, or the fields are gone.
    """
    inside = find_identity(fields.values.get(IDENTITY, "")) or find_identity(fields.about)
    if fields.values and inside is not None:
        if inside.format != FORMAT:
            raise refused(
                N_("the workbook was made by another version of coopcoach"),
                N_("read it with a newer version, or ask for the answers in a new workbook"),
            )
        return inside
    if not fields.values and (inside or find_identity(fields.text)):
        raise refused(
            N_("the workbook was printed to a new PDF, and its fields were lost"),
            N_(
                "ask for the file that was filled in, saved and not printed; or type the answers in"
            ),
        )
    if not fields.values and not fields.text.strip():
        raise refused(
            N_("the PDF holds pictures only, as from a scanner, and no fields"),
            N_(
                "ask for the file that was filled in, saved and not printed; or type the answers in"
            ),
        )
    raise refused(
        N_("this PDF is no workbook of coopcoach"),
        N_("take the one that came with the invitation"),
    )


def _by_language(workbooks: Mapping[str, Workbook], language: str) -> list[Workbook]:
    """The workbooks, the one of the file's own language first: labels may be of any of them."""
    return [workbooks[lang] for lang in sorted(workbooks, key=lambda lang: lang != language)]


def _prompts(prompt_id: str, known: Sequence[Workbook]) -> list[Prompt]:
    found = (workbook.find_prompt(prompt_id, Phase.PREPARE) for workbook in known)
    return [prompt for prompt in found if prompt is not None]


def _sorted_out(
    values: Mapping[str, str], known: Sequence[Workbook]
) -> tuple[dict[str, Parts], list[str]]:
    """The parts of each answer by prompt; what stands in a field of no known prompt is found text."""
    parts: dict[str, Parts] = {}
    found: list[str] = []
    for name, value in values.items():
        prompt_id, part = split_name(name)
        if part and (prompt_id == EXTRA_PAGE or _prompts(prompt_id, known)):
            parts.setdefault(prompt_id, {})[part] = value
        elif name != IDENTITY and is_filled(value):
            found.append(f"{name}: {value}")
    return parts, found


def _placed(answer: Answer, given: Parts) -> Answer:
    """The answer with its stance and with who may see it; words that are neither stay as a remark."""
    said, seen = given.get(("stance",), ""), given.get(("visibility",), "")
    stance = _labelled(said, {stance: label.own for stance, label in STANCE_LABELS.items()})
    visibility = _labelled(seen, VISIBILITY_LABELS)
    remark = answer.remark
    if stance is None and is_filled(said):
        remark = _joined(remark, said)
    if visibility is None and is_filled(seen):
        # Whatever was meant: not more eyes than necessary.
        visibility = Visibility.COACH
        remark = _joined(remark, seen)
    return answer.model_copy(
        update={
            "remark": remark,
            "stance": stance,
            "visibility": visibility or Visibility.BOTH,
        }
    )


def _labelled(text: str, labels: Mapping[E, str]) -> E | None:
    folded = " ".join(text.casefold().split())
    for member in labels:
        named = {translator(lang)(labels[member]).casefold() for lang in LANGUAGES}
        if folded == member.value or folded in named:
            return member
    return None


def _extras(
    given: Parts, known: Sequence[Workbook], parts: Mapping[str, Parts]
) -> dict[str, list[str]]:
    """The texts of the page with room for more, by prompt; under "" where no prompt was chosen."""
    found: dict[str, list[str]] = {}
    for (number, what), text in sorted(given.items()):
        if what == "text" and text.strip():
            chosen = given.get((number, "prompt"), "")
            found.setdefault(_chosen_prompt(chosen, known, parts), []).append(text)
    return found


def _chosen_prompt(chosen: str, known: Sequence[Workbook], parts: Mapping[str, Parts]) -> str:
    """The prompt whose label was chosen, whole or shortened."""
    if not is_filled(chosen):
        return ""
    label = chosen.partition(". ")[2].rstrip("…").rstrip()
    labels = {p: [prompt.label for prompt in _prompts(p, known)] for p in parts}
    whole = (p for p, words in labels.items() if any(same_words(label, w) for w in words))
    begun = (p for p, words in labels.items() if any(begins_with(w, label) for w in words))
    return next(whole, None) or next(begun, "")


def _with_more(prompt: Prompt, answer: Answer, texts: list[str]) -> Answer:
    """The answer with what was written on the page with room for more."""
    if not texts:
        return answer
    if prompt.kind in {Kind.TEXT, Kind.LONG}:
        written = answer.value.text if isinstance(answer.value, TextValue) else ""
        return answer.model_copy(update={"value": TextValue(text=_joined(written, *texts))})
    return answer.model_copy(update={"remark": _joined(answer.remark, *texts)})


def _joined(*texts: str) -> str:
    return "\n\n".join(text for text in texts if text)
