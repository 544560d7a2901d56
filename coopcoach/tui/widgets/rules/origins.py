"""Where a ground rule comes from: the answers behind it, and the links to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from coopcoach.domain.answers import Answer
from coopcoach.domain.exercise import Prompt
from coopcoach.i18n import Translator
from coopcoach.services.session.origins import Origin, linkable, origins
from coopcoach.services.session.stage import Stage
from coopcoach.tui.commands import ORIGINS
from coopcoach.tui.messages import WriteRequest
from coopcoach.tui.widgets.forms.choose import Choice, ChoiceDialog
from coopcoach.tui.widgets.frame.closing import Dialog
from coopcoach.tui.widgets.frame.sanitize import content, one_line
from coopcoach.tui.widgets.pairs.answer_view import AnswerView
from coopcoach.wording.shortening import shortened

_LINKS = "links"
_LONGEST = 60


class OriginsDialog(Dialog[str | None]):
    """The answers that a rule came from; returns ``links`` where those shall be changed.

    Args:
        found: What it came from.
        t: The language of the screen.
    """

    DEFAULT_CSS: ClassVar[str] = """
    OriginsDialog > Vertical { max-width: 110; }
    OriginsDialog .origins--name { text-style: bold; color: $primary; }
    OriginsDialog VerticalScroll { height: auto; max-height: 70vh; }
    OriginsDialog AnswerView { margin: 0 0 1 0; }
    """
    BINDINGS = ORIGINS.bindings()

    def __init__(self, found: Sequence[Origin], t: Translator) -> None:
        super().__init__()
        self._found = tuple(found)
        self.t = t

    def compose(self) -> ComposeResult:
        """Question by question, what each wrote or what both say."""
        t = self.t
        with Vertical():
            yield Static(Content(t("Where the ground rule comes from")), classes="dialog--title")
            with VerticalScroll():
                if not self._found:
                    yield Static(Content(t("It is linked to no answer yet.")))
                for origin in self._found:
                    yield from self._origin(origin)
            with Horizontal(classes="dialog--buttons"):
                yield Button(Content(t("Close")), id="close", variant="primary")
                yield Button(Content(t("Change the links")), id=_LINKS)

    def _origin(self, origin: Origin) -> ComposeResult:
        yield Static(content(origin.prompt.label), classes="dialog--title")
        if origin.is_sealed:
            yield Static(Content(self.t("still sealed")), classes="dialog--title")
        for side in origin.sides:
            name = one_line(side.partner.name)
            yield from self._answer(name, origin.prompt, side.answer, withheld=side.withheld)
        for name, answer in origin.joint:
            said_by = one_line(name) or self.t("Both together")
            yield from self._answer(said_by, origin.prompt, answer)

    def _answer(
        self, name: str, prompt: Prompt, answer: Answer, *, withheld: bool = False
    ) -> ComposeResult:
        yield Static(content(name), classes="origins--name")
        yield AnswerView(prompt, answer, self.t, withheld=withheld)

    def on_mount(self) -> None:
        """Let the answers be scrolled at once; Enter closes."""
        self.query_one("#close").focus()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.dismiss(_LINKS if event.button.id == _LINKS else None)


def origin_words(stage: Stage, rule_id: str) -> str:
    """Return the questions that a rule came from, in a line."""
    rule = stage.session.rule(rule_id)
    labels = dict.fromkeys(o.prompt.label for o in origins(stage, rule)) if rule else {}
    return " · ".join(stage.t.quoted(shortened(one_line(label), _LONGEST)) for label in labels)


async def show_origins(app: App[object], stage: Stage, rule_id: str) -> WriteRequest | None:
    """Show the answers behind a rule, and change the links to them where that is wished.

    Returns:
        The wish that the changed links be written, if they were changed.
    """
    t, rule = stage.t, stage.session.rule(rule_id)
    if rule is None:
        return None
    if await app.push_screen_wait(OriginsDialog(origins(stage, rule), t)) != _LINKS:
        return None
    linked = list(rule.sources)
    questions = linkable(stage, rule.point)
    title = t("Which answers does the ground rule come from?")
    chosen: str | None = ""
    while True:
        choices = [
            Choice(q.id, f"{'☑' if q.id in linked else '☐'} {one_line(q.label)} ({e.title})")
            for e, q in questions
        ]
        chosen = await app.push_screen_wait(
            ChoiceDialog(title, choices, t("Done"), at=chosen or "")
        )
        if chosen is None:
            break
        if chosen in linked:
            linked.remove(chosen)
        else:
            linked.append(chosen)
    if tuple(linked) == rule.sources:
        return None
    return WriteRequest(
        lambda: stage.board.link_rule(rule_id, tuple(linked)), t("The links are written down.")
    )
