"""The layout of a justification as text: about a hundred columns, addresses to the right for those who look them up.

Changes no word. A person reads running sentences with the addresses in them; caseworker and lawyer read lines with
the address in a column of its own. Start reading at `render`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from explain.justification import Justification, Line

WIDTH = 100
_GAP = 3
_MARGIN = 38
"""How wide the column of addresses may be."""
_GLUED = re.compile(r"(?:§|nr\.|section|no\.|\b\d{1,2}\.)$")
"""What never ends a row: the sign or word before a number, and the number of an ordinal or a date."""
_DAY_OF_MONTH = re.compile(
    r"\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)[,.:;)]*$"
)


_WITHOUT_BULLET = ("display_note", "law_text_of", "attribution")


def render(justification: Justification, format: str = "text") -> str:
    """The justification laid out as `text`, or as a whole page of `html`, ending in a line end.

    Raises:
        ValueError: no such format.
    """
    if format == "html":
        from explain.html import as_html

        return as_html(justification)
    if format != "text":
        raise ValueError(f"a justification cannot be laid out as {format}")
    draw = _for_reading if justification.reader == "person" else _for_looking_up
    return "\n".join(line.rstrip() for line in draw(justification)) + "\n"


def _for_reading(justification: Justification) -> Iterator[str]:
    for number, part in enumerate(justification.parts):
        if number:
            yield ""
        yield part.title
        yield "─" * len(part.title)
        for line in part.lines:
            yield from _sentence(line, len(part.lines))
    yield ""
    yield from wrapped(justification.edition, WIDTH)


def _sentence(line: Line, of: int) -> Iterator[str]:
    """A line as it is read: a bullet where there are several."""
    text = f"{_capital(line.when)}: {line.text}" if line.when else line.text
    bullet = "- " if of > 1 and line.kind not in _WITHOUT_BULLET else ""
    for number, row in enumerate(wrapped(text, WIDTH - len(bullet))):
        yield f"{bullet if number == 0 else ' ' * len(bullet)}{row}"


def _for_looking_up(justification: Justification) -> Iterator[str]:
    yield from _header(justification)
    yield "─" * WIDTH
    for number, part in enumerate(justification.parts):
        if number:
            yield ""
        yield part.title.upper()
        for line in part.lines:
            yield from _columns(line, justification.reader)
    yield "─" * WIDTH


def _header(justification: Justification) -> Iterator[str]:
    """The act and the days on one line, or on two where one is too narrow."""
    title, edition = justification.title, justification.edition
    if len(title) + _GAP + len(edition) <= WIDTH:
        yield _across(title, edition)
    else:
        yield from wrapped(title, WIDTH)
        yield edition.rjust(WIDTH)


def _columns(line: Line, reader: str) -> Iterator[str]:
    """A line with its address in the right column, in as many rows as it needs there."""
    text = f"{_capital(line.when)}: {line.text}" if line.when else line.text
    if reader == "lawyer" and line.name:
        text = f"{text} [{line.name}]"
    indent = "  " * (line.level + 1)
    cited = list(_cited(line.address))
    room = WIDTH - len(indent) - (max(map(len, cited)) + _GAP if cited else 0)
    rows = wrapped(text, room, room - 2)
    for number, (row, address) in enumerate(zip_longest(rows, cited, fillvalue="")):
        yield _across(f"{indent}{'  ' if number else ''}{row}" if row else "", address)


def _cited(address: str) -> Iterator[str]:
    """Addresses in rows of the right column: no row ends inside one that has room on a row of its own."""
    row = ""
    for one in re.split(r"(?<=,) (?=§|[^\W\d]{3})", address):
        if row and len(row) + 1 + len(one) > _MARGIN:
            yield from wrapped(row, _MARGIN)
            row = one
        else:
            row = f"{row} {one}" if row else one
    if row:
        yield from wrapped(row, _MARGIN)


def _across(left: str, right: str) -> str:
    if not right:
        return left
    return left + " " * max(_GAP, WIDTH - len(left) - len(right)) + right


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def wrapped(text: str, width: int, rest: int | None = None) -> list[str]:
    """The text in rows no wider than `width`, the rows after the first no wider than `rest`.

    A number stays with its unit and a § with its section.

    >>> wrapped("etter § 35 første ledd", 9)
    ['etter', '§ 35', 'første', 'ledd']
    """
    rows: list[str] = []
    row = ""
    for piece in _pieces(text):
        room = width if not rows or rest is None else rest
        if row and len(row) + 1 + len(piece) > room:
            rows.append(row)
            row = piece
        else:
            row = f"{row} {piece}" if row else piece
    return [*rows, row]


def _pieces(text: str) -> list[str]:
    """What a row may not break inside: words, and an address's sign with its number."""
    pieces: list[str] = []
    for piece in text.split(" "):
        if pieces and (_GLUED.search(pieces[-1]) or _DAY_OF_MONTH.search(f"{pieces[-1]} {piece}")):
            pieces[-1] = f"{pieces[-1]} {piece}"
        else:
            pieces.append(piece)
    return pieces
