"""A document before it has a form: a title, a language, and blocks in reading order.

What a reader hears and what stands on paper are the same tree, so text, HTML, PDF and docx say the same words in the
same order. A block holds runs; a run is some words with at most one meaning of their own: emphasis, somebody's own
words, or an address in the law. Start reading at `Document`; `document_text`, `document_html`, `document_pdf` and
`document_docx` give it a form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from attrs import frozen

NO_BREAK = "\N{NO-BREAK SPACE}"


@frozen
class Run:
    """Some words. `kind` is empty, `emphasis`, `quotation` (somebody's own words) or `citation`."""

    text: str
    kind: str = ""


Runs = tuple[Run, ...]


@frozen
class Heading:
    """The title of what follows, at level 2 or 3; the document's own title is level 1."""

    level: int
    runs: Runs


@frozen
class Paragraph:
    """Sentences read in one breath."""

    runs: Runs


@frozen
class Bullets:
    """Things of one kind, in an order that means nothing unless `numbered`."""

    items: tuple[Runs, ...]
    numbered: bool = False


@frozen
class Definitions:
    """Names, each with what is said of it."""

    rows: tuple[tuple[Runs, Runs], ...]


@frozen
class Table:
    """Rows under headings. `numbers` are the columns whose cells are set to the right.

    `named`: the first cell of each row says what the row is about.
    """

    caption: Runs
    head: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    numbers: tuple[int, ...] = ()
    named: bool = True


@frozen
class Note:
    """Something beside the road: true of the whole document, and read last."""

    runs: Runs


@frozen
class Lines:
    """Short lines under each other, such as an address or who signs."""

    rows: tuple[Runs, ...]


Block = Heading | Paragraph | Bullets | Definitions | Table | Note | Lines


@frozen
class Document:
    """A whole document. `language` is `nb`, `nn` or `en`; `day` dates it, so that it is the same bytes every time.

    `before` stands above the title: who sends it, whom it is for, and its references.
    """

    title: str
    language: str
    day: date
    blocks: tuple[Block, ...]
    before: tuple[Block, ...] = ()


def runs(text: str) -> Runs:
    """The runs of a text: what is quoted and what is cited are found by their marks, and numbers kept with their signs.

    >>> [(it.text, it.kind) for it in runs("Du er frisk («God helse.») (§ 18 (1)).")]
    [('Du er frisk (', ''), ('«God helse.»', 'quotation'), (') ', ''), ('(§\\xa018 (1))', 'citation'), ('.', '')]
    """
    return tuple(_runs(_glued(text)))


def plain(given: Runs) -> str:
    """The words of some runs."""
    return "".join(it.text for it in given)


def emphasis(text: str) -> Run:
    """Words that carry the sentence."""
    return Run(_glued(text), "emphasis")


def words_of(document: Document) -> Iterator[str]:
    """Every text of a document in reading order, its title first."""
    yield document.title
    for block in (*document.before, *document.blocks):
        for some in runs_of(block):
            yield plain(some)


def runs_of(block: Block) -> Iterator[Runs]:
    """The texts of a block in reading order."""
    match block:
        case Heading() | Paragraph() | Note():
            yield block.runs
        case Bullets():
            yield from block.items
        case Lines():
            yield from block.rows
        case Definitions():
            for name, said in block.rows:
                yield from (name, said)
        case Table():
            yield block.caption
            yield from block.head
            yield from (cell for row in block.rows for cell in row)


def without_empty(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks that say something; a heading with nothing under it goes too."""
    kept: list[Block] = []
    for block in blocks:
        if not any(plain(it).strip() for it in runs_of(block)):
            continue
        while kept and isinstance(block, Heading) and _is_bare(kept[-1], block):
            kept.pop()
        kept.append(block)
    while kept and isinstance(kept[-1], Heading):
        kept.pop()
    return tuple(kept)


def _is_bare(last: Block, next_: Heading) -> bool:
    return isinstance(last, Heading) and last.level >= next_.level


_GLUE = re.compile(r"(§§?|\bnr\.|\bno\.|\bsections?|\bchapters?|\bkapittel) (?=\d)")
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))|(?<=\d) (?=kr\b)|(?<=\d\.) (?=(?:pkt|ledd)\b)")
_QUOTES = {"«": "»", "“": "”"}
_LAW = re.compile(r"§|^\((?:rundskriv|circular|forskrift|regulation|lov |Act |Regulation )")


def _glued(text: str) -> str:
    """A sign stays with its number, the thousands of a number together, and an ordinal with what it counts."""
    text = _GLUE.sub(rf"\1{NO_BREAK}", text)
    return _THOUSANDS.sub(NO_BREAK, text)


def _runs(text: str) -> Iterator[Run]:
    """Plain words, quotations and citations, one after another."""
    start = here = 0
    while here < len(text):
        end, kind = _special(text, here)
        if not kind:
            here += 1
            continue
        if start < here:
            yield Run(text[start:here])
        yield Run(text[here:end], kind)
        start = here = end
    if start < len(text):
        yield Run(text[start:])


def _special(text: str, here: int) -> tuple[int, str]:
    """Where a quotation or a citation that begins here ends, and which of them it is."""
    mark = text[here]
    if mark in _QUOTES:
        end = text.find(_QUOTES[mark], here)
        return (end + 1, "quotation") if end > 0 else (here, "")
    if mark == "(":
        end = _closed(text, here)
        inside = text[here:end]
        if end and _LAW.search(inside) and not any(it in inside for it in _QUOTES):
            return end, "citation"
    return here, ""


def _closed(text: str, here: int) -> int:
    """Behind the bracket that closes the one here; 0 where none does."""
    depth = 0
    for place in range(here, len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if depth == 0:
            return place + 1
    return 0
