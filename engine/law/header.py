"""What the header of a law text says of it: number, titles, dates.

The date in force may be one, several (an act commenced in parts), or words such as `Kongen bestemmer`.
Start reading at `header_of`.
"""

from __future__ import annotations

import re
from datetime import date
from xml.etree.ElementTree import Element

from attrs import frozen

from engine.law.markup import all_words, kind_of
from engine.law.sentences import normalised
from engine.law.text import CONSOLIDATED, PROMULGATED

_NUMBER = re.compile(r"(?:LOV|FOR)-\d{4}-\d{2}-\d{2}(?:-\d+)?")
_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_AT_ONCE = re.compile(r"\bstraks\b|\bstrak?st\b", re.IGNORECASE)


@frozen
class Header:
    """The fields an import keeps."""

    id: str
    title: str
    short_title: str
    kind: str
    language: str
    in_force: tuple[date, ...]
    in_force_words: str
    last_change: date | None
    not_before: date | None


def header_of(root: Element) -> Header | None:
    """The header of a document, or `None` where it has no number."""
    fields = _fields(root)
    found = _NUMBER.fullmatch(fields.get("legacyID", "")) or _NUMBER.search(_number_from(fields.get("refid", "")))
    if found is None:
        return None
    kind = PROMULGATED if fields.get("dokid", "").startswith("LTI/") else CONSOLIDATED
    words = fields.get("dateInForce", "")
    adopted = days_in(found[0])
    in_force = days_in(words) or (adopted if _AT_ONCE.search(words) else ())
    last_change = max(days_in(fields.get("lastChangeInForce", "")), default=None)
    return Header(
        found[0],
        fields.get("title", ""),
        fields.get("titleShort", ""),
        kind,
        root.get("lang") or "",
        in_force,
        words,
        last_change,
        _earliest(kind, adopted, in_force, last_change),
    )


def days_in(text: str) -> tuple[date, ...]:
    """Every date written YYYY-MM-DD in a text.

    >>> days_in("2023-01-01, 2023-07-01, Kongen bestemmer")
    (datetime.date(2023, 1, 1), datetime.date(2023, 7, 1))
    """
    return tuple(day for match in _DAY.finditer(text) if (day := _day(match)) is not None)


def _earliest(
    kind: str, adopted: tuple[date, ...], in_force: tuple[date, ...], last_change: date | None
) -> date | None:
    """The earliest day a text can be of: that of its last change in force, or the first day it was in force itself."""
    if kind == CONSOLIDATED and last_change is not None:
        return last_change
    first = min(in_force, default=None)
    return max(*adopted, first) if adopted and first is not None else min((*adopted, *in_force), default=None)


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _number_from(refid: str) -> str:
    """`lov/2009-12-18-131` as `LOV-2009-12-18-131`."""
    kind, _, number = refid.partition("/")
    return f"{ {'lov': 'LOV', 'forskrift': 'FOR'}.get(kind, '') }-{number}"


def _fields(root: Element) -> dict[str, str]:
    """The header's fields by name, the table of contents left out."""
    fields = (each for each in root.iter("dd") if kind_of(each) != "table-of-contents")
    return {kind_of(each): normalised(all_words([each])) for each in fields if kind_of(each)}
