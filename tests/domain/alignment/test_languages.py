"""One partner answers in German, the other in English: compared by ids, never by labels."""

from __future__ import annotations

from decimal import Decimal

import pytest

from coopcoach.domain.alignment import (
    EffortComparison,
    Match,
    NeedsComparison,
    PracticeComparison,
    RankingComparison,
    TableComparison,
    compare,
)
from coopcoach.domain.answers import PartnerAnswers
from coopcoach.domain.exercise import Phase
from coopcoach.markup.document import Document
from coopcoach.markup.formats.answers_file import read_answers
from tests.builders.comparisons import exercise, workbook
from tests.builders.prompts import columns_of, options_of, rows_of

NAMES = (
    "goal-why",
    "goal-motives",
    "goal-sharing",
    "goal-fit",
    "goal-effort",
    "talk-reply",
    "team-job",
)

GERMAN = """---
coopcoach: answers/1
partner: anna
language: de
---
# Arbeitsheft

### Motive {#goal.motives}

1. {motives.compete.de} {#compete}
2. {motives.costs.de}

### Teilen {#goal.sharing}

|  | Meine Antwort |
| --- | --- |
| {sharing.office.de} | {sharing.need.de} |
| {sharing.staff.de} | {sharing.not-now.de} |

### Passt es? {#goal.plus}

**7** von 10

### Aufwand {#goal.effort}

| a | b | c | d | e |
| --- | --- | --- | --- | --- |
| 1,5 Stunden | 60 € | 10 € | 150 € | 3 |

### Antworten {#talk.reply}

|  | erwarte | antworte |
| --- | --- | --- |
| {reply.urgent.de} | {reply.same-day.de} | {reply.two-days.de} |

### Rechnung {#team.invoice}

- [x] {invoice.owner.de}
"""

ENGLISH = """---
coopcoach: answers/1
partner: ben
language: en
---
# Workbook

### Motives {#goal.motives}

1. {motives.costs.en}
2. {motives.compete.en}

### Sharing {#goal.sharing}

|  | My answer |
| --- | --- |
| {sharing.office.en} | {sharing.offer.en} |
| {sharing.staff.en} | {sharing.not-now.en} |

### Does it fit? {#goal.plus}

**7** of 10

### Effort {#goal.effort}

| a | b | c | d | e |
| --- | --- | --- | --- | --- |
| 1.5 hours | 60 € | 10 € | 150 € | 3 |

### Replies {#talk.reply}

|  | expect | reply |
| --- | --- | --- |
| {reply.urgent.en} | {reply.same-day.en} | {reply.same-day.en} |

### Invoice {#team.invoice}

- [x] {invoice.owner.en}
"""

PROMPTS = {
    "motives": ("goal-motives", "goal.motives"),
    "sharing": ("goal-sharing", "goal.sharing"),
    "reply": ("talk-reply", "talk.reply"),
    "invoice": ("team-job", "team.invoice"),
}


def labels(language: str) -> dict[str, str]:
    """Every label of those prompts, as ``{motives.costs.de}`` stands for it above."""
    found = {}
    for short, (exercise_id, prompt_id) in PROMPTS.items():
        prompt = exercise(exercise_id, language).prompt(prompt_id, Phase.PREPARE)
        assert prompt is not None
        for asked in (prompt.question, *columns_of(prompt.question)):
            for option in (*options_of(asked), *rows_of(asked)):
                found[f"{{{short}.{option.id}.{language}}}"] = option.label
    return found


def answers(source: str, language: str) -> PartnerAnswers:
    for mark, label in labels(language).items():
        source = source.replace(mark, label)
    return read_answers(Document(source), workbook(language), Phase.PREPARE)


# What both files say, by id.
#
#   prompt         Anna (de)                  Ben (en)                   pair
#   goal.motives   compete, costs             costs, compete             different, overlap 2
#   goal.sharing   office need                office offer               complementary
#                  staff not-now              staff not-now              same
#   goal.plus      7                          7                          same
#   goal.effort    1.5 h, 60, 10, 150, 3      the same                   same: month 6 each
#   talk.reply     urgent same-day, two-days  urgent same-day, same-day  Ben's expectation is missed by 2
#   team.invoice   owner                      owner                      same
@pytest.fixture(params=["de", "en"])
def found(request):
    anna, ben = answers(GERMAN, "de"), answers(ENGLISH, "en")
    result = {}
    for name in NAMES:
        shown = exercise(name, request.param)
        for prompt in shown.prompts_in(Phase.PREPARE, "full"):
            result[prompt.id] = compare(shown, prompt, anna, ben)
    return result


def test_every_pair_is_the_same_in_whichever_language_the_reveal_is_shown(found):
    matches = {key: pair.match for key, pair in found.items() if pair.match is not Match.BOTH_BLANK}
    assert matches == {
        "goal.motives": Match.DIFFERENT,
        "goal.sharing": Match.COMPLEMENTARY,
        "goal.plus": Match.SAME,
        "goal.effort": Match.SAME,
        "talk.reply": Match.DIFFERENT,
        "team.invoice": Match.SAME,
    }


def test_the_parts_are_compared_by_id(found):
    motives, needs, reply = (found[f"goal.{n}"] for n in ("motives", "sharing", "effort"))
    assert isinstance(motives, RankingComparison)
    assert motives.shared == ("compete", "costs")
    assert isinstance(needs, NeedsComparison)
    assert [row.row for row in needs.matches] == ["office"]
    assert isinstance(reply, EffortComparison)
    assert reply.first == reply.second
    assert (reply.first.net, reply.first.month) == (Decimal(50), 6)
    replies = found["talk.reply"]
    assert isinstance(replies, PracticeComparison)
    (urgent,) = replies.rows
    assert (urgent.row, urgent.first.steps, urgent.second.steps) == ("urgent", 0, 2)


def test_rows_that_partners_name_themselves_meet_only_by_the_same_words():
    def strengths(language, task, who):
        source = (
            f"---\ncoopcoach: answers/1\npartner: x\nlanguage: {language}\n---\n# X\n\n"
            f"### X {{#team.strengths_split}}\n\n| a | b |\n| --- | --- |\n| {task} | {who} |\n"
        )
        return read_answers(Document(source), workbook(language), Phase.PREPARE)

    work = exercise("team-work")
    prompt = work.prompt("team.strengths_split", Phase.PREPARE)
    assert prompt is not None
    anna = strengths("de", "Website", "ich")
    met = compare(work, prompt, anna, strengths("en", "website", "my partner"))
    assert met.match is Match.SAME
    alone = compare(work, prompt, anna, strengths("en", "web pages", "my partner"))
    assert isinstance(alone, TableComparison)
    assert (alone.match, len(alone.rows)) == (Match.TO_READ, 2)
