"""A rule file while it is being written: its items as pieces, of which only those that changed are read anew.

In a piece every place is counted from where the piece begins, so a piece stays as it is when text above it changes.
A piece that does not parse keeps its text and the name it would declare; the others are whole. Start reading at
`read_sheet`; `document_of` gives the tree the rest of the house wants, `named_at` the piece at a place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import Any

import attrs
from attrs import evolve, field, frozen

from engine.diagnostics import Diagnostic, Severity
from engine.memory import uncollected
from engine.source import SourceText, Span
from engine.syntax.characters import refused_characters
from engine.syntax.codes import INDENTED_ITEM
from engine.syntax.format import NotTheSame, canonical
from engine.syntax.nodes import Document, Item, Name, Node
from engine.syntax.parse import (
    MAX_CHARACTERS,
    before_first_item,
    indented,
    item_spans,
    parse,
    parse_item,
    read_language,
    refuse_indented,
)


@frozen(slots=False, eq=False)
class Piece:
    """One item as written, with the blank lines and comments behind it. Places count from its own beginning."""

    text: str
    language: str
    item: Item | None
    broken: tuple[Name, ...] = ()
    found: tuple[Diagnostic, ...] = ()

    @property
    def name(self) -> Name | None:
        """The name it declares, or would if it could be read."""
        if self.item is not None:
            return self.item.name
        return self.broken[0] if self.broken else None

    @cached_property
    def end(self) -> int:
        """Where its last word ends; what follows are comments and blank lines."""
        return self.item.span.end if self.item is not None else len(without_remarks(self.text).rstrip())


@frozen(slots=False, eq=False)
class Sheet:
    """One text as it is now: its language, its pieces with the offset each begins at, and what is wrong above them."""

    source: SourceText
    language: str
    placed: tuple[tuple[int, Piece], ...]
    found: tuple[Diagnostic, ...] = ()
    moved: dict[int, tuple[Piece, Item]] = field(factory=dict, repr=False)
    """Items at their places in the text, by offset, as they were last asked for."""

    @cached_property
    def begins(self) -> list[int]:
        return [begin for begin, _ in self.placed]

    def number_at(self, offset: int) -> int | None:
        """The number of the piece an offset lies in, or `None` above the first."""
        number = bisect_right(self.begins, offset) - 1
        return number if number >= 0 else None

    def at(self, offset: int) -> tuple[int, Piece] | None:
        """The piece an offset lies in, and where it begins."""
        number = self.number_at(offset)
        return None if number is None else self.placed[number]

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """Everything wrong with the text itself, at its place in it."""
        return [*self.found, *(shifted(each, begin) for begin, piece in self.placed for each in piece.found)]


def read_sheet(source: SourceText, before: Sheet | None = None) -> Sheet:
    """A text, which is in normal form C, as pieces; those of `before` that are still the same are kept."""
    if len(source.text) > MAX_CHARACTERS:
        return Sheet(source, "en", (), tuple(parse(source)[1]))
    language, start, found = read_language(source)
    spans = item_spans(source.text, language, start)
    first = spans[0][0] if spans else len(source.text)
    known: dict[str, list[Piece]] = {}
    if before is not None and (before.language, before.source.name) == (language, source.name):
        for _, piece in before.placed:
            if any(each.code == INDENTED_ITEM.number for each in piece.found):
                continue
            known.setdefault(piece.text, []).append(piece)
    placed = []
    inside = indented(source.text, spans)
    for begin, end in spans:
        text = source.text[begin:end]
        if begin in inside:
            placed.append((begin, _refused(source, language, begin, end)))
            continue
        kept = known.get(text)
        placed.append((begin, kept.pop(0) if kept else _read(source.name, text, language)))
    moved = before.moved if before is not None else {}
    above = refused_characters(SourceText(source.name, source.text[:first]))
    said = (*above, *found, *before_first_item(source, language, start, first))
    return Sheet(source, language, tuple(placed), said, moved)


def _read(name: str, text: str, language: str) -> Piece:
    item, broken, found = parse_item(SourceText(name, text), language)
    return Piece(text, language, item, tuple(broken), tuple(found))


def _refused(source: SourceText, language: str, begin: int, end: int) -> Piece:
    """An item on an indented line, which is not read; its places counted from where it begins."""
    names, found = refuse_indented(source, language, begin, end)
    moved = tuple(_moved(name, -begin) for name in names)
    return Piece(source.text[begin:end], language, None, moved, (shifted(found, -begin),))


def document_of(sheet: Sheet) -> Document:
    """The tree of a text, with every place counted from the beginning of the text; made once."""
    made: Document | None = sheet.__dict__.get("document")
    if made is None:
        made = sheet.__dict__["document"] = _document_of(sheet)
    return made


def _document_of(sheet: Sheet) -> Document:
    items: list[Item] = []
    broken: list[Name] = []
    moved: dict[int, tuple[Piece, Item]] = {}
    with uncollected():
        for begin, piece in sheet.placed:
            if piece.item is None:
                broken += [_moved(name, begin) for name in piece.broken]
                continue
            kept = sheet.moved.get(begin)
            moved[begin] = kept if kept and kept[0] is piece else (piece, _moved(piece.item, begin))
            items.append(moved[begin][1])
    sheet.moved.clear()
    sheet.moved.update(moved)
    return Document(sheet.source, sheet.language, tuple(items), tuple(broken))


def laid_out(sheet: Sheet) -> str | None:
    """The canonical text of a sheet, held against its tree as `hjemmel fmt` does; `None` where it does not parse.

    Raises:
        NotTheSame: the text written does not parse to the tree that was read, so it must not be used.
    """
    if any(each.severity is Severity.ERROR for each in sheet.diagnostics):
        return None
    document = document_of(sheet)
    text = canonical(document, sheet.language)
    again = read_sheet(SourceText(sheet.source.name, text), sheet)
    broken = any(each.severity is Severity.ERROR for each in again.diagnostics)
    if broken or document_of(again).items != document.items:
        raise NotTheSame(sheet.source.name)
    return text


def named_at(sheet: Sheet, offset: int) -> tuple[str, int, int] | None:
    """The word at an offset, or just before it, with where it begins and ends."""
    text = sheet.source.text
    start = end = max(0, min(offset, len(text)))
    while start > 0 and _in_name(text[start - 1]):
        start -= 1
    while end < len(text) and _in_name(text[end]):
        end += 1
    return (text[start:end], start, end) if start < end else None


def _in_name(character: str) -> bool:
    return character.isalnum() or character == "_"


def without_remarks(text: str) -> str:
    """The text with every comment blanked out, and nothing moved."""
    return re.sub(
        r'("[^"\n]*")|--[^\n]*', lambda match: match[1] if match[1] else " " * (match.end() - match.start()), text
    )


def shifted(diagnostic: Diagnostic, by: int, file: str | None = None) -> Diagnostic:
    """A finding further down its file, with what points into the same file."""
    if by == 0 or not diagnostic.span.file:
        return diagnostic
    name = file or diagnostic.span.file

    def there(span: Span) -> Span:
        return Span(span.file, span.start + by, span.end + by) if span.file == name else span

    return evolve(
        diagnostic,
        span=there(diagnostic.span),
        notes=tuple(evolve(note, span=there(note.span)) for note in diagnostic.notes),
        fixes=tuple(
            evolve(fix, edits=tuple(evolve(edit, span=there(edit.span)) for edit in fix.edits))
            for fix in diagnostic.fixes
        ),
    )


_FIELDS: dict[type, tuple[str, ...]] = {}


def _fields(kind: type) -> tuple[str, ...]:
    names = _FIELDS.get(kind)
    if names is None:
        names = _FIELDS[kind] = tuple(each.name for each in attrs.fields(kind) if each.name != "span")
    return names


def _moved(value: Any, by: int) -> Any:
    """A tree with every span so much further down; it goes no deeper than one item."""
    if isinstance(value, Node):
        span = value.span
        kind = type(value)
        parts = {name: _moved(getattr(value, name), by) for name in _fields(kind)}
        return kind(**parts, span=Span(span.file, span.start + by, span.end + by))
    if type(value) is tuple and value:
        return tuple([_moved(each, by) for each in value])
    return value
