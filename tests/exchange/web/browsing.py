"""A person at the page: opens it, fills in its fields, turns its pages."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Locator, Page, Request

from coopcoach.domain.answers import (
    Answer,
    Cell,
    CheckValue,
    ChoiceValue,
    DateValue,
    NumberValue,
    OptionsValue,
    RankingValue,
    RulesValue,
    ScaleValue,
    TableValue,
    TextValue,
    Value,
    default_visibility,
)
from coopcoach.domain.exercise import Prompt

# No name of a machine is resolved: even what the browser itself might want to fetch gets nowhere.
ARGUMENTS = ["--host-resolver-rules=MAP * ~NOTFOUND", "--disable-background-networking"]
if hasattr(os, "geteuid") and os.geteuid() == 0:
    ARGUMENTS.append("--no-sandbox")


_TURN = """place => new Promise(turned => {
  // On the site the address begins with the link.
  const [first] = location.hash.split("/");
  const wanted = /^#1[a-z-]+\\./.test(first) ? `${first}/${place}` : `#${place}`;
  if (location.hash === wanted) return turned();
  addEventListener("popstate", () => setTimeout(turned), { once: true });
  location.hash = wanted;
})"""


# Not wait_for_function, which evaluates a string again and again: the policy of the site forbids that.
_KEPT_OFFLINE = """() => new Promise(kept => {
  if (navigator.serviceWorker.controller) return kept();
  navigator.serviceWorker.addEventListener("controllerchange", () => kept(), { once: true });
})"""


@dataclass
class Opened:
    """An opened workbook, and what was seen of it: requests, errors, refusals of the policy."""

    page: Page
    touch: bool = False
    requests: list[str] = field(default_factory=list)
    blocked: dict[str, str] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def press(self, what: Locator | str) -> None:
        """Click, or tap."""
        target = self.page.locator(what) if isinstance(what, str) else what
        if self.touch:
            target.tap()
        else:
            target.click()

    def go(self, place: str) -> None:
        """Turn to a page by its address, as the browser's own way back does."""
        self.page.evaluate(_TURN, place)

    def fill(self, prompt: Prompt, answer: Answer) -> None:
        """Answer a question on the page that is open."""
        name = f"q-{prompt.id.replace('.', '-')}"
        self._value(prompt, f"{name}-field", answer.value)
        if answer.remark:
            self._remark(name, answer.remark)
        if answer.stance or answer.visibility is not default_visibility(prompt):
            self.unfold(prompt)
        if answer.stance:
            self.press(f"#{name}-{answer.stance.value}")
        if answer.visibility is not default_visibility(prompt):
            self.page.locator(f"#{name}-who").select_option(answer.visibility.value)

    def unfold(self, prompt: Prompt) -> None:
        """Open the line with stances and audience, where a narrow screen has it folded."""
        fold = self.page.locator(f"#q-{prompt.id.replace('.', '-')}-fold")
        if fold.count() and not fold.evaluate("fold => fold.parentNode.open"):
            self.press(fold)

    @property
    def is_narrow(self) -> bool:
        """Whether each question has a page of its own."""
        return bool(self.page.evaluate("matchMedia('(max-width: 40rem)').matches"))

    def _remark(self, name: str, remark: str) -> None:
        area = self.page.locator(f"#{name}-remark")
        if not area.count():
            card = self.page.locator(".prompt", has=self.page.locator(f"#{name}"))
            self.press(card.locator("> button.quiet"))
        area.fill(remark)

    def _value(self, prompt: Prompt, place: str, value: Value | None) -> None:
        match value:
            case TextValue() | ScaleValue() | NumberValue() | DateValue():
                self._cell(place, value)
            case ChoiceValue(option=option, other=other):
                self._tick(place, [option] if option else [], other)
            case OptionsValue(options=options, other=other):
                self._tick(place, options, other)
            case RankingValue(order=order):
                for option in order:
                    self.press(f"#{place}-add-{option}")
            case TableValue(rows=rows):
                for at, row in enumerate(rows):
                    self._row(place, row.row or at, row.cells, row.row is None and at > 0)
            case RulesValue(rules=rules):
                for at, each in enumerate(rules):
                    cells: dict[str, Cell] = {"rule": TextValue(text=each.rule)}
                    if each.sign:
                        cells["sign"] = TextValue(text=each.sign)
                    self._row(place, at, cells, at > 0)

    def _tick(self, place: str, options: tuple[str, ...] | list[str], other: str | None) -> None:
        for option in options:
            self.press(f"label[for='{place}-o-{option}']")
        if other is not None:
            self.page.locator(f"#{place}-own").fill(other)

    def _row(self, place: str, row: str | int, cells: Mapping[str, Cell], more: bool) -> None:
        if more:
            self.press(f"#{place}-more")
        for column, cell in cells.items():
            self._cell(f"{place}-{row}-{column}", cell)

    def _cell(self, place: str, cell: Cell) -> None:
        match cell:
            case TextValue(text=text):
                self.page.locator(f"#{place}").fill(text)
            case ScaleValue(value=value):
                self.press(f"#{place}-s-{value}")
            case CheckValue(value=yes):
                self.press(f"#{place}-s-{'yes' if yes else 'no'}")
            case NumberValue(value=number):
                self.page.locator(f"#{place}").fill(format(number, "f").replace(".", ","))
            case DateValue(value=day):
                field = self.page.locator(f"#{place}")
                picked = field.get_attribute("type") == "date"
                field.fill(f"{day:%Y-%m-%d}" if picked else f"{day:%d.%m.%Y}")
            case ChoiceValue(option=str() as option):
                if self.page.locator(f"select#{place}").count():
                    self.page.locator(f"#{place}").select_option(option)
                else:
                    self.press(f"#{place}-s-{option}")
            case ChoiceValue(other=str() as other):
                self.page.locator(f"#{place}-own").fill(other)

    def wait_until_kept(self) -> None:
        """Wait until the site is kept in the browser."""
        self.page.evaluate(_KEPT_OFFLINE)

    def hand_in(self) -> Path:
        """Hand in, and return the file that the browser saved: on a phone at a button only."""
        self.go("hand-in")
        if self.touch:
            self.press("#hand-in-now")
        with self.page.expect_download() as download:
            self.press("#save-file" if self.touch else "#hand-in-now")
        return Path(download.value.path())

    @property
    def fetched(self) -> list[str]:
        """What was asked for beside the page itself."""
        own = ("file:", "data:", "blob:", "mailto:")
        return [url for url in self.requests if not url.startswith(own)]


def opened(page: Page, place: Path | str, *, touch: bool = False) -> Opened:
    """Open a workbook from the disk, or by its link."""
    seen = Opened(page, touch)

    def asked(request: Request) -> None:
        seen.requests.append(request.url)

    page.on("request", asked)

    def stopped(request: Request) -> None:
        seen.blocked[request.url] = request.failure or ""

    page.on("requestfailed", stopped)
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    page.on("console", lambda said: seen.errors.append(said.text) if said.type == "error" else None)
    page.goto(place if isinstance(place, str) else place.as_uri())
    return seen
