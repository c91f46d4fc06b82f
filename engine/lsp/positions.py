"""An editor's text and its positions: lines and characters in UTF-8, UTF-16 or UTF-32, as agreed with the editor.

The protocol ends lines at `\\n`, `\\r\\n` and `\\r`, and counts code units; the engine counts code points in normal
form C. A `Buffer` turns one into the other, both ways. Start reading at `Buffer`.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property

from attrs import field, frozen
from lsprotocol import types as lsp

from engine.source import SourceText, Span


def units(text: str, encoding: str) -> int:
    """How many code units a text takes.

    >>> [units("blåbær 🫐", encoding) for encoding in ("utf-8", "utf-16", "utf-32")]
    [13, 9, 8]
    """
    if encoding == "utf-32" or text.isascii():
        return len(text)
    if encoding == "utf-16":
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
    return len(text.encode("utf-8", "surrogatepass"))


@frozen(slots=False, eq=False)
class Buffer:
    """One text as the editor has it, and the same text as the engine reads it."""

    name: str
    raw: str = field(repr=False)
    encoding: str = "utf-16"
    version: int | None = None

    @cached_property
    def source(self) -> SourceText:
        """The text in normal form C."""
        text = self.raw
        return SourceText(self.name, text if self.is_normal else unicodedata.normalize("NFC", text))

    @cached_property
    def is_normal(self) -> bool:
        return unicodedata.is_normalized("NFC", self.raw)

    @cached_property
    def _starts(self) -> list[int]:
        """Where each line of the editor's text begins."""
        return [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", self.raw))]

    @cached_property
    def _normal_starts(self) -> list[int]:
        if self.is_normal:
            return self._starts
        return [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", self.source.text))]

    def _line(self, number: int) -> str:
        """A line of the editor's text, without its end."""
        end = self._starts[number + 1] if number + 1 < len(self._starts) else len(self.raw)
        return self.raw[self._starts[number] : end].rstrip("\r\n")

    def raw_offset(self, position: lsp.Position) -> int:
        """The offset of a position in the editor's text; past the end of a line it is the end of the line."""
        if position.line >= len(self._starts):
            return len(self.raw)
        line = self._line(position.line)
        if self.encoding == "utf-32" or line.isascii():
            return self._starts[position.line] + min(position.character, len(line))
        at = counted = 0
        while at < len(line) and counted < position.character:
            counted += units(line[at], self.encoding)
            at += 1
        return self._starts[position.line] + at

    def offset(self, position: lsp.Position) -> int:
        """The offset of a position in the text as the engine reads it."""
        raw = self.raw_offset(position)
        if self.is_normal:
            return raw
        line = bisect_right(self._starts, raw) - 1
        before = self.raw[self._starts[line] : raw]
        return self._normal_starts[line] + len(unicodedata.normalize("NFC", before))

    def position(self, offset: int) -> lsp.Position:
        """The position of an offset in the text as the engine reads it."""
        line = bisect_right(self._normal_starts, offset) - 1
        column = offset - self._normal_starts[line]
        before = self._line(line)
        if self.is_normal:
            before = before[:column]
        else:
            before = before[: _raw_column(before, column)]
        return lsp.Position(line, units(before, self.encoding))

    def width(self, start: int, end: int) -> int:
        """How long a stretch of one line is, as the editor counts."""
        if self.is_normal:
            return units(self.raw[start:end], self.encoding)
        return self.position(end).character - self.position(start).character

    def placed(self, stretches: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
        """The line, the character and the length of each of some stretches, in order, each within a line."""
        starts, line, is_plain = self._normal_starts, -1, False
        for start, end in stretches:
            if line < 0 or (line + 1 < len(starts) and starts[line + 1] <= start):
                line = bisect_right(starts, start, max(line, 0)) - 1
                is_plain = self.is_normal and (self.encoding == "utf-32" or self._line(line).isascii())
            if is_plain:
                yield line, start - starts[line], end - start
            else:
                yield line, self.position(start).character, self.width(start, end)

    def range(self, start: int, end: int) -> lsp.Range:
        """The range between two offsets; an end of line at its end is left out, so that it stays on its line."""
        text = self.source.text
        while end > start + 1 and text[end - 1 : end] in ("\n", "\r"):
            end -= 1
        return lsp.Range(self.position(start), self.position(max(start, end)))

    def of(self, span: Span) -> lsp.Range:
        return self.range(span.start, span.end)

    @property
    def whole(self) -> lsp.Range:
        return lsp.Range(lsp.Position(0, 0), self.position(len(self.source.text)))

    def changed(self, change: lsp.TextDocumentContentChangeEvent) -> str:
        """The editor's text after a change."""
        if isinstance(change, lsp.TextDocumentContentChangePartial):
            start, end = self.raw_offset(change.range.start), self.raw_offset(change.range.end)
            return self.raw[:start] + change.text + self.raw[end:]
        return change.text


def _raw_column(line: str, column: int) -> int:
    """How many characters of a line, not in normal form, make so many in normal form."""
    low, high = column, len(line)
    while low < high:
        middle = (low + high) // 2
        if len(unicodedata.normalize("NFC", line[:middle])) < column:
            low = middle + 1
        else:
            high = middle
    while low < len(line) and len(unicodedata.normalize("NFC", line[: low + 1])) == column:
        low += 1  # marks that belong to the last letter
    return low
