"""Which facts a decision examined, and which of them were decisive. Start reading at `facts_examined`."""

from __future__ import annotations

from engine.evaluate.decision import Decision
from engine.model.case import Key
from engine.model.policy import Policy


def facts_examined(policy: Policy, decision: Decision) -> dict[Key, bool]:
    """Every fact looked at for the answers, and whether it was decisive; sorted by id and member."""
    return {(id, member): decisive for id, member, decisive in decision.facts if policy.terms[id].kind == "fact"}
