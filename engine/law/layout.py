"""A passage in lines as it was printed: words, list items with their markers, and words that go on after a list.

Start reading at `printed`.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from engine.law.text import Aside, Items, Paragraph, Passage


@frozen
class Line:
    """Some words on a line of their own: how far in they stand, the marker before them, and the words."""

    depth: int
    marker: str
    words: str


def printed(passage: Passage, depth: int = 0, marker: str = "") -> Iterator[Line]:
    """The lines of a passage. A ledd is numbered unless the act prints the number itself.

    >>> from engine.law.text import Words
    >>> [line.marker for line in printed(Paragraph((Words(1, "Kongen gir forskrift."),), ("…",), number=2))]
    ['(2)']
    """
    if not marker and isinstance(passage, Paragraph) and passage.number and not passage.numerator:
        marker = f"({passage.number})"
    run: list[str] = []
    for block in passage.blocks:
        if isinstance(block, Items):
            if run or marker:
                yield Line(depth, marker, " ".join(run))
            run, marker = [], ""
            for item in block.items:
                yield from printed(item, depth + 1, "–" if item.label == "-" else f"{item.label}.")
        elif isinstance(block, Aside):
            if run or marker:
                yield Line(depth, marker, " ".join(run))
            run, marker = [], ""
            yield Line(depth + 1, "", block.text)
        else:
            run.append(block.text)
    if run or marker:
        yield Line(depth, marker, " ".join(run))
