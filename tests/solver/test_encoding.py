"""The formulas of the solver mean what the evaluator does: said a case, it can come to that value and no other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

import pytest
import z3
from attrs import evolve

from engine.model.case import Case, Options
from engine.model.policy import Policy
from engine.solver.ask import Pair, compare, outcome
from tests.random_cases import random_case
from tests.random_policies import random_policy
from tests.solver.fixing import fits, said, same

DAYS = date(2020, 1, 1), date(2030, 12, 31)


@pytest.mark.parametrize("seed", range(40))
def test_the_solver_says_what_the_evaluator_says(seed: int) -> None:
    for policy, term, cases in matters(seed):
        pair = compare(policy, policy, [term], DAYS).pair(term)
        for case in cases:
            disagreement = differs(pair, policy, case)
            assert disagreement is None, f"{term}: {disagreement}"


def matters(seed: int) -> Iterator[tuple[Policy, str, list[Case]]]:
    """A random policy, each of its terms of the root entity that rules conclude, and cases that ask for it."""
    random = Random(seed)
    policy = random_policy(random, random.randint(2, 8))
    cases = [case for case in (random_case(random, policy) for _ in range(6)) if fits(case, policy)]
    for term in policy.terms.values():
        if not term.is_given and not policy.entities[term.entity].is_member:
            yield policy, term.id, [evolve(case, requested=(term.id,), last=None) for case in cases]


def differs(pair: Pair, policy: Policy, case: Case) -> str | None:
    """What is wrong, if the solver cannot come to the value the evaluator has, or can come to another."""
    value = outcome(policy, case, Options())
    val = pair.values[0]
    right = z3.Not(val.settled) if value is None else z3.And(val.settled, same(pair, val.value, value))
    given = said(pair, policy, case)
    if pair.solver.check(*given) == z3.unsat:
        return None  # a fact out of its range, or of somebody it does not concern: no case of the solver's
    if pair.solver.check(*given, right) == z3.unsat:
        return f"cannot be {value!r} in {case}"
    if not pair.world.opaque and not pair.world.moved and pair.solver.check(*given, z3.Not(right)) == z3.sat:
        return f"can be other than {value!r} in {case}: {pair.solver.model()}"
    return None
