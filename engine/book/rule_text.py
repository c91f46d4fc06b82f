"""What an author wrote, as it stands in the rule file in its canonical layout, in the reader's keyword language.

Each item is read once and printed for each language; keywords, texts, numbers and comments are marked for a style to
colour. Names, texts and comments are not translated. Start reading at `RuleTexts`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from functools import cache
from html import escape

from engine.source import SourceText, Span
from engine.syntax.concrete import Branch, read_concrete
from engine.syntax.layout import lay_out
from engine.syntax.parse import item_spans
from engine.syntax.printing import draw
from engine.syntax.tables import keywords

WIDTH = 78
"""The columns of a rule on a page, where the words let it."""


class RuleTexts:
    """The items of some rule files, found by a place in them."""

    def __init__(self, sources: Mapping[str, SourceText]) -> None:
        self._sources = sources
        self._items: dict[str, tuple[str, list[tuple[int, int]]]] = {}
        self._read: dict[tuple[str, int], Branch] = {}

    def html(self, span: Span, language: str) -> str:
        """The item a place lies in, marked up; empty where the text is not at hand."""
        found = self._item(span)
        if found is None:
            return ""
        written, begin, end = found
        key = span.file, begin
        if key not in self._read:
            self._read[key] = read_concrete(self._sources[span.file].text[begin:end], written).root
        return marked(draw(lay_out(self._read[key], written, language), WIDTH), language)

    def item(self, span: Span) -> tuple[str, int] | None:
        """Which item a place lies in: two things of one item are written together."""
        found = self._item(span)
        return (span.file, found[1]) if found is not None else None

    def written(self, file: str) -> str:
        """The keyword language of a file, which is that of the names and comments in it too."""
        return self._of(file)[0] if file in self._sources else "en"

    def _item(self, span: Span) -> tuple[str, int, int] | None:
        if span.file not in self._sources:
            return None
        written, spans = self._of(span.file)
        at = bisect_right(spans, (span.start, len(self._sources[span.file].text) + 1)) - 1
        return (written, *spans[at]) if at >= 0 else None

    def _of(self, file: str) -> tuple[str, list[tuple[int, int]]]:
        if file not in self._items:
            text = self._sources[file].text
            words = "|".join(keywords()["LANGUAGE"].values())
            head = re.search(rf"^[ \t]*(?:{words})[ \t]+(\w+)", text, re.MULTILINE)
            written = head.group(1) if head else "en"
            self._items[file] = (written, item_spans(text, written, head.end() if head else 0))
        return self._items[file]


def marked(text: str, language: str) -> str:
    """A text of the policy language with its words in spans, escaped for HTML.

    >>> marked('when a -- why', "en")
    '<span class="k">when</span> a <span class="c">-- why</span>'
    """
    return "".join(
        escape(part, quote=False) if not kind else f'<span class="{kind}">{escape(part, quote=False)}</span>'
        for kind, part in _parts(text, language)
    )


def _parts(text: str, language: str) -> list[tuple[str, str]]:
    parts: list[tuple[str, str]] = []
    end = 0
    for match in _pattern(language).finditer(text):
        parts += [("", text[end : match.start()])] if match.start() > end else []
        parts.append((match.lastgroup or "", match.group()))
        end = match.end()
    return [*parts, ("", text[end:])] if end < len(text) else parts


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """Comments `c`, texts `s`, keywords `k`, numbers and dates `n`."""
    words = sorted({row[language] for row in keywords().values() if language in row}, key=lambda it: (-len(it), it))
    spelled = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words if re.match(r"\w", word))
    return re.compile(
        rf'(?P<c>--[^\n]*)|(?P<s>"[^"\n]*")|(?P<k>(?<!\w)(?:{spelled})(?!\w))|(?P<n>(?<![\w§])\d[\d.,\-/]*\d|(?<!\w)\d)'
    )
