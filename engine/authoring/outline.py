"""The outline of a rule file: its items under the provisions they rest on, in the order written.

Items that stand together and rest on the same section are one group; the same section further down is another group.
An item without a basis stays in the group it stands in. Start reading at `outline`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

from engine.authoring.sheet import Piece, Sheet
from engine.source import Span
from engine.syntax.nodes import Address, Item


@frozen
class Entry:
    """One thing of a file: its kind (`section`, or what it declares), its whole place, and where its name stands."""

    name: str
    detail: str
    kind: str
    span: Span
    name_span: Span
    children: tuple[Entry, ...] = ()


def outline(sheet: Sheet) -> tuple[Entry, ...]:
    """The items of a file by section. What could not be read is there too, by the name it would declare."""
    found: list[Entry] = []
    group: list[Entry] = []
    here = ""
    for begin, piece in sheet.placed:
        entry = _entry(sheet, begin, piece)
        section = section_of(piece)
        if entry.kind == "source" or (section and section != here):
            found += _closed(here, group)
            here, group = ("" if entry.kind == "source" else section), []
        group.append(entry)
    return (*found, *_closed(here, group))


def _closed(section: str, group: list[Entry]) -> list[Entry]:
    if not section or not group:
        return group
    whole = group[0].span.to(group[-1].span)
    first = group[0].name_span
    return [Entry(section, "", "section", whole, first, tuple(group))]


def flat(entries: tuple[Entry, ...]) -> Iterator[Entry]:
    """Every entry that is no group, in order."""
    for entry in entries:
        if entry.kind == "section":
            yield from entry.children
        else:
            yield entry


def _entry(sheet: Sheet, begin: int, piece: Piece) -> Entry:
    file = sheet.source.name
    span = Span(file, begin, begin + max(piece.end, 1))
    keyword = re.match(r"\S+", piece.text)
    assert keyword is not None
    name = piece.name
    if name is not None:
        at = Span(file, begin + name.span.start, begin + name.span.end)
        return Entry(name.text, _label(piece.item), _kind(piece), span, at)
    at = Span(file, begin, begin + keyword.end())
    return Entry(_title(piece), "", _kind(piece), span, at)


def _kind(piece: Piece) -> str:
    item = piece.item
    if item is None:
        return "broken"
    return str(item.get("kind")) if item.kind in ("declaration", "status") else item.kind


def _label(item: Item | None) -> str:
    """What readers call it: the first words it has."""
    return item.phrases[0].text if item is not None and item.phrases else ""


def _title(piece: Piece) -> str:
    """What stands for an item without a name: the title of a case, or its own first line."""
    title = piece.item.get("title") if piece.item is not None else None
    first = piece.text.split("\n", 1)[0].strip()
    return title or " ".join(first.split())[:80] or "?"


def section_of(piece: Piece) -> str:
    """The section an item first rests on, as written, or an empty text."""
    address = _address(piece.item) if piece.item is not None else None
    if address is not None:
        source = f"{address.source.text} " if address.source is not None else ""
        source = source or (f"{address.document} " if address.document else "")
        if address.section:
            return f"{source}§ {spaced(address.section)}"
        return f"{source}kapittel {address.chapter}" if address.chapter else source.strip()
    if piece.item is None and (match := re.search(r"§ ?[0-9]+(?:-[0-9]+)?(?: ?[a-zæøå](?!\w))?", piece.text)):
        return match.group()
    return ""


def spaced(section: str) -> str:
    """A section's key as it is written.

    >>> spaced("20a"), spaced("3-5")
    ('20 a', '3-5')
    """
    return re.sub(r"(?<=[0-9])([a-zæøå])$", r" \1", section)


def _address(item: Item) -> Address | None:
    basis = item.first("basis")
    if basis is not None and basis.parts:
        return basis.parts[0] if isinstance(basis.parts[0], Address) else None
    if item.kind == "source":
        return None
    first = item.get("address") or next(iter(item.get("addresses") or ()), None)
    return first if isinstance(first, Address) else None
