"""A document as PDF: tagged (PDF/UA-1) and fit to keep (PDF/A-2a), set by typst with the fonts it brings.

No font of the machine is used and the date is the document's own, so the same document gives the same bytes. Words
reach typst as text in quotation marks, never as markup: nothing a case says can be read as a command.
Start reading at `as_pdf`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise

from explain.document import Block, Bullets, Definitions, Document, Heading, Lines, Note, Paragraph, Run, Runs, Table

_PREAMBLE = """\
#set document(title: {title}, date: datetime(year: {year}, month: {month}, day: {day}))
#set text(font: "Libertinus Serif", size: 11pt, lang: {lang}, region: {region}, hyphenate: false)
#set page(paper: "a4", margin: (x: 27mm, top: 25mm, bottom: 28mm), footer: context align(center, text(size: 9pt, \
counter(page).display("1 / 1", both: true))))
#set par(leading: 0.65em, spacing: 1.05em, justify: false)
#set list(indent: 0.6em, body-indent: 0.6em, spacing: 0.65em, marker: [–])
#set enum(indent: 0.6em, body-indent: 0.6em, spacing: 0.65em)
#set terms(spacing: 0.65em, indent: 0.6em, hanging-indent: 1.1em, separator: [: ])
#show heading: set block(sticky: true)
#show heading.where(level: 1): set text(size: 17pt)
#show heading.where(level: 1): set block(above: 1.6em, below: 1em)
#show heading.where(level: 2): set text(size: 12.5pt)
#show heading.where(level: 2): set block(above: 1.7em, below: 0.75em)
#show heading.where(level: 3): set text(size: 11pt)
#show heading.where(level: 3): set block(above: 1.3em, below: 0.65em)
#show table.cell.where(y: 0): strong
#let cited(it) = text(size: 0.92em, fill: luma(70), it)
"""


def as_pdf(document: Document) -> bytes:
    """The document as PDF.

    Raises:
        ModuleNotFoundError: typst is not installed.
    """
    import typst

    day = document.day
    at = datetime(day.year, day.month, day.day, tzinfo=UTC)
    made = typst.Compiler(ignore_system_fonts=True).compile(
        input=as_typst(document).encode(), format="pdf", pdf_standards=["ua-1", "a-2a"], timestamp=at
    )
    assert isinstance(made, bytes)
    return made


def as_typst(document: Document) -> str:
    """The document as typst source."""
    day = document.day
    region = "gb" if document.language == "en" else "no"
    head = _PREAMBLE.format(
        title=_text(document.title),
        year=day.year,
        month=day.month,
        day=day.day,
        lang=_text(document.language),
        region=_text(region),
    )
    blocks = (*document.before, Heading(1, (Run(document.title),)), *document.blocks)
    lines = [line for block, following in pairwise((*blocks, None)) if block for line in _block(block, following)]
    return head + "\n".join(lines) + "\n"


def _block(block: Block, following: Block | None) -> Iterator[str]:
    match block:
        case Heading():
            yield f"#heading(level: {block.level})[{_inline(block.runs)}]"
        case Paragraph() if isinstance(following, Bullets | Definitions | Table):  # it stays with what it leads in
            yield f"#block(sticky: true)[#par[{_inline(block.runs)}]]"
        case Paragraph():
            yield f"#par[{_inline(block.runs)}]"
        case Note():
            yield f"#v(0.6em)\n#par[#text(size: 10pt)[{_inline(block.runs)}]]"
        case Lines():
            yield f"#block(below: 1.6em, breakable: false)[#par[{'#linebreak()'.join(map(_inline, block.rows))}]]"
        case Bullets():
            name = "enum" if block.numbered else "list"
            yield f"#{name}({', '.join(f'[{_inline(item)}]' for item in block.items)})"
        case Definitions():
            rows = ", ".join(f"terms.item([{_inline(name)}], [{_inline(said)}])" for name, said in block.rows)
            yield f"#terms({rows})"
        case Table():
            yield from _table(block)


def _table(table: Table) -> Iterator[str]:
    """A table with its caption above; its first row is tagged as headings."""
    align = ", ".join("right" if it in table.numbers else "left" for it in range(len(table.head)))
    head = ", ".join(f"[{_inline(cell)}]" for cell in table.head)
    body = ", ".join(f"[{_inline(cell)}]" for row in table.rows for cell in row)
    if table.caption:
        yield f"#block(sticky: true)[#par[{_inline(table.caption)}]]"
    shape = f"columns: {len(table.head)}, align: ({align},), stroke: (bottom: 0.4pt), inset: (x: 0.6em, y: 0.45em)"
    yield f"#table({shape}, table.header({head}), {body})"


def _inline(given: Runs) -> str:
    return "".join(_run(it) for it in given)


def _run(run: Run) -> str:
    text = f"#{_text(run.text)};"
    match run.kind:
        case "emphasis":
            return f"#strong[{text}]"
        case "citation":
            return f"#cited[{text}]"
        case _:
            return text


def _text(words: str) -> str:
    """A text in quotation marks, as typst reads it."""
    safe = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ").replace("\t", " ")
    return f'"{safe}"'
