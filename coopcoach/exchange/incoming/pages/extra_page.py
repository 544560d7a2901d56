"""The page with room for more in a PDF workbook: texts that go on with an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coopcoach.domain.answers import Answer, TextValue
from coopcoach.domain.exercise import Phase, Prompt, Workbook
from coopcoach.markup.form import Parts, is_filled
from coopcoach.markup.kinds import KINDS
from coopcoach.markup.kinds.options import folded


def prompts_of(prompt_id: str, known: Sequence[Workbook]) -> list[Prompt]:
    """Return a prompt as each of the workbooks has it."""
    found = (workbook.find_prompt(prompt_id, Phase.PREPARE) for workbook in known)
    return [prompt for prompt in found if prompt is not None]


def extra_texts(
    given: Parts, known: Sequence[Workbook], parts: Mapping[str, Parts]
) -> dict[str, list[str]]:
    """Return the texts of the page with room for more, by prompt; under "" where no prompt was chosen."""
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
    label = folded(chosen.partition(". ")[2].rstrip("…"))
    labels = {p: [folded(prompt.label) for prompt in prompts_of(p, known)] for p in parts}
    whole = (p for p, all_labels in labels.items() if label in all_labels)
    begun = (p for p, all_labels in labels.items() if any(w.startswith(label) for w in all_labels))
    return next(whole, None) or (next(begun, "") if label else "")


def with_more(prompt: Prompt, answer: Answer, texts: list[str]) -> Answer:
    """Return the answer with what was written on the page with room for more."""
    if not texts:
        return answer
    if KINDS[prompt.kind].is_words:
        written = answer.value.text if isinstance(answer.value, TextValue) else ""
        return answer.model_copy(update={"value": TextValue(text=joined_texts(written, *texts))})
    return answer.model_copy(update={"remark": joined_texts(answer.remark, *texts)})


def joined_texts(*texts: str) -> str:
    """Return texts as paragraphs of one."""
    return "\n\n".join(text for text in texts if text)
