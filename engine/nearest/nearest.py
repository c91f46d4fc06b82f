"""All that would change a decision's answers, within one budget. Start reading at `nearest`."""

from __future__ import annotations

from engine.evaluate.decision import Decision
from engine.model.policy import Policy
from engine.nearest.affect import assessed
from engine.nearest.changes import changes
from engine.nearest.curves import curves
from engine.nearest.found import Nearest
from engine.nearest.passing import passing
from engine.nearest.trial import Trial

BUDGET = 6000
"""How many times the case may be decided for each of the three searches; thousands are decided in a second."""


def nearest(policy: Policy, decision: Decision, budget: int = BUDGET) -> Nearest:
    """The nearest changes of facts, the days on which the answers change by themselves, and the bends of amounts.

    Changes are asked of the first day of the period, and what they give is decided for all of it. The search is the
    same every time: it follows the order of the policy, and `budget` counts decisions, not seconds.
    """
    trials = [Trial(policy, decision.case, decision.options, budget) for _ in range(3)]
    found, all_tried = changes(trials[0], decision)
    passed, until, known_until, all_days = passing(trials[1], decision)
    bends, all_bends = curves(trials[2], decision)
    return Nearest(
        found,
        passed,
        bends,
        assessed(policy, decision),
        until,
        known_until,
        stopped=not (all_tried and all_days and all_bends),
        tried=sum(it.tried for it in trials),
    )
