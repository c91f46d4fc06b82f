"""A term under a new name is the same term: only what its rules do differently is a change."""

from __future__ import annotations

from random import Random

import pytest
from attrs import evolve

from engine.diff import values as v
from engine.diff.comparison import Side, compare_versions
from engine.diff.renamed import in_names_of
from engine.model.policy import Policy
from tests.random_policies import random_policy


def renamed(policy: Policy) -> Policy:
    """Every term under a new name, and saying what it was called."""
    new = {id: f"{term.source}.new_{term.name}" for id, term in policy.terms.items()}
    other = in_names_of(policy, new)
    terms = {id: evolve(term, name=f"new_{term.name}", formerly=(term.name,)) for id, term in other.terms.items()}
    return evolve(other, terms=terms)


@pytest.mark.parametrize("seed", range(8))
def test_names_alone_change_no_outcome_either_way(seed: int) -> None:
    policy = random_policy(Random(seed), 8)
    other = renamed(policy)
    for sides in ((policy, other), (other, policy)):
        made = compare_versions(*(Side(name, side) for name, side in zip("ab", sides, strict=True)))
        assert [each.relation for each in made.meaning] == []
        assert set(made.equal) <= {v.STRUCTURAL}
        assert sum(made.equal.values()) > 0
