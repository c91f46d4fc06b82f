"""The slips a policy author is told of, as changes to compare: what was done, to which rule or term, and the policy."""

from __future__ import annotations

from collections.abc import Iterator

from engine.authoring import mutations as slips
from engine.model.policy import Policy

Mutation = tuple[str, str, Policy]


def mutations(policy: Policy) -> Iterator[Mutation]:
    """Every single slip, rule by rule."""
    for slip in slips.mutations(policy):
        yield slip.what, slip.owner, slip.policy(policy)
