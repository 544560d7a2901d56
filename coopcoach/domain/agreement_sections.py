"""The sections of an agreement outline: the sources of each, and the questions left to settle.

The sections follow S5 (settle beforehand how processes fit together, who invoices, how it ends) and
frequent questions of partners and lawyers. The questions are no legal advice.
"""

from __future__ import annotations

from typing import Literal

from coopcoach.domain.exercise import Frozen
from coopcoach.i18n import N_

SectionId = Literal[
    "parties",
    "purpose",
    "term",
    "contributions",
    "conduct",
    "processes",
    "priority",
    "overlaps",
    "invoicing",
    "tools",
    "protection",
    "subcontractors",
    "representation",
    "liability",
    "sharing",
    "data",
    "conflict",
    "separation",
    "form",
    "questions",
]


class OwnView(Frozen):
    """A prompt that each partner answered alone, or some rows of its table.

    ``instead_of`` names the joint answers that replace it.
    """

    prompt: str
    rows: tuple[str, ...] = ()
    instead_of: tuple[str, ...] = ()


class ToSettle(Frozen):
    """A question for the partners; ``settled_by`` names the prompts whose joint answer settles it."""

    text: str
    settled_by: tuple[str, ...] = ()


class SectionPlan(Frozen):
    """A section: its joint answers, own answers and ground rules, and its questions.

    A ground rule belongs to the section of a prompt it came from, else of its starter rule, else to the
    section on how the partners work with each other.
    """

    id: SectionId
    title: str
    joint: tuple[str, ...] = ()
    views: tuple[OwnView, ...] = ()
    starters: tuple[str, ...] = ()
    to_settle: tuple[ToSettle, ...] = ()
    lawyer: tuple[str, ...] = ()


PLAN: tuple[SectionPlan, ...] = (
    SectionPlan(
        id="parties",
        title=N_("Parties"),
        lawyer=(
            N_("Full names, legal forms and addresses of both firms, and who may sign for them"),
        ),
    ),
    SectionPlan(
        id="purpose",
        title=N_("Purpose, and what it is not"),
        joint=("goal.sentence", "goal.first_win", "goal.not", "goal.more", "value.power"),
        views=(OwnView(prompt="goal.reach"),),
        to_settle=(
            ToSettle(
                text=N_("What do we want to achieve together?"), settled_by=("goal.sentence",)
            ),
            ToSettle(text=N_("What do we rule out?"), settled_by=("goal.not",)),
            ToSettle(text=N_("May others join us later?"), settled_by=("goal.more",)),
        ),
        lawyer=(
            N_(
                "Does working together make us a partnership in the eyes of the law, intended or not?"
            ),
        ),
    ),
    SectionPlan(
        id="term",
        title=N_("Term and first review"),
        joint=("review.next",),
        views=(OwnView(prompt="goal.horizon"),),
        to_settle=(
            ToSettle(text=N_("From what date, and for how long?"), settled_by=("goal.horizon",)),
            ToSettle(text=N_("Does it renew automatically, or do we decide again?")),
            ToSettle(text=N_("With how much notice can each of us end it?")),
            ToSettle(text=N_("In what form do we give notice?")),
        ),
        lawyer=(N_("If the trial ends: what still applies to work that is not finished?"),),
    ),
    SectionPlan(
        id="contributions",
        title=N_("What each contributes"),
        joint=("team.rights",),
        views=(
            OwnView(prompt="team.strengths_split"),
            OwnView(prompt="value.ledger"),
        ),
        to_settle=(
            ToSettle(text=N_("Who brings in what: work, contacts, rooms, machines, money?")),
            ToSettle(text=N_("Who owns what we buy or make together?")),
            ToSettle(
                text=N_("Who may use designs, copy and photos, and for how long?"),
                settled_by=("team.rights",),
            ),
        ),
    ),
    SectionPlan(id="conduct", title=N_("How we work with each other")),
    SectionPlan(
        id="processes",
        title=N_("Processes, interfaces, handover points"),
        joint=("team.handover", "talk.pact"),
        views=(
            OwnView(prompt="team.handover", instead_of=("team.handover",)),
            OwnView(prompt="talk.meetings"),
            OwnView(prompt="team.whatif", rows=("ill",)),
        ),
        starters=("ask-first", "clean-handover"),
        to_settle=(
            ToSettle(
                text=N_("Who hands over what to whom, and by when?"),
                settled_by=("team.handover",),
            ),
            ToSettle(text=N_("Who stands in when one of us is ill or away?")),
        ),
    ),
    SectionPlan(
        id="priority",
        title=N_("Our own jobs or joint jobs: which come first"),
        views=(
            OwnView(prompt="goal.volume"),
            OwnView(prompt="team.whatif", rows=("bigger",)),
        ),
        starters=("joint-time", "plain-no"),
        to_settle=(
            ToSettle(text=N_("Which comes first when time is short: own jobs or joint jobs?")),
            ToSettle(text=N_("May each of us decline a joint job?")),
        ),
    ),
    SectionPlan(
        id="overlaps",
        title=N_("Where our services overlap"),
        views=(OwnView(prompt="team.overlap"), OwnView(prompt="value.difference")),
        to_settle=(
            ToSettle(text=N_("Where does our work overlap?")),
            ToSettle(text=N_("Who does the work where we overlap?")),
        ),
        lawyer=(
            N_(
                "Where does competition law limit what we may agree about prices, areas or customers?"
            ),
        ),
    ),
    SectionPlan(
        id="invoicing",
        title=N_("Who invoices, and how we settle up between us"),
        joint=("team.invoice", "team.settle"),
        views=(OwnView(prompt="team.invoice", instead_of=("team.invoice",)),),
        starters=("settle-up",),
        to_settle=(
            ToSettle(text=N_("Who invoices the customer?"), settled_by=("team.invoice",)),
            ToSettle(
                text=N_("How and when do we settle up between us?"), settled_by=("team.settle",)
            ),
            ToSettle(text=N_("Who bears the loss when a customer does not pay?")),
        ),
        lawyer=(
            N_(
                "VAT, and invoices from one firm for both; ask the tax adviser and the chamber of"
                " commerce, too"
            ),
        ),
    ),
    SectionPlan(
        id="tools",
        title=N_("Costs and tools"),
        joint=("tools.decision",),
        views=(OwnView(prompt="tools.time"),),
        starters=("one-place", "one-calendar", "one-list", "try-first", "effort-limit"),
        to_settle=(
            ToSettle(text=N_("Which tools do we share?"), settled_by=("tools.decision",)),
            ToSettle(text=N_("Who pays for shared tools?")),
            ToSettle(text=N_("What becomes of shared tools at the end?")),
        ),
    ),
    SectionPlan(
        id="protection",
        title=N_("Customer and project protection"),
        joint=("team.protect", "team.exclusive"),
        views=(
            OwnView(prompt="team.protect", instead_of=("team.protect",)),
            OwnView(prompt="team.whatif", rows=("direct",)),
        ),
        starters=("whose-customer", "no-pitch", "tell-others"),
        to_settle=(
            ToSettle(text=N_("Which customers belong to whom?"), settled_by=("team.protect",)),
            ToSettle(
                text=N_("How long does that apply after the end?"), settled_by=("team.protect",)
            ),
            ToSettle(
                text=N_("May each of us also work with the other's competitors?"),
                settled_by=("team.exclusive",),
            ),
        ),
        lawyer=(
            N_("How far may customer protection go, and how long may it last?"),
            N_("What happens if somebody breaks the customer protection?"),
        ),
    ),
    SectionPlan(
        id="subcontractors",
        title=N_("Subcontractors"),
        to_settle=(
            ToSettle(text=N_("May each of us bring in others without asking?")),
            ToSettle(text=N_("Is one of us ever the other's subcontractor?")),
            ToSettle(text=N_("May one of us hire the other's staff?")),
        ),
        starters=("no-poaching",),
        lawyer=(
            N_("Who is responsible for the work of anyone we bring in?"),
            N_("May we lend each other staff, and in what form?"),
            N_("What does the law say about agreeing not to hire each other's staff?"),
            N_(
                "Could one of us count as the other's employee, for instance by working to instructions?"
            ),
        ),
    ),
    SectionPlan(
        id="representation",
        title=N_("Who acts for whom"),
        joint=("team.job", "team.face"),
        views=(OwnView(prompt="team.job", instead_of=("team.job",)),),
        starters=("who-leads", "no-orders"),
        to_settle=(
            ToSettle(text=N_("Who takes the lead on a joint job?"), settled_by=("team.job",)),
            ToSettle(text=N_("What may the lead decide alone?"), settled_by=("team.job",)),
            ToSettle(
                text=N_("Who contracts with the customer, and under which name?"),
                settled_by=("team.job",),
            ),
            ToSettle(text=N_("May one of us send quotes or buy things in the name of both?")),
            ToSettle(
                text=N_(
                    "How do we present ourselves to customers: as two firms, or under one name?"
                ),
                settled_by=("team.face",),
            ),
        ),
        lawyer=(N_("How do we make sure that neither of us binds the other without meaning to?"),),
    ),
    SectionPlan(
        id="liability",
        title=N_("Liability, warranty and losses"),
        joint=("value.feedback",),
        views=(OwnView(prompt="team.whatif", rows=("complaint", "damage")),),
        starters=("rework", "customer-voice"),
        to_settle=(
            ToSettle(
                text=N_("Who puts right what went wrong, and at whose cost?"),
                settled_by=("team.job",),
            ),
            ToSettle(text=N_("Who pays when the work of one of us damages the other's?")),
            ToSettle(text=N_("How do we share a loss?")),
        ),
        lawyer=(
            N_("Who is liable to the customer for joint jobs, for what, and for how long?"),
            N_("Does the insurance of both firms cover joint jobs?"),
        ),
    ),
    SectionPlan(
        id="sharing",
        title=N_("How we share costs and profits"),
        joint=("value.balance", "team.commission"),
        views=(
            OwnView(prompt="goal.effort"),
            OwnView(prompt="goal.numbers"),
            OwnView(prompt="team.commission", instead_of=("team.commission",)),
            OwnView(prompt="team.whatif", rows=("dry",)),
        ),
        starters=("ledger-look", "referral-news"),
        to_settle=(
            ToSettle(text=N_("In what proportion do we share costs and profits?")),
            ToSettle(
                text=N_("Is there a commission for referrals, or deliberately none?"),
                settled_by=("team.commission", "value.balance"),
            ),
        ),
    ),
    SectionPlan(
        id="data",
        title=N_("Confidentiality and data protection"),
        views=(OwnView(prompt="tools.privacy"), OwnView(prompt="tools.pool")),
        starters=("safe-data",),
        to_settle=(
            ToSettle(text=N_("What stays between us, even after the end?")),
            ToSettle(text=N_("Who may see which customer data?")),
            ToSettle(text=N_("Where is customer data kept?")),
        ),
        lawyer=(
            N_(
                "Does one of us process customer data for the other, or do we decide together, and"
                " what contract does that require?"
            ),
        ),
    ),
    SectionPlan(
        id="conflict",
        title=N_("Steps in a conflict"),
        joint=("team.conflict",),
        views=(OwnView(prompt="team.conflict", instead_of=("team.conflict",)),),
        starters=("third-person", "say-it-soon"),
        to_settle=(
            ToSettle(
                text=N_("Which steps do we take in a conflict?"), settled_by=("team.conflict",)
            ),
        ),
        lawyer=(N_("Do the steps have to be taken before anybody may go to court?"),),
    ),
    SectionPlan(
        id="separation",
        title=N_("If we stop working together"),
        joint=("team.exit",),
        views=(
            OwnView(prompt="team.exit", instead_of=("team.exit",)),
            OwnView(prompt="team.whatif", rows=("out",)),
        ),
        to_settle=(
            ToSettle(
                text=N_("How do we end it decently, if it comes to that?"),
                settled_by=("team.exit",),
            ),
            ToSettle(text=N_("What if one of us dies or gives up the firm?")),
        ),
        lawyer=(N_("Notice periods, ending for good cause, and what survives termination"),),
    ),
    SectionPlan(
        id="form",
        title=N_("Changes, law and court"),
        to_settle=(
            ToSettle(text=N_("How do we agree on changes?")),
            ToSettle(text=N_("Who keeps the signed copy?")),
        ),
        lawyer=(
            N_("Changes only in writing or by e-mail; the same form applies to waiving this rule"),
            N_("Which law applies, and which court or arbitrator is responsible?"),
            N_("What applies if a single provision is void or something was forgotten?"),
        ),
    ),
    SectionPlan(id="questions", title=N_("Open questions")),
)
