"""The layout of a justification as HTML: an article with a heading per part and nested lists.

Changes no word, and escapes every word. A fragment without styles, for a page or a letter to take in.
Start reading at `as_html`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from explain.justification import Justification, Line, Part


def as_html(justification: Justification) -> str:
    """The justification as one `article` element, ending in a line end."""
    return "\n".join(_article(justification)) + "\n"


def _article(justification: Justification) -> Iterator[str]:
    yield f'<article class="justification {justification.reader}" lang="{justification.language}">'
    if justification.reader != "person":
        yield f"<header><h1>{escape(justification.title)}</h1><p>{escape(justification.edition)}</p></header>"
    for part in justification.parts:
        yield from _section(part, justification.reader)
    if justification.reader == "person":
        yield f"<footer><p>{escape(justification.edition)}</p></footer>"
    yield "</article>"


def _section(part: Part, reader: str) -> Iterator[str]:
    yield f'<section class="{part.kind}"><h2>{escape(part.title)}</h2>'
    yield from _list(part.lines, reader)
    yield "</section>"


def _list(lines: Sequence[Line], reader: str) -> Iterator[str]:
    """Lists inside lists, as deep as the lines are; a line may be deeper than the one before by any number."""
    depth = -1
    for line in lines:
        while depth > line.level:
            yield "</li></ul>"
            depth -= 1
        if depth == line.level:
            yield "</li>"
        while depth < line.level:
            yield "<ul>" if depth + 1 == line.level else "<ul><li>"
            depth += 1
        yield f'<li class="{line.kind}">{_line(line, reader)}'
    yield "</li></ul>" * (depth + 1)


def _line(line: Line, reader: str) -> str:
    when = f"<strong>{escape(line.when[:1].upper() + line.when[1:])}:</strong> " if line.when else ""
    address = f" <cite>{escape(line.address)}</cite>" if line.address else ""
    name = f" <code>{escape(line.name)}</code>" if reader == "lawyer" and line.name else ""
    return f"{when}{escape(line.text)}{address}{name}"
