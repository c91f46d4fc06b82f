"""What a comparison must keep true of single slips in the shipped policies, numbered as in the requirements.

13 what is said to be complete survives many random cases; 16 each slip is reported with a case that shows it, or proved
equal, and none is called equal wrongly. `--slips N` says how many slips, evenly spread over all there are.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from attrs import evolve

from engine.authoring.mutations import Mutation, mutations
from engine.diff import values as v
from engine.diff.impact import turn_of
from engine.diff.meaning import meaning
from engine.diff.values import Relation
from engine.evaluate import settle
from engine.model.case import Assessment, Case, Members, Statement
from engine.model.policy import Policy, Term
from engine.solver.ask import compare
from tests.changes.pages import shipped
from tests.conformance.reference import decide
from tests.diff.test_meaning import changes, fits
from tests.random_cases import random_case

DAYS = date(2010, 1, 1), date(2026, 12, 31)
PARTS = 4
TRIED = 60
"""How many cases are made at random for each slip that is said to change nothing."""


@pytest.mark.parametrize("part", range(PARTS))
def test_16_each_slip_is_shown_by_a_case_or_proved_equal(part: int, request: pytest.FixtureRequest) -> None:
    policy = shipped().policy
    undecided, told = [], 0
    for slip in chosen(policy, request.config.getoption("--slips"))[part::PARTS]:
        changed = slip.policy(policy)
        for relation in meaning(policy, changed, terms=touched(policy, slip), days=DAYS):
            told += 1
            if relation.relation == v.NOT_DECIDED or relation.knowledge == v.NOT_DECIDED:
                undecided.append(f"{slip.what} of {slip.owner}: {relation.term}")
            for witness in relation.witnesses:
                before, after = (list(decide(each, witness.case).values()) for each in (policy, changed))
                assert (witness.before, witness.after) in [
                    (old[0], new[0]) for old, new in zip(before, after, strict=True)
                ]
            if relation.relation == v.EQUAL and relation.knowledge == v.ASKS_SAME:
                nothing_turns(policy, changed, relation)
    assert told > 0
    assert len(undecided) <= told // 20, undecided  # what is not decided is said so, and is the exception


def chosen(policy: Policy, wanted: int) -> list[Mutation]:
    """Slips of rules that conclude or set aside something of a person, evenly spread."""
    found = [slip for slip in mutations(policy) if touched(policy, slip)]
    return found[:: max(1, len(found) // wanted)]


def touched(policy: Policy, slip: Mutation) -> list[str]:
    """The terms a slip is in: what its rule concludes, or what the rules it sets aside conclude."""
    rule = policy.rules.get(slip.owner)
    if rule is None:
        return []
    own = [rule] if rule.conclusion else [policy.rules[target] for target in rule.targets if target in policy.rules]
    terms = sorted({each.conclusion.term for each in own if each.conclusion})
    return [id for id in terms if not policy.entities[policy.terms[id].entity].is_decision_kind][:2]


def nothing_turns(before: Policy, after: Policy, relation: Relation) -> None:
    """No case made at random comes out otherwise."""
    for case in made_cases(before, relation.term):
        old, new = settle(before, case), settle(after, case)
        assert {turn_of(old[key], new[key]) for key in old} <= {"same"}, (relation.term, case)


def made_cases(policy: Policy, term: str) -> Iterator[Case]:
    """Cases that say something of all a term may rest on."""
    random = Random(term)
    world = compare(policy, policy, [term], DAYS).pair(term).world
    given = {(each.term.id, len(each.members)): each.term for each in world.given.values()}
    for _ in range(TRIED):
        day = DAYS[0] + timedelta(days=random.randrange((DAYS[1] - DAYS[0]).days))
        ids = ("m1", "m2")[: random.randrange(3)]
        lists = {(id, None if not owner else "m1"): Members(ids, True) for id, owner in world.lists}
        facts: dict[Any, Any] = {}
        assessments: dict[Any, Any] = {}
        for (id, of_members), declared in given.items():
            for member in ids if of_members else (None,):
                if random.random() < 0.85:
                    value = any_value(random, declared, day)
                    if declared.kind == "fact":
                        facts[id, member] = (Statement("known", value),)
                    elif declared.is_action:
                        assessments[id, member] = (Assessment(used=random.random() < 0.5, complete=True),)
                    else:
                        assessments[id, member] = (Assessment(value=value, complete=True),)
        yield Case(day, facts=facts, assessments=assessments, lists=lists, requested=(term,))


def any_value(random: Random, term: Term, day: date) -> Any:
    type = term.amount_type or term.type
    match type.kind:
        case "yes_no":
            return random.random() < 0.5
        case "number":
            return Fraction(random.choice((0, 1, 2, 5, 12, 18, 100, 5_000, 100_000, 124_028, 300_000)))
        case "date":
            return day - timedelta(days=random.choice((0, 1, 7, 21, 60, 365, 3_650, 6_574, 9_131, 10_957, 24_472)))
        case "choice":
            return random.choice(type.choices)
    return "noe"


def test_13_what_is_said_to_be_complete_survives_many_random_cases() -> None:
    tried = 0
    for seed in range(60):
        for _, before, after, random in changes(seed, most=1):
            found = {each.term: each for each in meaning(before, after, days=(date(2024, 2, 20), date(2024, 3, 10)))}
            complete = {id: each for id, each in found.items() if each.level in (v.COMPLETE, v.STRUCTURAL)}
            for _ in range(170 if complete else 0):
                case = evolve(random_case(random, before), requested=tuple(complete), last=None)
                old, new = settle(before, case), settle(after, case)
                tried += len(old)
                for (term, member), value in old.items():
                    assert fits(complete[term], value, new[term, member], case), (term, case)
    assert tried > 10_000
