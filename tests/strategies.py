"""The Hypothesis strategies that properties are stated with: policies, cases, ways to run, and learning.

Each draws a seed, and for policies a size, and leaves the rest to `random_policies` and `random_cases`: cheap
enough for volume, and a failing policy still shrinks to a smaller size.
"""

from __future__ import annotations

from random import Random
from typing import Any

from attrs import evolve
from hypothesis import strategies as st

from engine.model.case import Case, Options
from engine.model.policy import Policy
from tests.random_cases import random_case, random_learning, random_options
from tests.random_policies import random_policy

SEEDS = st.integers(0, 2**32 - 1)


def matter(data: st.DataObject) -> tuple[Policy, Case, Options]:
    """A policy, a case of it and a way to run it, drawn where they are used: a whole policy is no line to print."""
    policy = data.draw(policies())
    return policy, data.draw(cases(policy)), data.draw(options(policy))


def policies(largest: int = 12) -> st.SearchStrategy[Policy]:
    """Policies of 2 to `largest` terms; a failing one shrinks to a smaller size."""
    return st.builds(lambda size, seed: random_policy(Random(seed), size), st.integers(2, largest), SEEDS)


def cases(policy: Policy) -> st.SearchStrategy[Case]:
    """Cases of one policy."""
    return st.builds(lambda seed: random_case(Random(seed), policy), SEEDS)


def options(policy: Policy) -> st.SearchStrategy[Options]:
    """Ways to run one policy; the plain one first."""
    return st.just(Options()) | st.builds(lambda seed: random_options(Random(seed), policy), SEEDS)


def learn(policy: Policy, case: Case) -> st.SearchStrategy[Case]:
    """The case with one thing more known."""
    return st.builds(lambda seed: random_learning(Random(seed), policy, case), SEEDS)


def shuffled(policy: Policy) -> st.SearchStrategy[Policy]:
    """The same policy with its rules, terms and everything else in another order."""
    return st.builds(lambda seed: _shuffled(Random(seed), policy), SEEDS)


def _shuffled(random: Random, policy: Policy) -> Policy:
    def mixed(things: Any) -> Any:
        kept = list(things.items() if hasattr(things, "items") else things)
        random.shuffle(kept)
        return type(things)(kept)

    rules = {name: evolve(rule, targets=mixed(rule.targets)) for name, rule in policy.rules.items()}
    maps = {name: mixed(getattr(policy, name)) for name in ("sources", "lists", "terms", "parameters", "calendars")}
    return evolve(policy, rules=mixed(rules), not_formalised=mixed(policy.not_formalised), **maps)
