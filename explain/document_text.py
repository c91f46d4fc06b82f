"""A document as plain text: headings underlined, rows no wider than a hundred columns. Start reading at `as_text`."""

from __future__ import annotations

from collections.abc import Iterator

from explain.document import Block, Bullets, Definitions, Document, Heading, Lines, Note, Paragraph, Table, plain, runs
from explain.render import WIDTH, wrapped


def as_text(document: Document) -> str:
    """The document as text, ending in a line end."""
    rows: list[str] = []
    before: Block | None = None
    for block in (*document.before, Heading(1, runs(document.title)), *document.blocks):
        if before is not None and (not isinstance(before, Heading) or isinstance(block, Heading)):
            rows.append("")
        rows += _drawn(block)
        before = block
    return "\n".join(row.rstrip() for row in rows) + "\n"


def _drawn(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            rows = wrapped(plain(block.runs), WIDTH)
            yield from rows
            yield {1: "═", 2: "─"}.get(block.level, "·") * max(map(len, rows))
        case Paragraph():
            yield from wrapped(plain(block.runs), WIDTH)
        case Note():
            yield from _hanging("  ", plain(block.runs))
        case Lines():
            yield from (plain(row) for row in block.rows)
        case Bullets():
            for number, item in enumerate(block.items, start=1):
                yield from _hanging(f"{number}. " if block.numbered else "- ", plain(item))
        case Definitions():
            for name, said in block.rows:
                yield from _hanging("- ", f"{plain(name)}: {plain(said)}" if plain(said) else plain(name))
        case Table():
            yield from _table(block)


def _hanging(mark: str, text: str) -> Iterator[str]:
    """A text behind a mark, its later rows under the first letter."""
    for number, row in enumerate(wrapped(text, WIDTH - len(mark))):
        yield f"{mark if number == 0 else ' ' * len(mark)}{row}"


def _table(table: Table) -> Iterator[str]:
    """The caption, and columns as wide as their widest cell where there is room; numbers end under each other."""
    rows = [[plain(cell) for cell in row] for row in (table.head, *table.rows)]
    columns = range(len(rows[0]))
    words = [max(len(word) for row in rows for word in wrapped(row[it], 1)) for it in columns]
    widths = _widths([max(len(row[it]) for row in rows) for it in columns], words)
    if plain(table.caption):
        yield from wrapped(plain(table.caption), WIDTH)
    for number, row in enumerate(rows):
        cut = [wrapped(cell, width) for cell, width in zip(row, widths, strict=True)]
        for line in range(max(map(len, cut))):
            cells = [
                cell.rjust(width) if it in table.numbers else cell.ljust(width)
                for it, (column, width) in enumerate(zip(cut, widths, strict=True))
                for cell in [column[line] if line < len(column) else ""]
            ]
            yield "  " + "   ".join(cells)
        if number == 0:
            yield "  " + "   ".join("─" * width for width in widths)


def _widths(widest: list[int], words: list[int]) -> list[int]:
    """The widths of columns that together have room: the widest give way first, and none is narrower than a word."""
    widths = list(widest)
    room = WIDTH - 2 - 3 * (len(widths) - 1)
    while sum(widths) > room:
        loose = [it for it, width in enumerate(widths) if width > words[it]]
        if not loose:
            break
        widths[max(loose, key=lambda it: (widths[it], -it))] -= 1
    return widths
