"""The labels of every enumeration: one table each, for screens, documents, mails and files alike.

A label with one form is a text; a label with several forms is a row that names them.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from coopcoach.domain.agreement import Standing
from coopcoach.domain.alignment import Match, Reason
from coopcoach.domain.answers import Stance, Visibility
from coopcoach.domain.exercise import Pack, Point
from coopcoach.domain.ground_rules import Missing, RuleState, Says
from coopcoach.domain.review import BALANCE, CHASING, GAIN, HOURS, Outcome
from coopcoach.domain.settings import Paper
from coopcoach.domain.trend.warnings import WarningKind
from coopcoach.i18n import LANGUAGES, N_, Translator

# The box with which a partner hands in, in the PDF and in the text file.
FINISHED: Final = N_("I have finished and hand in my answers.")


# The signs of the first and the second partner, on screens and in drawings.
PARTNER_SIGNS: Final = ("●", "◆")


class PointLabel(NamedTuple):
    """The title of a point in documents, and its short name in a bar."""

    title: str
    short: str


POINT_LABELS: Final[dict[Point, PointLabel]] = {
    "arrive": PointLabel(N_("Arriving"), N_("Arriving")),
    "goal": PointLabel(N_("Shared goal"), N_("Goal")),
    "talk": PointLabel(N_("Honest and open communication"), N_("Communication")),
    "value": PointLabel(N_("Valuing each other"), N_("Appreciation")),
    "tools": PointLabel(N_("Tools that save time"), N_("Tools")),
    "team": PointLabel(N_("Team and ground rules"), N_("Team")),
    "close": PointLabel(N_("Closing the session"), N_("Closing")),
}


PACK_LABELS: Final[dict[Pack, str]] = {
    "compact": N_("compact: about 35 minutes alone, 90 minutes together"),
    "full": N_("full: about 70 minutes alone, three hours together"),
}


PAPER_LABELS: Final[dict[Paper, str]] = {"a4": "A4", "letter": "Letter"}

# The languages of the screens, each by its own name.
LANGUAGE_LABELS: Final = {language.code: language.name for language in LANGUAGES.values()}


class StanceLabel(NamedTuple):
    """A stance as its owner chooses it, and as it is read beside a name."""

    own: str
    reported: str


STANCE_LABELS: Final[dict[Stance, StanceLabel]] = {
    Stance.DONT_KNOW: StanceLabel(N_("don’t know yet"), N_("can’t say yet")),
    Stance.TALK_LIVE: StanceLabel(
        N_("let’s talk about it live"), N_("would like to talk about it live")
    ),
    Stance.RATHER_NOT: StanceLabel(N_("I’d rather not say"), N_("would rather not say")),
}

VISIBILITY_LABELS: Final[dict[Visibility, str]] = {
    Visibility.BOTH: N_("my partner and the coach"),
    Visibility.COACH: N_("only the coach"),
    Visibility.ME: N_("only me"),
}


class SignedLabel(NamedTuple):
    """The word for a state, an outcome or the result of a comparison, and the sign drawn before it."""

    word: str
    sign: str


RULE_STATE_LABELS: Final[dict[RuleState, SignedLabel]] = {
    RuleState.PROPOSED: SignedLabel(N_("proposed"), "○"),
    RuleState.IN_DISCUSSION: SignedLabel(N_("in discussion"), "◐"),
    RuleState.AGREED: SignedLabel(N_("agreed"), "●"),
    RuleState.PARKED: SignedLabel(N_("parked"), "‖"),
    RuleState.DROPPED: SignedLabel(N_("dropped"), "×"),
    RuleState.RETIRED: SignedLabel(N_("retired"), "■"),
}


class SaysLabel(NamedTuple):
    """What a voice says, and the question for its reason."""

    word: str
    reason: str


SAYS_LABELS: Final[dict[Says, SaysLabel]] = {
    Says.YES: SaysLabel(N_("yes"), N_("Something to add? You can leave this empty.")),
    Says.LIVE_WITH: SaysLabel(
        N_("I can live with it"), N_("With what reservation? It is kept with the vote.")
    ),
    Says.NO: SaysLabel(N_("no"), N_("Because … and what would change it?")),
    Says.NOT_YET: SaysLabel(N_("not yet"), N_("What is missing for a yes?")),
    Says.RETIRE: SaysLabel(N_("retire it"), N_("Why has it had its day?")),
}

# Questions only: a rule can be agreed without any of these.
MISSING_LABELS: Final[dict[Missing, str]] = {
    Missing.SIGN: N_("Could you both see within two weeks whether it is kept? How?"),
    Missing.LOOKS_AFTER: N_("Who looks after it?"),
    Missing.CONSEQUENCE: N_("And if it is not kept, what will you do?"),
    Missing.LOOK_AGAIN: N_("When will you look at it again?"),
}


# No word judges: “different” is a reason to talk.
MATCH_LABELS: Final[dict[Match, SignedLabel]] = {
    Match.SAME: SignedLabel(N_("the same"), "="),
    Match.DIFFERENT: SignedLabel(N_("different"), "≠"),
    Match.COMPLEMENTARY: SignedLabel(N_("they complement each other"), "↔"),
    Match.ONE_BLANK: SignedLabel(N_("one answer blank"), "◐"),
    Match.BOTH_BLANK: SignedLabel(N_("both blank"), "○"),
    Match.TO_TALK: SignedLabel(N_("to talk about"), "…"),
    Match.TO_READ: SignedLabel(N_("in your own words: read both"), "«»"),
}

REASON_LABELS: Final[dict[Reason, str]] = {
    Reason.GAP: N_("the answers are far apart"),
    Reason.MISSED_EXPECTATION: N_("an expectation is not met"),
    Reason.NEED_WITHOUT_OFFER: N_("a need that nobody meets"),
    Reason.GUESS: N_("a guess about the other one: read both"),
    Reason.NEVER_PAYS: N_("by these figures it does not pay"),
    Reason.STANCE: N_("somebody does not know yet, wants to talk, or would rather not say"),
    Reason.ONE_BLANK: N_("one answer blank"),
}


class StandingLabel(NamedTuple):
    """How far something is settled: in a table, and explained below it."""

    word: str
    meaning: str


STANDING_LABELS: Final[dict[Standing, StandingLabel]] = {
    Standing.AGREED: StandingLabel(
        N_("agreed"),
        N_(
            "A ground rule. Both partners said yes to exactly this wording, or that they can live with it."
        ),
    ),
    Standing.NOTED: StandingLabel(
        N_("noted together"),
        N_(
            "Written down by both together in the session. Nobody was asked whether they stand by the exact wording."
        ),
    ),
    Standing.OPEN: StandingLabel(
        N_("still open"),
        N_(
            "Not settled yet. What only one of the partners has said is open, too, and is listed under their name."
        ),
    ),
    Standing.LAWYER: StandingLabel(
        N_("for the lawyer"),
        N_("A question that should be answered by someone who may give legal advice."),
    ),
}

# The other topics of a review, besides the five points and the ground rules.
TOPIC_LABELS: Final[dict[str, str]] = {
    BALANCE: N_("Giving and taking"),
    CHASING: N_("Chased (times in 30 days)"),
    HOURS: N_("Hours of coordination a month"),
    GAIN: N_("Gain a month, in {money}"),
}


OUTCOME_LABELS: Final[dict[Outcome, SignedLabel]] = {
    Outcome.RENEWED: SignedLabel(N_("renewed by both"), "●"),
    Outcome.AMENDED: SignedLabel(N_("new wording"), "◆"),
    Outcome.RETIRED: SignedLabel(N_("retired by both"), "■"),
    Outcome.OPEN: SignedLabel(N_("not settled in this review"), "○"),
}

# Questions, no verdicts: a sign is a place to begin a talk.
WARNING_LABELS: Final[dict[WarningKind, str]] = {
    WarningKind.CHASING_RISES: N_(
        "{name} had to chase {now} times in 30 days, up from {before}: what has changed?"
    ),
    WarningKind.RULE_NOT_KEPT: N_(
        "{now} out of 5 from {name} for how well this rule is kept: {rule} What gets in its way?"
    ),
    WarningKind.HOURS_OVER_PLAN: N_(
        "Coordination took {name} {now} hours a month; {before} were planned. What could be dropped?"
    ),
    WarningKind.GIVES_MORE: N_("Answer of {name}: “I give much more.” What would even it out?"),
    WarningKind.TAKES_MORE: N_(
        "Answer of {name}: “I get much more.” What would be welcome in return?"
    ),
    WarningKind.BOTH_GIVE: N_(
        "Both feel that they give more than they get: what does neither of them see the other"
        " doing?"
    ),
    WarningKind.BOTH_TAKE: N_(
        "Both feel that they get more than they give: where does it come from?"
    ),
}


def point_title(point: Point, t: Translator) -> str:
    """Return the title of a point."""
    return t(POINT_LABELS[point].title)
