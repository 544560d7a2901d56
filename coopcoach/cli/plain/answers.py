"""Ask for an answer line by line; a typed line replaces the answer, a row only itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from coopcoach.cli.plain.rows import ask_rows
from coopcoach.domain.answers import Answer, Cell, UnreadValue, Value
from coopcoach.domain.exercise import CellQuestion, Prompt
from coopcoach.i18n import Translator
from coopcoach.markup.kinds import cell_codec_of, codec_of
from coopcoach.markup.kinds.codec import LineCodec, RowsCodec

Line = Callable[[str], str]
Write = Callable[[str], None]
Pasted = Callable[[], list[str]]


def nothing_pasted() -> list[str]:
    """Return no lines, where a paste cannot be recognised."""
    return []


class PlainQuestion:
    """Asks one question.

    Args:
        prompt: The question.
        line: Returns a typed line; empty where nothing was typed.
        write: Shows a line.
        t: The language of both.
        pasted: Returns the further lines of a paste; they belong to the same answer.
    """

    def __init__(
        self,
        prompt: Prompt,
        line: Line,
        write: Write,
        t: Translator,
        pasted: Pasted = nothing_pasted,
    ) -> None:
        self.prompt = prompt
        self.line = line
        self.write = write
        self.t = t
        self.pasted = pasted
        # The answer so far: it is kept when the asking is interrupted.
        self.given: Answer | None = None

    def ask(self, answer: Answer) -> Answer:
        """Return the answer after asking; the same where nothing was typed."""
        codec = codec_of(self.prompt.question, self.t)
        if isinstance(codec, RowsCodec):
            self._rows(codec, answer)
        elif isinstance(codec, LineCodec):
            for line in codec.instructions():
                self.write(line)
            if codec.is_long:
                self._long(codec, answer)
            else:
                self._line(codec, answer)
        else:
            raise TypeError(f"{type(codec).__name__} is neither a LineCodec nor a RowsCodec")
        return self.given or answer

    def _rows(self, codec: RowsCodec[Any, Any], answer: Answer) -> None:
        for given in ask_rows(codec, answer, self._cell, self._short, self.write):
            self.given = given

    def _line(self, codec: LineCodec[Any, Any], answer: Answer) -> None:
        while typed := "\n".join(self._part()).strip() if codec.is_words else self._short():
            value = codec.read_typed(typed)
            if value is not None:
                self.given = _with(answer, value)
                why = self.t("Why?")
                reason = self._short(f"{why} ") if codec.asks_why else ""
                if reason:
                    self.given = self.given.model_copy(update={"remark": reason})
                return
            if codec.keeps_unread:
                self.write(self.t("It is kept as you wrote it."))
                self.given = answer.model_copy(update={"value": None, "remark": typed})
                return
            self._not_understood()

    def _long(self, codec: LineCodec[Any, Any], answer: Answer) -> None:
        lines: list[str] = []
        while any(part := self._part()):
            lines.extend(part)
            text = "\n".join(lines).strip("\n")
            value = codec.read_typed(text)
            self.given = answer if value is None else _with(answer, value)

    def _part(self) -> list[str]:
        return [self.line("> "), *self.pasted()]

    def _short(self, asked: str = "> ") -> str:
        return self.line(asked).strip()

    def _cell(self, column: CellQuestion) -> Cell | None:
        codec = cell_codec_of(column, self.t)
        lines = [] if codec.is_words else codec.instructions()
        for line in lines:
            self.write(line)
        while typed := self._short("> " if lines else "  > "):
            value: Cell | None = codec.read_typed(typed)
            if value is not None or codec.keeps_unread:
                return UnreadValue(text=typed) if value is None else value
            self._not_understood()
        return None

    def _not_understood(self) -> None:
        self.write(self.t("That is not one of them; please try again. An empty line moves on."))


def _with(answer: Answer, value: Value) -> Answer:
    return answer.model_copy(update={"value": value})
