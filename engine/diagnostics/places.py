"""Where a diagnostic points, in lines and columns, and which page explains it: what every output form needs."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from engine.diagnostics.values import Diagnostic
from engine.source import SourceText, Span

Sources = Mapping[str, SourceText]
"""The texts that were read, by the name their spans carry."""


@frozen
class Place:
    """A stretch of a file, counted from 1 in code points; the end is the column after the last one.

    `line` is 0 where the text was never read: a missing file, or one that is not text.
    """

    file: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0


def place_of(span: Span, sources: Sources) -> Place | None:
    """The lines and columns of a span, or `None` when it points nowhere."""
    if not span.file:
        return None
    source = sources.get(span.file)
    if source is None:
        return Place(span.file)
    end = max(span.start, span.end)
    while end > span.start + 1 and source.text[end - 1 : end] in ("\n", "\r"):
        end -= 1  # a span that takes its line end along is still on that line
    return Place(span.file, *source.position(span.start), *source.position(end))


def page_of(diagnostic: Diagnostic) -> str:
    """The page that explains a finding, as a path in the repository and in the published documentation."""
    return f"docs/reference/diagnostics/{diagnostic.code}-{diagnostic.slug}.md"
