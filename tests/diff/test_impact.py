"""Whom a change touches, and which provision did it: counts are right, and shares add up to the krone."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from random import Random

import pytest
from attrs import evolve

from engine.diff import values as v
from engine.diff.attribution import attribution, changed_provisions
from engine.diff.impact import FEWEST, SAME, impact, suppressed, turn_of
from engine.diff.parts import mixed, parts
from engine.evaluate import settle
from engine.model.case import Case
from engine.model.policy import Policy
from engine.model.serialise import digest
from tests.diff.mutations import mutations
from tests.random_cases import random_case
from tests.random_policies import random_policy


def changed(seed: int, slips: int) -> tuple[Policy, Policy, list[Case]]:
    """A random policy, the same with some slips in it, and cases that ask for everything."""
    random = Random(seed)
    before = random_policy(random, random.randint(4, 9))
    after = before
    for _ in range(slips):
        found = list(mutations(after))
        if found:
            after = random.choice(found)[2]
    terms = tuple(id for id, term in before.terms.items() if not term.is_given)
    cases = [evolve(random_case(random, before), requested=terms, last=None) for _ in range(12)]
    return before, after, cases


@pytest.mark.parametrize("seed", range(20))
def test_every_answer_is_counted_once(seed: int) -> None:
    before, after, cases = changed(seed, 2)
    found = impact(before, after, cases)
    answers = [(old, settle(after, case)[key]) for case in cases for key, old in settle(before, case).items()]
    assert sum(term.answers for term in found.terms) == len(answers)
    for turn in (v.UP, v.DOWN, v.OTHER, v.OPENED, v.CLOSED, SAME):
        assert sum(term.count(turn) or 0 for term in found.terms) == sum(turn_of(*pair) == turn for pair in answers)


@pytest.mark.parametrize("seed", range(20))
def test_all_parts_taken_is_the_new_policy_and_none_the_old(seed: int) -> None:
    before, after, cases = changed(seed, 3)
    all_taken, none_taken = mixed(before, after, parts(before, after)), mixed(before, after, ())
    for case in cases:
        assert settle(all_taken, case) == settle(after, case)
        assert settle(none_taken, case) == settle(before, case)


@pytest.mark.parametrize("seed", range(20))
def test_shares_of_amounts_add_up_to_the_whole_difference(seed: int) -> None:
    before, after, cases = changed(seed, 3)
    found = impact(before, after, cases)
    shares = attribution(before, after, cases, found).shares
    for term in found.terms:
        whole = sum((one.difference for one in found.turned if one.term == term.term), Fraction(0))
        assert sum((share.amount for share in shares if share.term == term.term), Fraction(0)) == whole


@pytest.mark.parametrize("seed", range(20))
def test_each_named_set_alone_brings_the_new_outcome(seed: int) -> None:
    before, after, cases = changed(seed, 3)
    found = impact(before, after, cases)
    groups = changed_provisions(before, after)
    caused = attribution(before, after, cases, found).causes
    assert sum(cause.answers for cause in caused) == len(found.turned)
    for turned in found.turned:
        sets = [one for cause in caused if cause.term == turned.term for one in cause.sets]
        brings = [mixed(before, after, [part for name in one for part in groups[name]]) for one in dict.fromkeys(sets)]
        case = evolve(cases[turned.case], requested=(turned.term,))
        assert turned.after in [settle(policy, case)[turned.term, turned.member] for policy in brings]


def test_no_change_has_no_parts() -> None:
    policy = random_policy(Random(3), 8)
    assert parts(policy, policy) == ()
    assert not impact(policy, policy, changed(3, 0)[2]).changed


def test_words_and_places_are_no_parts() -> None:
    policy = random_policy(Random(3), 8)
    rules = {id: evolve(rule, labels={"nb": "Andre ord"}) for id, rule in reversed(policy.rules.items())}
    said_otherwise = evolve(policy, rules=rules)
    assert digest(said_otherwise) != digest(policy)
    assert parts(policy, said_otherwise) == ()


def test_small_groups_are_not_told_and_cannot_be_reckoned() -> None:
    for seed in range(40):
        before, after, cases = changed(seed, 2)
        told = suppressed(impact(before, after, cases))
        assert told.turned == ()
        for term in told.terms:
            counts = [count for _, count in term.turns]
            assert all(count is None or count == 0 or count >= FEWEST for count in counts)
            assert counts.count(None) != 1
            if term.count(v.DOWN) is None:
                assert term.lost is None


def test_a_day_is_no_reason_to_differ() -> None:
    before, after, _ = changed(5, 1)
    assert impact(before, after, [Case(date(2024, 3, 1))]).terms == ()
