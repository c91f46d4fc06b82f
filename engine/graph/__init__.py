"""The dependency graph: which rule needs which fact, parameter or other rule, and which exception sets which aside.

Comes after `resolve`, so every name here already points at something.
Holds no values and knows no dates; `evaluate` walks it, `analysis` judges it.
Start reading at `graph.build_graph`.
"""

from engine.graph.cycles import cycles
from engine.graph.graph import build_graph
from engine.graph.values import Edge, Node, RuleGraph

__all__ = ["Edge", "Node", "RuleGraph", "build_graph", "cycles"]
