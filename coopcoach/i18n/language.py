"""A language as data: all that differs by language and is no sentence.

Sentences are translated by the catalogues below ``locale/``. The words that people type are accepted in
every language, whatever language the screen has. Named tuples: dataclasses take as long to import as Python to start.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class FileNames(NamedTuple):
    """The names of written files, without their endings; that of a workbook is followed by its partner's id.

    Attributes:
        documents: Of each document that can be exported, by the document.
        invitation: The mail with a partner's workbook.
        appointment: The calendar entry in that mail.
        mail_to_both: The mail with the summary.
        reminder: The mail that reminds of a review.
        answers: A partner's answers, before the partner.
        workbook_copy: A partner's copy of an unfinished web workbook, before the partner.
        archive: Added to the name of a document for the archive.
        printed: Added to the name of a workbook that its partner prints.
    """

    documents: Mapping[str, str]
    invitation: str
    appointment: str
    mail_to_both: str
    reminder: str
    answers: str
    workbook_copy: str
    archive: str
    printed: str


def phrases(text: str) -> tuple[str, ...]:
    """Return words and phrases that a text parts by “|”."""
    return tuple(part.strip() for part in text.split("|"))


class TypedWords(NamedTuple):
    """The words that are read from what people type. All are in lower case.

    Attributes:
        yes: Also ticks a cell.
        yes_letter: Only answers a question.
        no: Also unticks a cell.
        of: Between a scale's value and its maximum: 4 of 5.
        out_of: The same, only in what comes back by mail.
        roughly: Before an estimated number or day.
        units: How else a unit is written behind a number, by the unit; parted by “|”.
        onward: Goes on to the next question, line by line.
        back: Goes back to the question before.
        end: Ends the questions.
        question: Before the number of a question in a mail: “to question 3”.
        farewell: The beginning of the lines that end a letter.
        wrote: At the end of the line above a quoted mail.
        mail_from: Before the sender, in the head of a quoted mail.
        mail_head: Before the other things in that head.
        only: Narrows who may see an answer, before the next two.
        coach: The coach, in such words.
        for_: Before somebody for whom something is meant.
        oneself: The person who writes, in such words.
        speaker: The person who writes, as the subject of a sentence.
        both: Both partners, in such words.
        in_confidence: Words that narrow it by themselves.
        in_remarks: The same, only in a remark that says nothing else.
        not_to_know: The same, where nobody is named who does not know.
        to_oneself: Words in such a remark that leave an answer to its owner.
        deleting: Verbs for taking an answer out of the file.
        boxes: The boxes below an answer, and ticking them.
        forgotten: Says that one of them was not ticked by mistake.
        all_of_it: Everything in a file, in such words.
        not_for_all: The whole of such a remark, or its beginning: “not for everyone”.
        by_oneself: Says that the writer wants to tell the other partner about it.
        later: Says that something is to be shown later, not now.
        others: The other partner, in such words.
        third_parties: Others than the two partners, in such words.
        nobody: Leaves all others out.
        not_: Leaves out whoever is named beside it.
        please: Makes a sentence a request.
        asks: Words with which one asks to show something, or not to.
        telling: Verbs for showing and telling, beside these.
        keeping: Verbs for keeping something from others.
        knowing: Verbs for getting to know something, in all forms that go with the next two.
        has_to: Verbs for what somebody has to do or may do.
        wishing: Verbs for what the person who writes would like.
        subjects: Pronouns that make a sentence one about what somebody does; “you” is none of them.
        away: Before those from whom something is kept.
        with_coach: With whom something is kept, when it is the coach.
        beside_audience: Words, parted by spaces, that may stand beside these in a remark about the audience.
        titles: Before a name, without their full stops.
        salutations: Those of the titles behind which a surname may stand alone.
        firm_words: The first word of a name that is no person's, without its full stop.
        degrees: Behind a name and a comma, without their last full stop.
        beside_name: Before somebody who is only there as well: “with Ben”.
        and_: Between two names.
    """

    yes: str
    yes_letter: str
    no: str
    of: str
    out_of: tuple[str, ...]
    roughly: tuple[str, ...]
    units: Mapping[str, str]
    onward: tuple[str, ...]
    back: tuple[str, ...]
    end: tuple[str, ...]
    question: tuple[str, ...]
    farewell: tuple[str, ...]
    wrote: tuple[str, ...]
    mail_from: tuple[str, ...]
    mail_head: tuple[str, ...]
    only: tuple[str, ...]
    coach: tuple[str, ...]
    for_: tuple[str, ...]
    oneself: tuple[str, ...]
    speaker: tuple[str, ...]
    both: tuple[str, ...]
    in_confidence: tuple[str, ...]
    in_remarks: tuple[str, ...]
    not_to_know: tuple[str, ...]
    to_oneself: tuple[str, ...]
    deleting: tuple[str, ...]
    boxes: tuple[str, ...]
    forgotten: tuple[str, ...]
    all_of_it: tuple[str, ...]
    not_for_all: tuple[str, ...]
    by_oneself: tuple[str, ...]
    later: tuple[str, ...]
    others: tuple[str, ...]
    third_parties: tuple[str, ...]
    nobody: tuple[str, ...]
    not_: tuple[str, ...]
    please: tuple[str, ...]
    asks: tuple[str, ...]
    telling: tuple[str, ...]
    keeping: tuple[str, ...]
    knowing: tuple[str, ...]
    has_to: tuple[str, ...]
    wishing: tuple[str, ...]
    subjects: tuple[str, ...]
    away: tuple[str, ...]
    with_coach: tuple[str, ...]
    beside_audience: str
    titles: tuple[str, ...]
    salutations: tuple[str, ...]
    firm_words: tuple[str, ...]
    degrees: tuple[str, ...]
    beside_name: tuple[str, ...]
    and_: str


class DayWords(NamedTuple):
    """The words for days and times that people type, in lower case.

    Attributes:
        weekdays: From Monday on, the words for each, parted by spaces.
        months: From January on, likewise.
        numbers: From zero on, likewise.
        days: The words for one or several days.
        weeks: For weeks.
        months_long: For months.
        years: For years.
        days_off: Days from today, by words.
        weeks_off: Weeks from the present one, by words.
        months_off: Months from today, by words.
        from_now: Before a span of time: in 2 weeks.
        before: Words that may stand before any day and say nothing more.
        articles: Between a weekday and its day, or before a month.
        on: Before a weekday that stands last.
        of: Between a day and its month.
        ordinals: Behind the number of a day.
        start_of: The beginning of a month or week.
        middle_of: The middle of one.
        end_of: The end of one.
        month_end: The end of the present month, in a word.
        year_end: The end of the present year, in a word.
        week_number: Before the number of a calendar week.
        at: Before a time of day.
        hour: Behind a time of day.
    """

    weekdays: tuple[str, str, str, str, str, str, str]
    months: tuple[str, str, str, str, str, str, str, str, str, str, str, str]
    numbers: tuple[str, ...]
    days: str
    weeks: str
    months_long: str
    years: str
    days_off: Mapping[str, int]
    weeks_off: Mapping[str, int]
    months_off: Mapping[str, int]
    from_now: tuple[str, ...]
    before: tuple[str, ...]
    articles: tuple[str, ...]
    on: tuple[str, ...]
    of: tuple[str, ...]
    ordinals: tuple[str, ...]
    start_of: tuple[str, ...]
    middle_of: tuple[str, ...]
    end_of: tuple[str, ...]
    month_end: tuple[str, ...]
    year_end: tuple[str, ...]
    week_number: tuple[str, ...]
    at: tuple[str, ...]
    hour: tuple[str, ...]


class FormerWords(NamedTuple):
    """The words of workbooks that earlier versions made: files filled in from them still come back.

    Attributes:
        sealed: That answers stay sealed.
        for_both: Whom an answer is for.
        keep_questions: That the questions and the brackets are to stay.
        not_encrypted: That a text editor does not encrypt.
        who_sees: The question above the list of who may see an answer.
        seen_by_both: The choice in a form that both partners and the coach may see an answer.
        own_workbook: Whose workbook it is.
        send_back: How to save the file and send it back.
        thanks: The thanks above the last line.
        keep_line: That the last line is to stay.
    """

    sealed: tuple[str, ...] = ()
    for_both: tuple[str, ...] = ()
    keep_questions: tuple[str, ...] = ()
    not_encrypted: tuple[str, ...] = ()
    who_sees: tuple[str, ...] = ()
    seen_by_both: tuple[str, ...] = ()
    own_workbook: tuple[str, ...] = ()
    send_back: tuple[str, ...] = ()
    thanks: tuple[str, ...] = ()
    keep_line: tuple[str, ...] = ()


class Language(NamedTuple):
    """One language of the program.

    Attributes:
        code: In files, in folder names and on the command line: de.
        name: What the language calls itself.
        locale: The name by which Babel formats numbers, lists and dates: de_DE.
        tag: For Word and browsers, as in BCP 47: de-DE.
        quotes: The opening and the closing quotation mark.
        decimal_sign: Between a number's whole part and its decimals.
        group_sign: Between groups of three digits.
        short_date: A date for a table, as a CLDR pattern of dd, MM and yyyy.
        weekday_date: A date with its weekday, as a CLDR pattern.
        files: The names of written files.
        typed: The words that are read from what people type.
        days: The words for days and times that people type.
        neutral_partner: The other partner without a name, in the nominative, dative and genitive.
        genitive: What a name ends in there, and what one that ends in a hissing sound does.
        former: The words of workbooks that earlier versions made.
        base: The code of the language that this is a variant of; empty for a language of its own.
        layers: The catalogues and folders of exercises that lie over those of the base, the last on top.
        spelling: Letters and signs of the base, and how the variant writes them.
        money_first: Whether the sign of a currency stands before the amount.
    """

    code: str
    name: str
    locale: str
    tag: str
    quotes: tuple[str, str]
    decimal_sign: str
    group_sign: str
    short_date: str
    weekday_date: str
    files: FileNames
    typed: TypedWords
    days: DayWords
    neutral_partner: tuple[str, str, str]
    genitive: tuple[str, str]
    former: FormerWords = FormerWords()
    base: str = ""
    layers: tuple[str, ...] = ()
    spelling: tuple[tuple[str, str], ...] = ()
    money_first: bool = False

    @property
    def base_code(self) -> str:
        """The code of the language without its variant: de for de-CH."""
        return self.base or self.code

    @property
    def written_code(self) -> str:
        """The code for browsers, without the form of address: de for de-du; de-CH for both that spell as there."""
        return self.tag if self.spelling else self.base_code

    def spelled(self, text: str) -> str:
        """Return a text of the program as the variant writes it; for words that people wrote it is not meant."""
        for written, instead in self.spelling:
            text = text.replace(written, instead)
        return text
