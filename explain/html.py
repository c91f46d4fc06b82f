"""The layout of a justification as HTML: a whole page that is read by eye, by ear and on paper.

Changes no word, and escapes every word. One landmark for the page, a heading for each part, nested lists, a style for
the screen and for print, and no script. Start reading at `as_html`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from explain.justification import Justification, Line, Part, Quotation
from explain.vocabulary import word

_STYLE = """
:root { color-scheme: light; }
body { margin: 0; color: #1a1a1a; background: #fff; font: 1.0625rem/1.55 system-ui, sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; line-height: 1.3; margin: 1.75rem 0 .5rem; }
p { margin: .25rem 0; }
ul { margin: .25rem 0; padding-left: 1.25rem; }
li { margin: .3rem 0; overflow-wrap: anywhere; }
cite { font-style: normal; color: #4a4a4a; }
code { font-size: .85em; }
details { margin: .2rem 0 .4rem; color: #333; }
header p, footer p { color: #4a4a4a; }
@media print {
  body { font: 11pt/1.4 serif; }
  main { max-width: none; padding: 0; }
  h2 { break-after: avoid; }
  li { break-inside: avoid; }
  @page { size: A4; margin: 20mm; }
}
""".strip()


def as_html(justification: Justification) -> str:
    """The justification as a whole page, ending in a line end."""
    title = escape(f"{_heading(justification)} – {justification.title}" if justification.title else "")
    head = [
        "<!DOCTYPE html>",
        f'<html lang="{justification.language}" xml:lang="{justification.language}">',
        "<head>",
        '<meta charset="utf-8" />',
        '<meta name="viewport" content="width=device-width, initial-scale=1" />',
        f"<title>{title or escape(_heading(justification))}</title>",
        f"<style>\n{_STYLE}\n</style>",
        "</head>",
        "<body>",
        "<main>",
    ]
    return "\n".join([*head, *_article(justification), "</main>", "</body>", "</html>"]) + "\n"


def _heading(justification: Justification) -> str:
    return word(f"heading_{justification.reader}", justification.language)


def _article(justification: Justification) -> Iterator[str]:
    yield f'<article class="justification {justification.reader}" lang="{justification.language}">'
    edition = f"<p>{escape(justification.edition)}</p>"
    about = "" if justification.reader == "person" else f"<p>{escape(justification.title)}</p>{edition}"
    yield f"<header><h1>{escape(_heading(justification))}</h1>{about}</header>"
    for number, part in enumerate(justification.parts):
        if part.kind != "law_text":  # each step has its own words of the law
            yield from _section(part, number, justification)
    credit = "".join(f"<p>{escape(line.text)}</p>" for line in justification.lines if line.kind == "attribution")
    if justification.reader == "person" or credit:
        yield f"<footer>{edition if justification.reader == 'person' else ''}{credit}</footer>"
    yield "</article>"


def _section(part: Part, number: int, page: Justification) -> Iterator[str]:
    """A part, named by its heading, so that it can be gone to."""
    name = f"part-{number + 1}"
    yield f'<section class="{part.kind}" aria-labelledby="{name}"><h2 id="{name}">{escape(part.title)}</h2>'
    yield from _list(part.lines, page)
    yield "</section>"


def _list(lines: Sequence[Line], page: Justification) -> Iterator[str]:
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
        yield f'<li class="{line.kind}">{_line(line, page)}'
    yield "</li></ul>" * (depth + 1)


def _line(line: Line, page: Justification) -> str:
    when = f"<strong>{escape(line.when[:1].upper() + line.when[1:])}:</strong> " if line.when else ""
    address = f" <cite>{escape(line.address)}</cite>" if line.address else ""
    name = f" <code>{escape(line.name)}</code>" if page.reader == "lawyer" and line.name else ""
    return f"{when}{escape(line.text)}{address}{name}{_quotes(line, page.language)}"


def _quotes(line: Line, language: str) -> str:
    """The law's own words, folded away until somebody opens them; they are Norwegian on every page."""
    if not line.quotes:
        return ""
    said = "".join(_quotation(it) for it in line.quotes)
    return f"<details><summary>{escape(word('law_text', language))}</summary>{said}</details>"


def _quotation(it: Quotation) -> str:
    words = f'<q lang="no">{escape(it.text)}</q>' if it.text else escape(it.why_not)
    return f"<p><cite>{escape(it.address)}</cite> {words} <small>({escape(it.of)})</small></p>"
