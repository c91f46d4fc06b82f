"""What the solver says of a policy without a claim is true: proved apart, rules never conflict; the case shown does."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

import pytest
from attrs import evolve

from engine.analysis import check
from engine.authoring.verified import verified
from engine.evaluate import decide
from engine.model.case import Case, Options
from engine.model.policy import Policy
from engine.resolve import resolve
from engine.solver.faults import CONFLICT, GAP, Faults, wait_of
from engine.source import SourceText
from engine.syntax import parse
from engine.workspace import open_workspace
from tests.house.files import ROOT
from tests.random_cases import random_case
from tests.random_policies import random_policy
from tests.solver.fixing import fits

TEXT = """\
language en
act a LOV-2000-01-01-1
  covers from 2020-01-01
entity person
fact income of person : money per month
fact works of person : yes or no
amount counted of person : money per month
rule counted_income
  basis § 1
  counted is income rounded to the nearest 100 kr half up basis § 1
amount finer of person : money per month
rule finer_income
  basis § 1
  finer is income rounded to the nearest 10 kr half up basis § 1
amount support of person : money per month
rule support_up_to_900
  basis § 2
  support is 500 kr
  when counted <= 900 kr
rule support_from_1000
  basis § 2
  support is 300 kr
  when finer >= 1 000 kr
"""


def bound(text: str) -> Policy:
    policy, found = resolve([parse(SourceText("page.policy", text))[0]])
    assert found == []
    return policy


def told(text: str) -> dict[str, str]:
    policy = bound(text)
    return {each.code: each.message for each in verified(policy, check(policy)).found}


def test_rules_that_are_proved_apart_leave_no_doubt() -> None:
    policy = bound(TEXT)
    assert "A102" in {each.code for each in check(policy)}
    assert not {"A101", "A102"} & told(TEXT).keys()


def test_a_term_without_a_value_is_shown_in_a_case() -> None:
    text = TEXT.replace("finer >= 1 000 kr", "counted >= 1 100 kr")
    assert told(text)["A205"].startswith("no rule gives `support` a value when `income` is 1 000 kr per month")


def test_roundings_are_told_of_where_they_matter() -> None:
    twice = TEXT.replace("support is 300 kr", "support is counted rounded to the nearest 1 000 kr half up basis § 2")
    assert "`support` is " in told(twice)["A961"]
    never = TEXT.replace("support is 300 kr", "support is counted rounded to the nearest 100 kr half up basis § 2")
    assert "A961" not in told(never)


@pytest.mark.parametrize("seed", range(20))
def test_what_is_proved_of_rules_no_case_speaks_against(seed: int) -> None:
    random = Random(seed)
    policy = random_policy(random, random.randint(2, 6))
    cases = [evolve(case, last=None) for case in (random_case(random, policy) for _ in range(40))]
    cases = [case for case in cases if fits(case, policy)]
    faults = Faults(policy)
    for term in faults.terms:
        below = faults.below(term)
        answers: dict[str, list[str]] = {CONFLICT: [], GAP: []}
        for kind, at in faults.settling(term):
            found = below.fault(kind, at, 200_000)
            answers[kind].append(found.status)
            if found.case is not None:
                assert wait_of(policy, Options(), term, kind, found.case) is not None
        if not policy.entities[policy.terms[term].entity].is_member:
            for kind, said in answers.items():
                if said and set(said) == {"none"}:
                    assert [case for case in cases if wait_of(policy, Options(), term, kind, case)] == []
        for rule in faults.rules_of(term):
            if below.never_stands(rule.id, 200_000):
                assert rule.id not in standing(policy, term, cases)


def standing(policy: Policy, term: str, cases: Iterable[Case]) -> set[str]:
    """The rules that are among the grounds of a term as standing, in any of some cases."""
    answers = (one for case in cases for one in decide(policy, evolve(case, requested=(term,))).answers)
    return {rule for one in answers for segment in one.segments for rule, _, stands in segment.grounds if stands}


@pytest.mark.parametrize("source", ["egenandelsforskriften", "folketrygdloven", "integreringsloven"])
def test_no_two_rules_of_an_act_as_we_read_it_conflict_in_any_case(source: str) -> None:
    faults = Faults(open_workspace([str(ROOT / "policies")]).policy)
    asked = [(term, at) for term in faults.terms for kind, at in faults.settling(term) if kind == CONFLICT]
    asked = [(term, at) for term, at in asked if faults.policy.terms[term].source == source]
    assert len(asked) >= 3
    assert [term for term, at in asked if faults.below(term).fault(CONFLICT, at).status != "none"] == []
