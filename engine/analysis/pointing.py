"""Where in a declaration an address stands, so that what is said of the address points at it.

A policy keeps the place of a declaration, not of each address it rests on; the text has that. Start reading at
`at_the_address`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from attrs import evolve

from engine.analysis.citations import NO_SUCH_PROVISION, NOT_IN_FORCE, REPEALED
from engine.diagnostics import Diagnostic
from engine.source import SourceText, Span

_OF_ADDRESS = frozenset(code.number for code in (NO_SUCH_PROVISION, REPEALED, NOT_IN_FORCE))
_WORD = re.compile(r"\d+|[^\W\d]+|\S")
_NEXT_ITEM = re.compile(r"\n(?=[^\s-])")


def at_the_address(found: Diagnostic, texts: Mapping[str, SourceText]) -> Diagnostic:
    """A finding of an address, pointing at it where the declaration has it once; any other as it is."""
    begin = found.law.find("§")
    if found.code not in _OF_ADDRESS or begin < 0 or found.span.file not in texts:
        return found
    text, start = texts[found.span.file].text, found.span.start
    ends = _NEXT_ITEM.search(text, start)
    places = list(_pattern(found.law[begin:]).finditer(text, start, ends.start() if ends else len(text)))
    if len(places) != 1:
        return found
    return evolve(found, span=Span(found.span.file, *places[0].span()))


def _pattern(address: str) -> re.Pattern[str]:
    """An address as it may be spaced, and not the beginning of a longer one.

    >>> [bool(_pattern("§ 2 ledd 1").search(text)) for text in ("§ 2  ledd 1, § 3", "§ 2 ledd 1 punktum 2")]
    [True, False]
    >>> [bool(_pattern("§ 20 a").search(text)) for text in ("§ 20a", "§ 20 a ledd 1", "§ 20 b")]
    [True, False, False]
    """
    words = r"\s*".join(re.escape(word) for word in _WORD.findall(address))
    return re.compile(rf"{words}(?![\w-]| ?[a-zæøå](?!\w)|\s+(?:ledd|punktum|bokstav|nummer)\b)")
