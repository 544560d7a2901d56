"""Write the review report as a Word document."""

from __future__ import annotations

from coopcoach.domain.settings import Paper
from coopcoach.export.review.model import KeptRow, ReviewReport
from coopcoach.export.word.answer import add_answer
from coopcoach.export.word.document import WordDocument
from coopcoach.export.word.unsettled import add_unsettled
from coopcoach.i18n import Translator
from coopcoach.wording.shortening import shortened


def review_docx(report: ReviewReport, t: Translator, paper: Paper = "a4") -> bytes:
    """Return the review report as a Word document; its charts are in the table of numbers."""
    kind = t("Review, {date}", date=t.date(report.on))
    document = WordDocument(
        title=t("Review"),
        language=t.lang,
        paper=paper,
        header=shortened(report.title, 60),
        footer=kind,
        made=report.made,
    )
    _ReviewWriter(document, report, t).write(kind)
    return document.data()


class _ReviewWriter:
    """Writes a report from top to bottom."""

    def __init__(self, document: WordDocument, report: ReviewReport, t: Translator) -> None:
        self._document = document
        self._report = report
        self._t = t

    def write(self, kind: str) -> None:
        """Write the title, the questions, the numbers, the rules, the decision and the lives of the rules."""
        t, document, report = self._t, self._document, self._report
        document.title(report.title, kind)
        between = t.and_list(report.names)
        coach = t("with {coach}", coach=report.coach) if report.coach else ""
        document.paragraph(", ".join(filter(None, [between, coach])))
        self._signs()
        self._numbers()
        self._ledger()
        self._rules()
        if report.notes:
            document.heading(t("What we take from it"), 1)
        for title, note in report.notes:
            document.heading(title, 2)
            add_answer(document, note, report.answers_language, t)
        self._onward()
        self._lives()
        add_unsettled(document, report.unsettled, report.answers_language, t)
        self._ending()

    def _signs(self) -> None:
        t, document, report = self._t, self._document, self._report
        document.heading(t("What to talk about"), 1)
        if report.warnings:
            document.bullets(report.warnings)
            return
        nothing = (
            t("There is no warning sign in what both have answered.")
            if report.shows_answers
            else t(
                "No individual answers are shown here: one of you did not consent, or nothing was answered for both to see."
            )
        )
        document.paragraph(nothing, italic=True)

    def _both(self, cell: tuple[str, ...]) -> str:
        letters = self._report.letters
        return "\n".join(f"{letter} {value}" for letter, value in zip(letters, cell, strict=False))

    def _numbers(self) -> None:
        t, document, report = self._t, self._document, self._report
        if not report.numbers:
            return
        document.heading(t("How it has developed"), 1)
        pairs = zip(report.letters, report.names, strict=False)
        document.paragraph("; ".join(f"{letter}: {name}" for letter, name in pairs))
        planned = (t("Planned"),) if report.has_plan else ()
        rows = [
            (
                row.label,
                *((self._both(row.plan) if row.is_planned else "",) if report.has_plan else ()),
                *(self._both(cell) for cell in row.cells),
            )
            for row in report.numbers
        ]
        header = (t("Asked about"), *planned, *report.table_days)
        shares = (3, *(2 for _ in header[1:]))
        document.table(rows, header=header, shares=shares, heads=True)

    def _ledger(self) -> None:
        t, document, ledger = self._t, self._document, self._report.ledger
        if ledger is None:
            return
        document.heading(t("Giving and taking, looked at again"), 1)
        for given in ledger.answers:
            document.paragraph(given.name, bold=True).paragraph_format.keep_with_next = True
            if given.answer is None:
                document.paragraph(t("not answered, or not shown"), italic=True)
            else:
                add_answer(document, given.answer, given.language, t)
        for row in ledger.figure.rows if ledger.figure else ():
            document.paragraph("; ".join(chart.title for chart in row.charts if chart))

    def _rules(self) -> None:
        t, document, report = self._t, self._document, self._report
        if not (report.kept or report.new_rules):
            return
        document.heading(t("The ground rules in this review"), 1)
        if report.kept:
            document.paragraph(t("Kept: 1 = not at all, 5 = always, as each sees it."))
            rows = [
                (str(row.number), self._rule(row), *map(self._both, row.cells), _outcome(row, t))
                for row in report.kept
            ]
            header = (t("No."), t("Ground rule"), *report.table_days, t("What became of it"))
            shares = (2, 12, *(5 for _ in report.table_days), 9)
            language = report.answers_language
            document.table(rows, header=header, shares=shares, language=language)
        if report.new_rules:
            document.heading(t("Also agreed in this review"), 2)
            document.bullets(report.new_rules, language=report.answers_language)

    def _rule(self, row: KeptRow) -> str:
        remarks = (f"{name}: {self._t.quoted(remark)}" for name, remark in row.remarks)
        return "\n".join([row.rule, *remarks])

    def _onward(self) -> None:
        t, document, report = self._t, self._document, self._report
        document.heading(t("How we go on"), 1)
        if report.decision:
            document.paragraph(report.decision, bold=True)
        else:
            document.paragraph(t("Not decided yet. A decent ending is a result, too."), italic=True)
        if report.next:
            document.paragraph(t("We look back again on {day}.", day=t.weekday_date(report.next)))
        if report.exit:
            document.heading(t("What you settled in peacetime about the end"), 2)
            add_answer(document, report.exit, report.answers_language, t)

    def _lives(self) -> None:
        t, document, report = self._t, self._document, self._report
        if not report.histories:
            return
        document.heading(t("The life of each ground rule"), 1)
        for life in report.histories:
            sentence = document.paragraph(
                life.sentence, bold=True, language=report.answers_language
            )
            sentence.paragraph_format.keep_with_next = True
            document.paragraph(life.state).paragraph_format.keep_with_next = True
            document.table(life.events, shares=(1, 3))

    def _ending(self) -> None:
        t, document, report = self._t, self._document, self._report
        if not report.ending:
            return
        document.heading(t("A good end"), 1)
        document.paragraph(
            t("An end deserves as much care as a beginning. This is what you settled.")
        )
        for part in report.ending:
            document.heading(part.label, 2)
            for name, answer in part.answers:
                if name:
                    document.paragraph(name, bold=True).paragraph_format.keep_with_next = True
                add_answer(document, answer, report.answers_language, t)


def _outcome(row: KeptRow, t: Translator) -> str:
    beside = (
        f"{name}: {t.quoted(words)}" if name else t.quoted(words) for name, words in row.beside
    )
    return "\n".join(filter(None, [row.outcome, *beside]))
