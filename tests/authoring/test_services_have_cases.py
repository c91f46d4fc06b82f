"""Each service a person may ask for has cases beside the law: granted, refused or a power, and by an exception.

That an empty case leaves each open, and says what it waits for, is held in `tests/surfaces/test_services.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.evaluate.examined import examine
from engine.memory import uncollected
from engine.model.policy import CaseExample, Expectation, Policy
from engine.records.examples import case_of
from engine.workspace import open_workspace

POLICIES = str(Path(__file__).parents[2] / "policies")

GRANTED = {"met", "must", "may", "should", "value"}
REFUSED_OR_A_POWER = {"not_met", "none", "must_not", "may"}
WITHOUT_EXCEPTION = {
    # § 21-12 has no exception that decides anything for a person.
    "folketrygdloven.benefit_appeal_service",
    # § 2-3 neither: a late complaint is heard by a rule of its own.
    "tannhelsetjenesteloven.dental_complaint_service",
}
"""Services whose law has no exception to give an example of."""

Found = dict[str, list[tuple[CaseExample, Expectation]]]


@pytest.fixture(scope="module")
def policy() -> Policy:
    return open_workspace([POLICIES]).policy


@pytest.fixture(scope="module")
def expected(policy: Policy) -> Found:
    """What the cases expect of each service, the cases that expect something of a term it asks."""
    by_term: Found = defaultdict(list)
    for example in policy.cases:
        for each in example.expected:
            by_term[each.term].append((example, each))
    return {id: [each for term in service.asks for each in by_term[term]] for id, service in policy.services.items()}


def test_each_service_has_three_cases(expected: Found) -> None:
    assert {id for id, found in expected.items() if len({example.name for example, _ in found}) < 3} == set()


def test_each_service_has_a_case_that_grants_it(expected: Found) -> None:
    assert {id for id, found in expected.items() if not _outcomes(found) & GRANTED} == set()


def test_each_service_has_a_case_that_refuses_it_or_leaves_it_to_choice(expected: Found) -> None:
    assert {id for id, found in expected.items() if not _outcomes(found) & REFUSED_OR_A_POWER} == set()


def _outcomes(found: list[tuple[CaseExample, Expectation]]) -> set[str]:
    return {each.outcome for _, each in found}


def test_each_service_has_a_case_decided_by_an_exception(policy: Policy, expected: Found) -> None:
    found = {id for id, cases in expected.items() if any(_exceptions(policy, [example for example, _ in cases]))}
    assert set(policy.services) - found == WITHOUT_EXCEPTION


def _exceptions(policy: Policy, examples: list[CaseExample]) -> Iterator[bool]:
    with uncollected():
        for example in examples:
            applied = examine(policy, *case_of(policy, example)).applied
            yield any(policy.rules[id].kind == "exception" for id in applied)
