"""What can be folded: items, the sections they stand under, and comments of several lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lsprotocol import types as lsp

from engine.authoring.outline import outline
from engine.authoring.sheet import Sheet
from engine.lsp.positions import Buffer


def folds(sheet: Sheet, buffer: Buffer) -> list[lsp.FoldingRange]:
    """Every fold of a file, by its first line."""
    found = {*_items(sheet, buffer), *_sections(sheet, buffer), *_remarks(sheet, buffer)}
    return [
        lsp.FoldingRange(first, last, kind=lsp.FoldingRangeKind(kind) if kind else None)
        for first, last, kind in sorted(found)
    ]


def _items(sheet: Sheet, buffer: Buffer) -> Iterator[tuple[int, int, str]]:
    for begin, piece in sheet.placed:
        yield from _lines(buffer, begin, begin + piece.end, "")


def _sections(sheet: Sheet, buffer: Buffer) -> Iterator[tuple[int, int, str]]:
    for entry in outline(sheet):
        if entry.kind == "section" and len(entry.children) > 1:
            yield from _lines(buffer, entry.span.start, entry.span.end, "region")


def _remarks(sheet: Sheet, buffer: Buffer) -> Iterator[tuple[int, int, str]]:
    for block in re.finditer(r"(?m)^[ \t]*--[^\n]*(?:\n[ \t]*--[^\n]*)+", sheet.source.text):
        yield from _lines(buffer, block.start(), block.end(), "comment")


def _lines(buffer: Buffer, start: int, end: int, kind: str) -> Iterator[tuple[int, int, str]]:
    first, last = buffer.position(start).line, buffer.position(end).line
    if last > first:
        yield first, last, kind
