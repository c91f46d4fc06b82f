"""The engine: from rule text to a decision.

One road: text, tree, policy, graph, findings or decision. `docs/architecture.md` draws it.
"""

__version__ = "0.1.0"
