"""Which parts a letter must have: the policy says so, by its duties for the procedural act in force that day.

A part is about one or more things, and each thing has one who writes it. The names of parts are the policy's words for
what the law demands; two acts that demand the same thing use the same name. Start reading at `demanded`.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from engine.evaluate.decision import Decision
from engine.model.citations import Citation
from engine.model.policy import Policy
from explain.grounds import addresses

ABOUT: Mapping[str, tuple[str, ...]] = {
    # forvaltningsloven of 1967, and egenandelsforskriften
    "rules": ("rules",),
    "facts": ("facts",),
    "appeal_information": ("appeal", "access", "postponement"),
    # forvaltningsloven of 2025
    "the_decision": ("result",),
    "decisive_facts": ("facts",),
    "rules_and_content": ("rules",),
    "weighty_considerations": ("considerations",),
    "later_reasons": ("reasons_later",),
    "contact": ("contact",),
    "names": ("names",),
    "appeal_procedure": ("appeal",),
    "automated_explanation": ("manual_check",),
    "access": ("access",),
    "guidance_offered": ("help",),
    "costs": ("help",),
    "postponement": ("postponement",),
    "legal_aid": ("help",),
    "ombud": ("ombud",),
    "lawsuit_terms": ("lawsuit",),
}
"""What each part is about, by its name in the rule file."""

REASONS = ("facts", "rules", "considerations", "beforehand")
"""What may wait when reasons may."""


@frozen
class Demand:
    """A part of the letter that a duty demands: its id, what it is about, and the provisions."""

    part: str
    about: tuple[str, ...]
    by: tuple[Citation, ...]


def demanded(policy: Policy, decision: Decision) -> tuple[Demand, ...]:
    """The parts this decision's letter must have, with the provisions that demand each, in the order of their ids."""
    day = decision.case.decided_on or decision.case.day
    by: dict[str, list[Citation]] = {}
    for part, duty in decision.parts_required:
        by.setdefault(part, []).extend(addresses(it for it in policy.terms[duty].basis if it.on(day)))
    return tuple(
        Demand(part, ABOUT.get(part.rpartition(".")[2], ()), tuple(dict.fromkeys(found)))
        for part, found in sorted(by.items())
    )
