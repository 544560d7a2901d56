"""The form for a new session."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical, VerticalScroll
from textual.events import DescendantFocus
from textual.widgets import Button, Input

from coopcoach.domain.packs.agenda import SITTINGS
from coopcoach.domain.session import Partner
from coopcoach.errors import BadFile, CoopcoachError
from coopcoach.i18n import N_, SPOKEN, Translator, language_of
from coopcoach.services.workspace.desk import coach_of, create, partner_from
from coopcoach.storage.settings import read_settings
from coopcoach.storage.workspace import Workspace
from coopcoach.tui.commands import NEW_SESSION
from coopcoach.tui.screens.base import BaseScreen
from coopcoach.tui.widgets.forms.dialogs import ConfirmDialog
from coopcoach.tui.widgets.forms.fields import FormChoice, FormField
from coopcoach.tui.widgets.frame.key_queue import after_pending_keys
from coopcoach.tui.widgets.frame.sanitize import content
from coopcoach.wording.currencies import is_currency
from coopcoach.wording.labels import PACK_LABELS
from coopcoach.wording.moments import read_moment
from coopcoach.wording.person_names import in_order

# Spelling is chosen once for all; a variant follows its language.
_LANGUAGES: Final = tuple(
    (language.code, language.name)
    for language in sorted(SPOKEN.values(), key=lambda language: language.code)
    if not language.spelling
)
_PARTNERS: Final = ("first", "second")
_IN_THREE: Final = "full-in-three"
_IN_THREE_LABEL: Final = N_("full, in three sessions of 75 minutes")


class NewSessionScreen(BaseScreen[str | None]):
    """Ask for the data of a session, and make it; returns its name, None if it was not made.

    Args:
        workspace: The workspace of the session.
        t: The language of the screen.
        clock: Returns the local time, with its zone.
    """

    CSS_PATH = "new_session.tcss"
    AUTO_FOCUS = ""
    BINDINGS = NEW_SESSION.bindings()

    def __init__(self, workspace: Workspace, t: Translator, clock: Callable[[], datetime]) -> None:
        super().__init__(t)
        self._workspace = workspace
        self._clock = clock
        self._coach = coach_of(workspace)

    def compose_body(self) -> ComposeResult:
        """Lay out the fields; the partners are side by side where there is room."""
        t = self.t
        with VerticalScroll(id="form", can_focus=False):
            yield FormField(
                t("Title"), "title", hint=t("such as the two trades: painting and plastering")
            )
            with Container(id="partners"):
                for which, heading in zip(
                    _PARTNERS, (t("First partner"), t("Second partner")), strict=True
                ):
                    yield self._partner_fields(which, heading)
            yield FormField(t("Your name as the coach (optional)"), "coach", value=self._coach)
            yield FormField(
                t("Day and time of the call (optional)"),
                "date",
                hint=t("such as 15/1/2027 10:00"),
            )
            packs: tuple[tuple[str, str], ...] = tuple(
                (str(pack), t(label)) for pack, label in PACK_LABELS.items()
            )
            packs += ((_IN_THREE, t(_IN_THREE_LABEL)),)
            packs += tuple((name, name) for name in self._own_packs())
            yield FormChoice(t("How much"), "pack", packs, "compact", stacked=True)
            yield FormChoice(t("Language of the session"), "language", _LANGUAGES, t.lang)
            spellings = (("", t("with ß")), ("swiss", t("with ss, as in Switzerland")))
            yield FormChoice(t("German spelling"), "spelling", spellings, "")
            yield FormField(
                t("Currency (optional)"), "currency", hint=t("such as CHF; euros, if left empty")
            )
            with Horizontal(id="buttons"):
                yield Button(content(t("Make the session")), id="make", variant="primary")
                yield Button(content(t("Cancel")), id="cancel")

    def _partner_fields(self, which: str, heading: str) -> Vertical:
        t = self.t
        box = Vertical(
            FormField(t("Name"), f"{which}-name"),
            FormField(t("Firm (optional)"), f"{which}-firm"),
            FormField(t("E-mail (optional)"), f"{which}-email"),
            FormChoice(t("Answers in"), f"{which}-language", _LANGUAGES, t.lang),
            classes="partner",
        )
        box.border_title = heading
        return box

    def on_mount(self) -> None:
        """Show the title, and focus the first field."""
        self.show_title(self.t("New session"))
        # Before the first layout, focusing would scroll past the label.
        self.call_after_refresh(self._field("title").input.focus, scroll_visible=False)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Scroll a field into view together with its label."""
        for field in event.widget.ancestors:
            if isinstance(field, FormField | FormChoice) and field.region.height:
                field.scroll_visible(animate=False)

    def _field(self, name: str) -> FormField:
        return self.query_one(f"#{name}", FormField)

    def _choice(self, name: str) -> str:
        return self.query_one(f"#{name}", FormChoice).value

    # Faults

    def _errors(self) -> dict[str, str]:
        t = self.t
        errors = {
            "title": "" if self._field("title").value else t("write a title"),
            "date": "" if self._moment_is_read() else self._how_to_write_a_moment(),
            "currency": ""
            if self._currency_is_read()
            else t("write its three letters, such as CHF"),
        }
        for which in _PARTNERS:
            name, email = self._field(f"{which}-name").value, self._field(f"{which}-email").value
            errors[f"{which}-name"] = "" if name else t("write the name")
            errors[f"{which}-email"] = (
                "" if _is_address(email) else t("write it as anna@example.org")
            )
        names = [self._field(f"{which}-name").value.casefold() for which in _PARTNERS]
        if names[0] and names[0] == names[1]:
            errors["second-name"] = t("both have the same name: add what tells them apart")
        return errors

    def _moment_is_read(self) -> bool:
        return not self._field("date").value or self._moment() is not None

    def _currency(self) -> str:
        return self._field("currency").value.upper()

    def _currency_is_read(self) -> bool:
        return not self._currency() or is_currency(self._currency())

    def _moment(self) -> datetime | None:
        return read_moment(self._field("date").value, self._clock().date())

    def _how_to_write_a_moment(self) -> str:
        return self.t("write a day and a time, such as 15/1/2027 10:00 or 2027-01-15 10:00")

    @on(Input.Changed)
    def _mended(self) -> None:
        """Take away or change the mark of a field that was wrong; others are judged when the session is made."""
        marked = [field for field in self.query(FormField) if field.has_error]
        errors = self._errors() if marked else {}
        for field in marked:
            field.show_error(errors.get(field.id or "", ""))

    # Making the session

    @on(Input.Submitted)
    def _next(self) -> None:
        self.focus_next()

    @on(Button.Pressed, "#make")
    def _make_pressed(self) -> None:
        self.action_make()

    @on(Button.Pressed, "#cancel")
    def _cancel_pressed(self) -> None:
        self._ask_to_leave()

    def action_make(self) -> None:
        """Make the session when all keys pressed before have arrived in their fields."""
        after_pending_keys(self.app, self._make)

    def _make(self) -> None:
        """Make the session, or show the faults and go to the first."""
        errors = self._errors()
        for name, error in errors.items():
            self._field(name).show_error(error)
        wrong = [name for name, error in errors.items() if error]
        if wrong:
            self.say(self.t("Something is missing or cannot be read yet: see the marked fields."))
            first = next(f for f in self.query(FormField) if f.id in wrong)
            first.input.focus()
            return
        try:
            slug = self._create()
        except CoopcoachError as error:
            self.say(error.sentence(self.t))
        except OSError as error:
            self.say(
                self.t("The session could not be written: {reason}", reason=error.strerror or "")
            )
        else:
            self.dismiss(slug)

    def _own_packs(self) -> tuple[str, ...]:
        try:
            return tuple(read_settings(self._workspace).packs)
        except BadFile:
            # The desk has named the faults of the settings.
            return ()

    def _create(self) -> str:
        partners: list[Partner] = []
        for which in _PARTNERS:
            partners.append(self._partner(which, [p.id for p in partners]))
        pack = self._choice("pack")
        return create(
            self._workspace,
            title=self._field("title").value,
            partners=partners,
            now=self._clock(),
            coach=self._field("coach").value,
            pack="full" if pack == _IN_THREE else pack,
            sittings=SITTINGS if pack == _IN_THREE else 1,
            language=self._language("language"),
            date=self._moment(),
            currency=self._currency(),
        )

    def _language(self, name: str) -> str:
        """Return a chosen language in the chosen spelling."""
        code = self._choice(name)
        return _swiss(code) if self._choice("spelling") else code

    def _partner(self, which: str, taken: list[str]) -> Partner:
        name = self._field(f"{which}-name").value
        # In a name, a comma would begin the firm, and a bracket the address.
        made = partner_from(
            in_order(name).replace(",", " ").replace("<", " "),
            self._language(f"{which}-language"),
            taken,
        )
        own = {
            "name": in_order(name),
            "firm": self._field(f"{which}-firm").value,
            "email": self._field(f"{which}-email").value,
        }
        return made.model_copy(update=own)

    def action_leave(self) -> None:
        """Go back to the desk; ask first if anything was typed."""
        self._ask_to_leave()

    @work
    async def _ask_to_leave(self) -> None:
        fields = [field for field in self.query(FormField) if field.id != "coach"]
        typed = any(f.value for f in fields) or self._field("coach").value != self._coach
        question = self.t("Leave without making the session?")
        ask = ConfirmDialog(question, self.t("Leave"), self.t("Go on writing"))
        if not typed or await self.app.push_screen_wait(ask):
            self.dismiss(None)


def _swiss(code: str) -> str:
    """Return the variant of a language in Swiss spelling; the language itself where there is none."""
    language = language_of(code)
    for variant in SPOKEN.values():
        if (
            variant.spelling
            and variant.base == language.base_code
            and variant.layers == language.layers
        ):
            return variant.code
    return code


def _is_address(text: str) -> bool:
    name, at, host = text.partition("@")
    return not text or bool(name and at and "." in host and not any(c.isspace() for c in text))
