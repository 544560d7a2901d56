"""Sentences to a partner about files, for the screen and the line-by-line workbook."""

from __future__ import annotations

from coopcoach.errors import CoopcoachError
from coopcoach.services.partners.prepare import Prepare


def kept_beside(prepare: Prepare) -> str:
    """Return the sentence that names the answers file of a mailed workbook."""
    return prepare.t(
        "Your answers are kept in {file}, beside the workbook.", file=prepare.path.name
    )


def paper_line(prepare: Prepare) -> str:
    """Return the line that names the picture that the coach types the answers from."""
    return prepare.t("From paper: {path}", path=prepare.paper)


def send_this(prepare: Prepare) -> str:
    """Return the sentence that names the file to send to the coach."""
    return prepare.t("Now send your coach this file: {file}", file=prepare.file_to_send)


def readable_after_all(prepare: Prepare, error: CoopcoachError) -> str:
    """Return the error of a failed encryption, and the risk of sending readable answers."""
    t = prepare.t
    return "\n".join(
        (
            error.sentence(t),
            t("Sent unencrypted, your answers can be read by anyone who gets hold of the e-mail."),
        )
    )


def thanks(prepare: Prepare) -> str:
    """Return the thanks after handing in; outside of a session the file has still to be sent."""
    if prepare.is_in_session:
        return prepare.t("Thank you, your answers are handed in.")
    return prepare.t("Thank you, your answers are ready to send.")


def state_words(prepare: Prepare) -> str:
    """Return the state of a file that was handed in, in short."""
    return prepare.t("handed in") if prepare.is_in_session else prepare.t("ready to send")


def farewell(prepare: Prepare) -> list[str]:
    """Return the lines to print after the screen has closed."""
    t = prepare.t
    if prepare.handed_in is None:
        return [
            t("Everything is saved in {file}", file=prepare.path),
            t("Go on whenever you like: coopcoach prepare {file}", file=prepare.path.name),
        ]
    return [thanks(prepare)] if prepare.is_in_session else [thanks(prepare), send_this(prepare)]
