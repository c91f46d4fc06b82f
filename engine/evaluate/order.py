"""The order of the law, and the order of evaluation that a circle denies."""

from __future__ import annotations

from typing import Any

from engine.model.policy import Rule


def order_of_law(rule: Rule) -> tuple[Any, ...]:
    """A sort key: by first citation, rules before exceptions, then by name."""
    first = rule.basis[0].citation.order if rule.basis else ()
    return (first, rule.kind == "exception", rule.id)


class CyclicPolicy(ValueError):
    """The policy has a circle of terms, which `check` reports; nothing can be evaluated. `terms` names it."""

    def __init__(self, terms: tuple[str, ...]) -> None:
        super().__init__("these terms depend on each other: " + ", ".join(terms))
        self.terms = terms
