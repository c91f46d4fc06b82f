"""What is proved of a policy no case breaks; what is refuted is refuted by the case shown; the rest is not claimed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from random import Random

import pytest
from attrs import evolve

from engine.authoring.proofs import EMPTY, NOT_DECIDED, PROVED, REFUTED, Proof, prove
from engine.evaluate import settle
from engine.model import expressions as x
from engine.model.case import Case, Statement
from engine.model.expressions import Value
from engine.model.policy import Policy, Property, Term
from engine.model.units import YES_NO
from engine.resolve import resolve
from engine.solver.claims import claim
from engine.source import SourceText
from engine.syntax import parse
from engine.workspace import open_workspace
from tests.house.files import ROOT
from tests.random_cases import random_case
from tests.random_policies import random_policy
from tests.solver.fixing import fits

POLICY = """\
language en
act a LOV-2000-01-01-1
  covers from 2020-01-01
entity person
entity child
list children of person : child
  basis § 1
fact income of person : money per month
fact works of person : yes or no
fact shape of person : one of round, square
fact born of person : date
fact cost of child : money per month
amount support of person : money per month
rule half_of_income_off
  basis § 1
  support is 1 000 kr less 50 % of income, but at least 0 kr
  when works
right help of person
rule helped_below_500
  basis § 1
  help holds
  when income < 500 kr
term grown_up of person : yes or no
rule from_18
  basis § 1
  grown_up holds
  when full years from born to the day >= 18 years
amount costs of person : money per month
rule added
  basis § 1
  costs is sum of (cost of c for each c in children)
"""

CLAIMS = {
    "always support >= 0 kr": PROVED,
    "always support > 0 kr": REFUTED,
    "always support > 0 kr when income < 2 000 kr": PROVED,
    "always not (help and income >= 500 kr)": PROVED,
    "always if help then support > 750 kr else yes": PROVED,
    "always if help then support > 751 kr else yes": REFUTED,
    "always support > 5 kr when not works": EMPTY,
    "support never rises with income": PROVED,
    "support never falls with income": REFUTED,
    "support never falls with income when income >= 2 000 kr": PROVED,
    "support never changes by more than 0.5 kr for each 1 kr of income": PROVED,
    "support never changes by more than 0.4 kr for each 1 kr of income": REFUTED,
    "(support + income) never falls with income": PROVED,
    "support is the same whatever shape": PROVED,
    "support is the same whatever income": REFUTED,
    "help never rises with income": PROVED,
    "help never falls with income": REFUTED,
    "help is the same whatever works": PROVED,
    "grown_up never rises with born": PROVED,
    "grown_up never falls with born": REFUTED,
    "costs never falls with cost": PROVED,
    "costs never rises with cost": REFUTED,
    "costs never changes by more than 2 kr for each 2 kr of cost": PROVED,
    "always (every c in children where cost of c <= costs) when (every c in children where cost of c >= 0 kr)": PROVED,
}


def bound(*claims: str) -> Policy:
    text = POLICY + "".join(f'property "{number}" basis § 1 {each}\n' for number, each in enumerate(claims))
    policy, found = resolve([parse(SourceText("page.policy", text))[0]])
    assert found == []
    return policy


def proof_of(written: str, steps: int | None = None) -> Proof:
    policy = bound(written)
    (proof,) = prove(policy, policy.properties, steps=steps)
    return proof


@pytest.mark.parametrize("written", CLAIMS)
def test_each_way_to_claim_is_decided(written: str) -> None:
    proof = proof_of(written)
    assert proof.status == CLAIMS[written]
    assert bool(proof.cases) == (proof.status == REFUTED)


def test_two_cases_differ_in_the_one_fact() -> None:
    one, other = proof_of("support never falls with income").cases
    assert one.facts.keys() == other.facts.keys()
    assert [key[0] for key in one.facts if one.facts[key] != other.facts[key]] == ["a.income"]
    policy = bound()
    before, after = (settle(policy, evolve(case, requested=("a.support",)))["a.support", None] for case in (one, other))
    assert isinstance(before, Fraction)
    assert isinstance(after, Fraction)
    assert after < before


def test_a_jump_is_shown_over_one_step() -> None:
    proof = proof_of("support never changes by more than 0.4 kr for each 1 kr of income")
    first, second = (case.facts["a.income", None][0].value for case in proof.cases)
    assert isinstance(first, Fraction)
    assert second == first + 1
    assert proof.values == (Fraction(1000), Fraction(1999, 2))


def test_the_case_shown_holds_nothing_it_does_not_need() -> None:
    (case,) = proof_of("always support > 0 kr").cases
    assert {key[0]: said[0].value for key, said in case.facts.items()} == {
        "a.income": Fraction(2000),
        "a.works": True,
    }
    assert case.day == date(2020, 1, 1)


def test_without_time_nothing_is_claimed() -> None:
    assert proof_of("always support >= 0 kr", steps=1).status == NOT_DECIDED


# Random policies


def claims_of(random: Random, policy: Policy) -> Iterator[Property]:
    """Some claims nobody made, of terms of the root entity."""
    concluded = [it for it in policy.terms.values() if not it.is_given and not is_member(policy, it)]
    facts = [it for it in policy.terms.values() if it.kind == "fact" and it.type.kind in ("number", "yes_no")]
    for term in random.sample(concluded, min(3, len(concluded))):
        read = x.Read(term.id, None, type=term.type)
        if term.type == YES_NO:
            yield Property("always", term.source, "always", x.Not(read) if random.random() < 0.5 else read)
        elif term.type.kind == "number":
            zero = x.Literal(Fraction(0), type=term.type)
            yield Property("always", term.source, "always", x.Compare(">=", read, zero, type=YES_NO))
        if term.type.kind in ("number", "yes_no") and facts:
            fact = random.choice(facts)
            kind = random.choice(("no_rise", "no_fall", "same"))
            yield Property(kind, term.source, kind, read, varied=fact.id)


def is_member(policy: Policy, term: Term) -> bool:
    return policy.entities[term.entity].is_member or term.is_action


@pytest.mark.parametrize("seed", range(30))
def test_no_case_breaks_what_is_proved_and_the_case_shown_does(seed: int) -> None:
    random = Random(seed)
    policy = random_policy(random, random.randint(2, 6))
    cases = [evolve(case, last=None) for case in (random_case(random, policy) for _ in range(40))]
    cases = [case for case in cases if fits(case, policy)]
    for of in claims_of(random, policy):
        made = claim(policy, of)
        if made is None:
            continue
        (proof,) = prove(policy, [of], steps=300_000)
        if proof.status in (PROVED, EMPTY):
            broken = [case for case in cases if breaks(random, policy, of, case)]
            assert broken == [], (of, broken[:1])
        elif proof.status == REFUTED:
            values = [value_of(policy, of, case) for case in proof.cases]
            assert is_against(of, values), (of, proof)


def value_of(policy: Policy, of: Property, case: Case) -> Value | None:
    """What the term a random claim is about comes to."""
    (term,) = {node.term for node in x.walk(of.claim) if isinstance(node, x.Read)}
    return settle(policy, evolve(case, requested=(term,)))[term, None]


def breaks(random: Random, policy: Policy, of: Property, case: Case) -> bool:
    """Whether a case, or with one fact another one, speaks against a claim."""
    if of.kind == "always":
        return is_against(of, [value_of(policy, of, case)])
    keys = [key for key in case.facts if key[0] == of.varied]
    if not keys:
        return False
    key = random.choice(keys)
    other = evolve(case, facts={**case.facts, key: tuple(higher(random, of, one) for one in case.facts[key])})
    return fits(other, policy) and is_against(of, [value_of(policy, of, one) for one in (case, other)])


def higher(random: Random, of: Property, said: Statement) -> Statement:
    """A fact as it is when it has risen, or for `same` is another; as it is where it is not known."""
    if said.state != "known":
        return said
    if isinstance(said.value, bool):
        return evolve(said, value=True if of.kind != "same" else not said.value)
    assert isinstance(said.value, Fraction)
    return evolve(said, value=said.value + random.choice((Fraction(1, 2), Fraction(1), Fraction(10))))


def is_against(of: Property, values: list[Value | None]) -> bool:
    if None in values:
        return False
    if of.kind == "always":
        (value,) = values
        holds = value if isinstance(value, bool) else value >= 0  # type: ignore[operator]
        return bool(not holds if not isinstance(of.claim, x.Not) else holds)
    before, after = values
    if of.kind == "same":
        return before != after
    return bool(after > before if of.kind == "no_rise" else after < before)  # type: ignore[operator]


# The law


def test_every_shipped_property_is_proved() -> None:
    policy = open_workspace([str(ROOT / "policies")]).policy
    assert len(policy.properties) >= 30
    assert all(of.basis for of in policy.properties)
    unproved = [
        f"{proof.property.name}: {proof.status}" for proof in prove(policy, policy.properties) if proof.status != PROVED
    ]
    assert unproved == []
