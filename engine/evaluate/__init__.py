"""Policy, case and date to a decision, with its full trace.

Comes after `resolve`; writes no prose and touches no clock. The road: `lower` (policy to flat slots), `code` (slots to
Python source), `run` (source on the days of a case), `walk` (what was decisive, what is waited for), `trace` (the
derivation as a tree), `decide` (all of it). Start reading at `decide`.
"""

from engine.evaluate.decide import decide, settle
from engine.evaluate.decision import Decision
from engine.evaluate.order import CyclicPolicy

__all__ = ["CyclicPolicy", "Decision", "decide", "settle"]
