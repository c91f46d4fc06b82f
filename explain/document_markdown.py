"""A document as Markdown, for a pull request or a page that is read as text: headings, lists and tables.

What could be taken for markup is escaped. Start reading at `as_markdown`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from explain.document import (
    Block,
    Bullets,
    Definitions,
    Document,
    Heading,
    Lines,
    Note,
    Paragraph,
    Run,
    Runs,
    Table,
    plain,
)

_MARKUP = re.compile(r"([\\`*_\[\]<>|~#])")


def as_markdown(document: Document) -> str:
    """The document as Markdown, ending in a line end."""
    parts = [*(_block(it) for it in document.before), [f"# {_escaped(document.title)}"]]
    parts += [_block(it) for it in document.blocks]
    return "\n\n".join("\n".join(rows) for rows in parts if rows) + "\n"


def _block(block: Block) -> list[str]:
    match block:
        case Heading():
            return [f"{'#' * block.level} {_inline(block.runs)}"]
        case Paragraph():
            return [_inline(block.runs)]
        case Note():
            return [f"> {_inline(block.runs)}"]
        case Lines():
            return ["  \n".join(_inline(row) for row in block.rows)]
        case Bullets():
            return [
                f"{f'{number}.' if block.numbered else '-'} {_inline(item)}"
                for number, item in enumerate(block.items, start=1)
            ]
        case Definitions():
            return [
                f"- **{_inline(name)}**" + (f": {_inline(said)}" if plain(said) else "") for name, said in block.rows
            ]
        case Table():
            return [*_table(block)]


def _table(table: Table) -> Iterator[str]:
    if plain(table.caption):
        yield _inline(table.caption)
        yield ""
    yield f"| {' | '.join(_inline(cell) or ' ' for cell in table.head)} |"
    marks = ("--:" if it in table.numbers else "---" for it in range(len(table.head)))
    yield f"| {' | '.join(marks)} |"
    for row in table.rows:
        yield f"| {' | '.join(_inline(cell) or ' ' for cell in row)} |"


def _inline(given: Runs) -> str:
    return "".join(_run(it) for it in given)


def _run(run: Run) -> str:
    text = _escaped(run.text)
    return f"**{text}**" if run.kind == "emphasis" else text


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", " ".join(text.split("\n")))
