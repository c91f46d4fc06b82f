"""Examples in every keyword language: items of the language reference, written by the formatter, or a piece of one.

A piece is cut where the tree of the item has the construct, so an example always shows what it stands under.
Start reading at `whole` and `piece`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import dedent

from engine.reference.constructs import FILE, Construct, Unsound
from engine.reference.shapes import Grammar
from engine.source import SourceText
from engine.syntax.concrete import Branch, Leaf, Part, read_concrete
from engine.syntax.format import format_source
from engine.syntax.parse import item_spans


def items_of(page: str) -> str:
    """The examples of the language reference, which together are one policy in English."""
    return "".join(re.findall(r"^```policy\n(.*?)^```$", page, re.MULTILINE | re.DOTALL))


def whole(construct: Construct, text: str, language: str) -> str:
    """The item of the example, or for a file its first line too; `text` is the items in English."""
    lines = _translated(_found(construct, text), language)
    return lines if construct.rule == FILE else lines.partition("\n")[2]


def piece(construct: Construct, text: str, language: str, grammar: Grammar) -> str:
    """The words of the example that the construct is, where it says most."""
    item = whole(construct, text, language)
    places = _places(read_concrete(item, language).root, item)
    for kinds in _kinds(construct, grammar):
        cut = [_cut(item, start, end) for kind, start, end in places if kind in kinds]
        if cut:
            return max(cut, key=len)
    raise Unsound(f"the example of {construct.id} has none: {construct.example}")


def _found(construct: Construct, text: str) -> str:
    starts = [text[start:end] for start, end in item_spans(text, "en") if text.startswith(construct.example, start)]
    if not construct.example or len(starts) != 1:
        raise Unsound(f"{len(starts)} items begin with the example of {construct.id}: {construct.example}")
    return starts[0]


def _translated(item: str, language: str) -> str:
    written, _ = format_source(SourceText("example", f"language en\n{item}"), language)
    if written is None:
        raise Unsound(f"an example does not parse: {item}")
    return written


def _kinds(construct: Construct, grammar: Grammar) -> Iterator[set[str]]:
    """What the tree may call a construct: its own names first, then what it may be alone or holds without a name."""
    if construct.shows:
        yield set(construct.shows)
        return
    names = grammar.kinds[construct.rule]
    yield {construct.rule, *(names - grammar.rules.keys())}
    yield {*names, *construct.within}


def _places(root: Branch, item: str) -> list[tuple[str, int, int]]:
    """Every branch and leaf of an item with where it begins and ends, the outermost first."""
    places: list[tuple[str, int, int]] = []

    def place(part: Part, at: int) -> int:
        number = len(places)
        if isinstance(part, Leaf):
            start = item.index(part.text, at)
            places.append((part.kind, start, start + len(part.text)))
            return start + len(part.text)
        places.append((part.kind, at, at))
        end = at
        for inner in part.parts:
            end = place(inner, end)
        places[number] = (part.kind, places[number + 1][1], end)
        return end

    place(root, 0)
    return places


def _cut(item: str, start: int, end: int) -> str:
    column = start - (item.rfind("\n", 0, start) + 1)
    return dedent(" " * column + item[start:end])
