"""From the parser's reductions to nodes: one method per rule or alias of the grammar, called bottom up.

Runs inside the LALR parser, so no tree is built twice and nothing recurses. Start reading at `Builder`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from lark import Token, Transformer, Tree

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
)

_LEVELS = {"ledd": "L", "punktum": "P", "bokstav": "b", "nr": "n", "strekpunkt": "s"}
_UNITS = {"KR": "kr", "YEAR": "year", "MONTH": "month", "WEEK": "week", "DAY": "day", "HOUR": "hour"}


class NotADate(ValueError):
    """A date token that names no day; `span` is its place."""

    def __init__(self, text: str, span: Span) -> None:
        super().__init__(text)
        self.text = text
        self.span = span


class Builder(Transformer[Token, Any]):
    """Makes nodes. `at` sets which file and offset the next item's tokens are counted from."""

    def __init__(self, decimal: str) -> None:
        super().__init__()
        self._file = ""
        self._base = 0
        self._decimal = decimal

    def at(self, file: str, base: int) -> None:
        self._file, self._base = file, base

    # ── places and leaves ───────────────────────────────────────────────────────────────────────────────────

    def _span(self, parts: Iterable[Any]) -> Span:
        start, end = None, 0
        for part in parts:
            if isinstance(part, Token):
                first, last = self._base + (part.start_pos or 0), self._base + (part.end_pos or 0)
            elif getattr(part, "span", None) is not None:
                first, last = part.span.start, part.span.end
            else:
                continue
            start, end = (first if start is None else start), max(end, last)
        return Span(self._file, self._base if start is None else start, end or self._base)

    def _name(self, token: Token) -> Name:
        return Name(str(token), span=self._span([token]))

    def _date(self, token: Token) -> date:
        try:
            return date.fromisoformat(token)
        except ValueError:
            raise NotADate(str(token), self._span([token])) from None

    def _integer(self, token: Token) -> int:
        number = self._number(token)
        return int(number.value)

    def _number(self, token: Token) -> Number:
        span, text = self._span([token]), str(token)
        if token.type == "FRACTION":
            above, below = text.split("/")
            if int(below) == 0:
                return Number(Fraction(0), "division_by_zero", text, span=span)
            return Number(Fraction(int(above), int(below)), "fraction", text, span=span)
        digits = text.replace(" ", "").replace(self._decimal, ".").rstrip("%…")
        if token.type == "PERCENT":
            return Number(Fraction(digits) / 100, "percent", digits, span=span)
        return Number(Fraction(digits), "number", digits, text.endswith("…"), span=span)

    def _text(self, token: Token) -> str:
        return str(token)[1:-1]

    def _unit(self, part: Any) -> str:
        return _UNITS.get(part.type, str(part)) if isinstance(part, Token) else str(part)

    def number(self, parts: list[Token]) -> Number:
        return self._number(parts[0])

    def quantity(self, parts: list[Any]) -> Quantity:
        per = parts[2] if len(parts) > 2 else ""
        return Quantity(self._number(parts[0]), self._unit(parts[1]), str(per), span=self._quantity_span(parts))

    def _quantity_span(self, parts: list[Any]) -> Span:
        span = self._span(parts[:2])
        return Span(span.file, span.start, parts[2].end) if len(parts) > 2 else span

    def per(self, parts: list[Any]) -> Any:
        return _Per(self._unit(parts[1]), self._span(parts).end)

    def date(self, parts: list[Token]) -> Date:
        return Date(self._date(parts[0]), span=self._span(parts))

    def text(self, parts: list[Token]) -> Text:
        return Text(self._text(parts[0]), span=self._span(parts))

    def yes(self, parts: list[Token]) -> Truth:
        return Truth(True, span=self._span(parts))

    def no(self, parts: list[Token]) -> Truth:
        return Truth(False, span=self._span(parts))

    def qualified(self, parts: list[Token]) -> Name:
        return Name(".".join(str(part) for part in parts), span=self._span(parts))

    about_name = qualified

    def path(self, parts: list[Any]) -> Path:
        names = tuple(part for part in parts if isinstance(part, Name))
        return Path(names, span=self._span(parts))

    about = path

    def word(self, parts: list[Token]) -> Name:
        return self._name(parts[0])

    def phrase(self, parts: list[Any]) -> Phrase:
        return Phrase(str(parts[0]), self._text(parts[1]), span=self._span(parts[1:]))

    def both_ways(self, parts: list[Any]) -> Phrase:
        return Phrase(str(parts[0]), self._text(parts[2]), self._text(parts[4]), span=self._span(parts[1:]))

    def language(self, parts: list[Token]) -> Token:
        return parts[0]

    # ── addresses, periods ──────────────────────────────────────────────────────────────────────────────────

    def _address(self, parts: list[Any]) -> Address:
        fields: dict[str, Any] = {}
        places = []
        for part in parts:
            if part.type == "NAME":
                fields["source"] = self._name(part)
            elif part.type == "SECTION":
                fields["section"] = re.sub(r"[§ ]", "", part)
            elif part.type == "PLACE":
                places.append(_place(str(part)))
            elif part.type == "CHAPTER":
                fields["chapter"] = part.removeprefix("kapittel").replace(" ", "")
            elif part.type in ("DOCUMENT", "CIRCULAR_NUMBER"):
                fields["document"] = str(part)
        return Address(places=tuple(places), span=self._span(parts), **fields)

    section_address = document_address = chapter_address = circular_address = source_address = _address

    def dated_address(self, parts: list[Any]) -> Address:
        address: Address = parts[0]
        if len(parts) == 1:
            return address
        dates = {str(parts[i].type).lower(): self._date(parts[i + 1]) for i in range(1, len(parts), 2)}
        return Address(
            address.source,
            address.document,
            address.section,
            address.chapter,
            address.places,
            dates.get("since"),
            dates.get("until"),
            span=self._span(parts),
        )

    def basis(self, parts: list[Any]) -> Clause:
        return Clause("basis", tuple(parts[1:]), span=self._span(parts))

    def period(self, parts: list[Token]) -> Clause:
        days = [self._date(part) for part in parts if part.type == "DATE"]
        return Clause("period", (days[0], days[1] if len(days) > 1 else None), span=self._span(parts))

    given_period = period

    def period_until(self, parts: list[Token]) -> Clause:
        return Clause("period", (None, self._date(parts[-1])), span=self._span(parts))

    given_until = period_until

    # ── items ───────────────────────────────────────────────────────────────────────────────────────────────

    def _item(self, kind: str, parts: list[Any], /, **head: Any) -> Item:
        """An item from its parts: the first name token is its name, phrases and clauses are sorted out."""
        name = next((self._name(part) for part in parts if isinstance(part, Token) and part.type == "NAME"), None)
        phrases = tuple(part for part in parts if isinstance(part, Phrase))
        clauses = tuple(part for part in parts if isinstance(part, Clause))
        roles = tuple((role, value) for role, value in head.items() if value not in (None, (), ""))
        return Item(kind, name, phrases, clauses, roles, span=self._span(parts))

    def _tokens(self, parts: list[Any], *types: str) -> list[Token]:
        return [part for part in parts if isinstance(part, Token) and part.type in types]

    def _nodes(self, parts: list[Any], *classes: type) -> tuple[Any, ...]:
        return tuple(part for part in parts if isinstance(part, classes))

    def source(self, parts: list[Any]) -> Item:
        document = next((part for part in parts if isinstance(part, _Document)), None)
        return self._item("source", parts[1:], kind=parts[0].lower(), document=document.text if document else "")

    def source_kind(self, parts: list[Token]) -> str:
        return str(parts[0].type)

    def document(self, parts: list[Token]) -> _Document:
        return _Document(str(parts[0]), self._span(parts))

    def uses(self, parts: list[Any]) -> Item:
        names = tuple(self._name(token) for token in self._tokens(parts, "NAME"))
        return Item("uses", None, head=(("names", names),), span=self._span(parts))

    def entity(self, parts: list[Any]) -> Item:
        return self._item("entity", parts)

    def list(self, parts: list[Any]) -> Item:
        owner, member = self._nodes(parts, Name)
        return self._item("list", parts, of=owner, member=member)

    def unit(self, parts: list[Any]) -> Item:
        return self._item("unit", parts)

    def decision_kind(self, parts: list[Any]) -> Item:
        return self._item("decision_kind", parts)

    def part(self, parts: list[Any]) -> Item:
        return self._item("part", parts)

    def calendar(self, parts: list[Any]) -> Item:
        return self._item("calendar", parts)

    def weekday(self, parts: list[Token]) -> Clause:
        return Clause("weekday", (self._name(parts[0]),), span=self._span(parts))

    def fixed_day(self, parts: list[Token]) -> Clause:
        return Clause("fixed_day", (self._integer(parts[0]), self._name(parts[1])), span=self._span(parts))

    def easter_day(self, parts: list[Token]) -> Clause:
        sign = -1 if len(parts) > 1 and parts[1].type == "MINUS" else 1
        return Clause("easter_day", (sign * self._integer(parts[2]) if len(parts) > 2 else 0,), span=self._span(parts))

    def declaration(self, parts: list[Any]) -> Item:
        roles = {part.role: part.name for part in self._nodes(parts, _Role)}
        kind = next((part for part in parts if isinstance(part, TypeName)), None)
        return self._item("declaration", parts[1:], kind=parts[0].lower(), type=kind, **roles)

    def declared_kind(self, parts: list[Token]) -> str:
        return str(parts[0].type)

    def of_whom(self, parts: list[Any]) -> _Role:
        return _Role("of", parts[1], self._span(parts))

    def by_whom(self, parts: list[Any]) -> _Role:
        return _Role("by", parts[1], self._span(parts))

    def parameter(self, parts: list[Any]) -> Item:
        return self._item("parameter", parts, type=self._nodes(parts, TypeName)[0])

    def renewed(self, parts: list[Token]) -> Clause:
        return Clause("renewed", (self._integer(parts[1]), self._name(parts[2])), span=self._span(parts))

    def parameter_row(self, parts: list[Any]) -> Clause:
        dates = {
            parts[i].type: self._date(parts[i + 1])
            for i in range(len(parts) - 1)
            if isinstance(parts[i], Token) and parts[i].type in ("FROM", "TO", "KNOWN")
        }
        value = next(part for part in parts if isinstance(part, Number | Quantity | Date | Op | Word))
        basis = next((part for part in parts if isinstance(part, Clause)), None)
        row = (dates["FROM"], dates.get("TO"), value, dates.get("KNOWN"), basis)
        return Clause("row", row, span=self._span(parts))

    def unverified(self, parts: list[Token]) -> Word:
        return self._as_word(parts)

    def table(self, parts: list[Any]) -> Item:
        roles = {part.role: part.name for part in self._nodes(parts, _Role)}
        return self._item("table", parts, type=self._nodes(parts, TypeName)[0], **roles)

    def row(self, parts: list[Any]) -> Clause:
        cells = tuple(part for part in parts if not (isinstance(part, Token) and part.type == "BAR"))
        return Clause("table_row", cells, span=self._span(parts))

    def cell_range(self, parts: list[Any]) -> Op:
        return Op("cell_range", (parts[0], parts[2]), span=self._span(parts))

    def cell_any(self, parts: list[Any]) -> Op:
        return Op("cell_any", (), span=self._span(parts))

    def rule(self, parts: list[Any]) -> Item:
        return self._item("rule", parts)

    def exception(self, parts: list[Any]) -> Item:
        targets = tuple(part for part in parts if isinstance(part, _Target))
        return self._item("exception", parts, targets=tuple(target.clause for target in targets))

    def target_name(self, parts: list[Any]) -> _Target:
        return _Target(Clause("target_name", (parts[0],), span=self._span(parts)))

    def target_rules(self, parts: list[Any]) -> _Target:
        addresses = self._nodes(parts, Address)
        return _Target(Clause("target_rules", addresses, span=self._span(parts)))

    def presumption(self, parts: list[Any]) -> Item:
        names = self._tokens(parts, "NAME")
        counter = self._nodes(parts, Path)[0]
        by = self._name(names[1]) if len(names) > 1 else None
        return self._item("presumption", parts, unless_shown=counter, shown_by=by)

    def interpretation(self, parts: list[Any]) -> Item:
        return self._item("interpretation", parts, address=self._nodes(parts, Address)[0])

    def reading(self, parts: list[Any]) -> Clause:
        texts = [self._text(token) for token in self._tokens(parts, "STRING")]
        chosen = any(isinstance(part, Word) for part in parts)
        name = self._name(self._tokens(parts, "NAME")[0])
        source = texts[2] if len(texts) > 2 else ""
        return Clause("reading", (name, chosen, texts[0], texts[1], source), span=self._span(parts))

    def chosen(self, parts: list[Token]) -> Word:
        return self._as_word(parts)

    def not_formalised(self, parts: list[Any]) -> Item:
        because = self._text(self._tokens(parts, "STRING")[0])
        return self._item("not_formalised", parts, address=self._nodes(parts, Address)[0], because=because)

    def status(self, parts: list[Any]) -> Item:
        texts = self._tokens(parts, "STRING")
        return self._item(
            "status",
            parts[1:],
            kind=parts[0].type.lower(),
            addresses=self._nodes(parts, Address),
            because=self._text(texts[0]) if texts else "",
        )

    def property(self, parts: list[Any]) -> Item:
        return self._item("property", parts, title=self._text(parts[1]), always=parts[-1])

    def case(self, parts: list[Any]) -> Item:
        days = [self._date(token) for token in self._tokens(parts, "DATE")]
        return self._item(
            "case", parts, title=self._text(parts[1]), day=days[0], last=days[1] if len(days) > 1 else None
        )

    def _as_word(self, parts: list[Token]) -> Word:
        return Word(str(parts[0].type), str(parts[0]), span=self._span(parts))

    met = not_met = must = may = must_not = should = none = unknown = not_shown = _as_word

    def rounding_way(self, parts: list[Token]) -> Word:
        return self._as_word(parts)

    tie = rounding_way

    def open(self, parts: list[Any]) -> Op:
        return Op("open", tuple(parts[1:]), span=self._span(parts))

    def waits(self, parts: list[Any]) -> Clause:
        return Clause("waits", self._nodes(parts, Path), span=self._span(parts))

    def complete(self, parts: list[Token]) -> Word:
        return self._as_word(parts)

    def members(self, parts: list[Any]) -> Op:
        names = tuple(self._name(token) for token in self._tokens(parts, "NAME"))
        complete = Truth(any(isinstance(part, Word) for part in parts))
        return Op("members", (names, complete), span=self._span(parts))

    def pair(self, parts: list[Any]) -> Clause:
        return Clause("pair", (parts[0], parts[1], parts[2] if len(parts) > 2 else None), span=self._span(parts))

    def pair_used(self, parts: list[Any]) -> Clause:
        used = Truth(parts[2].type == "YES")
        period = parts[3] if len(parts) > 3 else None
        return Clause("pair_used", (parts[1], used, period), span=self._span(parts))

    def expectation(self, parts: list[Any]) -> Clause:
        period = parts[2] if len(parts) > 2 else None
        return Clause("expectation", (parts[0], parts[1], period), span=self._span(parts))

    def ready(self, parts: list[Any]) -> Clause:
        return Clause("ready", (), span=self._span(parts))

    def not_ready(self, parts: list[Any]) -> Clause:
        return Clause("not_ready", tuple(parts[1:]), span=self._span(parts))

    def expect(self, parts: list[Any]) -> Clause:
        expected: list[Any] = []
        by: list[Address] = []
        not_by: list[Address] = []
        into = expected
        for part in parts[1:]:
            if isinstance(part, Token):
                into = by if part.type == "BY" else not_by
            else:
                into.append(part)
        return Clause("expect", (tuple(expected), tuple(by), tuple(not_by)), span=self._span(parts))

    # ── types ───────────────────────────────────────────────────────────────────────────────────────────────

    def _type(self, kind: str, parts: list[Any], unit: str = "") -> TypeName:
        per = next((str(part) for part in parts if isinstance(part, _Per)), "")
        return TypeName(kind, unit, per, span=self._span(parts))

    def yes_no_type(self, parts: list[Any]) -> TypeName:
        return self._type("yes_no", parts)

    def date_type(self, parts: list[Any]) -> TypeName:
        return self._type("date", parts)

    def number_type(self, parts: list[Any]) -> TypeName:
        return self._type("number", parts)

    def percent_type(self, parts: list[Any]) -> TypeName:
        return self._type("percent", parts)

    def text_type(self, parts: list[Any]) -> TypeName:
        return self._type("text", parts)

    def money_type(self, parts: list[Any]) -> TypeName:
        return self._type("money", parts, "kr")

    def unit_type(self, parts: list[Any]) -> TypeName:
        return self._type("unit", parts, self._unit(parts[0]))

    def choice_type(self, parts: list[Any]) -> TypeName:
        choices = tuple(self._name(token) for token in self._tokens(parts, "NAME"))
        return TypeName("choice", choices=choices, span=self._span(parts))

    # ── expressions ─────────────────────────────────────────────────────────────────────────────────────────

    def _op(self, kind: str, parts: Iterable[Any], span_of: list[Any]) -> Op:
        operands = tuple(parts)
        depth = 1 + max((part.depth for part in operands if isinstance(part, Op)), default=0)
        return Op(kind, operands, depth, span=self._span(span_of))

    def _operands(self, parts: list[Any]) -> list[Any]:
        return [part for part in parts if not isinstance(part, Token)]

    def any_of(self, parts: list[Any]) -> Any:
        return self._op("any_of", self._operands(parts), parts) if len(parts) > 1 else parts[0]

    def all_of(self, parts: list[Any]) -> Any:
        return self._op("all_of", self._operands(parts), parts) if len(parts) > 1 else parts[0]

    def sum(self, parts: list[Any]) -> Any:
        return self._op("sum", parts, parts) if len(parts) > 1 else parts[0]

    def product(self, parts: list[Any]) -> Any:
        return self._op("product", parts, parts) if len(parts) > 1 else parts[0]

    def compare(self, parts: list[Any]) -> Op:
        sign = Word("COMPARE", str(parts[1]), span=self._span([parts[1]]))
        return self._op(f"compare {parts[1]}", (parts[0], parts[2]), [parts[0], sign, parts[2]])

    def share(self, parts: list[Any]) -> Op:
        return self._op("share", (self._number(parts[0]), parts[2]), parts)

    def full_periods(self, parts: list[Any]) -> Op:
        unit = Word(self._unit(parts[1]), span=self._span([parts[1]]))
        return self._op("full_periods", (unit, parts[3], parts[5]), parts)

    def quantifier(self, parts: list[Any]) -> Op:
        where = parts[4] if len(parts) > 4 else None
        return self._op(f"quantifier {parts[0].type}", (self._name(parts[1]), parts[3], where), parts)

    def where(self, parts: list[Any]) -> Any:
        return parts[1]

    def count(self, parts: list[Any]) -> Op:
        where = parts[4] if len(parts) > 4 else None
        return self._op("count", (self._name(parts[1]), parts[3], where), parts)

    def fold(self, parts: list[Any]) -> Op:
        where = parts[6] if len(parts) > 6 else None
        return self._op(f"fold {parts[0].type}", (parts[1], self._name(parts[3]), parts[5], where), parts)

    def sum_over_days(self, parts: list[Any]) -> Op:
        where = parts[6] if len(parts) > 6 else None
        return self._op("sum_over_days", (parts[1], parts[3], parts[5], where), parts)

    def moved(self, parts: list[Any]) -> Op:
        return self._op("moved", (parts[0], parts[2]), parts)

    def __default__(self, data: str, children: list[Any], meta: Any) -> Any:
        """A rule without a method of its own: a clause where the grammar says clause, else an operator."""
        kind = str(data)
        if kind.startswith("_"):  # the parser's own helper for `*` and `+`: it takes the children out again
            return Tree(kind, children)
        if kind in _CLAUSES:
            return Clause(
                kind,
                tuple(self._clause_part(part) for part in children if self._keeps(part)),
                span=self._span(children),
            )
        return self._op(kind, self._operands(children), children)

    def _keeps(self, part: Any) -> bool:
        return not isinstance(part, Token) or part.type in _KEPT

    def _clause_part(self, part: Any) -> Any:
        if not isinstance(part, Token):
            return part
        if part.type == "NAME":
            return self._name(part)
        if part.type == "STRING":
            return Text(self._text(part), span=self._span([part]))
        if part.type == "DATE":
            return self._date(part)
        return Word(str(part.type), str(part), span=self._span([part]))


_KEPT = {
    *("NAME", "STRING", "DATE", "DAY", "MONTH", "CALENDAR_YEAR"),
    *("MUST_CONSIDER", "MAY_CONSIDER", "MUST_NOT_CONSIDER"),
}
_CLAUSES = {
    *("given_under", "covers", "once_commenced", "replaces", "in_force", "ask", "held_by", "range", "varies_by"),
    *("applies_when", "read_on", "decided_as", "left_to", "formerly", "opens_when", "standard", "free", "authority"),
    *("consideration", "reasons_required", "recommends", "at_least", "at_most", "review", "arises_when"),
    *("fulfilled_by", "by_part", "by_term", "by_every", "due_before", "under_reading", "precedes"),
    *("condition", "unless_only", "concludes_is", "concludes_at_most", "concludes_at_least", "concludes_has"),
    *("concludes_holds", "concludes_must", "concludes_may", "concludes_must_not", "concludes_should"),
    *("affects", "not_formalised_when", "known_on", "suppose", "given"),
}


class _Per(str):
    """The unit after `per`, remembering where it ends."""

    end: int

    def __new__(cls, unit: str, end: int) -> _Per:
        made = super().__new__(cls, unit)
        made.end = end
        return made


class _Document:
    def __init__(self, text: str, span: Span) -> None:
        self.text, self.span = text, span


class _Role:
    def __init__(self, role: str, name: Name, span: Span) -> None:
        self.role, self.name, self.span = role, name, span


class _Target:
    def __init__(self, clause: Clause) -> None:
        self.clause, self.span = clause, clause.span


def _place(text: str) -> tuple[str, str]:
    word, value = re.match(r"([a-z]+) ?(.+)", text).groups()  # type: ignore[union-attr]
    return _LEVELS[word], value
