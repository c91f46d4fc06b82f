"""The policy as a graph of terms, facts, parameters, lists and rules. Start reading at `build_graph`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.graph.reads import Reference, of_condition, of_gap, of_term, of_value
from engine.graph.values import Edge, Node, RuleGraph
from engine.model.policy import NotFormalised, Policy, Rule


def build_graph(policy: Policy) -> RuleGraph:
    """The graph of a whole policy. Names a policy with errors could not bind are simply not in it."""
    nodes = {
        *(node_of(policy, "term", id) for id in policy.terms),
        *(Node("parameter", id) for id in policy.parameters),
        *(Node("list", id) for id in policy.lists),
        *(rule_node(rule) for rule in policy.rules.values()),
        *(gap_node(gap) for gap in policy.not_formalised),
    }
    edges = {edge for edge in _edges(policy) if edge.source in nodes and edge.target in nodes}
    return RuleGraph(tuple(sorted(nodes)), tuple(sorted(edges)))


def node_of(policy: Policy, sort: str, id: str) -> Node:
    """The node of a reference; a term is shown as what it is: a fact, a discretion, or concluded by rules."""
    term = policy.terms.get(id) if sort == "term" else None
    return Node(term.kind if term is not None and term.is_given else sort, id)


def rule_node(rule: Rule) -> Node:
    """The node of a rule; an exception is told apart from the rules it is set before."""
    return Node("exception" if rule.kind == "exception" else "rule", rule.id)


def gap_node(gap: NotFormalised) -> Node:
    """The node of a provision that is not formalised, known by its citation."""
    return Node("not_formalised", str(gap.citation))


def _edges(policy: Policy) -> Iterator[Edge]:
    for rule in policy.rules.values():
        here = rule_node(rule)
        yield from _reads(policy, here, (*of_condition(rule), *of_value(rule)))
        if rule.conclusion is not None:
            yield Edge(here, "concludes", node_of(policy, "term", rule.conclusion.term))
        for target in rule.targets:
            if target in policy.rules:
                yield Edge(here, "sets_aside", rule_node(policy.rules[target]))
    for id, term in policy.terms.items():
        yield from _reads(policy, node_of(policy, "term", id), of_term(term))
    for gap in policy.not_formalised:
        yield from _reads(policy, gap_node(gap), of_gap(gap))
        for id in gap.affects:
            yield Edge(gap_node(gap), "opens", node_of(policy, "term", id))


def _reads(policy: Policy, here: Node, references: Iterable[Reference]) -> Iterator[Edge]:
    for sort, id in references:
        yield Edge(here, "reads", node_of(policy, sort, id))
