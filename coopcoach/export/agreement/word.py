"""Write the agreement outline as a Word document."""

from __future__ import annotations

from coopcoach.domain.agreement import Standing
from coopcoach.domain.settings import Paper
from coopcoach.domain.tax_questions import TAX_QUESTIONS
from coopcoach.export.agreement.model import (
    NO_LEGAL_ADVICE,
    OPENING,
    PARTY_BLANKS,
    TAX_OPENING,
    OutlineItemView,
    OutlineSectionView,
    OutlineView,
)
from coopcoach.export.document import RuleView
from coopcoach.export.word.answer import add_answer
from coopcoach.export.word.document import WordDocument
from coopcoach.export.word.unsettled import add_unsettled
from coopcoach.i18n import Translator
from coopcoach.wording.labels import STANDING_LABELS
from coopcoach.wording.shortening import shortened


def agreement_docx(outline: OutlineView, t: Translator, paper: Paper = "a4") -> bytes:
    """Return the agreement outline as a Word document."""
    kind = t("Agreement outline")
    document = WordDocument(
        title=kind,
        language=t.lang,
        paper=paper,
        header=t("Agreement outline: {title}", title=shortened(outline.title, 60)),
        footer=t(NO_LEGAL_ADVICE),
        made=outline.made,
    )
    _OutlineWriter(document, outline, t).write(kind)
    return document.data()


class _OutlineWriter:
    """Writes an outline from top to bottom."""

    def __init__(self, document: WordDocument, outline: OutlineView, t: Translator) -> None:
        self._document = document
        self._outline = outline
        self._t = t

    def write(self, kind: str) -> None:
        """Write the title, the facts, the meanings of the standings and all sections."""
        t, document, outline = self._t, self._document, self._outline
        document.title(outline.title, kind)
        document.paragraph(t(OPENING), style="Notice")
        facts = []
        if outline.date:
            coach = t("with {coach}", coach=outline.coach) if outline.coach else ""
            facts.append((t("Session"), ", ".join(filter(None, [t.date(outline.date), coach]))))
        facts.append((t("As of"), t.moment(outline.made)))
        document.table(facts, shares=(1, 3), heads=True)
        document.paragraph(t("How far something is settled"), style="Label")
        meanings = [(t(label.word), t(label.meaning)) for label in STANDING_LABELS.values()]
        document.table(meanings, shares=(1, 3), heads=True)
        self._overview()
        add_unsettled(document, outline.unsettled, outline.answers_language, t)
        for section in outline.sections:
            self._section(section)
        self._open_points()
        self._tax_questions()

    def _overview(self) -> None:
        t, document = self._t, self._document
        document.paragraph(t("Contents"), style="Label")
        heads = [t(label.word) for label in STANDING_LABELS.values()]
        rows = [
            (f"{section.number} {section.title}", *(str(n) if n else "–" for n in section.counts))
            for section in self._outline.sections
        ]
        document.table(rows, header=(t("Section"), *heads), shares=(8, 3, 3, 3, 3), heads=True)

    def _open_points(self) -> None:
        t, document = self._t, self._document
        document.heading(t("All open points"), 1, new_page=True)
        document.paragraph(
            t("What has to be settled or checked, section by section, with room for the answer.")
        )
        rows = []
        for point in self._outline.open_points:
            state = t(STANDING_LABELS[point.standing].word)
            where = t("section {n}", n=point.section)
            rows.append((str(point.number), f"{point.text}\n({state}, {where})", "\n"))
        header = (t("No."), t("Point"), t("Answer"))
        document.table(rows, header=header, shares=(1, 6, 6), heads=True, is_blank=True)

    def _tax_questions(self) -> None:
        t, document = self._t, self._document
        document.heading(t("For the tax adviser"), 1, new_page=True)
        document.paragraph(t(TAX_OPENING), style="Notice")
        rows = [(str(n), t(question), "\n") for n, question in enumerate(TAX_QUESTIONS, 1)]
        header = (t("No."), t("Question"), t("Answer"))
        document.table(rows, header=header, shares=(1, 6, 6), heads=True, is_blank=True)

    def _section(self, section: OutlineSectionView) -> None:
        document, t = self._document, self._t
        document.heading(section.title, 1)
        if section.id == "parties":
            partners = self._outline.partners
            rows = [(t("Firm"), *(p.firm for p in partners))]
            rows.extend((t(blank), *("" for _ in partners)) for blank in PARTY_BLANKS)
            header = (t("Partner"), *(p.name for p in partners))
            document.table(rows, header=header, shares=(2, 3, 3), heads=True, is_blank=True)
        elif section.id == "questions":
            self._open_questions()
        elif section.id == "term" and self._days():
            document.table(self._days(), shares=(1, 2, 1), heads=True)
        elif not section.items:
            nothing = t("Nothing about this was written down in the session.")
            document.paragraph(nothing, italic=True).paragraph_format.keep_with_next = True
        for item in section.items:
            self._item(item)
        self._asked(Standing.OPEN, section.to_settle, t("to be settled by the partners"))
        self._asked(Standing.LAWYER, section.lawyer)

    def _days(self) -> list[tuple[str, str, str]]:
        t, outline = self._t, self._outline
        found = [
            (t.date(day.on), day.words, t(STANDING_LABELS[day.standing].word))
            for day in outline.days
        ]
        if outline.more_days:
            more = t.plural("and {n} more date", "and {n} more dates", outline.more_days)
            found.append(("", more, ""))
        return found

    def _open_questions(self) -> None:
        t, outline, document = self._t, self._outline, self._document
        listed = document.new_list(ordered=False)
        for parked in outline.parked:
            item = document.item(listed)
            document.run(item, parked.text, language=outline.answers_language)
            beside = ", ".join(filter(None, [t("parked topic"), parked.point]))
            document.run(item, f" ({beside})")
        if outline.proposals:
            waiting = t.plural(
                "One more proposal for a ground rule lacks a vote; its wording is in no document until both have said yes.",
                "{n} more proposals for ground rules lack a vote; their wording is in no document until both have said yes.",
                outline.proposals,
            )
            document.run(document.item(listed), waiting)
        elif not outline.parked:
            nothing = t("Nothing was parked, and no proposal for a ground rule is waiting.")
            document.paragraph(nothing, italic=True)

    def _item(self, item: OutlineItemView) -> None:
        document = self._document
        document.heading(item.title, 2)
        self._standing(item.standing, item.source)
        if item.rule is not None:
            self._rule(item.rule, item.language)
        elif item.joint is not None:
            add_answer(document, item.joint, item.language, self._t)
        for given in item.own.answers if item.own else ():
            document.paragraph(given.name, bold=True).paragraph_format.keep_with_next = True
            if given.answer is None:
                document.paragraph(self._t("not answered, or not shown"), italic=True)
            else:
                add_answer(document, given.answer, given.language, self._t)

    def _standing(self, standing: Standing, beside: str = "") -> None:
        paragraph = self._document.paragraph(style="Came from")
        label = self._t(STANDING_LABELS[standing].word)
        self._document.run(paragraph, f"\u00a0{label}\u00a0", style="Standing")
        if beside:
            self._document.run(paragraph, f"  {beside}")

    def _asked(self, standing: Standing, questions: tuple[str, ...], beside: str = "") -> None:
        if questions:
            self._standing(standing, beside)
            self._document.bullets(questions)

    def _rule(self, rule: RuleView, language: str) -> None:
        t = self._t
        sentence = self._document.paragraph(rule.sentence, bold=True, language=language)
        sentence.paragraph_format.keep_with_next = True
        trial = t("until {date}", date=t.date(rule.trial_until)) if rule.trial_until else ""
        facts = (
            (t("How we notice"), rule.sign),
            (t("If not"), rule.consequence),
            (t("On trial"), trial),
            (t("Who looks after it"), rule.looks_after),
            (t("When we look at it again"), t.date(rule.look_again) if rule.look_again else ""),
            (t("Agreed by"), "\n".join(self._voices(rule))),
        )
        shown = [fact for fact in facts if fact[1]]
        self._document.table(shown, shares=(1, 3), heads=True, language=language)

    def _voices(self, rule: RuleView) -> list[str]:
        t = self._t
        if rule.together_on:
            names = t.and_list(self._outline.names)
            return [t("{name}, {date}", name=names, date=t.date(rule.together_on))]
        voices = []
        for voice in rule.voices:
            words = t("{name}, {date}", name=voice.name, date=t.date(voice.on))
            if voice.lives_with:
                words = f"{words}: {t('I can live with it')}"
                if voice.reservation:
                    words = f"{words}: {t.quoted(voice.reservation)}"
            voices.append(words)
        return voices
