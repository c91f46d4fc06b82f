"""From the parser's reductions to nodes: one method per rule or alias of the grammar, called bottom up.

Runs inside the LALR parser, so no tree is built twice and nothing recurses. Names, numbers, addresses and types are
made in `leaves`, the parts of expressions in `operators`. Start reading at `Builder`.
"""

from __future__ import annotations

from typing import Any

from lark import Token

from engine.source import Span
from engine.syntax.nodes import (
    Address,
    Clause,
    Date,
    Item,
    Name,
    Number,
    Op,
    Path,
    Phrase,
    Quantity,
    Text,
    Truth,
    TypeName,
    Word,
    Wording,
)
from engine.syntax.operators import Operators
from engine.syntax.spoken import MONTHS, WEEKDAYS, calendar_word


class Builder(Operators):
    """Makes items and their clauses."""

    # ── items ───────────────────────────────────────────────────────────────────────────────────────────────

    def _item(self, kind: str, parts: list[Any], /, **head: Any) -> Item:
        """An item from its parts: the first name token is its name, phrases and clauses are sorted out."""
        name, phrases, clauses = None, [], []
        for part in parts:
            if type(part) is Clause:
                clauses.append(part)
            elif type(part) is Phrase:
                phrases.append(part)
            elif name is None and type(part) is Token and part.type == "NAME":
                name = self.as_name(part)
        roles = tuple((role, value) for role, value in head.items() if value not in (None, (), ""))
        span = Span(self._file, self._base, self.span(parts).end)
        return Item(kind, name, tuple(phrases), tuple(clauses), roles, span=span)

    def source(self, parts: list[Any]) -> Item:
        document = next((part.value for part in parts if type(part) is Text), "")
        return self._item("source", parts[1:], kind=parts[0].lower(), document=document)

    def source_kind(self, parts: list[Token]) -> str:
        return parts[0].type

    def document(self, parts: list[Token]) -> Text:
        return Text(str(parts[0]), span=self.place(parts[0]))

    def uses(self, parts: list[Any]) -> Item:
        names = tuple(self.as_name(token) for token in _tokens(parts, "NAME"))
        return Item("uses", None, head=(("names", names),), span=self.span(parts))

    def entity(self, parts: list[Any]) -> Item:
        return self._item("entity", parts)

    def list_of(self, parts: list[Any]) -> Item:
        owner, member = (part for part in parts if type(part) is Name)
        return self._item("list", parts, of=owner, member=member)

    def unit(self, parts: list[Any]) -> Item:
        return self._item("unit", parts)

    def decision_kind(self, parts: list[Any]) -> Item:
        return self._item("decision_kind", parts)

    def part(self, parts: list[Any]) -> Item:
        return self._item("part", parts)

    def calendar(self, parts: list[Any]) -> Item:
        return self._item("calendar", parts)

    def service(self, parts: list[Any]) -> Item:
        return self._item("service", parts)

    def declaration(self, parts: list[Any]) -> Item:
        return self._item("declaration", parts[1:], kind=parts[0].lower(), type=_type(parts), **_roles(parts))

    def declared_kind(self, parts: list[Token]) -> str:
        return parts[0].type

    def of_whom(self, parts: list[Any]) -> _Role:
        return _Role("of", parts[1], self.span(parts))

    def by_whom(self, parts: list[Any]) -> _Role:
        return _Role("by", parts[1], self.span(parts))

    def parameter(self, parts: list[Any]) -> Item:
        return self._item("parameter", parts, type=_type(parts))

    def table(self, parts: list[Any]) -> Item:
        return self._item("table", parts, type=_type(parts), **_roles(parts))

    def rule(self, parts: list[Any]) -> Item:
        return self._item("rule", parts)

    def exception(self, parts: list[Any]) -> Item:
        targets = tuple(part.clause for part in parts if type(part) is _Target)
        return self._item("exception", parts, targets=targets)

    def presumption(self, parts: list[Any]) -> Item:
        counter = next(part for part in parts if type(part) is Path)
        names = _tokens(parts, "NAME")
        by = self.as_name(names[1]) if len(names) > 1 else None
        return self._item("presumption", parts, unless_shown=counter, shown_by=by)

    def interpretation(self, parts: list[Any]) -> Item:
        return self._item("interpretation", parts, address=_address(parts))

    def not_formalised(self, parts: list[Any]) -> Item:
        because = _wordings(parts)[0]
        return self._item("not_formalised", parts, address=_address(parts), because=because)

    def status(self, parts: list[Any]) -> Item:
        because = next(iter(_wordings(parts)), None)
        addresses = tuple(part for part in parts if type(part) is Address)
        return self._item("status", parts[1:], kind=parts[0].type.lower(), addresses=addresses, because=because)

    def property(self, parts: list[Any]) -> Item:
        return self._item("property", parts, title=self.as_text(parts[1]))

    def case(self, parts: list[Any]) -> Item:
        first, *more = (self.as_date(token) for token in _tokens(parts, "DATE"))
        return self._item("case", parts, title=self.as_text(parts[1]), day=first, last=more[0] if more else None)

    # ── clauses of the vocabulary ───────────────────────────────────────────────────────────────────────────

    def _day_name(self, token: Token, names: tuple[tuple[str, ...], ...]) -> Name:
        """A month or a day of the week, which is the same in every language."""
        name = self.as_name(token)
        return Name(calendar_word(name.text, names, "en"), span=name.span)

    def weekday(self, parts: list[Token]) -> Clause:
        return Clause("weekday", (self._day_name(parts[0], WEEKDAYS),), span=self.span(parts))

    def fixed_day(self, parts: list[Token]) -> Clause:
        return Clause("fixed_day", (self.as_integer(parts[0]), self._day_name(parts[1], MONTHS)), span=self.span(parts))

    def easter_day(self, parts: list[Token]) -> Clause:
        sign = -1 if len(parts) > 1 and parts[1].type == "MINUS" else 1
        offset = sign * self.as_integer(parts[2]) if len(parts) > 2 else 0
        return Clause("easter_day", (offset,), span=self.span(parts))

    def renewed(self, parts: list[Token]) -> Clause:
        return Clause("renewed", (self.as_integer(parts[1]), self._day_name(parts[2], MONTHS)), span=self.span(parts))

    def parameter_row(self, parts: list[Any]) -> Clause:
        dates = {
            parts[i].type: self.as_date(parts[i + 1])
            for i in range(len(parts) - 1)
            if type(parts[i]) is Token and parts[i].type in ("FROM", "TO", "KNOWN")
        }
        value = next(part for part in parts if isinstance(part, Number | Quantity | Date | Op | Word))
        clauses = {part.kind: part for part in parts if type(part) is Clause}
        row = (dates["FROM"], dates.get("TO"), value, dates.get("KNOWN"), clauses.get("basis"), clauses.get("reported"))
        return Clause("row", row, span=self.span(parts))

    def reported(self, parts: list[Any]) -> Clause:
        return Clause("reported", tuple(_wordings(parts)), span=self.span(parts))

    def row(self, parts: list[Any]) -> Clause:
        cells = tuple(part for part in parts if type(part) is not Token)
        return Clause("table_row", cells, span=self.span(parts))

    def cell_range(self, parts: list[Any]) -> Op:
        return Op("cell_range", (parts[0], parts[2]), span=self.span(parts))

    def cell_any(self, parts: list[Any]) -> Op:
        return Op("cell_any", (), span=self.span(parts))

    def target_name(self, parts: list[Any]) -> _Target:
        return _Target(Clause("target_name", (parts[0],), span=self.span(parts)))

    def target_rules(self, parts: list[Any]) -> _Target:
        addresses = tuple(part for part in parts if type(part) is Address)
        return _Target(Clause("target_rules", addresses, span=self.span(parts)))

    def reading(self, parts: list[Any]) -> Clause:
        text, because, *source = _wordings(parts)
        chosen = any(type(part) is Word for part in parts)
        name = self.as_name(_tokens(parts, "NAME")[0])
        return Clause("reading", (name, chosen, text, because, source[0] if source else None), span=self.span(parts))

    # ── clauses of cases ────────────────────────────────────────────────────────────────────────────────────

    def open(self, parts: list[Any]) -> Op:
        return Op("open", tuple(parts[1:]), span=self.span(parts))

    def waits(self, parts: list[Any]) -> Clause:
        return Clause("waits", tuple(part for part in parts if type(part) is Path), span=self.span(parts))

    def members(self, parts: list[Any]) -> Op:
        names = tuple(self.as_name(token) for token in _tokens(parts, "NAME"))
        complete = Truth(any(type(part) is Word for part in parts))
        return Op("members", (names, complete), span=self.span(parts))

    def pair(self, parts: list[Any]) -> Clause:
        return Clause("pair", (parts[0], parts[1], parts[2] if len(parts) > 2 else None), span=self.span(parts))

    def pair_used(self, parts: list[Any]) -> Clause:
        used = Truth(parts[2].type == "YES")
        return Clause("pair_used", (parts[1], used, parts[3] if len(parts) > 3 else None), span=self.span(parts))

    def expectation(self, parts: list[Any]) -> Clause:
        period = parts[2] if len(parts) > 2 else None
        return Clause("expectation", (parts[0], parts[1], period), span=self.span(parts))

    def ready(self, parts: list[Any]) -> Clause:
        return Clause("ready", (), span=self.span(parts))

    def not_ready(self, parts: list[Any]) -> Clause:
        return Clause("not_ready", tuple(parts[1:]), span=self.span(parts))

    def expect(self, parts: list[Any]) -> Clause:
        expected: list[Any] = []
        by: list[Any] = []
        not_by: list[Any] = []
        into = expected
        for part in parts[1:]:
            if type(part) is Token:
                into = by if part.type == "BY" else not_by
            else:
                into.append(part)
        return Clause("expect", (tuple(expected), tuple(by), tuple(not_by)), span=self.span(parts))


class _Role:
    def __init__(self, role: str, name: Name, span: Span) -> None:
        self.role, self.name, self.span = role, name, span


class _Target:
    def __init__(self, clause: Clause) -> None:
        self.clause, self.span = clause, clause.span


def _tokens(parts: list[Any], kind: str) -> list[Token]:
    return [part for part in parts if type(part) is Token and part.type == kind]


def _roles(parts: list[Any]) -> dict[str, Name]:
    return {part.role: part.name for part in parts if type(part) is _Role}


def _type(parts: list[Any]) -> TypeName | None:
    return next((part for part in parts if type(part) is TypeName), None)


def _wordings(parts: list[Any]) -> list[Wording]:
    return [part for part in parts if type(part) is Wording]


def _address(parts: list[Any]) -> Address:
    address: Address = next(part for part in parts if type(part) is Address)
    return address
