"""The evaluator and the reference agree, on random policies and cases that reach every construct.

`--comparisons N` says how many; they are shared out over parts that may run side by side.
A failure prints the smallest policy and case that show it.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve

from engine.model.case import Case, Options
from engine.model.policy import CaseExample, Policy
from engine.records.examples import case_of
from engine.workspace import read_workspace
from tests.conformance.agreement import CASES, comparisons, differences, explained

PARTS = 20


@pytest.mark.parametrize("part", range(PARTS))
def test_the_evaluator_agrees_with_the_reference(part: int, request: pytest.FixtureRequest) -> None:
    wanted: int = request.config.getoption("--comparisons")
    for seed in range(part, -(-wanted // CASES), PARTS):
        for policy, case, options in comparisons(seed):
            if differences(policy, case, options):
                pytest.fail(f"seed {seed}\n{explained(policy, case, options)}", pytrace=False)


def test_the_evaluator_agrees_on_the_cases_beside_the_law(root: Path) -> None:
    policy = read_workspace([str(root / "policies")]).policy
    assert len(policy.cases) >= 60
    found = {example.name: differences(policy, *asked(policy, example)) for example in policy.cases}
    assert {name: lines for name, lines in found.items() if lines} == {}


def asked(policy: Policy, example: CaseExample) -> tuple[Case, Options]:
    """A case beside the law. The duties of its decisions it may expect, and nobody can ask for them alone."""
    case, options = case_of(policy, example)
    kinds = {term for term in case.requested if policy.entities[policy.terms[term].entity].is_decision_kind}
    return evolve(case, requested=tuple(term for term in case.requested if term not in kinds)), options
