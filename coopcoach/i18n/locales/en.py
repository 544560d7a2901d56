"""British English: the readers of the English texts work in Europe, and write 15/01/2027."""

from __future__ import annotations

from typing import Final

from coopcoach.i18n.language import DayWords, FileNames, FormerWords, Language, TypedWords, phrases

ENGLISH: Final = Language(
    code="en",
    name="English",
    locale="en_GB",
    tag="en-GB",
    quotes=("“", "”"),
    decimal_sign=".",
    group_sign=",",
    short_date="dd/MM/yyyy",
    weekday_date="EEEE, d MMMM yyyy",
    money_first=True,
    files=FileNames(
        documents={
            "summary": "summary",
            "rules": "ground-rules",
            "agreement": "agreement-outline",
            "workbook": "workbook",
            "review": "review",
            "calendar": "dates",
            "script": "script",
        },
        invitation="invitation",
        appointment="appointment",
        mail_to_both="mail-to-both",
        reminder="reminder-to-both",
        answers="answers",
        workbook_copy="workbook-copy",
        archive="archive",
        printed="print",
    ),
    typed=TypedWords(
        yes="yes",
        yes_letter="y",
        no="no",
        of="of",
        out_of=("out of",),
        roughly=("about", "around", "approx"),
        units={
            "h/week": "h|hours|hours a week",
            "h/month": "h|hours|hours a month",
            "days": "d|day",
            "minutes": "minutes|minute|min.",
            "month": "month|months|.",
            "times": "x|times",
            "percent": "percent|per cent",
        },
        onward=("skip",),
        back=("back",),
        end=("end",),
        question=("to", "question", "no", "no.", "answer", "re", "q"),
        farewell=phrases(
            "kind regards|best regards|warm regards|best wishes|all the best|regards|cheers|yours|"
            "sent from"
        ),
        wrote=("wrote",),
        mail_from=("from",),
        mail_head=("sent", "date", "to", "cc", "subject", "reply-to", "importance", "attachments"),
        only=("only", "just", "solely", "exclusively", "alone"),
        coach=("coach", "facilitator", "moderator", "mediator", "you", "yourself"),
        for_=("for", "to"),
        oneself=("me", "myself", "mine"),
        speaker=("i", "me"),
        both=("both", "we", "both of us", "the two of us"),
        in_confidence=phrases(
            "confidential|in confidence|between us|private|secret|do not tell|don't tell|don’t tell|"
            "do not pass on|do not share|don't share|don’t share|to yourself"
        ),
        in_remarks=phrases(
            "off the record|internal use|internal|know about this yet|know about it yet|"
            "doesn't know about this|doesn't know about it|does not know about this|does not know about it|knows nothing about this|"
            "in strict confidence|in strictest confidence|do not reveal|don't reveal|"
            "do not read out|don't read out|do not read aloud|don't read aloud|coach only|"
            "coach’s eyes only|coach's eyes only|discreet|not to be shared|not to be passed on|"
            "between you and me|between me and you|between ourselves|between the two of us|"
            "confidentially|confidentiality|discretion|discreetly|anonymous|anonymously|hush|shh|"
            "mum's the word|not public|not in front of everyone|not for publication|not for sharing|"
            "not a word|not in the session|for your eyes only|your eyes only|fyi only|"
            "for your information only|only for your information|for your eyes|not meant for everyone|"
            "not meant for everybody|sensitive|out of the session|out of the meeting|"
            "embarrassed if|embarrassing if|awkward if|uncomfortable if|angry if|upset if|furious if|"
            "hurt if|cross if|eyes only|under your hat|not for the session|not for the meeting|not on screen|not on the screen|not on a slide|"
            "our secret|our little secret|sub rosa|nda|doesn't know this|does not know this|doesn't know that|"
            "doesn't know yet|would flip|would kill me|skip this|skip it|skip that|conf|confid"
        ),
        not_to_know=(
            "not know",
            "not see",
            "not read",
            "not find out",
            "not hear",
            "need not know",
        ),
        to_oneself=(
            "keep this to myself",
            "keep it to myself",
            "keep that to myself",
            "keeping this to myself",
            "my eyes only",
            "for my eyes",
            "keep to myself",
            "nobody's business",
            "no one's business",
            "anyone's business",
            "stays with me",
            "my secret",
            "note to self",
            "notes to self",
            "note to myself",
            "notes to myself",
            "for myself",
            "none of your business",
            "stay with me",
            "my private",
            "private draft",
            "private notes",
            "just my notes",
            "only my notes",
            "my own notes",
            "just a draft",
            "only a draft",
        ),
        deleting=phrases(
            "delete|shred|destroy|discard|disregard|ignore|leave this out|leave it out|leave that out|"
            "leave out|cross this out|cross it out|strike this|omit|redact|erase|scrap|do not use|don't use|not for use|do not import|don't import|"
            "black out|blank out|remove"
        ),
        boxes=phrases("tick|ticked|ticking|tick-box|box|boxes|checkbox|check|checked|cross|mark"),
        forgotten=phrases(
            "forgot|forgotten|forget|missed|missing|meant|overlooked|should have|should be"
        ),
        all_of_it=phrases("all|everything|every|whole|entire|workbook|file|answers"),
        not_for_all=phrases("not for everyone|not for everybody"),
        by_oneself=phrases("myself|from me|first"),
        later=phrases("only after|not until|not before|only when|only once|later"),
        others=phrases(
            "partner|partner’s|partner's|co-founder|cofounder|the other person|other person|"
            "other one|other side|him|her|colleague|other partner|business partner"
        ),
        third_parties=phrases(
            "the others|others|anyone|anybody|anyone else|anybody else|someone else|somebody else|"
            "them|they|third parties|the group|the team|to everyone|with everyone|"
            "in front of everyone"
        ),
        nobody=("nobody", "noone", "no one", "nobody else", "no one else"),
        not_=phrases(
            "hate|not|don't|don’t|dont|doesnt|didnt|shouldnt|mustnt|never|without|nothing|mustn't|shouldn't|needn't|didn't|doesn't|do not|"
            "can't|cannot|except|none"
        ),
        please=("please", "pls", "plz", "kindly"),
        asks=phrases(
            "for|is to|are to|should|shouldn't|must|mustn't|may|need|needn't|let|none of|in front of"
        ),
        telling=phrases(
            "put this on|put that on|put it on|project|projected|tell|show|shown|share|shared|sharing|pass|passing|reveal|mention|forward|forwarded|"
            "disclose|publish|repeat|discuss|raise|read out|read aloud|read this out|read it out|"
            "read that out|read this answer out|read the answer out|read everything out|"
            "read number out|read these out|bring up|bring this up|bring it up|bring that up|"
            "bring this answer up|bring the answer up|bring everything up|bring number up|"
            "bring these up"
        ),
        keeping=phrases(
            "keep|kept|keeping|leave|stay|stays|hide|hidden|hiding|withhold|remain|remains"
        ),
        knowing=phrases(
            "know|knows|knowing|knew|saw|see|sees|seeing|read|reads|hear|hears|learn|learns|find out|"
            "finds out"
        ),
        has_to=phrases(
            "should|shouldn't|must|mustn't|may|need|needs|needn't|ought|cannot|can't|is not to|"
            "are not to|isn't to|aren't to"
        ),
        wishing=(
            "want",
            "don't want",
            "rather",
            "prefer",
            "would like",
            "i'd",
        ),
        subjects=(
            "i",
            "i'd",
            "he",
            "she",
            "we",
        ),
        away=("from", "out of"),
        with_coach=(
            "to yourself",
            "to you",
            "with you",
            "for you",
            "for yourself",
            "with yourself",
            "between us",
            "between you and me",
        ),
        beside_audience=(
            "this that these the is it are be to with from keep kept see sees seen shown can"
            " shall read reads know answer answers question questions here one stays stay remain and but not really"
            " strictly do else eyes of on my own number point above below all everything rather find out your"
            " thanks thank meant treat treated as about aloud anything any any now yet just a in note ps nb"
            " following next part file mail workbook about at absolutely totally completely very both told"
            " mr mrs ms until then hear hears learn learns so because business he she him"
            " put dare you self secret ears away screen slide slides draft notes own hat under angry upset furious hurt hopefully requested"
            " i'd i would like could can that's it's us ourselves go by on up front strict public word tells bring out"
            " let me after session meeting if when once were told found embarrassed awkward"
            " once was seeing reading onwards onward message email e-mail used use rest everyone everybody want wants private confidential third"
        ),
        titles=("mr", "mrs", "ms", "mx", "miss", "dr", "prof", "sir", "dame"),
        salutations=("mr", "mrs", "ms", "mx", "miss"),
        firm_words=("firm", "messrs"),
        degrees=("mba", "msc", "ma", "bsc", "ba", "phd", "ph.d", "md", "jr", "sr", "esq"),
        beside_name=("with", "without", "to"),
        and_="and",
    ),
    days=DayWords(
        weekdays=(
            "mon monday",
            "tue tues tuesday",
            "wed wednesday",
            "thu thur thurs thursday",
            "fri friday",
            "sat saturday",
            "sun sunday",
        ),
        months=(
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        numbers=(
            "zero",
            "a an one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ),
        days="day days",
        weeks="week weeks",
        months_long="month months",
        years="year years",
        days_off={"today": 0, "tomorrow": 1, "the day after tomorrow": 2, "day after tomorrow": 2},
        weeks_off={
            "this week": 0,
            "next week": 1,
            "the week after next": 2,
            "week after next": 2,
        },
        months_off={"next month": 1, "in half a year": 6},
        from_now=("in",),
        before=("by", "on", "until", "till", "the", "next", "this"),
        articles=("the",),
        on=("on",),
        of=("of",),
        ordinals=("st", "nd", "rd", "th"),
        start_of=("start of", "beginning of", "early"),
        middle_of=("middle of", "mid"),
        end_of=("end of",),
        month_end=("month end",),
        year_end=("year end",),
        week_number=("week",),
        at=("at",),
        hour=("o'clock", "o’clock"),
    ),
    neutral_partner=("your partner", "your partner", "your partner’s"),
    genitive=("’s", "’s"),
    former=FormerWords(
        sealed=(
            "What you write stays sealed: until both of you open a page together in the session, your partner"
            " sees nothing of it, and your coach’s program shows only how far you have come.",
            "What you write stays sealed: your partner sees nothing of it until you open a page together in the"
            " session. Your coach can open sealed answers for themselves beforehand; if that happens, the reveal"
            " tells both of you so, and when.",
        ),
        for_both=(
            "Each answer is for your partner and the coach, once you open it together. If you tick “only the"
            " coach”, your partner does not get to see it. If you tick “only me”, the coach’s program leaves it"
            " out; to be quite sure, delete it before you send the file.",
        ),
        keep_questions=(
            "Please leave the questions and everything in curly brackets as they are: so each answer finds its"
            " place.",
        ),
        not_encrypted=(
            "A text editor cannot encrypt. If you fill in the workbook there, whoever gets hold of the mail can"
            " read it, like any other mail.",
        ),
        own_workbook=(
            "This is your own workbook for the talk with {other}. Nobody but you writes in it, and there are no"
            " wrong answers: short ones are fine, and honest ones help most.",
        ),
        send_back=("Save the file as plain text and mail it back to your coach as an attachment.",),
        thanks=("Thank you! Now save the file and mail it back.",),
        keep_line=("Please leave this line; it shows what a mail program has changed:",),
    ),
)
