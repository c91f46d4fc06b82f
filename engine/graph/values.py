"""The graph as a value: nodes, edges, and what lies around a node."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    import networkx

KINDS = ("fact", "discretion", "list", "parameter", "term", "rule", "exception", "not_formalised")
"""What a node is. Facts, discretions and lists come from the case; terms are concluded by rules."""


@frozen(order=True)
class Node:
    """A thing of the policy: a term and a rule may share an id (a duty and what it arises by), so the kind is part."""

    kind: str
    id: str


@frozen(order=True)
class Edge:
    """One arrow, in the direction it is read aloud: the rule reads the fact, the exception sets the rule aside.

    `reads`: the source needs the target's value. `concludes`: the rule gives the term a value. `sets_aside`: the
    exception stands before the rule. `opens`: what is not formalised holds the term open.
    """

    source: Node
    kind: str
    target: Node


@frozen(slots=False)
class RuleGraph:
    """Every node and every edge, sorted: the same policy gives the same graph, in whatever order it was written."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    @cached_property
    def network(self) -> networkx.MultiDiGraph[Node]:
        """A networkx copy, for questions its algorithms answer; each edge keeps its kind as key."""
        import networkx

        network: networkx.MultiDiGraph[Node] = networkx.MultiDiGraph()
        network.add_nodes_from(self.nodes)
        network.add_edges_from((edge.source, edge.target, edge.kind) for edge in self.edges)
        return network

    def named(self, name: str) -> tuple[Node, ...]:
        """The nodes with this id, or this bare name; terms and facts before rules."""
        exact = tuple(node for node in self.nodes if node.id == name)
        return exact or tuple(node for node in self.nodes if node.id.rpartition(".")[2] == name)

    def around(self, centres: Iterable[Node], steps: int) -> RuleGraph:
        """What lies within so many arrows of the centres, in either direction."""
        import networkx

        either_way = self.network.to_undirected(as_view=True)
        kept: set[Node] = set()
        for centre in centres:
            kept |= networkx.single_source_shortest_path_length(either_way, centre, cutoff=steps).keys()
        return self.only(kept)

    def only(self, kept: set[Node]) -> RuleGraph:
        """The part of the graph among these nodes."""
        return RuleGraph(
            tuple(node for node in self.nodes if node in kept),
            tuple(edge for edge in self.edges if edge.source in kept and edge.target in kept),
        )
