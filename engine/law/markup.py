"""Lovdata's XML: read guarded, and taken apart into words, breaks and what stands between them.

The standard library's parser would expand entities a file declares about itself, which can fill the memory, so a file
that declares any is refused before it is parsed: official texts have none. Start reading at `read_xml` and `pieces`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, ParseError, XMLParser

from attrs import frozen

from engine.diagnostics import Code, Diagnostic
from engine.source import Span

LARGEST_TEXT = 64 * 1024 * 1024
"""In bytes. The longest act of today is under two million."""
DEEPEST = 200
"""Elements inside elements. The deepest official text has about twenty."""

NOT_XML = Code("P501", "not-xml", "a law text is not well-formed XML in UTF-8")
DECLARES_ENTITIES = Code("P502", "declares-entities", "a law text declares entities of its own")
TOO_DEEP_XML = Code("P503", "xml-too-deep", "a law text has elements nested deeper than any law")

MARK = "\ue000"
"""Stands where a footnote mark stood, until the words have been looked through; a private character, never printed."""

_BLOCK_NAMES = """
article ol ul li p table thead tbody tfoot tr td th div section blockquote caption figure footer dl dt dd
h1 h2 h3 h4 h5 h6
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_CUTS = frozenset(("ol", "ul", "table", "figure", "img"))
_AMENDING = frozenset(("document-change", "futureLegalArticle", "futuretitle"))
_PROLOG = re.compile(r"<!DOCTYPE[^>\[]*\[|<!ENTITY", re.IGNORECASE)


@frozen
class Cut:
    """An element that stands between words and is none of them: a list, a table, an amendment of another act."""

    element: Element


Piece = str | Cut


def read_xml(name: str, data: bytes) -> tuple[Element | None, list[Diagnostic]]:
    """The tree of a file, or what is wrong with the file."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return None, [
            NOT_XML.at(_whole(name), f"line {line} holds the byte {data[error.start]:02x}, which is not UTF-8")
        ]
    if _PROLOG.search(text):
        return None, [DECLARES_ENTITIES.at(_whole(name), "the file declares entities of its own and was not read")]
    parser = XMLParser(encoding="utf-8")
    try:
        parser.feed(text.encode())
        root = parser.close()
    except ParseError as error:
        return None, [_not_xml(name, error)]
    if _depth_exceeds(root, DEEPEST):
        return None, [TOO_DEEP_XML.at(_whole(name), f"more than {DEEPEST} elements inside each other")]
    return root, []


def kind_of(element: Element) -> str:
    """The class of an element, which says what it is."""
    return element.get("class") or ""


def is_footnote_mark(element: Element) -> bool:
    return element.tag == "sup" and kind_of(element) == "footnotereference"


def is_cut(element: Element) -> bool:
    """Whether an element stands between words: the words before and after it are not one run."""
    return element.tag in _CUTS or kind_of(element) in _AMENDING


def pieces(element: Element, paragraphs_cut: bool = False) -> list[Piece]:
    """The words of an element as runs, with what cuts them apart, in order; footnote marks are `MARK`.

    With `paragraphs_cut` each paragraph inside is a run of its own.
    """
    found: list[Piece] = []
    run: list[str] = []
    for part in _parts(element, paragraphs_cut):
        if isinstance(part, str):
            run.append(part)
            continue
        if run:
            found.append("".join(run))
            run = []
        if part is not None:
            found.append(part)
    if run:
        found.append("".join(run))
    return found


def all_words(elements: Iterable[Element]) -> str:
    """Every word of some elements, lists and tables included, footnote marks dropped; not yet normalised."""
    return "".join(word for element in elements for word in (" ", *_words(element), " "))


def _parts(element: Element, paragraphs_cut: bool) -> Iterator[str | Cut | None]:
    """Words, cuts, and `None` between paragraphs."""
    yield element.text or ""
    for child in element:
        if is_footnote_mark(child):
            yield MARK
        elif child.tag == "br":
            yield " "
        elif is_cut(child):
            yield Cut(child)
        elif child.tag in _BLOCKS:
            yield None if paragraphs_cut else " "
            yield from _parts(child, paragraphs_cut)
            yield None if paragraphs_cut else " "
        else:
            yield from _parts(child, paragraphs_cut)
        yield child.tail or ""


def _words(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == "br":
            yield " "
        elif not is_footnote_mark(child):
            space = " " if child.tag in _BLOCKS else ""
            yield space
            yield from _words(child)
            yield space
        yield child.tail or ""


def _depth_exceeds(root: Element, most: int) -> bool:
    level, depth = [root], 0
    while level:
        depth += 1
        if depth > most:
            return True
        level = [child for element in level for child in element]
    return False


def _not_xml(name: str, error: ParseError) -> Diagnostic:
    line, column = error.position  # nearly all is on one line, so that a place in it would be of little help
    return NOT_XML.at(_whole(name), f"line {line}, column {column + 1}: {str(error).partition(':')[0]}")


def _whole(name: str) -> Span:
    return Span(name, 0, 0)
