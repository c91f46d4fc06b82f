"""Examples in every keyword language: items of the language reference, written by the formatter, or a piece of one.

A piece is cut where the tree of the item has the construct, so an example always shows what it stands under.
Start reading at `whole` and `pieces`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import dedent, indent

from engine.reference.constructs import FILE, Construct, Reference, Unsound
from engine.reference.shapes import Grammar
from engine.source import SourceText
from engine.syntax.concrete import Branch, Leaf, Part, leaves_of, read_concrete
from engine.syntax.format import format_source
from engine.syntax.parse import item_spans
from engine.syntax.tables import keywords


def items_of(page: str) -> str:
    """The examples of the language reference, which together are one policy in English."""
    return "".join(re.findall(r"^```policy\n(.*?)^```$", page, re.MULTILINE | re.DOTALL))


def whole(construct: Construct, text: str, reference: Reference) -> str:
    """The item of the example, or for a file its first line too; `text` is the items in English."""
    return translated(_found(construct, text), reference, first_line=construct.rule == FILE)


def pieces(construct: Construct, text: str, reference: Reference) -> str:
    """The words of the example that the construct is, a line for each way to write it that the example has."""
    item = whole(construct, text, reference)
    places = _places(read_concrete(item, reference.language).root)
    for kinds in _kinds(construct, reference.grammar):
        found = [place for place in places if place[0] in kinds]
        if found:
            return "\n".join(_cut(item, start, end) for start, end in _apart(found))
    raise Unsound(f"the example of {construct.id} has none: {construct.example}")


def _apart(places: list[tuple[str, int, int]]) -> list[tuple[int, int]]:
    """Where the longest of each kind stand, in the order they are written, without those inside another."""
    longest: dict[str, tuple[int, int]] = {}
    for kind, start, end in places:
        before = longest.get(kind)
        if before is None or end - start > before[1] - before[0]:
            longest[kind] = (start, end)
    spans = set(longest.values())
    inside = {each for each in spans for outer in spans - {each} if outer[0] <= each[0] and each[1] <= outer[1]}
    return sorted(spans - inside)


def translated(item: str, reference: Reference, *, first_line: bool = False) -> str:
    """An item of English examples in another keyword language, with names and texts its author could have chosen."""
    language = reference.language
    written = _formatted(f"{keywords()['LANGUAGE']['en']} en\n{item}", language)
    heading, _, body = written.partition("\n")
    for leaf, _ in reversed(list(leaves_of(read_concrete(body, language).root))):
        if leaf.kind in _CHOSEN:
            body = body[: leaf.start] + reference.example_words.get(leaf.text, leaf.text) + body[leaf.end :]
    whole = _formatted(f"{heading}\n{body}", language)
    return whole if first_line else whole.partition("\n")[2]


_CHOSEN = ("NAME", "STRING")


def _formatted(text: str, language: str) -> str:
    written, found = format_source(SourceText("example", text), language)
    if written is None:
        raise Unsound(f"an example does not parse: {found[0].message}: {text}")
    return written


def _found(construct: Construct, text: str) -> str:
    starts = [text[start:end] for start, end in item_spans(text, "en") if text.startswith(construct.example, start)]
    if not construct.example or len(starts) != 1:
        raise Unsound(f"{len(starts)} items begin with the example of {construct.id}: {construct.example}")
    return starts[0]


def _kinds(construct: Construct, grammar: Grammar) -> Iterator[set[str]]:
    """What the tree may call a construct: its own names first, then what it may be alone or holds without a name."""
    if construct.shows:
        yield set(construct.shows)
        return
    names = grammar.kinds[construct.rule]
    yield {construct.rule, *(names - grammar.rules.keys())}
    yield {*names, *construct.within}


def _places(root: Branch) -> list[tuple[str, int, int]]:
    """Every branch and leaf of an item with where it begins and ends, the outermost first."""
    places: list[tuple[str, int, int]] = []

    def place(part: Part) -> tuple[int, int]:
        if isinstance(part, Leaf):
            places.append((part.kind, part.start, part.end))
            return part.start, part.end
        number = len(places)
        places.append((part.kind, 0, 0))
        ends = [place(inner) for inner in part.parts]
        places[number] = (part.kind, ends[0][0], ends[-1][1])
        return ends[0][0], ends[-1][1]

    place(root)
    return places


def _cut(item: str, start: int, end: int) -> str:
    """A piece of an item; lines that go on keep how far in they stand of it, or a little where they stood before it."""
    column = start - (item.rfind("\n", 0, start) + 1)
    first, *rest = item[start:end].split("\n")
    if all(len(line) - len(line.lstrip()) >= column for line in rest):
        return "\n".join([first, *(line[column:] for line in rest)])
    further = indent(dedent("\n".join(rest)), "  ")
    return f"{first}\n{further}"
