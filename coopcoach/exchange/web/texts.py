"""The texts of the web workbook by their keys in its script."""

from __future__ import annotations

from coopcoach.domain.packs.essentials import ESSENTIALS
from coopcoach.domain.session import Partner
from coopcoach.exchange.web.handing_texts import HANDING_TEXTS
from coopcoach.i18n import N_, Translator
from coopcoach.wording.labels import VISIBILITY_LABELS
from coopcoach.wording.progress import PROGRESS_LABELS

_TEXTS = {
    # Bar and navigation
    "workbook": N_("Workbook"),
    "workbook_of": N_("Workbook of {name}"),
    "overview": N_("Overview"),
    "progress": N_("Questions answered"),
    "answered": N_("{filled} of {count} questions answered"),
    "saved_at": N_("Saved at {time}"),
    "saved_said": N_("What you write is saved in this browser."),
    "still_there": N_("Everything is still there."),
    "not_saved": N_("Not saved"),
    "place_of": N_("{place} of {count}"),
    "question_of": N_("Question {place} of {count}"),
    "to_start": N_("Start"),
    "to_questions": N_("To the questions"),
    "turning": N_("Turn the pages"),
    "back": N_("Back"),
    "onward": N_("Next"),
    "close": N_("Close"),
    # First page
    "welcome": N_(
        "This is your own workbook for the session with {other}. There are no wrong answers: short"
        " ones are fine, and honest ones help most."
    ),
    "with": N_("In conversation with"),
    "when": N_("When we meet"),
    "answer_by": N_("Please answer by"),
    "coach": N_("Coach"),
    "your_time": N_("Your time"),
    "your_time_text": N_("About {n} minutes, in one go or in several."),
    "essentials": ESSENTIALS,
    "begin": N_("Begin"),
    "go_on_with": N_("Go on: {title}"),
    "good_to_know": N_("Good to know"),
    "know_saved": N_(
        "What you write is saved in this browser automatically. You can close this page at"
        " any time and open it again later; it needs no internet connection."
    ),
    "know_same_browser": N_(
        "Always open the link in the same browser on the same device: what you have written"
        " is kept only there."
    ),
    "know_forgets": N_(
        "Safari deletes what you have written here if you do not come back within seven days. Hand in before"
        " that, or save a copy."
    ),
    "know_in_app": N_(
        "This page was opened inside another app, which may forget what you write and may not"
        " save files. It is better to choose “Open in browser” in that app’s menu first, and"
        " to write there."
    ),
    "know_no_answer": N_(
        "You need not answer everything. Below each question are three ways to say so."
    ),
    "know_sealed": N_(
        "Your answers stay sealed until your coach reveals an exercise in the session. Then"
        " both of you see both answers side by side. Your coach can open sealed answers for"
        " themselves beforehand; if they do, the reveal tells you both that they did, and"
        " when."
    ),
    "know_who": N_(
        "For each answer you decide who sees it. What is for you alone never leaves this device when you hand"
        " in."
    ),
    # Prompt
    "needed": N_("needed for the session"),
    "for_example": N_("For example: {example}"),
    "why": N_("Why?"),
    "remark": N_("Remark"),
    "add_remark": N_("Add a remark"),
    "or_instead": N_("Or instead of an answer:"),
    "no_answer": N_("No answer?"),
    "seen_folded_both": N_("for both of us and the coach"),
    "seen_folded_coach": N_("for the coach only"),
    "seen_folded_me": N_("for me only"),
    "who_sees": N_("Who sees it:"),
    "tick_some": N_("Tick whatever fits."),
    "other": N_("Other"),
    "other_own_words": N_("Other, in your own words:"),
    "in_your_own_words": N_("in your own words"),
    "clear_choice": N_("Clear the choice"),
    "too_many": N_("You have ticked {count}; please tick {limit} at most."),
    "too_few": N_("You have ticked {count}; please tick at least {limit}."),
    "no_number": N_("Not a number; it is kept as you wrote it."),
    "no_date": N_("Not a date; it is kept as you wrote it."),
    "between": N_("Expected: {low} to {high}. Is your number right?"),
    "at_least": N_("Expected: {low} or more. Is your number right?"),
    "at_most": N_("Expected: {high} at most. Is your number right?"),
    "such_as": N_("such as {date}"),
    "so_far": N_("So far: {words}"),
    "of": N_("of"),
    "scale_words": N_("{n} of {max}"),
    "left_blank": N_("Left blank"),
    # Ranking
    "rank_all": N_(
        "Choose one after the other, the most important first. You can still move them."
    ),
    "rank_top": N_("Choose your {n}, the most important first. You can still move them."),
    "rank_first": N_("What comes first?"),
    "still_to_rank": N_("And what comes next?"),
    "ranking_full": N_("{n} are chosen. To swap one, take it out first."),
    "ranked_at": N_("{label}: place {n}"),
    "taken_out": N_("{label}: taken out"),
    "take_out": N_("Take out: {label}"),
    "move_up": N_("Move up: {label}"),
    "move_down": N_("Move down: {label}"),
    "grip": N_("{label}, place {n} of {count}. Move it with the arrow keys."),
    "drag": N_("Drag to move"),
    # Tables
    "row": N_("Row {n}"),
    "another_row": N_("Another row"),
    "rows_full": N_("There is room for {n} rows here."),
    "remove_row": N_("Remove: {label}"),
    "row_removed": N_("{label} is removed."),
    "row_moved": N_("Now in place {n}"),
    "bring_back": N_("Bring it back"),
    "rule": N_("Ground rule"),
    "rule_sign": N_("How we notice that it holds"),
    "rule_number": N_("Ground rule {n}"),
    "another_rule": N_("Another ground rule"),
    # Overview
    "nothing_blank": N_("You have answered every question in some way."),
    "to_first_blank": N_("To the first blank question"),
    "to_hand_in": N_("Go on to handing in"),
    "print": N_("Print"),
    # Handing in
    "hand_in": N_("Hand in"),
    "hand_in_now": N_("Hand in now"),
    "not_yet": N_("Not yet"),
    "blanks_are_fine": N_(
        "You may leave them blank. If you would like to say something after all:"
    ),
    "sealed_until": N_(
        "Your partner sees your answers only when they are revealed in the session."
    ),
    "changed_since": N_("You have changed something since you handed in. Please hand in again."),
    # Copies and failures
    "copy_title": N_("A copy for yourself"),
    "copy_text": N_(
        "This browser keeps what you write. If you want to go on with another device, or"
        " simply to be quite sure, save a copy as a file; you can open it there."
    ),
    "copy_text_link": N_(
        "This browser keeps what you write. To go on with another device, save a copy, send"
        " it to yourself, open the same link there, and choose “Open my copy”. A copy also"
        " contains what is for you alone: do not send it to anyone else."
    ),
    "save_copy": N_("Save a copy"),
    "open_copy": N_("Open my copy"),
    "copy_saved": N_("The copy is among your downloads."),
    "as_before": N_("Back to how it was"),
    "not_a_copy": N_(
        "This file is not a copy of a workbook. Choose the file that you saved with “Save a copy”."
    ),
    "another_workbook": N_("This copy belongs to another workbook. Nothing was changed."),
    "copy_not_kept": N_(
        "The copy is open, but this browser has not saved it. Save a copy before you close the page."
    ),
    "cannot_keep": N_(
        "This browser does not keep what you write once the page is closed. Save a copy before you close it;"
        " you can open it here again."
    ),
    "two_windows": N_(
        "This workbook is open in a second window. What you write there appears here too; one window is"
        " safer."
    ),
    "other_window_wrote": N_("Written in another window at the same time:"),
    "take_this_one": N_("Take this one"),
    "keep_mine": N_("Keep mine"),
}


def answers_name(partner: Partner, t: Translator) -> str:
    """Return the name of the file that the page saves when a partner hands in."""
    return f"{t.language.files.answers}-{partner.id}.md"


def page_texts(t: Translator) -> dict[str, object]:
    """Return the texts in one language by key; placeholders stay in braces.

    A text with a count has two forms, `one` and `many`.
    """
    one, many = _counted_texts(t, 1), _counted_texts(t, 2)
    return {
        **{key: t(message) for key, message in (*_TEXTS.items(), *HANDING_TEXTS.items())},
        **{f"seen_by_{who}": t(label) for who, label in VISIBILITY_LABELS.items()},
        **{progress: t(label.word) for progress, label in PROGRESS_LABELS.items()},
        "yes": t.context("cell", "yes"),
        "no": t.context("cell", "no"),
        "answers_file": t.language.files.answers,
        "copy_file": t.language.files.workbook_copy,
        **{key: {"one": one[key], "many": many[key]} for key in one},
    }


def _counted_texts(t: Translator, n: int) -> dict[str, str]:
    blank = {"n": "{n}"}
    return {
        "minutes": t.plural("{n} minute", "{n} minutes", n, **blank),
        "minutes_left": t.plural("about {n} minute left", "about {n} minutes left", n, **blank),
        "blanks_left": t.plural(
            "{n} question is left blank.", "{n} questions are left blank.", n, **blank
        ),
        "stays_with_you": t.plural(
            "{n} answer is for you alone and is left out of the file.",
            "{n} answers are for you alone and are left out of the file.",
            n,
            **blank,
        ),
        "copy_opened": t.plural(
            "The copy is open: {n} answer. It has replaced what was here before.",
            "The copy is open: {n} answers. They have replaced what was here before.",
            n,
            **blank,
        ),
    }
