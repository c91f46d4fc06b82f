"""The graph for others to draw or read: DOT, Mermaid, JSON, and SVG where Graphviz is installed.

Drawings flow one way, from what is given on the left to what is decided on the right: a fact points to the rule that
reads it, the rule to the term it concludes, an exception to the rule it sets aside. The JSON has the edges as they are.
Labels are the author's names; ids are numbered, so that no name can break a drawing. Start reading at `export`.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping

from engine.graph.values import Edge, Node, RuleGraph

FORMATS = ("dot", "mermaid", "json", "svg")

_SHAPES = {
    "fact": "box",
    "discretion": "hexagon",
    "list": "folder",
    "parameter": "note",
    "term": "ellipse",
    "rule": "box, style=rounded",
    "exception": "box, style=\"rounded,dashed\"",
    "not_formalised": "box, style=dotted",
}  # fmt: skip
_ARROWS = {
    "reads": "",
    "concludes": "color=black, penwidth=2",
    "sets_aside": "style=dashed, arrowhead=tee",
    "opens": "style=dotted",
}
_MERMAID_SHAPES = {
    "fact": ("[", "]"),
    "discretion": ("{{", "}}"),
    "list": ("[[", "]]"),
    "parameter": ("[/", "/]"),
    "term": ("([", "])"),
    "rule": ("(", ")"),
    "exception": ("(", ")"),
    "not_formalised": ("[", "]"),
}
_MERMAID_ARROWS = {"reads": "-->", "concludes": "==>", "sets_aside": "-. sets aside .-x", "opens": "-. opens .->"}


class NoGraphviz(Exception):
    """The `dot` program is not installed, or could not draw."""


def export(graph: RuleGraph, labels: Mapping[Node, str], format: str) -> str:
    """The graph in one of `FORMATS`.

    Raises:
        NoGraphviz: SVG was asked for and Graphviz is not there.
    """
    match format:
        case "dot":
            return to_dot(graph, labels)
        case "mermaid":
            return to_mermaid(graph, labels)
        case "json":
            return to_json(graph, labels)
        case _:
            return to_svg(graph, labels)


def to_dot(graph: RuleGraph, labels: Mapping[Node, str]) -> str:
    """A Graphviz digraph."""
    numbers = _numbers(graph)
    lines = ["digraph policy {", "  rankdir=LR;", '  node [fontname="sans-serif"];']
    for node in graph.nodes:
        lines.append(f"  {numbers[node]} [label={_quoted(labels[node])}, shape={_SHAPES[node.kind]}];")
    for edge in graph.edges:
        style = f" [{_ARROWS[edge.kind]}]" if _ARROWS[edge.kind] else ""
        first, last = _drawn(edge)
        lines.append(f"  {numbers[first]} -> {numbers[last]}{style};")
    return "\n".join([*lines, "}", ""])


def to_mermaid(graph: RuleGraph, labels: Mapping[Node, str]) -> str:
    """A Mermaid flowchart, for Markdown pages."""
    numbers = _numbers(graph)
    lines = ["flowchart LR"]
    for node in graph.nodes:
        opening, closing = _MERMAID_SHAPES[node.kind]
        lines.append(f'  {numbers[node]}{opening}"{_entities(labels[node])}"{closing}')
    for edge in graph.edges:
        first, last = _drawn(edge)
        lines.append(f"  {numbers[first]} {_MERMAID_ARROWS[edge.kind]} {numbers[last]}")
    return "\n".join([*lines, ""])


def to_json(graph: RuleGraph, labels: Mapping[Node, str]) -> str:
    """Nodes and edges as data."""
    nodes = [{"kind": node.kind, "id": node.id, "label": labels[node]} for node in graph.nodes]
    edges = [
        {"from": {"kind": edge.source.kind, "id": edge.source.id}, "kind": edge.kind,
         "to": {"kind": edge.target.kind, "id": edge.target.id}}
        for edge in graph.edges
    ]  # fmt: skip
    return json.dumps({"nodes": nodes, "edges": edges}, ensure_ascii=False, indent=1) + "\n"


def to_svg(graph: RuleGraph, labels: Mapping[Node, str]) -> str:
    """A drawing made by Graphviz.

    Raises:
        NoGraphviz: `dot` is not on the path, or failed.
    """
    program = shutil.which("dot")
    if program is None:
        raise NoGraphviz("drawing SVG needs Graphviz, and its program `dot` is not on the path")
    drawn = subprocess.run([program, "-Tsvg"], input=to_dot(graph, labels).encode(), capture_output=True, check=False)
    if drawn.returncode:
        raise NoGraphviz(f"`dot` could not draw the graph: {drawn.stderr.decode(errors='replace').strip()}")
    return drawn.stdout.decode("utf-8")


def _drawn(edge: Edge) -> tuple[Node, Node]:
    """Where an arrow begins and ends in a drawing."""
    return (edge.target, edge.source) if edge.kind == "reads" else (edge.source, edge.target)


def _numbers(graph: RuleGraph) -> dict[Node, str]:
    return {node: f"n{number}" for number, node in enumerate(graph.nodes)}


def _quoted(label: str) -> str:
    return '"' + label.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _entities(label: str) -> str:
    """Mermaid reads quotes, brackets and `#` even inside quoted labels unless they are numbered entities."""
    return "<br>".join("".join(_entity(letter) for letter in line) for line in label.split("\n"))


def _entity(letter: str) -> str:
    return letter if letter.isalnum() or letter in " _-.,§()" else f"#{ord(letter)};"
