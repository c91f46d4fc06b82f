"""Interviews under the shipped policies, held with the cases beside the law: what is asked, and how little.

The measure: over a term's cases, the questions put beside those of the best fixed order, found among all orders by
going through every subset of the items. `python -m tests.interview.test_shipped` measures every term there is.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from random import Random

import pytest
from attrs import evolve

from engine.interview.state import look
from engine.model.case import Case, Key, Members, Options
from engine.model.policy import Policy
from engine.records.examples import case_of
from engine.workspace import Workspace, open_workspace
from tests.house.files import ROOT
from tests.interview.simulate import asked, best_fixed, items

MOST = Fraction(13, 10)
SUPPORT = "sosialtjenesteloven.subsistence_support"
Wholes = dict[int, tuple[Case, Options]]


@pytest.fixture(scope="module")
def shipped() -> Workspace:
    return open_workspace([str(ROOT / "policies")])


def cases_of(policy: Policy) -> dict[str, Wholes]:
    """The cases beside the law that settle a term of the person, by term."""
    found: dict[str, Wholes] = {}
    for number, example in enumerate(policy.cases):
        for expected in example.expected:
            term = policy.terms.get(expected.term)
            if term is None or expected.member is not None or expected.outcome == "open" or term.duty is not None:
                continue
            if not policy.entities[term.entity].is_member and not policy.entities[term.entity].is_decision_kind:
                case, options = case_of(policy, example)
                found.setdefault(term.id, {})[number] = evolve(case, requested=(term.id,)), options
    return found


def measured(policy: Policy, fewest: int, most: int, only: int | None = None) -> Iterator[tuple[str, int, int, int]]:
    """Each term with so many items: how many cases, the questions put, and those of the best fixed order.

    `only` so many terms are tried, the same each time.
    """
    terms = sorted(cases_of(policy).items())
    for term, wholes in terms if only is None else Random(4).sample(terms, only):
        found = items(policy, wholes.values())
        if fewest <= len(found) <= most and 1 < len(wholes) <= 12:
            put = sum(len(asked(policy, *whole)) for whole in wholes.values())
            yield term, len(wholes), put, best_fixed(policy, wholes, found)


def test_at_most_three_tenths_more_is_asked_than_by_the_best_fixed_order(shipped: Workspace) -> None:
    rows = list(measured(shipped.policy, 3, 5, only=50))
    assert len(rows) >= 5
    assert Fraction(sum(row[2] for row in rows), sum(row[3] for row in rows)) <= MOST


def test_support_is_settled_by_what_it_waits_for_alone(shipped: Workspace) -> None:
    """From nothing, and never more than four in ten of what the rules may read."""
    policy, wholes = shipped.policy, cases_of(shipped.policy)[SUPPORT]
    everything = len(items(policy, wholes.values()))
    put_in_all = 0
    for whole, options in Random(4).sample(list(wholes.values()), 6):
        put = asked(policy, whole, options)
        put_in_all += len(put)
        assert len({question.name for _, question in put}) == len(put)
        for state, question in put:
            waited = {(wait.id, wait.member or None) for waits in state.waits.values() for wait in waits}
            assert question.name[1:] in waited
    assert put_in_all <= Fraction(4, 10) * everything * 6


def test_a_household_without_children_is_never_asked_about_children(shipped: Workspace) -> None:
    """Every question put would have been put had it been known from the start that there are none."""
    policy = shipped.policy
    children = [it.id for it in policy.lists.values() if it.name == "children"]
    seen = 0
    for _, (whole, options) in sample(cases_of(policy), 10):
        none = {key: known for key, known in whole.lists.items() if key[0] not in children}
        childless = evolve(whole, lists={**none, **{(it, None): Members((), True) for it in children}})
        for state, question in asked(policy, childless, options):
            if question.id not in children:
                known: dict[Key, Members] = {(it, None): Members((), True) for it in children}
                told = look(policy, evolve(state.case, lists={**state.case.lists, **known}), options)
                assert question.name in told.questions, question.name
                seen += 1
    assert seen > 30


def sample(found: dict[str, Wholes], number: int) -> list[tuple[str, tuple[Case, Options]]]:
    """Some of the cases, the same each time."""
    every = [(term, whole) for term, wholes in sorted(found.items()) for whole in wholes.values()]
    return Random(4).sample([it for it in every if it[1][0].lists], number)


if __name__ == "__main__":
    rows = list(measured(open_workspace([str(ROOT / "policies")]).policy, 2, 12))
    for term, number, put, best in sorted(rows, key=lambda row: Fraction(row[3], row[2])):
        print(f"{put / best:6.2f}  {put:5} put  {best:5} best  {number:3} cases  {term}")
    print(f"{sum(row[2] for row in rows) / sum(row[3] for row in rows):6.2f}  in all")
