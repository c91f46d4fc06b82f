"""What a node is called in a drawing: its name, its address in the law, and the source where names meet."""

from __future__ import annotations

from collections import Counter

from engine.graph.values import Node, RuleGraph
from engine.model.citations import Citation
from engine.model.policy import Policy


def labels(policy: Policy, graph: RuleGraph) -> dict[Node, str]:
    """The label of each node: the bare name where it is the only one, then the address a rule rests on."""
    bare = Counter(node.id.rpartition(".")[2] for node in graph.nodes if node.kind in ("rule", "exception"))
    terms = Counter(node.id.rpartition(".")[2] for node in graph.nodes if node.kind not in ("rule", "exception"))
    named = {}
    for node in graph.nodes:
        if node.kind == "not_formalised":
            named[node] = f"{_written(node.id, policy)} not formalised"
            continue
        counts = bare if node.kind in ("rule", "exception") else terms
        name = node.id.rpartition(".")[2]
        named[node] = (name if counts[name] == 1 else node.id) + _address(policy, node)
    return named


def _address(policy: Policy, node: Node) -> str:
    if node.kind not in ("rule", "exception"):
        return ""
    basis = policy.rules[node.id].basis
    return f"\n{address(basis[0].citation)}" if basis else ""


def address(citation: Citation) -> str:
    """The compact address: `§ 20 a (1) 3. pkt.` without the document.

    >>> address(Citation("LOV-2009-12-18-131", "20a", (("L", "1"), ("P", "3"), ("b", "a"))))
    '§ 20a (1) 3. pkt. a'
    """
    words = (
        [f"§ {citation.section}"]
        if citation.section
        else [f"kap. {citation.chapter}" if citation.chapter else citation.document]
    )
    marks = {"L": "({})", "P": "{}. pkt.", "b": "{}", "n": "nr. {}"}
    return " ".join([*words, *(marks[level].format(value) for level, value in citation.path)])


def _written(id: str, policy: Policy) -> str:
    found = next((gap.citation for gap in policy.not_formalised if str(gap.citation) == id), None)
    return address(found) if found is not None else id
