"""A rule file in its canonical layout, in the keyword language it has or another; every comment is kept.

The new text is parsed again before it is given: text that is not the same tree is never given. Names, texts and
comments are not translated. Start reading at `format_source`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from engine.diagnostics import Diagnostic, Severity
from engine.source import SourceText
from engine.syntax.concrete import blank_lines_after, comments_of, read_concrete
from engine.syntax.layout import lay_out
from engine.syntax.nodes import Document
from engine.syntax.parse import item_spans, parse
from engine.syntax.printing import draw
from engine.syntax.tables import keywords

MOST_BLANK_LINES = 2
"""Between items; the others are taken out."""


class NotTheSame(Exception):
    """A fault of the formatter: what it wrote does not mean what it read."""


def format_source(source: SourceText, language: str | None = None) -> tuple[str | None, list[Diagnostic]]:
    """The canonical text of a rule file, in `language` (`en`, `nb`, `nn`) or its own; `None` where it does not parse.

    Raises:
        NotTheSame: the text written does not parse to the tree that was read, so it must not be used.
    """
    document, found = parse(source)
    if any(each.severity is Severity.ERROR for each in found):
        return None, found
    text = canonical(document, language or document.language)
    _same(document, text)
    return text, found


def canonical(document: Document, language: str) -> str:
    """The canonical text of a file that parses. Nobody has looked yet whether it means the same."""
    text = document.source.text
    declared = re.compile(rf"^[ \t]*(?:{'|'.join(keywords()['LANGUAGE'].values())})[ \t]+\w+", re.MULTILINE)
    heading = declared.search(text)
    assert heading is not None  # a file without one does not parse
    spans = item_spans(text, document.language, heading.end())
    lines = _before(text[: heading.start()])
    lines.append(f"{keywords()['LANGUAGE'][language]} {language}")
    first = spans[0][0] if spans else len(text)
    blank = _remarks(lines, text[heading.end() : first])
    for begin, end in spans:
        lines += [""] * min(blank, MOST_BLANK_LINES)
        item, blank = _item(text[begin:end], document.language, language)
        lines += item
    return "\n".join(lines).rstrip("\n") + "\n"


@lru_cache(maxsize=2048)
def _item(text: str, written: str, language: str) -> tuple[tuple[str, ...], int]:
    """The lines of an item with the comments behind it, and the blank lines behind the last."""
    item = read_concrete(text, written)
    lines = draw(lay_out(item.root, written, language)).split("\n")
    for above, indented, remark in item.after:
        lines += [*[""] * min(above, MOST_BLANK_LINES), "  " + remark if indented else remark]
    return tuple(lines), item.blank_after


def _before(text: str) -> list[str]:
    """What stands above the language: comments."""
    lines: list[str] = []
    blank = _remarks(lines, text)
    return [*lines, *[""] * min(blank, MOST_BLANK_LINES)] if lines else []


def _remarks(lines: list[str], text: str) -> int:
    """Writes the comments of a text that holds nothing else; gives the blank lines behind the last."""
    remarks = comments_of(text)
    for number, (above, _, remark) in enumerate(remarks):
        lines += [*[""] * min(above if number or lines else 0, MOST_BLANK_LINES), remark]
    return blank_lines_after(text)


def _same(document: Document, text: str) -> None:
    again, found = parse(SourceText(document.source.name, text))
    if any(each.severity is Severity.ERROR for each in found) or again.items != document.items:
        raise NotTheSame(document.source.name)
