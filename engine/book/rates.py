"""Rates and amounts: each history as a table, and as steps over time.

Start reading at `told_history`.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from engine.book.gather import slug
from engine.book.writer import Run, Writer
from explain.histories import REPORTED, UNVERIFIED, History, Row
from explain.histories import word as history_word
from explain.names import name_of
from explain.plot import as_svg


@frozen
class ToldRow:
    """One value with its days, what it is for, its provisions and where it was read."""

    first: str
    last: str
    value: str
    case: str
    known: str
    basis: list[tuple[Run, str]]
    source: str
    certain: bool


@frozen
class ToldHistory:
    """A history in words, with its picture where there is one to draw."""

    id: str
    anchor: str
    title: str
    href: str
    rows: tuple[ToldRow, ...]
    columns: frozenset[str]
    picture: str


def told_history(writer: Writer, history: History) -> ToldHistory:
    """A history in the reader's words."""
    rows = tuple(_row(writer, each) for each in history.rows)
    columns = frozenset(name for name in ("last", "case", "known", "basis") if any(getattr(row, name) for row in rows))
    sort = "parameter" if history.id in writer.book.policy.parameters else "term"
    name = (
        name_of(writer.voice, writer.book.policy.parameters.get(history.id), history.name)
        if sort == "parameter"
        else history.name
    )
    return ToldHistory(
        history.id,
        history_anchor(history.id),
        name[:1].upper() + name[1:],
        writer.to(sort, history.id),
        rows,
        columns,
        _picture(history, writer.language),
    )


def history_anchor(id: str) -> str:
    """The place of a history on the page of rates of its act."""
    return f"historie-{slug(id.rpartition('.')[2])}"


def _row(writer: Writer, row: Row) -> ToldRow:
    source = history_word(row.verification, writer.language)
    return ToldRow(
        first=writer.voice.day(row.first) if row.first else "",
        last=writer.voice.day(row.last) if row.last else "",
        value=row.text or history_word("no_value", writer.language),
        case=row.case,
        known=writer.voice.day(row.known) if row.known and row.known != row.first else "",
        basis=writer.basis(row.basis),
        source=f"{source}: {row.reported}" if row.verification == REPORTED and row.reported else source,
        certain=row.verification != UNVERIFIED,
    )


def _picture(history: History, language: str) -> str:
    """The plot, with names of its parts that nothing else on a page has."""
    svg = as_svg([history], language).strip()
    if "<path" not in svg or "<title" not in svg or len(history.rows) < 2:
        return ""
    anchor = history_anchor(history.id)
    svg = svg.replace('"title0"', f'"{anchor}-t"').replace('"desc0"', f'"{anchor}-d"')
    return svg.replace('"title0 desc0"', f'"{anchor}-t {anchor}-d"')


def of_source(histories: Iterable[History], source: str) -> list[History]:
    return [each for each in histories if each.source == source and each.rows]
