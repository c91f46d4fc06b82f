"""What depends on what, seen from one term: what it rests on, what rests on it, and the exceptions to each rule.

References are a sort (`term`, `parameter` or `list`) and an id, in the order met. Start reading at `relations`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import Factory, frozen

from engine.graph.reads import Reference, of_condition, of_term, of_value
from engine.model.policy import Policy, Rule


@frozen(slots=False)
class Relations:
    """For each term what it rests on directly and what rests on it; for each rule the exceptions to it.

    `readers` are the rules that read a thing themselves.
    """

    rests: Mapping[str, tuple[Reference, ...]]
    feeds: Mapping[Reference, tuple[str, ...]]
    concluding: Mapping[str, tuple[Rule, ...]]
    exceptions: Mapping[str, tuple[Rule, ...]]
    readers: Mapping[Reference, tuple[Rule, ...]]


@frozen
class Branch:
    """A rule in the tree of exceptions, and the exceptions to it; `again` where these stand further up already."""

    rule: Rule
    exceptions: tuple[Branch, ...] = Factory(tuple)
    again: bool = False


def relations(policy: Policy) -> Relations:
    """What depends on what in a policy."""
    concluding: dict[str, list[Rule]] = {}
    exceptions: dict[str, list[Rule]] = {}
    readers: dict[Reference, list[Rule]] = {}
    for rule in policy.rules.values():
        if rule.conclusion is not None:
            concluding.setdefault(rule.conclusion.term, []).append(rule)
        for target in dict.fromkeys(rule.targets):
            exceptions.setdefault(target, []).append(rule)
        for reference in dict.fromkeys((*of_condition(rule), *of_value(rule))):
            readers.setdefault(reference, []).append(rule)
    rests = {id: _rests(policy, id, concluding, exceptions) for id in policy.terms}
    feeds: dict[Reference, list[str]] = {}
    for id, references in rests.items():
        for reference in references:
            feeds.setdefault(reference, []).append(id)
    return Relations(rests, _frozen(feeds), _frozen(concluding), _frozen(exceptions), _frozen(readers))


def tree(relations: Relations, rule: Rule) -> Branch:
    """The exceptions to a rule, and to those; each is unfolded once, so that what many share is not told many times."""
    return _tree(relations, rule, {rule.id})


def _tree(relations: Relations, rule: Rule, unfolded: set[str]) -> Branch:
    """Exceptions to exceptions are nested as deep as the law has them, which is a few steps."""
    branches = []
    for each in relations.exceptions.get(rule.id, ()):
        again = each.id in unfolded
        unfolded.add(each.id)
        has_own = bool(relations.exceptions.get(each.id))
        branches.append(Branch(each, (), has_own) if again else _tree(relations, each, unfolded))
    return Branch(rule, tuple(branches))


def _rests(
    policy: Policy, id: str, concluding: Mapping[str, Iterable[Rule]], exceptions: Mapping[str, Iterable[Rule]]
) -> tuple[Reference, ...]:
    """What the rules that conclude a term read, with the exceptions to them and to those, and the term itself."""
    rules = dict.fromkeys(rule.id for rule in concluding.get(id, ()))
    waiting = list(rules)
    for rule in waiting:
        for other in exceptions.get(rule, ()):
            if other.id not in rules:
                rules[other.id] = None
                waiting.append(other.id)  # the walk goes on there
    found: dict[Reference, None] = dict.fromkeys(of_term(policy.terms[id]))
    for each in rules:
        rule_ = policy.rules[each]
        found |= dict.fromkeys((*of_condition(rule_), *of_value(rule_)))
    return tuple(reference for reference in found if reference != ("term", id))


def _frozen(found: Mapping[Any, list[Any]]) -> dict[Any, tuple[Any, ...]]:
    return {key: tuple(values) for key, values in found.items()}
