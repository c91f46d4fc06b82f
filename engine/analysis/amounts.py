"""Amounts of money written into rules, where a parameter would keep their history. Start reading at `magic_amounts`."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from engine.analysis.index import Index
from engine.analysis.words import written
from engine.analysis.written import of_rule
from engine.diagnostics import Code, Diagnostic, Severity
from engine.model.expressions import Expression, Literal, walk
from engine.model.policy import Rule

MAGIC_AMOUNT = Code("A003", "magic-amount", "an amount of money stands in a rule that has no last day", Severity.NOTE)

SMALLEST = 100
"""In kroner: smaller amounts are what a text counts in."""


def magic_amounts(index: Index) -> Iterator[Diagnostic]:
    """Each rule without a last day that has an amount in it. A table has its days, and shares and factors are no
    amounts: they stand in the text of the law."""
    for rule in index.rules:
        term = index.policy.terms.get(rule.conclusion.term) if rule.conclusion is not None else None
        if rule.validity.last is not None or (term is not None and (term.is_table or term.validity.last is not None)):
            continue
        found = _amount(rule)
        if found is not None:
            yield MAGIC_AMOUNT.at(
                found.span if found.span.file else rule.span,
                f"`{written(found.value, found.type)}` stands in `{index.name(rule)}`, which has no last day",
                hint="make it a `parameter`, with the day it takes effect and its basis",
            )


def _amount(rule: Rule) -> Literal | None:
    nodes: Iterator[Expression] = (node for expression in of_rule(rule) for node in walk(expression))
    return next((node for node in nodes if isinstance(node, Literal) and _is_amount(node)), None)


def _is_amount(node: Literal) -> bool:
    return node.type.is_money and isinstance(node.value, Fraction) and abs(node.value) >= SMALLEST
