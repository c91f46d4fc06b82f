"""A conflict that is told is one: the case shown, decided, has it. And a case that has one is told of.

Judged on random policies by the reference, and on the golden page by the program itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from random import Random

import pytest
from attrs import evolve

from engine.analysis import check
from engine.analysis.clashes import Asked, Clash, Pair, compare, kind_of
from engine.analysis.index import Index
from engine.analysis.parameters import last_effect
from engine.analysis.unknowns import Shared
from engine.diagnostics import Diagnostic
from engine.diagnostics.render import render
from engine.model.case import Options
from engine.model.policy import Policy, Rule, Term
from engine.workspace import open_workspace
from tests.conformance.reference import Reference, members_of, standing
from tests.golden_pages import FENCE
from tests.random_cases import random_case, random_options
from tests.random_policies import random_policy

SEEDS = range(250)
PAGE = Path(__file__).parents[1] / "golden" / "diagnostics" / "checks" / "conflicts.md"


def policy_of(seed: int) -> tuple[Policy, Random]:
    random = Random(seed)
    return random_policy(random, random.randint(2, 10)), random


def clashes(policy: Policy) -> Iterator[tuple[Term, Clash]]:
    """Every two rules of a term that are compared and not excluded."""
    index = Index(policy)
    shared = Shared(index)
    for id, rules in sorted(index.concluding.items()):
        term = policy.terms[id]
        asked = Asked(index, shared, index.member(term.entity), last_effect(index))
        for first, second in combinations(rules, 2):
            clash = compare(asked, Pair(first, second)) if may_differ(term, first, second) else None
            if clash is not None:
                yield term, clash


def may_differ(term: Term, first: Rule, second: Rule) -> bool:
    kinds = {kind_of(first), kind_of(second)}
    return kinds in ({"must", "must_not"}, {"may", "must_not"}) if term.is_action else kinds == {"is"}


def in_conflict(reference: Reference, policy: Policy, term: Term, member: str | None) -> bool:
    waits = reference.seen(term.id, member, reference.case.day).waits
    return any(kind == "conflict" and id == term.id for kind, id, _ in waits)


def test_every_conflict_shown_is_one() -> None:
    shown = 0
    for seed in SEEDS:
        policy, _ = policy_of(seed)
        for term, clash in clashes(policy):
            if clash.found is not None and term.type.kind != "yes_no":
                shown += 1
                members = members_of(policy, clash.found.case, term.id)
                reference = Reference(policy, clash.found.case, clash.found.options)
                assert any(in_conflict(reference, policy, term, member) for member in members), (seed, clash)
    assert shown > 10


def test_every_conflict_is_told() -> None:
    met = 0
    for seed in SEEDS:
        policy, random = policy_of(seed)
        found = [each for each in check(policy) if each.code[:2] in ("A1", "A4")]
        for _ in range(3):
            case = random_case(random, policy)
            reference = Reference(policy, case, evolve(random_options(random, policy), supposed={}, readings={}))
            for term in policy.terms.values():
                for member in members_of(policy, case, term.id):
                    if has_limits(policy, term) or not in_conflict(reference, policy, term, member):
                        continue
                    met += 1
                    assert tells(found, policy, term), (seed, term.id)
    assert met > 20


def has_limits(policy: Policy, term: Term) -> bool:
    """Floors and ceilings are compared only where they are plain amounts."""
    kinds = {kind_of(rule) for rule in policy.rules.values() if rule.conclusion and rule.conclusion.term == term.id}
    return {"at_least", "at_most"} <= kinds


def tells(found: list[Diagnostic], policy: Policy, term: Term) -> bool:
    rules = [rule for rule in policy.rules.values() if rule.conclusion and rule.conclusion.term == term.id]
    names = [f"`{thing.name}`" for thing in (term, *rules)]
    return any(name in each.message for each in found for name in names)


def test_rules_told_to_be_dead_never_stand() -> None:
    told = 0
    for seed in SEEDS:
        policy, random = policy_of(seed)
        dead = {each.message.split("`")[1] for each in check(policy) if each.code in ("A301", "A302", "A304")}
        rules = [rule for rule in policy.rules.values() if rule.name in dead and rule.conclusion is not None]
        case = random_case(random, policy)
        for rule in rules:
            told += 1
            for member in members_of(policy, case, rule.conclusion.term if rule.conclusion else ""):
                assert standing(policy, case, Options(), rule.id, member, case.day) is not True, (seed, rule.id)
    assert told > 50


@pytest.mark.parametrize("sample", PAGE.read_text(encoding="utf-8").split("\n## ")[1:])
def test_the_program_decides_as_the_page_says(sample: str, tmp_path: Path) -> None:
    texts = {block["kind"]: block["text"] for block in FENCE.finditer(sample)}
    (tmp_path / "page.policy").write_text(f"language en\n{texts['policy']}", encoding="utf-8")
    workspace = open_workspace([str(tmp_path)])
    found = [each for each in workspace.check() if each.code.startswith("A1")]
    shown = render(found, workspace.sources, "compact").replace(f"{tmp_path}/", "")
    assert (shown or "nothing to report\n") == texts["diagnostics"]
