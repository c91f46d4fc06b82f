"""The structure of acts and regulations, read from a `provisions.json`.

Such a file lists documents with their sections, ledd, sentence counts and list items; an `about` part says of which
edition. Whatever is not of that shape is reported with its place in the file (`documents[3].provisions[0].key`) and
nothing is read. Entries that say more than an address needs (hashes, amendments, headings) are passed over.
Start reading at `read_provisions`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from engine.diagnostics import Code, Diagnostic
from engine.model.provisions import Item, LawDocument, Paragraph, Provisions, Section
from engine.source import SourceText, Span

NOT_JSON = Code("P401", "provisions-not-json", "a file of provisions is not well-formed JSON")
WRONG_SHAPE = Code("P402", "wrong-provisions", "a file of provisions does not have the shape of one")

STATUSES = ("present", "repealed", "moved", "adopted_not_in_force", "not_in_force")
DEEPEST = 8
"""Lists inside lists. The acts we know have two."""

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


def read_provisions(source: SourceText) -> tuple[Provisions | None, list[Diagnostic]]:
    """The structure a file of provisions holds, or `None` and what is wrong with the file."""
    try:
        data = json.loads(source.text, object_pairs_hook=_object, parse_constant=_no_constant, parse_float=_no_float)
        return _provisions(data), []
    except json.JSONDecodeError as error:
        at = Span(source.name, error.pos, error.pos + 1)
        return None, [NOT_JSON.at(at, f"this is not JSON: {error.msg.lower()}")]
    except RecursionError:
        return None, [NOT_JSON.at(Span(source.name, 0, 0), "lists and objects are nested too deep")]
    except _WrongShape as error:
        return None, [WRONG_SHAPE.at(Span(source.name, 0, 0), str(error), hint=_HINT)]


_HINT = "a file of provisions has `about` and `documents`, each document its `provisions`, each of these its `ledd`"


class _WrongShape(Exception):
    """One fact about a value that is not as it must be, with its place."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    entries = dict(pairs)
    if len(entries) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _WrongShape(f"`{next(key for key in keys if keys.count(key) > 1)}` is given twice in one object")
    return entries


def _no_constant(word: str) -> Any:
    raise _WrongShape(f"`{word}` is not a number")


def _no_float(word: str) -> Any:
    raise _WrongShape(f"`{word}` stands where only whole numbers do")


def _provisions(data: Any) -> Provisions:
    top = _entries(data, "the file")
    about = _entries(top.get("about", {}), "`about`")
    documents: dict[str, LawDocument] = {}
    for place, entry in _each(top, "documents", ""):
        document = _document(_entries(entry, place), place)
        if document.id in documents:
            raise _WrongShape(f"{place}: `{document.id}` is there already")
        documents[document.id] = document
    return Provisions(_edition(about.get("edition", "")), documents)


def _document(entry: dict[str, Any], place: str) -> LawDocument:
    sections: dict[str, Section] = {}
    for where, each in _each(entry, "provisions", place):
        section = _section(_entries(each, where), where)
        if section.key in sections:
            raise _WrongShape(f"{where}: § {section.key} is there already")
        sections[section.key] = section
    title = entry.get("short_title") or entry.get("title") or ""
    return LawDocument(_text(entry, "id", place), str(title), _first_day(entry.get("in_force")), sections)


def _section(entry: dict[str, Any], place: str) -> Section:
    status = _text(entry, "status", place)
    if status not in STATUSES:
        raise _WrongShape(f"{place}.status: `{status}` is none of {', '.join(STATUSES)}")
    outside = _entries(entry.get("outside_ledd") or {}, f"`{place}.outside_ledd`")
    return Section(
        _text(entry, "key", place).removeprefix("§").strip(),
        str(entry.get("chapter") or "").removeprefix("kap"),
        status,
        tuple(_paragraph(_entries(each, where), where) for where, each in _each(entry, "ledd", place)),
        _items(outside, place),
        _first_day(entry.get("repealed_date")),
    )


def _paragraph(entry: dict[str, Any], place: str) -> Paragraph:
    numbers = _count(entry, "n", place), _count(entry, "punktum", place)
    return Paragraph(*numbers, _items(entry, place), not entry.get("not_in_force", False))


def _items(entry: dict[str, Any], place: str, depth: int = 0) -> tuple[Item, ...]:
    if "items" not in entry:
        return ()
    if depth == DEEPEST:
        raise _WrongShape(f"{place}: more than {DEEPEST} lists inside each other")
    found = ((where, _entries(each, where)) for where, each in _each(entry, "items", place))
    return tuple(
        Item(_text(each, "label", where), _count(each, "punktum", where), _items(each, where, depth + 1))
        for where, each in found
    )


def _entries(value: Any, place: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _WrongShape(f"{place} is not an object")
    return value


def _each(entry: dict[str, Any], key: str, place: str) -> Iterator[tuple[str, Any]]:
    """The values of a list, each with its place."""
    where = f"{place}.{key}" if place else key
    values = entry.get(key)
    if not isinstance(values, list):
        raise _WrongShape(f"{where} is {'missing' if values is None else 'not a list'}")
    for number, value in enumerate(values):
        yield f"{where}[{number}]", value


def _text(entry: dict[str, Any], key: str, place: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value:
        raise _WrongShape(f"{place}.{key} is {'missing' if value is None else 'not a text'}")
    return value


def _count(entry: dict[str, Any], key: str, place: str) -> int:
    value = entry.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise _WrongShape(f"{place}.{key} is {'missing' if value is None else 'not a whole number'}")
    return value


def _edition(words: Any) -> date | None:
    """The day of the edition: `2025-11-08`, or as it is said in a sentence: `8 November 2025`."""
    day = _first_day(words)
    said = re.search(r"\b(\d{1,2})\.? ([A-Za-z]+) (\d{4})\b", str(words))
    if day is not None or said is None or said[2].lower() not in _MONTHS:
        return day
    return _day(int(said[3]), _MONTHS.index(said[2].lower()) + 1, int(said[1]))


def _first_day(words: Any) -> date | None:
    """The earliest date written in a text; an act may have come into force in parts."""
    found = re.findall(r"\b(\d{4})-(\d{2})-(\d{2})\b", str(words or ""))
    days = [day for parts in found if (day := _day(*map(int, parts))) is not None]
    return min(days, default=None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
