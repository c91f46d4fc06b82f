"""A document as one HTML page: complete, without scripts or outside files, for screen, reader and paper.

Every word is escaped. Start reading at `as_html_page`.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from explain.document import Block, Bullets, Definitions, Document, Heading, Lines, Note, Paragraph, Run, Runs, Table

_STYLE = """\
:root { color-scheme: light dark; }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 40rem; line-height: 1.55;
  font-family: Georgia, "Times New Roman", serif; font-size: 1.0625rem; }
h1, h2, h3 { line-height: 1.25; }
h1 { font-size: 1.6rem; margin: 2rem 0 1rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1.05rem; margin: 1.25rem 0 .25rem; }
p, ul, ol, dl, table { margin: 0 0 .8rem; }
ul, ol { padding-left: 1.4rem; }
li { margin-bottom: .3rem; }
dt { font-weight: bold; }
dd { margin: 0 0 .5rem 1.4rem; }
.citation { font-size: .9em; }
table { border-collapse: collapse; }
caption { text-align: left; padding-bottom: .3rem; }
th, td { text-align: left; vertical-align: top; padding: .2rem 1.5rem .2rem 0; border-bottom: 1px solid; }
.number { text-align: right; }
.lines { margin: 0 0 1.5rem; }
aside { margin-top: 2rem; font-size: .95rem; border-top: 1px solid; padding-top: .8rem; }
@page { size: A4; margin: 25mm 22mm; }
@media print {
  :root { color-scheme: light; }
  body { padding: 0; max-width: none; font-size: 11pt; }
  h1, h2, h3, dt { break-after: avoid; }
  li, dd, tr, aside, .lines { break-inside: avoid; }
}
"""


def as_html_page(document: Document) -> str:
    """The whole page, ending in a line end."""
    return "\n".join(_page(document)) + "\n"


def _page(document: Document) -> Iterator[str]:
    yield "<!DOCTYPE html>"
    yield f'<html lang="{document.language}">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f'<meta name="date" content="{document.day.isoformat()}">'
    yield f"<title>{escape(document.title)}</title>"
    yield f"<style>\n{_STYLE}</style>"
    yield "</head>"
    yield "<body>"
    if document.before:
        yield "<header>"
        for block in document.before:
            yield from _block(block)
        yield "</header>"
    yield "<main>"
    yield f"<h1>{escape(document.title)}</h1>"
    for block in document.blocks:
        yield from _block(block)
    yield "</main>"
    yield "</body>"
    yield "</html>"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"<h{block.level}>{_inline(block.runs)}</h{block.level}>"
        case Paragraph():
            yield f"<p>{_inline(block.runs)}</p>"
        case Note():
            yield f"<aside><p>{_inline(block.runs)}</p></aside>"
        case Lines():
            yield f'<p class="lines">{"<br>".join(_inline(row) for row in block.rows)}</p>'
        case Bullets():
            name = "ol" if block.numbered else "ul"
            yield f"<{name}>"
            yield from (f"<li>{_inline(item)}</li>" for item in block.items)
            yield f"</{name}>"
        case Definitions():
            yield "<dl>"
            yield from (f"<dt>{_inline(name)}</dt><dd>{_inline(said)}</dd>" for name, said in block.rows)
            yield "</dl>"
        case Table():
            yield from _table(block)


def _table(table: Table) -> Iterator[str]:
    yield "<table>"
    if table.caption:
        yield f"<caption>{_inline(table.caption)}</caption>"
    head = "".join(f'<th scope="col"{_numeric(table, it)}>{_inline(cell)}</th>' for it, cell in enumerate(table.head))
    yield f"<thead><tr>{head}</tr></thead>"
    yield "<tbody>"
    for row in table.rows:
        first = f'<th scope="row">{_inline(row[0])}</th>' if table.named else f"<td>{_inline(row[0])}</td>"
        rest = "".join(f"<td{_numeric(table, it)}>{_inline(cell)}</td>" for it, cell in enumerate(row) if it)
        yield f"<tr>{first}{rest}</tr>"
    yield "</tbody>"
    yield "</table>"


def _numeric(table: Table, column: int) -> str:
    return ' class="number"' if column in table.numbers else ""


def _inline(given: Runs) -> str:
    return "".join(_run(it) for it in given)


def _run(run: Run) -> str:
    text = escape(run.text)
    match run.kind:
        case "emphasis":
            return f"<strong>{text}</strong>"
        case "quotation":
            return f'<span class="quotation">{text}</span>'
        case "citation":
            return f'<span class="citation">{text}</span>'
        case _:
            return text
