"""Questions for the tax adviser about firms that work together; no tax advice."""

from __future__ import annotations

from coopcoach.i18n import N_

TAX_QUESTIONS: tuple[str, ...] = (
    N_(
        "One of us invoices the customer for both: does that firm sell the whole job, and does the other one work for"
        " it? What follows for turnover, value added tax and liability?"
    ),
    N_(
        "Building work between our firms: does the firm that receives it owe the value added"
        " tax (reverse charge, in Germany § 13b UStG)? On which of our jobs?"
    ),
    N_(
        "Building work for a customer or for each other: does tax have to be withheld, and does a certificate of"
        " exemption help (in Germany §§ 48 and 48b EStG)?"
    ),
    N_(
        "Does what we plan make a partnership of its own, in Germany a GbR, with a tax number, books and tax returns of"
        " its own? What would we have to avoid if we do not want that?"
    ),
    N_(
        "Does one of us charge no value added tax (in Germany § 19 UStG)? What follows for joint invoices?"
    ),
    N_("Who buys and books the material that one of us pays in advance for both?"),
    N_("A commission or a discount for referrals: who invoices it to whom, and how is it taxed?"),
    N_("Tools, rooms or vehicles that we share: who owns them, and how are the costs passed on?"),
    N_("Help without an invoice, or work in return for work: is that a taxable exchange?"),
)
