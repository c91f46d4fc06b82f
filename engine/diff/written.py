"""What an author wrote of one declaration, clause by clause, read again from the text it stands in.

The plan keeps what is meant; a reviewer wants to see it as it was written. Start reading at `Written.clauses`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping

from attrs import field, frozen

from engine.source import SourceText, Span
from engine.syntax.parse import item_spans, parse_item, read_language

Clauses = Mapping[str, tuple[str, ...]]
"""The clauses of a declaration by their kind in the grammar, each on one line."""

_REMARK = re.compile(r'--[^\n]*|("(?:[^"\\]|\\.)*")')


@frozen(eq=False)
class Written:
    """Some rule files, from which declarations can be read again. Each is read when first asked for."""

    sources: Mapping[str, SourceText]
    _items: dict[str, tuple[str, list[tuple[int, int]]]] = field(factory=dict, init=False)
    _read: dict[Span, Clauses] = field(factory=dict, init=False)

    def clauses(self, span: Span) -> Clauses:
        """The clauses of the declaration that stands around a place; none where the text is not at hand."""
        if span not in self._read:
            self._read[span] = self._clauses(span)
        return self._read[span]

    def slice(self, span: Span) -> str:
        """The words at a place, on one line."""
        source = self.sources.get(span.file)
        return one_line(source.text[span.start : span.end]) if source is not None else ""

    def remarks(self, span: Span) -> tuple[str, ...]:
        """The comments inside the declaration around a place."""
        text = self._item(span)[1]
        return tuple(found.group().strip() for found in _REMARK.finditer(text) if found.group(1) is None)

    def _clauses(self, span: Span) -> Clauses:
        language, text = self._item(span)
        item = parse_item(SourceText(span.file, text), language)[0] if text else None
        found: dict[str, list[str]] = {}
        for clause in item.clauses if item is not None else ():
            found.setdefault(clause.kind, []).append(one_line(_closed(text, clause.span.start, clause.span.end)))
        return {kind: tuple(texts) for kind, texts in found.items()}

    def _item(self, span: Span) -> tuple[str, str]:
        """The keyword language and the text of the declaration around a place."""
        source = self.sources.get(span.file)
        if source is None:
            return "en", ""
        language, spans = self._spans(source)
        number = bisect_right(spans, (span.start, len(source.text))) - 1
        if number < 0:
            return language, ""
        begin, end = spans[number]
        return language, source.text[begin:end]

    def _spans(self, source: SourceText) -> tuple[str, list[tuple[int, int]]]:
        if source.name not in self._items:
            language, start, _ = read_language(source)
            self._items[source.name] = language, item_spans(source.text, language, start)
        return self._items[source.name]


def _closed(text: str, start: int, end: int) -> str:
    """The words of a clause with the brackets that close it, which belong to no part of it."""
    while text.count("(", start, end) > text.count(")", start, end):
        closing = text.find(")", end)
        if closing < 0:
            break
        end = closing + 1
    return text[start:end]


def one_line(text: str) -> str:
    """A text without comments and line breaks; what is in quotation marks stays as it is.

    >>> one_line('when a  -- why\\n  and b')
    'when a and b'
    """
    return " ".join(_REMARK.sub(lambda found: found.group(1) or "", text).split())
