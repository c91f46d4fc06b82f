"""The operators of expressions, and every clause that has no method of its own.

The middle of `build.Builder`. Operators of one level become one flat node.
"""

from __future__ import annotations

from typing import Any

from lark import Token, Tree

from engine.syntax.leaves import Leaves
from engine.syntax.nodes import Clause, Op, Text, Word


class Operators(Leaves):
    """Makes operators and plain clauses."""

    def op(self, kind: str, operands: tuple[Any, ...], parts: list[Any]) -> Op:
        """An operator over its operands; `parts` is everything written, for its place."""
        depth = 1
        for part in operands:
            if type(part) is Op and part.depth >= depth:
                depth = part.depth + 1
        made = Op(kind, operands, depth, span=self.span(parts))
        if self.deepest is None or depth > self.deepest.depth:
            self.deepest = made
        return made

    def any_of(self, parts: list[Any]) -> Any:
        return self.op("any_of", _operands(parts), parts) if len(parts) > 1 else parts[0]

    def all_of(self, parts: list[Any]) -> Any:
        return self.op("all_of", _operands(parts), parts) if len(parts) > 1 else parts[0]

    def sum(self, parts: list[Any]) -> Any:
        return self.op("sum", tuple(parts), parts) if len(parts) > 1 else parts[0]

    def product(self, parts: list[Any]) -> Any:
        return self.op("product", tuple(parts), parts) if len(parts) > 1 else parts[0]

    def compare(self, parts: list[Any]) -> Op:
        return self.op(f"compare {parts[1]}", (parts[0], parts[2]), parts)

    def share(self, parts: list[Any]) -> Op:
        return self.op("share", (self.as_number(parts[0]), parts[2]), parts)

    def full_periods(self, parts: list[Any]) -> Op:
        unit = Word(self.as_unit(parts[1]), span=self.place(parts[1]))
        return self.op("full_periods", (unit, parts[3], parts[5]), parts)

    def quantifier(self, parts: list[Any]) -> Op:
        where = parts[4] if len(parts) > 4 else None
        return self.op(f"quantifier {parts[0].type}", (self.as_name(parts[1]), parts[3], where), parts)

    def where(self, parts: list[Any]) -> Any:
        return parts[1]

    def count(self, parts: list[Any]) -> Op:
        where = parts[4] if len(parts) > 4 else None
        return self.op("count", (self.as_name(parts[1]), parts[3], where), parts)

    def fold(self, parts: list[Any]) -> Op:
        where = parts[6] if len(parts) > 6 else None
        return self.op(f"fold {parts[0].type}", (parts[1], self.as_name(parts[3]), parts[5], where), parts)

    def sum_over_days(self, parts: list[Any]) -> Op:
        where = parts[6] if len(parts) > 6 else None
        return self.op("sum_over_days", (parts[1], parts[3], parts[5], where), parts)

    def moved(self, parts: list[Any]) -> Op:
        return self.op("moved", (parts[0], parts[2]), parts)

    def __default__(self, data: str, children: list[Any], meta: Any) -> Any:
        """A rule without a method of its own: a clause where the grammar says clause, else an operator."""
        kind = str(data)
        if kind in _CLAUSES:
            kept = tuple(self._clause_part(part) for part in children if type(part) is not Token or part.type in _KEPT)
            return Clause(kind, kept, span=self.span(children))
        if kind.startswith("_"):  # the parser's own helper for `*` and `+`: it takes the children out again
            return Tree(kind, children)
        return self.op(kind, _operands(children), children)

    def _clause_part(self, part: Any) -> Any:
        if type(part) is not Token:
            return part
        if part.type == "NAME":
            return self.as_name(part)
        if part.type == "STRING":
            return Text(self.as_text(part), span=self.place(part))
        if part.type == "DATE":
            return self.as_date(part)
        return Word(part.type, str(part), span=self.place(part))


def _operands(parts: list[Any]) -> tuple[Any, ...]:
    return tuple(part for part in parts if type(part) is not Token)


_KEPT = {
    *("NAME", "STRING", "DATE", "DAY", "MONTH", "CALENDAR_YEAR", "DECISION"),
    *("MUST_CONSIDER", "MAY_CONSIDER", "MUST_NOT_CONSIDER"),
}
_CLAUSES = {
    *("given_under", "covers", "once_commenced", "replaces", "in_force", "ask", "held_by", "range", "varies_by"),
    *("applies_when", "read_on", "decided_as", "left_to", "formerly", "opens_when", "standard", "free", "authority"),
    *("consideration", "reasons_required", "recommends", "at_least", "at_most", "review", "arises_when"),
    *("fulfilled_by", "by_part", "by_term", "by_every", "due_before", "under_reading", "precedes"),
    *("condition", "unless_only", "concludes_is", "concludes_at_most", "concludes_at_least", "concludes_has"),
    *("concludes_holds", "concludes_must", "concludes_may", "concludes_must_not", "concludes_should"),
    *("explain_as_one", "explain_through", "cannot_change"),
    *("affects", "not_formalised_when", "known_on", "suppose", "given", "described_as", "asks"),
    *("claims_always", "claims_no_rise", "claims_no_fall", "claims_no_jump", "claims_same", "property_when"),
}
