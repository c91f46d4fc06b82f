"""Where the rules of a program stand in the law: their order, what has no rule beside them, and whose reading they are.

Read from every rule of the program, though a decision rests on a few. So it is kept with the program.
Start reading at `place`.
"""

from __future__ import annotations

from attrs import frozen

from engine.evaluate.order import order_of_law
from engine.evaluate.slots import Program
from engine.model.policy import Policy


@frozen
class Placed:
    """What is known of each rule of a program, those of programs for other days included.

    `ranks` is its place in the order of the law; `beside` what is not formalised in its section and holds nothing
    open, as indexes into `policy.not_formalised`; `readings` the reading it exists under, for those that do.
    """

    ranks: dict[str, int]
    beside: dict[str, tuple[int, ...]]
    readings: dict[str, tuple[str, str]]


def place(policy: Policy, program: Program) -> Placed:
    """Where the rules of a program stand."""
    rules = [policy.rules[rule] for rule in program.all_rules()]
    ranks = {rule.id: rank for rank, rule in enumerate(sorted(rules, key=order_of_law))}
    readings = {rule.id: rule.reading for rule in rules if rule.reading is not None}
    gaps = _gaps(policy)
    beside: dict[str, tuple[int, ...]] = {}
    for rule in rules if gaps else ():
        sections = {(basis.citation.document, basis.citation.section) for basis in rule.basis}
        if found := tuple(index for section in sorted(sections) for index in gaps.get(section, ())):
            beside[rule.id] = found
    return Placed(ranks, beside, readings)


def _gaps(policy: Policy) -> dict[tuple[str, str], list[int]]:
    """What is not formalised and holds nothing open, by its section."""
    found: dict[tuple[str, str], list[int]] = {}
    for index, missing in enumerate(policy.not_formalised):
        if not missing.affects:
            found.setdefault((missing.citation.document, missing.citation.section), []).append(index)
    return found
