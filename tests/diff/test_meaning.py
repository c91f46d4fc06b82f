"""What is said of a change is true: what is equal comes out alike in cases tried, and witnesses differ as told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

import pytest
from attrs import evolve

from engine.diff import values as v
from engine.diff.meaning import comparable, meaning
from engine.diff.values import Relation
from engine.evaluate import settle
from engine.model.case import Case
from engine.model.policy import Policy
from tests.conformance.reference import decide
from tests.diff.mutations import mutations
from tests.random_cases import random_case
from tests.random_policies import random_policy

DAYS = date(2024, 2, 20), date(2024, 3, 10)
OPPOSITE = {
    v.EQUAL: v.EQUAL,
    v.CROSSING: v.CROSSING,
    v.CHANGED: v.CHANGED,
    v.NOT_DECIDED: v.NOT_DECIDED,
    v.WIDER: v.NARROWER,
    v.NARROWER: v.WIDER,
    v.MORE: v.LESS,
    v.LESS: v.MORE,
}


def changes(seed: int, most: int = 2) -> Iterator[tuple[str, Policy, Policy, Random]]:
    """Some slips in a random policy."""
    random = Random(seed)
    policy = random_policy(random, random.randint(2, 6))
    slips = list(mutations(policy))
    for what, rule, changed in random.sample(slips, min(most, len(slips))):
        yield f"{what} of {rule}", policy, changed, random


@pytest.mark.parametrize("seed", range(24))
def test_what_is_called_equal_comes_out_alike(seed: int) -> None:
    for what, before, after, random in changes(seed):
        relations = {each.term: each for each in meaning(before, after, days=DAYS)}
        for _ in range(60):
            case = evolve(random_case(random, before), requested=tuple(relations), last=None)
            old, new = settle(before, case), settle(after, case)
            for (term, member), value in old.items():
                assert fits(relations[term], value, new[term, member], case), (what, term, member, case)


def fits(relation: Relation, old: object, new: object, case: Case) -> bool:
    """Whether two outcomes of one case are as the relation has it; the solver knows lists of two members at most."""
    if relation.level == v.SOLVER and any(len(members.ids) > 2 for members in case.lists.values()):
        return True
    if old is not None and new is not None and relation.level not in (v.SEARCHED, v.NO_PROOF):
        higher = old != new and (new is True or (new is not False and old is not False and old < new))  # type: ignore[operator]
        if isinstance(old, str):
            return old == new or relation.relation == v.CHANGED
        turned = {True: (v.WIDER, v.MORE), False: (v.NARROWER, v.LESS)}[bool(higher)]
        return old == new or relation.relation in (*turned, v.CROSSING)
    if (old is None) != (new is None) and relation.knowledge_level not in (v.SEARCHED, v.NO_PROOF):
        return relation.knowledge in (v.ASKS_MORE if new is None else v.ASKS_LESS, v.ASKS_OTHER)
    return True


@pytest.mark.parametrize("seed", range(24))
def test_every_witness_differs_as_told_also_by_the_reference(seed: int) -> None:
    for what, before, after, _ in changes(seed):
        for relation in meaning(before, after, days=DAYS):
            for witness in relation.witnesses:
                told = (witness.before, witness.after)
                assert told in list(outcomes(before, after, witness.case)), (what, relation.term)
                assert witness.before != witness.after


def outcomes(before: Policy, after: Policy, case: Case) -> Iterator[tuple[object, object]]:
    old, new = by_reference(before, case), by_reference(after, case)
    for key, value in old.items():
        yield value, new.get(key)


def by_reference(policy: Policy, case: Case) -> dict[str | None, object]:
    """What the slow and obvious evaluator says of the one term asked for, by member."""
    return {member: values[0] for (_, member), values in decide(policy, case).items()}


@pytest.mark.parametrize("seed", range(12))
def test_a_policy_is_equal_to_itself_by_structure(seed: int) -> None:
    policy = random_policy(Random(seed), 8)
    assert {each.level for each in meaning(policy, policy, days=DAYS)} <= {v.STRUCTURAL}


@pytest.mark.parametrize("seed", range(12))
def test_the_other_way_round_the_relation_is_the_opposite(seed: int) -> None:
    for what, before, after, _ in changes(seed, most=1):
        there = meaning(before, after, days=DAYS)
        back = {each.term: each.relation for each in meaning(after, before, days=DAYS)}
        for relation in there:
            if v.NOT_DECIDED not in (relation.relation, back[relation.term]):
                assert back[relation.term] == OPPOSITE[relation.relation], (what, relation.term)


def test_terms_only_one_side_has_are_not_compared() -> None:
    policy = random_policy(Random(1), 5)
    gone = next(id for id, term in policy.terms.items() if not term.is_given)
    fewer = evolve(policy, terms={id: term for id, term in policy.terms.items() if id != gone})
    assert gone not in comparable(fewer, policy)
