"""The texts of handing in, by their keys in the script."""

from __future__ import annotations

from collections.abc import Iterator

from coopcoach.domain.session import Session
from coopcoach.i18n import N_, SPOKEN, translator
from coopcoach.wording.person_names import first_name

HANDING_TEXTS = {
    "ready": N_("Ready to send"),
    "one_step_left": N_(
        "Thank you! You finished on {time}. One step is left: your answers have to reach your"
        " coach. Choose one of these ways."
    ),
    "way_encrypted": N_(
        "Your answers were encrypted on this device. Only your coach can open them, whichever way"
        " you send them."
    ),
    "way_readable": N_(
        "Your answers are not encrypted. As the text of an e-mail, they can be read by anyone who"
        " opens it, even by your coach before the session; an attached file can be imported"
        " unread."
    ),
    "by_share": N_("Send it from here"),
    "share_text": N_("Send the file to your coach, for instance by e-mail."),
    "share": N_("Send the file"),
    "share_words": N_("Answers of {name} for our session"),
    "cannot_share": N_("That did not work. Copy the answers into an e-mail, or save the file."),
    "by_mail": N_("As the text of an e-mail"),
    "mail_filled_in": N_(
        "The e-mail is written: address, subject and your answers are in it. You only have to send"
        " it."
    ),
    "mail_to_paste": N_(
        "This copies your answers and opens an e-mail. Paste them where it says so, and send it."
        " If no e-mail program opens, copy the answers and paste them into an e-mail of your own."
    ),
    "open_mail": N_("Open the e-mail"),
    "copy_answers": N_("Copy the answers"),
    "copied_to": N_("Copied. Paste it into an e-mail to {address}, and send it."),
    "copied_reply": N_("Copied. Paste it into a reply to your coach’s e-mail, and send it."),
    "cannot_copy": N_(
        "This browser does not let the page copy. Select the whole text below, copy it, and paste"
        " it into an e-mail to your coach. Or save the file and attach it."
    ),
    "by_file": N_("As an attachment"),
    "file_saved": N_(
        "Your answers are in the file “{file}”, among your downloads. Attach it to an e-mail to"
        " your coach."
    ),
    "save_instead": N_(
        "Save the file “{file}” and attach it to an e-mail to your coach. If nothing is saved,"
        " copy the answers instead."
    ),
    "save_file": N_("Save the file"),
    "mail_subject": N_("My answers: {title}"),
    "mail_hello": N_("Hello {coach},"),
    "mail_hello_plain": N_("Hello,"),
    "mail_text": N_("Here are my answers for our session."),
    "paste_here": N_("[Please paste here what you have copied, and delete this line.]"),
    "copied_leave": N_(
        "Please leave the lines below as they are: your coach’s program reads your answers from them. To"
        " change an answer, go back to the workbook."
    ),
    "copied_encrypted": N_(
        "Answers of {name} for our session, encrypted: only the coach’s key opens them. Please leave the lines"
        " below as they are."
    ),
    "cannot_encrypt": N_(
        "Your answers could not be encrypted, so nothing was prepared. Try it in another browser, or ask your"
        " coach."
    ),
    "may_change": N_(
        "If you think of something else, just change it here and hand in again. What you send last counts."
    ),
}


def mail_words(session: Session | None) -> Iterator[str]:
    """Yield what the page writes into a mail around the answers, in each language; the longest first."""
    if session is None:
        return
    encrypted, hello = HANDING_TEXTS["copied_encrypted"], HANDING_TEXTS["mail_hello"]
    for language in SPOKEN:
        t = translator(language)
        for partner in session.partners:
            # By the link the page knows the first name only.
            for name in (partner.name, first_name(partner.name)):
                yield t(encrypted, name=name)
        for key in ("paste_here", "mail_text"):
            yield t(HANDING_TEXTS[key])
        yield t(hello, coach=session.coach)
