"""The act that says how a decision is notified, and where in it stands what every letter tells.

The act of 1967 until another is in force on the day of the decision; an act adopted without a date is in force from
the day a run supposes. Start reading at `governing`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from engine.evaluate.decision import Decision
from engine.model.citations import Citation
from engine.model.policy import Policy

ACT_1967, ACT_2025 = "LOV-1967-02-10", "LOV-2025-06-20-81"
ACTS = frozenset({ACT_1967, ACT_2025})
SIGNED = frozenset({ACT_1967})
"""The acts under which an appeal must be signed or authenticated: § 32 of 1967, and no word of it in § 66 of 2025."""

_PLACES: Mapping[str, Mapping[str, Citation]] = {
    ACT_1967: {
        "guidance": Citation(ACT_1967, "11"),
        "exempt": Citation(ACT_1967, "19"),
        "reasons": Citation(ACT_1967, "24", (("L", "1"),)),
        "reasons_later": Citation(ACT_1967, "24", (("L", "2"),)),
        "unreasoned": Citation(ACT_1967, "24", (("L", "3"),)),
        "form": Citation(ACT_1967, "32"),
        "first_instance": Citation(ACT_1967, "33"),
    },
    ACT_2025: {
        "guidance": Citation(ACT_2025, "14"),
        "exempt": Citation(ACT_2025, "50"),
        "reasons": Citation(ACT_2025, "56", (("L", "1"),)),
        "reasons_later": Citation(ACT_2025, "56", (("L", "3"),)),
        "unreasoned": Citation(ACT_2025, "57", (("L", "3"),)),
        "form": Citation(ACT_2025, "66"),
        "first_instance": Citation(ACT_2025, "67"),
        "ombud": Citation(ACT_2025, "59", (("L", "3"), ("b", "h"))),
        "manual_check": Citation(ACT_2025, "12", (("L", "2"),)),
    },
}


def governing(policy: Policy, decision: Decision) -> str:
    """The document of the procedural act in force on the day of the decision."""
    day = decision.case.decided_on or decision.case.day
    return ACT_2025 if _begun(policy, decision, day) else ACT_1967


def place(policy: Policy, decision: Decision, what: str) -> Citation:
    """Where the governing act says something that letters tell."""
    return _PLACES[governing(policy, decision)][what]


def _begun(policy: Policy, decision: Decision, day: date) -> bool:
    source = next((it for it in policy.sources.values() if it.document == ACT_2025), None)
    if source is None:
        return False
    if source.once_commenced:
        supposed = decision.options.supposed.get(source.id)
        return supposed is not None and supposed <= day
    return source.covers.holds(day)
