"""Random policies and cases reach every construct; what is not reached is judged by nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from random import Random

from engine.graph import cycles
from engine.model import expressions as x
from engine.model.expressions import Expression
from engine.model.policy import Policy, Rule
from tests.conformance.agreement import comparisons
from tests.conformance.reference import Reference, days_of, members_of
from tests.random_policies import random_policy

POLICIES = 400
FEWEST = 10
"""How often each construct must turn up among them."""


def expressions(policy: Policy) -> Iterator[Expression]:
    for rule in policy.rules.values():
        yield rule.condition
        if rule.read_on is not None:
            yield rule.read_on
        if rule.conclusion is not None and rule.conclusion.value is not None:
            yield rule.conclusion.value


def depth(policy: Policy, rule: Rule) -> int:
    """How many exceptions stand on each other up to and including this one."""
    below = [depth(policy, policy.rules[target]) for target in rule.targets]
    return (1 if rule.targets else 0) + max(below, default=0)


def constructs(policy: Policy) -> Iterator[str]:
    for expression in expressions(policy):
        for node in x.walk(expression):
            kind = f" {node.kind}" if isinstance(node, x.Quantified) else ""
            yield type(node).__name__ + kind
    for rule in policy.rules.values():
        concludes = rule.conclusion.kind if rule.conclusion else "nothing"
        yield f"{rule.kind} that concludes {concludes}"
        if rule.kind == "exception":
            departs = (
                rule.conclusion and rule.conclusion.value and x.Otherwise in map(type, x.walk(rule.conclusion.value))
            )
            what = "departure" if departs else "exception with a conclusion" if rule.conclusion else "bare exception"
            yield f"{what}, {min(depth(policy, rule), 3)} deep"
            if len(rule.targets) > 1:
                yield "an exception to several rules"
    for term in policy.terms.values():
        clauses = term.discretion
        yield term.kind
        yield from (
            f"{term.kind} with {name}" for name in ("applies_when", "range", "amount_type") if getattr(term, name)
        )
        if clauses is not None:
            yield from (f"{term.kind} with a door" for _ in range(bool(clauses.opens_when)))
            yield from (f"{term.kind} {bound.kind}" for bound in clauses.bounds)
            yield from (f"{term.kind} {one.kind} consider" for one in clauses.considerations)


EXPECTED = (
    *(
        kind.__name__
        for kind in (x.Literal, x.Read, x.ReadParameter, x.Used, x.Otherwise, x.TheDay, x.And, x.Or, x.Not)
    ),
    *(kind.__name__ for kind in (x.Compare, x.Between, x.Sum, x.Product, x.Quotient, x.Lesser, x.Greater, x.Rounded)),
    *(kind.__name__ for kind in (x.If, x.DaysWhere, x.SumOverDays, x.DayBegan, x.OnDay, x.Shifted, x.FullPeriods)),
    *(kind.__name__ for kind in (x.YearOf, x.FirstOfYear, x.Moved)),
    *(f"Quantified {kind}" for kind in ("any", "every", "count", "sum", "least", "greatest")),
    *(
        f"rule that concludes {kind}"
        for kind in ("is", "holds", "at_most", "at_least", "must", "may", "must_not", "should")
    ),
    *(
        "exception that concludes " + kind
        for kind in ("is", "holds", "at_most", "must", "may", "must_not", "should", "nothing")
    ),
    *("presumption that concludes " + kind for kind in ("is", "holds", "may")),
    *(
        f"{what}, {n} deep"
        for what in ("departure", "exception with a conclusion", "bare exception")
        for n in (1, 2, 3)
    ),
    "an exception to several rules",
    *("fact", "discretion", "power", "action", "duty", "prohibition", "guidance", "right", "amount", "term"),
    *(
        "fact with applies_when",
        "fact with range",
        "power with amount_type",
        "power with a door",
        "discretion with a door",
    ),
    *(f"{kind} {bound}" for kind in ("discretion", "power") for bound in ("at_least", "at_most", "recommends")),
    *(f"discretion {kind} consider" for kind in ("must", "may", "must_not")),
)


def test_every_construct_is_made() -> None:
    made = Counter(
        found for seed in range(POLICIES) for found in constructs(random_policy(Random(seed), 2 + seed % 11))
    )
    assert [(name, made[name]) for name in EXPECTED if made[name] < FEWEST] == []


def test_every_way_of_waiting_and_every_kind_of_value_comes_out() -> None:
    waits: Counter[str] = Counter()
    values: Counter[str] = Counter()
    for seed in range(100):
        for policy, case, way in comparisons(seed):
            reference = Reference(policy, case, way)
            for term in case.requested:
                for member in members_of(policy, case, term):
                    for day in days_of(case):
                        seen = reference.seen(term, member, day)
                        waits.update(kind for kind, _, _ in seen.waits)
                        values[
                            str(seen.value) if isinstance(seen.value, str | bool) else type(seen.value).__name__
                        ] += 1
    kinds = (
        *(
            "fact",
            "list",
            "assessment",
            "use",
            "unknown",
            "gap",
            "conflict",
            "unverified",
            "no_value",
            "not_formalised",
        ),
        *("division_by_zero", "empty_list", "out_of_range", "not_applicable", "not_open", "outside_coverage"),
        *("not_begun", "backwards"),
    )
    assert [(kind, waits[kind]) for kind in kinds if waits[kind] < FEWEST] == []
    expected = ("True", "False", "Fraction", "date", "single", "must", "may", "must_not", "should", "none", "NoneType")
    assert [(name, values[name]) for name in expected if values[name] < FEWEST] == []


def test_none_of_them_goes_in_a_circle() -> None:
    """So that a circle found while deciding is the evaluator's own."""
    assert [seed for seed in range(POLICIES) if cycles(random_policy(Random(seed), 2 + seed % 11))] == []
